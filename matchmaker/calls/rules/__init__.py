"""One small pure function per rule."""

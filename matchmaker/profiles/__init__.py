"""Organisations as the machine sees them: text, embedding, ecosystems and S3 priorities."""

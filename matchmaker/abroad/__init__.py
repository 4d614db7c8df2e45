"""Third countries: whom to meet there, which markets suit, and what the SMEs wish."""

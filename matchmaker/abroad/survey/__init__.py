"""A survey of SME members: what they answered, told only of groups and only where they consent."""

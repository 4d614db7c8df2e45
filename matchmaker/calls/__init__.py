"""The rules of calls for proposals, as data, and what they say of a consortium."""

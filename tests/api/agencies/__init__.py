"""The API of agencies' systems."""

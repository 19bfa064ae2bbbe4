"""Bedrock: pure Python without Django, clock or network; each library stands alone."""

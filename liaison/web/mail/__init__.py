"""Mail to people of the house: that something happened, in their language, never what."""

"""The words of the house in other languages: found, merged, checked, filled in."""

"""The words of the house in other languages: found, merged, compiled, checked."""

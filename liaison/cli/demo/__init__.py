"""The demonstration: five bureaus as real processes, and their story in chapters."""

"""The demonstration: two bureaus as real processes, and the story of one passport."""

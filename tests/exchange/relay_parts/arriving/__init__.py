"""Lyon is our own relay and brings what Tokyo left with it."""

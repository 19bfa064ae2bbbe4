"""An older bureau becomes a newer one, and nothing of it is lost."""

"""Pages of identity: signing in and out, changing chairs, the bureau."""

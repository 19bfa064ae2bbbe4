"""Filters of the staff site's templates."""

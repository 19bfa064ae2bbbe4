"""The wire: what opens, what is refused, and by which name. Pure: no database, no clock."""

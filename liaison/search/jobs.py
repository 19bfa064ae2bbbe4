"""What the worker does for search: the files of the index follow the database."""

from datetime import datetime

from liaison.search import services


def catch_up(now: datetime) -> None:
    """Write what came and went into the files, when there is enough of it."""
    services.catch_up(now=now)

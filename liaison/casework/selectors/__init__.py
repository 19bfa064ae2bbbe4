"""The only ways to hold requests, cases, transfers and figures."""

from liaison.casework.selectors.desk import LISTS, count, counts, desk_page, find
from liaison.casework.selectors.requests import get_for_update, request_file, visible_to

__all__ = [
    "LISTS",
    "count",
    "counts",
    "desk_page",
    "find",
    "get_for_update",
    "request_file",
    "visible_to",
]

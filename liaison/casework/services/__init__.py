"""The verbs of casework: what doors and rooms above call. One group of verbs for each file."""

from liaison.casework.services.drafting import (
    change_draft,
    draft,
    find_requests,
    list_requests,
    note,
    read_request,
    submit,
)
from liaison.casework.services.reviewing import review

__all__ = [
    "change_draft",
    "draft",
    "find_requests",
    "list_requests",
    "note",
    "read_request",
    "review",
    "submit",
]

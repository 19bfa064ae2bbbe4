"""The tables of casework.

Nothing is without an owner: the holding organisation of a request, a case or a task is never
empty; without a person it lies in that organisation's pool.
"""

from liaison.casework.models.cases import Case, CaseEntry, Counter
from liaison.casework.models.requests import Addressee, Concerned, ConcernedKey, Request
from liaison.casework.models.threads import Deadline, Finding, Letter, Task, Transfer

__all__ = [
    "Addressee",
    "Case",
    "CaseEntry",
    "Concerned",
    "ConcernedKey",
    "Counter",
    "Deadline",
    "Finding",
    "Letter",
    "Request",
    "Task",
    "Transfer",
]

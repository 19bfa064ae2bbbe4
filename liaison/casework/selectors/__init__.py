"""The only ways to hold requests, cases, tasks, transfers and figures."""

from liaison.casework.selectors.cases import (
    case_file,
    case_for_update,
    cases,
    cases_visible_to,
)
from liaison.casework.selectors.desk import (
    LISTS,
    count,
    counts,
    desk_page,
    find,
)
from liaison.casework.selectors.figures import (
    figures,
)
from liaison.casework.selectors.requests import (
    approval_of,
    get_for_update,
    of_message,
    request_file,
    visible_to,
)
from liaison.casework.selectors.tallies import (
    tallies,
)
from liaison.casework.selectors.tasks import (
    my_tasks,
)
from liaison.casework.selectors.transfers import (
    offers_waiting,
    shift,
    transfer,
    transfers,
)
from liaison.casework.selectors.watching import (
    clocks_overdue,
)

__all__ = [
    "LISTS",
    "approval_of",
    "case_file",
    "case_for_update",
    "cases",
    "cases_visible_to",
    "clocks_overdue",
    "count",
    "counts",
    "desk_page",
    "figures",
    "find",
    "get_for_update",
    "my_tasks",
    "of_message",
    "offers_waiting",
    "request_file",
    "shift",
    "tallies",
    "transfer",
    "transfers",
    "visible_to",
]

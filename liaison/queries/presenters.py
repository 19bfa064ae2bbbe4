"""The words of queries' audit entries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENTERS: Mapping[str, str | Promise] = {
    "queries:check:made": _(
        "Checked %(number)s %(issuing_state)s for case %(reference)s: %(hits)s possible matches"
    ),
    "queries:check:looked": _("Looked while typing %(number)s, case %(reference)s: %(found)s"),
    "queries:bulk:opened": _("Began a bulk check for case %(reference)s: %(kind)s, %(ground)s"),
    "queries:bulk:submitted": _("Submitted a bulk check of %(lines)s lines"),
    "queries:bulk:approved": _("Approved a bulk check of %(lines)s lines: %(note)s"),
    "queries:bulk:refused": _("Refused a bulk check of %(lines)s lines: %(note)s"),
    "queries:bulk:checked": _(
        "Checked lines %(first_line)s to %(last_line)s of a bulk check for case %(reference)s: "
        "%(matched)s with possible matches, %(rejected)s not read"
    ),
    "queries:bulk:finished": _("Ended a bulk check: %(done)s lines, %(matched)s matched"),
    "queries:bulk:halted": _("Halted a bulk check after %(done)s lines: %(reason)s"),
    "queries:bulk:cancelled": _("Cancelled a bulk check after %(done)s lines"),
    "queries:bulk:listed": _("Listed bulk checks: %(shown)s shown"),
    "queries:bulk:read": _("Read where a bulk check stands, %(shown)s lines shown"),
    "queries:bulk:results_read": _("Read results of a bulk check: %(shown)s lines"),
    "queries:bulk:rejects_read": _("Read rejects of a bulk check: %(shown)s lines"),
    "queries:bulk:proved": _("Opened line %(line)s of a bulk check"),
    "queries:bulk:erased": _("Erased results and rejects of a bulk check of %(lines)s lines"),
    "queries:question:watched": _("Looked through a question once more"),
    "queries:hit:fetched": _("Fetched a record in full from %(owner)s"),
    "queries:alerts:listed": _("Listed alerts of discreet records: %(shown)s shown"),
    "queries:alert:seen": _("Looked at an alert of a discreet record"),
    "queries:hit:read": _("Read a hit in state %(state)s"),
    "queries:hits:listed": _("Listed hits, page %(page)s: %(shown)s of %(total)s shown"),
    "queries:hit:compared": _("Compared a hit with the document; same: %(same_document)s"),
    "queries:confirmation:asked": _("Asked %(owner)s to confirm a hit (%(urgency)s)"),
    "queries:confirmation:read": _("Read a question by %(asker)s about one of our records"),
    "queries:confirmations:listed": _("Listed questions about our records: %(shown)s shown"),
    "queries:confirmation:answered": _("Answered %(asker)s; record valid: %(valid)s"),
    "queries:confirmation:received": _("Received a question by %(sender)s about our record"),
    "queries:confirmation:expired": _("%(owner)s did not confirm a hit in time"),
    "queries:confirmation:lapsed": _("A question by %(asker)s was not answered in time"),
    "queries:hit:answered": _("%(owner)s answered; record valid: %(valid)s"),
    "queries:hits:emptied": _("Erased what %(count)s hits kept of a withdrawn record"),
    "queries:action:taken": _("Took action on a hit: %(action)s; emergency reason: %(reason)s"),
    "queries:hit:closed": _("Closed a hit: %(outcome)s after %(action)s"),
    "queries:outcome:received": _("%(sender)s reported the outcome of a hit on our record"),
}

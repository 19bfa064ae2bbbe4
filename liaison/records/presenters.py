"""The words of records' audit entries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENTERS: Mapping[str, str | Promise] = {
    "records:documents:imported": _(
        "Imported lines %(first_line)s to %(last_line)s of a file: %(created)s new records, "
        "%(changed)s changed, %(unchanged)s known already; %(messages)s messages queued"
    ),
    "records:documents:distributed": _(
        "Distributed %(documents)s records to more bureaus; %(messages)s messages queued"
    ),
    "records:document:withdrawn": _(
        "Withdrew document %(number)s of %(issuing_state)s (%(reason)s) and recalled "
        "%(copies)s copies"
    ),
    "records:record:withdrawn": _(
        "Withdrew record %(label)s of kind %(kind)s (%(reason)s) and recalled %(copies)s copies"
    ),
    "records:record:shredded": _(
        "Shredded what the withdrawn record %(label)s of kind %(kind)s said about a person"
    ),
    "records:recall:repeated": _(
        "Recalled the copy of record %(label)s from %(organisation)s again: its erasure is not "
        "stated yet"
    ),
    "records:index:rebuilt": _("Put %(records)s records into the index again"),
    "records:record:entered": _(
        "Entered record %(label)s of kind %(kind)s; %(messages)s messages queued"
    ),
    "records:record:changed": _(
        "Changed record %(label)s of kind %(kind)s to version %(version)s; %(messages)s messages "
        "queued"
    ),
    "records:record:kept": _("Justified record %(label)s again; it is kept until %(until)s"),
    "records:record:restricted": _(
        "Restricted record %(label)s; never sent to: %(excluded)s; recalled %(copies)s copies"
    ),
    "records:record:read": _("Read record %(label)s of kind %(kind)s, owned by %(owner)s"),
    "records:records:listed": _("Listed records, page %(page)s: %(shown)s of %(total)s shown"),
    "records:rule:changed": _("Opened %(kind)s records to queries of: %(bureaus)s"),
    "records:review:opened": _(
        "%(records)s records are due for re-examination, the first before %(until)s"
    ),
    "records:copy:expired": _(
        "Erased the copy of a record of %(owner)s at the end of its retention"
    ),
    "records:annotation:written": _("Noted something about record %(label)s of %(owner)s"),
    "records:annotation:received": _("Received a note of %(sender)s about record %(label)s"),
    "records:correction:asked": _("Asked %(owner)s to correct record %(label)s: %(field)s"),
    "records:correction:received": _("%(sender)s asks to correct record %(label)s: %(field)s"),
    "records:correction:decided": _(
        "Answered the correction %(sender)s asked of record %(label)s: %(outcome)s"
    ),
    "records:correction:answered": _(
        "%(owner)s answered the correction of %(label)s: %(outcome)s"
    ),
    "records:corrections:listed": _("Listed corrections: %(shown)s shown"),
    "records:document:read": _(
        "Read document %(number)s of %(issuing_state)s, owned by %(owner)s"
    ),
    "records:documents:listed": _(
        "Listed own records, page %(page)s: %(shown)s of %(total)s shown"
    ),
    "records:copies:received": _(
        "Received records from %(sender)s: %(stored)s stored, %(ignored)s ignored as older "
        "or erased"
    ),
    "records:copy:erased": _("Erased the copy of a record that %(owner)s withdrew (%(reason)s)"),
    "records:copy:erasure_confirmed": _(
        "%(organisation)s stated that it erased its copy of a withdrawn record"
    ),
}

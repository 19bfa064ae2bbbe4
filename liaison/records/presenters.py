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

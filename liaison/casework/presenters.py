"""The words of casework's audit entries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENTERS: Mapping[str, str | Promise] = {
    "casework:request:drafted": _("Drafted request %(our_reference)s"),
    "casework:request:changed": _("Changed the draft of request %(our_reference)s"),
    "casework:request:submitted": _("Put request %(our_reference)s before the desk"),
    "casework:request:noted": _("Left a note in request %(our_reference)s"),
    "casework:request:read": _("Read request %(our_reference)s in state %(state)s"),
    "casework:requests:listed": _("Listed requests of %(queue)s: %(shown)s shown"),
    "casework:requests:searched": _("Looked for reference %(reference)s: %(shown)s shown"),
    "casework:request:reviewed": _("Reviewed request %(our_reference)s: %(decision)s %(grounds)s"),
    "casework:request:arrived": _("Request %(their_reference)s of %(sender)s arrived"),
    "casework:request:cross_checked": _(
        "Compared request %(our_reference)s with what is held here: %(found)s findings"
    ),
    "casework:answer:passed_on": _("Passed on what came for request %(our_reference)s"),
    "casework:letter:arrived": _("A letter of %(sender)s arrived: %(kind)s"),
}

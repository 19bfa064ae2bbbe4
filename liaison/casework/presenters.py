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
    "casework:request:not_delivered": _("Request %(our_reference)s did not reach %(desk)s"),
    "casework:request:assigned": _("Assigned request %(our_reference)s to %(unit)s"),
    "casework:request:given_back": _("Gave request %(our_reference)s back to the desk"),
    "casework:request:answered": _(
        "Answered request %(our_reference)s: %(outcome)s; partly: %(partial)s"
    ),
    "casework:request:closed": _("Closed request %(our_reference)s: %(outcome)s"),
    "casework:request:cancelled": _("Cancelled request %(our_reference)s"),
    "casework:request:taken": _(
        "Took request %(our_reference)s over from the pool or a colleague"
    ),
    "casework:request:put_back": _("Put request %(our_reference)s back into the pool"),
    "casework:answer:drafted": _(
        "Drafted the answer to request %(our_reference)s: %(result_named)s"
    ),
    "casework:answer:returned": _("Gave the drafted answer to request %(our_reference)s back"),
    "casework:clarification:asked": _("Asked for clarification of request %(our_reference)s"),
    "casework:clarification:given": _("Gave clarification of request %(our_reference)s"),
    "casework:reminder:sent": _("Reminded those asked in request %(our_reference)s"),
    "casework:correction:drafted": _("Drafted a correction of request %(our_reference)s"),
    "casework:correction:sent": _("Corrected request %(our_reference)s"),
    "casework:clock:paused": _(
        "Let the clock of request %(our_reference)s stand still for a court"
    ),
    "casework:clock:resumed": _("Let the clock of request %(our_reference)s go on"),
    "casework:clock:extended": _("Extended request %(our_reference)s by %(amount)s %(unit)s"),
    "casework:clock:warned": _("The clock of request %(our_reference)s ends soon"),
    "casework:clock:overdue": _("The clock of request %(our_reference)s has run out"),
    "casework:clock:escalated": _("Request %(our_reference)s was put to somebody higher"),
    "casework:clock:pretended": _(
        "Pretended, for a demonstration, that %(hours)s hours had passed for %(clocks)s clocks"
    ),
    "casework:transfer:offered": _("Offered a %(subject_kind)s of %(giver)s to %(taker)s"),
    "casework:transfer:accepted": _("Took over a %(subject_kind)s of %(giver)s for %(taker)s"),
    "casework:transfer:declined": _(
        "Declined a %(subject_kind)s of %(giver)s offered to %(taker)s"
    ),
    "casework:transfer:withdrawn": _("Withdrew the offer of a %(subject_kind)s to %(taker)s"),
    "casework:transfer:lapsed": _(
        "The offer of a %(subject_kind)s to %(taker)s lapsed; %(giver)s keeps it"
    ),
    "casework:findings:erased": _("Erased %(count)s findings in a withdrawn record"),
    "casework:case:opened": _("Opened case %(reference)s"),
    "casework:case:read": _("Read case %(reference)s"),
    "casework:case:linked": _("Put request %(request)s into case %(reference)s"),
    "casework:case:unlinked": _("Took request %(request)s out of case %(reference)s"),
    "casework:case:unrelated": _("Took a pointer to a %(kind)s out of case %(reference)s"),
    "casework:case:written": _("Wrote into case %(reference)s: %(kind)s"),
    "casework:case:closed": _("Closed case %(reference)s"),
    "casework:case:reopened": _("Opened case %(reference)s again"),
    "casework:task:given": _("Gave a task in case %(reference)s"),
    "casework:task:finished": _("Finished a task: %(state)s"),
}

"""Refusals of casework in words: at the form when it can be put right there, else on a page."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.casework.errors import ChecklistRefused, FieldRefused, TextRefused
from liaison.casework.intake import POINTS
from liaison.core.errors import Refusal
from liaison.lib.calendar.errors import CalendarRefusal
from liaison.web.casework.words import Text

# code -> what the form says: what is wrong, and what to do
AT_THE_FORM: Final[Mapping[str, Text]] = {
    "casework:text": _("A text is missing or too long, or has characters that cannot be shown."),
    "casework:field": _("A field holds what cannot be: correct it and send again."),
    "casework:grounds": _("A refusal needs a ground of the list; nothing else has one."),
    "casework:address": _("One of these bureaus cannot be written to."),
    "casework:silent_desk": _(
        "No delegation lets your sub-bureau speak to other bureaus now. Ask your National Bureau."
    ),
    "casework:no_request": _("There is no such request at your desk. Compare the reference."),
    "casework:unit": _("This unit or person does not belong to your desk. Choose another."),
    "casework:same_person": _(
        "You wrote this request. Two persons are needed: ask a colleague to review it."
    ),
    "casework:offered": _("This was offered to somebody already, who has not answered yet."),
    "casework:extension": _("The clock cannot be extended so."),
    "casework:transition": _(
        "This cannot be done any more: the request has moved on. Look at it as it stands now."
    ),
    "casework:not_yours": _("Somebody else holds this now."),
    "casework:no_case": _("There is no such case at your desk. Compare the reference."),
    "casework:no_related": _(
        "Nothing of this kind is known to you by this reference. Compare it, or ask whoever gave "
        "it to you."
    ),
    "casework:approval_needed": _(
        "This request leaves only with an officer's approval. Accept it with your passkey."
    ),
    "identity:passkey": _(
        "The passkey did not approve this request as it stands now: look at it again, and approve "
        "it once more."
    ),
    "casework:checklist": _("The checklist does not carry this decision."),
}
_POINTS: Final[Mapping[str, Text]] = {
    "missing": _("“%(point)s” is not answered: to accept, every point needs an answer."),
    "no": _("“%(point)s” is answered no: ask back or refuse."),
    "reason": _("“%(point)s” does not apply: say why."),
}
_FIELDS: Final[Mapping[tuple[str, str], Text]] = {
    ("reference", "twice"): _("The case points there already."),
    ("reference", "itself"): _("This is the case itself."),
    ("request", "desk"): _("This request is another desk's: it cannot be put into this file."),
    ("tasks", "open"): _("A task of the case is still to be done: finish it or drop it first."),
    ("requests", "open"): _("A request of the case is still open: close it first."),
    ("to", "holder"): _("Whoever you chose holds it already."),
}
_TEXTS: Final[Mapping[str, Text]] = {
    "missing": _("Words are needed for this: write them and send again."),
    "long": _("A text is too long: at most %(limit)s characters are taken."),
    "characters": _("A text has characters that cannot be shown."),
}
_CLOCKS: Final[Mapping[str, Text]] = {
    "calendar:already_stopped": _("The clock has stopped for good: it is not extended any more."),
    "calendar:too_many": _("This clock was moved too often. Close the request, or refuse it."),
    "calendar:duration": _("This is no period a clock can be extended by."),
}
_ANY_CLOCK: Final = _("The clock does not allow this now.")


def at_the_form(refusal: Refusal | CalendarRefusal) -> str | None:
    """Return what the form says, or None when a page of its own has to say it."""
    if isinstance(refusal, CalendarRefusal):
        return str(_CLOCKS.get(refusal.code, _ANY_CLOCK))
    if isinstance(refusal, ChecklistRefused) and refusal.reason in _POINTS:
        point = gettext(POINTS[refusal.point].title) if refusal.point in POINTS else refusal.point
        return str(_POINTS[refusal.reason]) % {"point": point}
    if isinstance(refusal, TextRefused) and refusal.reason in _TEXTS:
        return str(_TEXTS[refusal.reason]) % {"limit": refusal.limit}
    if isinstance(refusal, FieldRefused) and (refusal.field, refusal.reason) in _FIELDS:
        return str(_FIELDS[refusal.field, refusal.reason])
    found = AT_THE_FORM.get(refusal.code)
    return None if found is None else str(found)

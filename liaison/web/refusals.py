"""From a refusal to words: what happened, what was kept, what to do.

Found by the refusal's code; a room adds its codes to `WORDS`. A code without words of its own
still gets the right status and an honest sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.core.errors import Refusal

Text = str | Promise
NOTHING_KEPT = _("Nothing was changed. The attempt is recorded in the audit log.")


@dataclass(frozen=True)
class Words:
    """What a page says about a refusal.

    Attributes:
        status: the HTTP status.
        happened: the heading: what happened, one sentence.
        advice: what to do next.
        kept: what was kept.
    """

    status: HTTPStatus
    happened: Text
    advice: Text
    kept: Text = NOTHING_KEPT


MISSING = Words(
    HTTPStatus.NOT_FOUND,
    _("There is nothing here that this chair may see."),
    _("Check the address or the reference. If you hold another chair, change it and try again."),
)
CONFLICT = Words(
    HTTPStatus.CONFLICT,
    _("This cannot be done in the present state."),
    _("Go back, reload the page and look at what has changed since you opened it."),
)
WORDS: Mapping[str, Words] = {
    "identity:permission": Words(
        HTTPStatus.FORBIDDEN,
        _("This chair may not do that."),
        _("Change to a chair that may, or ask the administrator of your bureau."),
    ),
    "identity:no_chair": Words(
        HTTPStatus.FORBIDDEN,
        _("You hold no chair that is valid today."),
        _("The administrator of your bureau can give you one. Until then you can only sign out."),
        _("Nothing was changed."),
    ),
    "identity:no_organisation": MISSING,
    "identity:name_taken": Words(
        HTTPStatus.CONFLICT,
        _("Somebody signs in with this name already."),
        _("Go back and choose another sign-in name."),
    ),
    "identity:input": Words(
        HTTPStatus.BAD_REQUEST,
        _("A value is empty, too long or has characters that do not belong there."),
        _("Go back, correct the value and send again."),
    ),
    "identity:password": Words(
        HTTPStatus.BAD_REQUEST,
        _("The password is too easy to guess."),
        _("Go back and choose a longer one that contains neither names nor common words."),
    ),
    "identity:no_chair_of_that_id": Words(
        HTTPStatus.NOT_FOUND,
        _("There is no such chair for you today."),
        _("Choose one of the chairs offered beside your name."),
    ),
    "identity:outside_authority": Words(
        HTTPStatus.FORBIDDEN,
        _("That organisation is not in the charge of this chair."),
        _("Ask the administrator of the organisation concerned."),
    ),
    "identity:self_grant": Words(
        HTTPStatus.FORBIDDEN,
        _("Nobody gives a chair to themselves."),
        _("Ask another administrator: two persons are needed."),
    ),
}


def words_of(refusal: Refusal) -> Words:
    """Return the words and the status of a refusal.

    Hidden and missing look alike: every `NoSuch...` without words of its own says the same.

    Args:
        refusal: what a service raised.
    """
    found = WORDS.get(refusal.code)
    if found is not None:
        return found
    return MISSING if type(refusal).__name__.startswith("NoSuch") else CONFLICT

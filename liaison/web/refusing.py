"""What a page says about a refusal, as a value; the words themselves stand in `refusals`."""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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

"""Words for the refusals of casework on a page of their own."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from django.utils.translation import gettext_lazy as _

from liaison.web.refusing import MISSING, Words

CASEWORK: Final[Mapping[str, Words]] = {
    "casework:no_request": MISSING,
    "casework:no_case": MISSING,
    "casework:no_related": MISSING,
    "casework:no_transfer": MISSING,
    "casework:approval_needed": Words(
        HTTPStatus.CONFLICT,
        _("This request leaves only with an officer's approval by passkey."),
        _("Go back and accept it with your passkey."),
    ),
    "casework:text": Words(
        HTTPStatus.BAD_REQUEST,
        _("A text is missing, too long or has characters that cannot be shown."),
        _("Go back, correct it and send again; what you typed is still in the form."),
    ),
    "casework:field": Words(
        HTTPStatus.BAD_REQUEST,
        _("A value is none that this page knows."),
        _("Go back and choose one of those offered."),
    ),
    "casework:address": Words(
        HTTPStatus.BAD_REQUEST,
        _("One of these bureaus cannot be written to, or nobody is left to ask."),
        _("Go back and choose other bureaus."),
    ),
    "casework:silent_desk": Words(
        HTTPStatus.FORBIDDEN,
        _("No delegation lets this sub-bureau speak to other bureaus now."),
        _("Ask your National Central Bureau: its administrator gives and renews delegations."),
    ),
    "casework:checklist": Words(
        HTTPStatus.BAD_REQUEST,
        _("The checklist does not carry this decision."),
        _("Go back and answer every point, or ask back, or refuse."),
    ),
    "casework:grounds": Words(
        HTTPStatus.BAD_REQUEST,
        _("A refusal needs a ground of the list; nothing else has one."),
        _("Go back and choose the ground."),
    ),
    "casework:same_person": Words(
        HTTPStatus.FORBIDDEN,
        _("Whoever wrote a request does not review it: two persons are needed."),
        _("Ask a colleague at the desk to review it."),
    ),
    "casework:not_yours": Words(
        HTTPStatus.FORBIDDEN,
        _("This is in somebody else's hands."),
        _("Ask whoever holds it, or have it transferred to you."),
    ),
    "casework:direction": Words(
        HTTPStatus.CONFLICT,
        _("That cannot be done with a request of this direction."),
        _("Go back and look whether you ask or are asked."),
    ),
    "casework:transition": Words(
        HTTPStatus.CONFLICT,
        _("The request has moved on since you opened it."),
        _("Go back and reload the page: it shows where it stands and what may be done now."),
    ),
    "casework:unit": Words(
        HTTPStatus.BAD_REQUEST,
        _("This unit or person does not belong to your desk."),
        _("Go back and choose another."),
    ),
    "casework:offered": Words(
        HTTPStatus.CONFLICT,
        _("This was offered to somebody who has not answered yet."),
        _("Wait for the answer, or withdraw that offer first."),
    ),
    "casework:extension": Words(
        HTTPStatus.BAD_REQUEST,
        _("The clock cannot be extended so."),
        _("Go back and give a longer time, or one that policy allows."),
    ),
    "casework:body": Words(
        HTTPStatus.BAD_REQUEST,
        _("The content of a letter is not what its kind asks for."),
        _("Tell the bureau that sent it, and quote the reason below."),
    ),
    "casework:letter": Words(
        HTTPStatus.CONFLICT,
        _("A letter does not belong to the request it names."),
        _("Tell the bureau that sent it, and quote the reason below."),
    ),
    "casework:policy": Words(
        HTTPStatus.CONFLICT,
        _("A policy file of this bureau cannot be read."),
        _("Tell your administrator at once, and quote the reason below."),
    ),
}

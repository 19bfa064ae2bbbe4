"""Words for the refusals of signing in on a page of their own."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from django.utils.translation import gettext_lazy as _

from liaison.web.refusing import MISSING, Words

SIGN_IN: Final[Mapping[str, Words]] = {
    "identity:no_factor": MISSING,
    "identity:no_session": Words(
        HTTPStatus.NOT_FOUND,
        _("This session is over already, or it is not yours to end."),
        _("Go back and reload the page: it shows what is open now."),
    ),
    "identity:session_over": Words(
        HTTPStatus.FORBIDDEN,
        _("This session is over."),
        _("Sign in again."),
    ),
    "identity:code": Words(
        HTTPStatus.FORBIDDEN,
        _("This code is not right, or was used before."),
        _("Wait for the next code of your authenticator app and type that one."),
    ),
    "identity:factor_locked": Words(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("There were too many wrong codes."),
        _("Wait a quarter of an hour, or use a passkey. If it was not you, tell your officer."),
    ),
    "identity:passkey": Words(
        HTTPStatus.FORBIDDEN,
        _("This passkey was not accepted."),
        _("Try once more from the page itself, or use another passkey."),
    ),
    "identity:factor_taken": Words(
        HTTPStatus.CONFLICT,
        _("This second factor is set up already."),
        _("Remove the old one first."),
    ),
    "identity:too_many_factors": Words(
        HTTPStatus.CONFLICT,
        _("These are more passkeys than one person may have."),
        _("Remove one that you no longer use."),
    ),
    "identity:last_factor": Words(
        HTTPStatus.CONFLICT,
        _("This is your last second factor."),
        _("Set up another first. If it is lost, two officers take it away together."),
    ),
    "identity:no_recovery": MISSING,
    "identity:recovery_open": Words(
        HTTPStatus.CONFLICT,
        _("A recovery of this person is open already."),
        _("Look for it on the page of recoveries."),
    ),
    "identity:not_the_asker": Words(
        HTTPStatus.FORBIDDEN,
        _("Only the officer who asked for it makes the link."),
        _("Whoever confirms never holds the link: two persons stay two."),
    ),
    "exchange:approval": Words(
        HTTPStatus.CONFLICT,
        _("An officer's approval that came along does not hold."),
        _("Ask the bureau that sent it before you rely on it."),
    ),
    "identity:secret": Words(
        HTTPStatus.CONFLICT,
        _("A secret of this server cannot be opened."),
        _("Tell your administrator: the file keys/factors.key is missing or changed."),
    ),
}

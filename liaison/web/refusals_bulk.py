"""Words for the refusals of bulk checks."""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from liaison.web.refusing import MISSING, Words

BULK: Mapping[str, Words] = {
    "queries:no_bulk": MISSING,
    "queries:no_line": MISSING,
    "queries:bulk_limit": Words(
        HTTPStatus.CONFLICT,
        _("The list is empty or too long, or too many lists are under way."),
        _("Wait until a bulk check of your organisation has ended, or divide the list."),
    ),
    "queries:bulk_purpose": Words(
        HTTPStatus.CONFLICT,
        _("For this purpose no list may be checked."),
        _("Ask about single persons or documents, or choose the purpose the list is held for."),
    ),
    "queries:second_person": Words(
        HTTPStatus.CONFLICT,
        _("You asked for this bulk check yourself."),
        _("Another officer of the bureau looks at its purpose and ground and decides."),
    ),
}

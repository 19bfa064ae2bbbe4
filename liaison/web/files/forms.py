"""What the addresses and forms of files say."""

import re
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liaison.files.policy import FILES_PER_THING, KIND_CHARACTERS
from liaison.web.files.choosing import FORM_CHARACTERS, ids_in
from liaison.web.filters import PlainField
from liaison.web.forms import StaffForm

NAME = re.compile(r"[a-z][a-z0-9_-]*")
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
BACK_CHARACTERS = 300


class PlaceForm(StaffForm):
    """Where the partial stands: which form its boxes belong to, what the files are for."""

    form = PlainField(required=False, max_length=FORM_CHARACTERS, widget=forms.HiddenInput)
    purpose = PlainField(required=False, max_length=KIND_CHARACTERS, widget=forms.HiddenInput)
    back = PlainField(required=False, max_length=BACK_CHARACTERS, widget=forms.HiddenInput)

    def clean_form(self) -> str:
        """Return the id of a form."""
        return _matching(self.cleaned_data["form"], NAME)

    def clean_purpose(self) -> str:
        """Return what files are for."""
        return _matching(self.cleaned_data["purpose"], KIND)


def ids_of(said: QueryDict, name: str) -> tuple[UUID, ...]:
    """Return the ids of files in an address or a form; what is none is left out.

    Args:
        said: the address or the form.
        name: the field, which may stand there many times.
    """
    return ids_in(said.getlist(name)[: 2 * FILES_PER_THING])


def _matching(said: str, pattern: re.Pattern[str]) -> str:
    if said and not pattern.fullmatch(said):
        raise ValidationError(_("This address is not one of ours."))
    return said

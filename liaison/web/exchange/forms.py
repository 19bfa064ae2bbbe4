"""What the addresses of exchange's pages may ask for."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liaison.exchange.states import Direction
from liaison.web.filters import FilterForm, PlaceField, PlainField

ORGANISATION_LENGTH = 120
UUID_LENGTH = 36


class MessagesForm(FilterForm):
    """Which messages to list, and from which place on."""

    direction = forms.ChoiceField(
        choices=[("", "")] + [(one.value, one.value) for one in Direction],
        required=False,
        widget=forms.HiddenInput,
    )
    before = PlaceField(low=1)


class FindForm(FilterForm):
    """A message by the names every bureau knows it by: its sender and its id."""

    sender = PlainField(max_length=ORGANISATION_LENGTH)
    id = PlainField(max_length=UUID_LENGTH)

    def clean_id(self) -> uuid.UUID:
        """Return the id."""
        try:
            return uuid.UUID(self.cleaned_data["id"])
        except ValueError as error:
            raise ValidationError(_("This is not the id of a message.")) from error

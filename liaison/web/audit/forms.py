"""What the address of the audit log may ask for."""

from collections.abc import Mapping

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from liaison.audit.policy import MAX_EVENT, MAX_NAME
from liaison.web.filters import FilterForm, PlaceField, PlainField

_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
FILTERS = ("event", "organisation", "person", "target")


def _text() -> forms.TextInput:
    return forms.TextInput(attrs=dict(_PLAIN))


class LogForm(FilterForm):
    """Which entries to show."""

    event = PlainField(
        label=_("Event begins with"),
        required=False,
        max_length=MAX_EVENT,
        widget=_text(),
        validators=[
            RegexValidator(
                r"^[a-z_:]*\Z", _("An event has small letters and colons: records:document:read")
            )
        ],
    )
    organisation = PlainField(
        label=_("Organisation"), required=False, max_length=MAX_NAME, widget=_text()
    )
    person = PlainField(label=_("Person"), required=False, max_length=MAX_NAME, widget=_text())
    target = PlainField(label=_("Thing"), required=False, max_length=MAX_NAME, widget=_text())
    before = PlaceField()

    def filters(self) -> Mapping[str, str]:
        """Return the filters that are not empty."""
        return {name: self.text_of(name) for name in FILTERS if self.text_of(name)}

"""The form of a record, made from the table of its kind."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.records import drafting, policy
from liaison.records.errors import FieldRefused
from liaison.records.kinds.register import KINDS
from liaison.records.kinds.table import Field, text_of
from liaison.records.states import RecordKind
from liaison.records.types import Draft, RecordFacts
from liaison.rules.processing import HandlingCode
from liaison.web.forms import StaffForm, dress
from liaison.web.records import fieldwords

LINE_MOST = 1_000
LIST_MOST = 8_000
_CODES = {"number", "vin", "plate", "serial_number", "engine_number", "hull_number", "mmsi"}


class RecordForm(StaffForm):
    """One record, field by field; what cannot be read stays as it was typed."""

    def __init__(
        self,
        kind: RecordKind,
        *args: object,
        bureaus: Sequence[tuple[str, str]] | None = None,
        **kwargs: object,
    ) -> None:
        """Build the form.

        Args:
            kind: what the record is about.
            args: as Django's forms take them.
            bureaus: ids and names to send a new record to; None for a change, which asks why.
            kwargs: as Django's forms take them.
        """
        self.kind = kind
        self.draft: Draft | None = None
        self.needed = drafting.mandatory(kind)
        super().__init__(*args, **kwargs)
        self.fields = {
            **{field.name: self._field(field) for field in KINDS[kind].fields},
            **{field.name: self._common(field) for field in drafting.COMMON},
            **(_sending(bureaus) if bureaus is not None else _changing()),
        }
        dress(self)

    def read(self, *, today: date) -> bool:
        """Read what was typed into `draft`; False leaves the reasons beside the fields."""
        if not self.is_valid():
            return False
        said = {name: str(self.cleaned_data[name]) for name in drafting.columns(self.kind)}
        try:
            self.draft = drafting.draft_of_texts(self.kind, said, today=today)
        except FieldRefused as refusal:
            where = refusal.field if refusal.field in self.fields else None
            self.add_error(where, _("Not accepted: %(why)s") % {"why": refusal.reason})
            return False
        return True

    def _field(self, field: Field) -> forms.Field:
        words = str(fieldwords.FIELDS[field.name])
        needed = field.name in self.needed
        help_text = str(fieldwords.HELP.get(field.name, _("One a line.") if field.many else ""))
        if field.choices and not field.many:
            choices = [
                ("", _("Choose")),
                *((one, fieldwords.VALUES[one]) for one in field.choices),
            ]
            return forms.ChoiceField(label=words, required=needed, choices=choices)
        several = field.many or field.long
        widget: forms.Widget = (
            forms.Textarea(attrs={"rows": 3 if field.many else 2, "dir": "auto"})
            if several
            else forms.TextInput(attrs=_manners(field.name))
        )
        return forms.CharField(
            label=words,
            required=needed,
            max_length=LIST_MOST if field.many else LINE_MOST,
            help_text=help_text,
            widget=widget,
        )

    def _common(self, field: Field) -> forms.Field:
        words = str(fieldwords.FIELDS[field.name])
        if field.name == "handling_code":
            codes = [(one.value, fieldwords.HANDLING[one]) for one in HandlingCode]
            return forms.ChoiceField(label=words, choices=codes)
        if field.name == "discreet":
            return forms.ChoiceField(label=words, choices=[("no", _("No")), ("yes", _("Yes"))])
        return forms.CharField(
            label=words,
            required=field.name in self.needed,
            max_length=LINE_MOST,
            help_text=str(fieldwords.HELP.get(field.name, "")),
        )


def initial_of(facts: RecordFacts) -> Mapping[str, str]:
    """Return what a record says as the texts of its form."""
    table = {field.name: field for field in KINDS[facts.kind].fields}
    said = {
        name: text_of(table[name], value, between="\n") for name, value in facts.fields.items()
    }
    return {
        **said,
        "national_reference": facts.national_reference,
        "retention_until": facts.retention_until.isoformat(),
        "handling_code": facts.handling_code.value,
        "discreet": "yes" if facts.discreet else "no",
    }


def _manners(name: str) -> dict[str, str]:
    if name in _CODES:
        return {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code",
        }
    return {"autocomplete": "off", "dir": "auto"}


def _sending(bureaus: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    return {
        "recipients": forms.MultipleChoiceField(
            label=_("Distribution list"),
            help_text=_("These bureaus get a copy now and every later version."),
            choices=list(bureaus),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        "excluded": forms.MultipleChoiceField(
            label=_("Never sent to"),
            help_text=_("Stronger than the distribution list."),
            choices=list(bureaus),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
    }


def _changing() -> dict[str, forms.Field]:
    return {
        "reason": forms.CharField(
            label=_("Why it is changed"),
            help_text=_("Stays in this bureau, with the earlier version."),
            max_length=policy.TEXT_MAXIMUM,
        ),
        "read": forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1),
    }

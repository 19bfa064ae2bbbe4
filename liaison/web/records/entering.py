"""The form of a record, made from the table of its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from liaison.core.errors import Refusal
from liaison.records import drafting, policy
from liaison.records.errors import FieldRefused
from liaison.records.kinds.register import KINDS
from liaison.records.kinds.table import Field
from liaison.records.states import RecordKind
from liaison.records.types import Draft, RecordFacts
from liaison.rules.processing import HandlingCode
from liaison.web.choosing_states import state_input
from liaison.web.forms import StaffForm, dress
from liaison.web.records import fieldwords, rows
from liaison.web.records.rows import Group
from liaison.web.refusals import words_of

LINE_MOST = 1_000
ADD = "add"  # the button that adds a row; its value is the name of the field
PHOTOGRAPHS = "photographs"
_CODES = {"number", "vin", "plate", "serial_number", "engine_number", "hull_number", "mmsi"}
_NO_ROWS: Mapping[str, int] = {}


@dataclass(frozen=True)
class Section:
    """One field of the form: rows of entries, or a single input."""

    group: Group | None
    field: forms.BoundField | None


class RecordForm(StaffForm):
    """One record, field by field; what cannot be read stays as it was typed."""

    def __init__(
        self,
        kind: RecordKind,
        *args: object,
        bureaus: Sequence[tuple[str, str]] | None = None,
        count: Mapping[str, int] = _NO_ROWS,
        **kwargs: object,
    ) -> None:
        """Build the form.

        Args:
            kind: what the record is about.
            args: as Django's forms take them.
            bureaus: ids and names to send a new record to; None for a change, which asks why.
            count: rows of fields that have several; one where nothing is said.
            kwargs: as Django's forms take them.
        """
        self.kind = kind
        self.draft: Draft | None = None
        self.needed = drafting.mandatory(kind)
        # what the record names already and the form does not ask for stays, or is said apart
        self.asked = tuple(field for field in KINDS[kind].fields if not field.local)
        self.count = {one.name: count.get(one.name, 1) for one in self.asked if rows.in_rows(one)}
        super().__init__(*args, **kwargs)
        self.fields = {
            **{name: found for field in self.asked for name, found in self._inputs(field)},
            **{field.name: self._common(field) for field in drafting.COMMON},
            **(_sending(bureaus) if bureaus is not None else _changing()),
        }
        dress(self)

    @classmethod
    def sent(
        cls,
        kind: RecordKind,
        said: QueryDict,
        *,
        bureaus: Sequence[tuple[str, str]] | None = None,
    ) -> Self:
        """Return the form as it was sent; where a row was asked for, with that, not read yet."""
        count = {
            field.name: rows.count_in(field, said)
            for field in KINDS[kind].fields
            if rows.in_rows(field)
        }
        wanted = said.get(ADD, "")
        if wanted not in count:
            return cls(kind, said, bureaus=bureaus, count=count)
        field = next(one for one in KINDS[kind].fields if one.name == wanted)
        count[wanted] = min(count[wanted] + 1, field.many)
        form = cls(kind, bureaus=bureaus, count=count)
        several = (forms.MultipleChoiceField,)
        form.initial = {
            name: said.getlist(name) if isinstance(found, several) else said.get(name, "")
            for name, found in form.fields.items()
        }
        return form

    @classmethod
    def about(cls, facts: RecordFacts) -> Self:
        """Return the form that changes a record, with one empty row behind those it has."""
        start: dict[str, object] = {
            "national_reference": facts.national_reference,
            "retention_until": facts.retention_until.isoformat(),
            "handling_code": facts.handling_code.value,
            "discreet": "yes" if facts.discreet else "no",
            "read": facts.version,
        }
        count = {}
        for field in KINDS[facts.kind].fields:
            value = facts.fields.get(field.name, "")
            if rows.in_rows(field):
                count[field.name] = min(len(value) + 1, field.many)
                start |= rows.initial_of(field, value) if value else {}
            elif not field.local:
                start[field.name] = value if isinstance(value, str) else list(map(str, value))
        return cls(facts.kind, initial=start, count=count)

    def read(self, *, today: date, photographs: Sequence[str] | None = None) -> bool:
        """Read what was typed into `draft`; False leaves the reasons beside the fields.

        Args:
            today: the day the dates are measured against.
            photographs: ids of all it shall have; None leaves those it has.
        """
        if not self.is_valid():
            return False
        said = {**self._said(), PHOTOGRAPHS: list(photographs)} if photographs else self._said()
        try:
            draft = drafting.draft_of_object(self.kind, said, today=today)
        except FieldRefused as refusal:
            self.refuse(refusal)
            return False
        self.draft = replace(draft, whole=photographs is not None)
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not taken, beside the field if it is about one."""
        if not isinstance(refusal, FieldRefused):
            words = words_of(refusal)
            self.add_error(None, f"{words.happened} {words.advice}")
            return
        field = next((one for one in self.asked if one.name == refusal.field), None)
        where = rows.keys(field, 0)[0] if field and rows.in_rows(field) else refusal.field
        told = _("Not accepted: %(why)s") % {"why": refusal.reason}
        self.add_error(where if where in self.fields else None, told)

    def clean(self) -> dict[str, object]:
        """Read every row by itself, so that a reason stands beside the input it is about."""
        for field in self.asked:
            for place in range(self.count.get(field.name, 0)):
                self._clean_row(field, place)
        return self.cleaned_data

    @property
    def sections(self) -> Iterator[Section]:
        """What the form asks for, in its order."""
        shown: set[str] = set()
        for field in self.asked:
            if rows.in_rows(field):
                made = [rows.keys(field, place) for place in range(self.count[field.name])]
                shown |= {name for row in made for name in row}
                yield Section(self._group(field, made), None)
            else:
                shown.add(field.name)
                yield Section(None, self[field.name])
        for name in self.fields:
            if name not in shown:
                yield Section(None, self[name])

    def _group(self, field: Field, made: Sequence[Sequence[str]]) -> Group:
        return Group(
            name=field.name,
            label=fieldwords.FIELDS[field.name],
            help_text=fieldwords.HELP.get(field.name, ""),
            rows=tuple(tuple(self[name] for name in row) for row in made),
            more=len(made) < field.many,
        )

    def _clean_row(self, field: Field, place: int) -> None:
        said = {name: str(self.cleaned_data.get(name, "")) for name in rows.keys(field, place)}
        if not any(said.values()):
            return
        for part, (name, text) in zip(field.parts or (field,), said.items(), strict=True):
            if name in self.errors:
                continue
            if not text:
                if part.mandatory and field.parts:
                    self.add_error(name, _("This belongs to the entry. Or leave all of it empty."))
                continue
            try:
                part.parse(part.name, text)
            except FieldRefused as refusal:
                self.add_error(name, _("Not accepted: %(why)s") % {"why": refusal.reason})

    def _said(self) -> dict[str, object]:
        said: dict[str, object] = {}
        texts = {name: self.cleaned_data.get(name, "") for name in self.fields}
        for field in self.asked:
            if rows.in_rows(field):
                typed = {name: str(text) for name, text in texts.items()}
                said[field.name] = rows.entries_of(field, self.count[field.name], typed)
            else:
                said[field.name] = texts[field.name]
        return {**said, **{field.name: str(texts[field.name]) for field in drafting.COMMON}}

    def _inputs(self, field: Field) -> Iterator[tuple[str, forms.Field]]:
        if not rows.in_rows(field):
            yield field.name, self._field(field)
            return
        for place in range(self.count[field.name]):
            yield from rows.inputs_of(field, place).items()

    def _field(self, field: Field) -> forms.Field:
        words = str(fieldwords.FIELDS[field.name])
        needed = field.name in self.needed
        values = [(one, fieldwords.VALUES[one]) for one in field.choices]
        if values and field.many:
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(
                label=words, required=needed, choices=values, widget=boxes
            )
        if values:
            return forms.ChoiceField(
                label=words, required=needed, choices=[("", _("Choose")), *values]
            )
        if rows.is_state(field):
            return state_input(words, required=needed, max_length=LINE_MOST)
        widget: forms.Widget = (
            forms.Textarea(attrs={"rows": 2, "dir": "auto"})
            if field.long
            else forms.TextInput(attrs=_manners(field.name))
        )
        return forms.CharField(
            label=words,
            required=needed,
            max_length=LINE_MOST,
            help_text=str(fieldwords.HELP.get(field.name, "")),
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

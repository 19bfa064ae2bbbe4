"""Persons, documents, vehicles and things as the form asks for them and a page shows them.

The fields come from `casework.concerned.FIELDS`; here they get words and widgets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy

from liaison.casework.concerned import FIELDS, Rule, rows_of, text_of
from liaison.casework.types.requests import ConcernedFields, Field
from liaison.casework.words import ConcernedKind
from liaison.records.states import DocumentType
from liaison.web.badges import Badge
from liaison.web.casework.words import CONCERNED, Text
from liaison.web.choosing_states import state_input
from liaison.web.countries import state_name
from liaison.web.forms import StaffForm, dress
from liaison.web.listing import listed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: Final["Mapping[str, StrOrPromise]"] = {
    "names": gettext_lazy("Names"),
    "birth": gettext_lazy("Date of birth"),
    "birth_place": gettext_lazy("Place of birth"),
    "sex": gettext_lazy("Sex"),
    "nationalities": gettext_lazy("Nationalities"),
    "nationalities_0": gettext_lazy("Nationality"),
    "documents": gettext_lazy("Documents"),
    "description": gettext_lazy("Description"),
    "number": gettext_lazy("Number"),
    "state": gettext_lazy("Issuing State"),
    "type": gettext_lazy("Kind"),
    "vin": gettext_lazy("Chassis number (VIN)"),
    "plate": gettext_lazy("Registration plate"),
    "plate_state": gettext_lazy("State of registration"),
    "engine": gettext_lazy("Engine number"),
    "make": gettext_lazy("Make"),
    "model": gettext_lazy("Model"),
    "colour": gettext_lazy("Colour"),
    "year": gettext_lazy("Year"),
    "words": gettext_lazy("What it is"),
    "serial": gettext_lazy("Serial number"),
}
HELPS: Final["Mapping[str, StrOrPromise]"] = {
    "names": gettext_lazy("One on each line, in every script known, as written in documents"),
    "birth": gettext_lazy("As far as known: 1969-03-07, 1969-03 or 1969"),
}
SEXES: Final = [
    ("", gettext_lazy("not known")),
    ("F", gettext_lazy("female")),
    ("M", gettext_lazy("male")),
    ("X", gettext_lazy("X in the document")),
]
KINDS_OF_PAPER: Final = [
    ("", gettext_lazy("not known")),
    (DocumentType.PASSPORT.value, gettext_lazy("Passport")),
    (DocumentType.IDENTITY_DOCUMENT.value, gettext_lazy("Identity document")),
    (DocumentType.VISA.value, gettext_lazy("Visa")),
    (DocumentType.RESIDENCE_PERMIT.value, gettext_lazy("Residence permit")),
    (DocumentType.OTHER_TRAVEL_DOCUMENT.value, gettext_lazy("Other")),
]
PAPERS: Final = 10
PAPER: Final = ("number", "state", "type")
NATIONS: Final = "nationalities"
# typed with spaces and dashes, which reading takes away
TYPED_MAXIMUM: Final = 60
LONG: Final = 2_000
CODE_MAXIMUM: Final = 40


class ConcernedForm(StaffForm):
    """One person, document, vehicle or thing; nothing is required before it is submitted."""

    use_required_attribute = False

    def __init__(
        self, *args: object, kind: ConcernedKind, papers: int = 1, **kwargs: object
    ) -> None:
        """Build the fields of one kind.

        Args:
            *args: as every form.
            kind: what it is.
            papers: how many rows for documents of a person.
            **kwargs: as every form.
        """
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.papers = max(1, min(papers, PAPERS))
        for name, rule in FIELDS[kind].items():
            if name == "documents":
                self.fields |= {
                    f"{part}_{number}": _field(part, FIELDS[ConcernedKind.DOCUMENT][part])
                    for number in range(self.papers)
                    for part in PAPER
                }
            elif name == NATIONS:
                self.fields |= {
                    f"{NATIONS}_{number}": _nation(number) for number in range(self._nations(rule))
                }
            else:
                self.fields[name] = _field(name, rule)
        dress(self)

    def _nations(self, rule: Rule) -> int:
        """Return how many nationalities are asked for: one more than is said, two at least."""
        said = self.data if self.is_bound else self.initial
        begins = self.add_prefix(NATIONS) if self.is_bound else NATIONS
        filled = [n + 1 for n in range(rule.maximum) if said.get(f"{begins}_{n}")]
        return min(max([1, *filled]) + 1, rule.maximum)

    @property
    def badge(self) -> Badge:
        """What it is, in words."""
        return CONCERNED[self.kind]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields without the rows for documents."""
        return [self[name] for name in self.fields if name.rpartition("_")[0] not in PAPER]

    @property
    def paper_rows(self) -> list[list[forms.BoundField]]:
        """The rows for documents of a person."""
        if self.kind is not ConcernedKind.PERSON:
            return []
        return [[self[f"{part}_{n}"] for part in PAPER] for n in range(self.papers)]

    def concerned(self) -> ConcernedFields:
        """Return what a valid form says, for casework to read."""
        said = self.cleaned_data
        fields: dict[str, Field] = {}
        for name in FIELDS[self.kind]:
            if name == "names":
                fields[name] = tuple({"name": one} for one in _lines(said[name]))
            elif name == NATIONS:
                codes = [said[one] for one in self._nation_names() if said[one]]
                fields[name] = tuple({"state": one} for one in codes)
            elif name == "documents":
                fields[name] = tuple(self._papers())
            else:
                fields[name] = str(said[name])
        return ConcernedFields(self.kind, {name: value for name, value in fields.items() if value})

    def _nation_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{NATIONS}_")]

    def _papers(self) -> Iterator[Mapping[str, str]]:
        for number in range(self.papers):
            row = {part: str(self.cleaned_data[f"{part}_{number}"]) for part in PAPER}
            if row["number"].strip():
                yield row

    def refuse(self, place: str, reason: str) -> None:
        """Show a refusal at the field it names.

        Args:
            place: name of the field, perhaps with row and name behind it: `names.1.name`.
            reason: as `FieldRefused` keeps it.
        """
        name, _dot, rest = place.partition(".")
        if name == "documents":
            number, _dot, part = rest.partition(".")
            name = f"{part or 'number'}_{number or 0}"
        if name == NATIONS:
            filled = [one for one in self._nation_names() if self.cleaned_data.get(one)]
            name = filled[int(rest.partition(".")[0] or 0)] if filled else f"{NATIONS}_0"
        words = WRONG.get(reason, WRONG["text"])
        self.add_error(name if name in self.fields else None, str(words))


WRONG: Final[Mapping[str, Text]] = {
    "missing": gettext_lazy("This is needed: without it nothing can be found."),
    "many": gettext_lazy("There are too many lines here."),
    "long": gettext_lazy("This is too long."),
    "characters": gettext_lazy("There are characters here that cannot be shown."),
    "date": gettext_lazy("This is no date: write 1969-03-07, 1969-03 or 1969."),
    "year": gettext_lazy("This is no year: write four digits."),
    "state": gettext_lazy("No State has this code: write CHN, KOR, FRA."),
    "sex": gettext_lazy("Choose one."),
    "number": gettext_lazy("This is no number: letters and digits only."),
    "word": gettext_lazy("Choose one of the list."),
    "text": gettext_lazy("This cannot be read."),
}


def initial_of(one: ConcernedFields) -> dict[str, str]:
    """Return what a form shows of something concerned that was saved."""
    found: dict[str, str] = {}
    for name in FIELDS[one.kind]:
        if name == "names":
            found[name] = "\n".join(row["name"] for row in rows_of(one, name))
        elif name == "nationalities":
            for number, row in enumerate(rows_of(one, name)):
                found[f"{NATIONS}_{number}"] = row["state"]
        elif name == "documents":
            for number, row in enumerate(rows_of(one, name)):
                found |= {f"{part}_{number}": row.get(part, "") for part in PAPER}
        else:
            found[name] = text_of(one, name)
    return found


@dataclass(frozen=True)
class Shown:
    """Something concerned, as a page shows it.

    Attributes:
        badge: what it is.
        title: what it is found by.
        facts: label and value.
    """

    badge: Badge
    title: str
    facts: tuple[tuple[Text, str], ...]


def shown(one: ConcernedFields) -> Shown:
    """Return something concerned in words."""
    names = [row["name"] for row in rows_of(one, "names")]
    titles = [*names, *(text_of(one, name) for name in ("number", "plate", "vin", "words"))]
    title = next((text for text in titles if text), "")
    facts = [(LABELS[name], _value(one, name)) for name in FIELDS[one.kind]]
    return Shown(
        CONCERNED[one.kind],
        title,
        tuple((label, value) for label, value in facts if value and value != title),
    )


def _value(one: ConcernedFields, name: str) -> str:
    if name == "names":
        return " \u00b7 ".join(row["name"] for row in rows_of(one, name)[1:])
    if name == "nationalities":
        return listed(_state(row["state"]) for row in rows_of(one, name))
    if name == "documents":
        return listed(_paper(row) for row in rows_of(one, name))
    text = text_of(one, name)
    if name in {"state", "plate_state"} and text:
        return _state(text)
    return str(_CHOSEN.get((name, text), text))


def _paper(row: Mapping[str, str]) -> str:
    kind = str(_CHOSEN.get(("type", row.get("type", "")), ""))
    parts = [kind if row.get("type") else "", row["number"], _state(row.get("state", ""))]
    return " ".join(part for part in parts if part)


def _state(code: str) -> str:
    return f"{code} ({state_name(code)})" if code else ""


_CHOSEN: Final[Mapping[tuple[str, str], Text]] = {
    **{("sex", value): words for value, words in SEXES},
    **{("type", value): words for value, words in KINDS_OF_PAPER},
}


def _field(name: str, rule: Rule) -> forms.Field:
    label, help_text = LABELS[name], HELPS.get(name, "")
    if name in {"sex", "type"}:
        choices = SEXES if name == "sex" else KINDS_OF_PAPER
        return forms.ChoiceField(label=label, choices=choices, required=False)
    attributes = {"autocomplete": "off", "spellcheck": "false"}
    if name == "names" or rule.form == "words":
        long = forms.Textarea(attrs={"rows": 2, **attributes})
        return forms.CharField(
            label=label, help_text=help_text, required=False, max_length=LONG, widget=long
        )
    if rule.form == "state":
        return state_input(label, required=False, max_length=CODE_MAXIMUM)
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=max(rule.maximum, TYPED_MAXIMUM),
        widget=forms.TextInput(attrs=attributes),
    )


def _nation(number: int) -> forms.Field:
    label = gettext_lazy("Another nationality") if number else LABELS["nationalities_0"]
    return state_input(label, required=False, max_length=CODE_MAXIMUM)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""The form with which an officer asks abroad: one sheet, saved while it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.casework.clocks import CLASSES
from liaison.casework.errors import AddressRefused, FieldRefused, TextRefused
from liaison.casework.limits import (
    ADDRESSES_MAXIMUM,
    ASKED_MAXIMUM,
    BASIS_MAXIMUM,
    CONCERNED_MAXIMUM,
    LINE_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.types.requests import ConcernedFields, Draft, RequestFile
from liaison.casework.words import ConcernedKind, CrimeArea, Urgency
from liaison.core.errors import Refusal
from liaison.exchange import selectors as exchange
from liaison.exchange.errors import TrustRefused
from liaison.rules.processing import HandlingCode, Purpose
from liaison.web.casework.concerned import WRONG, ConcernedForm, initial_of
from liaison.web.casework.lines import region_words
from liaison.web.casework.words import CRIMES, HANDLINGS, PURPOSES, URGENCIES, Text
from liaison.web.forms import StaffForm

if TYPE_CHECKING:
    from django.http import QueryDict

EVERYBODY: Final = "all"
REGION: Final = "region:"
EXCEPT: Final = "-"
KINDS: Final = "kinds"
PAPERS: Final = "papers"
DIGITS: Final = 2
LATER: Final = ("asked", "facts", "link", "legal_basis")
# what the form must say before the desk takes it, in the words of the checklist
NEEDED: Final = gettext_lazy("The desk needs this before it can review the request.")


def choices(words: Mapping[Any, Text], empty: Text | None = None) -> list[tuple[str, Text]]:
    """Return choices of a form, in the order of their words."""
    found: list[tuple[str, Text]] = [(one.value, text) for one, text in words.items()]
    return found if empty is None else [("", empty), *found]


def clock_choices() -> list[tuple[str, str]]:
    """Return the classes of clocks; whether their figures were verified stands beside them."""
    return [
        (
            name,
            _(kind.title)
            if kind.verified
            else _("%(title)s (limit not verified)") % {"title": _(kind.title)},
        )
        for name, kind in CLASSES.items()
    ]


class DraftForm(StaffForm):
    """Who, what, why, under which law, how soon, to whom. Only the subject is needed to save."""

    use_required_attribute = False
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=LINE_MAXIMUM,
        help_text=gettext_lazy("One line by which everybody recognises the matter"),
        error_messages={"required": gettext_lazy("Write a subject: without it nothing is saved.")},
    )
    asked = forms.CharField(
        label=gettext_lazy("What shall the other bureau do?"),
        max_length=ASKED_MAXIMUM,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    facts = forms.CharField(
        label=gettext_lazy("Facts: which offences, when, where"),
        max_length=ASKED_MAXIMUM,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    link = forms.CharField(
        label=gettext_lazy("What connects the crime with those named above?"),
        max_length=WORDS_MAXIMUM,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=choices(PURPOSES),
        initial=Purpose.INFORMATION.value,
    )
    crime_area = forms.ChoiceField(
        label=gettext_lazy("Crime"), choices=choices(CRIMES), initial=CrimeArea.OTHER.value
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        max_length=BASIS_MAXIMUM,
        required=False,
        help_text=gettext_lazy("Law and article that allow you to ask"),
    )
    handling_code = forms.ChoiceField(label=gettext_lazy("Handling"), choices=choices(HANDLINGS))
    urgency = forms.ChoiceField(
        label=gettext_lazy("How soon"), choices=choices(URGENCIES), widget=forms.RadioSelect
    )
    clock = forms.ChoiceField(
        label=gettext_lazy("Time to answer"), choices=[], widget=forms.RadioSelect
    )
    to = forms.MultipleChoiceField(
        label=gettext_lazy("To act"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    leave_out = forms.MultipleChoiceField(
        label=gettext_lazy("But not"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Left out of a region or of all bureaus"),
    )
    info = forms.MultipleChoiceField(
        label=gettext_lazy("Copy for information"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, desks: "Desks", **kwargs: object) -> None:
        """Build the form.

        Args:
            *args: as every form.
            desks: who can be asked.
            **kwargs: as every form.
        """
        super().__init__(*args, **kwargs)
        self._offer("clock", clock_choices())
        self._offer("to", desks.to)
        self._offer("leave_out", desks.single)
        self._offer("info", desks.single)
        for name in LATER:
            self.fields[name].needed_later = True  # type: ignore[attr-defined]
        self.fields["urgency"].initial = Urgency.NORMAL.value
        self.fields["clock"].initial = list(CLASSES)[-1]

    def _offer(self, name: str, offered: Sequence[tuple[str, Text]]) -> None:
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def draft(self, concerned: Sequence[ConcernedFields], files: Sequence[str] = ()) -> Draft:
        """Return what a valid form says, for casework to read."""
        said = self.cleaned_data
        return Draft(
            subject=said["subject"],
            asked=said["asked"],
            facts=said["facts"],
            link=said["link"],
            purpose=Purpose(said["purpose"]),
            legal_basis=said["legal_basis"],
            urgency=Urgency(said["urgency"]),
            clock=said["clock"],
            crime_area=CrimeArea(said["crime_area"]),
            handling_code=HandlingCode(said["handling_code"]),
            to=(*said["to"], *(f"{EXCEPT}{one}" for one in said["leave_out"])),
            info=tuple(said["info"]),
            concerned=tuple(concerned),
            files=tuple(files),
        )


@dataclass(frozen=True)
class Desks:
    """Who can be asked.

    Attributes:
        to: all bureaus, the regions, and each desk.
        single: each desk.
    """

    to: tuple[tuple[str, str], ...]
    single: tuple[tuple[str, str], ...]


def desks_to_ask(own: str, now: datetime) -> Desks:
    """Return the desks of the trust directory; none while no directory rules.

    Args:
        own: id of the desk that asks; nobody writes to themselves.
        now: the present moment.
    """
    try:
        known = [one for one in exchange.desks(now) if one.id != own]
    except TrustRefused:
        known = []
    regions = sorted({one.region for one in known if one.region})
    single = tuple(
        (one.id, f"{one.address or one.name} {one.country}".strip())
        for one in sorted(known, key=lambda one: one.address or one.name)
    )
    several = [(EVERYBODY, _("All bureaus"))] if len(single) > 1 else []
    several += [(f"{REGION}{one}", region_words(one)) for one in regions]
    return Desks((*several, *single), single)


class Sheet:
    """The whole form: the draft, and a form for each person, document, vehicle or thing.

    Attributes:
        form: the draft.
        things: in order.
        desks: who can be asked.
    """

    def __init__(self, form: DraftForm, things: Sequence[ConcernedForm], desks: Desks) -> None:
        """Keep the forms."""
        self.form = form
        self.things = list(things)
        self.desks = desks

    @classmethod
    def empty(cls, desks: Desks) -> "Sheet":
        """Return a sheet to begin with: one person, nothing written."""
        return cls(DraftForm(desks=desks), [_thing(0, ConcernedKind.PERSON)], desks)

    @classmethod
    def saved(cls, file: RequestFile, desks: Desks) -> "Sheet":
        """Return a sheet with what was saved."""
        line = file.line
        initial = {
            "subject": line.subject,
            "asked": file.asked,
            "facts": file.facts,
            "link": file.link,
            "purpose": file.purpose.value,
            "legal_basis": file.legal_basis,
            "urgency": line.urgency.value,
            "clock": line.clock or list(CLASSES)[-1],
            "crime_area": line.crime_area.value,
            "handling_code": line.handling_code.value,
            "to": [one for one in file.to if not one.startswith(EXCEPT)],
            "leave_out": [one[1:] for one in file.to if one.startswith(EXCEPT)],
            "info": list(file.info),
        }
        things = [
            _thing(number, one.kind, initial=initial_of(one), papers=_papers_of(one))
            for number, one in enumerate(file.concerned)
        ]
        return cls(DraftForm(initial=initial, desks=desks), things, desks)

    @classmethod
    def sent(cls, said: "QueryDict", desks: Desks) -> "Sheet":
        """Return a sheet as it was sent, with rows added and taken away as its buttons say."""
        kinds = [kind for text in said.getlist(KINDS) if (kind := _kind(text))]
        papers = [_small(text) for text in said.getlist(PAPERS)]
        things = [
            _thing(number, kind, said, papers=papers[number] if number < len(papers) else 1)
            for number, kind in enumerate(kinds[:CONCERNED_MAXIMUM])
        ]
        return cls(DraftForm(said, desks=desks), things, desks)

    def is_valid(self) -> bool:
        """Read every form of the sheet, so that every mistake is shown at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.things)])

    def draft(self, files: Sequence[str] = ()) -> Draft:
        """Return what a valid sheet says; an empty row says nothing."""
        found = [one.concerned() for one in self.things]
        return self.form.draft([one for one in found if one.fields], files)

    def refuse(self, refusal: Refusal) -> bool:
        """Show a refusal at the field it names; return False for one that names none."""
        if isinstance(refusal, TextRefused):
            self._at(refusal.field, WRONG.get(refusal.reason, WRONG["text"]), refusal.reason)
        elif isinstance(refusal, AddressRefused):
            self.form.add_error("to", str(ADDRESSES.get(refusal.reason, ADDRESSES["unknown"])))
        elif isinstance(refusal, FieldRefused):
            place, _dot, rest = refusal.field.partition(".")
            if place != "concerned" or not rest:
                self._at(refusal.field, WRONG.get(refusal.reason, WRONG["text"]), refusal.reason)
            else:
                self._refuse_thing(rest, refusal.reason)
        else:
            return False
        return True

    def _at(self, field: str, words: Text, reason: str) -> None:
        shown = NEEDED if reason == "missing" else words
        self.form.add_error(field if field in self.form.fields else None, str(shown))

    def _refuse_thing(self, place: str, reason: str) -> None:
        number, _dot, rest = place.partition(".")
        filled = [one for one in self.things if one.concerned().fields]
        if number.isdigit() and int(number) < len(filled):
            filled[int(number)].refuse(rest, reason)
        else:
            self.form.add_error(None, str(WRONG.get(reason, WRONG["text"])))

    def retyped(self) -> "Sheet":
        """Return the sheet as it stands, not judged yet: for a row more or less."""
        typed = {name: self.form[name].value() for name in self.form.fields}
        things = [
            _thing(number, one.kind, initial=_typed(one), papers=one.papers)
            for number, one in enumerate(self.things)
        ]
        return Sheet(DraftForm(initial=typed, desks=self.desks), things, self.desks)

    def add(self, text: str) -> None:
        """Add an empty row for a kind of thing."""
        if (kind := _kind(text)) and len(self.things) < CONCERNED_MAXIMUM:
            self.things.append(_thing(len(self.things), kind))

    def paper(self, text: str) -> None:
        """Add a row for a document of a person."""
        number = _small(text)
        if number < len(self.things):
            old = self.things[number]
            self.things[number] = _thing(
                number, old.kind, initial=_typed(old), papers=old.papers + 1
            )

    def take_away(self, text: str) -> None:
        """Take a row away; the rows below move up with what was typed into them."""
        number = _small(text)
        left = [one for place, one in enumerate(self.things) if place != number]
        self.things = [
            _thing(place, one.kind, initial=_typed(one), papers=one.papers)
            for place, one in enumerate(left)
        ]


ADDRESSES: Final[Mapping[str, Text]] = {
    "nobody": gettext_lazy("Choose at least one bureau that shall act."),
    "unknown": gettext_lazy("One of these bureaus cannot be written to."),
    "own": gettext_lazy("This is your own desk."),
    "many": gettext_lazy("There are too many addresses."),
}


def _thing(
    number: int,
    kind: ConcernedKind,
    said: "QueryDict | None" = None,
    *,
    initial: Mapping[str, str] | None = None,
    papers: int = 1,
) -> ConcernedForm:
    return ConcernedForm(
        said, prefix=f"c{number}", kind=kind, papers=papers, initial=dict(initial or {})
    )


def _typed(form: ConcernedForm) -> dict[str, str]:
    return {name: str(form[name].value() or "") for name in form.fields}


def _papers_of(one: ConcernedFields) -> int:
    rows = one.fields.get("documents", ())
    return max(1, len(rows)) if isinstance(rows, tuple) else 1


def _kind(text: str) -> ConcernedKind | None:
    return ConcernedKind(text) if text in set(ConcernedKind) else None


def _small(text: str) -> int:
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) <= DIGITS
        else ADDRESSES_MAXIMUM
    )

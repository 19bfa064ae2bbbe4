"""What each step on a request asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.casework.intake import GROUNDS, POINTS
from liaison.casework.limits import ASKED_MAXIMUM, REFERENCE_MAXIMUM, TITLE_MAXIMUM, WORDS_MAXIMUM
from liaison.casework.states import Result
from liaison.casework.types import AnswerText, LetterFacts, PointTicked
from liaison.casework.words import Decision, Outcome, Tick
from liaison.lib.calendar.clocks import REASON_MAXIMUM
from liaison.lib.calendar.periods import LONGEST, Duration, Unit
from liaison.lib.passkeys.types import ANSWER_MAX
from liaison.web.casework.asking import choices
from liaison.web.casework.words import DECISIONS, OUTCOMES, RESULTS, TICKS, Text
from liaison.web.forms import StaffForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOTE_MAXIMUM: Final = 300
UNITS: Final = [
    (Unit.HOURS.value, _("hours")),
    (Unit.CALENDAR_DAYS.value, _("calendar days")),
    (Unit.WORKING_DAYS.value, _("working days")),
]
ANYBODY: Final = ""


def grounds() -> list[tuple[str, Text]]:
    """Return the grounds of refusal, with their source."""
    return [("", _("not refused")), *((one.name, gettext(one.title)) for one in GROUNDS.values())]


class WordsField(forms.CharField):
    """A text of some lines."""

    def __init__(
        self,
        *,
        label: "StrOrPromise",
        help_text: "StrOrPromise" = "",
        required: bool = True,
        maximum: int = WORDS_MAXIMUM,
        rows: int = 3,
    ) -> None:
        """Build the field."""
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=maximum,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"required": _("This is needed: somebody will read it years later.")},
        )


class StepForm(StaffForm):
    """One step; shown by `casework/step.html`."""

    use_required_attribute = False

    @property
    def points(self) -> list["Point"]:
        """The points of a checklist, of a form that has one."""
        return []

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields below the checklist."""
        return list(self)


@dataclass(frozen=True)
class Point:
    """One point of the checklist as the form shows it."""

    title: str
    source: str
    choice: forms.BoundField
    note: forms.BoundField


class ReviewForm(StepForm):
    """The intake checklist, then what follows from it."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=choices(DECISIONS), widget=forms.RadioSelect
    )
    grounds = forms.ChoiceField(
        label=_("Ground, when it is refused"), choices=grounds, required=False
    )
    words = WordsField(
        label=_("To whoever asks"),
        required=False,
        help_text=_("Needed when you ask back or refuse"),
    )
    # of a passkey, when the reviewer approves with one; the script writes it
    answer = forms.CharField(required=False, max_length=ANSWER_MAX, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Add a choice and a note for every point that policy names."""
        super().__init__(*args, **kwargs)
        for name in POINTS:
            self.fields[f"tick_{name}"] = forms.ChoiceField(
                label=gettext(POINTS[name].title),
                choices=choices(TICKS),
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
            )
            self.fields[f"note_{name}"] = forms.CharField(
                max_length=NOTE_MAXIMUM,
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "class": "form-control form-control-sm",
                        "placeholder": _("Reason, when it does not apply"),
                    }
                ),
            )

    @property
    def points(self) -> list[Point]:
        """Every point of the checklist."""
        return [
            Point(
                gettext(rule.title),
                _source(rule.verified),
                self[f"tick_{name}"],
                self[f"note_{name}"],
            )
            for name, rule in POINTS.items()
        ]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Decision, ground, words."""
        return [self[name] for name in ("decision", "grounds", "words", "answer")]

    def checklist(self) -> tuple[PointTicked, ...]:
        """Return the points that were answered."""
        said = self.cleaned_data
        return tuple(
            PointTicked(name, Tick(said[f"tick_{name}"]), said[f"note_{name}"])
            for name in POINTS
            if said[f"tick_{name}"]
        )

    def decided(self) -> Decision:
        """Return the decision of a valid form."""
        return Decision(self.cleaned_data["decision"])


class WordsForm(StepForm):
    """A text that must be said."""

    words = WordsField(label=_("What you say"))


class LetterForm(StepForm):
    """The whole text of a letter; what was drafted stands in it and may be changed."""

    words = WordsField(label=_("Text"), maximum=ASKED_MAXIMUM, rows=6)

    def begin_with(self, drafted: LetterFacts) -> None:
        """Put what was drafted into a form that nobody has filled in yet."""
        self.initial = {"words": drafted.words}


class MaybeWordsForm(StepForm):
    """A text that may be left out."""

    words = WordsField(label=_("Note"), required=False)


class NothingForm(StepForm):
    """Nothing is asked: the button says it all."""


class AssignForm(StepForm):
    """To which unit or court, and to whom there."""

    unit = forms.ChoiceField(label=_("Unit or court"), choices=[])
    person = forms.ChoiceField(
        label=_("Person"), choices=[], required=False, help_text=_("Or anybody there")
    )
    words = WordsField(label=_("What they shall do"), required=False)

    def offer(self, units: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]]) -> None:
        """Show these units and people."""
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (ANYBODY, _("anybody there")),
            *people,
        ]


class AnswerForm(StepForm):
    """What we answer. A refusal and "nothing known" are answers."""

    result = forms.ChoiceField(
        label=_("Result"),
        choices=[(one.value, badge.words) for one, badge in RESULTS.items()],
        widget=forms.RadioSelect,
    )
    words = WordsField(label=_("Answer"), maximum=ASKED_MAXIMUM, rows=6)
    partial = forms.BooleanField(label=_("In part: more will come"), required=False)
    grounds = forms.ChoiceField(
        label=_("Ground, when it is refused"), choices=grounds, required=False
    )

    def begin_with(self, drafted: LetterFacts) -> None:
        """Put what was answered into a form that nobody has filled in yet."""
        self.initial = {
            "words": drafted.words,
            "result": drafted.result,
            "grounds": drafted.grounds,
        }

    def answer(self, files: Sequence[str] = ()) -> AnswerText:
        """Return what a valid form says."""
        said = self.cleaned_data
        return AnswerText(
            Result(said["result"]), said["words"], said["partial"], said["grounds"], tuple(files)
        )


class ExtendForm(StepForm):
    """How much more time, and why."""

    amount = forms.IntegerField(
        label=_("More time"), min_value=1, max_value=LONGEST[Unit.CALENDAR_DAYS]
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    reason = WordsField(
        label=_("Reason"), maximum=REASON_MAXIMUM, help_text=_("Kept with the clock for ever")
    )

    def by(self) -> Duration:
        """Return the period of a valid form."""
        return Duration(self.cleaned_data["amount"], Unit(self.cleaned_data["unit"]))


class CloseForm(StepForm):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=choices(OUTCOMES))
    words = WordsField(label=_("In words, for the bureaus that answered"), required=False)

    def outcome_said(self) -> Outcome:
        """Return the outcome of a valid form."""
        return Outcome(self.cleaned_data["outcome"])


class OfferForm(StepForm):
    """To whom it is offered."""

    to = forms.ChoiceField(label=_("To"), choices=[])
    words = WordsField(label=_("What they must know"))

    def offer(self, takers: Sequence[tuple[str, str]]) -> None:
        """Show those who can take it over."""
        self.fields["to"].choices = takers  # type: ignore[attr-defined]


class LinkForm(StepForm):
    """Into which case file."""

    case = forms.CharField(
        label=_("Reference of the case"),
        max_length=REFERENCE_MAXIMUM,
        required=False,
        help_text=_("Leave it empty to open a new case with this request"),
    )
    title = forms.CharField(
        label=_("Title of a new case"), max_length=TITLE_MAXIMUM, required=False
    )

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        said = self.cleaned_data
        if not said.get("case") and not said.get("title"):
            raise forms.ValidationError(_("Write the reference of a case, or a title."))
        return said


def _source(verified: bool) -> str:  # noqa: FBT001
    return "" if verified else str(_("(not verified)"))

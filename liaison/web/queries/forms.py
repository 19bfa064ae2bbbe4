"""Forms of queries' pages."""

import enum
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.lib.ids.pasted import TEXT_MAXIMUM
from liaison.queries import policy
from liaison.queries.errors import QuestionRefused, TextRefused
from liaison.queries.question import BIRTH_MAXIMUM, SEXES, parse_any
from liaison.queries.states import Action, QuestionKind
from liaison.rules.processing import Purpose
from liaison.web.forms import StaffForm
from liaison.web.queries import readings
from liaison.web.queries.kinds import QUESTIONS, STATUSES
from liaison.web.queries.words import ACTIONS, OUTCOMES, PURPOSES, URGENCIES, WRONG_TEXTS, Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from liaison.queries.types import Question

STATE_LENGTH = 10
_FIELDS = {"text": "document", "issuing_state": "state"}
_READ = {"document", "state", "kind", "birth", "sex", "nationality"}
YES, NO = "yes", "no"


def choices(words: Mapping[Any, Text], only: Sequence[enum.StrEnum] = ()) -> list[Any]:
    """Return choices of a form: all, or only some, in the order of their words."""
    return [(one.value, text) for one, text in words.items() if not only or one in only]


class _TextField(forms.CharField):
    """A text that the policy will take; refused with its words, typed text kept."""

    widget = forms.Textarea

    def __init__(
        self,
        *,
        minimum: int = 0,
        rows: int = 2,
        label: "StrOrPromise",
        help_text: "StrOrPromise" = "",
    ) -> None:
        self.minimum = minimum
        super().__init__(
            label=label,
            help_text=help_text,
            required=minimum > 0,
            max_length=policy.NOTE_MAXIMUM,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def clean(self, value: object) -> str:
        """Return the text as the policy takes it."""
        text = str(super().clean(value))
        return checked(text, minimum=self.minimum)


def checked(text: str, *, minimum: int = 0) -> str:
    """Return a text the policy takes.

    Raises:
        ValidationError: with words for the reason.
    """
    try:
        return policy.check_text("text", text, maximum=policy.NOTE_MAXIMUM, minimum=minimum)
    except TextRefused as refusal:
        words = str(WRONG_TEXTS[refusal.reason]) % {"limit": refusal.limit}
        raise forms.ValidationError(words) from refusal


class CheckForm(StaffForm):
    """One field for whatever is in hand; below it why it is asked, and where else."""

    document = forms.CharField(
        label=_("Passport lines, a name, a document number, a VIN, a plate"),
        max_length=TEXT_MAXIMUM,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "autofocus": True,
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
                "enterkeyhint": "search",
            }
        ),
        error_messages={"required": _("Scan the lines, or type a name or a number.")},
    )
    state = forms.CharField(
        label=_("Issuing State"),
        max_length=STATE_LENGTH,
        required=False,
        help_text=_("Of a document's number; not needed with the passport's lines"),
        widget=forms.TextInput(
            attrs={
                "list": "states",
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[("", _("Find out")), *choices(QUESTIONS)],
    )
    birth = forms.CharField(
        label=_("Date of birth"),
        max_length=BIRTH_MAXIMUM,
        required=False,
        help_text=_("1974, 1974-08 or 1974-08-12"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", _("Not said")), *((one, STATUSES[one.lower()]) for one in SEXES)],
    )
    nationality = forms.CharField(
        label=_("Nationality"),
        max_length=STATE_LENGTH,
        required=False,
        widget=forms.TextInput(
            attrs={
                "list": "states",
                "autocapitalize": "characters",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )
    abroad = forms.MultipleChoiceField(
        label=_("Ask abroad while I wait"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=choices(PURPOSES),
        error_messages={"required": _("Choose why you ask.")},
    )
    reference = forms.CharField(
        label=_("Case reference"),
        max_length=policy.REFERENCE_MAXIMUM,
        help_text=_("Case, shift or flight; recorded with the question"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write what this question belongs to.")},
    )

    def __init__(
        self,
        *args: object,
        today: date,
        bureaus: Sequence[tuple[str, str]] = (),
        **kwargs: object,
    ) -> None:
        """Build the form.

        Args:
            *args: as every form.
            today: the day of reading.
            bureaus: id and name of those that may be asked; none: the field is left out.
            **kwargs: as every form.
        """
        super().__init__(*args, **kwargs)
        self.today = today
        self.questions: tuple[Question, ...] = ()
        if bureaus:
            self.fields["abroad"].choices = bureaus  # type: ignore[attr-defined]
        else:
            del self.fields["abroad"]

    def clean_reference(self) -> str:
        """Return the reference as the policy takes it."""
        try:
            return policy.check_line(
                "case_reference",
                self.cleaned_data["reference"],
                maximum=policy.REFERENCE_MAXIMUM,
            )
        except TextRefused as refusal:
            words = str(WRONG_TEXTS[refusal.reason]) % {"limit": refusal.limit}
            raise forms.ValidationError(words) from refusal

    def clean(self) -> dict[str, Any]:
        """Read what is in hand."""
        said = self.cleaned_data
        if not said.keys() >= _READ:
            return said
        try:
            self.questions = parse_any(
                said["document"],
                kind=QuestionKind(said["kind"]) if said["kind"] else None,
                issuing_state=said["state"],
                birth=said["birth"],
                sex=said["sex"],
                nationality=said["nationality"],
                today=self.today,
            )
        except QuestionRefused as refusal:
            field = _FIELDS.get(refusal.field, refusal.field)
            self.add_error(field, readings.words_of(refusal.cause))
        return said

    @property
    def bureaus(self) -> list[str]:
        """Ids of the bureaus to ask, of a valid form."""
        found: list[str] = self.cleaned_data.get("abroad", [])
        return found

    @property
    def more(self) -> bool:
        """Whether the fields that are seldom needed say something."""
        return any(self[name].value() for name in ("kind", "birth", "sex", "nationality"))

    @property
    def asked_for(self) -> Purpose:
        """The purpose chosen, of a valid form."""
        return Purpose(self.cleaned_data["purpose"])


class CompareForm(StaffForm):
    """Is it the same?"""

    same = forms.ChoiceField(
        label=_("Is what is in hand what is on record?"),
        choices=[(YES, _("Yes, the same")), (NO, _("No, another"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Compare, then choose one.")},
    )
    note = _TextField(label=_("What agrees, what differs"))


class AskForm(StaffForm):
    """How soon, and what the owner should know."""

    urgency = forms.ChoiceField(
        label=_("How soon"), choices=choices(URGENCIES), widget=forms.RadioSelect
    )
    note = _TextField(
        label=_("For the owner"),
        help_text=_("The owner now learns that this was met here."),
    )


class ActForm(StaffForm):
    """What is done; the service decides whether it may be."""

    action = forms.ChoiceField(
        label=_("What is done"), choices=choices(ACTIONS), widget=forms.RadioSelect
    )
    identity = _TextField(
        label=_("What shows that this is the person"),
        help_text=_("Needed before force: fingerprints, a document, a photograph compared."),
    )

    def without_identity(self) -> None:
        """Leave out what only a hit by name needs."""
        self.fields.pop("identity", None)

    def offer(self, actions: Sequence[Action]) -> None:
        """Show only these actions; what was sent by hand is for the service to refuse."""
        field = self.fields["action"]
        field.choices = choices(ACTIONS, actions)  # type: ignore[attr-defined]


class EmergencyForm(ActForm):
    """What is done before the owner has spoken, and why."""

    reason = _TextField(
        label=_("Why the owner could not be waited for"),
        minimum=policy.EMERGENCY_MINIMUM,
        help_text=_("At least 20 characters. Flagged, and kept for ever."),
    )


class FetchForm(StaffForm):
    """Nothing to say: the button is the question."""


class CloseForm(StaffForm):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=choices(OUTCOMES), widget=forms.RadioSelect
    )
    note = _TextField(label=_("Note, stays here"))


class AnswerForm(StaffForm):
    """Does our record stand, and what do we ask for?"""

    valid = forms.ChoiceField(
        label=_("Does our record stand?"),
        choices=[(YES, _("Yes, valid")), (NO, _("No, not valid"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Look at the record, then choose one.")},
    )
    instructions = _TextField(label=_("What we ask them to do"))
    restrictions = _TextField(label=_("What they must not do with the information"))

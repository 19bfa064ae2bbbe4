"""Forms of records' pages: finding one, taking one back, restricting it, noting, asking."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liaison.records import policy
from liaison.records.errors import NoteRefused
from liaison.records.kinds.register import KINDS
from liaison.records.kinds.table import ITEMS
from liaison.records.selectors import SEARCH_MAXIMUM
from liaison.records.states import Held, RecordKind, RecordState, WithdrawalReason
from liaison.web.filters import FilterForm, PlaceField, PlainField
from liaison.web.forms import StaffForm
from liaison.web.records import fieldwords
from liaison.web.records.words import REASONS, STATES

DAY_LENGTH = 10


class RecordsForm(FilterForm):
    """Which records to list."""

    text = PlainField(
        label=_("Number, reference or name"),
        required=False,
        max_length=SEARCH_MAXIMUM,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *((one.value, fieldwords.KINDS[one]) for one in RecordKind)],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            *((one.value, STATES[one].words) for one in RecordState),
            ("due", _("Due for re-examination")),
        ],
    )
    held = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("Our own")), (Held.COPY.value, _("Copies of others"))],
    )
    page = PlaceField(low=1)

    def asked_state(self) -> RecordState | None:
        """Return the state asked for, None for all."""
        found = self.text_of("state")
        return RecordState(found) if found and found != "due" else None

    def asked_kind(self) -> RecordKind | None:
        """Return the kind asked for, None for all."""
        found = self.text_of("kind")
        return RecordKind(found) if found else None

    def asked_held(self) -> Held:
        """Return whose records are asked for."""
        return Held(self.text_of("held") or Held.OWN.value)

    @property
    def due(self) -> bool:
        """Whether only records due for re-examination are asked for."""
        return self.text_of("state") == "due"


class WithdrawForm(StaffForm):
    """Why a record is taken back, in words, and the assurance that this is meant."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("Told to every bureau that holds a copy."),
        choices=[
            ("", _("Choose a reason")),
            *((one.value, words) for one, words in REASONS.items()),
        ],
        error_messages={"required": _("Choose a reason.")},
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Stays in this bureau."),
        required=False,
        max_length=policy.NOTE_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    understood = forms.BooleanField(
        label=_("I understand that every copy is recalled."),
        error_messages={
            "required": _("Tick this to say that you know what happens; then send again.")
        },
    )

    def clean_note(self) -> str:
        """Return the note as records will keep it."""
        try:
            return policy.check_note(str(self.cleaned_data["note"]))
        except NoteRefused as refusal:
            raise ValidationError(
                _("The note is too long or has characters that cannot be printed.")
            ) from refusal

    def reason_given(self) -> WithdrawalReason:
        """Return the reason chosen."""
        return WithdrawalReason(self.cleaned_data["reason"])


class RestrictForm(StaffForm):
    """Which bureaus must never receive a record."""

    excluded = forms.MultipleChoiceField(
        label=_("Never sent to"),
        help_text=_("A copy that one of them has is recalled; the reason is not told."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, bureaus: Sequence[tuple[str, str]], *args: object, **kwargs: object
    ) -> None:
        """Build the form.

        Args:
            bureaus: ids and names to choose from.
            args: as Django's forms take them.
            kwargs: the same.
        """
        super().__init__(*args, **kwargs)
        field = self.fields["excluded"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(bureaus)


class KeepForm(StaffForm):
    """Until when a record is needed, and why."""

    until = forms.CharField(
        label=_("Kept until"), help_text=_("YYYY-MM-DD"), max_length=DAY_LENGTH
    )
    reason = forms.CharField(
        label=_("Why it is still needed"),
        max_length=policy.TEXT_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_until(self) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(str(self.cleaned_data["until"]))
        except ValueError as error:
            raise ValidationError(_("Write the day as YYYY-MM-DD.")) from error


class AnnotateForm(StaffForm):
    """A note about a record."""

    text = forms.CharField(
        label=_("Note"), max_length=policy.TEXT_MAXIMUM, widget=forms.Textarea(attrs={"rows": 3})
    )
    send = forms.BooleanField(label=_("Send it to the owner too"), required=False)

    def __init__(self, *args: object, own: bool, **kwargs: object) -> None:
        """Build the form; our own record has nobody to send the note to."""
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["send"]


class CorrectForm(StaffForm):
    """What the owner should correct."""

    field = forms.ChoiceField(label=_("What is wrong"), required=False)
    proposed = forms.CharField(
        label=_("What it should say"),
        help_text=_("Several entries each on a line of its own; empty to have it removed."),
        required=False,
        max_length=policy.TEXT_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("How you know"),
        max_length=policy.TEXT_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, kind: RecordKind, *args: object, **kwargs: object) -> None:
        """Build the form.

        Args:
            kind: whose fields can be wrong.
            args: as Django's forms take them.
            kwargs: the same.
        """
        super().__init__(*args, **kwargs)
        chosen = self.fields["field"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [
                ("", _("The record as a whole")),
                *(
                    (one.name, fieldwords.FIELDS[one.name])
                    for one in KINDS[kind].fields
                    if not one.local
                ),
            ]

    def clean_proposed(self) -> str:
        """Return the entries as they travel: in one line."""
        lines = (line.strip() for line in str(self.cleaned_data["proposed"]).splitlines())
        return f" {ITEMS} ".join(line for line in lines if line)


class DecideForm(StaffForm):
    """The answer to a correction."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Goes to the bureau that asked. A refusal needs a reason."),
        required=False,
        max_length=policy.TEXT_MAXIMUM,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

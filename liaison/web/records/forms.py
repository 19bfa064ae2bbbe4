"""Forms of records' pages: finding a document, taking one back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liaison.records import policy
from liaison.records.errors import NoteRefused
from liaison.records.selectors import SEARCH_MAXIMUM
from liaison.records.states import RecordState, WithdrawalReason
from liaison.web.filters import FilterForm, PlaceField, PlainField
from liaison.web.forms import StaffForm
from liaison.web.records.words import REASONS, STATES


class DocumentsForm(FilterForm):
    """Which of our documents to list."""

    text = PlainField(
        label=_("Number or national reference"),
        required=False,
        max_length=SEARCH_MAXIMUM,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((one.value, STATES[one].words) for one in RecordState)],
    )
    page = PlaceField(low=1)

    def asked_state(self) -> RecordState | None:
        """Return the state asked for, None for all."""
        found = self.text_of("state")
        return RecordState(found) if found else None


class WithdrawForm(StaffForm):
    """Why a document is taken back, in words, and the assurance that this is meant."""

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

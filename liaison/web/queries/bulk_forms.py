"""Forms of bulk checks: the list and why, the decision of the second person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.queries import bulkpolicy, policy
from liaison.queries.errors import TextRefused
from liaison.queries.states import ListKind
from liaison.queries.types import BulkPlan
from liaison.rules.processing import Purpose
from liaison.web.forms import StaffForm
from liaison.web.queries.bulk_words import KINDS
from liaison.web.queries.forms import choices
from liaison.web.queries.words import PURPOSES, WRONG_TEXTS


class BulkForm(StaffForm):
    """Why a list is gone through; the file itself comes beside the form."""

    kind = forms.ChoiceField(label=_("What list it is"), choices=choices(KINDS))
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=choices(PURPOSES, sorted(bulkpolicy.POLICY.purposes)),
        error_messages={"required": _("Choose why you ask.")},
    )
    reference = forms.CharField(
        label=_("Case reference"),
        max_length=policy.REFERENCE_MAXIMUM,
        help_text=_("Case, shift or flight; recorded with the question"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write what this question belongs to.")},
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=bulkpolicy.GROUND,
        help_text=_("The law or order by which this list may be gone through"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write by what right the list may be gone through.")},
    )

    def clean_reference(self) -> str:
        """Return the reference as the policy takes it."""
        return _line(self.cleaned_data["reference"], policy.REFERENCE_MAXIMUM)

    def clean_ground(self) -> str:
        """Return the ground as the policy takes it."""
        return _line(self.cleaned_data["ground"], bulkpolicy.GROUND)

    @property
    def plan(self) -> BulkPlan:
        """Why, of a valid form."""
        said = self.cleaned_data
        return BulkPlan(
            kind=ListKind(said["kind"]),
            purpose=Purpose(said["purpose"]),
            case_reference=said["reference"],
            ground=said["ground"],
        )


class DecideForm(StaffForm):
    """What the second person writes."""

    note = forms.CharField(
        label=_("What you looked at"),
        max_length=bulkpolicy.NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what you looked at.")},
    )

    def clean_note(self) -> str:
        """Return the note as the policy takes it."""
        try:
            said = self.cleaned_data["note"]
            return policy.check_text("note", said, maximum=bulkpolicy.NOTE, minimum=1)
        except TextRefused as refusal:
            raise _wrong(refusal) from refusal


def _line(text: str, maximum: int) -> str:
    try:
        return policy.check_line("line", text, maximum=maximum)
    except TextRefused as refusal:
        raise _wrong(refusal) from refusal


def _wrong(refusal: TextRefused) -> forms.ValidationError:
    words = str(WRONG_TEXTS[refusal.reason]) % {"limit": refusal.limit}
    return forms.ValidationError(words)

"""Forms of the pages of access: what is asked for, and the step that decides about it."""

import enum
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.identity import policy
from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.identity.states import Oversight, Permission, Right
from liaison.identity.types import AccountWish, DelegationTerms, MachinePlan
from liaison.web.forms import StaffForm
from liaison.web.identity.access_words import OVERSIGHTS, RIGHTS, SCOPES

# a choice, not a date: nobody gives somebody a chair until the year 2205 by a slip of the hand
TERMS = (
    ("90", _("90 days")),
    ("180", _("180 days")),
    ("365", _("one year")),
    ("730", _("two years")),
)
MACHINE_TERMS = TERMS[:3]
OVERLAPS = (
    ("0", _("none: the old key stops now")),
    ("24", _("one day")),
    ("168", _("seven days")),
    ("720", _("30 days")),
)
CHOOSE = ("", _("Choose"))


class Step(enum.StrEnum):
    """What a button decides."""

    VALIDATE = "validate"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class StepForm(StaffForm):
    """A decision about something that was asked or given; a no says why."""

    step = forms.ChoiceField(choices=[(one.value, one.value) for one in Step])
    note = forms.CharField(required=False, max_length=policy.NOTE_MAX)

    def clean(self) -> dict[str, Any]:
        """Demand a reason for everything but a yes."""
        said = self.cleaned_data
        if said.get("step") != Step.VALIDATE and not str(said.get("note", "")).strip():
            self.add_error("note", str(_("Say in a few words why.")))
        return said

    def decided(self) -> Step:
        """Return the step, of a valid form."""
        return Step(self.cleaned_data["step"])


class DelegationForm(StaffForm):
    """What a sub-bureau shall decide for itself, and what the bureau's desk sees of it."""

    sub_bureau = forms.ChoiceField(label=_("Sub-bureau"))
    rights = forms.MultipleChoiceField(
        label=_("The sub-bureau"),
        required=False,
        choices=[(one.value, words) for one, words in RIGHTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    oversight = forms.ChoiceField(
        label=_("The bureau's desk sees"),
        choices=[(one.value, words) for one, words in OVERSIGHTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much is seen.")},
    )
    days = forms.ChoiceField(label=_("For"), choices=TERMS, initial="365")

    def __init__(self, known: Sequence[tuple[str, str]], *args: object, **kwargs: object) -> None:
        """Build the form.

        Args:
            known: id and name of the sub-bureaus that can be chosen.
            args: as for any form.
            kwargs: as for any form.
        """
        super().__init__(*args, **kwargs)
        choose(self, "sub_bureau", known)

    def terms(self, now: datetime) -> DelegationTerms:
        """Return what is asked for, of a valid form."""
        said = self.cleaned_data
        return DelegationTerms(
            sub_bureau=said["sub_bureau"],
            oversight=Oversight(said["oversight"]),
            rights=frozenset(Right(one) for one in said["rights"]),
            valid_until=now + timedelta(days=int(said["days"])),
        )


class MachineForm(StaffForm):
    """What a machine shall do, where it stands, and for how long."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What people call it, such as: lanes of hall A."),
        max_length=policy.NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give it a name.")},
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Where it stands, in words."),
        max_length=policy.NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say where it stands.")},
    )
    organisation = forms.ChoiceField(
        label=_("Acts for"), error_messages={"required": _("Choose an organisation.")}
    )
    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})
    without = forms.MultipleChoiceField(
        label=_("But may not"),
        help_text=_("Take away what it does not need. The role carries no more than it says."),
        required=False,
        choices=[(one.value, words) for one, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(label=_("For"), choices=MACHINE_TERMS, initial="365")

    def __init__(self, known: Sequence[tuple[str, str]], *args: object, **kwargs: object) -> None:
        """Build the form.

        Args:
            known: id and name of the organisations that can be chosen.
            args: as for any form.
            kwargs: as for any form.
        """
        super().__init__(*args, **kwargs)
        roles = [(one.name, f"{one.title}: {one.sentence}") for one in MACHINE_ROLES.values()]
        choose(self, "organisation", known)
        choose(self, "role", roles)

    def plan(self, now: datetime) -> MachinePlan:
        """Return what is asked for, of a valid form."""
        said = self.cleaned_data
        role = MACHINE_ROLES[said["role"]]
        return MachinePlan(
            name=said["name"],
            organisation=said["organisation"],
            role=role.name,
            scope=role.permissions - {Permission(one) for one in said["without"]},
            place=said["place"],
            expires_at=now + timedelta(days=int(said["days"])),
        )


class KeyForm(StaffForm):
    """How long the key before the new one still opens."""

    overlap = forms.ChoiceField(choices=OVERLAPS, initial="168")

    def length(self) -> timedelta:
        """Return the overlap, of a valid form."""
        return timedelta(hours=int(self.cleaned_data["overlap"]))


def choose(form: forms.Form, name: str, known: Sequence[tuple[str, str]]) -> None:
    """Offer these choices in a field, none of them chosen."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [CHOOSE, *known]


class AccountForm(StaffForm):
    """Who of the unit needs access, as what, for what, and until when."""

    name = forms.CharField(
        label=_("Name"),
        max_length=policy.NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the person's name.")},
    )
    sign_in_name = forms.RegexField(
        policy.SIGN_IN_NAME,
        label=_("Sign-in name"),
        help_text=_(
            "3 to 60 of a-z, 0-9, dot, hyphen, underscore. For somebody who signs in already: "
            "the name they use."
        ),
        min_length=3,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={
            "required": _("Type the name the person will sign in with."),
            "invalid": _("Use a-z, 0-9, dot, hyphen and underscore only."),
        },
    )
    mail = forms.EmailField(
        label=_("Mail address"),
        help_text=_("For messages that something waits; they never carry content."),
        required=False,
        max_length=policy.MAIL_MAX,
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"), error_messages={"required": _("Choose an organisation.")}
    )
    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("What the person needs it for; the security officer reads it."),
        max_length=policy.NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why.")},
    )
    days = forms.ChoiceField(label=_("For"), choices=MACHINE_TERMS, initial="365")

    def __init__(
        self,
        known: Sequence[tuple[str, str]],
        roles: Sequence[str],
        *args: object,
        **kwargs: object,
    ) -> None:
        """Build the form.

        Args:
            known: id and name of the organisations that can be chosen.
            roles: names of the roles that can be asked for.
            args: as for any form.
            kwargs: as for any form.
        """
        super().__init__(*args, **kwargs)
        choose(self, "organisation", known)
        choose(
            self,
            "role",
            [(name, f"{ROLES[name].title}: {ROLES[name].sentence}") for name in roles],
        )

    def wish(self, now: datetime) -> AccountWish:
        """Return what is asked for, of a valid form."""
        said = self.cleaned_data
        return AccountWish(
            sign_in_name=said["sign_in_name"],
            name=said["name"],
            mail=said["mail"],
            organisation=said["organisation"],
            role=said["role"],
            reason=said["reason"],
            valid_until=now + timedelta(days=int(said["days"])),
        )


class AgainForm(StaffForm):
    """Why an account should go on, and for how long."""

    note = forms.CharField(max_length=policy.NOTE_MAX)
    days = forms.ChoiceField(choices=MACHINE_TERMS, initial="365")

    def until(self, now: datetime) -> datetime:
        """Return the new end, of a valid form."""
        return now + timedelta(days=int(self.cleaned_data["days"]))


class WhyForm(StaffForm):
    """Why access is withdrawn."""

    note = forms.CharField(max_length=policy.NOTE_MAX)

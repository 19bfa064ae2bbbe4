"""What the addresses of casework's lists may ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.casework.selectors import LISTS
from liaison.casework.selectors.desk import OPEN
from liaison.casework.types import Only
from liaison.casework.words import Urgency
from liaison.identity import naming
from liaison.identity.types import Actor
from liaison.web.casework.words import URGENCIES
from liaison.web.casework.worklists import DIGEST, Asked
from liaison.web.filters import FilterForm, PlainField

CURSOR_LENGTH = 200


class WorklistForm(FilterForm):
    """Which list, narrowed to what, and from which place on."""

    queue = forms.ChoiceField(
        choices=[(name, name) for name in LISTS], required=False, widget=forms.HiddenInput
    )
    cursor = PlainField(max_length=CURSOR_LENGTH, required=False, widget=forms.HiddenInput)
    seen = PlainField(max_length=DIGEST, required=False, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=[("", _("any")), *((one.value, URGENCIES[one]) for one in Urgency)],
        required=False,
    )

    def for_actor(self, actor: Actor) -> "WorklistForm":
        """Let a desk choose among its units; a unit has only itself. Asked when it is needed."""
        if not actor.at_desk:
            del self.fields["unit"]
            return self

        def units() -> list[tuple[str, object]]:
            below = naming.units_below(actor.desk)
            return [("", _("any")), *((one.id, one.name) for one in below)]

        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        return self

    @property
    def asked(self) -> Asked:
        """What a valid address asks for."""
        said = self.text_of("urgency")
        only = Only(self.text_of("unit"), Urgency(said) if said else None)
        return Asked(
            self.text_of("queue") or OPEN, self.text_of("cursor"), self.text_of("seen"), only
        )

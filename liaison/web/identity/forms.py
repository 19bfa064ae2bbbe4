"""Forms of identity's pages."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liaison.web.filters import PLACE_MOST, FilterForm, PlaceField
from liaison.web.forms import StaffForm, dress

NAME_LENGTH = 60
# far above any phrase, far below what would keep the hasher busy
PASSWORD_LENGTH = 500


class SignInForm(AuthenticationForm):
    """Name and password. Says the same whether the name is unknown or the password wrong."""

    username = UsernameField(
        label=_("Sign-in name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Type your sign-in name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )
    error_messages = {  # noqa: RUF012 - Django's own shape
        "invalid_login": _(
            "The name and the password do not belong together, or the account is closed. "
            "After five wrong attempts this name is locked at this address for 15 minutes."
        ),
        "inactive": _("The name and the password do not belong together."),
    }

    def __init__(self, request: HttpRequest | None = None, **kwargs: object) -> None:
        """Build the form; the cursor stands where typing goes on."""
        super().__init__(request, **kwargs)
        dress(self)
        name, password = self.fields["username"].widget, self.fields["password"].widget
        name.attrs["autocomplete"] = "username"
        name.attrs.pop("autofocus", None)
        (password if self.is_bound else name).attrs["autofocus"] = True

    def clean_username(self) -> str:
        """Return the name in lower case: the lockout must not count ADA and ada apart."""
        return str(self.cleaned_data["username"]).strip().lower()


class EventsForm(FilterForm):
    """Where in the list of events a page begins."""

    before = PlaceField(low=1)


class SeenForm(StaffForm):
    """Up to which event the reader has seen all."""

    until = forms.IntegerField(min_value=1, max_value=PLACE_MOST, widget=forms.HiddenInput)


class UsageForm(FilterForm):
    """For how long back usage is counted."""

    days = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("7", _("seven days")),
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("one year")),
        ],
    )

"""The page behind a setup link: a person chooses a password that nobody else ever knows."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.identity.errors import InputRefused, LinkRefused, PasswordRefused
from liaison.web.forms import StaffForm
from liaison.web.identity.forms import PASSWORD_LENGTH


class WelcomeForm(StaffForm):
    """A new password, twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least 12 characters; a sentence is easy to remember."),
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Once more"),
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse two that differ."""
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("password") != again:
            raise forms.ValidationError(_("The two are not the same."))
        return again


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Take a password; a link that was used or is over says so before anybody thinks one up."""
    now = clock.now()
    form = WelcomeForm(request.POST if request.method == "POST" else None)
    over = not selectors.link_stands(token, now=now)
    if not over and form.is_bound and form.is_valid():
        try:
            services.use_setup_link(token=token, password=form.cleaned_data["password"], now=now)
        except PasswordRefused as refusal:
            for reason in refusal.reasons:
                form.add_error("password", reason)
        except InputRefused:
            form.add_error("password", _("This is longer than any sentence."))
        except LinkRefused:
            over = True
        else:
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("sign-in")
    status = HTTPStatus.NOT_FOUND if over else HTTPStatus.OK
    return render(request, "identity/welcome.html", {"form": form, "over": over}, status=status)

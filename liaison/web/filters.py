"""What the address of a list asks for: filters and places, each with its limits.

Whatever stands in an address can be written by hand. A page that cannot read it answers 400 and
says which value it does not understand; it never guesses.

What a person looks for by name is not for addresses: those stand in histories, in logs of proxies,
on screens (OWASP ASVS 14.2.1). It is kept in the session, and the address has a token for it.
"""

import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from liaison.core import texts
from liaison.web.forms import StaffForm

# the largest integer that databases and browsers agree on
PLACE_MOST = 2**53 - 1
# in the session, and in the address; and what says that a form is a filter
SOUGHT: Final = "sought"
FILTER: Final = "filter"
# remembered of one session: whoever goes back further than this begins anew
KEPT: Final = 20
TOKEN_BYTES: Final = 12
VALUE_MAX: Final = 2_000
# ids name nobody: links to all entries about one thing stay links
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
View = Callable[..., HttpResponse]


def check_printable(text: str) -> None:
    """Refuse characters that cannot be seen or that turn the line around.

    Raises:
        ValidationError: there is one.
    """
    if not texts.is_plain(text):
        raise ValidationError(_("There are characters here that cannot be printed."))


class PlainField(forms.CharField):
    """One line of printable text."""

    default_validators = [check_printable]  # noqa: RUF012 - Django's own shape


class PlaceField(forms.IntegerField):
    """A place in a list, carried along by the links below it; nobody types it."""

    widget = forms.HiddenInput

    def __init__(self, *, low: int = 0) -> None:
        """Build the field; absent is a value: the beginning.

        Args:
            low: the first place there can be.
        """
        super().__init__(required=False, min_value=low, max_value=PLACE_MOST)


class FilterForm(StaffForm):
    """The filters above a list; show it with `<c-filters>`. Every field may be left out."""

    use_required_attribute = False

    def text_of(self, name: str) -> str:
        """Return a filter's text, empty when nothing was asked."""
        return str(self.cleaned_data.get(name) or "")

    def place_of(self, name: str) -> int | None:
        """Return a place, None for the beginning."""
        found: int | None = self.cleaned_data.get(name)
        return found


def kept_out_of_addresses(*names: str) -> Callable[[View], View]:
    """Keep what is typed into these filters in the session, and lead to an address without it.

    The view below reads with `read`. A form that is no filter, and an address without these
    words, pass untouched.

    Args:
        names: fields of the view's filter form.
    """

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
            sent = request.POST if request.method == "POST" else request.GET
            typed = {name: sent[name][:VALUE_MAX] for name in names if sent.get(name)}
            if request.method == "POST":
                return (
                    _lead(request, sent, typed)
                    if FILTER in sent
                    else view(request, *args, **kwargs)
                )
            if any(not ID.fullmatch(value) for value in typed.values()):
                return _lead(request, sent, typed)
            if SOUGHT in sent and sent[SOUGHT] not in request.session.get(SOUGHT, {}):
                # of a session that is over: all is shown, and the address says so
                return redirect(request.path)
            return view(request, *args, **kwargs)

        return answer

    return around


def read(request: HttpRequest) -> QueryDict:
    """Return what is asked of a list: by its address, and by what the session keeps for it."""
    asked = request.GET.copy()
    kept = request.session.get(SOUGHT, {}).get(asked.get(SOUGHT), {})
    for name, value in kept.items():
        asked[name] = value
    return asked


def _lead(request: HttpRequest, sent: QueryDict, typed: dict[str, str]) -> HttpResponse:
    """Keep what was typed, and lead to the list with everything else in its address."""
    onward = QueryDict(mutable=True)
    for name in sent:
        if sent.get(name) and name not in {*typed, FILTER, SOUGHT, "csrfmiddlewaretoken"}:
            onward[name] = str(sent[name])[:VALUE_MAX]
    if typed:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        before = list(request.session.get(SOUGHT, {}).items())[1 - KEPT :]
        request.session[SOUGHT] = {**dict(before), token: typed}
        onward[SOUGHT] = token
    return redirect(f"{request.path}?{onward.urlencode()}" if onward else request.path)

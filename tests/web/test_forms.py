"""Every text that can be typed has a maximum."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.urls import get_resolver

import liaison.web
from liaison.web.forms import StaffForm
from liaison.web.identity.forms import SignInForm


def kinds(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    """Walk the forms of the staff site."""
    for kind in form.__subclasses__():
        if kind.__module__.startswith("liaison."):
            yield kind
        yield from kinds(kind)


# every view, and with it every form, has been imported once the addresses are known
assert get_resolver("liaison.web.urls").url_patterns
ALL = [SignInForm, *kinds(StaffForm)]


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.__name__)
def test_texts_have_a_maximum(form: type[forms.Form]) -> None:
    """Ten megabytes of surname are refused before anything looks at them."""
    for name, field in form.base_fields.items():
        # what is no UUID is refused by its length alone
        if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
            assert field.max_length, name


def test_no_control_hides_what_htmx_calls_on_a_form() -> None:
    """A button named `remove` is found as `form.remove`: nothing is swapped out any more."""
    hidden = re.compile(r'name="(remove|submit|reset|closest|matches|querySelector|contains)"')
    folder = Path(liaison.web.__file__).parent / "templates"
    found = [one.name for one in folder.rglob("*.html") if hidden.search(one.read_text())]
    assert not found

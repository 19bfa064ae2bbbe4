"""Every text that can be typed has a maximum."""

from collections.abc import Iterator

import pytest
from django import forms
from django.urls import get_resolver

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
        if isinstance(field, forms.CharField):
            assert field.max_length, name

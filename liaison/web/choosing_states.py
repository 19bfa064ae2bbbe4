"""A field that asks for a State by its name and holds the code that stands on documents."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liaison.web.countries import state_choices

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _States(forms.Select):
    """A list of States; a code that is none of them stays as it was typed.

    A form may ask for thirty States: the list is written once for a language, not by a template
    for each of its three hundred lines.
    """

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - as Django has it
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - as Django has it
    ) -> SafeString:
        """Return the list with one line chosen."""
        chosen = str(value or "")
        known = _lines(get_language() or "en")
        line = _line(chosen)
        if line not in known:
            known += format_html('<option value="{}">{}</option>', chosen, chosen)
        # only what `_lines` and `format_html` have written is put together here
        lines = mark_safe(known.replace(line, f"{line[:-1]} selected>", 1))  # noqa: S308
        said = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(said), lines)


def state_input(
    label: "StrOrPromise", *, required: bool, max_length: int, help_text: "StrOrPromise" = ""
) -> forms.CharField:
    """Return what asks for a State by its name; whether there is one is for the reader to say.

    Args:
        label: what is asked.
        required: whether there must be one.
        max_length: of what may stand there, in characters.
        help_text: how it is chosen, or "".
    """
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        help_text=help_text,
        widget=_States(),
    )


def _line(code: str) -> str:
    return f'<option value="{escape(code)}">'


@lru_cache(maxsize=16)
def _lines(_language: str) -> SafeString:
    return format_html_join(
        "", '<option value="{}">{}</option>', (("", _("Choose")), *state_choices())
    )

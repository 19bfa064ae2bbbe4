"""How forms of the staff site look, whatever they ask."""

from django import forms

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
)
_OTHERS = "form-control"


class StaffForm(forms.Form):
    """A form whose widgets carry the classes of the design; show each with `<c-field>`.

    Every CharField of a subclass names its `max_length`; a test walks all of them.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Build the form and dress its widgets."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        dress(self)


def dress(form: forms.BaseForm) -> None:
    """Give every widget of a form the class of its kind; for forms that Django brings."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.Textarea):
            # a browser cuts what is pasted without a word; the form says what is too long instead
            widget.attrs.pop("maxlength", None)
        found = next((css for kind, css in _CLASSES if isinstance(widget, kind)), _OTHERS)
        if found:
            widget.attrs["class"] = f"{widget.attrs.get('class', '')} {found}".strip()

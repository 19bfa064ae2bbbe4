"""The steps that a request's page offers to this actor now, each with its form."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from liaison.casework.types import LetterFacts, RequestFile
from liaison.identity.types import Actor
from liaison.web.casework import forms
from liaison.web.casework.steps import WAYS
from liaison.web.casework.takers import takers_to_choose, units_to_choose
from liaison.web.casework.words import Text

if TYPE_CHECKING:
    from django.http import QueryDict


@dataclass(frozen=True)
class Offer:
    """One step as the page offers it.

    Attributes:
        name: of the verb; sent with the form, and the anchor of it.
        title: what it is.
        icon: name in the sprite.
        form: to fill in.
        button: what the button says.
        note: a sentence above the form, or "".
        grave: whether it ends something for good.
        key: the single key that leads to it, or "".
        open: whether it is unfolded at once.
        main: whether it is what somebody came to do: it stands below the thread.
        also: another step that the form can take, or "".
        beside: what the button for that says.
    """

    name: str
    title: Text
    icon: str
    form: forms.StepForm
    button: Text
    note: Text
    grave: bool
    key: str
    open: bool
    main: bool
    also: str
    beside: Text


def prepared(
    name: str,
    actor: Actor,
    now: datetime,
    said: "QueryDict | None" = None,
    drafted: LetterFacts | None = None,
) -> forms.StepForm:
    """Return the form of a step with what can be chosen in it.

    Args:
        name: of the step.
        actor: who looks.
        now: the present moment.
        said: what was sent, or None.
        drafted: a text the form begins with, or None.
    """
    form = WAYS[name].form(said, prefix=_FORMS.get(name, name))
    if drafted is not None and isinstance(form, forms.LetterForm | forms.AnswerForm):
        form.begin_with(drafted)
    if isinstance(form, forms.AssignForm):
        form.offer(*units_to_choose(actor, now))
    elif isinstance(form, forms.OfferForm):
        form.offer(takers_to_choose(actor, now))
    return form


def offers_of(
    actor: Actor, file: RequestFile, now: datetime, sent: tuple[str, forms.StepForm] | None
) -> tuple[Offer, ...]:
    """Return the steps open to this actor now; the first is unfolded.

    Args:
        actor: who looks.
        file: the request.
        now: the present moment.
        sent: a step whose form was sent and not taken; it is shown as it was typed.
    """
    found: list[Offer] = []
    for name, way in WAYS.items():
        if name not in file.verbs or _FORMS.get(name) in file.verbs:
            continue
        again = sent is not None and sent[0] in {name, way.also}
        drafted = file.drafted.get(_FORMS.get(name, name))
        form = (
            sent[1] if sent is not None and again else prepared(name, actor, now, drafted=drafted)
        )
        first = not found and name in _FIRST and sent is None
        found.append(
            Offer(
                name,
                way.title,
                way.icon,
                form,
                way.button,
                way.note,
                way.grave,
                way.key if not any(one.key == way.key for one in found) else "",
                again or first,
                main=name in _FIRST,
                also=way.also if way.also in file.verbs else "",
                beside=way.beside,
            )
        )
    return tuple(found)


# steps that share the form of another one
_FORMS: Final = {way.also: name for name, way in WAYS.items() if way.also}
# what somebody came to do: unfolded without a click
_FIRST: Final = frozenset({"review", "release_answer", "answer", "draft_answer", "clarify"})

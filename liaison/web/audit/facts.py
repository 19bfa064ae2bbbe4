"""What was recorded beside an entry, in words: labels, organisations, roles, moments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.audit.types import JsonValue
from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.identity.states import Oversight, Right
from liaison.records.states import Held
from liaison.web.audit.words import OTHER_ROLES
from liaison.web.casework.worklists import TITLES
from liaison.web.identity.access_words import OVERSIGHTS, RIGHTS
from liaison.web.listing import listed
from liaison.web.queries.kinds import RECORDS, field_words
from liaison.web.templatetags.moments import minute

Text = str | Promise
Names = Callable[[str], str]
LABELS: Final[Mapping[str, Text]] = {
    "action": gettext_lazy("Action"),
    "address": gettext_lazy("Network address"),
    "answer": gettext_lazy("Digest of the answer"),
    "asker": gettext_lazy("Who asks"),
    "before": gettext_lazy("Before"),
    "bureaus": gettext_lazy("Bureaus"),
    "changed": gettext_lazy("New or changed"),
    "checkpoints": gettext_lazy("Checkpoints"),
    "count": gettext_lazy("How many"),
    "desk": gettext_lazy("Desk"),
    "detail": gettext_lazy("Detail"),
    "digest": gettext_lazy("Digest"),
    "emergency": gettext_lazy("In an emergency"),
    "entries": gettext_lazy("Entries"),
    "event": gettext_lazy("Event"),
    "failures": gettext_lazy("Failures"),
    "file": gettext_lazy("File"),
    "filters": gettext_lazy("Looked for"),
    "held": gettext_lazy("Whose"),
    "hits": gettext_lazy("Hits"),
    "kind": gettext_lazy("Kind"),
    "label": gettext_lazy("Number, reference or name"),
    "messages": gettext_lazy("Messages"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "organisation": gettext_lazy("Organisation"),
    "organisations": gettext_lazy("Organisations"),
    "outcome": gettext_lazy("Outcome"),
    "oversight": gettext_lazy("The bureau's desk sees"),
    "owner": gettext_lazy("Owner"),
    "page": gettext_lazy("Page"),
    "person": gettext_lazy("Person"),
    "place": gettext_lazy("Place"),
    "purpose": gettext_lazy("Purpose"),
    "queue": gettext_lazy("List"),
    "reason": gettext_lazy("Reason"),
    "recipients": gettext_lazy("Recipients"),
    "record": gettext_lazy("Record"),
    "records": gettext_lazy("Records"),
    "reference": gettext_lazy("Reference"),
    "rights": gettext_lazy("The sub-bureau"),
    "role": gettext_lazy("Role"),
    "root": gettext_lazy("Root"),
    "scope": gettext_lazy("Scope"),
    "sender": gettext_lazy("Sender"),
    "shown": gettext_lazy("Shown"),
    "sign_in_name": gettext_lazy("Sign-in name"),
    "silent": gettext_lazy("Silent"),
    "size": gettext_lazy("Size"),
    "state": gettext_lazy("State"),
    "sub_bureau": gettext_lazy("Sub-bureau"),
    "target": gettext_lazy("Thing"),
    "to": gettext_lazy("To"),
    "total": gettext_lazy("In all"),
    "unchanged": gettext_lazy("Unchanged"),
    "until": gettext_lazy("Until"),
    "urgency": gettext_lazy("How soon"),
    "valid": gettext_lazy("Valid"),
    "version": gettext_lazy("Version"),
}
# facts that hold ids of organisations, one or several
ORGANISATIONS: Final = frozenset(
    {
        "asker",
        "bureaus",
        "desk",
        "organisation",
        "owner",
        "recipients",
        "sender",
        "sub_bureau",
        "to",
    }
)


# what pages call a value, by the name of the fact
VALUES: Final[Mapping[str, Mapping[str, Text]]] = {
    "held": {
        Held.OWN.value: gettext_lazy("Our own"),
        Held.COPY.value: gettext_lazy("Copies of others"),
    },
    "kind": {kind.value: words for kind, words in RECORDS.items()},
    "queue": TITLES,
}


def organisations_in(facts: Mapping[str, JsonValue]) -> Iterator[str]:
    """Yield the ids of organisations that the facts of an entry name."""
    for name in ORGANISATIONS & facts.keys():
        value = facts[name]
        found = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        yield from (one for one in found if isinstance(one, str))


def label_of(name: str) -> Text:
    """Return what people call a fact."""
    return LABELS.get(name) or field_words(name)


def value_of(name: str, value: JsonValue, named: Names) -> str:
    """Return a fact as one line of text.

    Args:
        name: of the fact.
        value: as the log holds it.
        named: id of an organisation to its name, or to the id itself.
    """
    if isinstance(value, Mapping):
        return listed(
            f"{label_of(inner)}: {value_of(inner, one, named)}" for inner, one in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed(value_of(name, one, named) for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _words(name, str(value), named)


def role_words(role: str) -> str:
    """Return a role in words, as long as it exists."""
    known = ROLES.get(role) or MACHINE_ROLES.get(role)
    return str(known.title if known else OTHER_ROLES.get(role, role))


def _words(name: str, text: str, named: Names) -> str:
    if name in ORGANISATIONS:
        return named(text)
    if name == "role":
        return role_words(text)
    if name == "oversight" and text in set(Oversight):
        return str(OVERSIGHTS[Oversight(text)])
    if name == "rights" and text in set(Right):
        return str(RIGHTS[Right(text)])
    if name in VALUES:
        return str(VALUES[name].get(text, text))
    return _moment(text) if name in {"until", "before"} else text


def _moment(text: str) -> str:
    try:
        found = parse_datetime(text)
    except ValueError:
        return text
    return f"{minute(found)} UTC" if found is not None and found.tzinfo else text

"""What was recorded beside an entry, in words: labels, organisations, roles, moments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.audit.types import JsonValue
from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.web.audit.codes import words_of
from liaison.web.audit.words import OTHER_ROLES
from liaison.web.listing import listed
from liaison.web.queries.kinds import field_words
from liaison.web.templatetags.moments import minute

Text = str | Promise
Names = Callable[[str], str]
LABELS: Final[Mapping[str, Text]] = {
    "action": gettext_lazy("Action"),
    "address": gettext_lazy("Network address"),
    "after": gettext_lazy("After"),
    "amount": gettext_lazy("How much"),
    "answer": gettext_lazy("Digest of the answer"),
    "asked": gettext_lazy("Bureaus asked"),
    "asker": gettext_lazy("Who asks"),
    "backup_at": gettext_lazy("Time of the backup"),
    "before": gettext_lazy("Before"),
    "bureaus": gettext_lazy("Bureaus"),
    "changed": gettext_lazy("New or changed"),
    "checkpoints": gettext_lazy("Checkpoints"),
    "clocks": gettext_lazy("Clocks"),
    "copies": gettext_lazy("Copies"),
    "count": gettext_lazy("How many"),
    "created": gettext_lazy("New"),
    "decision": gettext_lazy("Decision"),
    "desk": gettext_lazy("Desk"),
    "detail": gettext_lazy("Detail"),
    "device": gettext_lazy("Browser"),
    "digest": gettext_lazy("Digest"),
    "done": gettext_lazy("Done"),
    "elsewhere": gettext_lazy("Looked for as well"),
    "emergency": gettext_lazy("In an emergency"),
    "entries": gettext_lazy("Entries"),
    "event": gettext_lazy("Event"),
    "excluded": gettext_lazy("Never sent to"),
    "factor": gettext_lazy("Second factor"),
    "failures": gettext_lazy("Failures"),
    "field": gettext_lazy("Field"),
    "file": gettext_lazy("File"),
    "filters": gettext_lazy("Looked for"),
    "first_line": gettext_lazy("First line"),
    "found": gettext_lazy("Found"),
    "from": gettext_lazy("From"),
    "giver": gettext_lazy("Offered by"),
    "ground": gettext_lazy("Ground"),
    "grounds": gettext_lazy("Grounds"),
    "held": gettext_lazy("Whose"),
    "hits": gettext_lazy("Hits"),
    "hours": gettext_lazy("Hours"),
    "how": gettext_lazy("Signed in with"),
    "ignored": gettext_lazy("Passed over"),
    "items": gettext_lazy("Things in it"),
    "key": gettext_lazy("Key"),
    "kind": gettext_lazy("Kind"),
    "label": gettext_lazy("Number, reference or name"),
    "last_line": gettext_lazy("Last line"),
    "line": gettext_lazy("Line"),
    "lines": gettext_lazy("Lines"),
    "mark": gettext_lazy("Answer"),
    "matched": gettext_lazy("Matched"),
    "messages": gettext_lazy("Messages"),
    "method": gettext_lazy("Signed in with"),
    "milliseconds": gettext_lazy("Milliseconds"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "operation": gettext_lazy("What was called"),
    "organisation": gettext_lazy("Organisation"),
    "organisations": gettext_lazy("Organisations"),
    "our_reference": gettext_lazy("Our reference"),
    "outcome": gettext_lazy("Outcome"),
    "oversight": gettext_lazy("The bureau's desk sees"),
    "owner": gettext_lazy("Owner"),
    "page": gettext_lazy("Page"),
    "part": gettext_lazy("Part"),
    "partial": gettext_lazy("Only in part"),
    "person": gettext_lazy("Person"),
    "place": gettext_lazy("Place"),
    "purpose": gettext_lazy("Purpose"),
    "queue": gettext_lazy("List"),
    "reason": gettext_lazy("Reason"),
    "recipients": gettext_lazy("Recipients"),
    "record": gettext_lazy("Record"),
    "records": gettext_lazy("Records"),
    "records_digest": gettext_lazy("Digest of the records"),
    "reference": gettext_lazy("Reference"),
    "rejected": gettext_lazy("Not taken"),
    "rendition": gettext_lazy("Picture"),
    "repairs": gettext_lazy("Letters put right"),
    "request": gettext_lazy("Request"),
    "result": gettext_lazy("Result"),
    "result_named": gettext_lazy("Result"),
    "rights": gettext_lazy("The sub-bureau"),
    "role": gettext_lazy("Role"),
    "root": gettext_lazy("Root"),
    "same_document": gettext_lazy("The same document"),
    "scan": gettext_lazy("Scan for malicious software"),
    "scope": gettext_lazy("Scope"),
    "sender": gettext_lazy("Sender"),
    "sent": gettext_lazy("Sent"),
    "shown": gettext_lazy("Shown"),
    "sign_in_name": gettext_lazy("Sign-in name"),
    "silent": gettext_lazy("Silent"),
    "size": gettext_lazy("Size"),
    "source": gettext_lazy("Read from"),
    "state": gettext_lazy("State"),
    "stored": gettext_lazy("Stored"),
    "sub_bureau": gettext_lazy("Sub-bureau"),
    "subject": gettext_lazy("Subject"),
    "subject_kind": gettext_lazy("What is handed over"),
    "taker": gettext_lazy("Offered to"),
    "target": gettext_lazy("Thing"),
    "their_reference": gettext_lazy("Their reference"),
    "thing": gettext_lazy("Thing"),
    "to": gettext_lazy("To"),
    "total": gettext_lazy("In all"),
    "unchanged": gettext_lazy("Unchanged"),
    "unit": gettext_lazy("Unit"),
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
        "excluded",
        "giver",
        "organisation",
        "owner",
        "recipients",
        "sender",
        "sub_bureau",
        "taker",
        "to",
        "unit",
    }
)


def organisations_in(facts: Mapping[str, JsonValue]) -> Iterator[str]:
    """Yield the ids of organisations that the facts of an entry name."""
    for name in ORGANISATIONS & facts.keys():
        value = facts[name]
        found = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        yield from (one for one in found if isinstance(one, str))


def label_of(name: str) -> Text:
    """Return what people call a fact."""
    return LABELS.get(name) or field_words(name)


def value_of(event: str, name: str, value: JsonValue, named: Names) -> str:
    """Return a fact as one line of text.

    Args:
        event: name of the event.
        name: of the fact.
        value: as the log holds it.
        named: id of an organisation to its name, or to the id itself.
    """
    if isinstance(value, Mapping):
        return listed(
            f"{label_of(inner)}: {value_of(event, inner, one, named)}"
            for inner, one in value.items()
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed(value_of(event, name, one, named) for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _words(event, name, str(value), named)


def role_words(role: str) -> str:
    """Return a role in words, as long as it exists."""
    known = ROLES.get(role) or MACHINE_ROLES.get(role)
    return str(known.title if known else OTHER_ROLES.get(role, role))


def _words(event: str, name: str, text: str, named: Names) -> str:
    if name in ORGANISATIONS:
        # the unit of a span of time has the name of a fact that is a place elsewhere
        return named(str(words_of(event, name, text)))
    if name == "role":
        return role_words(text)
    if name in {"until", "before", "backup_at"}:
        return _moment(text)
    return str(words_of(event, name, text))


def _moment(text: str) -> str:
    try:
        found = parse_datetime(text)
    except ValueError:
        return text
    return f"{minute(found)} UTC" if found is not None and found.tzinfo else text

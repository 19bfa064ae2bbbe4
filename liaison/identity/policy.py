"""What a name, a term and a reach may be. Pure: texts and moments in, refusal out."""

import re
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from liaison.core import texts
from liaison.core.errors import TextRefused
from liaison.core.transitions import Transitions
from liaison.identity.errors import (
    FileRefused,
    InputRefused,
    SamePersonRefused,
    SelfGrantRefused,
    TermRefused,
    TransitionRefused,
)
from liaison.identity.states import (
    ACCOUNT_TRANSITIONS,
    DELEGATION_TRANSITIONS,
    MACHINE_TRANSITIONS,
    Authentication,
    Permission,
    Use,
)
from liaison.identity.types import OrganisationFacts

SIGN_IN_NAME = re.compile(r"[a-z0-9._-]{3,60}")
ORGANISATION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){0,5}")
NAME_MAX = 200
ORGANISATION_ID_MAX = 120
# entries of the log that count as use; only their names are known here, the rooms lie above
USES: Mapping[str, Use] = {
    "queries:check:made": Use.CHECK,
    "casework:request:submitted": Use.REQUEST,
    "identity:session:opened": Use.SIGN_IN,
}
# entries that stand for many uses, and the fact that says for how many
MANY: Mapping[str, tuple[Use, str]] = {"queries:bulk:checked": (Use.CHECK, "lines")}
USAGE_KEPT = timedelta(days=3 * 366)  # three years compare with one another
# what an event may say: `room:thing:verb`, and an id; no sentence fits into either
# one address of RFC 5321 without quotes, comments or spaces; what is odder is refused
MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
MAIL_MAX = 254
EVENT_KIND = re.compile(r"[a-z]+(:[a-z_]+){2}")
EVENT_KIND_MAX = 80
EVENT_TARGET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]{0,119}")
EVENTS_KEPT = timedelta(days=90)  # a reader who was away for a quarter begins again
PASSWORD_MAX = 256  # a long text costs the hasher time: 256 characters are a long sentence
TERM_MAX = timedelta(days=731)  # two years, one of them a leap year
DELEGATION_MAX = timedelta(days=5 * 366)  # what nobody looked at for five years has lapsed
MACHINE_MAX = timedelta(days=366)  # a year, looked at again by two persons
ACCOUNT_MAX = timedelta(days=366)  # an account is validated anew at least once a year
DUE_BEFORE = timedelta(days=30)  # a month is enough to ask, to be answered, and to be away
LINK_LIFE = timedelta(days=7)  # handed over in person or by phone, within a week
OVERLAP_MAX = timedelta(days=30)  # while keys change, the old one still opens
LAST_USE_EVERY = timedelta(minutes=1)  # "this morning" is enough; a write for each query is not
NOTE_MAX = 500  # a reason fits; a report does not
BACKDATING_MAX = timedelta(days=1)  # "from today" is midnight today
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_delegation_transition: Final = Transitions(DELEGATION_TRANSITIONS, TransitionRefused)
check_machine_transition: Final = Transitions(MACHINE_TRANSITIONS, TransitionRefused)
check_account_transition: Final = Transitions(ACCOUNT_TRANSITIONS, TransitionRefused)


def parse_sign_in_name(text: str) -> str:
    """Return the sign-in name.

    Raises:
        InputRefused: other characters than a-z, 0-9, dot, hyphen, underscore; not 3 to 60.
    """
    if not SIGN_IN_NAME.fullmatch(text):
        reason = "must be 3 to 60 of a-z, 0-9, dot, hyphen and underscore"
        raise InputRefused("sign_in_name", reason)
    return text


def parse_name(text: str, *, field: str = "name") -> str:
    """Return a name in Unicode form NFC (UAX 15), its spaces made single.

    Args:
        text: as typed.
        field: what it is, for the refusal.

    Raises:
        InputRefused: empty, too long, or with characters that are not seen: a direction override
            (CVE-2021-42574) would make one name read as another.
    """
    if len(text) > NAME_MAX:
        raise InputRefused(field, f"is longer than {NAME_MAX} characters")
    _check_seen(text, field)
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise InputRefused(field, "is empty")
    if len(name) > NAME_MAX:
        raise InputRefused(field, f"is longer than {NAME_MAX} characters")
    return name


def check_password_length(password: str) -> None:
    """Refuse a text too long to hash at no cost; what is too short, the validators say.

    Raises:
        InputRefused: longer than 256 characters.
    """
    if len(password) > PASSWORD_MAX:
        raise InputRefused("password", f"is longer than {PASSWORD_MAX} characters")


def is_organisation_id(text: str) -> bool:
    """Return whether this is a path of ids, such as `beijing/hong-kong`."""
    return len(text) <= ORGANISATION_ID_MAX and ORGANISATION_ID.fullmatch(text) is not None


def within(organisation: str, top: str) -> bool:
    """Return whether `organisation` is `top` or is addressed below it.

    The id path decides, not the tree of authorities: it says who answers for whom abroad.
    """
    return organisation == top or organisation.startswith(top + "/")


def check_tree(loaded: Sequence[OrganisationFacts], *, known: Mapping[str, str | None]) -> None:
    """Refuse organisations that would hang in the air or in a circle.

    Args:
        loaded: what a file says, in its order: authorities before what belongs to them.
        known: id to parent of the organisations that are here already.

    Raises:
        FileRefused: a parent is not known at that point, or an organisation is above itself.
    """
    parents = dict(known)
    for facts in loaded:
        if facts.parent is not None and facts.parent not in parents:
            raise FileRefused(facts.id, f"belongs to '{facts.parent}', which is not known yet")
        parents[facts.id] = facts.parent
    for facts in loaded:
        above, seen = facts.parent, {facts.id}
        while above is not None:
            if above in seen:
                raise FileRefused(facts.id, "stands above itself")
            seen.add(above)
            above = parents[above]


def check_term(*, valid_from: datetime, valid_until: datetime, now: datetime) -> None:
    """Refuse a chair without a sensible end: every account expires and is looked at again.

    Raises:
        TermRefused: ends before it begins, has ended already, begins in the past, lasts too long.
    """
    if valid_from.tzinfo is None or valid_until.tzinfo is None:
        raise TermRefused("must say its time zone")
    if valid_until <= valid_from:
        raise TermRefused("ends before it begins")
    if valid_until <= now:
        raise TermRefused("has ended already")
    if valid_from < now - BACKDATING_MAX:
        raise TermRefused("begins in the past")
    if valid_until - now > TERM_MAX:
        raise TermRefused("ends more than two years from now")


def check_not_oneself(*, giver: str, receiver: str, authentication: Authentication) -> None:
    """Refuse to give oneself a chair. Person ids are compared, never chairs.

    Whoever sits at the command line of the machine could write the database anyway, and the first
    administrator of a bureau has to come from somewhere.

    Raises:
        SelfGrantRefused: giver and receiver are one person.
    """
    if giver == receiver and authentication is not Authentication.COMMAND_LINE:
        raise SelfGrantRefused(receiver)


def check_event(*, kind: str, target: str) -> None:
    """Refuse an event that says more than what happened to which thing.

    Raises:
        InputRefused: the kind is not `room:thing:verb`, or the target is not an opaque id.
    """
    if len(kind) > EVENT_KIND_MAX or not EVENT_KIND.fullmatch(kind):
        raise InputRefused("kind", "must be room:thing:verb")
    if not EVENT_TARGET.fullmatch(target):
        raise InputRefused("target", "must be an id of at most 120 characters, without spaces")


def parse_person_id(text: str) -> uuid.UUID | None:
    """Return the id of a person, None for an empty text.

    Raises:
        InputRefused: not a UUID.
    """
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise InputRefused("person", "must be the id of a person") from error


def in_charge(organisation: str, *, of: str, bureau: str, delegated: Mapping[str, bool]) -> bool:
    """Return whether the people of one organisation are in the charge of another.

    Exactly one house answers for a person. The bureau reaches what is addressed below it, except
    sub-bureaus that decide about their own people; those reach themselves and what is below.

    Args:
        organisation: whose people.
        of: where the administrator or security officer sits.
        bureau: this node's bureau.
        delegated: sub-bureau to whether it decides about its own people now.
    """
    if not within(organisation, bureau) or not within(organisation, of):
        return False
    return all(
        within(of, tenant) == own
        for tenant, own in delegated.items()
        if within(organisation, tenant)
    )


def check_two_persons(*, asked_by: str, decided_by: str, authentication: Authentication) -> None:
    """Refuse that one person both asks and validates. Person ids are compared, never chairs.

    Whoever sits at the command line of the machine could write the database anyway.

    Raises:
        SamePersonRefused: they are one person.
    """
    if asked_by == decided_by and authentication is not Authentication.COMMAND_LINE:
        raise SamePersonRefused(decided_by)


def check_delegation_term(*, valid_until: datetime, now: datetime) -> None:
    """Refuse a delegation without a sensible end: authority that is lent is looked at again.

    Raises:
        TermRefused: no time zone, over already, or more than five years.
    """
    _check_end(valid_until, now=now, longest=DELEGATION_MAX, span="five years")


def parse_note(text: str, *, needed: bool = True) -> str:
    """Return a reason as it is kept: one paragraph.

    Args:
        text: as typed.
        needed: whether an empty one is refused.

    Raises:
        InputRefused: empty though needed, too long, or with characters that are not seen.
    """
    flat = " ".join(text.split()) if len(text) <= NOTE_MAX else text
    try:
        kept = texts.Rule(TextRefused, NOTE_MAX, int(needed)).read("note", flat)
    except TextRefused as refusal:
        raise InputRefused("note", refusal.told) from refusal
    return unicodedata.normalize("NFC", kept)


def _check_seen(text: str, field: str) -> None:
    if found := texts.hidden(text):
        raise InputRefused(field, f"has the character U+{ord(found):04X} in it")


def check_machine_end(*, expires_at: datetime, now: datetime) -> None:
    """Refuse a machine without a sensible end.

    Raises:
        TermRefused: no time zone, over already, or more than a year.
    """
    _check_end(expires_at, now=now, longest=MACHINE_MAX, span="a year")


def check_scope(scope: frozenset[Permission], *, most: frozenset[Permission]) -> None:
    """Refuse a scope that is empty or wider than its role.

    Raises:
        InputRefused: one of the two.
    """
    if not scope:
        raise InputRefused("scope", "is empty")
    if not scope <= most:
        raise InputRefused("scope", "is wider than the role")


def check_overlap(overlap: timedelta) -> None:
    """Refuse an old key that would stay on for longer than changing it takes.

    Raises:
        InputRefused: negative, or more than 30 days.
    """
    if not timedelta() <= overlap <= OVERLAP_MAX:
        raise InputRefused("overlap", f"must be from 0 to {OVERLAP_MAX.days} days")


def check_account_end(*, valid_until: datetime, now: datetime) -> None:
    """Refuse an account without a sensible end.

    Raises:
        TermRefused: no time zone, over already, or more than a year.
    """
    _check_end(valid_until, now=now, longest=ACCOUNT_MAX, span="a year")


def parse_mail(text: str) -> str:
    """Return a mail address, or an empty text.

    Raises:
        InputRefused: too long, or not one plain address: a line break in it would write headers.
    """
    mail = text.strip()
    if mail and (len(mail) > MAIL_MAX or not MAIL.fullmatch(mail) or ".." in mail):
        raise InputRefused("mail", "must be one address, such as ada@example.org")
    return mail


def _check_end(moment: datetime, *, now: datetime, longest: timedelta, span: str) -> None:
    if moment.tzinfo is None:
        raise TermRefused("must say its time zone")
    if moment <= now:
        raise TermRefused("has ended already")
    if moment - now > longest:
        raise TermRefused(f"ends more than {span} from now")

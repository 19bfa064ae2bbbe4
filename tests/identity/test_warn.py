"""Whoever's sign-in changes is told in every chair; officers where policy says so."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from liaison.identity import selectors, services, sign_in_changes
from liaison.identity.errors import FileRefused
from liaison.identity.models import Event, Passkey, Person
from liaison.identity.services import warning
from liaison.identity.services.warning import warn
from liaison.identity.sign_in_changes import CHANGES, Change, SignInChanges
from liaison.identity.types import Permission
from tests.cast import NOW, PASSWORD, YEAR, a_person, the_machine
from tests.identity.factors import a_code_app, a_passkey, actor_of
from tests.identity.things import SECURITY

pytestmark = pytest.mark.django_db
UNIT = "beijing/shenzhen-border"
NEW = "Quietly rowing 7 upstream"


def told() -> list[tuple[str, str, bool]]:
    """Return kind, organisation, and whether it is for one person alone."""
    return [
        (one.kind, one.organisation_id, one.person is not None)
        for one in Event.objects.order_by("id")
        if one.kind.startswith(("identity:own:", "identity:person:"))
    ]


def remove(ada: Person) -> None:
    a_passkey(ada)
    a_code_app(ada)
    Event.objects.all().delete()
    services.remove_passkey(actor_of(ada), passkey_id=Passkey.objects.get().pk, now=NOW)


VERBS: Mapping[str, tuple[Callable[[Person], object], str, bool]] = {
    "a passkey added": (a_passkey, "factor_added", False),
    "an app added": (a_code_app, "factor_added", False),
    "a passkey removed": (remove, "factor_removed", True),
    "a password changed": (
        lambda ada: services.change_own_password(
            actor_of(ada), current=PASSWORD, password=NEW, now=NOW
        ),
        "password_changed",
        False,
    ),
    "a password set": (
        lambda ada: services.set_password(the_machine(), person_id=ada.pk, password=NEW, now=NOW),
        "password_set",
        True,
    ),
    "a password set with a link": (
        lambda ada: services.use_setup_link(
            token=services.make_setup_link(SECURITY, person_id=ada.pk, now=NOW),
            password=NEW,
            now=NOW,
        ),
        "password_set",
        True,
    ),
}


@pytest.mark.parametrize(("verb", "change", "officers"), VERBS.values(), ids=VERBS)
def test_a_change_is_told(
    verb: Callable[[Person], object], change: str, *, officers: bool
) -> None:
    ada = a_person()
    verb(ada)
    own = (f"identity:own:{change}", "beijing", True)
    others = (f"identity:person:{change}", "beijing", False)
    assert told() == ([own, others] if officers else [own])


def test_the_person_sees_it_and_nobody_else_does() -> None:
    ada, boris = a_person(), a_person("Boris")
    warn(ada, Change.FACTOR_ADDED, NOW)
    services.number_events(NOW)
    seen = [
        [one.kind for one in selectors.latest_events(actor_of(one_of))] for one_of in (ada, boris)
    ]
    assert seen == [["identity:own:factor_added"], []]


def test_whoever_took_one_chair_does_not_keep_it_from_the_other() -> None:
    ada = a_person()
    services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation=UNIT,
        role="unit_officer",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    warn(ada, Change.PASSWORD_SET, NOW)
    assert [place for kind, place, _ in told() if kind.startswith("identity:own")] == [
        "beijing",
        UNIT,
    ]


def test_officers_hear_of_it_where_policy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = a_person()
    row = replace(CHANGES.told[Change.FACTOR_ADDED], officers=True)
    changed = SignInChanges({**CHANGES.told, Change.FACTOR_ADDED: row}, verified=False)
    monkeypatch.setattr(warning, "CHANGES", changed)
    warn(ada, Change.FACTOR_ADDED, NOW)
    assert told()[1:] == [("identity:person:factor_added", "beijing", False)]
    assert Event.objects.get(person=None).permission == Permission.RECOVER


WHOLE = sign_in_changes.FILE.read_bytes()
WRONG = {
    "no TOML": b"=",
    "a change missing": WHOLE.replace(b"[change.recovered]", b"[other]"),
    "a change nobody knows": WHOLE + b'[change.renamed]\nofficers = true\nreason = "x"\n',
    "a word for a truth": WHOLE.replace(b"officers = true", b'officers = "yes"'),
    "too much": WHOLE + b"# " + b"x" * 70_000,
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_policy_with_a_mistake_stops_the_start(content: bytes) -> None:
    assert sign_in_changes.parse(WHOLE) == CHANGES
    with pytest.raises(FileRefused):
        sign_in_changes.parse(content)

"""A sub-bureau is trusted as long as its parent's word holds, and not a moment longer."""

from collections.abc import Callable
from typing import Any

import pytest

from liaison.lib.wire import delegation, directory, limits, statement
from liaison.lib.wire.errors import KeyRefused, ShapeRefused
from liaison.lib.wire.statement import Statement
from tests.lib.wire.bureaus import BEIJING, NOW, SEOUL, bureau
from tests.lib.wire.houses import INCHEON, YEAR, claims, delegated, entry, key

HONG_KONG = bureau("beijing/hong-kong")
GATE = bureau("seoul/incheon-airport/gate")
Claims = dict[str, Any]


def with_word(word: str, *, parent: Claims | None = None, **changes: object) -> Claims:
    """Return a directory in which Incheon carries this delegation."""
    child = entry(INCHEON, parent=SEOUL.id, delegation=word, **changes)
    return claims(organisations=[entry(BEIJING), parent or entry(SEOUL), child])


def given(**changes: object) -> str:
    """Return Seoul's word for Incheon."""
    return delegated(INCHEON, by=SEOUL, **changes)


def withdrawal(*, at: int = NOW, subject: str = INCHEON.id, by: Any = SEOUL) -> str:  # noqa: ANN401
    """Return a withdrawal."""
    return delegation.withdraw(parent=SEOUL.id, subject=subject, at=at, by=by.sig)


def test_a_sub_bureau_with_its_parents_word_is_trusted() -> None:
    found = directory.parse(with_word(given())).at(NOW)
    assert INCHEON.id in found.entries
    assert not found.refused


NOT_TRUSTED: dict[str, tuple[Callable[[], Claims], str]] = {
    "missing": (lambda: with_word(""), "no delegation"),
    "not a token": (lambda: with_word("a.b.c"), "wire:header"),
    "forged: signed by another bureau": (
        lambda: with_word(
            delegation.give(
                parent=SEOUL.id,
                subject=INCHEON.id,
                scope=["all"],
                nbf=NOW,
                exp=NOW + 1,
                at=NOW,
                by=BEIJING.sig,
            )
        ),
        "wire:key",
    ),
    "forged: altered after signing": (lambda: with_word(given()[:-86] + "A" * 86), "signature"),
    "of another parent": (
        lambda: with_word(delegated(HONG_KONG, by=BEIJING)),
        "wire:key",
    ),
    "signed by the sub-bureau itself": (
        lambda: with_word(
            statement.sign(
                Statement(
                    SEOUL.id,
                    NOW,
                    delegation.GIVEN,
                    {"subject": INCHEON.id, "scope": ["all"], "nbf": NOW, "exp": NOW + 9},
                ),
                by=INCHEON.sig,
            )
        ),
        "wire:key",
    ),
    "for another sub-bureau": (
        lambda: with_word(delegated(bureau("seoul/busan"), by=SEOUL)),
        "is for seoul/busan",
    ),
    "another statement of the parent": (
        lambda: with_word(
            statement.sign(Statement(SEOUL.id, NOW, "records.erasure", {}), by=SEOUL.sig)
        ),
        "kind",
    ),
    "not yet": (lambda: with_word(given(nbf=NOW + 1)), "not hold yet"),
    "expired": (lambda: with_word(given(nbf=NOW - 9, exp=NOW)), "is over"),
    "withdrawn": (
        lambda: with_word(given(), parent=entry(SEOUL, withdrawals=[withdrawal()])),
        "withdrawn",
    ),
    "withdrawn in the second it was given": (
        lambda: with_word(given(), parent=entry(SEOUL, withdrawals=[withdrawal(at=NOW - 10)])),
        "withdrawn",
    ),
    "its parent is gone": (
        lambda: claims(
            organisations=[entry(BEIJING), entry(INCHEON, parent=SEOUL.id, delegation=given())]
        ),
        "not in the directory",
    ),
    "its parent's key is revoked": (
        lambda: with_word(
            given(),
            parent=entry(SEOUL, keys=[{**key(SEOUL.sig), "revoked_at": NOW}, key(SEOUL.enc)]),
        ),
        "the key of its parent",
    ),
    "its parent has another key now": (
        lambda: (
            with_word(given(), parent=entry(SEOUL, keys=[key(BEIJING.sig), key(SEOUL.enc)])) | {}
        ),
        "wire:key",
    ),
}


@pytest.mark.parametrize("name", NOT_TRUSTED)
def test_without_its_parents_word_it_is_listed_and_not_trusted(name: str) -> None:
    build, reason = NOT_TRUSTED[name]
    made = build()
    if name == "its parent has another key now":
        made["organisations"] = made["organisations"][1:]
    found = directory.parse(made).at(NOW)
    assert INCHEON.id not in found.entries
    assert found.by_pin(found.refused[INCHEON.id].entry.tls_pins[0]) is None
    assert reason in str(found.refused[INCHEON.id].reason)
    with pytest.raises(KeyRefused):
        found.entry(INCHEON.id)


STILL_TRUSTED: dict[str, str] = {
    "withdrawn before it was given": withdrawal(at=NOW - 11),
    "another sub-bureau's was withdrawn": withdrawal(subject="seoul/busan"),
    "withdrawn by a stranger": withdrawal(by=BEIJING),
    "not a withdrawal": "a.b.c",
}


@pytest.mark.parametrize("name", STILL_TRUSTED)
def test_what_ends_no_delegation(name: str) -> None:
    made = with_word(given(), parent=entry(SEOUL, withdrawals=[STILL_TRUSTED[name]]))
    assert INCHEON.id in directory.parse(made).at(NOW).entries


def test_it_falls_and_rises_with_the_clock() -> None:
    found = directory.parse(with_word(given(nbf=NOW, exp=NOW + 60)))
    trusted = [INCHEON.id in found.at(NOW + second).entries for second in (-1, 0, 59, 60)]
    assert trusted == [False, True, True, False]


def test_a_sub_bureau_cannot_delegate_further() -> None:
    word = delegated(GATE, by=INCHEON)
    more = entry(GATE, parent=INCHEON.id, delegation=word)
    with pytest.raises(ShapeRefused):
        directory.parse(claims(organisations=[*claims()["organisations"], more]))


WRONG: dict[str, dict[str, Any]] = {
    "for somebody outside": {"subject": "tokyo"},
    "for itself": {"subject": SEOUL.id},
    "for a name that only begins alike": {"subject": "seoul-north"},
    "for nothing at all": {"scope": []},
    "for more words than anybody reads": {"scope": ["all"] * (limits.SCOPE_WORDS + 1)},
    "for a word that is none": {"scope": ["Case Work"]},
    "backwards": {"exp": NOW - 11},
    "for three years": {"exp": NOW + 3 * YEAR},
}


@pytest.mark.parametrize("name", WRONG)
def test_gives_no_word_that_nobody_would_accept(name: str) -> None:
    said: dict[str, Any] = {
        "subject": INCHEON.id,
        "scope": ["all"],
        "nbf": NOW - 10,
        "exp": NOW + YEAR,
    }
    with pytest.raises(ShapeRefused):
        delegation.give(parent=SEOUL.id, at=NOW, by=SEOUL.sig, **said | WRONG[name])


def test_covers_what_its_scope_says() -> None:
    found = directory.parse(with_word(given(scope=["casework", "queries"]))).vouched[INCHEON.id]
    assert isinstance(found, delegation.Delegation)
    kinds = ("casework.request", "queries.confirmation_asked", "records.distribute", "case.work")
    assert [found.covers(kind) for kind in kinds] == [True, True, False, False]

"""The bureau's page: the tree of organisations, and the facts of one."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.states import Kind
from liaison.web.identity.words import KINDS
from tests.cast import entries


def test_the_bureau_shows_its_tree_and_its_own_facts(at_desk: Callable[..., Client]) -> None:
    """Levels are said in words, not only by indentation."""
    page = at_desk().get("/bureau/").content.decode()
    for words in (
        "INTERPOL Beijing",
        "INTERPOL Hong Kong",
        "IP BEIJING",
        "Level 1:",
        "Sub-bureau",
    ):
        assert words in page


def test_another_organisation_can_be_looked_at(at_desk: Callable[..., Client]) -> None:
    """Its facts, and where they come from."""
    page = at_desk().get("/bureau/", {"organisation": "seoul"}).content.decode()
    assert '<h2 id="facts" class="card-head">INTERPOL Seoul</h2>' in page


def test_what_is_said_more_than_once_is_a_list(at_desk: Callable[..., Client]) -> None:
    """Eleven duties are eleven points under one heading, and no State is a code."""
    page = at_desk().get("/bureau/").content.decode()
    heading, _, points = page.partition("Responsibility</h3>")
    assert "<dt>Responsibility</dt>" not in heading
    assert points.partition("</ul>")[0].count("<li>") == 11
    assert "China (CHN)" in page


@pytest.mark.parametrize(
    ("role", "asked", "status"),
    [("frontline_officer", "", 403), ("desk_officer", "nowhere", 404)],
    ids=["a frontline officer does not read organisations", "an unknown one looks absent"],
)
def test_the_bureau_refuses(
    at_desk: Callable[..., Client], role: str, asked: str, status: int
) -> None:
    """And the log remembers."""
    client = at_desk(role=role)
    before = entries()
    assert client.get("/bureau/", {"organisation": asked}).status_code == status
    assert entries() == before + 1


def test_every_kind_of_organisation_has_a_word() -> None:
    """No code on a page."""
    assert set(KINDS) == set(Kind)

"""The numbers are there only for who brings the token of the node's home."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.test import Client

from liaison.core.heartbeats import Pulse
from tests.api.watching.conftest import TOKEN

WRONG: Mapping[str, str] = {
    "nothing": "",
    "no scheme": TOKEN,
    "another scheme": f"Basic {TOKEN}",
    "another token": f"Bearer {TOKEN[:-1]}2",
    "its beginning": f"Bearer {TOKEN[:-1]}",
    "more than it": f"Bearer {TOKEN}x",
    "an empty one": "Bearer ",
    "letters that are not ASCII": f"Bearer {TOKEN[:-1]}\u0661",
}


def asked(authorization: str) -> int:
    """Return the status of a scrape."""
    return Client().get("/metrics", headers={"authorization": authorization}).status_code


@pytest.mark.usefixtures("worker", "token")
@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_without_the_token_it_is_not_there(said: str) -> None:
    answer = Client().get("/metrics", headers={"authorization": said})
    assert answer.status_code == 404
    assert answer.content == b""


def test_a_token_is_changed_and_taken_away_while_the_node_runs(
    worker: Pulse,  # noqa: ARG001 - the database
    token: Path,
) -> None:
    assert asked(f"Bearer {TOKEN}") == 200
    token.write_text(TOKEN[::-1])
    assert (asked(f"Bearer {TOKEN}"), asked(f"Bearer {TOKEN[::-1]}")) == (404, 200)
    token.unlink()
    assert asked(f"Bearer {TOKEN[::-1]}") == 404


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("content", ["", "\n", "short", "x" * 500])
def test_a_file_that_holds_no_token_opens_nothing(token: Path, content: str) -> None:
    token.write_text(content)
    assert asked(f"Bearer {content.strip()}") == 404


@pytest.mark.usefixtures("worker", "token")
def test_it_is_read_and_nothing_else() -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    assert Client().post("/metrics", headers=headers).status_code == 404
    assert Client().get("/metrics", headers=headers)["Content-Type"].startswith("text/plain")

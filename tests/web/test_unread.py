"""Bodies that no form sends: a page says what happened, what was kept, what to do."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from liaison.audit.models import Leaf

Sit = Callable[..., Client]
UNREAD: Mapping[str, tuple[dict[str, Any], int, str]] = {
    "too large": (
        {"CONTENT_LENGTH": str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
        413,
        "larger than any form",
    ),
    "a length that is no number": ({"CONTENT_LENGTH": "1e9"}, 400, "could not be read"),
    "a length without end": ({"CONTENT_LENGTH": "9" * 99}, 400, "could not be read"),
    "in another encoding": (
        {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-7"},
        400,
        "could not be read",
    ),
}


class Untouched:
    """A body that must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError

    readline = read


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_says_so(at_desk: Sit, name: str, *, signed_in: bool) -> None:
    extra, status, words = UNREAD[name]
    client = at_desk() if signed_in else Client()
    before = Leaf.objects.count()
    unread: dict[str, Any] = {**extra, "wsgi.input": Untouched()}
    answer = client.post("/", **unread)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "<h1>" in page
    assert "othing" in page, "what was kept"
    assert "Go back" in page, "what to do"
    assert answer["Cache-Control"] == "no-store"
    assert Leaf.objects.count() == before


@pytest.mark.parametrize("name", UNREAD)
def test_a_form_on_a_page_stays_as_it_was(at_desk: Sit, name: str) -> None:
    extra, status, words = UNREAD[name]
    answer = at_desk().post("/", **extra, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (status, "#refusal")
    assert words in page
    assert "What you typed is still here." in page
    assert "<html" not in page


def test_in_the_language_of_the_browser(client: Client) -> None:
    extra, status, _ = UNREAD["too large"]
    answer = client.post("/", **extra, headers={"accept-language": "zh-hans"})
    assert answer.status_code == status
    assert b'lang="zh' in answer.content

"""Headers: nothing is cached, nothing foreign runs, nothing inline is needed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import liaison.web

TEMPLATES = sorted((Path(liaison.web.__file__).parent / "templates").rglob("*.html"))
INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


@pytest.mark.parametrize("address", ["/", "/bureau/", "/sign-in/", "/nowhere/", "/chair/"])
def test_every_answer_is_strict(at_desk: Callable[..., Client], address: str) -> None:
    """Pages, redirections and errors alike."""
    answer = at_desk().get(address)
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in answer["Permissions-Policy"]


def test_the_policy_allows_this_site_and_nothing_else(client: Client, db: None) -> None:  # noqa: ARG001
    """No inline script, no inline style, no eval, no foreign address."""
    parts = client.get("/sign-in/")["Content-Security-Policy"].split("; ")
    policy = dict(part.split(" ", 1) for part in parts)
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_needs_more(template: Path) -> None:
    """What the policy forbids, no template contains."""
    assert not INLINE.search(template.read_text())


def test_cookies_go_to_this_site_only_and_no_script_reads_them(
    at_desk: Callable[..., Client],
) -> None:
    """Session, form and language; a word for the next page is no fourth."""
    client = at_desk()
    client.get("/own/")
    client.post("/language/", {"language": "fr"})
    client.post("/own/sessions/")
    found = client.cookies
    assert all(name.startswith(settings.NODE.cookie) for name in found), found
    assert settings.SESSION_COOKIE_NAME in found
    for cookie in found.values():
        assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Lax", True, "/")
        assert not cookie["domain"]

"""Attack: somebody who reads logs, numbers, error pages or the audit log for what opens doors.

A morning with known secrets, all of them used well and badly; then everything the node has said
is searched for each of them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import Client

from liaison.audit.models import Payload
from liaison.core import clock
from liaison.core.node import WATCHER
from liaison.identity import selectors, services
from tests.api.agencies.examples import EXAMPLES
from tests.cast import NOW, PASSWORD, a_person
from tests.identity.things import SECURITY, a_key, a_machine

pytestmark = pytest.mark.django_db
WATCHES: Final = "a-token-of-the-monitoring-system-0001"
WRONG: Final = "correct horse battery staple 7"
NUMBER: Final = "C01X00T47"
NAME: Final = "Musterfrau"


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is always the same morning, and somebody watches the node."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    file = Path(settings.NODE.home) / WATCHER
    file.write_text(WATCHES)
    yield
    file.unlink()


def fault(*_: object, **__: object) -> None:
    """Fail with everything in its words."""
    raise RuntimeError(PASSWORD, WRONG, NUMBER, NAME)


def test_no_secret_is_told_to_whoever_reads_along(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor in a log, to anybody, whom or what an officer sought."""
    key = a_key(a_machine())
    link = services.make_setup_link(SECURITY, person_id=a_person("Pan").pk, now=NOW)
    a_person("Ada")
    ada = Client(raise_request_exception=False)
    pages: list[Any] = [
        ada.post("/sign-in/", {"username": "ada", "password": WRONG}),
        ada.post("/sign-in/", {"username": PASSWORD, "password": "ada"}),
    ]
    # these pages hold the address they were asked by, and nobody else sees them
    ada.get(f"/welcome/{link}x/")
    ada.get(f"/nowhere/{link}/")
    ada.get(f"/nowhere/{NUMBER}/?password={PASSWORD}&key={key}")
    ada.get(f"/welcome/{link}/")
    ada.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    asked = {"purpose": "locate_person_or_object", "case_reference": "1", "text": NUMBER}
    ada.post("/check/", asked)
    ada.get(f"/find/?q={NAME}")
    pages += [_call(key), _call(f"{key[:-1]}x"), _call(key, NUMBER)]
    with monkeypatch.context() as broken:
        broken.setattr(selectors, "chairs_of", fault)
        pages.append(ada.get(f"/records/?q={NAME}"))
    assert {answer.status_code for answer in pages} >= {401, 500}
    numbers: Any = Client().get("/metrics", headers={"Authorization": f"Bearer {WATCHES}"})
    assert numbers.status_code == 200
    opens = [
        *(PASSWORD, WRONG, key, key.rpartition("_")[2], link, WATCHES),
        *(ada.cookies[name].value for name in ada.cookies),
        *((Path(settings.NODE.home) / "secret.key").read_text().strip(),),
    ]
    logged = capsys.readouterr().err + numbers.content.decode()
    assert '"event": "request"' in logged
    told = "".join(Payload.objects.values_list("body", flat=True))
    shown = "".join(page.content.decode() for page in pages[2:])
    for secret in opens:
        assert secret not in logged
        assert secret not in told
        assert secret not in shown
    assert NUMBER not in logged
    assert NAME.lower() not in logged.lower()


def _call(key: str, purpose: str = "") -> Any:  # noqa: ANN401 - what django's client answers
    body = {**(EXAMPLES["check"].body or {})} | ({"purpose": purpose} if purpose else {})
    return Client().post(
        "/api/v1/checks",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )

"""One word to everybody: ready, or the reason why not; nothing else."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client

from liaison.core import clock
from liaison.core.heartbeats import Pulse
from tests.cast import NOW


@pytest.mark.usefixtures("worker")
def test_a_stranger_is_told_that_the_node_is_ready() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("worker")
def test_a_dead_worker_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    answer = Client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "worker"}


@pytest.mark.usefixtures("worker")
def test_a_database_that_is_away_is_named_even_to_who_has_a_session() -> None:
    """Nothing before it may look up who is asking."""

    def away(*_: object) -> None:
        raise OperationalError

    client = Client()
    client.cookies["liaison-beijing"] = "a" * 32
    with connection.execute_wrapper(away):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "database"}


@pytest.mark.usefixtures("worker")
def test_a_load_balancer_calls_an_address_and_not_a_name() -> None:
    assert Client().get("/healthz", headers={"host": "10.0.0.7:8400"}).status_code == 200
    assert Client().get("/sign-in/", headers={"host": "10.0.0.7:8400"}).status_code == 400


@pytest.mark.usefixtures("worker")
def test_it_takes_no_form() -> None:
    assert Client().post("/healthz").status_code == 405
    assert Client().head("/healthz").status_code == 200


def test_it_is_ready_only_with_a_worker(worker: Pulse) -> None:
    worker.end()
    assert Client().get("/healthz").json()["reason"] == "worker"

"""A bureau that was restored costs the others work: how often, how much, and never twice."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liaison.exchange.models import Alarm, LogRestart, Message, Witnessed
from liaison.exchange.services import accepting
from liaison.lib.wire import canonical, envelope
from tests.exchange.house import alarms, work, work_until_done
from tests.exchange.restored import RestoredLog
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "handled")]


def restored(network: Network, log: RestoredLog) -> None:
    """Let Seoul say once more that it was restored."""
    network.clock.advance(timedelta(hours=1))
    Witnessed.objects.all().delete()
    log.tell(log.restart(known=0, at=network.clock.now()))
    work(network.clock)


def test_more_than_a_day_brings_is_refused_and_is_an_alarm(
    network: Network, seoul: PeerBureau
) -> None:
    """Attack: each time a week is sent again, five thousand messages are given back."""
    log = RestoredLog(seoul)
    log.grow(3)
    for _ in range(accepting.RESTARTS_A_DAY):
        restored(network, log)
    assert LogRestart.objects.count() == accepting.RESTARTS_A_DAY
    restored(network, log)
    assert LogRestart.objects.count() == accepting.RESTARTS_A_DAY
    assert seoul.receipts[-1].reason == "exchange:restart_too_often"
    assert {kind for kind, _ in alarms()} == {"log_restarted"}
    assert Alarm.objects.filter(detail__startswith="refused").count() == 1
    # what was refused does not count against tomorrow
    network.clock.advance(timedelta(days=1))
    restored(network, log)
    assert LogRestart.objects.count() == accepting.RESTARTS_A_DAY + 1


def test_the_same_entry_in_another_message_is_refused(network: Network, seoul: PeerBureau) -> None:
    log = RestoredLog(seoul)
    log.grow(3)
    body = log.restart(known=0, at=network.clock.now())
    for _ in range(2):
        Witnessed.objects.all().delete()
        log.tell(body)
        work(network.clock)
    row = LogRestart.objects.get()
    assert [one.state for one in seoul.receipts][-1] == "rejected"
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_comes_again_with_fewer_readers_is_no_second_message(
    network: Network, seoul: PeerBureau
) -> None:
    """On a busy machine a message reached the restored bureau before the news of the restore did.

    It was then sent again without its sender's own entry: other bytes, the same signed words.
    """
    network.clock.advance(timedelta(hours=1))
    sealed = seoul.seal()
    seoul.send(seoul.carry(sealed, checkpoint=""))
    outer = json.loads(sealed.data)
    outer["recipients"].pop()
    data = canonical.encode(outer)
    fewer = replace(sealed, data=data, digest=envelope.digest(data))
    (answer,) = seoul.send(seoul.carry(fewer, checkpoint=""))
    said = seoul.read(answer)
    assert (said.state.value, said.digest) == ("stored", sealed.digest)
    assert alarms() == []
    assert Message.objects.count() == 1


def test_of_too_much_the_newest_is_given_back_and_the_rest_is_said(
    network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "RETURNED_MOST", 2)
    network.clock.advance(timedelta(hours=1))
    sent = [seoul.seal() for _ in range(3)]
    for one in sent:
        seoul.send(seoul.carry(one, checkpoint=""))
        work(network.clock)
    network.clock.advance(timedelta(minutes=30))
    log = RestoredLog(seoul)
    log.grow(3)
    Witnessed.objects.all().delete()
    log.tell(log.restart(known=0, at=network.clock.now()))
    work_until_done(network.clock)
    said = [one for one in seoul.stored.values() if one.manifest.kind == "exchange.returned"]
    assert [one.body["jws"] for one in said] == [one.jws for one in sent[1:]]
    (resumed,) = [one for one in seoul.stored.values() if one.manifest.kind == "exchange.resumed"]
    assert resumed.body == {"returned": 2, "again": 0, "left_out": 1}
    assert "1 older messages not given back" in Alarm.objects.get(kind="log_restarted").detail

"""Another bureau was restored: its proof is believed, what it lost is sent again, once."""

from datetime import timedelta

import pytest

from liaison.exchange.models import Again, LogRestart, Message, Witnessed
from tests.exchange.house import alarms, logged, queue_note, state, work, work_until_done
from tests.exchange.restored import RestoredLog
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network", "handled")]


@pytest.fixture
def log(seoul: PeerBureau) -> RestoredLog:
    """Seoul's log, of which we have seen 12 and 20 entries, the latter after its backup at 15."""
    found = RestoredLog(seoul)
    found.grow(12)
    seoul.send(seoul.carry(seoul.seal()))
    found.grow(8)
    seoul.clock.advance(timedelta(minutes=1))
    seoul.send(seoul.carry(seoul.seal()))
    seoul.clock.advance(timedelta(hours=1))
    found.cut(15)
    return found


def test_it_is_no_rollback_but_the_desk_is_told(network: Network, log: RestoredLog) -> None:
    log.tell(log.restart(known=12, at=network.clock.now()))
    work(network.clock)
    assert alarms() == [("log_restarted", "seoul")]
    row = LogRestart.objects.get()
    assert (row.organisation, row.size, row.entry_index) == ("seoul", 15, 15)
    assert row.reason == "the disk is gone"
    assert logged("exchange:restart:accepted") == 1
    # its new history may say something else at sizes that we saw before
    network.clock.advance(timedelta(minutes=1))
    log.grow(4, life=2)
    assert len(log.leaves) == 20
    log.bureau.send(log.bureau.carry(log.bureau.seal()))
    assert alarms() == [("log_restarted", "seoul")]
    lives = dict(Witnessed.objects.filter(size=20).values_list("life", "root"))
    assert lives[0] != lives[1]


def test_without_a_word_the_same_is_a_split_view(log: RestoredLog) -> None:
    log.grow(5, life=2)
    log.bureau.send(log.bureau.carry(log.bureau.seal()))
    assert alarms() == [("split_view", "seoul")]


def test_and_a_shorter_log_is_a_rollback(log: RestoredLog) -> None:
    log.bureau.send(log.bureau.carry(log.bureau.seal()))
    assert alarms() == [("rollback", "seoul")]


def test_a_late_word_of_the_old_life_contradicts_nothing(
    network: Network, log: RestoredLog
) -> None:
    """It lay at a relay, perhaps, while the bureau died and came back."""
    old = Witnessed.objects.get(size=20)
    Witnessed.objects.filter(size=20).delete()
    late = log.bureau.carry(
        log.bureau.seal(), checkpoint=old.note, sent_at=log.bureau.moment - 3600
    )
    log.tell(log.restart(known=12, at=network.clock.now()))
    work(network.clock)
    log.grow(4, life=2)
    log.bureau.send(log.bureau.carry(log.bureau.seal()))
    log.bureau.send(late)
    assert alarms() == [("log_restarted", "seoul")]


def test_what_it_lost_comes_again_and_what_it_has_does_not(
    network: Network, seoul: PeerBureau
) -> None:
    early = queue_note(network.clock)
    work(network.clock)
    network.clock.advance(timedelta(hours=3))
    held, lost = queue_note(network.clock), queue_note(network.clock)
    work(network.clock)
    network.clock.advance(timedelta(hours=1))
    log = RestoredLog(seoul)
    log.grow(3)
    before = {jti: seoul.stored[jti].digest for jti in (held, lost)}
    # the backup knew `early` and `held`
    del seoul.stored[lost]
    body = log.restart(known=0, at=network.clock.now(), have=[held])
    Witnessed.objects.all().delete()
    log.tell(body)
    seoul.requests.clear()
    work_until_done(network.clock)

    sent = [seoul.header(one).jti for batch in seoul.requests for one in batch.messages]
    assert sent.count(lost) == 1
    assert early not in sent
    assert held not in sent
    assert seoul.stored[lost].digest == before[lost]
    assert not seoul.equivocations
    assert {state(one) for one in (early, held, lost)} == {"stored"}
    assert not Again.objects.filter(done_at=None).exists()
    numbers = [header.channel_seq for header in seoul.headers]
    assert len(set(numbers)) == len(numbers)


def test_what_it_sent_and_forgot_is_given_back_with_our_receipts(
    network: Network, seoul: PeerBureau
) -> None:
    network.clock.advance(timedelta(hours=1))
    sealed = seoul.seal()
    seoul.send(seoul.carry(sealed, checkpoint=""))
    work(network.clock)
    network.clock.advance(timedelta(hours=1))
    log = RestoredLog(seoul)
    log.grow(3)
    Witnessed.objects.all().delete()
    log.tell(log.restart(known=0, at=network.clock.now()))
    work_until_done(network.clock)

    said = {one.manifest.kind: one for one in seoul.stored.values()}
    returned = said["exchange.returned"].body
    assert returned["jws"] == sealed.jws
    assert returned["digest"] == sealed.digest
    assert returned["body"] == {"words": "found at the counter"}
    receipts = returned["receipts"]
    assert isinstance(receipts, list)
    assert len(receipts) == 2
    assert said["exchange.resumed"].body == {"returned": 1, "again": 0, "left_out": 0}


def test_told_twice_it_is_one_restart(network: Network, log: RestoredLog) -> None:
    body = log.restart(known=12, at=network.clock.now())
    sealed = log.bureau.seal(body, kind="exchange.restart")
    for _ in range(2):
        log.bureau.send(log.bureau.carry(sealed, checkpoint=""))
        work(network.clock)
    assert LogRestart.objects.count() == 1
    assert Message.objects.filter(kind="exchange.restart").count() == 1

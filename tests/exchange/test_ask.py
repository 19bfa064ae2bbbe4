"""Asking bureaus at once: who answered, who did not, and whom we do not believe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.exchange import trust
from liaison.exchange.errors import MessageUnfit, TrustRefused, UnknownBureau
from liaison.exchange.services import asking, padding
from liaison.exchange.states import AskMark
from liaison.exchange.types import Heard
from liaison.lib.wire import canonical
from tests.cast import NOW, an_actor, entries
from tests.simulators.asked_bureau import (
    LIES,
    REPLY_KIND,
    AskedNetwork,
    Replaying,
    Trouble,
    failing,
    slow,
)
from tests.simulators.network import Network

pytestmark = pytest.mark.django_db
BUDGET = timedelta(seconds=5)
QUESTION = asking.Question("test.ask", REPLY_KIND, "identify a traveller")


@pytest.fixture
def line(network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[AskedNetwork]:
    """Every question goes to the simulated bureaus."""
    found = AskedNetwork(network)
    monkeypatch.setattr(asking, "ASKER", asking.Asker(found))
    yield found
    asking.ASKER.close()


def ask(*bureaus: str, budget: timedelta = BUDGET) -> tuple[Heard, ...]:
    """Ask as Ada."""
    bodies: dict[str, canonical.JsonObject] = {name: {"name": f"for {name}"} for name in bureaus}
    return asking.ask(an_actor().who, bodies=bodies, question=QUESTION, budget=budget, now=NOW)


def test_each_bureau_gets_a_question_of_its_own(line: AskedNetwork) -> None:
    """And none learns whom else we asked."""
    line.answers = {"seoul": lambda _: {"found": 1}, "tokyo": lambda _: {"found": 0}}
    seoul, tokyo = ask("seoul", "tokyo")
    assert (seoul.mark, seoul.body) == (AskMark.ANSWERED, {"found": 1})
    assert (tokyo.organisation, tokyo.body) == ("tokyo", {"found": 0})
    assert {one.manifest.recipients for one in line.asked} == {("seoul",), ("tokyo",)}
    assert len({one.manifest.jti for one in line.asked}) == 2
    assert {one.body["name"] for one in line.asked} == {"for seoul", "for tokyo"}


def test_both_sides_of_it_are_logged(line: AskedNetwork) -> None:
    """Before it leaves, and what came back; never what was asked or answered."""
    line.answers["seoul"] = lambda _: {"secret": "Ivan Petrov"}
    (heard,) = ask("seoul")
    sent, answered = Payload.objects.filter(target=str(heard.question_id)).order_by("leaf")
    assert (sent.event, answered.event) == ("exchange:ask:sent", "exchange:ask:heard")
    assert "Ivan" not in answered.body
    assert "for seoul" not in sent.body


@pytest.mark.parametrize(("trouble", "code"), LIES.values(), ids=LIES)
def test_lies_are_not_believed(line: AskedNetwork, trouble: Trouble, code: str) -> None:
    """The others are heard all the same."""
    line.troubles["seoul"] = trouble
    seoul, tokyo = ask("seoul", "tokyo")
    assert (seoul.mark, seoul.code, seoul.body) == (AskMark.UNUSABLE, code, None)
    assert tokyo.mark is AskMark.ANSWERED


def test_an_answer_is_good_for_one_question(line: AskedNetwork) -> None:
    """The same bytes again answer nothing."""
    line.troubles["seoul"] = Replaying()
    assert ask("seoul")[0].mark is AskMark.ANSWERED
    assert ask("seoul")[0].mark is AskMark.UNUSABLE


@pytest.mark.parametrize("mark", [AskMark.DOWN, AskMark.REFUSED, AskMark.NOT_PERMITTED])
def test_no_answer_has_its_reason(line: AskedNetwork, mark: AskMark) -> None:
    """As the line tells it."""
    line.troubles["seoul"] = failing(mark, "some:code")
    assert [(one.mark, one.code) for one in ask("seoul")] == [(mark, "some:code")]


def test_who_is_too_slow_is_not_waited_for(line: AskedNetwork) -> None:
    """The late answer is dropped."""
    line.troubles["seoul"] = slow
    seoul, tokyo = ask("seoul", "tokyo", budget=timedelta(milliseconds=200))
    assert (seoul.mark, seoul.body) == (AskMark.LATE, None)
    assert tokyo.mark is AskMark.ANSWERED
    assert seoul.milliseconds < 390


REFUSED = {
    "a bureau nobody knows": (("atlantis",), UnknownBureau),
    "ourselves": (("beijing",), UnknownBureau),
    "too many": (tuple(f"b{number}" for number in range(21)), MessageUnfit),
}


@pytest.mark.parametrize(("bureaus", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refused(line: AskedNetwork, bureaus: tuple[str, ...], refusal: type[Exception]) -> None:
    """Nobody is asked and nothing is written."""
    before = entries()
    with pytest.raises(refusal):
        ask("seoul", *bureaus)
    assert (line.asked, entries()) == ([], before)


def test_a_body_nobody_would_read(line: AskedNetwork) -> None:
    """Too long for a message."""
    bodies: dict[str, canonical.JsonObject] = {"seoul": {"name": "x" * 60_000}}
    with pytest.raises(MessageUnfit):
        asking.ask(an_actor().who, bodies=bodies, question=QUESTION, budget=BUDGET, now=NOW)
    assert line.asked == []


def test_without_a_directory_nobody_is_asked() -> None:
    """As everywhere."""
    trust._stored.cache_clear()
    with pytest.raises(TrustRefused):
        ask("seoul")


@pytest.mark.parametrize("length", [0, 1, 4000, 4070, 4096, 9000])
def test_answers_are_whole_steps_long(length: int) -> None:
    """And say the same after."""
    answer: canonical.JsonObject = {"found": "x" * length}
    padded = padding.pad(answer)
    assert len(canonical.encode(padded)) % 4096 == 0
    assert padding.unpad(padded) == answer

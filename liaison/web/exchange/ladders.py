"""From receipts to a ladder: how far a message has come at each bureau, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from liaison.exchange.states import RANK, State
from liaison.exchange.types import DeliveryFacts, RelayWord
from liaison.exchange.types import Step as Proof
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.exchange.words import RUNGS, STATES
from liaison.web.isolating import isolate
from liaison.web.parts import Progress, Step

_FAILED = frozenset({State.REJECTED, State.UNDELIVERABLE})
# up to here machines work; what comes after waits for people, so no rung is "now"
_BY_MACHINE = RANK.index(State.DELIVERED)


@dataclass(frozen=True)
class Ladder:
    """A message on its way to one bureau.

    Attributes:
        bureau: the recipient's name.
        for_information: whether it only gets a copy.
        state: how far it has come.
        steps: the rungs.
        proofs: what was signed about it, oldest first.
        place: its number on the channel to that bureau, or None.
        relay: name of the bureau that keeps it for the recipient, or empty.
        relay_word: what that bureau signed, or None.
    """

    bureau: str
    for_information: bool
    state: Badge
    steps: tuple[Step, ...]
    proofs: tuple[tuple[str, Proof], ...]
    place: int | None
    relay: str = ""
    relay_word: RelayWord | None = None


def ladder_of(delivery: DeliveryFacts, bureaus: Bureaus) -> Ladder:
    """Return the ladder of one recipient.

    Args:
        delivery: what exchange knows.
        bureaus: who is who.
    """
    return Ladder(
        bureau=bureaus.name(delivery.organisation),
        for_information=delivery.role == "info",
        state=STATES[delivery.state],
        steps=tuple(_steps(delivery, bureaus)),
        proofs=tuple((str(RUNGS[step.state]), step) for step in delivery.steps if step.token),
        place=delivery.channel_seq,
        relay=bureaus.name(delivery.relay.by) if delivery.relay else "",
        relay_word=delivery.relay,
    )


def _steps(delivery: DeliveryFacts, bureaus: Bureaus) -> Iterator[Step]:
    proofs = {step.state: step for step in delivery.steps}
    known = [*proofs, delivery.state]
    reached = max((RANK.index(state) for state in known if state in RANK), default=0)
    set_aside = delivery.state is State.QUARANTINED
    failed = delivery.state in _FAILED
    for place, state in enumerate(RANK):
        label = str(RUNGS[state])
        if place <= reached:
            found = proofs.get(state)
            yield Step(label, Progress.DONE, _at(found), _stated(found, bureaus))
            if state is State.ACCEPTED and delivery.relay is not None:
                yield _relayed(delivery.relay, bureaus)
            if set_aside and place == reached:
                yield _aside(proofs.get(State.QUARANTINED), bureaus)
        elif failed:
            break
        elif place == reached + 1 and place <= _BY_MACHINE and not set_aside:
            yield Step(label, Progress.CURRENT, note=_trouble(delivery, bureaus))
        else:
            yield Step(label, Progress.WAITING)
    if failed:
        yield _failure(delivery, proofs.get(delivery.state))


def _aside(proof: Proof | None, bureaus: Bureaus) -> Step:
    label = str(RUNGS[State.QUARANTINED])
    return Step(label, Progress.CURRENT, _at(proof), _stated(proof, bureaus))


def _relayed(word: RelayWord, bureaus: Bureaus) -> Step:
    """Say who keeps it; the next rung still waits for the recipient's own receipt."""
    note = _("Signed by %(bureau)s, which passes it on unopened") % {
        "bureau": isolate(bureaus.name(word.by))
    }
    return Step(_("Kept by a relay"), Progress.DONE, word.at, note)


def _failure(delivery: DeliveryFacts, proof: Proof | None) -> Step:
    reason = (proof.reason if proof else "") or delivery.last_error
    note = _("Reason: %(reason)s") % {"reason": reason} if reason else ""
    return Step(str(RUNGS[delivery.state]), Progress.FAILED, _at(proof), note)


def _at(proof: Proof | None) -> datetime | None:
    return proof.at if proof else None


def _stated(proof: Proof | None, bureaus: Bureaus) -> str:
    if proof is None:
        return _("No receipt of its own; a later one says so.")
    if not proof.token:
        return ""
    values = {"bureau": isolate(bureaus.name(proof.by)), "index": proof.log_index}
    if proof.log_index is None:
        return _("Signed by %(bureau)s") % values
    return _("Signed by %(bureau)s, entry %(index)s of its log") % values


def _trouble(delivery: DeliveryFacts, bureaus: Bureaus) -> str:
    """Say why it is not there yet: this message is refused, or the bureau does not answer."""
    if delivery.last_error:
        values = {"attempts": delivery.attempts, "error": delivery.last_error}
        return _("Attempts so far: %(attempts)s. The last one failed: %(error)s") % values
    peer = next((one for one in bureaus.peers if one.organisation == delivery.organisation), None)
    if peer is None or not peer.failures:
        return ""
    values = {"failures": peer.failures, "error": peer.last_error}
    return (
        _("The bureau does not answer. Failed calls: %(failures)s; the last: %(error)s") % values
    )

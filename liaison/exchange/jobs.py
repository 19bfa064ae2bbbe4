"""Periodic work of the gate: messages whose time is over, calls that were forgotten."""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import jobs
from liaison.exchange import policy
from liaison.exchange.models import Again, Delivery, Kept, PartDelivery, Receipt, SealedBytes
from liaison.exchange.services import (
    alarms,
    bringing,
    calling,
    carrying,
    pulling,
    restarting,
    taking,
    ways,
)
from liaison.exchange.states import AlarmKind, Direction, KeptKind, PartState, State

EXPIRE_AT_ONCE = 200
SEALED_AT_ONCE = 1_000


def expire(now: datetime) -> None:
    """Close deliveries whose message has ended, each with an alarm: nobody waits for ever."""
    ended = Delivery.objects.filter(
        state=State.ACCEPTED,
        message__direction=Direction.OUT,
        message__expires_at__lte=now,
    )
    for delivery_id in list(ended.values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        with transaction.atomic():
            delivery = (
                Delivery.objects.select_for_update()
                .select_related("message")
                .filter(pk=delivery_id, state=State.ACCEPTED)
                .first()
            )
            if delivery is None:
                continue
            policy.check_transition(State(delivery.state), State.UNDELIVERABLE)
            delivery.state = State.UNDELIVERABLE
            delivery.save(update_fields=["state"])
            taking.summarise([delivery.message_id])
            alarms.raise_alarm(
                AlarmKind.UNDELIVERABLE,
                delivery.organisation,
                f"{delivery.message.kind} {delivery.message.jti}",
                now=now,
            )


def drop_sealed(now: datetime) -> None:
    """Drop sealed bytes that nobody waits for and no restored bureau can ask for any more."""
    waiting = Delivery.objects.filter(message=models.OuterRef("message"), state=State.ACCEPTED)
    old = SealedBytes.objects.filter(message__created_at__lte=now - policy.RESTORABLE)
    unneeded = old.exclude(models.Exists(waiting)).values_list("pk", flat=True)
    SealedBytes.objects.filter(pk__in=list(unneeded[:SEALED_AT_ONCE])).delete()


def tell_of_restart(now: datetime) -> None:
    """Tell bureaus that a later directory brought that this one was restored."""
    restarting.announce(now)


def end_kept(now: datetime) -> None:
    """Drop what we kept for others and nobody took until its end."""
    ended = Kept.objects.filter(expires_at__lte=now).values_list("pk", flat=True)
    for row_id in list(ended[:EXPIRE_AT_ONCE]):
        with transaction.atomic():
            row = Kept.objects.select_for_update().filter(pk=row_id).first()
            if row is None:
                continue
            audit.record(
                Who.machine("exchange", settings.NODE.organisation),
                event="exchange:relay:dropped",
                target=str(row.jti),
                at=now,
                facts={"kind": row.kind, "to": row.addressee, "sender": row.sender},
            )
            carrying.drop(row)


def watch_relays(now: datetime) -> None:
    """Tell the desk, once a day for each, what a relay has held too long: another's, or we."""
    late = Delivery.objects.filter(relay_overdue_at__lte=now)
    for delivery_id in list(late.values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        with transaction.atomic():
            found = Delivery.objects.select_for_update(of=("self",)).select_related("message")
            delivery = found.get(pk=delivery_id)
            waits = delivery.state == State.ACCEPTED
            delivery.relay_overdue_at = now + policy.RELAY_OVERDUE if waits else None
            delivery.save(update_fields=["relay_overdue_at"])
            if waits:
                words = f"{delivery.message.kind} {delivery.message.jti} at {delivery.relayed_by}"
                alarms.raise_alarm(AlarmKind.RELAY_SLOW, delivery.organisation, words, now=now)
    _watch_parts(now)
    for row_id in list(
        Kept.objects.filter(overdue_at__lte=now).values_list("pk", flat=True)[:EXPIRE_AT_ONCE]
    ):
        with transaction.atomic():
            row = Kept.objects.select_for_update().filter(pk=row_id).first()
            if row is not None:
                row.overdue_at = now + policy.RELAY_OVERDUE
                row.save(update_fields=["overdue_at"])
                words = f"we keep {row.jti} of {row.sender}"
                alarms.raise_alarm(AlarmKind.RELAY_SLOW, row.addressee, words, now=now)


def _watch_parts(now: datetime) -> None:
    late = PartDelivery.objects.filter(relay_overdue_at__lte=now)
    for row_id in list(late.values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        with transaction.atomic():
            found = PartDelivery.objects.select_for_update(of=("self",))
            row = found.select_related("part__message").get(pk=row_id)
            waits = row.state == PartState.WAITING
            row.relay_overdue_at = now + policy.RELAY_OVERDUE if waits else None
            row.save(update_fields=["relay_overdue_at"])
            if waits:
                words = f"file {row.part.number} of {row.part.message.jti} at {row.relayed_by}"
                alarms.raise_alarm(AlarmKind.RELAY_SLOW, row.organisation, words, now=now)


def fetch(now: datetime) -> None:
    """Promise to fetch our mail at our relay, where the settings say that we do."""
    if settings.NODE.number("federation.pull_seconds"):
        with transaction.atomic():
            jobs.enqueue(pulling.PULL, {}, due_at=now, key=pulling.PULL)


def sweep(now: datetime) -> None:
    """Promise a call to every bureau that something waits for: a net below the promises."""
    due = models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    waiting = (
        set(
            Delivery.objects.filter(due, state=State.ACCEPTED)
            .values_list("organisation", flat=True)
            .distinct()
        )
        | set(
            Kept.objects.filter(due, expires_at__gt=now)
            .exclude(kind=KeptKind.PART)
            .values_list("addressee", flat=True)
            .distinct()
        )
        | set(
            Receipt.objects.filter(unsent_to__gt="").values_list("unsent_to", flat=True).distinct()
        )
        | set(
            Again.objects.filter(due, done_at__isnull=True)
            .values_list("organisation", flat=True)
            .distinct()
        )
    )
    with transaction.atomic():
        for organisation in sorted(waiting):
            way = ways.way_to(organisation, now)
            if not way.direct and way.relay is None:
                # it fetches what we have for it
                continue
            calling.call(organisation, at=now)
    bringing.sweep(now)

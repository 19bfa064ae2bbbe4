"""Periodic work of the gate: messages whose time is over, calls that were forgotten."""

from datetime import datetime

from django.db import models, transaction

from liaison.exchange import policy
from liaison.exchange.models import Delivery, Receipt
from liaison.exchange.services import alarms, bringing, calling, taking
from liaison.exchange.states import AlarmKind, Direction, State

EXPIRE_AT_ONCE = 200


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


def sweep(now: datetime) -> None:
    """Promise a call to every bureau that something waits for: a net below the promises."""
    due = models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    waiting = set(
        Delivery.objects.filter(due, state=State.ACCEPTED)
        .values_list("organisation", flat=True)
        .distinct()
    ) | set(
        Receipt.objects.filter(unsent_to__gt="").values_list("unsent_to", flat=True).distinct()
    )
    with transaction.atomic():
        for organisation in sorted(waiting):
            calling.call(organisation, at=now)
    bringing.sweep(now)

"""Our own records: entered by hand, changed, kept longer, restricted. Only the owner does this."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import (
    intake,
    permissions,
    photographs,
    policy,
    restricting,
    selectors,
    sending,
    writing,
)
from liaison.records.ending import named
from liaison.records.errors import ChangedMeanwhile, CorrectionRefused, RecordTaken
from liaison.records.models import Record, RecordExclusion, Review
from liaison.records.retention import POLICY
from liaison.records.states import (
    Held,
    RecordKind,
    RecordState,
    ReviewState,
    WithdrawalReason,
)
from liaison.records.types import Draft


@transaction.atomic
def enter(
    actor: Actor,
    *,
    draft: Draft,
    recipients: Sequence[str],
    excluded: Sequence[str] = (),
    now: datetime,
) -> UUID:
    """Enter one record and send it to the bureaus on its distribution list.

    Args:
        actor: who enters.
        draft: what the record says.
        recipients: ids of the bureaus on the distribution list; those excluded are left out.
        excluded: ids of the bureaus that must never receive it.
        now: the present moment.

    Returns:
        The id of the record.

    Raises:
        PermissionRefused: this actor may not enter records.
        RecipientsRefused: one of the lists cannot be one.
        RecordTaken: an active record of ours is about the same already.
        FieldRefused: a photograph is none, or not known to this actor.
    """
    permissions.check_can_import(actor)
    never = policy.check_exclusions(excluded, own=actor.bureau)
    to = policy.check_recipients(recipients, own=actor.bureau)
    _check_free(actor.bureau, draft, but=None)
    photographs.check(actor, draft.fields, before={})
    row = intake.new(actor.bureau, draft, now)
    writing.insert([row])
    photographs.hold(actor.who, row, now)
    restricting.exclude([row], never, now)
    sent = sending.send_new(actor.who, [row], tuple(sorted(set(to) - set(never))), now)
    _record(actor, "records:record:entered", row, now, messages=sent)
    return row.id


@transaction.atomic
def change(  # noqa: PLR0913 - what was read, what is said now, and why
    actor: Actor, *, record_id: UUID, read: int, draft: Draft, reason: str, now: datetime
) -> int:
    """Change what one of our records says; the new version goes to all copies.

    Args:
        actor: who changes.
        record_id: one of our own.
        read: the version the actor looked at.
        draft: what it says now; the end of retention, handling code and discretion stay unless
            the draft says them.
        reason: why, for the history of versions.
        now: the present moment.

    Returns:
        The version it has now; the same as before when nothing was changed.

    Raises:
        NoSuchRecord: it is missing or not our own.
        PermissionRefused: this actor may not change records.
        TransitionRefused: it was withdrawn.
        ChangedMeanwhile: somebody changed it after the actor looked.
        RecordTaken: another active record of ours is about the same.
        CorrectionRefused: the draft is of another kind.
        TextRefused: the reason is missing or too long.
        FieldRefused: a photograph is none, or not known to this actor.
    """
    row = selectors.own_for_update(actor.bureau, record_id)
    permissions.check_can_change(actor, row)
    if row.version != read:
        raise ChangedMeanwhile(read, row.version)
    if row.kind != draft.kind:
        raise CorrectionRefused(f"a record of kind {row.kind} stays one")
    why = policy.check_text("reason", reason)
    _check_free(actor.bureau, draft, but=row)
    alter(actor, row, draft, why, now)
    return row.version


def alter(actor: Actor, row: Record, draft: Draft, reason: str, now: datetime) -> bool:
    """Write a draft into a locked record of our own and send it again; False: nothing is new."""
    photographs.check(actor, draft.fields, before=json.loads(row.fields))
    past = intake.change(row, draft, by=actor.person_name, reason=reason, now=now)
    if past is None:
        return False
    writing.update([row], [past])
    photographs.hold(actor.who, row, now)
    sent = sending.send_again(actor.who, [row], now)
    _record(actor, "records:record:changed", row, now, messages=sent)
    return True


@transaction.atomic
def keep(actor: Actor, *, record_id: UUID, until: date, reason: str, now: datetime) -> None:
    """Justify one of our records again: it is kept until another day, and all copies hear of it.

    Args:
        actor: who decides.
        record_id: one of our own.
        until: its new end of retention.
        reason: why it is still needed.
        now: the present moment.

    Raises:
        NoSuchRecord: it is missing or not our own.
        PermissionRefused: this actor may not.
        TransitionRefused: it was withdrawn.
        RetentionRefused: the day is past, or later than the policy allows.
        TextRefused: the reason is missing or too long.
    """
    row = selectors.own_for_update(actor.bureau, record_id)
    permissions.check_can_change(actor, row)
    policy.check_retention(RecordKind(row.kind), until, today=now.date())
    why = policy.check_text("reason", reason)
    alter(actor, row, intake.same(row, until), why, now)
    if POLICY.review_on(until) > now.date():
        Review.objects.filter(record=row, state=ReviewState.DUE).update(
            state=ReviewState.KEPT, closed_at=now, closed_by=actor.person_name, reason=why
        )
    _record(actor, "records:record:kept", row, now, until=until.isoformat())


@transaction.atomic
def restrict(actor: Actor, *, record_id: UUID, excluded: Sequence[str], now: datetime) -> int:
    """Set which bureaus must never receive one of our records; their copies are called back.

    Args:
        actor: who decides.
        record_id: one of our own.
        excluded: all of them: who is not named is no longer excluded, but gets nothing by that.
        now: the present moment.

    Returns:
        How many copies are called back.

    Raises:
        NoSuchRecord: it is missing or not our own.
        PermissionRefused: this actor may not.
        TransitionRefused: it was withdrawn.
        RecipientsRefused: the list cannot be one.
    """
    row = selectors.own_for_update(actor.bureau, record_id)
    permissions.check_can_change(actor, row)
    never = set(policy.check_exclusions(excluded, own=actor.bureau))
    before = set(selectors.exclusions_of(row))
    RecordExclusion.objects.filter(record=row, organisation__in=before - never).delete()
    added = sorted(never - before)
    restricting.exclude([row], added, now)
    recalled = 0
    if added:
        # the reason told abroad does not say that a bureau is excluded
        recalled = sending.recall(
            actor.who, row, reason=WithdrawalReason.OWNER_DECISION, only=added, now=now
        )
    _record(
        actor,
        "records:record:restricted",
        row,
        now,
        excluded=", ".join(sorted(never)),
        copies=recalled,
    )
    return recalled


def _check_free(owner: str, draft: Draft, *, but: Record | None) -> None:
    there = Record.objects.filter(
        owner=owner,
        held=Held.OWN,
        state=RecordState.ACTIVE,
        kind=draft.kind,
        natural_key=draft.natural_key,
    )
    found = there.exclude(pk=but.pk).first() if but else there.first()
    if found is not None:
        raise RecordTaken(found.label)


def _record(actor: Actor, event: str, row: Record, now: datetime, **facts: str | int) -> None:
    audit.record(
        actor.who,
        event=event,
        target=str(row.id),
        at=now,
        facts={**named(row), "version": row.version, **facts},
    )

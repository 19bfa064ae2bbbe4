"""Words for records: what they are, why they must not be accepted, where copies stand."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.records.states import (
    CopyState,
    CorrectionState,
    Held,
    RecordState,
    WithdrawalReason,
)
from liaison.web.badges import Badge

STATES: Mapping[RecordState, Badge] = {
    RecordState.ACTIVE: Badge(_("Active"), "good", "circle-check"),
    RecordState.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "ban"),
}
HELD: Mapping[Held, Promise] = {
    Held.OWN: _("Our own record"),
    Held.COPY: _("A copy of another bureau's record"),
}
COPIES: Mapping[CopyState, Badge] = {
    CopyState.QUEUED: Badge(_("On its way"), "attention", "hourglass"),
    CopyState.HELD: Badge(_("Held"), "info", "copy"),
    CopyState.RECALL_QUEUED: Badge(_("Recalled, erasure not confirmed"), "attention", "hourglass"),
    CopyState.ERASED: Badge(_("Erased"), "good", "eraser"),
}
CORRECTIONS: Mapping[CorrectionState, Badge] = {
    CorrectionState.ASKED: Badge(_("Asked, not answered"), "attention", "hourglass"),
    CorrectionState.ACCEPTED: Badge(_("Accepted"), "good", "circle-check"),
    CorrectionState.DECLINED: Badge(_("Declined"), "neutral", "circle-x"),
    CorrectionState.OVERTAKEN: Badge(_("The record was withdrawn"), "neutral", "ban"),
}
REASONS: Mapping[WithdrawalReason, Promise] = {
    WithdrawalReason.FOUND: _("It was found"),
    WithdrawalReason.RECORDED_IN_ERROR: _("It was recorded in error"),
    WithdrawalReason.EXPIRED: _("It has expired"),
    WithdrawalReason.OWNER_DECISION: _("The bureau decided so"),
    WithdrawalReason.RETENTION_ENDED: _("Its retention has ended"),
}

"""The words of exchange's entries in the log."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "exchange:directory:installed": _("accepted version %(target)s of the trust directory"),
    "exchange:directory:signed": _("signed version %(target)s of the trust directory"),
    "exchange:delegation:given": _(
        "delegated authority to %(target)s: %(scope)s, until %(until)s"
    ),
    "exchange:delegation:withdrawn": _("withdrew the delegated authority of %(target)s"),
    "exchange:message:queued": _("queued a message of kind %(kind)s to %(to)s"),
    "exchange:message:stored": _("sent a message of kind %(kind)s, which was stored"),
    "exchange:message:refused": _("sent a message that was refused: %(result)s"),
    "exchange:message:delivered": _("delivered a message of kind %(kind)s from %(sender)s"),
    "exchange:message:rejected": _("rejected a message of kind %(kind)s from %(sender)s"),
    "exchange:message:opened": _("stated that message %(target)s was opened"),
    "exchange:message:answered": _("stated that message %(target)s was answered"),
    "exchange:message:read": _("read message %(target)s"),
    "exchange:receipt:stored": _("receipted message %(target)s as stored"),
    "exchange:receipt:quarantined": _("receipted message %(target)s as quarantined"),
    "exchange:receipt:delivered": _("receipted message %(target)s as delivered"),
    "exchange:receipt:opened": _("receipted message %(target)s as opened"),
    "exchange:receipt:answered": _("receipted message %(target)s as answered"),
    "exchange:receipt:rejected": _("rejected message %(target)s: %(reason)s"),
    "exchange:part:held": _("brought file %(part)s of message %(target)s to %(organisation)s"),
    "exchange:part:refused": _(
        "file %(part)s of message %(target)s was refused by %(organisation)s"
    ),
    "exchange:part:ended": _(
        "ended bringing file %(part)s of message %(target)s to %(organisation)s"
    ),
    "exchange:ask:sent": _("asked %(to)s at once, a question of kind %(kind)s"),
    "exchange:ask:heard": _("heard from %(from)s after %(milliseconds)s ms: %(mark)s"),
    "exchange:ask:answered": _("asked a question of kind %(kind)s, which was answered at once"),
    "exchange:ask:refused": _("asked a question that was refused: %(result)s"),
    "exchange:alarm:altered": _("alarm, altered message from %(target)s: %(detail)s"),
    "exchange:alarm:equivocation": _("alarm, two messages under one id from %(target)s"),
    "exchange:alarm:split_view": _("alarm, the log of %(target)s contradicts itself: %(detail)s"),
    "exchange:alarm:receipt_mismatch": _(
        "alarm, receipt that does not fit, %(target)s: %(detail)s"
    ),
    "exchange:alarm:undeliverable": _("alarm, not delivered to %(target)s in time: %(detail)s"),
    "exchange:relay:kept": _("handed over a %(kind)s for %(to)s, which we keep"),
    "exchange:relay:refused": _("handed over something for %(to)s, refused: %(result)s"),
    "exchange:relay:handed": _("took a %(kind)s of %(sender)s that we kept"),
    "exchange:relay:dropped": _("a %(kind)s for %(to)s was kept until its end and dropped"),
    "exchange:relay:lost": _("lost the bytes of a file of %(sender)s for %(to)s: asked for again"),
    "exchange:part:relayed": _("keeps file %(part)s of message %(target)s for %(organisation)s"),
    "exchange:relay:promised": _("promised to keep message %(target)s for %(to)s"),
    "exchange:alarm:relay_slow": _("alarm, message waits too long for %(target)s: %(detail)s"),
    "exchange:alarm:rollback": _(
        "alarm, the log of %(target)s is shorter than it was: %(detail)s"
    ),
    "exchange:alarm:log_restarted": _("alarm, %(target)s was restored: %(detail)s"),
    "exchange:alarm:resumed": _("after our restore %(target)s brought us up to date: %(detail)s"),
    "exchange:restart:accepted": _(
        "was restored from a backup; its log goes on behind entry %(size)s"
    ),
    "exchange:message:returned": _("gave back message %(target)s, which we had sent and lost"),
    "exchange:alarm:rejected": _("alarm, rejected by %(target)s: %(detail)s"),
}

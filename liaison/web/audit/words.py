"""Words for the log: how things ended, what a verification found."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.audit.verification import Kind
from liaison.web.badges import Badge
from liaison.web.refusals import WORDS

RESULTS: Mapping[str, Badge] = {
    "done": Badge(_("Done"), "neutral", "check"),
    "alarm": Badge(_("Alarm"), "bad", "alert-octagon"),
    "failed": Badge(_("Failed"), "bad", "circle-x"),
}
# what acts without a chair that somebody was given
OTHER_ROLES: Mapping[str, Promise] = {
    "command_line": _("Command line"),
    "machine": _("Machine"),
}
FAILURES: Mapping[Kind, Promise] = {
    Kind.PLACE_MISSING: _("An entry is missing"),
    Kind.LEAF_CHANGED: _("An entry is not the one that was signed"),
    Kind.WORDS_CHANGED: _("The words of an entry were changed"),
    Kind.COPY_CHANGED: _("What an entry is found by was changed"),
    Kind.NEVER_SEQUENCED: _("An entry was kept out of the log"),
    Kind.NOT_COVERED: _("Entries stand behind the last checkpoint"),
    Kind.SIGNATURE_WRONG: _("The signature of a checkpoint is wrong"),
    Kind.NOTE_CHANGED: _("The text of a checkpoint was changed"),
    Kind.ROOT_WRONG: _("A checkpoint does not fit its entries"),
    Kind.FRONTIER_WRONG: _("A checkpoint was stored wrongly"),
    Kind.WORDS_MISSING: _("The words of an entry are gone, and no erasure names it"),
}


def result_badge(result: str) -> Badge:
    """Return how something ended: a refusal in words, or its code where no page has words."""
    known = WORDS.get(result)
    return RESULTS.get(result) or Badge(known.happened if known else result, "attention", "ban")

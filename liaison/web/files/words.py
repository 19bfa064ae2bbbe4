"""Words for files: where they stand, why they are refused, what to know before opening one."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.files.states import FileState, Flag, Reason, Scan
from liaison.web.badges import Badge

STATES: Mapping[FileState, Badge] = {
    FileState.FETCHING: Badge(_("On its way"), "attention", "hourglass"),
    FileState.QUARANTINED: Badge(_("Being looked at"), "attention", "hourglass"),
    FileState.CLEAN: Badge(_("May be opened"), "good", "circle-check"),
    FileState.REFUSED: Badge(_("Refused"), "bad", "ban"),
    FileState.ERASED: Badge(_("Erased"), "neutral", "eraser"),
}
REASONS: Mapping[Reason, Promise] = {
    Reason.TYPE: _(
        "Files of this kind are not taken. Taken are PDF, PNG, JPEG, WebP, TXT, CSV, DOCX, XLSX, "
        "ODT and ODS."
    ),
    Reason.NAME_DIFFERS: _(
        "Its content is of another kind than the end of its name says. Give it the right ending, "
        "or ask whoever made it."
    ),
    Reason.DECLARED_DIFFERS: _("Its content is of another kind than its sender declared."),
    Reason.POLYGLOT: _("It is two kinds of file at once. No honest program makes such a file."),
    Reason.DAMAGED: _("It is damaged or incomplete. Save it again where it was made."),
    Reason.ENCRYPTED: _("It is locked with a password, so nobody can look at it. Unlock it."),
    Reason.ARCHIVE_COUNT: _("It has more parts inside than any honest document."),
    Reason.ARCHIVE_SIZE: _("It unfolds to more than is allowed."),
    Reason.ARCHIVE_RATIO: _("It unfolds to a multiple of its size, as a trap does."),
    Reason.ARCHIVE_DEPTH: _("It has archives inside that cannot be looked into."),
    Reason.MACROS: _("It carries macros, which are programs. Save it without them."),
    Reason.PICTURE_SIZE: _("The picture has more than 40 million points. Make it smaller."),
    Reason.INFECTED: _("The scanner found malicious software in it. Tell your administrator."),
    Reason.COMMITMENT: _("It is not the file its sender signed for. Ask the sending bureau."),
    Reason.ALTERED: _("Its bytes were altered on the way or on the disk."),
    Reason.QUOTA: _("Its sender has too many files on their way here. Ask for it later."),
    Reason.NEVER_ARRIVED: _("It was announced and did not arrive within thirty days."),
}
FLAGS: Mapping[Flag, Promise] = {
    Flag.PDF_SCRIPT: _("contains a script"),
    Flag.PDF_LAUNCH: _("may start a program or send a form"),
    Flag.PDF_EMBEDDED: _("has files inside that were not looked at"),
    Flag.PDF_ENCRYPTED: _("is encrypted: its content was not looked at"),
    Flag.EXTERNAL_LINK: _("fetches something from elsewhere when it is opened"),
    Flag.EMBEDDED_OBJECT: _("has objects inside"),
}
SCANS: Mapping[Scan, Promise] = {
    Scan.NOT_YET: _("not scanned yet"),
    Scan.ABSENT: _("not scanned: no scanner here"),
    Scan.CLEAN: _("scanner: nothing found"),
    Scan.INFECTED: _("scanner: malicious software"),
}

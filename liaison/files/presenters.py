"""The words of the files room's audit entries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENTERS: Mapping[str, str | Promise] = {
    "files:file:added": _("Added a file of %(size)s bytes"),
    "files:file:arrived": _("A file of %(size)s bytes arrived from %(sender)s"),
    "files:file:refused": _("Refused a file that %(sender)s announced or brought"),
    "files:file:inspected": _("Looked at a file: %(type)s, scanner: %(scan)s %(found)s"),
    "files:file:opened": _("Opened a file (%(rendition)s) of %(thing)s"),
    "files:file:erased": _("Erased a file (%(reason)s)"),
}

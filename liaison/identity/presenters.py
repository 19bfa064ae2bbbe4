"""The words of identity's audit entries."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENTERS: Mapping[str, str | Promise] = {
    "identity:account:asked": _(
        "Asked for %(name)s as %(role)s in %(organisation)s until %(until)s: %(reason)s"
    ),
    "identity:account:asked_again": _(
        "Asked that %(name)s stay %(role)s in %(organisation)s until %(until)s: %(reason)s"
    ),
    "identity:account:due": _(
        "%(name)s as %(role)s in %(organisation)s has to be looked at again by %(until)s"
    ),
    "identity:account:expired": _("%(name)s is no longer %(role)s in %(organisation)s"),
    "identity:account:granted": _(
        "Validated %(name)s as %(role)s in %(organisation)s until %(until)s"
    ),
    "identity:account:refused": _("Refused %(name)s as %(role)s in %(organisation)s: %(note)s"),
    "identity:account:withdrawn": _("Withdrew %(name)s as %(role)s in %(organisation)s: %(note)s"),
    "identity:bureau:founded": _("Founded the bureau %(target)s"),
    "identity:chair:ended": _("Ended the chair %(role)s of %(name)s in %(organisation)s"),
    "identity:chair:given": _(
        "Gave %(name)s the chair %(role)s in %(organisation)s until %(until)s"
    ),
    "identity:chair:renewed": _(
        "Gave the chair %(role)s of %(name)s in %(organisation)s a new term until %(until)s"
    ),
    "identity:delegation:proposed": _(
        "Asked to delegate to %(sub_bureau)s until %(until)s: rights %(rights)s; the bureau sees "
        "%(oversight)s"
    ),
    "identity:delegation:refused": _("Refused the delegation to %(sub_bureau)s: %(note)s"),
    "identity:delegation:validated": _(
        "Put the delegation to %(sub_bureau)s in force until %(until)s: rights %(rights)s; the "
        "bureau sees %(oversight)s"
    ),
    "identity:delegation:withdrawn": _("Withdrew the delegation to %(sub_bureau)s: %(note)s"),
    "identity:factor:added": _("%(name)s set up a second factor: %(factor)s"),
    "identity:factor:removed": _("%(name)s removed a second factor: %(factor)s"),
    "identity:language:chosen": _("%(name)s reads %(after)s instead of %(before)s"),
    "identity:link:made": _("Made a link with which %(name)s chooses a password"),
    "identity:link:used": _("%(name)s chose a password with a link"),
    "identity:machine:asked": _(
        "Asked for access of the machine %(name)s (%(role)s) in %(organisation)s until %(until)s"
    ),
    "identity:machine:key_made": _("Made the key %(key)s for the machine %(name)s"),
    "identity:machine:locked": _("No key from %(address)s is looked at for a while"),
    "identity:machine:refused": _("A key from %(address)s was refused: %(reason)s"),
    "identity:machine:rejected": _("Refused access of the machine %(name)s: %(note)s"),
    "identity:machine:revoked": _("Revoked access of the machine %(name)s: %(note)s"),
    "identity:machine:validated": _("Validated access of the machine %(name)s until %(until)s"),
    "identity:organisations:loaded": _(
        "Loaded %(organisations)s organisations from %(file)s, %(changed)s of them new or changed"
    ),
    "identity:password:changed": _("%(name)s chose a new password"),
    "identity:password:set": _("Set a new password for %(name)s"),
    "identity:person:added": _("Added %(name)s, who signs in as %(sign_in_name)s"),
    "identity:proof:refused": _(
        "A second factor of %(name)s was refused (%(method)s: %(reason)s)"
    ),
    "identity:recovery:asked": _("Asked for a recovery of %(name)s: %(reason)s"),
    "identity:recovery:confirmed": _("Confirmed the recovery of %(name)s: %(reason)s"),
    "identity:recovery:refused": _("Refused the recovery of %(name)s: %(reason)s"),
    "identity:recovery:used": _(
        "Took password, second factors and sessions of %(name)s away and made a link: %(reason)s"
    ),
    "identity:session:closed": _("%(name)s signed out"),
    "identity:session:ended": _("Ended a session of %(name)s (%(device)s, %(address)s)"),
    "identity:session:locked": _(
        "Sign-in as %(sign_in_name)s from %(address)s is locked after wrong passwords"
    ),
    "identity:session:opened": _("%(name)s signed in from %(address)s"),
    "identity:session:over": _(
        "A session of %(name)s is over (%(reason)s; %(device)s, %(address)s)"
    ),
    "identity:session:proved": _("%(name)s proved once more who they are (%(how)s)"),
    "identity:session:refused": _("Sign-in as %(sign_in_name)s from %(address)s was refused"),
}

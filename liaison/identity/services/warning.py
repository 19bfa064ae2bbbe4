"""The verb that warns a person: something by which they sign in was changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from liaison.identity import selectors
from liaison.identity.models import Chair, Person
from liaison.identity.roles import ROLES
from liaison.identity.services.events import announce
from liaison.identity.sign_in_changes import CHANGES, Change
from liaison.identity.states import Permission

# kinds of events, stored for ever: the person's own, and those in an officer's charge
OWN: Final[Mapping[Change, str]] = {
    Change.FACTOR_ADDED: "identity:own:factor_added",
    Change.FACTOR_REMOVED: "identity:own:factor_removed",
    Change.PASSWORD_CHANGED: "identity:own:password_changed",
    Change.PASSWORD_SET: "identity:own:password_set",
    Change.RECOVERY_ASKED: "identity:own:recovery_asked",
    Change.RECOVERED: "identity:own:recovered",
}
OTHERS: Final[Mapping[Change, str]] = {
    Change.FACTOR_ADDED: "identity:person:factor_added",
    Change.FACTOR_REMOVED: "identity:person:factor_removed",
    Change.PASSWORD_CHANGED: "identity:person:password_changed",
    Change.PASSWORD_SET: "identity:person:password_set",
    Change.RECOVERY_ASKED: "identity:person:recovery_asked",
    Change.RECOVERED: "identity:person:recovered",
}


def warn(person: Person, change: Change, now: datetime) -> None:
    """Tell a person of a change in their own sign-in, and officers where policy says so.

    In the caller's transaction. Told in every chair they hold: whoever took over one sitting does
    not keep it from the next. Whoever holds no chair now is told by nothing but the log.

    Args:
        person: whose.
        change: what changed.
        now: the present moment.
    """
    running = Chair.objects.filter(person=person, valid_from__lte=now, valid_until__gt=now)
    chosen: dict[str, set[Permission]] = {}
    for organisation, role in running.order_by("pk").values_list("organisation_id", "role"):
        carried, there = ROLES[role].permissions, chosen.setdefault(organisation, set())
        # one event for two chairs in one place, where one permission opens both bells
        if carried and not there & carried:
            there.add(min(carried))
    for organisation, permissions in chosen.items():
        for permission in sorted(permissions):
            announce(
                organisation=organisation,
                permission=permission,
                kind=OWN[change],
                target=str(person.pk),
                at=now,
                person_id=str(person.pk),
            )
    if not CHANGES.told[change].officers:
        return
    for house in sorted({selectors.house_of(one, now=now) for one in chosen}):
        announce(
            organisation=house,
            permission=Permission.RECOVER,
            kind=OTHERS[change],
            target=str(person.pk),
            at=now,
        )

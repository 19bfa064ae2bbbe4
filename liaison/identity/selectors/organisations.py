"""The ways to hold organisations."""

from collections.abc import Collection

from django.conf import settings

from liaison.identity.errors import NoSuchOrganisation
from liaison.identity.models import Organisation
from liaison.identity.states import DESKS, Permission
from liaison.identity.types import Actor, OrganisationFacts


def desk_of(organisation: str) -> str:
    """Return the nearest organisation at or above this one, by its id, that has a desk.

    Args:
        organisation: id, such as `beijing/macao/judiciary-police`.

    Returns:
        The id of a bureau or sub-bureau, such as `beijing/macao`; this node's own bureau when
        none of them is known here.
    """
    if organisation == settings.NODE.organisation:
        # whoever sits at the bureau itself: every page asks, none needs to look it up
        return organisation
    parts = organisation.split("/")
    above = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    known = set(
        Organisation.objects.filter(pk__in=above, kind__in=DESKS).values_list("pk", flat=True)
    )
    return next((one for one in above if one in known), settings.NODE.organisation)


def organisations(actor: Actor) -> tuple[OrganisationFacts, ...]:
    """Return every organisation known here as a tree: each below the one it belongs to.

    Raises:
        PermissionRefused: the chair does not carry ORGANISATION_READ.
    """
    actor.require(Permission.ORGANISATION_READ)
    below: dict[str | None, list[Organisation]] = {}
    for organisation in Organisation.objects.order_by("position", "id"):
        below.setdefault(organisation.parent_id, []).append(organisation)
    found: list[OrganisationFacts] = []
    # a stack, not a recursion: what an administrator loads does not decide how deep we call
    waiting = [(root, 0) for root in reversed(below.get(None, []))]
    while waiting:
        organisation, depth = waiting.pop()
        found.append(_organisation_facts(organisation, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(organisation.pk, []))]
    return tuple(found)


def own_bureau() -> OrganisationFacts:
    """Return the bureau of this node.

    Raises:
        NoSuchOrganisation: its file has not been loaded.
    """
    organisation = Organisation.objects.filter(pk=settings.NODE.organisation).first()
    if organisation is None:
        raise NoSuchOrganisation(settings.NODE.organisation)
    return _organisation_facts(organisation, 0)


def organisation_name(organisation: str) -> str:
    """Return the name of an organisation, or its id when it is not known here."""
    names = Organisation.objects.filter(pk=organisation).values_list("name", flat=True)
    return names.first() or organisation


def organisation_names(organisations: Collection[str]) -> dict[str, str]:
    """Return the names of organisations by id; those not known here are left out."""
    rows = Organisation.objects.filter(pk__in=organisations)
    return dict(rows.values_list("pk", "name"))


def _organisation_facts(organisation: Organisation, depth: int) -> OrganisationFacts:
    return OrganisationFacts(
        id=organisation.pk,
        kind=organisation.kind,
        name=organisation.name,
        local_name=organisation.local_name,
        address=organisation.address,
        country=organisation.country,
        parent=organisation.parent_id,
        facts=tuple((str(label), str(text)) for label, text in organisation.facts),
        source=organisation.source,
        depth=depth,
    )

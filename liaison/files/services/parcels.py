"""Sealed bytes kept for other bureaus, for the gate: no key to them is ever here."""

from datetime import datetime

from liaison.files import blobs, policy


def parcel(name: str) -> blobs.Parcel:
    """Return the place of one part that is kept for others.

    Args:
        name: hex SHA-256 of whose it is and for whom.

    Raises:
        ContentDamaged: that is no name.
    """
    return blobs.Parcel(name)


def forgotten_parcels(now: datetime) -> list[str]:
    """Return the names of what is on the disk and nobody has added to for some hours."""
    return list(blobs.stale_parcels(now - policy.ORPHAN_AGE))

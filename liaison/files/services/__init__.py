"""The verbs of files: what rooms and doors call. One group of verbs for each file."""

from liaison.files.services.adding import Intake, add
from liaison.files.services.arriving import expect, take
from liaison.files.services.erasing import erase, forget_missing, let_go, remove
from liaison.files.services.holding import attach, detach, grant
from liaison.files.services.opening import open_for, open_held
from liaison.files.services.parcels import forgotten_parcels, parcel

__all__ = [
    "Intake",
    "add",
    "attach",
    "detach",
    "erase",
    "expect",
    "forget_missing",
    "forgotten_parcels",
    "grant",
    "let_go",
    "open_for",
    "open_held",
    "parcel",
    "remove",
    "take",
]

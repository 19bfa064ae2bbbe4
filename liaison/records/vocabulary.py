"""Closed lists of what records say about persons and things.

Values are stored and sent abroad, therefore they never change; new ones may be added.
"""

import enum


class PersonStatus(enum.StrEnum):
    """Why a person is on record. It is no notice and orders nothing."""

    WANTED = "wanted"
    MISSING = "missing"
    OF_INTEREST = "of_interest"
    UNABLE_TO_IDENTIFY = "unable_to_identify"
    UNIDENTIFIED_BODY = "unidentified_body"
    WITNESS = "witness"


class NameKind(enum.StrEnum):
    """What a name of a person is."""

    PRIMARY = "primary"
    ALIAS = "alias"
    BIRTH = "birth"
    ORIGINAL_SCRIPT = "original_script"


class Sex(enum.StrEnum):
    """As on documents and in international exchange: F, M, X (other), U (not known)."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"
    UNKNOWN = "u"


class Certainty(enum.StrEnum):
    """Whether a nationality was confirmed by the State it names."""

    CONFIRMED = "confirmed"
    STATED = "stated"


class WarningSign(enum.StrEnum):
    """What an officer must know before going near."""

    ARMED = "armed"
    VIOLENT = "violent"
    SUICIDAL = "suicidal"
    ESCAPE_RISK = "escape_risk"
    NEEDS_MEDICINE = "needs_medicine"


class PaperType(enum.StrEnum):
    """Administrative documents that are not for travel."""

    VEHICLE_REGISTRATION = "vehicle_registration"
    DRIVING_LICENCE = "driving_licence"
    IMPORT_CERTIFICATE = "import_certificate"
    EXPORT_CERTIFICATE = "export_certificate"
    CUSTOMS_DOCUMENT = "customs_document"
    BIRTH_CERTIFICATE = "birth_certificate"
    OTHER = "other"


class TheftStatus(enum.StrEnum):
    """Why a thing is looked for."""

    STOLEN = "stolen"
    LOST = "lost"
    MISAPPROPRIATED = "misappropriated"


class FirearmStatus(enum.StrEnum):
    """Why a firearm is on record."""

    STOLEN = "stolen"
    LOST = "lost"
    TRAFFICKED = "trafficked"
    SMUGGLED = "smuggled"


class ArtStatus(enum.StrEnum):
    """Why a work of art is looked for."""

    STOLEN = "stolen"
    LOOTED = "looted"
    MISSING = "missing"


class VehicleType(enum.StrEnum):
    """Road vehicles."""

    CAR = "car"
    TRUCK = "truck"
    MOTORCYCLE = "motorcycle"
    BUS = "bus"
    VAN = "van"
    TRAILER = "trailer"
    CARAVAN = "caravan"
    CONSTRUCTION_MACHINE = "construction_machine"
    AGRICULTURAL_MACHINE = "agricultural_machine"
    OTHER = "other"


class PartType(enum.StrEnum):
    """Parts of a vehicle that carry a number of their own."""

    ENGINE = "engine"
    GEARBOX = "gearbox"
    AIRBAG = "airbag"
    CONTROL_UNIT = "control_unit"
    BODY = "body"
    BATTERY = "battery"
    OTHER = "other"


class VesselType(enum.StrEnum):
    """Vessels."""

    MOTOR_YACHT = "motor_yacht"
    SAILING_YACHT = "sailing_yacht"
    SPEEDBOAT = "speedboat"
    INFLATABLE = "inflatable"
    FISHING_VESSEL = "fishing_vessel"
    CARGO_SHIP = "cargo_ship"
    JET_SKI = "jet_ski"
    BARGE = "barge"
    OTHER = "other"


class EngineType(enum.StrEnum):
    """Engines of vessels."""

    OUTBOARD = "outboard"
    INBOARD = "inboard"
    STERNDRIVE = "sterndrive"
    OTHER = "other"


class FirearmType(enum.StrEnum):
    """Firearms."""

    PISTOL = "pistol"
    REVOLVER = "revolver"
    RIFLE = "rifle"
    SHOTGUN = "shotgun"
    SUBMACHINE_GUN = "submachine_gun"
    MACHINE_GUN = "machine_gun"
    PART = "part"
    OTHER = "other"


class ArtType(enum.StrEnum):
    """Objects of art, as Object ID asks for them first."""

    PAINTING = "painting"
    DRAWING = "drawing"
    PRINT = "print"
    SCULPTURE = "sculpture"
    CERAMIC = "ceramic"
    GOLD_AND_SILVER = "gold_and_silver"
    JEWELLERY = "jewellery"
    TEXTILE = "textile"
    FURNITURE = "furniture"
    BOOK = "book"
    ICON = "icon"
    ARCHAEOLOGICAL = "archaeological"
    COIN = "coin"
    WEAPON = "weapon"
    MUSICAL_INSTRUMENT = "musical_instrument"
    OTHER = "other"

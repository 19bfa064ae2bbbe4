"""What can be looked for, and what a line of an explanation says. Values are stored."""

import enum


class Subject(enum.StrEnum):
    """What kind of thing an entry is about; a room above decides what its things are."""

    PERSON = "person"
    DOCUMENT = "document"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    FIREARM = "firearm"
    OBJECT = "object"


class Scheme(enum.StrEnum):
    """What kind of number a number is."""

    DOCUMENT = "document"
    VIN = "vin"
    PLATE = "plate"
    ENGINE = "engine"
    HULL = "hull"
    SHIP = "ship"
    SERIAL = "serial"
    REFERENCE = "reference"


class Reason(enum.StrEnum):
    """What one line of an explanation is about."""

    NAME = "name"
    NUMBER = "number"
    BIRTH = "birth"
    SEX = "sex"
    NATIONALITY = "nationality"


class Finding(enum.StrEnum):
    """How the two values of a line stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    TURNED = "turned"
    NEAR = "near"
    DIFFERENT = "different"

"""Persons: names in every script they are written in, births with their precision."""

from typing import Final

from liaison.records.errors import FieldRefused
from liaison.records.kinds.parsers import (
    INFORMATION_MAXIMUM,
    birth,
    choice,
    file,
    language,
    number,
    part,
    state,
    words,
)
from liaison.records.kinds.table import Field, Kind, Parse
from liaison.records.states import DocumentType, RecordKind, Scheme
from liaison.records.types import Fields
from liaison.records.vocabulary import Certainty, NameKind, PersonStatus, Sex, WarningSign

NAME_MAXIMUM: Final = 120
NAMES_MAXIMUM: Final = 30
_UNUSED: Final[Parse] = lambda _, text: text  # noqa: E731 - a list of objects reads its parts


def check_person(fields: Fields) -> None:
    """Refuse a person without exactly one primary name.

    Raises:
        FieldRefused: none, or several.
    """
    primary = [
        name
        for name in fields["names"]
        if not isinstance(name, str) and name["kind"] == NameKind.PRIMARY
    ]
    if len(primary) != 1:
        raise FieldRefused("names", f"need one primary name, and have {len(primary)}")


def _of_parts(name: str, maximum: int, *parts: Field, mandatory: bool = False) -> Field:
    return Field(name, _UNUSED, many=maximum, parts=parts, personal=True, mandatory=mandatory)


PERSON: Final = Kind(
    RecordKind.PERSON,
    fields=(
        choice("status", PersonStatus, mandatory=True, personal=True),
        _of_parts(
            "names",
            NAMES_MAXIMUM,
            choice("kind", NameKind, mandatory=True),
            part("surname", NAME_MAXIMUM, mandatory=True),
            part("given", NAME_MAXIMUM),
            mandatory=True,
        ),
        birth("births", many=6, personal=True),
        words("birth_place", 120, personal=True),
        state("birth_state", personal=True),
        choice("sex", Sex, personal=True),
        _of_parts(
            "nationalities",
            8,
            state("state", mandatory=True),
            choice("certainty", Certainty),
        ),
        _of_parts(
            "documents",
            20,
            choice("type", DocumentType, mandatory=True),
            state("state", mandatory=True),
            number("number", mandatory=True, scheme=Scheme.DOCUMENT),
        ),
        choice("warnings", WarningSign, many=5, personal=True),
        words("description", INFORMATION_MAXIMUM, personal=True, long=True),
        words("marks", 120, many=20, personal=True, long=True),
        words("parents", NAME_MAXIMUM, many=6, personal=True),
        language("languages", many=10, personal=True),
        words("addresses", 200, many=10, personal=True, long=True),
        words("offences", 200, many=10, personal=True, long=True),
        words("action_sought", INFORMATION_MAXIMUM, personal=True, long=True),
        file("photographs", many=10, personal=True),
        words("additional_information", 1000, personal=True, long=True),
    ),
    natural=(),
    label=("names",),
    check=check_person,
)

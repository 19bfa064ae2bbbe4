"""What a request is about, as bodies: made from the schemas of casework, so that they agree."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field, StringConstraints, create_model

from liaison.api.agencies.shapes import Said
from liaison.casework.concerned import FIELDS, Rule
from liaison.casework.types import ConcernedFields
from liaison.casework.words import ConcernedKind

_WORDS: Final = {
    "birth": "1974, 1974-08 or 1974-08-12.",
    "script": "ISO 15924, such as Latn or Hani; told from the name when it is left out.",
    "sex": "M, F or X.",
    "state": "ICAO Doc 9303-3 code.",
    "year": "Four digits.",
}


def concerned_of(said: BaseModel) -> ConcernedFields:
    """Return a body as casework takes it; what says nothing is left out."""
    fields = said.model_dump(exclude_none=True)
    kind = ConcernedKind(fields.pop("kind"))
    plain = {name: tuple(one) if isinstance(one, list) else one for name, one in fields.items()}
    return ConcernedFields(kind, plain)


def told(one: ConcernedFields) -> dict[str, object]:
    """Return what a request is about as it would be sent."""
    return {"kind": one.kind, **one.fields}


def _shape(name: str, rules: "dict[str, Rule]", **more: Any) -> type[BaseModel]:  # noqa: ANN401
    fields: dict[str, Any] = {**more}
    for field, rule in rules.items():
        kind: Any = Annotated[str, StringConstraints(max_length=rule.maximum)]
        if rule.rows:
            row = _shape(f"{name}{field.title().replace('_', '')}", dict(rule.rows))
            kind = Annotated[list[row], Field(max_length=rule.maximum)]  # type: ignore[valid-type]
        words = _WORDS.get(rule.form)
        found = Field(description=words) if rule.needed else Field(None, description=words)
        fields[field] = (kind if rule.needed else kind | None, found)
    return create_model(name, __base__=Said, __doc__=f"Fields of a {name.lower()}.", **fields)


_SHAPES: Final = [
    _shape(f"{kind.value.title()}Concerned", dict(rules), kind=(Literal[kind.value], ...))
    for kind, rules in FIELDS.items()
]
# a class made from data is no type to the checker
Concerned: Any = Annotated[reduce(or_, _SHAPES), Field(discriminator="kind")]

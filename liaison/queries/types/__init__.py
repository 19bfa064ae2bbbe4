"""Questions, answers, hits and confirmations as values. One group for each file."""

from liaison.queries.types.asked import (
    CharacterPair,
    Evidence,
    FieldComparison,
    Found,
    Ground,
    Question,
    SourceFacts,
)
from liaison.queries.types.hits import (
    AlertFacts,
    Answer,
    HitFacts,
    HitFile,
    Option,
    OwnerAnswer,
    Page,
    Standing,
    StepFacts,
)
from liaison.queries.types.owners import (
    Asked,
    ConfirmationFacts,
    ConfirmationFile,
    Given,
    Reported,
)

__all__ = [
    "AlertFacts",
    "Answer",
    "Asked",
    "CharacterPair",
    "ConfirmationFacts",
    "ConfirmationFile",
    "Evidence",
    "FieldComparison",
    "Found",
    "Given",
    "Ground",
    "HitFacts",
    "HitFile",
    "Option",
    "OwnerAnswer",
    "Page",
    "Question",
    "Reported",
    "SourceFacts",
    "Standing",
    "StepFacts",
]

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
from liaison.queries.types.bulk import (
    BulkAnswer,
    BulkFacts,
    BulkLine,
    BulkPlan,
    BulkReject,
    LineProof,
    ReadLine,
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
    "BulkAnswer",
    "BulkFacts",
    "BulkLine",
    "BulkPlan",
    "BulkReject",
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
    "LineProof",
    "Option",
    "OwnerAnswer",
    "Page",
    "Question",
    "ReadLine",
    "Reported",
    "SourceFacts",
    "Standing",
    "StepFacts",
]

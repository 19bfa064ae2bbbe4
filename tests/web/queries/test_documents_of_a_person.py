"""What a person's documents are is said in the reader's language."""

from django.utils import translation

from liaison.records.states import RecordKind
from liaison.web.queries.kinds import facts


def test_the_type_of_a_persons_document_is_said_in_words() -> None:
    document = {"number": "EK4410273", "issuing_state": "CHN", "type": "passport"}
    with translation.override("es"):
        said = [str(words) for _name, words in facts(RecordKind.PERSON, {"documents": [document]})]
    assert said == ["EK4410273 CHN China Pasaporte"]

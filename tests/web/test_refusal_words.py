"""Every refusal of the rooms behind these pages has words of its own."""

import inspect

import pytest

from liaison.audit import errors as audit
from liaison.casework import errors as casework
from liaison.core.errors import Refusal
from liaison.exchange import errors as exchange
from liaison.files import errors as files
from liaison.identity import factor_errors
from liaison.records import errors as records
from liaison.web.refusals import WORDS

REFUSALS = sorted(
    {
        kind.code
        for room in (audit, casework, exchange, factor_errors, files, records)
        for _, kind in inspect.getmembers(room, inspect.isclass)
        if issubclass(kind, Refusal) and kind.__module__ == room.__name__
    }
)


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_has_words(code: str) -> None:
    words = WORDS[code]
    assert words.happened
    assert words.advice
    assert 400 <= words.status < 500

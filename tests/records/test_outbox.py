"""The stand-in for exchange has the face of the real one."""

from tests.records import outbox


def test_same_parameters_as_the_real_exchange() -> None:
    assert outbox.differences() == []

"""Answers as long as the next step: how much was found must not be read off the length."""

from liaison.exchange import policy
from liaison.lib.wire import canonical
from liaison.lib.wire.errors import ShapeRefused

FIELDS = frozenset({"answer", "pad"})


def pad(answer: canonical.JsonObject) -> canonical.JsonObject:
    """Return a body whose canonical form is a whole number of steps long.

    Args:
        answer: what a room answered.
    """
    bare: canonical.JsonObject = {"answer": answer, "pad": ""}
    lacking = -len(canonical.encode(bare)) % policy.PAD_STEP
    return {"answer": answer, "pad": "0" * lacking}


def unpad(body: canonical.JsonObject) -> canonical.JsonObject:
    """Return what was answered.

    Raises:
        ShapeRefused: not padded as agreed.
    """
    canonical.check_fields(body, required=FIELDS)
    answer = body["answer"]
    if not isinstance(answer, dict) or not isinstance(body["pad"], str):
        raise ShapeRefused("answer", "must be an object, and pad a text")
    if len(canonical.encode(body)) % policy.PAD_STEP:
        raise ShapeRefused("pad", f"must fill the body to steps of {policy.PAD_STEP} bytes")
    return answer

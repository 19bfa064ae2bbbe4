"""Files through the API: sent in one piece, looked at, fetched when clean."""

import base64
import hashlib

import pytest

from liaison.api.agencies import files
from liaison.api.agencies.errors import Malformed
from liaison.api.agencies.request import AgencyRequest
from liaison.files import jobs
from liaison.files.models import StoredFile
from tests.api.agencies.caller import Answered, Machine
from tests.cast import NOW
from tests.files.room import added, on_disk, written

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
TEXT = b"what the driver said\n" * 100


def digest(content: bytes) -> str:
    """Return a Content-Digest as RFC 9530 writes it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def send(
    machine: Machine, content: bytes = TEXT, *, name: str = "note.txt", **said: str
) -> Answered:
    """Send a file."""
    headers = {"Content-Type": "text/plain", **{k.replace("_", "-"): v for k, v in said.items()}}
    return machine.call("add_file", raw=content, query={"name": name}, key=KEY, headers=headers)


def test_sent_looked_at_fetched(machine: Machine) -> None:
    made = send(machine, Content_Digest=digest(TEXT))
    assert made.status == 201
    assert made.headers["Location"] == f"/api/v1/files/{made.body['id']}"
    assert made.body["state"] == "quarantined"
    path = {"file_id": made.body["id"]}
    assert machine.call("fetch_file", path=path).code == "files:not_clean"
    jobs.inspect({"file": made.body["id"]}, NOW)
    assert machine.call("read_file", path=path).body["state"] == "clean"
    got = machine.call("fetch_file", path=path)
    assert got.raw == TEXT
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert got.headers["Content-Digest"] == digest(TEXT)
    assert got.headers["Content-Length"] == str(len(TEXT))


def test_sent_again_it_is_one_file(machine: Machine) -> None:
    first, second = send(machine), send(machine)
    assert first.raw == second.raw
    assert second.headers["Location"] == first.headers["Location"]
    assert StoredFile.objects.count() == 1
    assert len(on_disk()) == 1


REFUSED = {
    "not what its digest says": (TEXT, {"Content_Digest": digest(b"other")}, 400, "api:malformed"),
    "a digest that is none": (TEXT, {"Content_Digest": "sha-256=:x:"}, 400, "api:malformed"),
    "nothing in it": (b"", {"Content_Length": "0"}, 422, "files:empty"),
    "too large": (b"a", {"Content_Length": "26214401"}, 413, "api:too_large"),
    "a path for a name": (b"a", {"name": "../../etc/passwd"}, 422, "files:name"),
    "a name that turns round": (b"a", {"name": "fdp.\u202eexe"}, 422, "files:name"),
    "no name": (b"a", {"name": ""}, 422, "api:invalid"),
}


@pytest.mark.parametrize(("content", "said", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_leaves_nothing(
    machine: Machine, content: bytes, said: dict[str, str], status: int, code: str
) -> None:
    before = written() | {"log": 0}
    answer = send(machine, content, **said)
    assert (answer.status, answer.code) == (status, code)
    assert written() | {"log": 0} == before
    # and the key is free again
    assert send(machine).status == 201


class Broken(AgencyRequest):
    """A caller whose line breaks after one byte of two."""

    def read(self, *_: object, **__: object) -> bytes:
        """Give what is left."""
        self.left, found = b"", getattr(self, "left", b"a")
        return found


def test_a_body_that_breaks_off_is_no_file() -> None:
    request = Broken()
    request.META = {}
    with pytest.raises(Malformed):
        list(files._pieces(request, 2))


def test_without_a_length_nothing_is_read(machine: Machine) -> None:
    got = machine.client.generic(
        "POST",
        "/api/v1/files?name=note.txt",
        b"",
        content_type="text/plain",
        CONTENT_LENGTH="",
        headers={"Authorization": f"Bearer {machine.token}", "Idempotency-Key": KEY},
    )
    assert got.status_code == 411


def test_a_refused_file_tells_why(machine: Machine) -> None:
    file = added(b"MZ\x90\x00" + b"\x00" * 60, name="tool.txt")
    jobs.inspect({"file": str(file.id)}, NOW)
    answer = machine.call("read_file", path={"file_id": file.id})
    assert answer.body["state"] == "refused"
    assert answer.body["reason"]

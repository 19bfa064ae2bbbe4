"""A file of another bureau on its way here: pieces, in order, verified at the end."""

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest

from liaison.files import blobs, cipher, jobs, policy, services
from liaison.files.errors import DiskFull, FileTooLarge, NameRefused, NoSuchFile
from liaison.files.models import Attachment, ContentKey, StoredFile
from liaison.files.states import Reason
from liaison.files.types import Announced, Taken
from tests.cast import NOW, an_actor
from tests.files.room import on_disk, written
from tests.files.specimens import picture

pytestmark = pytest.mark.django_db
CONTENT = picture("PNG")
KEY = bytes(range(32))


def sealed(content: bytes = CONTENT, key: bytes = KEY) -> bytes:
    """Return what a sender keeps of a file."""
    sealer = cipher.Sealer(key)
    return sealer.header + b"".join(sealer.update(content)) + sealer.finish()


DATA = sealed()


def announced(data: bytes = DATA, content: bytes = CONTENT) -> Announced:
    return Announced(
        name="face.png",
        media_type="image/png",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=KEY,
        address=hashlib.sha256(data).hexdigest(),
    )


def expected(what: Announced | None = None) -> uuid.UUID:
    return services.expect(what or announced(), sender="seoul", message=uuid.uuid4(), now=NOW)


def take(file_id: uuid.UUID, offset: int, data: bytes, *, sender: str = "seoul") -> Taken | None:
    return services.take(file_id, sender=sender, offset=offset, data=data, now=NOW)


def state(file_id: uuid.UUID) -> tuple[str, str]:
    row = StoredFile.objects.get(pk=file_id)
    return row.state, row.reason


def test_piece_by_piece_into_quarantine() -> None:
    file_id = expected()
    half = len(DATA) // 2
    assert take(file_id, 0, DATA[:half]) == Taken(half, complete=False)
    assert state(file_id) == ("fetching", "")
    assert take(file_id, half, DATA[half:]) == Taken(len(DATA), complete=True)
    assert state(file_id) == ("quarantined", "")
    jobs.inspect({"file": str(file_id)}, NOW)
    assert state(file_id) == ("clean", "")


def test_it_belongs_to_nobody_until_a_room_says_so() -> None:
    file_id = expected()
    take(file_id, 0, DATA)
    jobs.inspect({"file": str(file_id)}, NOW)
    with pytest.raises(NoSuchFile):
        services.open_for(an_actor(), file_id=file_id, now=NOW)
    services.grant(
        file_id,
        organisation="beijing",
        holder="casework.request",
        reference="r-1",
        purpose="answer a request",
        now=NOW,
    )
    opened = services.open_for(an_actor(), file_id=file_id, now=NOW)
    assert b"".join(opened.chunks) == CONTENT
    assert Attachment.objects.count() == 1


def test_a_piece_out_of_place_is_left_alone() -> None:
    """The answer says how far the file has come: the sender goes on from there."""
    file_id = expected()
    take(file_id, 0, DATA[:100])
    for offset in (0, 99, 101, len(DATA)):
        assert take(file_id, offset, b"x" * 50) == Taken(100, complete=False)
    assert take(file_id, 100, DATA[100:]) == Taken(len(DATA), complete=True)


def test_what_is_here_is_not_taken_again() -> None:
    file_id = expected()
    take(file_id, 0, DATA)
    assert take(file_id, 0, b"other") == Taken(len(DATA), complete=True)


def test_nobody_else_brings_it() -> None:
    file_id = expected()
    assert take(file_id, 0, DATA, sender="tokyo") is None
    assert take(uuid.uuid4(), 0, DATA) is None
    assert on_disk() == []


def test_more_than_was_promised() -> None:
    file_id = expected()
    taken = take(file_id, 0, DATA + b"more")
    assert taken is not None
    assert taken.refused == "altered"
    assert state(file_id) == ("refused", "altered")
    assert not ContentKey.objects.exists()


def test_an_altered_piece_begins_again_and_the_third_time_ends() -> None:
    spoilt = DATA[:50] + bytes([DATA[50] ^ 1]) + DATA[51:]
    file_id = expected()
    for _ in range(policy.RESTARTS - 1):
        assert take(file_id, 0, spoilt) == Taken(0, complete=False)
    assert state(file_id) == ("fetching", "")
    assert take(file_id, 0, spoilt) == Taken(0, complete=True, refused=Reason.ALTERED)
    assert state(file_id) == ("refused", "altered")


def test_content_that_does_not_open_the_commitment() -> None:
    file_id = expected(replace(announced(), sha256="0" * 64))
    take(file_id, 0, DATA)
    jobs.inspect({"file": str(file_id)}, NOW)
    assert state(file_id) == ("refused", "commitment")


def test_a_key_that_does_not_fit() -> None:
    file_id = expected(replace(announced(), key=bytes(32)))
    take(file_id, 0, DATA)
    jobs.inspect({"file": str(file_id)}, NOW)
    assert state(file_id) == ("refused", "altered")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"size": policy.FILE_BYTES + 1}, FileTooLarge),
        ({"name": "../../etc/passwd"}, NameRefused),
        ({"name": "gnp.\u202eface.png"}, NameRefused),
    ],
    ids=["too large", "a path", "a name that turns around"],
)
def test_announced_badly(changes: dict[str, object], refusal: type[Exception]) -> None:
    before = written()
    with pytest.raises(refusal):
        expected(replace(announced(), **changes))  # type: ignore[arg-type]
    assert written() == before


def test_a_bureau_does_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "ARRIVING_BYTES", len(CONTENT) + 10)
    first, second = expected(), expected()
    assert state(first) == ("fetching", "")
    assert state(second) == ("refused", "quota")
    taken = take(second, 0, DATA)
    assert taken is not None
    assert (taken.complete, taken.refused) == (True, "quota")


def test_a_full_disk_keeps_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = expected()
    take(file_id, 0, DATA[:100])

    def full(*_: object) -> NoReturn:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(blobs.Arriving, "append", full)
        with pytest.raises(DiskFull):
            take(file_id, 100, DATA[100:])
    assert take(file_id, 100, DATA[100:]) == Taken(len(DATA), complete=True)


def test_never_arrived() -> None:
    file_id = expected()
    jobs.sweep(NOW + timedelta(days=30))
    assert state(file_id) == ("fetching", "")
    jobs.sweep(NOW + timedelta(days=32))
    assert state(file_id) == ("refused", "never_arrived")

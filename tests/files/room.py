"""What the tests of files do again and again: add a file, look at it, count."""

from pathlib import Path

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.files import blobs, jobs, services
from liaison.files.models import Attachment, Content, ContentKey, StoredFile
from liaison.files.types import FileFacts
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor, entries
from tests.files.specimens import TEXT


def added(
    content: bytes = TEXT,
    *,
    name: str = "note.txt",
    declared_type: str = "",
    actor: Actor | None = None,
) -> FileFacts:
    """Add a file as Ada would."""
    return services.add(
        actor or an_actor(),
        name=name,
        content=[content],
        declared_type=declared_type,
        purpose_kind="casework.request",
        now=NOW,
    )


def looked_at(facts: FileFacts) -> StoredFile:
    """Let the job look at a file and return its row."""
    jobs.inspect({"file": str(facts.id)}, NOW)
    return StoredFile.objects.get(pk=facts.id)


def clean(content: bytes = TEXT, *, name: str = "note.txt") -> FileFacts:
    """Return a file that was found clean."""
    facts = added(content, name=name)
    assert looked_at(facts).state == "clean"
    return facts


def on_disk() -> list[Path]:
    """Return every file in the folder of blobs."""
    return sorted(path for path in blobs.home().rglob("*") if path.is_file())


def written() -> dict[str, int]:
    """Count everything an upload could leave: rows, keys, log entries, bytes."""
    counted = {
        model.__name__: model._default_manager.count()
        for model in (StoredFile, Content, ContentKey, Attachment, Job)
    }
    return counted | {"log": entries(), "disk": len(on_disk())}


def logged(event: str) -> list[Payload]:
    """Return the log's words on one event."""
    return list(Payload.objects.filter(event=event).order_by("pk"))

"""All operations behind one door."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from liaison.api.agencies import (
    answering,
    bulk,
    checks,
    events,
    files,
    hits,
    records,
    requests,
    whoami,
)
from liaison.api.agencies.operations import OPERATIONS, Operation
from liaison.api.agencies.parser import StrictParser

VERSION: Final = "1"


class Agencies(NinjaAPI):
    """ninja, with one answer to whatever is raised."""

    def on_exception(self, request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
        """Answer with a problem."""
        return answering.refuse(request, exc if isinstance(exc, Exception) else exc())


API: Final = Agencies(
    title="Liaison: API of agencies",
    version=VERSION,
    description=(
        "For the systems of police, border control, customs and courts that work through this "
        "bureau. A call carries a machine key; every error is a problem of RFC 9457."
    ),
    urls_namespace="agencies",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
for _room in (whoami, checks, bulk, hits, requests, records, files, events):
    API.add_router("", _room.ROUTER)

# whoever reads the registry from here finds it whole: every module that declares is imported above
DECLARED: Final[Mapping[str, Operation]] = MappingProxyType(OPERATIONS)

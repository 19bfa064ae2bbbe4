"""What the tests of the command line share: a plan, a bureau's card, what lies in a folder."""

import ssl
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from liaison.cli.setting_up import Plan
from liaison.exchange import keymaking
from liaison.exchange.services.card import certificate_text
from liaison.lib.wire.canonical import JsonObject
from tests.cast import PASSWORD
from tests.simulators.bureau_keys import BureauKeys


def a_plan(home: Path, **said: Any) -> Plan:  # noqa: ANN401 - whatever a plan has
    """Return what `liaison init` was told for a bureau in Rome; `said` changes single answers."""
    plain: dict[str, Any] = {
        "home": home,
        "organisation": "rome",
        "name": "INTERPOL Rome",
        "country": "ITA",
        "administrator": "administrator",
        "password": PASSWORD,
        "organisations": None,
        "roots": None,
        "staff_port": 8400,
        "federation_port": 8401,
        "staff_name": "localhost",
        "federation_name": "127.0.0.1",
        "demo": False,
    }
    return Plan(**plain | said)


def a_card(organisation: str, folder: Path, *, now: datetime) -> JsonObject:
    """Make a bureau with a real certificate, its keys in a folder, and return its card."""
    keymaking.make_keys(folder, organisation=organisation, host="127.0.0.1", now=now)
    pem = (folder / keymaking.TLS_CERTIFICATE).read_text()
    certificates = [certificate_text(ssl.PEM_cert_to_DER_cert(pem))]
    return {**BureauKeys(organisation).card(now), "certificates": list(certificates)}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, and what is in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)

"""Attack: an address that climbs out of the folder of static files (CWE-22), byte by byte.

Clients and test clients tidy an address before they send it; whoever attacks does not. Every row
goes over a socket to the server as it is started, and asks for the node's secret key, its
settings, the program's own source or the machine's list of users.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

import liaison
from tests.attacks.conftest import Say
from tests.config.conftest import Listener

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
HERE: Final = Path(liaison.__file__).parent
STATIC: Final = HERE / "web" / "static"
GOOD: Final = "vendor/tabler.min.css"
UP: Final = len(HERE.parts)
CLIMBS: Final[Mapping[str, bytes]] = {
    "dots": b"/static/../../config/settings.py",
    "dots behind a folder that is there": b"/static/vendor/../../../config/settings.py",
    "dots that are escaped": b"/static/%2e%2e/%2e%2e/config/settings.py",
    "slashes that are escaped": b"/static/..%2f..%2fconfig%2fsettings.py",
    "all of it escaped": b"/static/%2e%2e%2f%2e%2e%2fconfig%2fsettings.py",
    "escaped twice": b"/static/%252e%252e/%252e%252e/config/settings.py",
    "backslashes": b"/static/..\\..\\config\\settings.py",
    "backslashes that are escaped": b"/static/%2e%2e%5c%2e%2e%5cconfig%5csettings.py",
    "dots with a parameter": b"/static/..;/..;/config/settings.py",
    "four dots": b"/static/....//....//config/settings.py",
    "dots of too many bytes": b"/static/%c0%ae%c0%ae/%c0%ae%c0%ae/config/settings.py",
    "wide dots": b"/static/%ef%bc%8e%ef%bc%8e/%ef%bc%8e%ef%bc%8e/config/settings.py",
    "from the root": b"/static/" + b"../" * UP + b"etc/passwd",
    "a second root": b"/static//etc/passwd",
    "two roots": b"//etc/passwd",
    "a root that is escaped": b"/static/%2fetc%2fpasswd",
    "a zero": b"/static/%00/../../config/settings.py",
    "a zero at the end": f"/static/{GOOD}%00.py".encode(),
    "a zero as it is": b"/static/\x00",
    "a whole address": b"http://beijing.localhost/static/../../config/settings.py",
    "no slash before it": b"static/../../config/settings.py",
    "an ending": b"/static/../../config/settings.py?.css",
    "a fragment": b"/static/../../config/settings.py#.css",
    "a folder": b"/static/",
    "a folder of it": b"/static/vendor/",
    "what pages of files begin with": b"/files/../static/../../config/settings.py",
    "the home by its name": b"/static/{home}/secret.key",
    "the home by its name, escaped": b"/static/%2f{home}%2fsecret.key",
    "a reserved name": b"/static/CON",
    "a stream beside a file": f"/static/{GOOD}::$DATA".encode(),
    "the history of the code": b"/.git/HEAD",
    "settings of an environment": b"/.env",
}


def asked(say: Say, target: bytes) -> bytes:
    """Ask for an address as it stands, and return the whole answer."""
    head = b"\r\nHost: beijing.localhost\r\nConnection: close\r\n\r\n"
    return say(b"GET " + target + b" HTTP/1.1" + head)


@pytest.mark.parametrize("name", CLIMBS)
def test_nothing_outside_is_read(staff: Listener, say: Say, name: str) -> None:
    home = staff.house.home
    answer = asked(say, CLIMBS[name].replace(b"{home}", str(home).encode()))
    # refused by the server, or by the house; a way elsewhere leads to our own site only
    status = answer.partition(b"\r\n")[0].partition(b" ")[2][:3]
    assert status in {b"", b"301", b"302", b"400", b"403", b"404"}
    for line in answer.partition(b"\r\n\r\n")[0].lower().split(b"\r\n"):
        if line.startswith(b"location:"):
            assert line.removeprefix(b"location:").strip().startswith(b"/")
            assert not line.removeprefix(b"location:").strip().startswith(b"//")
    for secret in (b"root:", b"MIDDLEWARE", (home / "secret.key").read_bytes().strip()):
        assert secret not in answer


@pytest.mark.parametrize("target", [GOOD, f"./{GOOD}", "%76endor/tabler.min.css"])
def test_the_test_would_see_a_file(say: Say, target: str) -> None:
    """Attack on the table above: a server that answers nothing would pass it."""
    answer = asked(say, f"/static/{target}".encode())
    found = b" 200 " in answer[:20]
    assert found is (target != f"./{GOOD}")
    assert ((STATIC / GOOD).read_bytes()[:200] in answer) is found


def test_the_server_works_after_all_of_it(say: Say) -> None:
    for target in CLIMBS.values():
        asked(say, target)
    assert b" 200 " in asked(say, b"/sign-in/")[:20]

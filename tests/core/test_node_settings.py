"""The settings of a node are read strictly: a typing error stops the start."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from liaison.core.errors import SettingRefused
from liaison.core.node import MAX_FILE_BYTES, database, load
from liaison.core.settings_table import SETTINGS

NAMED = "[node]\norganisation = 'beijing'\n"
WRONG: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "an unknown key": (NAMED + "[staff]\nprot = 8400\n", {}, "staff.prot"),
    "an unknown section": (NAMED + "[stuff]\nport = 8400\n", {}, "stuff.port"),
    "no section": ("organisation = 'beijing'\n", {}, "organisation"),
    "a text for a number": (NAMED + "[staff]\nport = 'many'\n", {}, "staff.port"),
    "yes for a number": (NAMED + "[staff]\nport = true\n", {}, "staff.port"),
    "a fraction": (NAMED + "[staff]\nport = 8400.5\n", {}, "staff.port"),
    "a number for a text": ("[node]\norganisation = 7\n", {}, "node.organisation"),
    "a list for a text": ("[node]\norganisation = ['beijing']\n", {}, "node.organisation"),
    "too low": (NAMED + "[staff]\nport = 0\n", {}, "staff.port"),
    "too high": (NAMED + "[staff]\nport = 65536\n", {}, "staff.port"),
    "not among the choices": (NAMED + "mode = 'test'\n", {}, "node.mode"),
    "too long": (f"[node]\norganisation = '{'x' * 501}'\n", {}, "node.organisation"),
    "missing": ("", {}, "node.organisation"),
    "empty where it must be said": ("[node]\norganisation = ''\n", {}, "node.organisation"),
    "emptied by the environment": (
        NAMED,
        {"LIAISON_NODE_ORGANISATION": ""},
        "node.organisation",
    ),
    "an unknown variable": (NAMED, {"LIAISON_STAFF_PROT": "1"}, "LIAISON_STAFF_PROT"),
    "a variable that is no number": (NAMED, {"LIAISON_STAFF_PORT": "8e3"}, "staff.port"),
    "digits of another script": (NAMED, {"LIAISON_STAFF_PORT": "٨٤٠٠"}, "staff.port"),
    "a negative number": (NAMED, {"LIAISON_STAFF_PORT": "-1"}, "staff.port"),
    "a million digits": (NAMED, {"LIAISON_STAFF_PORT": "9" * 1_000_000}, "staff.port"),
    "not TOML": ("[node\n", {}, "liaison.toml"),
    "the same key twice": (NAMED + "organisation = 'seoul'\n", {}, "liaison.toml"),
    "mail from nobody": (NAMED + "[mail]\nhost = 'mail.example'\n", {}, "mail.sender"),
    "mail in the open": (
        NAMED + "[mail]\nhost = 'mail.example'\nsender = 'a@b.example'\nsecurity = 'none'\n",
        {},
        "mail.security",
    ),
    "plain HTTP over a network": (NAMED + "[staff]\nhost = '0.0.0.0'\n", {}, "staff.host"),
    "a name that is no address here": (
        NAMED + "[staff]\naddress = 'http://desk.example'\n",
        {},
        "staff.address",
    ),
    "another scheme": (NAMED + "[staff]\naddress = 'ftp://localhost'\n", {}, "staff.address"),
    "a certificate without its key": (
        NAMED + "[staff]\ncertificate = 'a.pem'\naddress = 'https://desk.example'\n",
        {},
        "staff.key",
    ),
    "a certificate and a plain address": (
        NAMED + "[staff]\ncertificate = 'a.pem'\nkey = 'a.key'\n",
        {},
        "staff.address",
    ),
    "a proxy and a plain address": (
        NAMED + "[staff]\nproxies = '10.0.0.5'\n",
        {},
        "staff.address",
    ),
    "everybody is a proxy": (
        NAMED + "[staff]\nproxies = '0.0.0.0/0'\naddress = 'https://desk.example'\n",
        {},
        "staff.proxies",
    ),
    "a huge file": (NAMED + "#" * MAX_FILE_BYTES, {}, "liaison.toml"),
}


@pytest.mark.parametrize(("content", "environment", "name"), WRONG.values(), ids=WRONG)
def test_refused(tmp_path: Path, content: str, environment: Mapping[str, str], name: str) -> None:
    (tmp_path / "liaison.toml").write_text(content)
    with pytest.raises(SettingRefused) as refusal:
        load(tmp_path, environment)
    assert refusal.value.name.endswith(name)
    assert name in str(refusal.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "liaison.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingRefused):
        load(tmp_path, {})


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "liaison.toml").mkdir()
    with pytest.raises(SettingRefused):
        load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing"})


def test_the_file_is_enough_and_the_rest_is_default(tmp_path: Path) -> None:
    (tmp_path / "liaison.toml").write_text(NAMED)
    found = load(tmp_path, {"PATH": "/bin", "LIAISON_HOME": "x", "LIAISON_DOOR": "staff"})
    assert found.organisation == "beijing"
    assert not found.demo
    assert found.number("staff.port") == 8400
    assert set(found.values) == {setting.name for setting in SETTINGS}
    assert found.keys_folder == tmp_path / "keys"


def test_the_environment_is_enough(tmp_path: Path) -> None:
    assert load(tmp_path, {"LIAISON_NODE_ORGANISATION": "seoul"}).organisation == "seoul"


def test_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "liaison.toml").write_text(NAMED + "[staff]\nport = 1\n")
    found = load(tmp_path, {"LIAISON_STAFF_PORT": " 8499 ", "LIAISON_NODE_MODE": "demo"})
    assert (found.number("staff.port"), found.demo) == (8499, True)


def test_every_default_is_within_its_own_limits(tmp_path: Path) -> None:
    found = load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing"})
    for setting in SETTINGS:
        assert isinstance(found.values[setting.name], setting.kind)
        assert setting.words


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "", "postgresql://host:port/name", "postgresql://[::1/x", "SQLITE"]
)
def test_a_database_nobody_knows(tmp_path: Path, url: str) -> None:
    found = load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing", "LIAISON_DATABASE_URL": url})
    with pytest.raises(SettingRefused):
        database(found)


def test_a_postgresql_database(tmp_path: Path) -> None:
    url = "postgresql://liai%40son:se%2Fcret@db.example:5433/bureau?sslmode=verify-full"
    found = load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing", "LIAISON_DATABASE_URL": url})
    made = database(found)
    assert (made["USER"], made["PASSWORD"]) == ("liai@son", "se/cret")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.example", "5433", "bureau")


@pytest.mark.parametrize("mode", ["", "disable", "allow", "prefer", "require"])
def test_a_database_elsewhere_is_spoken_to_in_private_and_knows_its_name(
    tmp_path: Path, mode: str
) -> None:
    """Attack: whoever sits between reads, or answers instead."""
    url = f"postgresql://liaison@db.example/bureau{mode and '?sslmode='}{mode}"
    found = load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing", "LIAISON_DATABASE_URL": url})
    with pytest.raises(SettingRefused, match="verify-full"):
        database(found)


@pytest.mark.parametrize("place", ["localhost", "127.0.0.1:5433", "", "[::1]"])
def test_a_database_on_this_machine_needs_no_certificate(tmp_path: Path, place: str) -> None:
    url = f"postgresql://liaison@{place}/bureau"
    found = load(tmp_path, {"LIAISON_NODE_ORGANISATION": "beijing", "LIAISON_DATABASE_URL": url})
    assert database(found)["NAME"] == "bureau"


def test_cookies_belong_to_this_host_wherever_the_line_is_safe(tmp_path: Path) -> None:
    """Attack: another site of the same domain sets the cookie of a session it knows."""
    (tmp_path / "liaison.toml").write_text("[node]\norganisation = 'beijing/macao'\n")
    assert load(tmp_path, {}).cookie == "liaison-beijing-macao"
    safe = load(tmp_path, {"LIAISON_STAFF_ADDRESS": "https://desk.example"})
    assert safe.cookie == "__Host-liaison-beijing-macao"


@pytest.mark.parametrize(
    "said",
    [
        {"LIAISON_STAFF_CERTIFICATE": "a.pem", "LIAISON_STAFF_KEY": "a.key"},
        {"LIAISON_STAFF_PROXIES": "10.0.0.5, 2001:db8::/64"},
    ],
    ids=["with a certificate of its own", "behind a proxy that encrypts"],
)
def test_over_a_network_the_staff_site_is_encrypted(
    tmp_path: Path, said: Mapping[str, str]
) -> None:
    around = {"LIAISON_NODE_ORGANISATION": "beijing", "LIAISON_STAFF_HOST": "0.0.0.0"}  # noqa: S104
    address = {"LIAISON_STAFF_ADDRESS": "https://desk.example"}
    assert load(tmp_path, {**around, **address, **said}).browser_secure

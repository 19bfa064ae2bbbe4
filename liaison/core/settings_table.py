"""Every setting of a node: its place in liaison.toml, its type, default, limits, in words.

`docs/reference/settings.md` is drawn from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from liaison.core.errors import SettingRefused

Value = str | int | bool
MAX_TEXT = 500


@dataclass(frozen=True)
class Setting:
    """One setting.

    Attributes:
        name: `section.name`; in the environment `LIAISON_SECTION_NAME`.
        default: what holds when nobody says anything; its type is the setting's type.
            None: must be said.
        words: what it is for, one sentence.
        low: smallest number.
        high: largest number.
        choices: if not empty, the only texts allowed.
    """

    name: str
    default: Value | None
    words: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    kind: type[str] | type[int] | type[bool] = field(default=str)

    @property
    def variable(self) -> str:
        """Name in the environment."""
        return "LIAISON_" + self.name.replace(".", "_").upper()


SETTINGS: tuple[Setting, ...] = (
    Setting("node.organisation", None, "id of this bureau in the directory, such as 'beijing'"),
    Setting(
        "node.mode",
        "production",
        "'demo' says on every page that everything is invented",
        choices=("production", "demo"),
    ),
    Setting("staff.host", "127.0.0.1", "address the staff site listens on"),
    Setting("staff.port", 8400, "port of the staff site", 1, 65535, kind=int),
    Setting(
        "staff.address",
        "http://localhost:8400",
        "what people type: scheme, host and port, no path",
    ),
    Setting("staff.certificate", "", "PEM file for HTTPS on the staff site; empty: plain HTTP"),
    Setting("staff.key", "", "PEM file (PKCS #8) of that certificate's key"),
    Setting(
        "staff.proxies",
        "",
        "addresses or networks of the proxies in front of the staff site, with commas between; "
        "only what they say about callers is believed, and without a certificate of our own "
        "nobody else is answered; empty: no proxy",
    ),
    Setting(
        "staff.proxy_header",
        "forwarded",
        "the one header in which they name callers; 'x-forwarded-for' only if they drop headers "
        "with an underscore in their name, which would pass for it",
        choices=("forwarded", "x-forwarded-for"),
    ),
    Setting(
        "staff.idle_minutes",
        30,
        "a session in which nothing was done for so long is over",
        5,
        480,
        kind=int,
    ),
    Setting(
        "staff.session_hours",
        8,
        "how long a session lasts at most, whatever is done in it",
        1,
        24,
        kind=int,
    ),
    Setting(
        "staff.look_ups_a_minute",
        120,
        "how often one person may check, search and open records; four minutes' worth in a row",
        10,
        100_000,
        kind=int,
    ),
    Setting(
        "staff.pages_a_minute",
        600,
        "how many other pages one person may open; four minutes' worth in a row",
        60,
        100_000,
        kind=int,
    ),
    Setting(
        "staff.password_alone",
        "",
        "ids of organisations, with commas between, at which and below which roles that allow it "
        "(resources/roles.toml) open with a password alone; empty: everybody has a second factor",
    ),
    Setting(
        "requests.approval_waived",
        "",
        "ids of organisations, with commas between: what they and those below them ask "
        "abroad leaves without the officer's approval that resources/policy/approval.toml demands",
    ),
    Setting(
        "passwords.leaked",
        "",
        "file of passwords that leaked, in the home or by its whole path: Pwned Passwords, SHA-1, "
        "ordered by hash; empty: only the commonest, which come with the house",
    ),
    Setting("federation.host", "127.0.0.1", "address other bureaus reach"),
    Setting("federation.port", 8401, "port other bureaus reach", 1, 65535, kind=int),
    Setting(
        "federation.address",
        "https://127.0.0.1:8401",
        "what other bureaus dial: goes into our card",
    ),
    Setting(
        "federation.relay",
        "",
        "bureau that keeps and passes on what is meant for us while we do not answer; our card "
        "names it",
    ),
    Setting(
        "federation.inbound",
        "yes",
        "'no' where other bureaus cannot call us at all: everything comes through the relay",
        choices=("yes", "no"),
    ),
    Setting(
        "federation.pull_seconds",
        0,
        "how often we fetch what waits for us at our relay; 0: never, it calls us",
        0,
        86400,
        kind=int,
    ),
    Setting(
        "database.url",
        "sqlite",
        "'sqlite' (a file in the home), or postgresql://user@host:port/name",
    ),
    Setting(
        "files.quota_megabytes",
        20_480,
        "what the files of one desk may take",
        1,
        10_000_000,
        kind=int,
    ),
    Setting(
        "files.scanner",
        "",
        "socket of ClamAV's daemon, such as /run/clamav/clamd.ctl; empty: files are not scanned",
    ),
    Setting(
        "logs.level",
        "info",
        "the least that is written; 'info' has a line for every request",
        choices=("info", "warning", "error"),
    ),
    Setting(
        "logs.slow_query_milliseconds",
        500,
        "a query that takes so long is logged, by its tables and without its values",
        1,
        60_000,
        kind=int,
    ),
    Setting("mail.host", "", "server that takes our mail; empty: no mail is sent"),
    Setting("mail.port", 587, "port of that server", 1, 65535, kind=int),
    Setting(
        "mail.security",
        "starttls",
        "how the line to it is protected; 'none' only for a server on this machine",
        choices=("starttls", "tls", "none"),
    ),
    Setting(
        "mail.authority", "", "PEM file that its certificate is checked with; empty: system's"
    ),
    Setting("mail.user", "", "name to sign in with there; the password is the file mail.password"),
    Setting("mail.sender", "", "address our mail comes from, such as liaison@bureau.example"),
    Setting(
        "worker.processes",
        1,
        "workers that are started; each more is a core more for bulk checks and what arrives",
        1,
        16,
        kind=int,
    ),
    Setting("worker.threads", 4, "jobs run at the same time by one worker", 1, 32, kind=int),
    Setting(
        "worker.silent_seconds",
        60,
        "when no worker was heard of for so long, /healthz says that the bureau is not ready",
        15,
        3600,
        kind=int,
    ),
    Setting(
        "worker.lease_seconds",
        30,
        "a job of a worker that died is taken over after this time",
        1,
        3600,
        kind=int,
    ),
)
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


def parse(setting: Setting, said: object) -> Value:
    """Turn what TOML or the environment said into the setting's type, within its limits.

    Args:
        setting: the row of the table.
        said: a TOML value, or a text from the environment.

    Raises:
        SettingRefused: wrong type, out of limits, not one of the choices.
    """
    if setting.kind is int:
        return _number(setting, said)
    if not isinstance(said, str):
        raise SettingRefused(setting.name, f"must be a text, not {type(said).__name__}")
    if len(said) > MAX_TEXT:
        raise SettingRefused(setting.name, f"is longer than {MAX_TEXT} characters")
    if setting.choices and said not in setting.choices:
        raise SettingRefused(setting.name, f"must be one of {', '.join(setting.choices)}")
    return said


def _number(setting: Setting, said: object) -> int:
    text = said.strip() if isinstance(said, str) else said
    if (
        isinstance(text, str)
        and text.isascii()
        and text.isdigit()
        and len(text) <= len("65535") * 2
    ):
        text = int(text)
    if not isinstance(text, int) or isinstance(text, bool):
        raise SettingRefused(setting.name, "must be a whole number")
    if not setting.low <= text <= setting.high:
        raise SettingRefused(setting.name, f"must be from {setting.low} to {setting.high}")
    return text

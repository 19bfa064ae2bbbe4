"""Mail: one letter to one server, the one of the settings. Nothing else here dials out by mail.

The line is protected unless the settings say otherwise, the certificate is checked, every step has
a limit of time, and what is sent is built by the standard library, which refuses line breaks in
headers.
"""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from liaison.core.errors import Refusal
from liaison.core.node import NodeSettings

PASSWORD_FILE = "mail.password"  # noqa: S105 - the name of a file
PASSWORD_MOST = 1024
SECONDS = 15
NONE, TLS = "none", "tls"


class MailRefused(Refusal):
    """The server will never take this letter: trying again would change nothing."""

    code = "core:mail"

    def __init__(self, status: int) -> None:
        """Keep the server's number; its words may quote the address."""
        super().__init__(status)
        self.status = status

    def __str__(self) -> str:
        return f"the mail server refused the letter for good ({self.status})"


@dataclass(frozen=True)
class Mail:
    """One letter of plain text.

    Attributes:
        id: what makes it this letter and no other; sent twice it is the same.
        to: one address.
        subject: one line.
        text: the letter.
    """

    id: str
    to: str
    subject: str
    text: str


def send(node: NodeSettings, mail: Mail, *, now: datetime) -> None:
    """Hand one letter to the server of the settings.

    Args:
        node: whose settings name the server.
        mail: the letter.
        now: the present moment, for its date.

    Raises:
        MailRefused: the server will never take it.
        OSError: the server cannot be reached, or is not who it should be.
        smtplib.SMTPException: the server cannot take it now.
    """
    content = _content(node, mail, now)
    try:
        with _line(node) as line:
            user = node.text("mail.user")
            if user:
                line.login(user, _password(node))
            line.send_message(content)
    except smtplib.SMTPRecipientsRefused as error:
        (status, _words), *_rest = error.recipients.values()
        _give_up(status)
        raise
    except smtplib.SMTPResponseException as error:
        if not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
            _give_up(error.smtp_code)
        raise


def _give_up(status: int) -> None:
    """Tell for good from for now: RFC 5321 section 4.2.1.

    Raises:
        MailRefused: for good.
    """
    if status >= 500:  # noqa: PLR2004 - permanent negative completion
        raise MailRefused(status)


def _line(node: NodeSettings) -> smtplib.SMTP:
    host, port = node.text("mail.host"), node.number("mail.port")
    security = node.text("mail.security")
    if security == TLS:
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=_context(node))
    line = smtplib.SMTP(host, port, timeout=SECONDS)
    if security != NONE:
        try:
            line.starttls(context=_context(node))
        except BaseException:
            line.close()
            raise
    return line


def _context(node: NodeSettings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=node.text("mail.authority") or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _password(node: NodeSettings) -> str:
    with (node.home / PASSWORD_FILE).open(encoding="utf-8") as file:
        return file.read(PASSWORD_MOST).strip()


def _content(node: NodeSettings, mail: Mail, now: datetime) -> EmailMessage:
    sender = node.text("mail.sender")
    domain = sender.partition("@")[2] or "localhost"
    content = EmailMessage(policy=SMTP)
    content["From"] = sender
    content["To"] = mail.to
    content["Subject"] = mail.subject
    content["Date"] = format_datetime(now)
    content["Message-ID"] = f"<{mail.id}@{domain}>"
    # RFC 3834: nobody's absence notice should answer it
    content["Auto-Submitted"] = "auto-generated"
    content.set_content(mail.text)
    return content

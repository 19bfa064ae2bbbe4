"""A node whose mail goes to the simulator."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from liaison.core.node import NodeSettings
from liaison.exchange.keymaking import make_keys
from tests.simulators.mail_server import MailServer, mail_server


@pytest.fixture
def post(node: NodeSettings, tmp_path: Path) -> Iterator[MailServer]:
    """Run a mail server, and let the node send its mail there."""
    keys = tmp_path / "keys"
    # the other end of a real line looks at a real clock
    make_keys(keys, organisation="mail", host="127.0.0.1", now=datetime.now(UTC))
    with mail_server(keys) as server:
        values = {
            **node.values,
            "mail.host": "127.0.0.1",
            "mail.port": server.port,
            "mail.sender": "liaison@beijing.example",
            "mail.authority": str(keys / "tls.pem"),
        }
        with override_settings(NODE=NodeSettings(home=node.home, values=values)):
            yield server

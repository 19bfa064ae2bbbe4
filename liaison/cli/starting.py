"""Starting Django for one home, and importing by name what may only be imported then.

The one place of the command line that imports by name: `docs/adr/0012` says why.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType

import django
from django.apps import apps

from liaison.core.errors import CommandRefused

DEFAULT_HOME = Path("var/bureau")


def start(home: Path) -> None:
    """Start Django for the node that lives in `home`.

    Raises:
        CommandRefused: there is no node, or this process is another one's already.
        SettingRefused: its settings are wrong.
    """
    if not (home / "liaison.toml").exists():
        raise CommandRefused(str(home), "is not the home of a bureau: run liaison init")
    where = str(home.resolve())
    if apps.ready and os.environ.get("LIAISON_HOME") != where:
        raise CommandRefused(str(home), "is another bureau than the one this batch began with")
    os.environ["LIAISON_HOME"] = where
    os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
    django.setup()


def module(name: str) -> ModuleType:
    """Import a module of the command line: it names tables, or costs what others need not pay.

    Args:
        name: below `liaison.cli`.
    """
    return importlib.import_module(f"liaison.cli.{name}")

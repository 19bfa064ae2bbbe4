"""Starting Django for one home, and importing by name what may only be imported then.

The one place of the command line that imports by name: `docs/adr/0012` says why.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType

import django

from liaison.core.errors import CommandRefused

DEFAULT_HOME = Path("var/bureau")


def start(home: Path) -> None:
    """Start Django for the node that lives in `home`.

    Raises:
        CommandRefused: there is no node.
        SettingRefused: its settings are wrong.
    """
    if not (home / "liaison.toml").exists():
        raise CommandRefused(str(home), "is not the home of a bureau: run liaison init")
    os.environ["LIAISON_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
    django.setup()


def module(name: str) -> ModuleType:
    """Import a module of the command line: it names tables, or costs what others need not pay.

    Args:
        name: below `liaison.cli`.
    """
    return importlib.import_module(f"liaison.cli.{name}")

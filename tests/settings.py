"""The house's settings for tests and for the type checker: nothing has to be set outside."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="liaison-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
(_home / "secret.key").write_text(secrets.token_urlsafe(60))
os.environ["LIAISON_HOME"] = str(_home)
os.environ.setdefault("LIAISON_NODE_ORGANISATION", "beijing")
os.environ.setdefault("LIAISON_STAFF_ADDRESS", "http://localhost")

from liaison.config.settings import *

# SQLite in a file costs the same as in memory and has real locks
DATABASES["default"].setdefault("TEST", {})
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "tests.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = False

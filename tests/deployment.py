"""The settings of a bureau in earnest, for `check --deploy`: HTTPS towards the browser."""

import os

os.environ["LIAISON_STAFF_ADDRESS"] = "https://desk.example"

from tests.settings import *  # noqa: F403

"""A bureau's database with a hundred thousand invented requests.

Run by `benchmarks.desk` inside the bureau's home; prints the seconds it took.
"""

import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
django.setup()

from liaison.core import clock  # noqa: E402 - tables exist only now
from tests.casework.filling import fill  # noqa: E402

TOTAL = 100_000
STILL_OPEN = 20_000


def main() -> None:
    """Fill, and say how long it took."""
    begun = time.perf_counter()
    fill(
        desk="beijing",
        unit="beijing/shenzhen-detectives",
        total=TOTAL,
        still_open=STILL_OPEN,
        now=clock.now(),
    )
    sys.stdout.write(f"{time.perf_counter() - begun:.1f}\n")


if __name__ == "__main__":
    main()

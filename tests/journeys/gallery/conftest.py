"""A gallery that is open for the tests of this folder: filled once for each worker."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from tests.journeys.gallery.looking import Gallery
from tests.journeys.gallery.serving import open_house


@pytest.fixture(scope="package")
def db(
    django_db_setup: None,  # noqa: ARG001 - makes the tables
    django_db_blocker: DjangoDbBlocker,
) -> Generator[None]:
    """Open the database for the folder; by this name pytest-django knows that one is needed."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def gallery(db: None, browser: Browser) -> Generator[Gallery]:  # noqa: ARG001 - asks for the database
    """A full house, and windows into it."""
    with open_house() as site:
        found = Gallery(browser, site)
        yield found
        found.close()

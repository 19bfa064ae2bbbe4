"""What is opened on a telephone lies above the page, and a camera can read what it is shown."""

from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.audit.cast import empty_the_log
from tests.cast import a_person, sit_down

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# what lies at the middle of every link and button of the menu
COVERED = """menu => [...menu.querySelectorAll("a, button")].filter(one => {
  const box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !menu.contains(top);
}).map(one => one.textContent.trim())"""


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


@pytest.fixture
def telephone(browser: Browser, live_server: LiveServer) -> Generator[Page]:
    """A telephone at night on which Ada is signed in."""
    client = Client()
    sit_down(client, a_person())
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, color_scheme="dark"
    )
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_the_menu_lies_above_the_page(telephone: Page) -> None:
    telephone.goto("/check/")
    telephone.locator(".menu > summary").click()
    menu = telephone.locator(".menu-body")
    assert menu.locator("a, button").count() > 2
    assert menu.evaluate(COVERED) == []


def test_the_code_for_the_app_is_dark_on_light(telephone: Page) -> None:
    telephone.goto("/own/app/")
    picture = telephone.get_by_role("img", name="QR code")
    light = "node => getComputedStyle(node).backgroundColor"
    assert picture.evaluate(light) == "rgb(255, 255, 255)"

"""What somebody does on a page before it is looked at."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD

Act = Callable[[Page], None]
POST = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const [name, value] of Object.entries({csrfmiddlewaretoken: token, ...fields})) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  setTimeout(() => form.submit());
}"""


# whether a button, a link or a form leads to another page, as far as the page itself knows
LEADS = """one => {
  if (one.closest("[hx-get], [hx-post]")) return false;
  if (one.closest("a[href]")) return true;
  const form = one instanceof HTMLFormElement ? one : one.type === "submit" && one.form;
  return Boolean(form) && (form.noValidate || one.formNoValidate || form.checkValidity());
}"""


def press(selector: str) -> Act:
    """Return: click there, and wait for the page that comes, or for htmx."""

    def act(page: Page) -> None:
        place = page.locator(selector).first
        with coming(page, place):
            place.click()

    return act


def unfold(selector: str) -> Act:
    """Return: open a folded part."""

    def act(page: Page) -> None:
        page.locator(selector).evaluate_all("all => all.forEach(one => { one.open = true; })")

    return act


def send_empty(selector: str) -> Act:
    """Return: send a form of which nothing was filled in, folded or not."""

    def act(page: Page) -> None:
        form = page.locator(selector).first
        with coming(page, form):
            form.evaluate(
                "form => { form.closest('details')?.setAttribute('open', '');"
                " setTimeout(() => form.requestSubmit()); }"
            )

    return act


def post(address: str, **fields: str) -> Act:
    """Return: send fields to an address, as a form of the page would, or a forged one."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.evaluate(POST, [address, fields])

    return act


def fill(fields: dict[str, str], then: Act) -> Act:
    """Return: type into fields, by selector, and go on."""

    def act(page: Page) -> None:
        for selector, words in fields.items():
            place = page.locator(selector).first
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(words)
            else:
                place.fill(words)
        then(page)

    return act


def in_turn(*acts: Act) -> Act:
    """Return: one after the other."""

    def act(page: Page) -> None:
        for one in acts:
            one(page)

    return act


def sign_in(name: str, password: str = PASSWORD) -> Act:
    """Return: type name and password on the sign-in page."""
    return fill({"#id_username": name, "#id_password": password}, press("form[novalidate] button"))


def wait_for(selector: str) -> Act:
    """Return: wait until something stands on the page that comes by itself."""

    def act(page: Page) -> None:
        expect(page.locator(selector)).to_be_visible()

    return act


def leave_open(page: Page) -> None:
    """Sign out in another window; the page that stays open hides itself."""
    page.evaluate(
        "localStorage.setItem('left-at', Date.now() + 1); dispatchEvent(new Event('storage'))"
    )
    expect(page.locator("header.bar")).to_have_count(0)


def enter(page: Page) -> None:
    """Press Enter where the last word was typed, and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@contextmanager
def coming(page: Page, place: Locator) -> Generator[None]:
    """Wait for what a place leads to: the page that stood there before is not looked at."""
    if place.evaluate(LEADS):
        with page.expect_navigation():
            yield
    else:
        yield
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing is on its way, neither a page nor a part of one."""
    page.wait_for_load_state("load")
    expect(page.locator(".htmx-request")).to_have_count(0)

"""A person at a browser: pages, cookies, forms with their hidden fields. No short cuts inside.

Pages are fetched from 127.0.0.1 with the bureau's own host name, because not every machine
resolves names under `localhost`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from liaison.cli.demo.houses import House
from liaison.cli.demo.places import PASSWORD
from liaison.cli.demo.terminal import StepFailed

WAIT_SECONDS = 30


@dataclass
class _Form:
    """A form: where it goes, what it asks for, what stands in it already."""

    action: str
    names: set[str] = field(default_factory=set)
    preset: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(found.get("action", "")))
        if not self.forms:
            return
        form, name, kind = self.forms[-1], found.get("name", ""), found.get("type", "text")
        if tag in {"input", "textarea", "select", "button"} and name:
            form.names.add(name)
        if tag == "input" and name and (kind not in {"radio", "checkbox"} or "checked" in found):
            form.preset[name] = found.get("value", "")
        elif tag == "textarea" and name:
            form.preset[name], self._text = "", name
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            # the first one stands there until another is chosen
            chosen = "selected" in found or self._select not in form.preset
            if chosen:
                form.preset[self._select] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].preset[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text:
            form = self.forms[-1]
            # the line break after the opening tag belongs to the page, not to the text
            form.preset[self._text] = form.preset[self._text].removeprefix("\n")
            self._text = ""


class Browser:
    """One person in front of one bureau's staff site.

    Args:
        house: the bureau.
    """

    def __init__(self, house: House) -> None:
        """Open an empty browser."""
        self.house = house
        host = f"{house.place.short}.localhost:{house.staff_port}"
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{house.staff_port}",
            headers={"host": host, "referer": house.address + "/", "origin": house.address},
            trust_env=False,
            timeout=WAIT_SECONDS,
        )
        self.page: httpx.Response | None = None

    def sign_in(self, name: str) -> "Browser":
        """Sign in through the form.

        Raises:
            StepFailed: the site did not let the person in.
        """
        self.get("/sign-in/")
        answer = self.submit("/sign-in/", {"username": name, "password": PASSWORD})
        if answer.url.path == "/sign-in/":
            raise StepFailed(f"{name} could not sign in at {self.house.place.name}")
        return self

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    def get(self, path: str) -> httpx.Response:
        """Open a page, following redirects.

        Raises:
            StepFailed: it does not answer 200.
        """
        return self._take(self._client.get(path))

    def submit(
        self,
        action: str,
        fields: Mapping[str, str | Sequence[str]],
        *,
        step: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Fill in and send the form of the page shown that goes to `action`.

        Args:
            action: path the form posts to; a form without one posts to its page.
            fields: what the person types or ticks, and the button they press; hidden fields and
                preset values are sent along.
            step: value of the form's hidden field `step`, where a page has several.
            headers: sent along, such as those of htmx.

        Raises:
            StepFailed: there is no such form, or the answer is not 200.
        """
        if self.page is None:
            raise StepFailed("no page is open")
        reader = _Forms()
        reader.feed(self.page.text)
        for form in reader.forms:
            # where on the page it leads back to is no part of the address
            here = (form.action.partition("#")[0] or self.page.url.path) == action
            if here and fields.keys() <= form.names and form.preset.get("step", "") == step:
                said = {**form.preset, **fields}
                return self._take(self._client.post(action, data=said, headers=headers))
        seen = [
            (form.action, form.preset.get("step"), sorted(form.names)) for form in reader.forms
        ]
        raise StepFailed(f"no form for {action} {step} with {sorted(fields)} on the page: {seen}")

    def step(self, page: str, name: str, **fields: str | Sequence[str]) -> httpx.Response:
        """Open a page and take one of the steps it offers.

        Args:
            page: its path.
            name: of the step; its fields bear it as their prefix.
            **fields: what the person types.

        Raises:
            StepFailed: the page does not offer it.
        """
        self.get(page)
        said = {f"{name}-{field}": value for field, value in fields.items()}
        return self.submit(page, said, step=name)

    def ask_document(self, document: str, state: str = "") -> httpx.Response:
        """Ask on the Check page about a document, with purpose and reference, as htmx does.

        The answer is a part of a page with the form in it, ready for the next question.

        Raises:
            StepFailed: the page did not answer.
        """
        said = {
            "document": document,
            "state": state,
            "purpose": "security_check",
            "reference": "ICN lane 7",
        }
        return self.submit("/check/", said, headers={"hx-request": "true"})

    def _take(self, answer: httpx.Response) -> httpx.Response:
        for _ in range(5):
            if not answer.has_redirect_location:
                break
            answer = self._client.get(answer.headers["location"])
        if answer.status_code != httpx.codes.OK:
            raise StepFailed(f"{answer.request.method} {answer.url.path}: {answer.status_code}")
        self.page = answer
        return answer

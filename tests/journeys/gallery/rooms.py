"""The gallery's list: each page at its fullest, then its other states, room by room."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.test import Client

from liaison.identity import services as identity
from liaison.identity.models import Person, Session
from liaison.identity.services.warning import warn
from liaison.identity.sign_in_changes import Change
from liaison.records.models import Record
from tests.architecture.entrances import ENTRANCES
from tests.cast import NOW, an_actor
from tests.journeys.gallery import acts
from tests.journeys.gallery.living import EMPTY, NAMES
from tests.journeys.gallery.sights import NO_PAGE, NOBODY, Sight, at
from tests.web.full_house import FullHouse

# pages whose fullest thing is not the fullest one of the house
FULLER: Mapping[str, str] = {"requests/<uuid:request_id>/change/": "draft"}
REQUEST, HIT, RECORD = (
    "requests/<uuid:request_id>/",
    "hits/<uuid:hit_id>/",
    "records/<uuid:document_id>/",
)
LONG = "x" * 1_100_000


def of(begins: str, which: str) -> Callable[[FullHouse], Mapping[str, str]]:
    """Return where ids of a certain thing stand."""
    return lambda house: house.ids | {begins: house.ids[which]}


def a_link(house: FullHouse) -> None:
    """Make a link with which somebody chooses a password."""
    security = an_actor(person="Sara", role="security_officer")
    person = Person.objects.get(name="Wen1")
    house.ids["welcome/"] = identity.make_setup_link(security, person_id=person.pk, now=NOW)


def locked(_house: FullHouse) -> None:
    """Guess four passwords of somebody."""
    for _ in range(4):
        said = {"username": "wen1", "password": "a guess"}
        Client().post("/sign-in/", said, headers={"host": "localhost"})


def discreet(_house: FullHouse) -> None:
    """Hide every record from chairs below the bureau: what is not discreet they read with it."""
    Record.objects.update(discreet=True)


def long_ago(_house: FullHouse) -> None:
    """Let everybody have proved longer ago than a step-up allows who they are."""
    Session.objects.update(proved_at=NOW - timedelta(hours=1))


def changed(_house: FullHouse) -> None:
    """Tell the desk officer of changes in their own sign-in."""
    person = Person.objects.get(name=NAMES["desk_officer"])
    warn(person, Change.PASSWORD_SET, NOW)
    warn(person, Change.RECOVERY_ASKED, NOW)
    identity.number_events(NOW)


def fullest(route: str) -> Sight:
    """Return a page with the fullest thing it can show."""
    begins = route.partition("<")[0]
    if which := FULLER.get(route):
        return at(route, ids=of(begins, which), role="unit_officer")
    return at(route)


FULLEST = tuple(
    fullest(route)
    for route in ENTRANCES
    if route not in NO_PAGE and route not in {"sign-in/second/", "welcome/<str:token>/"}
)
second = acts.sign_in("desk_officer")
IDENTITY = (
    at("sign-in/", "refused", act=acts.sign_in("lin", "not the one")),
    at("sign-in/", "untyped", act=acts.sign_in("", "")),
    at("sign-in/", "over", query="?over=idle&next=/desk/"),
    at("sign-in/", "locked", arrange=locked, act=acts.sign_in("wen1", "a guess")),
    at("sign-in/second/", act=second),
    at(
        "sign-in/second/",
        "refused",
        act=acts.in_turn(
            second, acts.fill({"#id_code": "000000"}, acts.press("form[novalidate] button"))
        ),
    ),
    at("welcome/<str:token>/", arrange=a_link),
    at("welcome/<str:token>/", "refused", arrange=a_link, act=acts.send_empty("form[novalidate]")),
    at("welcome/<str:token>/", "over", status=404),
    at("own/", "bare", role="auditor"),
    at("own/", "confirm", act=acts.press("form[action^='/own/passkeys/'] button.btn-sm")),
    at("own/password/", "refused", act=acts.send_empty("main form")),
    at("own/app/", "refused", act=acts.send_empty("main form")),
    at("own/", "menu", role="security_officer", act=acts.press("details.menu > summary")),
    at("accounts/", "asked", act=acts.unfold("details.more")),
    at("accounts/", "refused", act=acts.send_empty("details.more form")),
    at("machines/", "refused", act=acts.send_empty("details.more form")),
    at("machines/", "open", act=acts.unfold("main details")),
    at("delegations/", "refused", role="administrator", act=acts.send_empty("details.more form")),
    at("access/", "open", act=acts.unfold("main details")),
    at("access/", "step-up", arrange=long_ago, act=acts.press("form[action$='/link/'] button")),
    at("events/", "own", arrange=changed),
    at("access/", "link", act=acts.press("form[action$='/link/'] button")),
    at("machines/", "key", act=acts.press("form[action$='/key/'] button")),
)
CASEWORK = (
    at("desk/", "empty", role="desk_officer" + EMPTY),
    at("desk/", "narrowed", query="?urgency=urgent"),
    at("desk/", "nothing-due", query="?queue=overdue"),
    at("desk/", "menu", act=acts.press("details.menu > summary")),
    at(
        "desk/",
        "found",
        act=acts.fill({"#search": "SL-2026"}, acts.enter),
    ),
    at("requests/", "unit", role="unit_officer"),
    at("requests/", "empty", role="desk_officer" + EMPTY),
    at("requests/new/", "refused", act=acts.press("button[value=submit]")),
    at(
        "requests/new/",
        "things",
        act=acts.in_turn(
            acts.press("button[name=add][value=person]"),
            acts.press("button[name=add][value=vehicle]"),
        ),
    ),
    *(
        at(REQUEST, state, ids=of("requests/", state))
        for state in ("submitted", "arrived", "accepted", "answered", "refused", "sent")
    ),
    at(REQUEST, "steps", ids=of("requests/", "accepted"), act=acts.unfold("details.step")),
    at(
        REQUEST,
        "step-refused",
        ids=of("requests/", "submitted"),
        act=acts.send_empty("#step-review"),
    ),
    at(REQUEST, "unit", role="unit_officer"),
    at(REQUEST, "draft", role="unit_officer", ids=of("requests/", "draft")),
    at("cases/", "empty", role="desk_officer" + EMPTY),
    at("cases/", "refused", act=acts.send_empty("main form[method=post]")),
    at("cases/<uuid:case_id>/", "steps", act=acts.unfold("details.step")),
    at("transfers/", "empty", role="desk_officer" + EMPTY),
    at("desk/shift/", "empty", role="desk_officer" + EMPTY),
    at("statistics/", "empty", role="desk_officer" + EMPTY),
)
asked = {"#id_reference": "PVG-7", "#id_purpose": "security_check"}
QUERIES = (
    at("check/", "frontline", role="frontline_officer"),
    at("check/", "untyped", act=acts.press("#check button[type=submit]")),
    at(
        "check/",
        "unread",
        act=acts.fill(
            {"#id_document": "??", **asked, "#id_reference": ""},
            acts.press("#check button[type=submit]"),
        ),
    ),
    at(
        "check/",
        "no-match",
        act=acts.fill(
            {"#id_document": "ZZ1234567", "#id_state": "KOR", **asked},
            acts.press("#check button[type=submit]"),
        ),
    ),
    at(
        "check/",
        "match",
        act=acts.fill(
            {"#id_document": "LX0000000", "#id_state": "CHN", **asked},
            acts.press("#check button[type=submit]"),
        ),
    ),
    at(
        "check/",
        "name",
        act=acts.fill(
            {"#id_document": "김민수", **asked}, acts.press("#check button[type=submit]")
        ),
    ),
    at(
        "check/",
        "typing",
        act=acts.fill({**asked, "#id_document": "Kim Min-su"}, acts.wait_for("#look p")),
    ),
    at("check/", "more", act=acts.unfold("details.check-more")),
    at("bulk/", "refused", act=acts.send_empty("#bulk")),
    at("bulk/", "columns", act=acts.unfold("details.bulk-columns")),
    at("bulk/", "empty", role="desk_officer" + EMPTY),
    *(
        at("bulk/<uuid:bulk_id>/", state, ids=of("bulk/", f"bulk-{state}"))
        for state in ("running", "waiting", "halted")
    ),
    at("hits/", "all", query="?show=all"),
    at("hits/", "empty", role="desk_officer" + EMPTY),
    *(
        at(HIT, state, ids=of("hits/", state))
        for state in ("compared", "asked", "confirmed", "by-name", "plate", "hull")
    ),
    at(HIT, "refused", ids=of("hits/", "by-name"), act=acts.send_empty(".offer form")),
    at("alerts/", "empty", role="alert_officer" + EMPTY),
    at("confirmations/", "empty", role="desk_officer" + EMPTY),
    at("confirmations/<uuid:confirmation_id>/", "refused", act=acts.send_empty("main form")),
)
RECORDS = (
    *(
        at(RECORD, kind, ids=of("records/", kind))
        for kind in ("person", "car", "boat", "gun", "withdrawn")
    ),
    at(RECORD, "steward", role="data_steward", act=acts.unfold("main details")),
    at("records/", "none", act=acts.fill({"#id_text": "NOTHING1"}, acts.enter)),
    at("records/", "sub-bureau", role="desk_officer" + EMPTY),
    at("records/", "empty", role="desk_officer" + EMPTY, arrange=discreet),
    at("records/new/<str:kind>/", "refused", act=acts.send_empty("main form")),
)
EXCHANGE = (
    at("messages/", "misread", query="?direction=sideways", status=400),
    at("messages/", "empty", role="desk_officer" + EMPTY),
)
FILES = (at("files/", "empty", role="desk_officer" + EMPTY),)
AUDIT = (
    at("audit/", "open", act=acts.unfold("main details.more")),
    at("audit/", "none", query="?person=nobody-of-this-name"),
    at("audit/", "misread", query="?before=x", status=400),
    at("audit/", "verified", role="auditor", act=acts.press("form[action$='/verify/'] button")),
)
HOUSE = (
    Sight("refusal", "house", "audit/", role="unit_officer", status=403),
    Sight(
        "refusal-missing",
        "house",
        "requests/00000000-0000-0000-0000-000000000007/",
        role="unit_officer",
        status=404,
    ),
    Sight("not-found", "house", "nowhere/", role="desk_officer", status=404),
    Sight("not-found-stranger", "house", "nowhere/", role=NOBODY, status=404),
    Sight("form-as-page", "house", "sign-out/", role="desk_officer", status=405),
    Sight("broken", "house", "broken/", role="desk_officer", status=500),
    Sight("busy", "house", "busy/", role="desk_officer", status=503),
    at("desk/", "left-open", act=acts.leave_open),
    Sight(
        "forged",
        "house",
        "desk/",
        role="desk_officer",
        act=acts.post("/cases/", csrfmiddlewaretoken=""),
    ),
    Sight(
        "unread",
        "house",
        "hits/",
        role="desk_officer",
        act=acts.post("/hits/00000000-0000-0000-0000-000000000007/", step="?"),
    ),
    Sight(
        "too-large", "house", "cases/", role="desk_officer", act=acts.post("/cases/", title=LONG)
    ),
)
SIGHTS = (*HOUSE, *FULLEST, *IDENTITY, *CASEWORK, *QUERIES, *RECORDS, *EXCHANGE, *FILES, *AUDIT)

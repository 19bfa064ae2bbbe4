"""A system sends a list in parts, follows it, reads what came of it, and can prove one line."""

from liaison.lib.ledger.commitment import commit
from liaison.lib.ledger.proofs import verify_inclusion
from liaison.lib.ledger.tree import leaf_hash
from liaison.queries import bulkleaves
from liaison.queries.models import BulkCheck, BulkChunk
from tests.api.agencies.caller import Machine
from tests.api.agencies.examples import EXAMPLES, a_list_that_is_done
from tests.queries.lists import LIST

KIM = {"reference": "17A", "name": "KIM Min-su", "birth": "1974-08-12"}


def begun(machine: Machine) -> str:
    """Begin a list; return its id."""
    answer = machine.call("open_bulk_check", EXAMPLES["open_bulk_check"].body)
    assert answer.headers["Location"].endswith(f"/bulk-checks/{answer.body['id']}")
    return str(answer.body["id"])


def test_from_the_first_part_to_the_submission(machine: Machine) -> None:
    bulk = begun(machine)
    parts = [
        machine.call("add_bulk_lines", {"first": n, "lines": [KIM, KIM]}, path={"bulk_id": bulk})
        for n in (1, 3, 3)  # the last part twice: the first answer was lost
    ]
    told = parts[-1].body
    assert (told["lines"], told["state"]) == (4, "filling")
    told = machine.call("submit_bulk_check", path={"bulk_id": bulk}).body
    assert (told["state"], told["done"], told["ground"]) == (
        "running",
        0,
        "Own law on passenger data, Art. 3",
    )


def test_lines_that_go_back_are_refused(machine: Machine) -> None:
    bulk = begun(machine)
    machine.call("add_bulk_lines", {"first": 5, "lines": [KIM]}, path={"bulk_id": bulk})
    answer = machine.call("add_bulk_lines", {"first": 2, "lines": [KIM]}, path={"bulk_id": bulk})
    assert (answer.status, answer.code) == (409, "queries:bulk_limit")
    assert BulkChunk.objects.count() == 1


def test_no_list_for_analysis(machine: Machine) -> None:
    body = {**(EXAMPLES["open_bulk_check"].body or {}), "purpose": "threats_trends_networks"}
    answer = machine.call("open_bulk_check", body)
    assert (answer.status, answer.code) == (422, "queries:bulk_purpose")
    assert not BulkCheck.objects.exists()


def test_answers_and_rejects(machine: Machine) -> None:
    path = a_list_that_is_done()
    answers = machine.call("list_bulk_results", path=path).body["answers"]
    assert [(one["line"], one["verdict"]) for one in answers] == [
        (2, "no_match"),
        (3, "no_match"),
        (4, "no_match"),
    ]
    rest = machine.call("list_bulk_results", path=path, query={"after": 3}).body["answers"]
    assert rest == answers[2:]
    (reject,) = machine.call("list_bulk_rejects", path=path).body["rejects"]
    assert (reject["field"], reject["reason"]) == ("birth", "ids:date_wrong")


def test_what_a_proof_proves(machine: Machine) -> None:
    """By hand, as the how-to page says."""
    path = a_list_that_is_done()
    told = machine.call("prove_bulk_line", path=path, query={"line": 4}).body
    cells = {name: text for name, text in LIST[2].items() if name != "reference"}
    said = bulkleaves.content(4, cells, told["verdict"], [])
    verify_inclusion(
        index=told["index"],
        size=told["size"],
        leaf=leaf_hash(commit(bytes.fromhex(told["salt"]), said)),
        proof=[bytes.fromhex(one) for one in told["path"]],
        root_hash=bytes.fromhex(told["root"]),
    )
    missing = machine.call("prove_bulk_line", path=path, query={"line": 99})
    assert (missing.status, missing.code) == (404, "queries:no_line")

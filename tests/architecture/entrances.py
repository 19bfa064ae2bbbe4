"""Who may enter which page of the staff site: every address, in one table."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

from liaison.identity.states import Permission

# no permission is asked, and why
EVERYBODY = "one must be able to come in"
DESCRIPTION = "it describes the door and says nothing of what is behind"
ANY_KEY = "a system may always ask what its key is"
ANY_CHAIR = "what the person may do is decided by the chair they take, or by the next page"

ENTRANCES: Mapping[str, Permission | str] = {
    "": ANY_CHAIR,
    "sign-in/": EVERYBODY,
    "sign-in/second/": EVERYBODY,
    "sign-in/question/": EVERYBODY,
    "sign-in/passkey/": EVERYBODY,
    # one's own sign-in is one's own, whatever the chair
    "own/": ANY_CHAIR,
    "own/question/": ANY_CHAIR,
    "own/passkeys/": ANY_CHAIR,
    "own/passkeys/<uuid:passkey_id>/": ANY_CHAIR,
    "own/app/": ANY_CHAIR,
    "own/app/remove/": ANY_CHAIR,
    "own/password/": ANY_CHAIR,
    "own/sessions/": ANY_CHAIR,
    "own/sessions/<uuid:session_id>/": ANY_CHAIR,
    "sign-out/": ANY_CHAIR,
    "chair/": ANY_CHAIR,
    # the sign-in page has it, too; it changes nothing but one's own words
    "language/": EVERYBODY,
    # an event is told only to chairs that carry its permission
    "events/": ANY_CHAIR,
    "events/count/": ANY_CHAIR,
    "events/seen/": ANY_CHAIR,
    "delegations/": Permission.ORGANISATION_READ,
    "delegations/new/": Permission.DELEGATION_MANAGE,
    "delegations/<uuid:delegation_id>/": Permission.DELEGATION_MANAGE,
    "machines/": Permission.MACHINE_MANAGE,
    "machines/new/": Permission.MACHINE_MANAGE,
    "machines/<uuid:machine_id>/": Permission.MACHINE_MANAGE,
    "machines/<uuid:machine_id>/key/": Permission.MACHINE_MANAGE,
    "accounts/": Permission.ACCOUNT_ASK,
    "accounts/new/": Permission.ACCOUNT_ASK,
    "accounts/requests/<uuid:request_id>/": Permission.ACCOUNT_ASK,
    "accounts/chairs/<uuid:chair_id>/": Permission.ACCOUNT_ASK,
    "access/": Permission.ACCOUNT_VALIDATE,
    "access/requests/<uuid:request_id>/": Permission.ACCOUNT_VALIDATE,
    "access/chairs/<uuid:chair_id>/": Permission.ACCOUNT_VALIDATE,
    "access/people/<uuid:person_id>/link/": Permission.ACCOUNT_VALIDATE,
    "access/people/<uuid:person_id>/sessions/": Permission.ACCOUNT_VALIDATE,
    "access/sessions/<uuid:session_id>/": Permission.ACCOUNT_VALIDATE,
    "recoveries/": Permission.RECOVER,
    "recoveries/<uuid:recovery_id>/": Permission.RECOVER,
    # whoever holds the link has no password yet
    "welcome/<str:token>/": EVERYBODY,
    "usage/": Permission.USAGE_READ,
    "bureau/": Permission.ORGANISATION_READ,
    # who approves sees the page as well; every chair that does carries BULK_CHECK
    "bulk/": Permission.BULK_CHECK,
    "bulk/<uuid:bulk_id>/": Permission.BULK_CHECK,
    "bulk/<uuid:bulk_id>/progress/": Permission.BULK_CHECK,
    "bulk/<uuid:bulk_id>/results/": Permission.BULK_CHECK,
    "bulk/<uuid:bulk_id>/rejects/": Permission.BULK_CHECK,
    "check/": Permission.CHECK,
    "check/look/": Permission.CHECK,
    "desk/": Permission.REQUEST_REVIEW,
    "desk/clocks/": Permission.REQUEST_READ,
    "desk/shift/": Permission.TRANSFER,
    "transfers/": Permission.TRANSFER,
    "cases/": Permission.CASE_MANAGE,
    "cases/<uuid:case_id>/": Permission.CASE_MANAGE,
    "statistics/": Permission.STATISTICS_READ,
    # a reference needs REQUEST_READ, everything else goes on to check/, which asks for CHECK
    "find/": ANY_CHAIR,
    "requests/": Permission.REQUEST_READ,
    "requests/new/": Permission.REQUEST_DRAFT,
    # reading needs REQUEST_READ; each step on the page asks for what it needs
    "requests/<uuid:request_id>/": Permission.REQUEST_READ,
    "requests/<uuid:request_id>/approval/": Permission.REQUEST_REVIEW,
    "requests/<uuid:request_id>/change/": Permission.REQUEST_DRAFT,
    "hits/": Permission.HIT_READ,
    # reading needs HIT_READ; each step on the page needs HIT_DECIDE besides
    "hits/<uuid:hit_id>/": Permission.HIT_READ,
    "alerts/": Permission.ALERT_READ,
    "alerts/<uuid:alert_id>/": Permission.ALERT_READ,
    "confirmations/": Permission.CONFIRMATION_ANSWER,
    "confirmations/<uuid:confirmation_id>/": Permission.CONFIRMATION_ANSWER,
    "messages/": Permission.MESSAGE_READ,
    "messages/find/": Permission.MESSAGE_READ,
    "messages/<str:message_id>/": Permission.MESSAGE_READ,
    "records/": Permission.DOCUMENT_READ,
    "records/<uuid:document_id>/": Permission.DOCUMENT_READ,
    "records/corrections/": Permission.DOCUMENT_IMPORT,
    "records/corrections/<uuid:correction_id>/": Permission.DOCUMENT_IMPORT,
    "records/new/<str:kind>/": Permission.DOCUMENT_IMPORT,
    "records/<uuid:document_id>/photographs/<uuid:file_id>/": Permission.DOCUMENT_READ,
    "records/<uuid:document_id>/photographs/<uuid:file_id>/thumbnail/": Permission.DOCUMENT_READ,
    "records/<uuid:document_id>/change/": Permission.DOCUMENT_IMPORT,
    "records/<uuid:document_id>/withdraw/": Permission.DOCUMENT_WITHDRAW,
    "records/<uuid:document_id>/restrict/": Permission.DOCUMENT_IMPORT,
    "records/<uuid:document_id>/keep/": Permission.DOCUMENT_IMPORT,
    "records/<uuid:document_id>/annotate/": Permission.RECORD_ANNOTATE,
    "records/<uuid:document_id>/correct/": Permission.RECORD_ANNOTATE,
    "files/": Permission.FILE_ADD,
    "files/add/": Permission.FILE_ADD,
    "files/list/": Permission.FILE_ADD,
    "files/some/": Permission.FILE_READ,
    "files/<uuid:file_id>/": Permission.FILE_READ,
    "files/<uuid:file_id>/picture/": Permission.FILE_READ,
    "files/<uuid:file_id>/thumbnail/": Permission.FILE_READ,
    "files/<uuid:file_id>/remove/": Permission.FILE_ADD,
    "audit/": Permission.AUDIT_READ,
    "audit/verify/": Permission.AUDIT_VERIFY,
}


# operations of the agencies' API: the machine key must carry the permission
OPERATIONS: Mapping[str, Permission | str] = {
    "whoami": ANY_KEY,
    "check": Permission.CHECK,
    "check_batch": Permission.CHECK,
    "check_abroad": Permission.CHECK_ABROAD,
    "open_bulk_check": Permission.BULK_CHECK,
    "add_bulk_lines": Permission.BULK_CHECK,
    "submit_bulk_check": Permission.BULK_CHECK,
    "cancel_bulk_check": Permission.BULK_CHECK,
    "list_bulk_checks": Permission.BULK_CHECK,
    "read_bulk_check": Permission.BULK_CHECK,
    "list_bulk_results": Permission.BULK_CHECK,
    "list_bulk_rejects": Permission.BULK_CHECK,
    "prove_bulk_line": Permission.BULK_CHECK,
    "fetch_record": Permission.CHECK_ABROAD,
    "list_hits": Permission.HIT_READ,
    "read_hit": Permission.HIT_READ,
    "draft_request": Permission.REQUEST_DRAFT,
    "change_request": Permission.REQUEST_DRAFT,
    "submit_request": Permission.REQUEST_DRAFT,
    "cancel_request": Permission.REQUEST_DRAFT,
    "draft_answer": Permission.REQUEST_ANSWER,
    "note_request": Permission.REQUEST_DRAFT,
    "list_requests": Permission.REQUEST_READ,
    "find_requests": Permission.REQUEST_READ,
    "read_request": Permission.REQUEST_READ,
    "enter_record": Permission.DOCUMENT_IMPORT,
    "change_record": Permission.DOCUMENT_IMPORT,
    "import_records": Permission.DOCUMENT_IMPORT,
    "list_records": Permission.DOCUMENT_READ,
    "read_record": Permission.DOCUMENT_READ,
    "add_file": Permission.FILE_ADD,
    "read_file": Permission.FILE_READ,
    "fetch_file": Permission.FILE_READ,
    "poll_events": ANY_KEY,
}
API = "api/v1/"
# of the API, but no operations of it
OPEN_PAGES: Mapping[str, str] = {API: DESCRIPTION, f"{API}openapi.json": DESCRIPTION}


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Yield every address of the staff site as its patterns spell it."""
    for entry in (resolver or get_resolver("liaison.web.urls")).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route

"""From a refusal to words: what happened, what was kept, what to do.

Found by the refusal's code; a room adds its codes to `WORDS`. A code without words of its own
still gets the right status and an honest sentence.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from liaison.core.errors import Refusal
from liaison.web.refusals_bulk import BULK
from liaison.web.refusals_casework import CASEWORK
from liaison.web.refusals_sign_in import SIGN_IN
from liaison.web.refusing import CONFLICT, MISSING, Words

WORDS: Mapping[str, Words] = {
    **CASEWORK,
    **BULK,
    **SIGN_IN,
    "identity:permission": Words(
        HTTPStatus.FORBIDDEN,
        _("This chair may not do that."),
        _("Change to a chair that may, or ask the administrator of your bureau."),
    ),
    "web:too_fast": Words(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("You are asking faster than this bureau allows."),
        _(
            "Wait a minute, then go on; what you typed is still in the form. If your work needs"
            " more, ask the administrator of your bureau: a list is checked by a machine."
        ),
    ),
    "identity:no_chair": Words(
        HTTPStatus.FORBIDDEN,
        _("You hold no chair that is valid today."),
        _("The administrator of your bureau can give you one. Until then you can only sign out."),
        _("Nothing was changed."),
    ),
    "identity:no_organisation": MISSING,
    "identity:duties": Words(
        HTTPStatus.CONFLICT,
        _("One person cannot hold these two roles at the same time."),
        _(
            "Whoever learns where discreet records were met must not search or answer about other"
            " records. Choose another person, or end their other chair first."
        ),
    ),
    "identity:name_taken": Words(
        HTTPStatus.CONFLICT,
        _("Somebody signs in with this name already."),
        _("Go back and choose another sign-in name."),
    ),
    "identity:input": Words(
        HTTPStatus.BAD_REQUEST,
        _("A value is empty, too long or has characters that do not belong there."),
        _("Go back, correct the value and send again."),
    ),
    "identity:password": Words(
        HTTPStatus.BAD_REQUEST,
        _("The password is too easy to guess."),
        _("Go back and choose a longer one that contains neither names nor common words."),
    ),
    "identity:no_chair_of_that_id": Words(
        HTTPStatus.NOT_FOUND,
        _("There is no such chair for you today."),
        _("Choose one of the chairs offered beside your name."),
    ),
    "identity:outside_authority": Words(
        HTTPStatus.FORBIDDEN,
        _("That organisation is not in the charge of this chair."),
        _("Ask the administrator of the organisation concerned."),
    ),
    "exchange:no_message": MISSING,
    "exchange:unknown_bureau": Words(
        HTTPStatus.CONFLICT,
        _("That bureau is not in the trust directory, so nothing can be sent to it."),
        _("Choose another bureau, or ask your administrator whether a newer directory is here."),
    ),
    "exchange:ask": Words(
        HTTPStatus.CONFLICT,
        _("The question could not be put to the other bureau."),
        _("Your own records were searched; ask again later, or send a request."),
    ),
    "exchange:ask_not_permitted": Words(
        HTTPStatus.CONFLICT,
        _("That bureau does not let yours ask this at once."),
        _("Send it a request instead."),
    ),
    "exchange:ask_replayed": Words(
        HTTPStatus.CONFLICT,
        _("This very question was asked before."),
        _("Ask it anew if you need the answer again."),
    ),
    "exchange:ask_unfit": Words(
        HTTPStatus.BAD_REQUEST,
        _("No bureau would read such a question, so it was not asked."),
        _("Go back and correct it."),
    ),
    "exchange:ask_too_many": Words(
        HTTPStatus.TOO_MANY_REQUESTS,
        _("More questions were asked than other bureaus answer at once."),
        _("Wait a moment and ask again."),
    ),
    "exchange:unknown_address": Words(
        HTTPStatus.BAD_REQUEST,
        _("One of the addresses is no desk and no region of the trust directory."),
        _("Go back and correct it; nothing was sent."),
    ),
    "exchange:nobody_left": Words(
        HTTPStatus.BAD_REQUEST,
        _("With these exceptions nobody is left to write to."),
        _("Go back and name at least one desk; nothing was sent."),
    ),
    "exchange:too_many": Words(
        HTTPStatus.BAD_REQUEST,
        _("These are more desks than one message goes to."),
        _("Go back and send it in several messages; nothing was sent."),
    ),
    "exchange:own_house": Words(
        HTTPStatus.CONFLICT,
        _("That desk works on this very node, so nothing needs to travel."),
        _("Hand the matter over to it instead; nothing was sent."),
    ),
    "exchange:too_large": Words(
        HTTPStatus.BAD_REQUEST,
        _("This is more than one message carries."),
        _("Go back, shorten it or send it in parts."),
    ),
    "exchange:unfit": Words(
        HTTPStatus.BAD_REQUEST,
        _("No bureau would read such a message, so it was not queued."),
        _("Go back, correct what is empty or too long and send again."),
    ),
    "exchange:content": Words(
        HTTPStatus.BAD_REQUEST,
        _("The content of the message cannot be taken."),
        _("Tell the bureau that sent it, and quote the reason below."),
    ),
    "exchange:statement": Words(
        HTTPStatus.CONFLICT,
        _("A signed statement is not what it should be."),
        _("Do not rely on it. Call the bureau it names on a line you know."),
    ),
    "exchange:restart_unproved": Words(
        HTTPStatus.CONFLICT,
        _("A bureau says that its log was restored, and what it shows for it does not hold."),
        _("Do not rely on it. Call the bureau it names on a line you know."),
    ),
    "exchange:restart_too_often": Words(
        HTTPStatus.CONFLICT,
        _("A bureau says again and again that it was restored. Nothing was sent to it again."),
        _("Do not rely on it. Call the bureau it names on a line you know."),
    ),
    "search:index_behind": Words(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("The index of names is being built again, so nothing was searched."),
        _("Ask again in a minute. If it lasts, tell your administrator."),
    ),
    "exchange:trust": Words(
        HTTPStatus.CONFLICT,
        _("No trust directory rules here, so nothing can be sent or received."),
        _("Tell your administrator: a directory must be installed, or a newer one."),
    ),
    "exchange:keys": Words(
        HTTPStatus.CONFLICT,
        _("The keys of this bureau cannot be read, so nothing can be signed."),
        _("Tell your administrator at once, and quote the reason below."),
    ),
    "exchange:transition": CONFLICT,
    "files:no_file": MISSING,
    "files:name": Words(
        HTTPStatus.BAD_REQUEST,
        _("The name of the file is empty, too long, or has characters that do not belong there."),
        _("Give the file a plain name with its ending, and add it again."),
        _("Nothing of the file was kept."),
    ),
    "files:too_large": Words(
        HTTPStatus.BAD_REQUEST,
        _("The file has more than 25 MB."),
        _("Make it smaller or divide it, and add it again."),
        _("Nothing of the file was kept."),
    ),
    "files:empty": Words(
        HTTPStatus.BAD_REQUEST,
        _("No file was chosen, or there is nothing in it."),
        _("Choose a file and send it again."),
        _("Nothing was changed."),
    ),
    "files:too_many": Words(
        HTTPStatus.BAD_REQUEST,
        _("These are more files than belong to one thing."),
        _("Enclose at most 20, and add one file at a time."),
    ),
    "files:quota": Words(
        HTTPStatus.CONFLICT,
        _("The files of this desk fill the room it was given."),
        _("Erase files that nothing needs, or ask your administrator for more room."),
        _("Nothing of the file was kept."),
    ),
    "files:disk_full": Words(
        HTTPStatus.CONFLICT,
        _("The disk of this node is full."),
        _("Tell your administrator at once; then add the file again."),
        _("Nothing of the file was kept."),
    ),
    "files:not_clean": Words(
        HTTPStatus.CONFLICT,
        _("This file cannot be opened or sent: it has not been found clean."),
        _("Wait until it has been looked at; where it was refused, read why beside its name."),
    ),
    "files:damaged": Words(
        HTTPStatus.CONFLICT,
        _("The bytes kept of this file are damaged, so it is not handed out."),
        _("Tell your administrator: it may be in a backup, or its sender can send it again."),
    ),
    "files:transition": CONFLICT,
    "files:in_use": Words(
        HTTPStatus.CONFLICT,
        _("Something holds this file: it goes with that, not before."),
        _("Take it out where it is enclosed; then it can be erased."),
    ),
    "files:scanner": Words(
        HTTPStatus.CONFLICT,
        _("The scanner for malicious software does not answer."),
        _("The file waits. Tell your administrator if it stays like this."),
    ),
    "records:document": Words(
        HTTPStatus.BAD_REQUEST,
        _("A field of the record is missing, malformed or contradicts another."),
        _("Go back, correct it and send again."),
    ),
    "records:taken": Words(
        HTTPStatus.CONFLICT,
        _("An active record of this bureau is about the same already."),
        _("Find that record and change it instead."),
    ),
    "records:changed_meanwhile": Words(
        HTTPStatus.CONFLICT,
        _("Somebody changed the record after you opened it. Nothing of yours was stored."),
        _("Open the record again, look at what it says now, and change it there."),
    ),
    "records:excluded": Words(
        HTTPStatus.CONFLICT,
        _("The record is restricted: this bureau must never receive it."),
        _("Send it to other bureaus, or have the restriction looked at first."),
    ),
    "records:retention": Words(
        HTTPStatus.BAD_REQUEST,
        _("A record cannot be kept until that day."),
        _("Choose a day in the future, within the longest time for its kind."),
    ),
    "records:text": Words(
        HTTPStatus.BAD_REQUEST,
        _("A text is missing, too long, or has characters that cannot be printed."),
        _("Go back, correct it and send again."),
    ),
    "records:too_much": Words(
        HTTPStatus.CONFLICT,
        _("This bureau noted or asked about this record as often as it may."),
        _("Write a message or open a case about the record instead."),
    ),
    "records:no_correction": MISSING,
    "records:correction": Words(
        HTTPStatus.CONFLICT,
        _("The correction cannot be asked or accepted so."),
        _("Look at the reason below; nothing was changed."),
    ),
    "records:file": Words(
        HTTPStatus.BAD_REQUEST,
        _("The file cannot be read as a list of records."),
        _("Compare its first line with the description of the format, then send it again."),
    ),
    "records:personal_data": Words(
        HTTPStatus.BAD_REQUEST,
        _("The file would bring data about persons. This register holds none."),
        _("Remove the column and send the file again."),
    ),
    "records:no_document": MISSING,
    "records:transition": Words(
        HTTPStatus.CONFLICT,
        _("This document was withdrawn before."),
        _("Go back and reload the page: it shows when, why, and where copies stand."),
    ),
    "records:not_the_owner": Words(
        HTTPStatus.FORBIDDEN,
        _("Another bureau owns this record, and only the owner changes it."),
        _("Write to the owner and ask for the change."),
    ),
    "records:recipients": Words(
        HTTPStatus.BAD_REQUEST,
        _("The distribution list cannot be used."),
        _("Go back and name bureaus of the directory, without your own."),
    ),
    "records:note": Words(
        HTTPStatus.BAD_REQUEST,
        _("The note is too long or has characters that cannot be printed."),
        _("Go back, shorten it and send again."),
    ),
    "records:statement": Words(
        HTTPStatus.CONFLICT,
        _("An erasure statement speaks of something else than its message."),
        _("Do not rely on it. Ask the bureau it names for a new one."),
    ),
    "audit:entry": Words(
        HTTPStatus.BAD_REQUEST,
        _("A value cannot be written into the audit log, so nothing was done."),
        _("Go back, remove unusual characters or shorten the text, and send again."),
    ),
    "audit:not_sequenced": Words(
        HTTPStatus.NOT_FOUND,
        _("That entry has no place in the audit log yet."),
        _("Wait a moment and reload the page."),
    ),
    "audit:log_key": Words(
        HTTPStatus.CONFLICT,
        _("The key of the audit log cannot be read, so nothing can be signed or verified."),
        _("Tell your administrator at once, and quote the reason below."),
    ),
    "identity:same_person": Words(
        HTTPStatus.FORBIDDEN,
        _("Two persons are needed, and you asked for this yourself."),
        _("Another person who may decide has to validate it."),
    ),
    "identity:transition": CONFLICT,
    "identity:no_delegation": MISSING,
    "identity:no_account_request": MISSING,
    "identity:role_not_askable": Words(
        HTTPStatus.FORBIDDEN,
        _("Your chair may not ask for that role."),
        _("Choose one of the roles offered, or ask your administrator."),
    ),
    "identity:link": Words(
        HTTPStatus.NOT_FOUND,
        _("This link was used or is over."),
        _("Ask the security officer who gave it to you for another."),
        _("Nothing was changed."),
    ),
    "identity:no_machine": MISSING,
    "identity:machine_key": Words(
        HTTPStatus.UNAUTHORIZED,
        _("This key opens nothing."),
        _("Ask the security officer of the bureau for another."),
    ),
    "identity:no_role": Words(
        HTTPStatus.BAD_REQUEST,
        _("There is no such role."),
        _("Go back and choose one of the roles offered."),
    ),
    "identity:term": Words(
        HTTPStatus.CONFLICT,
        _("The time asked for is over already, turned round or too long."),
        _("Go back, choose another time and send again."),
    ),
    "identity:self_grant": Words(
        HTTPStatus.FORBIDDEN,
        _("Nobody gives a chair to themselves."),
        _("Ask another administrator: two persons are needed."),
    ),
}


def words_of(refusal: Refusal) -> Words:
    """Return the words and the status of a refusal.

    Hidden and missing look alike: every `NoSuch...` without words of its own says the same.

    Args:
        refusal: what a service raised.
    """
    found = WORDS.get(refusal.code)
    if found is not None:
        return found
    return MISSING if type(refusal).__name__.startswith("NoSuch") else CONFLICT

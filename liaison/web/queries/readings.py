"""How a document was read, in words: repairs told, and refusals of what cannot be read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.lib.ids import errors
from liaison.lib.ids.repairs import Reason, Repair
from liaison.lib.names.errors import NameEmpty, NamesRefusal, NameTooLong
from liaison.web.isolating import isolate
from liaison.web.listing import listed

Text = str | Promise
FIELDS: Mapping[str, Text] = {
    "text": gettext_lazy("lines of the document"),
    "line_1": gettext_lazy("first line"),
    "line_2": gettext_lazy("second line"),
    "line_3": gettext_lazy("third line"),
    "document_code": gettext_lazy("document code"),
    "issuing_state": gettext_lazy("issuing State"),
    "name": gettext_lazy("name"),
    "number": gettext_lazy("document number"),
    "serial": gettext_lazy("number"),
    "vin": gettext_lazy("VIN"),
    "plate": gettext_lazy("plate"),
    "nationality": gettext_lazy("nationality"),
    "birth": gettext_lazy("date of birth"),
    "sex": gettext_lazy("sex"),
    "expiry": gettext_lazy("date of expiry"),
    "number_rest": gettext_lazy("document number"),
    "optional_data": gettext_lazy("personal number"),
    "optional_data_2": gettext_lazy("second personal number"),
    "composite": gettext_lazy("whole zone"),
}
WORDS: Mapping[type[errors.IdsRefusal | NamesRefusal], Text] = {
    NameEmpty: gettext_lazy("A name needs at least one letter."),
    NameTooLong: gettext_lazy("A name has at most %(maximum)s characters, not %(length)s."),
    errors.Missing: gettext_lazy("The %(field)s is missing: enter it as it is printed."),
    errors.TooLong: gettext_lazy(
        "The %(field)s has %(length)s characters and may have at most %(maximum)s."
    ),
    errors.WrongLineCount: gettext_lazy(
        "This is too long for a number, and a document whose lines are this long has "
        "%(expected)s lines, not %(count)s: enter all lines as they stand, or the number alone."
    ),
    errors.WrongLineLength: gettext_lazy(
        "Line %(line)s has %(length)s characters and should have %(expected)s: compare it with "
        "the document, also the fillers (<) at its end."
    ),
    errors.WrongCharacters: gettext_lazy(
        "The character %(character)s at position %(position)s cannot stand in the %(field)s: "
        "compare it with the document."
    ),
    errors.DocumentCodeUnknown: gettext_lazy(
        "The document code is %(document_code)s and that of a document of this size begins with "
        "%(allowed)s: check this document by its number and issuing State."
    ),
    errors.CheckDigitWrong: gettext_lazy(
        "The check digit of the %(field)s is %(read)s and should be %(expected)s: a character "
        "was misread, compare the line with the document."
    ),
    errors.RepairAmbiguous: gettext_lazy(
        "The %(field)s was misread and could be any of %(candidates)s: compare it with the "
        "document."
    ),
    errors.CountryUnknown: gettext_lazy(
        "No State or organisation has the code %(read)s: enter the three letters that stand on "
        "the document."
    ),
    errors.DateWrong: gettext_lazy(
        "The %(field)s %(read)s is not a date of the calendar: compare it with the document."
    ),
    errors.SexWrong: gettext_lazy("The sex is given as %(read)s and can only be M, F or <."),
    errors.NameWrong: gettext_lazy(
        "The name %(read)s does not have the form SURNAME<<GIVEN<NAMES: compare it with the "
        "document."
    ),
}
REASONS: Mapping[Reason, Text] = {
    Reason.LETTER_EXPECTED: gettext_lazy("only letters stand there"),
    Reason.DIGIT_EXPECTED: gettext_lazy("only digits stand there"),
    Reason.CHECK_DIGIT: gettext_lazy("the check digit agrees with it"),
}


def words_of(cause: errors.IdsRefusal | NamesRefusal) -> str:
    """Return why a text cannot be read, in words; what was typed is shown harmlessly.

    Args:
        cause: as the library refused it.
    """
    words = WORDS.get(type(cause))
    if words is None:
        return _("This cannot be read: compare it with the document.")
    values = {name: _shown(name, value) for name, value in vars(cause).items()}
    return str(words) % values


def repair_words(repair: Repair) -> str:
    """Return one repaired character in words."""
    field = repair.field.removesuffix("_check")
    words = _("check digit of the %(field)s") if field != repair.field else "%(field)s"
    return _("%(place)s, position %(position)s: %(read)s was read as %(taken)s, %(reason)s") % {
        "place": words % {"field": FIELDS.get(field, field)},
        "position": repair.position,
        "read": isolate(repair.read),
        "taken": isolate(repair.taken),
        "reason": REASONS[repair.reason],
    }


def _shown(name: str, value: object) -> object:
    if name == "field":
        return FIELDS.get(str(value), errors.shown(str(value)))
    if isinstance(value, tuple):
        return listed(isolate(errors.shown(str(one))) for one in value)
    return isolate(errors.shown(value)) if isinstance(value, str) else value

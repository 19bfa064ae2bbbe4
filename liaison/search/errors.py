"""The refusals of search."""

from liaison.core.errors import Refusal


class EntryRefused(Refusal):
    """An entry or a question has more, or longer, texts than the index takes."""

    code = "search:entry"

    def __init__(self, field: str, found: int, limit: int) -> None:
        """Keep the field, how many or how long, and the limit."""
        super().__init__(field, found, limit)
        self.field = field
        self.found = found
        self.limit = limit

    def __str__(self) -> str:
        return f"{self.field}: {self.found} is more than {self.limit}"


class QuestionEmpty(Refusal):
    """A question without a name that can be read and without a number: nothing to look for."""

    code = "search:question_empty"

    def __str__(self) -> str:
        return "a question needs a name or a number"


class IndexBehind(Refusal):
    """The files of the index are missing, damaged or far behind; the worker builds them again."""

    code = "search:index_behind"

    def __str__(self) -> str:
        return "the index of names is being built again; ask again in a minute"

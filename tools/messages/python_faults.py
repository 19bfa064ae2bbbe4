"""Words in Python that no reader's language reaches: said too early, or never given to gettext."""

import ast
from collections.abc import Iterator
from typing import Final

from tools.messages.sources import KEYWORDS

_GETTEXT: Final = frozenset(KEYWORDS)
# arguments that take words for people
READ: Final = frozenset(
    {"caption", "empty_label", "heading", "help_text", "label", "lead", "placeholder", "words"}
)
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def of(source: str, *, door: bool = True) -> list[str]:
    """Return what is wrong, with its line.

    Args:
        source: of a Python file.
        door: it speaks with people; elsewhere an argument called `words` may be anything.
    """
    tree = ast.parse(source)
    early = _early(tree, _eager_names(tree), inside=False)
    return [*early, *(_bare(tree) if door else ())]


def _eager_names(tree: ast.Module) -> frozenset[str]:
    """Return the names under which the file knows functions that translate at once."""
    return frozenset(
        one.asname or one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if one.name in _GETTEXT and not one.name.endswith(("_lazy", "_noop"))
    )


def _early(node: ast.AST, eager: frozenset[str], *, inside: bool) -> Iterator[str]:
    """Yield what is translated, or made a plain text, when the file is read."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _FUNCTIONS):
            # what runs later is in time; its defaults are not
            yield from _early(child.args, eager, inside=inside)
            continue
        name = _called(child)
        if name in eager:
            yield f"line {getattr(child, 'lineno', 0)}: translated when the file is read: use lazy"
        elif name in _GETTEXT and inside:
            yield f"line {getattr(child, 'lineno', 0)}: made a plain text when the file is read"
        plain = isinstance(child, ast.BinOp | ast.JoinedStr) or name == "str"
        yield from _early(child, eager, inside=inside or plain)


def _bare(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.keyword) or node.arg not in READ:
            continue
        said = node.value
        if not isinstance(said, ast.Constant) or not isinstance(said.value, str):
            continue
        if " " in said.value or said.value[:1].isupper():
            yield f"line {said.lineno}: not translated: {said.value}"


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else ""

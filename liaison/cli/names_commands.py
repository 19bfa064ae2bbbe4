"""`liaison names`: names compared and looked for in files, without node or database."""

import typer

from liaison.cli import names_pairs, names_search

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Names of files, compared and looked for; nothing is stored and no node is needed.",
)
app.command("pairs")(names_pairs.pairs)
app.command("explain")(names_pairs.explained)
app.command("search")(names_search.search)


@app.callback()
def names() -> None:
    """Names of files, compared and looked for; nothing is stored and no node is needed."""

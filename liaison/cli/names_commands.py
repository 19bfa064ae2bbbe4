"""`liaison names`: names of files, compared and looked for, without a node and a database."""

import typer

from liaison.cli import names_search

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Names of files, compared and looked for; nothing is stored and no node is needed.",
)
app.command("search")(names_search.search)


@app.callback()
def names() -> None:
    """Names of files, compared and looked for; nothing is stored and no node is needed."""

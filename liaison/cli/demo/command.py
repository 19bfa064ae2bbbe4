"""`liaison demo`: sets the stage, plays the story, shows where to look, stays until Ctrl-C."""

import sys
import threading
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from liaison.cli.demo.places import FIRST_PORT, HOME, PASSWORD
from liaison.cli.demo.stage import Stage
from liaison.cli.demo.story import Story
from liaison.cli.demo.terminal import StepFailed

LAST_PORT = 65_000
WATCH_SECONDS = 1

out = Console(highlight=False, soft_wrap=True)
app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def demo(
    leave: Annotated[
        bool, typer.Option("--exit", help="play, verify and leave: status 0 only if all is true")
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="forget the data and leave")] = False,
    port: Annotated[
        int, typer.Option(min=1024, max=LAST_PORT, help="first of the ports used")
    ] = FIRST_PORT,
    folder: Annotated[Path, typer.Option(help="where the bureaus live")] = HOME,
) -> None:
    """Play the story with a whole family of bureaus on this machine."""
    stage = Stage(folder, first_port=port)
    stage.forget()
    if reset:
        out.print(f"forgotten: {folder}", markup=False)
        return
    stage.check_ports()
    _print_title()
    out.print("First the bureaus are made; on a busy machine this takes minutes.\n", style="dim")
    begun = time.perf_counter()
    try:
        _set_up(stage)
        steps = Story(stage, _print_step, _print_chapter).play()
        seconds = time.perf_counter() - begun
        out.print(
            f"\n{steps} steps, each verified in the databases and the logs: {seconds:.1f} s\n",
            style="bold green",
        )
        if not leave:
            stage.close_terminals()
            _print_addresses(stage)
            _stay(stage)
    except StepFailed as failure:
        out.print(f"\nThe story stopped: {failure}", style="bold red", markup=False)
        out.print(f"What the processes said: {folder}/*/*.log", markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        pass
    finally:
        stage.stop()


def _set_up(stage: Stage) -> None:
    for words, work in (
        ("The bureaus: keys, databases, people, one signed directory", stage.found),
        ("Their processes: a staff site, a federation listener, a worker for each", stage.start),
    ):
        begun = time.perf_counter()
        work()
        _print_step(words, "", (time.perf_counter() - begun) * 1000)


def _print_title() -> None:
    out.print("A day at the desk", style="bold")
    out.print("Every person, document and number here is invented.\n", style="dim")


def _print_chapter(title: str) -> None:
    out.print(f"\n{title}", style="bold")


def _print_step(words: str, details: str, milliseconds: float) -> None:
    out.print(f"[green]✓[/green] {words} [dim]{milliseconds:,.0f} ms[/dim]")
    if details:
        out.print(f"    {details}", style="dim", markup=False)


def _print_addresses(stage: Stage) -> None:
    # lines, not a table: on a narrow terminal nothing may be cut off
    for house in stage.houses:
        out.print(f"[bold]{house.place.name}[/bold]  {house.address}")
        for player in house.place.people:
            out.print(f"    {player.sign_in_name:<14} {player.does}", markup=False)
    out.print(f"Everybody's password: [bold]{PASSWORD}[/bold]")
    # whoever is signed in is led past the sign-in page: a second name typed there says nothing
    out.print("One browser is one person of a bureau: sign out first, or use a private window.\n")
    out.print("Ctrl-C ends it. Import a file of your own into Beijing:")
    out.print(
        f"  .venv/bin/liaison records --home {stage.beijing.home} import FILE.csv\n", markup=False
    )


def _stay(stage: Stage) -> None:
    """Wait until Ctrl-C; say so if a process ends by itself."""
    told: set[str] = set()
    while True:
        threading.Event().wait(WATCH_SECONDS)
        for house in stage.houses:
            for name, process in house.running.items():
                label = f"{name} of {house.place.name}"
                if process.poll() is not None and label not in told:
                    told.add(label)
                    out.print(f"{label} ended; see {house.home}/{name}.log", style="red")

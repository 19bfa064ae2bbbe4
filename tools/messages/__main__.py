"""`python -m tools.messages`: merge, compile, check, count, open, fill, finish."""

import argparse
import json
import sys
from pathlib import Path

import django
from django.conf import settings

from tools.messages import batches, catalogues, checking, sources, standing
from tools.messages.texts import LANGUAGES, ROOMS


def main(arguments: list[str]) -> int:
    """Do one of the commands.

    Returns:
        1 when something is wrong, else 0.
    """
    asked = _parser().parse_args(arguments)
    # only Django's reader of templates is used, which needs nothing of ours
    settings.configure()
    django.setup()
    return int(asked.run(asked))


def merge(asked: argparse.Namespace) -> int:
    """Find all texts and bring them into the catalogues; then compile."""
    texts = sources.find()
    for language in asked.language or LANGUAGES:
        said = catalogues.merge(texts, catalogues.read(language), language)
        written = catalogues.write(language, said)
        declared = standing.read(language)
        used = (one for one in declared.same if any(key[1] == one for key in texts))
        standing.write(language, finished=declared.finished, same=used)
        print(f"{language}: {len(texts)} texts, {len(written)} files changed")
    return compile_all(asked)


def compile_all(_asked: argparse.Namespace) -> int:
    """Make what Django reads."""
    for language in LANGUAGES:
        catalogues.compile_language(language)
    return 0


def check(asked: argparse.Namespace) -> int:
    """Print what must be put right."""
    found = list(checking.problems(sources.find(), everything=asked.everything))
    found += [
        f"{language}: not compiled: make setup"
        for language in LANGUAGES
        if not checking.is_compiled(language)
    ]
    for line in found:
        print(line)
    return 1 if found else 0


def count(_asked: argparse.Namespace) -> int:
    """Print how many texts each room has, and how many of them each language has yet to say."""
    texts = sources.find()
    merged = {one: catalogues.merge(texts, catalogues.read(one), one) for one in LANGUAGES}
    print(f"{'room':10}{'texts':>7}", *(f"{language:>8}" for language in LANGUAGES))
    for room in (*ROOMS, "all"):
        total = sum(room in {text.room, "all"} for text in texts.values())
        opened = (len(batches.open_texts(merged[one], one, room)) for one in LANGUAGES)
        print(f"{room:10}{total:7}", *(f"{number:8}" for number in opened))
    return 0


def open_batch(asked: argparse.Namespace) -> int:
    """Print what a language has yet to say, as a batch."""
    said = catalogues.merge(sources.find(), catalogues.read(asked.language), asked.language)
    found = batches.open_texts(said, asked.language, asked.room)
    part = found[asked.skip : asked.skip + asked.limit] if asked.limit else found[asked.skip :]
    json.dump(part, sys.stdout, ensure_ascii=False, indent=1)
    print()
    print(f"{len(part)} of {len(found)} open texts", file=sys.stderr)
    return 0


def fill(asked: argparse.Namespace) -> int:
    """Write a batch into the catalogues and compile them; what is wrong is said and left open."""
    entries = batches.read(asked.file.read_text(encoding="utf-8"))
    said = catalogues.merge(sources.find(), catalogues.read(asked.language), asked.language)
    filled, refused = batches.fill(said, asked.language, entries)
    catalogues.write(asked.language, filled)
    catalogues.compile_language(asked.language)
    for line in refused:
        print(line)
    left = len(batches.open_texts(filled, asked.language, "all"))
    changed = sum(filled[key] != one for key, one in said.items())
    print(f"{asked.language}: {changed} written, {len(refused)} faults, {left} still open")
    return 1 if refused else 0


def finish(asked: argparse.Namespace) -> int:
    """Declare that a language is finished; refused while anything is wrong with it."""
    found = list(checking.in_language(asked.language, sources.find(), everything=True))
    for line in found:
        print(line)
    if not found:
        standing.write(asked.language, finished=True, same=standing.read(asked.language).same)
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.messages")
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("merge", help=merge.__doc__)
    one.add_argument("language", nargs="*", help="all of them, if none is named")
    one.set_defaults(run=merge)
    for name, run in (("compile", compile_all), ("count", count)):
        commands.add_parser(name, help=run.__doc__).set_defaults(run=run)
    one = commands.add_parser("check", help=check.__doc__)
    one.add_argument("--everything", action="store_true", help="of unfinished languages, too")
    one.set_defaults(run=check)
    one = commands.add_parser("open", help=open_batch.__doc__)
    one.add_argument("language", choices=LANGUAGES)
    one.add_argument("room", choices=(*ROOMS, "all"))
    one.add_argument("--skip", type=int, default=0)
    one.add_argument("--limit", type=int, default=0, help="0 is no limit")
    one.set_defaults(run=open_batch)
    one = commands.add_parser("fill", help=fill.__doc__)
    one.add_argument("language", choices=LANGUAGES)
    one.add_argument("file", type=Path)
    one.set_defaults(run=fill)
    one = commands.add_parser("finish", help=finish.__doc__)
    one.add_argument("language", choices=LANGUAGES)
    one.set_defaults(run=finish)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

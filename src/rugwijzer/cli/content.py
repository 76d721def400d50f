"""`rugwijzer content check`: is every text there, in both languages, in words we want?"""

from __future__ import annotations

import argparse
import sys

from rugwijzer.cli.loading import load_guideline
from rugwijzer.compiler.checking.translations import texts
from rugwijzer.library import load_library
from rugwijzer.library.checking import problems_of, problems_of_entries
from rugwijzer.library.exercises import read_exercises
from rugwijzer.library.lessons import read_lessons
from rugwijzer.paths import find


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    tasks.add_parser("check", help="check every text")


def run(options: argparse.Namespace) -> int:
    """Check them."""
    folder = find("content")
    guideline = load_guideline(options.guideline)
    own = [(what, words or {}) for what, words, _ in texts(guideline)]
    problems = [*problems_of(folder, own), *problems_of_entries(folder)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(load_library(folder).texts)} texts and {len(own)} of the guideline's own checked.")
    exercises, lessons = read_exercises(folder)[0], read_lessons(folder)[0]
    print(f"{len(exercises)} exercises and {len(lessons)} lessons.")
    print(f"{len(problems)} problems." if problems else "No problems.")
    return 1 if problems else 0

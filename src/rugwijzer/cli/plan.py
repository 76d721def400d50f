"""`rugwijzer plan FILE`: facts in, and out comes what to do today and this week.

FILE holds one person, or one per line of a .jsonl; with `--history` one person's visits.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rugwijzer.care.history import Visit
from rugwijzer.care.plan.making import Planner
from rugwijzer.care.plan.parts import Plan
from rugwijzer.care.required import require_plan
from rugwijzer.cli.answer_files import FileProblem, is_many, only_ascii, read_person
from rugwijzer.cli.assess import day, many
from rugwijzer.compiler import Engine, Guideline, Record
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue, load_catalogue
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("file", metavar="FILE", help=".json, .yaml or .jsonl; - for standard input")
    parser.add_argument("--json", action="store_true", help="the plan as JSON")
    parser.add_argument(
        "--jsonl", action="store_true", help="standard input holds one person per line"
    )
    parser.add_argument(
        "--history",
        action="store_true",
        help="FILE holds one person's visits: one per line of a .jsonl, or a list in a .yaml",
    )
    parser.add_argument("--at", metavar="DATE", type=day, help="as of this day (default: today)")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument("--sources", action="store_true", help="with the sources of each part")
    parser.add_argument("--all", action="store_true", help="everything there is to read")
    parser.add_argument(
        "--pdf", metavar="FILE", type=Path, dest="paper", help="write it on one page of A4 as well"
    )


def run(options: argparse.Namespace) -> int:
    """Make the plan, and show it."""
    guideline, engine = load_to_apply(options.guideline)
    texts = load_texts()
    require_plan(guideline)
    at = options.at or date.today()
    try:
        if not options.history and (is_many(options.file) or options.jsonl):
            return _many(guideline, engine, texts, at, options)
        visits = _visits(guideline, at, options)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    plan = Planner(guideline, engine).plan_of(visits, at)
    if options.json:
        print(json.dumps(_json(plan, texts, options.lang), ensure_ascii=only_ascii(), indent=2))
    if options.json and options.paper is None:
        return 0
    things = load_catalogue(find("content"))
    if not options.json:
        show(plan, guideline, texts, things, options)
    return 0 if options.paper is None else _paper(plan, guideline, texts, things, options)


def show(
    plan: Plan,
    guideline: Guideline,
    texts: Library,
    things: Catalogue,
    options: argparse.Namespace,
) -> None:
    """Print a plan for a person."""
    from rugwijzer.cli.layout import console
    from rugwijzer.cli.plan_page import plan_page

    out = console()
    for part in plan_page(
        plan,
        guideline,
        texts,
        things,
        options.lang,
        sources=options.sources,
        everything=options.all,
    ):
        out.print(part)


def _visits(guideline: Guideline, at: date, options: argparse.Namespace) -> Sequence[Visit]:
    if options.history:
        from rugwijzer.cli.visits import read_visits

        return read_visits(guideline, options.file, at).visits
    return (Visit(at, read_person(guideline, options.file)),)


def _json(plan: Plan, texts: Library, language: str) -> dict[str, object]:
    return {**plan.as_json(), "disclaimer": texts.text("disclaimer.long", language)}


def _many(
    guideline: Guideline, engine: Engine, texts: Library, at: date, options: argparse.Namespace
) -> int:
    if options.paper is not None:
        print("--pdf: a page is for one person. Name a file that holds one.", file=sys.stderr)
        return 2

    planner = Planner(guideline, engine)

    def found(record: Record) -> dict[str, object]:
        return _json(planner.plan_of((Visit(at, record),), at), texts, options.lang)

    return many(guideline, found, options)


def _paper(
    plan: Plan,
    guideline: Guideline,
    texts: Library,
    things: Catalogue,
    options: argparse.Namespace,
) -> int:
    """Write the page. `typst` is an extra, and not everybody has it."""
    try:
        from rugwijzer.paper import PaperProblem
        from rugwijzer.wording.plan_paper import paper_of
    except ModuleNotFoundError as missing:
        if missing.name != "typst":
            raise
        print("--pdf needs typst. Install rugwijzer[paper].", file=sys.stderr)
        return 1
    try:
        written = paper_of(plan, guideline, texts, things, options.lang)
    except PaperProblem as problem:
        print(f"--pdf: {problem}", file=sys.stderr)
        return 1
    try:
        options.paper.write_bytes(written)
    except OSError as error:
        print(
            f"{options.paper}: cannot be written ({error.strerror}). Name another file.",
            file=sys.stderr,
        )
        return 1
    said = texts.text("plan_page.written", options.lang, path=options.paper)
    print(said, file=sys.stderr if options.json else sys.stdout)
    return 0

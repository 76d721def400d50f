"""`rugwijzer check`: the questions in the terminal, one screen at a time, then result and plan.

With `--history FILE` somebody who was here before is asked only what may have changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from rugwijzer.care.history import Visit, still_applying
from rugwijzer.care.kept import Kept, record_at
from rugwijzer.care.plan.making import Planner
from rugwijzer.cli.answer_files import FileProblem, read_person
from rugwijzer.cli.check_in import CheckIn
from rugwijzer.cli.ending import Ending
from rugwijzer.cli.kept_answers import kept_file, take_up, wants_to_resume
from rugwijzer.cli.layout import console
from rugwijzer.cli.session import Session
from rugwijzer.cli.visits import add_visit, read_visits
from rugwijzer.compiler import Answer
from rugwijzer.library import Library
from rugwijzer.library.catalogue import load_catalogue
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument("--answers", metavar="FILE", help="take these answers; ask the rest")
    parser.add_argument("--resume", action="store_true", help="go on with the answers kept earlier")
    parser.add_argument(
        "--history",
        metavar="FILE",
        help="a check-in: FILE holds the visits so far, one per line of a .jsonl",
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="with --history: add what is told today to FILE, or begin it",
    )
    parser.add_argument("--sources", action="store_true", help="with the sources of each reason")
    parser.add_argument("--all", action="store_true", help="everything there is to read")


def run(options: argparse.Namespace) -> int:
    """Ask, and show what follows."""
    if wrong := _cannot_be(options):
        print(wrong, file=sys.stderr)
        return 2
    guideline, engine = load_to_apply(options.guideline)
    planner = Planner(guideline, engine)
    texts = load_texts()
    today = date.today()
    out = console()
    resumed = False
    try:
        things = load_catalogue(find("content"))
        given = read_person(guideline, options.answers) if options.answers else {}
        session: Session
        if options.history:
            session = _check_in(planner, texts, given, today, out, options)
        else:
            resumed = options.resume or (
                not options.answers and wants_to_resume(texts, options.lang, kept_file(), out)
            )
            session = _first(planner, texts, given, today, out, options, resumed=resumed)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    asks = sys.stdin.isatty() or not options.answers
    try:
        finished = session.ask_all() if asks else True
    except KeyboardInterrupt:
        session.leave()
        raise
    if not finished:
        session.leave()
        # Who was here before and leaves at once still has the advice of last time.
        if not any(visit.told for visit in session.visits):
            out.print(Text(texts.text("check.leaving.nothing_known", options.lang)))
            out.print(Text(texts.text("check.leaving.in_doubt", options.lang)))
            return 0
    out.print()
    ending = Ending(session, planner, things, sources=options.sources, everything=options.all)
    ending.show(offers=asks and finished and sys.stdin.isatty() and not options.all)
    if asks and finished and resumed:
        kept_file().unlink(missing_ok=True)
    return _keep(session, options) if options.keep else 0


def _cannot_be(options: argparse.Namespace) -> str | None:
    """What is wrong with this command line, if anything."""
    if options.keep and not options.history:
        return "--keep: say in which file. Name it with --history FILE.jsonl."
    if options.keep and not options.history.endswith(".jsonl"):
        return "--keep: visits are added to a .jsonl, one per line. Name such a file."
    if options.history and options.resume:
        return "--resume goes on with a first check, and --history with later ones. Name one."
    return None


def _first(
    planner: Planner,
    texts: Library,
    given: Mapping[str, Answer],
    today: date,
    out: Console,
    options: argparse.Namespace,
    *,
    resumed: bool,
) -> Session:
    """A first check, perhaps one that goes on with answers kept earlier. Raises FileProblem."""
    guideline, engine = planner.guideline, planner.engine
    earlier: dict[str, Kept] = {}
    if resumed:
        kept, notes = take_up(guideline, texts, options.lang, kept_file())
        counting = record_at(guideline, kept, today)
        counting = still_applying(guideline, counting, kept, today)
        earlier = {name: kept[name] for name in counting if name not in given}
        given = {**counting, **given}
        for note in notes:
            out.print(Text(note, style="italic"))
    return Session(guideline, texts, options.lang, given, today, out, earlier, engine)


def _check_in(
    planner: Planner,
    texts: Library,
    given: Mapping[str, Answer],
    today: date,
    out: Console,
    options: argparse.Namespace,
) -> CheckIn:
    """The check of somebody with visits in a file, or with none yet. Raises FileProblem."""
    path = Path(options.history)
    visits: tuple[Visit, ...] = ()
    if not options.keep or (path.exists() and path.stat().st_size):
        visits = read_visits(planner.guideline, options.history, today).visits
    kept_in = path if options.keep else None
    return CheckIn(planner, texts, options.lang, given, visits, today, out, kept_in)


def _keep(session: Session, options: argparse.Namespace) -> int:
    """Add what was told today to the file, and say where it stands."""
    path = Path(options.history)
    if not session.record:
        return 0
    try:
        add_visit(session.guideline, path, Visit(session.today, session.record))
    except OSError:
        session.out.print(Text(session.text("error.file.cannot_write", path=path)))
        return 1
    session.out.print()
    session.out.print(Text(session.text("check.visits.kept", path=path)))
    return 0

"""`rugwijzer assess FILE`: facts in, assessment out.

FILE holds one person, or one per line of a .jsonl; with `--history` one person's visits.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date

from rugwijzer.care.assessment import assess
from rugwijzer.care.required import require
from rugwijzer.cli.answer_files import (
    FileProblem,
    is_many,
    lines,
    only_ascii,
    parse_json,
    progress,
    read_person,
    typed,
)
from rugwijzer.compiler import Guideline, Record
from rugwijzer.loading import load_texts, load_to_apply


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("file", metavar="FILE", help=".json, .yaml or .jsonl; - for standard input")
    parser.add_argument("--json", action="store_true", help="the assessment as JSON")
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
    parser.add_argument("--sources", action="store_true", help="with the sources of each reason")
    parser.add_argument("--all", action="store_true", help="everything there is to read")


def day(text: str) -> date:
    """A date that is not in the future."""
    try:
        at = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date. Write year-month-day, such as 2026-03-31."
        ) from None
    if at > date.today():
        raise argparse.ArgumentTypeError(
            f"{text} is in the future. Nobody can be assessed before the day has come."
        )
    return at


def run(options: argparse.Namespace) -> int:
    """Assess."""
    guideline, engine = load_to_apply(options.guideline)
    texts = load_texts()
    at = options.at or date.today()
    try:
        if options.history:
            from rugwijzer.cli.history import show

            return show(guideline, engine, texts, at, options)
        if is_many(options.file) or options.jsonl:
            disclaimer = texts.text("disclaimer.short", options.lang)

            def found_of(record: Record) -> dict[str, object]:
                said = assess(guideline, engine, record, at).as_json()
                said["disclaimer"] = disclaimer
                return said

            return many(guideline, found_of, options)
        record = read_person(guideline, options.file)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    assessment = assess(guideline, engine, record, at)
    if options.json:
        found = assessment.as_json()
        found["disclaimer"] = texts.text("disclaimer.long", options.lang)
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    require(guideline)
    from rugwijzer.cli.result import print_result

    print_result(assessment, texts, options.lang, sources=options.sources, everything=options.all)
    return 0


def many(
    guideline: Guideline,
    found_of: Callable[[Record], dict[str, object]],
    options: argparse.Namespace,
) -> int:
    """One line out for each line in, in order; a bad line gives an error and the others go on."""
    name = options.file
    plain = only_ascii()
    bad = done = 0
    start = time.monotonic()
    shown = start
    watched = progress(sys.stderr) and not sys.stdout.isatty()
    write = sys.stdout.write
    for number, text in lines(name):
        try:
            if text is None:
                raise FileProblem(f"{name}:{number}: this line is not text. Save it as UTF-8.")
            answers = parse_json(text, f"{name}:{number}")
            record = typed(guideline, answers, f"{name}:{number}")
        except FileProblem as problem:
            bad += 1
            found: dict[str, object] = {"error": {"line": number, "message": str(problem)}}
        else:
            found = found_of(record)
        write(json.dumps(found, ensure_ascii=plain, separators=(",", ":")) + "\n")
        done += 1
        if watched and time.monotonic() - shown > 0.5:
            shown = time.monotonic()
            sys.stderr.write(f"\r{done} people, {done / (shown - start):.0f} a second ")
            sys.stderr.flush()
    if watched:
        sys.stderr.write(f"\r{done} people in {time.monotonic() - start:.1f} s\n")
    if not done:
        print(f"{name}: the file is empty. Write one person per line: {{...}}.", file=sys.stderr)
        return 1
    if bad:
        print(f"{bad} of {done} lines could not be read; the output names them.", file=sys.stderr)
    return 1 if bad else 0

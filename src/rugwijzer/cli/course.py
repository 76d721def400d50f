"""`rugwijzer course FILE`: how it goes for one person beside how it usually goes, and a picture."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from rugwijzer.care.course import OwnCourse, own_course
from rugwijzer.care.history import record_of
from rugwijzer.cli.answer_files import FileProblem, only_ascii
from rugwijzer.cli.assess import day
from rugwijzer.cli.visits import read_visits
from rugwijzer.compiler import LadderValue
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.wording.course_words import URGENCY, Words

THEMES = ("light", "dark")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "file", metavar="FILE", help="one person's visits: .jsonl or .yaml; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--at", metavar="DATE", type=day, help="as of this day (default: today)")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument("--svg", metavar="OUT", type=Path, help="draw the picture in OUT")
    parser.add_argument("--theme", choices=THEMES, default="light", help="of the picture")


def run(options: argparse.Namespace) -> int:
    """Say how it goes."""
    guideline, engine = load_to_apply(options.guideline)
    texts = load_texts()
    at = options.at or date.today()
    try:
        read = read_visits(guideline, options.file, at)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    own = own_course(guideline, engine, read.visits, at)
    words = Words(guideline, texts, options.lang)
    if own is None:
        print(words.text("nothing"), file=sys.stderr)
        return 1
    level = engine.evaluate(record_of(guideline, read.visits, at)).decisions.get(URGENCY)
    urgency = level.lower if isinstance(level, LadderValue) else None
    if options.json:
        found = own.as_json()
        found["urgency_at_least"] = urgency
        found["disclaimer"] = texts.text("disclaimer.long", options.lang)
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
    else:
        show(own, words, urgency)
    return 0 if options.svg is None else draw(own, words, options)


def show(own: OwnCourse, words: Words, urgency: str | None) -> None:
    """Print it for a person."""
    from rich.text import Text

    from rugwijzer.cli.layout import bullet, console, indented

    out = console()
    out.print(Text(words.text("heading"), style="bold"))
    if (title := words.help_first(urgency)) is not None:
        out.print(indented(words.text("help_first", title=title), 2, style="bold"))
    out.print(indented(words.began(own), 2))
    out.print()
    for sentence in words.sentences(own):
        out.print(indented(sentence, 2))
    out.print(Text(f"\n{words.text('table.title')}", style="bold"))
    for row in words.table(own):
        out.print(Text(row))
    if own.milestones:
        out.print(Text(f"\n{words.text('reached')}", style="bold"))
        for line in words.milestones(own):
            out.print(bullet(line))
    if own.chances:
        group = words.guideline.courses[own.chances[0].course].group
        out.print(Text(f"\n{words.text(f'of_100.{group}')}", style="bold"))
        for line in words.chances(own):
            out.print(bullet(line))
    out.print()
    if own.usual is not None or own.chances:
        out.print(indented(words.honest(own), 2))
    out.print(indented(words.texts.text("disclaimer.short", words.language), 2))


def draw(own: OwnCourse, words: Words, options: argparse.Namespace) -> int:
    """Write the picture."""
    from rugwijzer.charts import ChartsMissing, course_svg

    picture = words.picture(own)
    if not picture.own:
        print(words.text("no_picture"), file=sys.stderr)
        return 1
    try:
        svg = course_svg(picture, words.labels(), options.theme)
        options.svg.write_text(svg, encoding="utf-8")
    except (ChartsMissing, ValueError) as problem:
        print(f"{problem}", file=sys.stderr)
        return 1
    except OSError as error:
        why = error.strerror or "no such place"
        print(f"{options.svg}: cannot be written ({why}). Name another file.", file=sys.stderr)
        return 1
    if not options.json:
        print("\n" + words.text("saved", path=options.svg))
    return 0

"""`rugwijzer measures [NAME]`: what each instrument measures, which change counts, its licence."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.compiler import Figure, Measure, nearest, read_pack, with_pack
from rugwijzer.library import Library
from rugwijzer.loading import load_guideline, load_texts
from rugwijzer.wording.words import listed, say

WIDTH = 78
LABEL = 13


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("measure", nargs="?", metavar="NAME", help="show this one")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument(
        "--pack", type=Path, action="append", metavar="DIR", help="with the measures of this pack"
    )


def run(options: argparse.Namespace) -> int:
    """List them, or show one."""
    guideline, texts = load_guideline(options.guideline), load_texts()
    for pack in options.pack or ():
        guideline = with_pack(guideline, read_pack(pack))
    shown = list(guideline.measures.values())
    if options.measure is not None:
        shown = [each for each in shown if each.name == options.measure]
        if not shown:
            complain(options.measure, list(guideline.measures), texts, options.lang)
            return 2
    if options.json:
        found = [as_json(measure) for measure in shown]
        whole = found if options.measure is None else found[0]
        print(json.dumps(whole, ensure_ascii=only_ascii(), indent=2))
        return 0
    words = Words(texts, options.lang)
    for measure in shown:
        for line in words.line(measure) if options.measure is None else words.page(measure):
            print(line)
    return 0


def complain(name: str, names: list[str], texts: Library, language: str) -> None:
    """Say that there is no such measure, and which there are."""
    print(texts.text("measures.unknown", language, name=name), file=sys.stderr)
    near = next((each for each in names if f'"{each}"' in nearest(name, names)), None)
    if near is not None:
        print(texts.text("measures.nearest", language, nearest=near), file=sys.stderr)
    else:
        print(texts.text("measures.known", language, names=", ".join(names)), file=sys.stderr)


class Words:
    """A measure in words, in one language."""

    def __init__(self, texts: Library, language: str) -> None:
        self.texts = texts
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text."""
        return self.texts.text(key, self.language, **places)

    def number(self, value: Fraction | int) -> str:
        """A number as the language writes it."""
        text = f"{float(value):g}"
        return text.replace(".", ",") if self.language == "nl" else text

    def range(self, low: Fraction | int, high: Fraction | int) -> str:
        """From the lowest to the highest."""
        return self.text("measures.range", low=self.number(low), high=self.number(high))

    def line(self, measure: Measure) -> Iterator[str]:
        """A measure in the list."""
        told = self.text(
            "measures.line",
            range=self.range(measure.low, measure.high),
            better=self.text(f"measures.better.{measure.better}"),
            items=self.text(f"measures.items.{measure.licence.items}"),
        )
        yield f"{measure.name}: {told}"
        yield f"    {say(measure.title, self.language)}"

    def page(self, measure: Measure) -> Iterator[str]:
        """All of one measure. Of lines with one label, only the first shows it."""
        before = ""
        for line in self.lines(measure):
            label = line[:LABEL].strip()
            yield line if label != before else (" " * LABEL + line[LABEL:]).rstrip()
            before = label or before

    def lines(self, measure: Measure) -> Iterator[str]:
        """The same, each line with its label."""
        yield f"{measure.name}: {say(measure.title, self.language)}"
        yield from textwrap.wrap(say(measure.about, self.language), WIDTH)
        yield ""
        better = self.text(f"measures.better.{measure.better}")
        yield from self.row("range", f"{self.range(measure.low, measure.high)}, {better}")
        yield from self.row("scoring", self.scoring(measure))
        for part in measure.parts.values():
            told = self.text(
                "measures.part",
                title=say(part.title, self.language),
                range=self.range(part.low, part.high),
                items=", ".join(part.items),
            )
            notable = self.text("measures.notable", points=part.notable) if part.notable else ""
            yield from self.row("part", told + notable)
        for band in measure.bands:
            parts = "".join(
                f", {say(measure.parts[name].title, self.language)} {self.range(*ends)}"
                for name, ends in band.parts.items()
            )
            told = f"{self.range(band.low, band.high)}{parts}: {say(band.words, self.language)}"
            yield from self.row("band", told)
        yield from self.changes(measure)
        yield from self.row("schedule", self.schedule(measure))
        if measure.again_after is not None:
            yield from self.row("again", self.text("measures.again", days=measure.again_after))
        yield from self.asked(measure)
        licence = measure.licence
        yield from self.row("licence", f"{say(licence.words, self.language)} [{licence.row}]")
        for code in measure.codes:
            of = f" ({code.of})" if code.of else ""
            told = f"{code.system} {code.code}{of} [{self.text(f'result.source_mark.{code.mark}')}]"
            yield from self.row("codes", told)
        yield from self.row("evidence", ", ".join(measure.evidence))

    def row(self, label: str, told: str) -> list[str]:
        """A line with its label before it."""
        return textwrap.wrap(
            told,
            WIDTH,
            initial_indent=self.text(f"measures.label.{label}").ljust(LABEL),
            subsequent_indent=" " * LABEL,
        )

    def scoring(self, measure: Measure) -> str:
        """How it is counted, and what happens to what is missing."""
        count = len(measure.items)
        told = [self.text(f"measures.method.{measure.method}", count=count)]
        if measure.answered < count:
            told.append(self.text("measures.answered.some", answered=measure.answered))
        elif measure.method not in ("single", "apart"):
            told.append(self.text("measures.answered.all"))
        if measure.reversed:
            told.append(self.text("measures.reversed", items=", ".join(measure.reversed)))
        return "; ".join(told)

    def changes(self, measure: Measure) -> Iterator[str]:
        """Which change counts."""
        least = measure.minimal_change
        if least is None:
            yield from self.row("change", self.text("measures.no_change"))
        else:
            ways = []
            if least.points is not None:
                ways.append(self.text("measures.points", points=self.number(least.points)))
            if least.percent is not None:
                ways.append(self.text("measures.percent", percent=self.number(least.percent)))
            told = listed(ways, self.texts, self.language, "or")
            yield from self.row(
                "change", f"{told} [{self.text(f'result.source_mark.{least.mark}')}]"
            )
        for label, figure in (("worse", measure.worse), ("error", measure.error)):
            if figure is not None:
                told = self.text("measures.points", points=self.number(figure.value))
                yield from self.row(label, self.marked(told, figure))
        if measure.recovered is not None:
            value = measure.recovered.value
            told = self.number(value)
            if measure.low < value < measure.high:
                told = self.text(f"measures.or_{measure.better}", points=told)
            yield from self.row("recovered", self.marked(told, measure.recovered))

    def marked(self, told: str, figure: Figure) -> str:
        """A figure with how sure it is."""
        return f"{told} [{self.text(f'result.source_mark.{figure.mark}')}]"

    def schedule(self, measure: Measure) -> str:
        """On which days, and under which condition."""
        days = [
            str(moment.first)
            if moment.first == moment.last
            else self.text("measures.day_to_day", first=moment.first, last=moment.last)
            for moment in measure.schedule
        ]
        told = (
            self.text("measures.days", days=", ".join(days))
            if days
            else self.text("measures.unscheduled")
        )
        return f"{told}. {say(measure.when, self.language)}" if measure.when else told

    def asked(self, measure: Measure) -> Iterator[str]:
        """The questions and what may be answered."""
        if measure.licence.items == "slot":
            yield from self.row("items", self.text("measures.items.slot"))
        else:
            if measure.question is not None:
                yield from self.row("items", say(measure.question, self.language))
            for item in measure.items:
                yield from self.row("items", f"{item.name}: {say(item.words, self.language)}")
        scale = measure.scale
        if scale.options:
            for option in scale.options:
                told = f"{option.points} {say(option.words, self.language)}"
                yield from self.row("answers", told)
        else:
            ends = [f": {say(words, self.language)}" for words in scale.ends or ()] or ["", ""]
            told = self.text(
                "measures.range", low=f"{scale.low}{ends[0]},", high=f"{scale.high}{ends[1]}"
            )
            yield from self.row(
                "answers", told if scale.ends else self.range(scale.low, scale.high)
            )


def as_json(measure: Measure) -> dict[str, object]:
    """A measure as plain values."""
    least = measure.minimal_change
    return {
        "id": measure.name,
        "title": dict(measure.title or {}),
        "about": dict(measure.about or {}),
        "question": dict(measure.question or {}),
        "when": dict(measure.when or {}),
        "range": [_number(measure.low), _number(measure.high)],
        "step": _number(measure.step),
        "better": measure.better,
        "answers": {
            "range": [measure.scale.low, measure.scale.high],
            "ends": [dict(each) for each in measure.scale.ends or ()],
            "options": [
                {"points": option.points, "words": dict(option.words)}
                for option in measure.scale.options
            ],
        },
        "items": [{"id": item.name, "words": dict(item.words or {})} for item in measure.items],
        "scoring": {
            "method": measure.method,
            "answered": measure.answered,
            "reversed": list(measure.reversed),
        },
        "parts": [
            {
                "id": part.name,
                "title": dict(part.title or {}),
                "items": list(part.items),
                "range": [part.low, part.high],
                "notable": part.notable,
            }
            for part in measure.parts.values()
        ],
        "bands": [
            {
                "id": band.name,
                "range": [band.low, band.high],
                "parts": {name: list(ends) for name, ends in band.parts.items()},
                "words": dict(band.words or {}),
            }
            for band in measure.bands
        ],
        "minimal_change": None
        if least is None
        else {
            "points": None if least.points is None else _number(least.points),
            "percent": None if least.percent is None else _number(least.percent),
            "mark": least.mark,
            "evidence": list(least.evidence),
        },
        "worse": _figure(measure.worse),
        "error": _figure(measure.error),
        "recovered": _figure(measure.recovered),
        "schedule": [[moment.first, moment.last] for moment in measure.schedule],
        "again_after_days": measure.again_after,
        "licence": {
            "evidence": measure.licence.row,
            "items": measure.licence.items,
            "words": dict(measure.licence.words or {}),
        },
        "codes": [
            {"system": code.system, "code": code.code, "of": code.of, "mark": code.mark}
            for code in measure.codes
        ],
        "evidence": list(measure.evidence),
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {
        "value": _number(figure.value), "mark": figure.mark, "evidence": list(figure.evidence),
    }  # fmt: skip


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)

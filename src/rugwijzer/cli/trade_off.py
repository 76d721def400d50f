"""`rugwijzer guideline cost --trade-off`: what giving up rules would win, and what it misses."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator, Sequence

from rugwijzer.cli import judged_people
from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.library import Library
from rugwijzer.population.advice import DOCTOR, TODAY, Adviser
from rugwijzer.population.intervals import Share
from rugwijzer.population.people import SimulatedPerson
from rugwijzer.population.rates import Rates
from rugwijzer.population.trade_off import Step, trade_off

WIDTH = 100
AT = {TODAY: "judging.trade_off.today", DOCTOR: "judging.trade_off.doctor"}
HEAD = ("judging.trade_off.rule", "judging.trade_off.sent", "judging.trade_off.found")


def run(adviser: Adviser, rates: Rates, texts: Library, options: argparse.Namespace) -> int:
    """Print the curve at `same_day` and at any GP. Raises what drawing or reading people raises."""

    def people() -> Iterator[SimulatedPerson]:
        return judged_people.with_more_serious(options, adviser.guideline, rates)

    found = {level: trade_off(adviser, people(), rates.truths, level) for level in (TODAY, DOCTOR)}
    if options.json:
        document = {level: [as_json(step) for step in steps] for level, steps in found.items()}
        print(json.dumps(document, ensure_ascii=only_ascii(), indent=2))
        return 0
    language, figures = options.lang, Figures(options.lang)
    print(texts.text("judging.trade_off.title", language))
    for line in textwrap.wrap(texts.text("judging.trade_off.how", language), WIDTH):
        print(line)
    for level, steps in found.items():
        print()
        print(texts.text(AT[level], language))
        head = [texts.text(key, language) for key in HEAD]
        for line in aligned([head, *rows(steps, texts, figures)], indent=2):
            print(line)
    return 0


def rows(steps: Sequence[Step], texts: Library, figures: Figures) -> list[list[str]]:
    """One row per rule given up."""

    def percent(share: Share) -> str:
        return figures.decimal(100 * (share.value or 0), 1)

    none = texts.text("judging.trade_off.none", figures.language)
    return [[step.given_up or none, percent(step.sent), percent(step.found)] for step in steps]


def as_json(step: Step) -> dict[str, object]:
    """A step as plain values."""
    return {
        "given_up": step.given_up,
        "without_alarm_signs": step.sent.as_json(),
        "serious": step.found.as_json(),
    }

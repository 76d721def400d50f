"""`rugwijzer population simulate N`: people who never lived, and the totals they come to."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rugwijzer.cli.judged_people import a_number
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import Engine, Guideline, nearest, read_answers
from rugwijzer.library import Library
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import PeopleProblem, SimulatedPerson, kind_of, write_people
from rugwijzer.population.rates import Rates
from rugwijzer.population.reading import read_rates
from rugwijzer.wording.words import say

if TYPE_CHECKING:
    from rugwijzer.population.totals import Found

LOOKED_AT = 2_000
"""So many people are put through the engine, to see that their answers fit together."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("count", metavar="N", type=a_number, help="how many people")
    parser.add_argument(
        "--seed", metavar="S", type=a_number, default=1,
        help="the same seed gives the same people (default: 1)",
    )  # fmt: skip
    parser.add_argument(
        "--out", metavar="FILE", type=Path,
        help="keep them in this .jsonl or .parquet file; without it, only the totals are shown",
    )  # fmt: skip
    parser.add_argument(
        "--setting", metavar="NAME", default="primary_care",
        help="primary_care (default), over_55 or emergency",
    )  # fmt: skip
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Simulate. The status is 1 if a total lies outside its bounds."""
    guideline, engine = load_to_apply(options.guideline)
    rates = read_rates(find("guideline", options.guideline))
    if options.setting not in rates.settings:
        near = nearest(options.setting, rates.settings)
        known = f"There are: {', '.join(rates.settings)}."
        print(f'There is no setting "{options.setting}". {near or known}', file=sys.stderr)
        return 2
    try:
        if options.out is not None:
            kind_of(options.out)
        return _simulate(guideline, engine, rates, options)
    except (PeopleProblem, ExtraMissing) as problem:
        print(problem, file=sys.stderr)
        return 1


def _simulate(
    guideline: Guideline, engine: Engine, rates: Rates, options: argparse.Namespace
) -> int:
    try:
        from rugwijzer.population.fitting import fit
        from rugwijzer.population.simulate import simulate_with
        from rugwijzer.population.totals import counted_facts, slim, totals
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None
    texts, figures = load_texts(), Figures(options.lang)
    model = fit(guideline, rates)
    facts = counted_facts(model)
    looked_at: list[SimulatedPerson] = []
    counted: list[SimulatedPerson] = []

    def noted(people: Iterable[SimulatedPerson]) -> Iterator[SimulatedPerson]:
        for person in people:
            if len(looked_at) < LOOKED_AT:
                looked_at.append(person)
            counted.append(slim(person, facts))
            yield person

    start = time.perf_counter()
    people = noted(simulate_with(model, options.count, options.seed, options.setting))
    if options.out is not None:
        write_people(people, options.out)
    else:
        for _ in people:
            pass
    seconds = figures.decimal(time.perf_counter() - start)

    def text(key: str, **places: object) -> str:
        return texts.text(f"simulating.{key}", options.lang, **places)

    setting = say(rates.settings[options.setting].title, options.lang)
    print(text("title", people=figures.whole(len(counted)), setting=setting, seconds=seconds))
    print(text("nobody"))
    if options.out is not None:
        print(text("saved", path=options.out))
    found = totals(model, counted)
    print()
    print(text("totals") if found else text("none"))
    if found:
        print(*table(found, texts, options.lang), sep="\n")
    print()
    contradicting, unasked = fitting_together(guideline, engine, looked_at)
    looked = figures.whole(len(looked_at))
    print(text("contradictions", count=figures.whole(contradicting), people=looked))
    print(text("unasked", count=figures.whole(unasked), people=looked))
    outside = sum(each.verdict == "outside" for each in found)
    if outside:
        print(text("outside", count=outside, totals=len(found)), file=sys.stderr)
    return int(outside > 0)


def table(found: Iterable[Found], texts: Library, language: str) -> Iterator[str]:
    """The published totals beside those of the people, with whether each lies within."""
    figures = Figures(language)

    def text(key: str) -> str:
        return texts.text(f"simulating.{key}", language)

    rows = [["", *(text(f"column.{name}") for name in ("people", "found", "published", "within"))]]
    for each in found:
        total = each.total
        scale, unit = (100, " %") if total.kind == "share" else (1, "")

        def number(value: float | None, scale: int = scale, unit: str = unit) -> str:
            if value is None:
                return "-"
            return f"{value * scale:.3g}".replace(".", "," if language == "nl" else ".") + unit

        found_here = number(each.value)
        if each.value is not None and each.low < each.high:
            found_here += f" ({number(each.low, unit='')}–{number(each.high, unit='')})"
        rows.append(
            [
                say(total.title, language),
                figures.whole(each.people),
                found_here,
                number(total.published),
                f"{number(total.low, unit='')}–{number(total.high)}",
                text(f"verdict.{each.verdict}"),
            ]
        )
    return aligned(rows, left=(0, 5), indent=2)


def fitting_together(
    guideline: Guideline, engine: Engine, people: Iterable[SimulatedPerson]
) -> tuple[int, int]:
    """How many people contradict themselves, and how many were not asked all that applies."""
    contradicting = unasked = 0
    for person in people:
        outcome = engine.evaluate(read_answers(guideline, person.answers))
        contradicting += bool(outcome.contradictions)
        unasked += bool(set(outcome.open_facts) - guideline.opened_facts)
    return contradicting, unasked

"""The simulated people that a command judges the guideline on: those of a file, or drawn anew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from rugwijzer.compiler import Guideline
from rugwijzer.population.advice import Unfit, UnfitPeople
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import SimulatedPerson, read_people
from rugwijzer.population.rates import Options, Rates

SETTING = "primary_care"
COUNT, SEED = 20_000, 1
MORE = 20
"""People with something serious are rare. To say what a rule serves, they are drawn this many times
as often, in a population of their own of which nobody else is looked at."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom to judge on."""
    parser.add_argument(
        "--people", metavar="FILE", type=Path, help="simulated people (default: drawn anew)"
    )
    parser.add_argument(
        "--count", metavar="N", type=a_number, default=COUNT,
        help=f"so many people are drawn (default: {COUNT})",
    )  # fmt: skip
    parser.add_argument(
        "--seed", metavar="S", type=a_number, default=SEED,
        help=f"the same seed gives the same people (default: {SEED})",
    )  # fmt: skip


def a_number(text: str) -> int:
    """A whole number, not below 0."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(
            f"{text[:20]!r} is not a whole number below a thousand million. Write digits only."
        )
    return int(text)


def said(problem: Exception, file: Path | None) -> str:
    """A problem as it is printed: what is wrong with people names their file, on every line."""
    if file is None or not isinstance(problem, UnfitPeople):
        return str(problem)
    return "\n".join(f"{file}: {line}" for line in str(problem).splitlines())


def people_of(
    options: argparse.Namespace, guideline: Guideline, rates: Rates
) -> Iterator[SimulatedPerson]:
    """The people that were asked for, in primary care if they are drawn.

    Raises PeopleProblem, ExtraMissing, GuidelineError or Unfit.
    """
    if options.people is not None:
        return read_people(options.people)
    return drawn(guideline, rates, options.count, options.seed)


def with_more_serious(
    options: argparse.Namespace, guideline: Guideline, rates: Rates
) -> Iterator[SimulatedPerson]:
    """The same people, and if they are drawn, many more with something serious after them.

    Who gets something serious, and what they answer, hangs on age and sex as before.
    """
    people = people_of(options, guideline, rates)
    if options.people is not None:
        return people
    more = drawn(guideline, oftener(rates, MORE), options.count, options.seed + 1)
    return chain(people, (each for each in more if rates.truths[each.truth].serious))


def drawn(guideline: Guideline, rates: Rates, count: int, seed: int) -> Iterator[SimulatedPerson]:
    """People drawn anew, in primary care.

    Raises ExtraMissing, GuidelineError or Unfit.
    """
    try:
        from rugwijzer.population.simulate import simulate
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None
    if SETTING not in rates.settings:
        raise Unfit(f'population/: there is no setting "{SETTING}" to draw people in. Declare it.')
    return simulate(guideline, rates, count, seed, SETTING)


def oftener(rates: Rates, times: float) -> Rates:
    """The same rates with everything serious so many times as frequent."""
    figures = dict(rates.figures)
    for case in rates.draws["truth"].cases:
        if isinstance(case.how, Options):
            for truth, name in case.how.rates.items():
                if rates.truths[truth].serious:
                    value = rates.value(name) * times
                    figures[name] = replace(rates.figures[name], value=value)
    return replace(rates, figures=figures)

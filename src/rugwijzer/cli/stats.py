"""`rugwijzer guideline stats`: how much the interview asks of people."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rugwijzer.care.interview import TRIAGE, Interview
from rugwijzer.care.walk import Walk, walk
from rugwijzer.cli.judged_people import SEED, a_number, drawn, said
from rugwijzer.compiler import Engine, Guideline, Record, SetValue
from rugwijzer.paths import find
from rugwijzer.population.advice import Adviser, Unfit
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import PeopleProblem, SimulatedPerson, read_people
from rugwijzer.population.reading import read_rates

WITHOUT, WITH = "without alarm signs", "with alarm signs"
WHAT = ("screens", "answers", "items")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom to measure on."""
    parser.add_argument(
        "--people", metavar="FILE", type=Path, help="on the simulated people of this file"
    )
    parser.add_argument(
        "--simulated", metavar="N", type=a_number,
        help="on N simulated people in primary care; with --people, on the first N of the file",
    )  # fmt: skip
    parser.add_argument(
        "--seed", metavar="S", type=a_number, default=SEED,
        help=f"the same seed gives the same people (default: {SEED})",
    )  # fmt: skip


def simulated(options: argparse.Namespace, guideline: Guideline, engine: Engine) -> int:
    """Measure on simulated people: those of a file, or drawn anew."""
    try:
        adviser = Adviser(guideline, engine)
        people: Iterable[SimulatedPerson]
        if options.people is not None:
            people = islice(read_people(options.people), options.simulated)
        else:
            rates = read_rates(find("guideline", options.guideline))
            people = drawn(guideline, rates, options.simulated, options.seed)
        records = (adviser.record(person.answers, f"Person {person.number}") for person in people)
        print(*table(Interview(guideline, engine), records), sep="\n")
    except (Unfit, PeopleProblem, ExtraMissing) as problem:
        print(said(problem, options.people), file=sys.stderr)
        return 1
    return 0


def table(interview: Interview, records: Iterable[Record]) -> Iterator[str]:
    """What the interview asks of these people, with and without alarm signs.

    The last row counts only until it is settled how soon, who and why. Someone who leaves halfway
    is no measure of how much is asked, and does not count.
    """
    triage = Interview(interview.guideline, interview.engine, TRIAGE)
    groups: dict[str, list[Walk]] = {WITHOUT: [], WITH: []}
    until: dict[str, list[Walk]] = {WITHOUT: [], WITH: []}
    for record in records:
        outcome = interview.engine.evaluate(record)
        if set(outcome.open_facts) - interview.guideline.opened_facts:
            continue
        concerns = outcome.decisions["concerns"]
        assert isinstance(concerns, SetValue)
        group = WITH if concerns.inside else WITHOUT
        groups[group].append(walk(interview, record))
        until[group].append(walk(triage, record))
    yield f"{'':22}{'people':>8}{'median':>10}{'90th pct':>10}{'most':>8}"
    for group, walks in groups.items():
        yield group
        counted = [(what, [getattr(each, what) for each in walks]) for what in WHAT]
        counted.append(("answers, how soon", [each.answers for each in until[group]]))
        for what, counts in counted:
            numbers = sorted(counts)
            if numbers:
                ninetieth = numbers[min(len(numbers) - 1, round(0.9 * (len(numbers) - 1)))]
                yield (
                    f"  {what:<20}{len(numbers):>8}{statistics.median(numbers):>10g}"
                    f"{ninetieth:>10}{numbers[-1]:>8}"
                )

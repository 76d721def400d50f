"""`rugwijzer population year N`: a year of people who never lived, to find plans that lead nowhere.

What may happen to them is the response model of `rugwijzer.care.year`: simple, and ours.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rugwijzer.care.plan.making import Planner
from rugwijzer.care.year import YEAR, Doing, counted, year
from rugwijzer.cli.judged_people import SEED, a_number, drawn
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import Record, read_answers
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.reading import read_rates

DAYS = (0, 7, 28, 84, 182, YEAR)
"""The days on which people are counted: the first, and after 1, 4, 12, 26 and 52 weeks."""
DOING = ("building", "holding", "resting", "graduated", "referred", "gone", "nothing")
BATCH = 25
SHOWN = 10
"""So many dead ends are told apart; of the rest only how many there are."""

Numbered = tuple[int, Record]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("count", metavar="N", type=a_number, help="how many people")
    parser.add_argument(
        "--seed", metavar="S", type=a_number, default=SEED,
        help=f"the same seed gives the same years (default: {SEED})",
    )  # fmt: skip
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Live the years. The status is 1 if somebody came to a dead end."""
    guideline, _ = load_to_apply(options.guideline)
    texts, figures = load_texts(), Figures(options.lang)
    rates = read_rates(find("guideline", options.guideline))
    start = time.perf_counter()
    try:
        people = [
            (number, read_answers(guideline, person.answers))
            for number, person in enumerate(drawn(guideline, rates, options.count, options.seed))
        ]
    except ExtraMissing as problem:
        print(problem, file=sys.stderr)
        return 1
    years = list(_lived(people, options))

    def text(key: str, **places: object) -> str:
        return texts.text(f"year.{key}", options.lang, **places)

    seconds = figures.decimal(time.perf_counter() - start)
    print(text("title", people=figures.whole(len(years)), seconds=seconds))
    print(text("model"))
    if not years:
        return 0
    print()
    counts = counted(years, DAYS)
    rows = [["", *(text("day", weeks=day // 7) for day in DAYS)]]
    for doing in DOING:
        if any(counts[day][doing] for day in DAYS):
            row = [figures.whole(counts[day][doing]) for day in DAYS]
            rows.append([text(f"doing.{doing}"), *row])
    print(*aligned(rows, indent=2), sep="\n")
    print()
    ends = Counter(week.dead_end for weeks in years for week in weeks if week.dead_end is not None)
    print(text("dead_ends", count=figures.whole(sum(ends.values()))))
    for why, count in ends.most_common(SHOWN):
        print(f"  {figures.whole(count)}  {why}")
    return int(bool(ends))


def _lived(people: Sequence[Numbered], options: argparse.Namespace) -> Iterator[tuple[Doing, ...]]:
    """Everybody's year, in order, on every processor there is."""
    batches = [people[at : at + BATCH] for at in range(0, len(people), BATCH)]
    if len(batches) < 2:
        yield from _batch(people, options.guideline, options.seed)
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        seeds, folders = [options.seed] * len(batches), [options.guideline] * len(batches)
        for weeks in pool.map(_batch, batches, folders, seeds):
            yield from weeks


_planners: dict[Path | None, Planner] = {}
"""The planner of each process: making one takes longer than a year."""


def _batch(people: Sequence[Numbered], folder: Path | None, seed: int) -> list[tuple[Doing, ...]]:
    if folder not in _planners:
        _planners[folder] = Planner(*load_to_apply(folder))
    planner = _planners[folder]
    return [year(planner, record, seed * 1_000_003 + number) for number, record in people]

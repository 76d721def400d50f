"""`rugwijzer population TASK`: people to judge the guideline on, and the judgement."""

from __future__ import annotations

import argparse

from rugwijzer.cli import population_evaluation, population_simulation, population_year


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    population_simulation.arguments(
        tasks.add_parser("simulate", help="make people who never lived, with a hidden truth")
    )
    population_evaluation.arguments(
        tasks.add_parser("evaluate", help="what the guideline finds, misses and costs")
    )
    population_year.arguments(
        tasks.add_parser("year", help="a year of plans for simulated people: no dead ends")
    )


def run(options: argparse.Namespace) -> int:
    """Do the task."""
    if options.task == "simulate":
        return population_simulation.run(options)
    if options.task == "year":
        return population_year.run(options)
    return population_evaluation.run(options)

"""`rugwijzer guideline TASK`: is the guideline well made, and what does it ask and cost?"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from rugwijzer.care.interview import Interview
from rugwijzer.cli import cost, judged_people, prove, stats
from rugwijzer.cli import difference as diff
from rugwijzer.compiler import (
    Case,
    Guideline,
    build_engine,
    digest,
    load_files,
    read_files,
)
from rugwijzer.compiler.cases import run_cases
from rugwijzer.loading import load_to_apply
from rugwijzer.paths import find

EngineName = Literal["reference", "compiled"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    tasks.add_parser("check", help="load the guideline and run every check")
    test = tasks.add_parser("test", help="run every case, on every engine")
    test.add_argument("--engine", choices=get_args(EngineName), action="append")
    test.add_argument(
        "--mutate", action="store_true", help="change one thing at a time, and see who notices"
    )
    test.add_argument(
        "--sample", type=judged_people.a_number, metavar="N",
        help="with --mutate: try N of the changes",
    )  # fmt: skip
    test.add_argument(
        "--seed", type=int, default=0, metavar="S", help="with --sample: which N (default 0)"
    )
    test.add_argument(
        "--claims", action="store_true", help="with --mutate: claims may notice too (slow)"
    )
    stats.arguments(
        tasks.add_parser("stats", help="screens, answers and items read by the people in the cases")
    )
    cost.arguments(tasks.add_parser("cost", help="what each rule costs, and whom it serves"))
    prove.arguments(tasks.add_parser("prove", help="put every claim to the solver"))
    diff.arguments(tasks.add_parser("diff", help="who gets other advice from another one"))


def run(options: argparse.Namespace) -> int:
    """Do the task."""
    if options.task == "cost":
        return cost.run(options)
    if options.task == "diff":
        return diff.run(options)
    if options.task == "prove":
        return prove.run(options)
    if options.task == "stats" and (options.people is not None or options.simulated is not None):
        return stats.simulated(options, *load_to_apply(options.guideline))
    files = read_files(find("guideline", options.guideline))
    guideline = load_files(files)
    match options.task:
        case "check":
            return check(guideline, files)
        case "test" if options.mutate:
            from rugwijzer.cli import mutants

            return mutants.run(guideline, options.sample, options.seed, options.claims)
        case "test":
            failed = test(guideline, options.engine or get_args(EngineName))
            return history(guideline, files) or failed
        case _:
            records = (case.record for case in whole_people(guideline))
            print(*stats.table(Interview(guideline), records), sep="\n")
            return 0


def check(guideline: Guideline, files: Mapping[str, str]) -> int:
    """Say what the guideline holds, and whether its version was raised when it changed."""
    from rugwijzer.care.history_examples import read_examples

    version = guideline.version
    rows = {
        "facts": guideline.facts,
        "screens": guideline.screens,
        "definitions": guideline.definitions,
        "contradictions": guideline.contradictions,
        "decisions": guideline.decisions,
        "rules": guideline.rules,
        "cases": guideline.cases,
        "measures": guideline.measures,
        "items": guideline.items,
        "courses": guideline.courses,
        "examples of histories": read_examples(guideline, files),
        "evidence rows": guideline.evidence,
        "sources": guideline.sources,
    }
    print(f"{version.name} {version.number}" if version is not None else "guideline")
    for what, things in rows.items():
        print(f"{len(things):>6}  {what}")
    found = digest(files)
    if version is not None and version.digest != found:
        print(
            "version.yaml: the guideline changed. Raise its version and write "
            f'`digest: "{found}"`.',
            file=sys.stderr,
        )
        return 1
    print("No problems.")
    return 0


def test(guideline: Guideline, engines: Sequence[EngineName]) -> int:
    """Run every case on each engine, and print every difference."""
    failed = 0
    for name in engines:
        start = time.perf_counter()
        found = list(run_cases(guideline, build_engine(guideline, name)))
        for difference in found:
            print(difference, file=sys.stderr)
        titles = {difference.case.title for difference in found}
        failed += len(titles)
        print(
            f"{name}: {len(guideline.cases) - len(titles)} cases passed, {len(titles)} failed "
            f"({time.perf_counter() - start:.2f} s)"
        )
    return 1 if failed else 0


def history(guideline: Guideline, files: Mapping[str, str]) -> int:
    """Run every worked example of answers over time, and print every difference."""
    from rugwijzer.care.history_examples import read_examples, run_examples

    examples = read_examples(guideline, files)
    if not examples:
        return 0
    found = list(run_examples(guideline, examples))
    for miss in found:
        print(miss, file=sys.stderr)
    failed = {miss.example.title for miss in found}
    print(f"history: {len(examples) - len(failed)} examples passed, {len(failed)} failed")
    return 1 if failed else 0


def whole_people(guideline: Guideline) -> list[Case]:
    """The cases that are about a person rather than about one rule."""
    return [case for case in guideline.cases if case.rule is None]

"""The one table, as plain text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .startup import Started, Throughput
from .timing import Measured, Work

GOALS = {"ZEN decision": 20, "cql-execution": 20, "CEL": 5}
"""How many times faster than each peer the compiled engine is to be."""

START_GOAL = 30
"""How many times `python -c pass` one assessment of one file may take."""

COMPILED, NEW_PEOPLE = "compiled", "people it never met"
ASSESS = "rugwijzer assess FILE"

WORK: Mapping[Work, str] = {
    "all": "all decisions with bounds, the state of every rule, contradictions, open questions; "
    "ours also the reasons",
    "trace": "which rules of the ladder hold, the level, and how the engine came to it",
    "rules": "which rules of the ladder hold, and the level",
    "level": "the level alone; it may stop at the first rule from the top",
}

NOTES = (
    "Every person has all that applies to her answered: a peer without a third truth value can "
    "follow no other. Peers get each fact in effect, with the `else` of what does not apply filled "
    "in beforehand; our engines work that out themselves.",
    "A peer's time includes taking in the person, as a plain mapping in its own process; ours "
    "take a typed record. Reading a file and checking answers are in no row above the line. The "
    "rows of Node are timed inside Node; crossing over to it is not counted.",
    "What can be compiled beforehand is. Definitions are written out where a peer has none. Every "
    "peer is measured in several forms; the goals are held against its fastest.",
    "`compiled` remembers reasons it has worked out. Its first row repeats the same people, as "
    "every row does (ratio); its second meets people for the first time, after as many others as "
    "are named there (new).",
    "ZEN decision is the rule engine, with one condition a row. ZEN expression is its expression "
    "language alone, without decision or table: the least that ZEN can cost.",
    "unknown: yes, a third truth value; no, none; null, a null that behaves as one in logic.",
)


@dataclass(frozen=True)
class Report:
    """All that was measured."""

    versions: Mapping[str, str]
    clock: str
    guideline: str
    people: int
    met_before: int
    levels: Mapping[str, int]
    rules: int
    facts: int
    rows: Sequence[Measured]
    reference: tuple[int, ...]
    missing: str | None
    starts: Sequence[Started]
    throughput: Throughput | None

    def ours(self, *, new: bool) -> float:
        """The time of the compiled engine, on the same people again or on new ones."""
        form = NEW_PEOPLE if new else ""
        return next(
            each.micros for each in self.rows if (each.engine, each.form) == (COMPILED, form)
        )

    def agreeing(self, row: Measured) -> int:
        """For how many people a row gives the level of the reference."""
        return sum(a == b for a, b in zip(row.levels, self.reference, strict=True))

    @property
    def agreed(self) -> bool:
        """Whether every row gives everybody the level of the reference."""
        return all(self.agreeing(row) == self.people for row in self.rows)

    def fastest(self, engine: str, work: Work) -> float | None:
        """The time of a peer in its fastest form for some work."""
        times = [row.micros for row in self.rows if (row.engine, row.work) == (engine, work)]
        return min(times, default=None)


@dataclass(frozen=True)
class Goal:
    """How many times slower than the compiled engine a peer is, for some work."""

    peer: str
    work: Work
    at_least: int
    ratio: float
    ratio_new: float


def goals(report: Report) -> Iterator[Goal]:
    """Each goal, for each kind of work its peer was measured on."""
    for peer, at_least in GOALS.items():
        for work in WORK:
            time = report.fastest(peer, work)
            if time is not None:
                again, new = report.ours(new=False), report.ours(new=True)
                yield Goal(peer, work, at_least, time / again, time / new)


def as_json(report: Report) -> dict[str, Any]:
    """Everything, for a program."""
    again, new = report.ours(new=False), report.ours(new=True)
    return {
        "versions": dict(report.versions),
        "clock": report.clock,
        "guideline": report.guideline,
        "people": report.people,
        "levels": dict(report.levels),
        "rules": report.rules,
        "facts": report.facts,
        "agreed": report.agreed,
        "rows": [
            {
                "engine": row.engine,
                "form": row.form,
                "work": row.work,
                "microseconds": round(row.micros, 2),
                "ratio": round(row.micros / again, 2),
                "ratio_new": round(row.micros / new, 2),
                "unknown": row.unknown,
                "agreeing": report.agreeing(row),
            }
            for row in report.rows
        ],
        "goals": [vars(goal) for goal in goals(report)],
        "missing": report.missing,
        "starts": [{**vars(each), "ratio": _start_ratio(report, each)} for each in report.starts],
        "throughput": None
        if report.throughput is None
        else {**vars(report.throughput), "people_a_second": report.throughput.a_second},
        "work": dict(WORK),
        "notes": [*NOTES],
    }


def as_text(report: Report) -> str:
    """Everything, for a reader."""
    spread = ", ".join(f"{level} {number}" for level, number in report.levels.items())
    about = (
        f"{report.guideline}: {report.rules} rules of its ladder, reading {report.facts} facts, "
        f"for {report.people} people ({spread}). µs are of {report.clock} time."
    )
    measured = ", ".join(f"{name} {number}" for name, number in report.versions.items()) + "."
    parts = [
        [*textwrap.wrap(about, 100), *textwrap.wrap(measured, 100)],
        _table(report),
        _wrapped("What a row gives", [f"{work}: {gives}." for work, gives in WORK.items()]),
        ["Goals, in the peer's fastest form for that work:", *_goal_lines(report)],
        _wrapped("Notes", NOTES),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts)


def _table(report: Report) -> Iterator[str]:
    again, new = report.ours(new=False), report.ours(new=True)
    head = (
        f"{'engine':<15} {'form':<34} {'work':<6} {'µs':>9} {'ratio':>8} {'new':>8}  "
        f"{'unknown':<8}{'agrees':>8}"
    )
    yield head
    yield "-" * len(head)
    for row in report.rows:
        form = f"{row.form}, after {report.met_before}" if row.form == NEW_PEOPLE else row.form
        yield (
            f"{row.engine:<15} {form:<34} {row.work:<6} {row.micros:>9.1f} "
            f"{row.micros / again:>7.1f}× {row.micros / new:>7.1f}×  {row.unknown:<8}"
            f"{f'{report.agreeing(row)}/{report.people}':>8}"
        )
    yield "-" * len(head)
    for each in report.starts:
        ratio = _start_ratio(report, each)
        if each.seconds is None or ratio is None:
            yield f"{each.command:<57} does not work here"
        else:
            yield f"{each.command:<57} {each.seconds * 1e6:>8.0f} {ratio:>7.1f}×"
    if report.throughput is not None:
        name = f"rugwijzer assess FILE.jsonl --json, {report.throughput.people} people"
        yield f"{name:<57} {report.throughput.a_second:>8.0f} people a second"


def _goal_lines(report: Report) -> Iterator[str]:
    for goal in goals(report):
        verdict = "met" if goal.ratio >= goal.at_least else "missed"
        on_new = "met" if goal.ratio_new >= goal.at_least else "missed"
        yield (
            f"  {goal.peer:<14} {goal.work:<6} at least {goal.at_least:>2}×: "
            f"{goal.ratio:>6.1f}× {verdict:<7} new people {goal.ratio_new:>6.1f}× {on_new}"
        )
    for each in report.starts:
        ratio = _start_ratio(report, each)
        if each.command == ASSESS and ratio is not None:
            verdict = "met" if ratio <= START_GOAL else "missed"
            yield f"  {ASSESS}: at most {START_GOAL}× python -c pass: {ratio:.1f}× {verdict}"
    if report.missing is not None:
        yield f"  Not measured: {report.missing}"


def _wrapped(title: str, lines: Sequence[str]) -> list[str]:
    wrapped = [
        part
        for line in lines
        for part in textwrap.wrap(line, 100, initial_indent="- ", subsequent_indent="  ")
    ]
    return [f"{title}:", *wrapped]


def _start_ratio(report: Report, each: Started) -> float | None:
    base = report.starts[0].seconds
    return None if each.seconds is None or not base else each.seconds / base

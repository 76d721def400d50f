"""Every mutant held against the cases, then against everyone, then against the claims."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    Guideline,
    LadderRule,
    RaiseRule,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Node, parts

from .making import Mutant, mutants_of, mutated
from .nearby import Nearby
from .noticing import CaseBench
from .witness import Witness

Fate = Literal["case", "claim", "redundant", "equivalent", "survived", "undecided"]
"""What became of a mutant: noticed by a case; refuted by a claim; proved to change nothing, which
the guideline says itself (`redundant`) or does not (`equivalent`); not noticed though it changes
something; not decided by the solver."""

CLEAN: frozenset[Fate] = frozenset({"case", "claim", "redundant"})
"""The fates a guideline can live with."""

Verdict = Witness | Literal["equivalent", "undecided"]
Judge = Callable[[Sequence[Mutant]], Iterable[Verdict]]
"""For each mutant a person who tells it from the original, or that there is none; in order."""
Refuter = Callable[[Sequence[Mutant]], Iterable[str | None]]
"""For each mutant the name of a claim that does not hold of it, if there is one; in order."""
Told = Callable[[str, int, int], None]
"""Hears how far the work is: what is being done, how many are done, how many there are."""


@dataclass(frozen=True)
class Mark:
    """A part of a rule or named thing that is kept though nothing depends on it, and why.

    `part` is a condition, or a key of the rule: "then", "if_unknown". `decision` is that of the
    rule, empty for a definition, contradiction or fact.
    """

    owner: str
    decision: str
    part: Node | str
    why: str

    def covers(self, mutant: Mutant) -> bool:
        """Whether the mutant changed this part, or something inside it."""
        mine = (self.owner, self.decision) == (mutant.owner, mutant.decision)
        return mine and any(part == mutant.part for part in _parts(self.part))


@dataclass(frozen=True)
class Tried:
    """A mutant and what became of it.

    `by` is the title of the case, the name of the claim, or why the part is kept. `only_state` says
    that nothing but the state of a rule gave the mutant away.
    """

    mutant: Mutant
    fate: Fate
    by: str = ""
    witness: Witness | None = None
    only_state: bool = False


def unused(marks: Sequence[Mark], tried: Sequence[Tried]) -> tuple[Mark, ...]:
    """The marks that keep nothing: of all mutants tried, none of the part changes nothing."""
    return tuple(
        mark
        for mark in marks
        if not any(each.fate == "redundant" and mark.covers(each.mutant) for each in tried)
    )


def _parts(part: Node | str) -> Iterator[Node | str]:
    if isinstance(part, str):
        yield part
    else:
        yield from parts(part)


def echoes(guideline: Guideline) -> tuple[Mark, ...]:
    """The rules marked `echo:` may go or give less, for another always gives as much."""
    return tuple(
        Mark(rule.name, decision.name, part, why)
        for decision in guideline.decisions.values()
        for rule in rules_of(decision)
        if (why := _echo(rule)) is not None
        for part in ("rule", "then", "if_unknown", "raise", "from", "up_to")
    )


def _echo(rule: AnyRule) -> str | None:
    return rule.echo if isinstance(rule, LadderRule | RaiseRule) else None


def sampled(guideline: Guideline, number: int, seed: int) -> tuple[Mutant, ...]:
    """Some of the mutants, the same ones for the same seed, in order of declaration."""
    mutants = mutants_of(guideline)
    if number >= len(mutants):
        return mutants
    chosen = random.Random(seed).sample(range(len(mutants)), number)  # noqa: S311
    return tuple(mutants[index] for index in sorted(chosen))


def try_mutants(
    guideline: Guideline,
    mutants: Sequence[Mutant],
    judge: Judge,
    refuter: Refuter | None = None,
    marks: Sequence[Mark] = (),
    told: Told = lambda what, done, of: None,
) -> tuple[Tried, ...]:
    """What becomes of each mutant, in order.

    All cases must pass on the guideline itself. `judge` is asked only about mutants that nobody
    near a case tells apart with answers that fit together; `refuter` only about those that someone
    tells apart.
    """
    fates: dict[int, Tried] = {}
    for at, each in enumerate(_by_cases(guideline, mutants, told)):
        if each is not None:
            fates[at] = each
    left = [at for at in range(len(mutants)) if at not in fates]
    verdicts = _apart(guideline, mutants, left, judge, told)
    apart = [at for at in left if isinstance(verdicts[at], Witness)]
    echoed = echoes(guideline)
    claims: dict[int, str | None] = {}
    if refuter is not None:
        for at, claim in zip(apart, refuter([mutants[at] for at in apart]), strict=True):
            claims[at] = claim
            told("held against the claims", len(claims), len(apart))
    for at in left:
        mutant, verdict, claim = mutants[at], verdicts[at], claims.get(at)
        mark = next((mark for mark in (*marks, *echoed) if mark.covers(mutant)), None)
        if claim is not None:
            fates[at] = Tried(mutant, "claim", claim)
        elif isinstance(verdict, Witness):
            fates[at] = Tried(mutant, "survived", witness=verdict)
        elif verdict == "equivalent" and mark is not None:
            fates[at] = Tried(mutant, "redundant", mark.why)
        else:
            fates[at] = Tried(mutant, verdict)
    return tuple(fates[at] for at in range(len(mutants)))


def _by_cases(
    guideline: Guideline, mutants: Sequence[Mutant], told: Told
) -> Iterator[Tried | None]:
    """Per mutant that it was noticed by a case, rather by one of its own rule; else None."""
    bench = CaseBench(guideline)
    for done, mutant in enumerate(mutants, 1):
        after = bench.standings.changed(mutated(guideline, mutant), mutant.owner, mutant.decision)
        noticed = list(bench.notices(after))
        told("held against the cases", done, len(mutants))
        if not noticed:
            yield None
            continue
        who = 0
        for each in noticed:
            who |= each.who
        case = bench.first(who, mutant)
        only_state = all(each.what == "rule" for each in noticed)
        yield Tried(mutant, "case", case.title, only_state=only_state)


def _apart(
    guideline: Guideline, mutants: Sequence[Mutant], left: list[int], judge: Judge, told: Told
) -> dict[int, Verdict]:
    """Who tells each of these mutants from the original: someone near a case, or whom the judge
    finds. Someone near a case whose answers contradict each other gives way to a better one."""
    found: dict[int, Verdict] = {}
    if not left:
        return found
    nearby = Nearby(guideline, [mutants[at] for at in left])
    for done, at in enumerate(left, 1):
        witness = nearby.witness(mutants[at])
        told(f"held against {len(nearby)} people", done, len(left))
        if witness is not None:
            found[at] = witness
    rest = [at for at in left if not fits(found.get(at))]
    verdicts = judge([mutants[at] for at in rest])
    for done, (at, verdict) in enumerate(zip(rest, verdicts, strict=True), 1):
        told("held against everyone", done, len(rest))
        if at not in found or fits(verdict):
            found[at] = verdict
    return found


def fits(verdict: Verdict | None) -> bool:
    """Whether it is a person whose answers fit together."""
    return isinstance(verdict, Witness) and verdict.fits

"""Which cases, or which people at all, notice a change of the guideline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rugwijzer.compiler.language.guideline import Case, Guideline, Ladder
from rugwijzer.compiler.language.outcome import NOT_APPLICABLE

from .columns import Column, Positions
from .crowd import Who, crowd_of, lowest
from .making import Mutant
from .standing import Standing, Standings


@dataclass(frozen=True)
class Stated:
    """Per thing that a case may state, which cases state it.

    Of a set decision `decisions` holds those that state who is in, `open` those that also state
    what is open.
    """

    decisions: Mapping[str, Who]
    open: Mapping[str, Who]
    rules: Mapping[str, Who]
    reasons: Who
    contradictions: Who

    @classmethod
    def by(cls, cases: tuple[Case, ...]) -> Stated:
        """What these cases state."""
        decisions: dict[str, Who] = {}
        open_: dict[str, Who] = {}
        rules: dict[str, Who] = {}
        for index, case in enumerate(cases):
            for what, wanted in case.expect.items():
                decisions[what] = decisions.get(what, 0) | 1 << index
                if isinstance(wanted, dict) and "open" in wanted:
                    open_[what] = open_.get(what, 0) | 1 << index
            if case.rule is not None and (case.shows is not None or "rule" in case.expect):
                rules[case.rule] = rules.get(case.rule, 0) | 1 << index
        reasons, contradictions = decisions.get("reasons", 0), decisions.get("contradictions", 0)
        return cls(decisions, open_, rules, reasons, contradictions)


@dataclass(frozen=True)
class Noticed:
    """What is no longer as it was, and for whom."""

    what: str
    who: Who


class CaseBench:
    """All cases of a guideline, worked out once, to hold changes of the guideline against."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.standings = Standings(guideline, crowd_of([case.record for case in guideline.cases]))
        self.stated = Stated.by(guideline.cases)
        self.own: dict[str, Who] = {}
        for index, case in enumerate(guideline.cases):
            if case.rule is not None:
                self.own[case.rule] = self.own.get(case.rule, 0) | 1 << index
        self.ladder = next(
            (name for name, each in guideline.decisions.items() if isinstance(each, Ladder)), ""
        )

    def first(self, who: Who, mutant: Mutant) -> Case:
        """The first of these cases, rather one about the rule that was changed."""
        own = self.own.get(mutant.owner, 0) if mutant.decision else 0
        return self.guideline.cases[lowest(who & own or who)]

    def notices(self, after: Standings) -> Iterator[Noticed]:
        """What cases state that no longer comes out.

        A rule that is gone has no state, and that alone is not counted: what it did must be missed.
        """
        before, stated = self.standings, self.stated
        for name in after.moved & set(before.decided):
            alike, alike_open = same_value(before.columns[name], after.columns[name])
            for who in (
                stated.decisions.get(name, 0) & ~alike, stated.open.get(name, 0) & ~alike_open
            ):  # fmt: skip
                if who:
                    yield Noticed(name, who)
            if name == self.ladder:
                for _, who in recounted(before, after, name):
                    if who & stated.reasons:
                        yield Noticed("reasons", who & stated.reasons)
            for rule, stands in after.decided[name].standings.items():
                other = moved_state(before.decided[name].standings[rule], stands)
                if who := other & stated.rules.get(rule, 0):
                    yield Noticed("rule", who)
        for _, who in contradicted(before, after):
            if who & stated.contradictions:
                yield Noticed("contradictions", who & stated.contradictions)


def differing(before: Standings, after: Standings) -> Iterator[Noticed]:
    """Everyone whose outcome is another: a value, a bound, a rule that counts, a contradiction."""
    for name in after.moved & set(before.decided):
        alike, alike_open = same_value(before.columns[name], after.columns[name])
        if who := before.crowd.everyone & ~(alike & alike_open):
            yield Noticed(name, who)
        for rule, who in recounted(before, after, name):
            yield Noticed(rule, who)
    for name, who in contradicted(before, after):
        yield Noticed(name, who)


def same_value(before: Column, after: Column) -> tuple[Who, Who]:
    """For whom a decision has the same value; of a set: the same members in, and the same open."""
    if not before.members:
        alike = _alike(before.possible, after.possible)
        return alike, alike
    inside = open_ = 0
    for name, was in before.members.items():
        now = after.members[name]
        inside |= was.true ^ now.true
        open_ |= (was.true | was.false) ^ (now.true | now.false)
    return ~inside, ~open_


def _alike(before: Positions, after: Positions) -> Who:
    alike = 0
    for positions, who in before.items():
        alike |= who & after.get(positions, 0)
    return alike


def moved_state(before: Standing, after: Standing) -> Who:
    """For whom a rule stands otherwise."""
    return (
        (before.holds ^ after.holds)
        | (before.fails ^ after.fails)
        | (before.open ^ after.open)
        | (before.unanswered ^ after.unanswered)
    )


def recounted(before: Standings, after: Standings, decision: str) -> Iterator[tuple[str, Who]]:
    """Per rule of a decision for whom it counts where it did not, or no longer."""
    was, now = before.decided[decision].counts, after.decided[decision].counts
    for rule, who in was.items():
        if other := who ^ now.get(rule, 0):
            yield rule, other


def contradicted(before: Standings, after: Standings) -> Iterator[tuple[str, Who]]:
    """Per contradiction, built-in ones included, for whom it holds where it did not, or no more."""
    for name in after.moved:
        if other := _contradicts(before, name) ^ _contradicts(after, name):
            yield name if name not in before.facts else NOT_APPLICABLE + name, other


def contradicting(standings: Standings) -> Who:
    """For whom some contradiction holds."""
    guideline = standings.guideline
    found = 0
    for name in (*guideline.contradictions, *guideline.facts):
        found |= _contradicts(standings, name)
    return found


def fitting(standings: Standings) -> Who:
    """Whose answers fit together: nothing contradicts, and nothing was given that does not apply,
    not even as don't know."""
    found = standings.crowd.everyone & ~contradicting(standings)
    for name, told in standings.crowd.told.items():
        if standings.guideline.facts[name].supplied_by_person:
            found &= ~(told.given & standings.facts[name].applies.false)
    return found


def _contradicts(standings: Standings, name: str) -> Who:
    """For whom a contradiction holds; of a fact: who answered it although it does not apply."""
    guideline, told = standings.guideline, standings.crowd.told
    if name in guideline.contradictions:
        return standings.columns[name].truth.true
    if name not in told or not guideline.facts[name].supplied_by_person:
        return 0
    return told[name].known & standings.facts[name].applies.false

"""Why a member of a set decision is not in: what keeps it out, and which answers are missing.

A page can then say "we leave this out, because ..." and "this we do not know yet: ...". What is not
known keeps a member out as well, so somebody who asks must be able to read which answer it waits
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rugwijzer.compiler import (
    ChoiceDecision,
    Guideline,
    Outcome,
    Reason,
    Record,
    Reference,
    RuleState,
    SetDecision,
    SetValue,
    Supported,
    facts_behind,
)


@dataclass(frozen=True)
class LeftOut:
    """One member that is not in. At least one of the four says why.

    `because`: the facts, and the decisions, that by their value keep it out. `rules`: of each of
    those decisions the rules that hold and made it so, whose words may be said. `not_asked` and
    `dont_know`: the facts that nobody asked, and those that were asked and nobody knows.
    """

    member: str
    because: tuple[tuple[str, Supported], ...]
    rules: tuple[str, ...]
    not_asked: tuple[str, ...]
    dont_know: tuple[str, ...]

    @property
    def reasons(self) -> tuple[object, ...]:
        """All of it but the member: members with the same reasons can be told of together."""
        return (self.because, self.rules, self.not_asked, self.dont_know)


def left_out(
    guideline: Guideline, record: Record, outcome: Outcome, decision: str
) -> tuple[LeftOut, ...]:
    """The members of a set that are not in for a record, in order of declaration."""
    declared = guideline.decisions[decision]
    value = outcome.decisions[decision]
    assert isinstance(declared, SetDecision)
    assert isinstance(value, SetValue)
    reference = Reference(guideline)
    standing = {reason.rule: reason for reason in reference.standing(record, declared)}
    waiting = reference.waiting(record, tuple(standing))
    found: list[LeftOut] = []
    for member in declared.names:
        if member in value.inside:
            continue
        rules = [rule.name for rule in declared.rules if rule.member == member]
        found.append(_Why(guideline, record, outcome).of(member, rules, standing, waiting))
    return tuple(found)


class _Why:
    """The reasons of one member, each named once, in the order of the guideline."""

    def __init__(self, guideline: Guideline, record: Record, outcome: Outcome) -> None:
        self.guideline = guideline
        self.record = record
        self.outcome = outcome
        self.because: dict[str, Supported] = {}
        self.rules: dict[str, None] = {}
        self.not_asked: dict[str, None] = {}
        self.dont_know: dict[str, None] = {}

    def of(
        self,
        member: str,
        rules: Iterable[str],
        standing: dict[str, Reason],
        waiting: dict[str, tuple[str, ...]],
    ) -> LeftOut:
        """Why these rules of a member do not hold."""
        for rule in rules:
            fails = self.outcome.states[rule] is RuleState.FAILS
            for name, value in standing[rule].because:
                self.atom(name, value, keeps_out=fails)
            self.not_asked.update(dict.fromkeys(waiting.get(rule, ())))
            if self.outcome.states[rule] is RuleState.OPEN and not self.said():
                self.not_asked.update(dict.fromkeys(self.behind(rule)))
        return LeftOut(
            member,
            tuple(self.because.items()),
            tuple(self.rules),
            tuple(self.not_asked),
            tuple(self.dont_know),
        )

    def said(self) -> bool:
        """Whether there is anything to say yet."""
        return bool(self.because or self.not_asked or self.dont_know)

    def atom(self, name: str, value: Supported, *, keeps_out: bool) -> None:
        """One fact or decision that a rule's standing comes down to."""
        if name in self.guideline.facts:
            if value is not None:
                self.because.setdefault(name, value)
            elif name in self.record:
                self.dont_know.setdefault(name)
            return
        if keeps_out:
            self.because.setdefault(name, value)
        for reason in self.chosen(name):
            if self.outcome.states[reason.rule] is RuleState.HOLDS:
                self.rules.setdefault(reason.rule)
                continue
            for inner, support in reason.because:
                if support is None and inner in self.record:
                    self.dont_know.setdefault(inner)

    def chosen(self, decision: str) -> Iterator[Reason]:
        """The rules that made a choice what it is, if it is settled."""
        if isinstance(self.guideline.decisions[decision], ChoiceDecision):
            yield from (each for each in self.outcome.reasons if each.decision == decision)

    def behind(self, rule: str) -> Iterator[str]:
        """Every fact not asked that an open rule reads, however indirectly."""
        found = self.guideline.rules[rule]
        names: set[str] = set()
        for key in ("when", "unless"):
            if (expression := getattr(found, key, None)) is not None:
                names |= facts_behind(self.guideline, expression.node)
        yield from (name for name in self.outcome.open_facts if name in names)

"""What the cases of a guideline already show, so that a solver need not look for it.

A case in which a rule decides is proof enough that somebody exists for whom it does; the solver is
asked only about what no case shows.
"""

from __future__ import annotations

from collections.abc import Mapping

from rugwijzer.compiler.engines.compiled import Compiled
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    ChoiceRule,
    Decision,
    Fact,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    SetDecision,
    SetRule,
)
from rugwijzer.compiler.language.neighbours import boundaries, other_answers
from rugwijzer.compiler.language.outcome import LadderValue, Outcome, RuleState
from rugwijzer.compiler.language.types import Record

_FACT_TRIES = 400
"""How many cases are tried with another answer to one fact; past that the solver is quicker."""


class Witnesses:
    """The records of all cases, and what follows from each."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.engine = Compiled(guideline)
        self.seen: list[tuple[Record, Outcome]] = [
            (case.record, self.engine.evaluate(case.record)) for case in guideline.cases
        ]
        self._boundaries = boundaries(guideline)

    def fires(self, rule: str) -> bool:
        """Whether a rule holds for someone whose answers fit together."""
        return any(
            outcome.states[rule] is RuleState.HOLDS and not outcome.contradictions
            for _, outcome in self.seen
        )

    def apart(self, one: str, two: str) -> bool:
        """Whether someone meets the first rule and not the second."""
        return any(
            outcome.states[one] is RuleState.HOLDS and outcome.states[two] is not RuleState.HOLDS
            for _, outcome in self.seen
        )

    def decides(
        self, decision: Decision, rule: LadderRule | RaiseRule | ChoiceRule | SetRule
    ) -> bool:
        """Whether for someone the outcome would be another without the rule."""
        return any(
            not outcome.contradictions and _decides(decision, rule, outcome.states)
            for _, outcome in self.seen
        )

    def matters(self, fact: Fact) -> bool:
        """Whether another answer to a fact changes a decision for someone."""
        edges = self._boundaries.get(fact.name, ())
        near = [pair for pair in self.seen if fact.name in pair[0]] or self.seen
        for record, outcome in near[:_FACT_TRIES]:
            for value in other_answers(fact.type, record.get(fact.name), edges):
                other = self.engine.evaluate({**record, fact.name: value})
                if any(
                    _lower(other.decisions[name]) != _lower(outcome.decisions[name])
                    for name in self.guideline.decisions
                ):
                    return True
        return False


def _lower(value: object) -> object:
    return value.lower if isinstance(value, LadderValue) else value


def _gives(ladder: Ladder, rule: LadderRule, states: Mapping[str, RuleState]) -> int:
    """The rank a rule gives; -1 if it does not count."""
    state = states[rule.name]
    if state is RuleState.HOLDS:
        return ladder.rank(rule.then)
    if state is RuleState.UNANSWERED and rule.if_unknown is not None:
        return ladder.rank(rule.if_unknown)
    return -1


def _decides(
    decision: Decision,
    rule: LadderRule | RaiseRule | ChoiceRule | SetRule,
    states: Mapping[str, RuleState],
) -> bool:
    match decision, rule:
        case Ladder(), LadderRule():
            mine = _gives(decision, rule, states)
            others = [
                (each, _gives(decision, each, states))
                for each in decision.rules
                if each is not rule
            ]
            return mine >= 0 and (
                mine > max([0, *(rank for _, rank in others)])
                or (
                    rule.concern is not None
                    and not any(each.concern == rule.concern and rank >= 0 for each, rank in others)
                )
            )
        case ChoiceDecision(), ChoiceRule():
            if states[rule.name] is not RuleState.HOLDS:
                return False
            left = [each for each in decision.rules if each is not rule]
            if any(states[each.name] in (RuleState.OPEN, RuleState.UNANSWERED) for each in left):
                return False
            before = decision.rules[: decision.rules.index(rule)]
            if any(states[each.name] is RuleState.HOLDS for each in before):
                return False
            after = (each.then for each in left if states[each.name] is RuleState.HOLDS)
            return next(after, decision.otherwise) != rule.then
        case SetDecision(), SetRule():
            return states[rule.name] is RuleState.HOLDS and not any(
                states[each.name] is RuleState.HOLDS
                for each in decision.rules
                if each is not rule and each.member == rule.member
            )
        case _:
            return False

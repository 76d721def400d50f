"""Which claims bear on a rule: those about what it gives, or about the alarms it reads.

What a claim or a rule is about is a set of subjects: facts, and levels, options or members of
decisions. Definitions and contradictions are opened; a decision that is read is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import fsum

from rugwijzer.compiler.language.guideline import (
    Always,
    AnyRule,
    Bounded,
    ChoiceDecision,
    ChoiceRule,
    Claim,
    Guideline,
    Ladder,
    LadderRule,
    NeverLowers,
    Possible,
    SetDecision,
    SetRule,
    expressions_of,
    rules_of,
)
from rugwijzer.compiler.language.nodes import (
    Bound,
    Contains,
    Is,
    Kind,
    Node,
    OneOf,
    TruthOf,
    atoms,
    refs,
)

Subject = tuple[str, str]
"""A fact, or a decision with one of its levels, options or members; "" is the whole of it."""


def bearing_on(guideline: Guideline, rule: AnyRule) -> tuple[Claim, ...]:
    """The claims that bear on a rule, most specific first: `Bearing.on` of this one rule."""
    return Bearing(guideline).on(rule)


class Bearing:
    """What every claim of a guideline is about, worked out once for all its rules."""

    def __init__(self, guideline: Guideline) -> None:
        self._guideline = guideline
        self._about = {name: _about(guideline, claim) for name, claim in guideline.claims.items()}
        self._times = Counter(subject for about in self._about.values() for subject in about)

    def on(self, rule: AnyRule) -> tuple[Claim, ...]:
        """The claims that bear on a rule, most specific first.

        A claim bears on a rule if it is about what the rule gives (a concern, a member, an option,
        a score) or about an alarm that the rule reads; if it reads none, about any fact that it
        reads; if it reads no fact, about a decision that it reads. What is said of the whole
        decision of the rule bears on it as well. The more two have in common, of all that either
        is about, the more specific the claim is; what few claims are about weighs more. Of two
        alike the one declared first comes first.
        """
        guideline = self._guideline
        given = _given(guideline, rule)
        read = {
            subject
            for expression in expressions_of(rule)
            for subject in _subjects(guideline, expression.node)
        }
        facts = {subject for subject in read if subject[0] in guideline.facts}
        alarms = {subject for subject in facts if guideline.facts[subject[0]].alarm}
        named = given | (alarms or facts or read)
        decision = decision_of(guideline, rule)
        all_of_it = read | given | _result(decision, rule)
        found: list[tuple[float, Claim]] = []
        for claim in guideline.claims.values():
            about = self._about[claim.name]
            if about & named or getattr(claim.form, "decision", None) == decision:
                shared = self._weight(about & all_of_it)
                found.append((shared / self._weight(about | all_of_it), claim))
        found.sort(key=lambda each: -each[0])
        return tuple(claim for _, claim in found)

    def _weight(self, some: set[Subject]) -> float:
        # Exact whatever the order: what is alike stays alike from one run to the next.
        return fsum(1 / (1 + self._times[subject]) for subject in some)


def decision_of(guideline: Guideline, rule: AnyRule) -> str:
    """The name of the decision that a rule belongs to."""
    return next(
        name
        for name, decision in guideline.decisions.items()
        if any(each is rule for each in rules_of(decision))
    )


def _given(guideline: Guideline, rule: AnyRule) -> set[Subject]:
    """What a rule gives that is its own: not a level, which many rules give."""
    decision = decision_of(guideline, rule)
    match rule:
        case LadderRule(concern=str(concern)):
            return {
                (name, concern)
                for name, each in guideline.decisions.items()
                if isinstance(each, SetDecision) and each.collects == decision
            }
        case ChoiceRule(then=option):
            return {(decision, option)}
        case SetRule(member=member):
            return {(decision, member)}
        case LadderRule():
            return set()
        case _:
            return {(decision, "")}


def _result(decision: str, rule: AnyRule) -> set[Subject]:
    return {(decision, rule.then)} if isinstance(rule, LadderRule) else set()


def _about(guideline: Guideline, claim: Claim) -> set[Subject]:
    """Everything that a claim is about. What it only holds equal does not count."""
    match claim.form:
        case Always(holds, given):
            expressions = [holds, given]
            found: set[Subject] = set()
        case Possible(holds):
            expressions, found = [holds], set()
        case Bounded(decision):
            expressions, found = [], {(decision, "")}
        case NeverLowers() as form:
            expressions = [form.given]
            found = {(form.decision, member) for member in form.members or ("",)}
            found |= {(name, "") for name in form.changes}
    for expression in expressions:
        if expression is not None:
            found.update(_subjects(guideline, expression.node))
    return found


def _subjects(guideline: Guideline, node: Node) -> Iterator[Subject]:
    for atom in atoms(node):
        match atom:
            case TruthOf(ref) if ref.kind is Kind.DEFINITION:
                yield from _subjects(guideline, guideline.definitions[ref.name].when.node)
            case TruthOf(ref) if ref.kind is Kind.CONTRADICTION:
                yield from _subjects(guideline, guideline.contradictions[ref.name].when.node)
            case Is(ref=ref, option=option) | Contains(ref=ref, option=option) if (
                ref.kind is Kind.DECISION
            ):
                yield (ref.name, option)
            case OneOf(ref=ref, codes=codes) if ref.kind is Kind.DECISION:
                yield from ((ref.name, _part(guideline, ref.name, code)) for code in codes)
            case Bound(ref=ref, number=number):
                yield (ref.name, _part(guideline, ref.name, number))
            case _:
                yield from ((ref.name, "") for ref in refs(atom))


def _part(guideline: Guideline, name: str, position: int) -> str:
    """The level or option at a position; a score has none."""
    match guideline.decisions[name]:
        case Ladder(levels=parts) | ChoiceDecision(options=parts):
            return parts[position]
        case _:
            return ""

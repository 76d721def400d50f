"""Every mutant of a guideline: one change in one rule, definition, contradiction or `asked_if`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    ChoiceRule,
    Contradiction,
    Decision,
    Definition,
    Expression,
    Fact,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Node
from rugwijzer.compiler.language.places import Place

from .changes import HowChanged, changes
from .written import written

Changed = AnyRule | Definition | Contradiction | Fact


@dataclass(frozen=True)
class Mutant:
    """One change in a guideline.

    `owner` is the rule, definition, contradiction or fact it was made in, and `changed` what stands
    in its place: nothing, if it was removed. `decision` is that of the rule, else empty. `part` is
    the part of a condition that was changed, or the key of the rule: "rule", "then", "if_unknown",
    "points", "unless".
    """

    how: HowChanged
    owner: str
    decision: str
    place: Place
    what: str
    changed: Changed | None
    part: Node | str

    def __str__(self) -> str:
        return f"{self.place} {self.owner}: {self.what}"


def mutants_of(guideline: Guideline) -> tuple[Mutant, ...]:
    """All of them, in order of declaration."""
    return tuple(_all(guideline))


def _all(guideline: Guideline) -> Iterator[Mutant]:
    for fact in guideline.facts.values():
        if fact.asked_if is not None:
            for how, what, part, when in _conditions(guideline, fact.asked_if):
                text = f"asked_if: {what}"
                changed = replace(fact, asked_if=when)
                yield Mutant(how, fact.name, "", when.place, text, changed, part)
    named_things: tuple[Definition | Contradiction, ...] = (
        *guideline.definitions.values(),
        *guideline.contradictions.values(),
    )
    for named in named_things:
        for how, what, part, when in _conditions(guideline, named.when):
            yield Mutant(how, named.name, "", when.place, what, replace(named, when=when), part)
    for decision in guideline.decisions.values():
        for rule in rules_of(decision):
            yield from _of_rule(guideline, decision, rule)


def _conditions(
    guideline: Guideline, expression: Expression
) -> Iterator[tuple[HowChanged, str, Node, Expression]]:
    for change in changes(guideline, expression.node):
        text = written(guideline, change.node)
        other = Expression(text, change.node, expression.place)
        yield change.how, change.what, change.part, other


def _of_rule(guideline: Guideline, decision: Decision, rule: AnyRule) -> Iterator[Mutant]:
    name = decision.name
    yield Mutant("removed", rule.name, name, rule.place, "removed", None, "rule")
    match rule:
        case ScoreItem():
            yield from _of_item(guideline, name, rule)
            return
        case LadderRule() if isinstance(decision, Ladder):
            yield from _lowered(decision, rule)
        case RaiseRule() if isinstance(decision, Ladder):
            yield from _raised_less(decision, rule)
        case _:
            pass
    for how, what, part, when in _conditions(guideline, rule.when):
        yield Mutant(how, rule.name, name, when.place, what, replace(rule, when=when), part)
    if isinstance(rule, SetRule) and rule.unless is not None:
        place = rule.unless.place
        what = f"unless `{written(guideline, rule.unless.node)}` dropped"
        yield Mutant("dropped", rule.name, name, place, what, replace(rule, unless=None), "unless")
        for how, what, part, unless in _conditions(guideline, rule.unless):
            changed = replace(rule, unless=unless)
            yield Mutant(how, rule.name, name, place, f"unless: {what}", changed, part)


def _lowered(ladder: Ladder, rule: LadderRule) -> Iterator[Mutant]:
    def mutant(how: HowChanged, what: str, changed: LadderRule, part: str) -> Mutant:
        return Mutant(how, rule.name, ladder.name, rule.place, what, changed, part)

    rank = ladder.rank(rule.then)
    unknown = None if rule.if_unknown is None else ladder.rank(rule.if_unknown)
    if rank > 0:
        then = ladder.levels[rank - 1]
        what = f"then: {rule.then} became {then}"
        # `if_unknown` may not be above `then`, so it comes along.
        capped = rule.if_unknown if unknown is None or unknown < rank else then
        if capped != rule.if_unknown:
            what += ", and if_unknown with it"
        yield mutant("lowered", what, replace(rule, then=then, if_unknown=capped), "then")
    if unknown is not None:
        text = f"if_unknown: {rule.if_unknown} became"
        yield mutant("if_unknown", f"{text} none", replace(rule, if_unknown=None), "if_unknown")
        if unknown > 0:
            lower = ladder.levels[unknown - 1]
            changed = replace(rule, if_unknown=lower)
            yield mutant("if_unknown", f"{text} {lower}", changed, "if_unknown")


def _raised_less(ladder: Ladder, rule: RaiseRule) -> Iterator[Mutant]:
    def mutant(how: HowChanged, what: str, changed: RaiseRule, part: str) -> Mutant:
        return Mutant(how, rule.name, ladder.name, rule.place, what, changed, part)

    start, top = ladder.rank(rule.start), ladder.rank(rule.up_to)
    if rule.steps > 1:
        what = f"raise: {rule.steps} became {rule.steps - 1}"
        yield mutant("lowered", what, replace(rule, steps=rule.steps - 1), "raise")
    if start + 1 < top:
        higher, lower = ladder.levels[start + 1], ladder.levels[top - 1]
        what = f"from: {rule.start} became {higher}"
        yield mutant("lowered", what, replace(rule, start=higher), "from")
        what = f"up_to: {rule.up_to} became {lower}"
        yield mutant("lowered", what, replace(rule, up_to=lower), "up_to")
    if rule.if_unknown_raises:
        changed = replace(rule, if_unknown_raises=False)
        yield mutant("if_unknown", "if_unknown: raise became none", changed, "if_unknown")


def _of_item(guideline: Guideline, name: str, item: ScoreItem) -> Iterator[Mutant]:
    alternatives = item.alternatives
    for index, each in enumerate(alternatives):
        before, after = alternatives[:index], alternatives[index + 1 :]
        text = f"alternative `{written(guideline, each.when.node)}`"
        place = each.when.place
        if before or after:
            changed = replace(item, alternatives=before + after)
            what = f"{text} dropped"
            yield Mutant("dropped", item.name, name, place, what, changed, each.when.node)
        fewer = replace(each, points=each.points - 1)
        changed = replace(item, alternatives=(*before, fewer, *after))
        if set(changed.points) != {0}:
            what = f"{text}: {each.points} points became {fewer.points}"
            yield Mutant("lowered", item.name, name, place, what, changed, "points")
        for how, what, part, when in _conditions(guideline, each.when):
            other = replace(each, when=when)
            changed = replace(item, alternatives=(*before, other, *after))
            yield Mutant(how, item.name, name, place, what, changed, part)


# --- a guideline with one of them in it

_Thing = TypeVar("_Thing", Definition, Contradiction, Fact)


def mutated(guideline: Guideline, mutant: Mutant) -> Guideline:
    """The guideline with this one change.

    Its reading order is that of the original: a mutant reads nothing that the original did not.
    """
    match mutant.changed:
        case Fact() as fact:
            return replace(guideline, facts=_put(guideline.facts, fact))
        case Definition() as definition:
            return replace(guideline, definitions=_put(guideline.definitions, definition))
        case Contradiction() as contradiction:
            contradictions = _put(guideline.contradictions, contradiction)
            return replace(guideline, contradictions=contradictions)
        case rule:
            old = guideline.decisions[mutant.decision]
            new = _with_rule(old, mutant.owner, rule)
            return replace(guideline, decisions={**guideline.decisions, new.name: new})


def _put(things: Mapping[str, _Thing], thing: _Thing) -> Mapping[str, _Thing]:
    return {**things, thing.name: thing}


_Rule = TypeVar("_Rule", LadderRule, RaiseRule, ChoiceRule, SetRule, ScoreItem)


def _with_rule(decision: Decision, name: str, rule: AnyRule | None) -> Decision:
    def put(rules: tuple[_Rule, ...], kind: type[_Rule]) -> tuple[_Rule, ...]:
        if rule is None:
            return tuple(each for each in rules if each.name != name)
        return tuple(
            rule if each.name == name and isinstance(rule, kind) else each for each in rules
        )

    match decision:
        case Ladder():
            rules = put(decision.rules, LadderRule)
            return replace(decision, rules=rules, raises=put(decision.raises, RaiseRule))
        case ChoiceDecision():
            return replace(decision, rules=put(decision.rules, ChoiceRule))
        case SetDecision():
            return replace(decision, rules=put(decision.rules, SetRule))
        case Score():
            return replace(decision, items=put(decision.items, ScoreItem))

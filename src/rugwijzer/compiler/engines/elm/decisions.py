"""Decisions as ELM: how each rule stands, and what follows (spec/language.md, sections 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Decision,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    expressions_of,
    rules_of,
)

from . import names
from .expressions import ends, expression
from .facts import Statement, all_asked
from .nodes import (
    Elm,
    both,
    choose,
    compared,
    either,
    first_of,
    greatest,
    is_false,
    is_null,
    is_true,
    least,
    negated,
    nothing,
    picked,
    reference,
    text,
    three_ways,
    total,
    whole,
)

HOLDS, FAILS, OPEN, UNANSWERED = "holds", "fails", "open", "unanswered"


def of_decision(guideline: Guideline, decision: Decision) -> Iterator[Statement]:
    """What follows from one decision, its rules first."""
    for rule in rules_of(decision):
        if isinstance(rule, ScoreItem):
            yield from _alternatives(guideline, rule)
        else:
            yield from _rule(guideline, rule)
    match decision:
        case Ladder():
            yield from _ladder(decision)
        case ChoiceDecision():
            yield from _choice(decision)
        case Score():
            yield from _score(decision)
        case SetDecision():
            yield from _set(guideline, decision)


def _rule(guideline: Guideline, rule: AnyRule) -> Iterator[Statement]:
    nodes = [each.node for each in expressions_of(rule)]
    when, *unless = (expression(guideline, node) for node in nodes)
    condition = reference(names.rule(rule.name))
    yield names.rule(rule.name), both([when, *map(negated, unless)])
    states = [
        (is_true(condition), text(HOLDS)),
        (is_false(condition), text(FAILS)),
        (all_asked(iter(nodes)), text(UNANSWERED)),
    ]
    yield names.state(rule.name), first_of(states, text(OPEN))


def _stands(rule: AnyRule, state: str) -> Elm:
    return compared(reference(names.state(rule.name)), "==", text(state))


# --- ladders


def _ladder(ladder: Ladder) -> Iterator[Statement]:
    low, high = names.lowest(ladder.name), names.highest(ladder.name)
    sure = [_level(ladder, rule, None) for rule in ladder.rules]
    perhaps = [_level(ladder, rule, rule.then) for rule in ladder.rules]
    counted = [(rule, _counts(rule)) for rule in ladder.raises]
    feared = [(rule, either([counts, _stands(rule, OPEN)])) for rule, counts in counted]
    for bound, levels, raises in ((low, sure, counted), (high, perhaps, feared)):
        base = names.before_raising(bound) if raises else bound
        yield base, greatest([whole(0), *levels])
        if raises:
            raised = [_raised(ladder, rule, counts, reference(base)) for rule, counts in raises]
            yield bound, greatest([reference(base), *raised])
    settled = [
        (both([compared(end, "==", whole(rank)) for end in ends(ladder.name)]), text(level))
        for rank, level in enumerate(ladder.levels)
    ]
    yield ladder.name, first_of(settled, nothing("String"))


def _level(ladder: Ladder, rule: LadderRule, when_open: str | None) -> Elm:
    """The position a rule lifts its ladder to; `when_open` is the level it gives while open."""
    items = [(_stands(rule, HOLDS), whole(ladder.rank(rule.then)))]
    if rule.if_unknown is not None:
        items.append((_stands(rule, UNANSWERED), whole(ladder.rank(rule.if_unknown))))
    if when_open is not None:
        items.append((_stands(rule, OPEN), whole(ladder.rank(when_open))))
    return first_of(items, whole(0))


def _counts(rule: LadderRule | RaiseRule) -> Elm:
    """Whether a rule gives its level, or the one for an unanswered question."""
    speaks = rule.if_unknown_raises if isinstance(rule, RaiseRule) else rule.if_unknown is not None
    states = (HOLDS, UNANSWERED) if speaks else (HOLDS,)
    return either([_stands(rule, state) for state in states])


def _raised(ladder: Ladder, rule: RaiseRule, counts: Elm, base: Elm) -> Elm:
    """A bound, raised if the rule counts and the bound lies within its reach."""
    start, top = ladder.rank(rule.start), ladder.rank(rule.up_to)
    higher = [
        (compared(base, "==", whole(rank)), whole(min(rank + rule.steps, top)))
        for rank in range(start, top)
    ]
    return choose(counts, first_of(higher, base), base)


# --- choices


def _choice(decision: ChoiceDecision) -> Iterator[Statement]:
    on_path: dict[str, list[Elm]] = {option: [] for option in decision.options}
    waiting: list[Elm] = []
    passed: list[Elm] = []
    for rule in decision.rules:
        on_path[rule.then].append(both([*passed, negated(_stands(rule, FAILS))]))
        waiting.append(both([*passed, _stands(rule, OPEN)]))
        passed.append(negated(_stands(rule, HOLDS)))
    on_path[decision.otherwise].append(both(passed))
    for option, ways in on_path.items():
        yield names.on_path(decision.name, option), either(ways)
    yield names.waiting(decision.name), either(waiting)
    for option in decision.options:
        yield names.may_be(decision.name, option), _may_be(decision, option)
    may = {each: reference(names.may_be(decision.name, each)) for each in decision.options}
    yield names.possible(decision.name), picked((may[each], each) for each in decision.options)
    alone = [
        (both([may[each], *(negated(may[o]) for o in decision.options if o != each)]), text(each))
        for each in decision.options
    ]
    yield decision.name, first_of(alone, nothing("String"))


def _may_be(decision: ChoiceDecision, option: str) -> Elm:
    """An option on the path; once nothing is open, only the most cautious of them."""
    before = decision.cautious_order[: decision.cautious_order.index(option)]
    here = reference(names.on_path(decision.name, option))
    if not before:
        return here
    rather = either([reference(names.on_path(decision.name, each)) for each in before])
    return both([here, either([reference(names.waiting(decision.name)), negated(rather)])])


# --- scores


def _alternatives(guideline: Guideline, item: ScoreItem) -> Iterator[Statement]:
    for number, alternative in enumerate(item.alternatives, 1):
        condition = expression(guideline, alternative.when.node)
        yield names.alternative(item.name, number), condition


def _score(score: Score) -> Iterator[Statement]:
    low, high = ends(score.name)
    yield names.lowest(score.name), total([least(_points(item)) for item in score.items])
    yield names.highest(score.name), total([greatest(_points(item)) for item in score.items])
    yield score.name, choose(compared(low, "==", high), low, nothing("Integer"))
    if score.bands:
        bands = [
            (
                both(
                    [compared(low, ">=", whole(band.low)), compared(high, "<=", whole(band.high))]
                ),
                text(band.name),
            )
            for band in score.bands
        ]
        yield names.band(score.name), first_of(bands, nothing("String"))


def _points(item: ScoreItem) -> list[Elm]:
    """The points an item may still give; null in place of those it cannot."""
    points: list[Elm] = []
    passed: list[Elm] = []
    for number, alternative in enumerate(item.alternatives, 1):
        condition = reference(names.alternative(item.name, number))
        here = both([*passed, negated(is_false(condition))])
        points.append(choose(here, whole(alternative.points), nothing("Integer")))
        passed.append(negated(is_true(condition)))
    points.append(choose(both(passed), whole(0), nothing("Integer")))
    return points


# --- sets


def _set(guideline: Guideline, decision: SetDecision) -> Iterator[Statement]:
    for member in decision.names:
        if decision.collects is None:
            rules = [rule for rule in decision.rules if rule.member == member]
            holds = either([reference(names.rule(rule.name)) for rule in rules])
        else:
            holds = _collected(guideline, decision.collects, member)
        yield names.has(decision.name, member), holds
    has = {member: reference(names.has(decision.name, member)) for member in decision.names}
    yield decision.name, picked((is_true(has[each]), each) for each in decision.names)
    yield (
        names.perhaps(decision.name),
        picked((is_null(has[each]), each) for each in decision.names),
    )


def _collected(guideline: Guideline, name: str, member: str) -> Elm:
    """Whether a concern is among those of a ladder's rules that count."""
    ladder = guideline.decisions[name]
    assert isinstance(ladder, Ladder)
    rules = [rule for rule in ladder.rules if rule.concern == member]
    here = either([_counts(rule) for rule in rules])
    perhaps = either([_stands(rule, OPEN) for rule in rules])
    return three_ways(here, negated(either([here, perhaps])))

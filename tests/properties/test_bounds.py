"""What is promised of bounds (spec/language.md, section 13), on every way to a complete record.

Asked of the reference, which needs no building; the other engines are held equal to it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import Engine, Guideline, build_engine
from rugwijzer.compiler.language.guideline import Ladder, SetDecision
from rugwijzer.compiler.language.nodes import All, Count, Kind, Node, Not, TruthOf, refs
from rugwijzer.compiler.language.nodes import Any as AnyOf
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    LadderValue,
    Outcome,
    RuleState,
    ScoreValue,
    SetValue,
)
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.compiler.language.types import Record

from .generated import answers, examples, guidelines, people, records


@examples(120)
@given(st.data())
def test_every_answer_only_narrows_what_was_possible(data: st.DataObject) -> None:
    guideline = data.draw(guidelines())
    engine = build_engine(guideline, "reference")
    before = None
    for record in completing(data, guideline, engine, data.draw(records(guideline))):
        outcome = engine.evaluate(record)
        if before is not None:
            assert_narrower(guideline, before, outcome)
        before = outcome


@examples(120)
@given(st.data())
def test_once_everything_is_asked_every_ladder_is_settled_and_every_choice_made(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    engine = build_engine(guideline, "reference")
    *_, record = completing(data, guideline, engine, data.draw(records(guideline)))
    outcome = engine.evaluate(record)
    assert outcome.open_facts == ()
    assert RuleState.OPEN not in outcome.states.values()
    for name, value in outcome.decisions.items():
        match value:
            case LadderValue():
                assert value.settled
            case ChoiceValue():
                assert value.value in value.possible
            case ScoreValue(low, high):
                assert low <= high
            case SetValue(_, open_members):
                decision = guideline.decisions[name]
                assert isinstance(decision, SetDecision)
                assert not (decision.collects and open_members)


@examples(60)
@given(st.data())
def test_whoever_answers_from_nothing_ends_within_what_nothing_said(data: st.DataObject) -> None:
    guideline = data.draw(guidelines())
    engine = build_engine(guideline, "reference")
    first = engine.evaluate({})
    *_, record = completing(data, guideline, engine, {})
    assert_narrower(guideline, first, engine.evaluate(record))


@examples(60)
@given(guidelines(plain_facts=True))
def test_knowing_nothing_no_condition_on_facts_alone_is_true_or_false(
    guideline: Guideline,
) -> None:
    # A count or a decision can be decided by nothing: `count(a, b) >= 0`, or a score that can only
    # be positive. Everything else about facts that are put to the person is unknown.
    outcome = build_engine(guideline, "reference").evaluate({})
    for name, definition in guideline.definitions.items():
        if _only_about_facts(guideline, definition.when.node):
            assert outcome.definitions[name] is Truth.UNKNOWN


@examples(80)
@given(people(plain_facts=True))
def test_the_answers_named_in_because_are_enough_to_make_the_rule_hold(
    person: tuple[Guideline, Record],
) -> None:
    guideline, record = person
    engine = build_engine(guideline, "reference")
    outcome = engine.evaluate(record)
    for reason in outcome.reasons:
        because = dict(reason.because)
        named = {name: record[name] for name in because if name in guideline.facts}
        if outcome.states.get(reason.rule) is RuleState.HOLDS and len(named) == len(because):
            assert engine.evaluate(named).states[reason.rule] is RuleState.HOLDS


@examples(60)
@given(people())
def test_what_would_change_the_level_does_raise_it(person: tuple[Guideline, Record]) -> None:
    guideline, record = person
    engine = build_engine(guideline, "reference")
    now = engine.evaluate(record).decisions
    for ladder in guideline.decisions.values():
        if not isinstance(ladder, Ladder):
            continue
        for change in engine.would_change(record, ladder.name):
            fact = guideline.facts[change.fact]
            assert fact.supplied_by_person
            assert not fact.fixed
            assert not fact.preference
            assert record.get(change.fact) != change.value
            then = engine.evaluate({**record, change.fact: change.value}).decisions[ladder.name]
            present = now[ladder.name]
            assert isinstance(then, LadderValue)
            assert isinstance(present, LadderValue)
            assert then.lower == change.level
            assert ladder.rank(then.lower) > ladder.rank(present.lower)


def completing(
    data: st.DataObject, guideline: Guideline, engine: Engine, record: Record
) -> Iterator[Record]:
    """The record, then with one more fact answered each time, until nothing is left to ask."""
    yield record
    while open_facts := engine.evaluate(record).open_facts:
        fact = data.draw(st.sampled_from(open_facts))
        record = {**record, fact: data.draw(answers(guideline.facts[fact]))}
        yield record


def assert_narrower(guideline: Guideline, before: Outcome, after: Outcome) -> None:
    """Everything that was certain is so still, and nothing impossible has become possible."""
    for name, truth in before.definitions.items():
        assert truth in (Truth.UNKNOWN, after.definitions[name])
    for rule, state in before.states.items():
        assert state in (RuleState.OPEN, after.states[rule])
    assert set(before.contradictions) <= set(after.contradictions)
    for name, value in before.decisions.items():
        match value, after.decisions[name]:
            case LadderValue(lower, upper), LadderValue(later_lower, later_upper):
                ladder = guideline.decisions[name]
                assert isinstance(ladder, Ladder)
                assert ladder.rank(lower) <= ladder.rank(later_lower)
                assert ladder.rank(later_lower) <= ladder.rank(later_upper)
                assert ladder.rank(later_upper) <= ladder.rank(upper)
            case ChoiceValue(possible), ChoiceValue(later_possible):
                assert later_possible
                assert set(later_possible) <= set(possible)
            case ScoreValue(low, high), ScoreValue(later_low, later_high):
                assert low <= later_low <= later_high <= high
            case SetValue(inside, open_members), SetValue(later_inside, later_open):
                assert set(inside) <= set(later_inside)
                assert set(later_open) <= set(open_members)
                assert set(later_inside) <= {*inside, *open_members}
            case _:
                raise AssertionError(f"{name} changed its kind")


def _only_about_facts(guideline: Guideline, node: Node) -> bool:
    match node:
        case Count():
            return False
        case Not(operand):
            return _only_about_facts(guideline, operand)
        case All(operands) | AnyOf(operands):
            return all(_only_about_facts(guideline, operand) for operand in operands)
        case TruthOf(ref) if ref.kind is Kind.DEFINITION:
            return _only_about_facts(guideline, guideline.definitions[ref.name].when.node)
        case TruthOf(ref) if ref.kind is Kind.CONTRADICTION:
            return _only_about_facts(guideline, guideline.contradictions[ref.name].when.node)
        case _:
            return all(ref.kind is Kind.FACT for ref in refs(node))

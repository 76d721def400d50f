"""What a ladder is without some of its rules follows from the states of the rules alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import Guideline, Ladder, LadderValue, Record, build_engine, load
from rugwijzer.paths import find
from rugwijzer.population.decisive import Deciding

from .generated import examples, guidelines, ladders_of, records


def lower_without(guideline: Guideline, ladder: Ladder, names: set[str], record: Record) -> int:
    """The rank of the lower bound, worked out anew with the rules taken out of the guideline."""
    less = replace(
        ladder,
        rules=tuple(rule for rule in ladder.rules if rule.name not in names),
        raises=tuple(rule for rule in ladder.raises if rule.name not in names),
    )
    without = replace(guideline, decisions={**guideline.decisions, ladder.name: less})
    value = build_engine(without, "reference").evaluate(record).decisions[ladder.name]
    assert isinstance(value, LadderValue)
    return ladder.rank(value.lower)


@examples(120)
@given(st.data())
def test_a_ladder_without_a_rule_is_what_evaluating_it_anew_gives(data: st.DataObject) -> None:
    guideline = data.draw(guidelines())
    record = data.draw(records(guideline))
    outcome = build_engine(guideline, "reference").evaluate(record)
    for ladder in ladders_of(guideline):
        standing = Deciding(ladder).standing(outcome.states)
        names = [rule.name for rule in (*ladder.rules, *ladder.raises)]
        assert standing.level == lower_without(guideline, ladder, set(), record)
        alone = set()
        for name in names:
            level = lower_without(guideline, ladder, {name}, record)
            assert standing.without((name,)) == level
            if level < standing.level:
                alone.add(name)
        assert set(standing.alone) == alone
        some = data.draw(st.sets(st.sampled_from(names))) if names else set()
        assert standing.without(some) == lower_without(guideline, ladder, some, record)


@examples(120)
@given(st.data())
def test_a_level_rests_on_the_rules_that_give_it_and_on_those_that_raise_to_it(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    outcome = build_engine(guideline, "reference").evaluate(data.draw(records(guideline)))
    for ladder in ladders_of(guideline):
        standing = Deciding(ladder).standing(outcome.states)
        raises = {rule.name for rule in ladder.raises}
        assert bool(standing.behind) == (standing.level > 0)
        assert set(standing.alone) <= {*standing.behind, *raises}
        if standing.level:
            # A raise rule may still lift what is left to the same level.
            assert standing.without({*standing.behind, *raises}) < standing.level


@pytest.fixture(scope="module")
def urgency() -> tuple[Guideline, Ladder]:
    guideline = load(find("guideline"))
    ladder = guideline.decisions["urgency"]
    assert isinstance(ladder, Ladder)
    return guideline, ladder


def test_in_every_case_the_states_give_the_level_that_the_engine_gives(
    urgency: tuple[Guideline, Ladder],
) -> None:
    guideline, ladder = urgency
    engine, deciding = build_engine(guideline, "compiled"), Deciding(ladder)
    for case in guideline.cases:
        outcome = engine.evaluate(case.record)
        value = outcome.decisions["urgency"]
        assert isinstance(value, LadderValue)
        assert deciding.standing(outcome.states).level == ladder.rank(value.lower), case.title

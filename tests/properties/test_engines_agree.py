"""The compiled engine says what the reference says, about every guideline and every person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import Guideline, build_engine
from rugwijzer.compiler.language.outcome import Outcome
from rugwijzer.compiler.language.types import Record

from .generated import examples, guidelines, ladders_of, people, records, with_operands_turned


@examples(120)
@given(st.data())
def test_reference_and_compiled_agree_on_the_outcome_and_on_what_would_change_it(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    reference = build_engine(guideline, "reference")
    compiled = build_engine(guideline, "compiled")
    for record in ({}, *data.draw(st.lists(records(guideline), min_size=2, max_size=6))):
        assert_equal(compiled.evaluate(record), reference.evaluate(record))
        for ladder in (None, "no_such_ladder", *(each.name for each in ladders_of(guideline))):
            expected = reference.would_change(record, ladder)
            assert compiled.would_change(record, ladder) == expected


@examples(60)
@given(people())
def test_neither_the_order_of_operands_nor_of_answers_matters_to_any_value(
    person: tuple[Guideline, Record],
) -> None:
    guideline, record = person
    turned = with_operands_turned(guideline)
    backwards = dict(reversed(tuple(record.items())))
    for engine in ("reference", "compiled"):
        one = build_engine(guideline, engine).evaluate(record)
        other = build_engine(turned, engine).evaluate(backwards)
        assert other.definitions == one.definitions
        assert other.contradictions == one.contradictions
        assert other.decisions == one.decisions
        assert other.states == one.states
        assert other.open_facts == one.open_facts
        assert [_unordered(reason) for reason in other.reasons] == [
            _unordered(reason) for reason in one.reasons
        ]


def assert_equal(compiled: Outcome, reference: Outcome) -> None:
    """Equal, in the order of every mapping too."""
    assert compiled == reference
    assert list(compiled.definitions) == list(reference.definitions)
    assert list(compiled.decisions) == list(reference.decisions)
    assert list(compiled.states) == list(reference.states)
    assert repr(compiled) == repr(reference)


def _unordered(reason: object) -> object:
    return (reason.decision, reason.rule, frozenset(reason.because))  # type: ignore[attr-defined]

"""The guideline as logic says what the plain interpreter says, about every person."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import Outcome, build_engine
from rugwijzer.compiler.engines.proofs import Proofs

from .generated import examples, guidelines, records


@examples(60)
@given(st.data())
def test_the_logic_that_claims_are_proved_in_is_that_of_the_reference(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    reference, proofs = build_engine(guideline, "reference"), Proofs(guideline)
    for record in ({}, *data.draw(st.lists(records(guideline), min_size=2, max_size=6))):
        assert proofs.evaluate(record) == without_because(reference.evaluate(record))


def without_because(outcome: Outcome) -> Outcome:
    """The outcome with which rules count, and not why."""
    return replace(
        outcome, reasons=tuple(replace(reason, because=()) for reason in outcome.reasons)
    )

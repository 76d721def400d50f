"""The compiled engine passes over what cannot hold while some facts are at rest. Rightly so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import build_engine
from rugwijzer.compiler.engines.compiled.rest import Guards, at_rest
from rugwijzer.compiler.language.guideline import Definition, Fact, Guideline
from rugwijzer.compiler.language.nodes import Count, Kind, Ref, TruthOf
from rugwijzer.compiler.language.truth import from_bool
from rugwijzer.compiler.language.types import Answer, YesNo

from .generated import COMPARISONS, HERE, examples, expression, guidelines, records


@examples(150)
@given(st.data())
def test_with_its_guard_at_rest_a_definition_is_what_it_was_guarded_for(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    engine, guards = build_engine(guideline, "reference"), Guards(guideline)
    record = data.draw(records(guideline))
    for name, definition in guideline.definitions.items():
        for value in (True, False):
            for guard in guards.settle(definition.when.node, value):
                resting: dict[str, Answer] = {
                    fact: at_rest(guideline.facts[fact]) for fact in guard
                }
                outcome = engine.evaluate({**record, **resting})
                assert outcome.definitions[name] is from_bool(value)


@examples(150)
@given(st.data())
def test_so_is_a_count(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 4))
    facts = {f"x{at}": Fact(f"x{at}", YesNo(), HERE) for at in range(size)}
    operands = tuple(TruthOf(Ref(Kind.FACT, name)) for name in facts)
    count = Count(operands, data.draw(st.sampled_from(COMPARISONS)), data.draw(st.integers(0, 5)))
    it = {"it": Definition("it", expression(count), None, (), HERE)}
    guideline = Guideline(facts=facts, definitions=it, order=(*facts, "it"))
    engine, guards = build_engine(guideline, "reference"), Guards(guideline)
    record = data.draw(records(guideline))
    for value in (True, False):
        for guard in guards.settle(count, value):
            outcome = engine.evaluate({**record, **dict.fromkeys(guard, False)})
            assert outcome.definitions["it"] is from_bool(value)

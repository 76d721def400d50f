"""The guideline as logic: every record at once, for a solver to search.

It says what the plain interpreter says, bounds included. It leaves out two things that no claim
asks for: the *because* of a reason is empty, and it has no *would change*.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from rugwijzer.compiler.engines.proofs.decisions import (
    ChoiceTerms,
    LadderTerms,
    ScoreTerms,
    SetTerms,
    counts,
)
from rugwijzer.compiler.engines.proofs.terms import Bit
from rugwijzer.compiler.engines.proofs.world import World
from rugwijzer.compiler.language.guideline import (
    Decision,
    Guideline,
    Ladder,
    Score,
    ScoreItem,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Node
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    DecisionValue,
    LadderValue,
    Outcome,
    Reason,
    RuleState,
    ScoreValue,
    SetValue,
)
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.compiler.language.types import Record

__all__ = ["Proofs", "World", "solver"]


def solver() -> Any:
    """A solver for bits and words of fixed size; deterministic."""
    found = z3.SolverFor("QF_FD")
    found.set("random_seed", 0)
    return found


class Proofs:
    """A guideline as logic, ready to be asked about single records, as any engine is."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.world = World(guideline)
        self._solver = solver()
        self._solver.add(*self.world.wellformed)
        bits = dict(self._bits())
        self._at = {name: at for at, name in enumerate(bits)}
        # All bits as one word: reading one value of a model is quick, reading a thousand is not.
        words = [z3.If(each, z3.BitVecVal(1, 1), z3.BitVecVal(0, 1)) for each in bits.values()]
        self._word = z3.BitVec("every bit", len(words) + 1)
        self._solver.add(self._word == z3.Concat(z3.BitVecVal(0, 1), *reversed(words)))
        self._sums: dict[str, Any] = {}
        for name, decision in guideline.decisions.items():
            if isinstance(decision, Score):
                terms = self.world.value(name)
                for end in ("low", "high"):
                    term = getattr(terms, end)
                    made = z3.BitVec(f"value {name} {end}", term.size())
                    self._solver.add(made == term)
                    self._sums[f"value {name} {end}"] = made

    def _bits(self) -> Iterator[tuple[str, Bit]]:
        """Everything a model has to show, by name."""
        world = self.world
        for name, definition in self.guideline.definitions.items():
            pair = world.truth(definition.when.node)
            yield f"definition {name} true", pair.true
            yield f"definition {name} false", pair.false
        for name, bit in world.contradictions.items():
            yield f"contradiction {name}", bit
        for name in self.guideline.facts:
            yield f"asked {name}", world.asked(name)
        for name, decision in self.guideline.decisions.items():
            for key, term in _parts(world.value(name)):
                yield f"value {name} {key}", term
            for rule in rules_of(decision):
                yield f"counts {rule.name}", counts(world, decision, rule)
                if not isinstance(rule, ScoreItem):
                    state = world.state(rule)
                    for each in RuleState:
                        yield f"state {rule.name} {each.value}", getattr(state, each.value)

    def truth(self, record: Record, node: Node) -> Truth:
        """What an expression, of a claim too, comes to for a record."""
        pair = self.world.truth(node)
        model = self._model(record)
        if z3.is_true(model.eval(pair.true, model_completion=True)):
            return Truth.TRUE
        known = z3.is_true(model.eval(pair.false, model_completion=True))
        return Truth.FALSE if known else Truth.UNKNOWN

    def _model(self, record: Record) -> Any:
        found = self._solver.check(*self.world.fixing(record))
        assert found == z3.sat, f"a record is always possible, and the solver says {found}"
        return self._solver.model()

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from the record; the *because* of each reason is left empty."""
        model = self._model(record)

        word = int(model[self._word].as_long())

        def on(name: str) -> bool:
            return bool(word >> self._at[name] & 1)

        def number(name: str) -> int:
            return int(model[self._sums[name]].as_signed_long())

        guideline = self.guideline
        states = {
            rule.name: next(state for state in RuleState if on(f"state {rule.name} {state.value}"))
            for decision in guideline.decisions.values()
            if not isinstance(decision, Score)
            for rule in rules_of(decision)
        }
        return Outcome(
            definitions={
                name: Truth.TRUE
                if on(f"definition {name} true")
                else Truth.FALSE
                if on(f"definition {name} false")
                else Truth.UNKNOWN
                for name in guideline.definitions
            },
            contradictions=tuple(
                name for name in self.world.contradictions if on(f"contradiction {name}")
            ),
            decisions={
                name: _value(decision, f"value {name}", on, number)
                for name, decision in guideline.decisions.items()
            },
            states=states,
            reasons=tuple(
                Reason(decision.name, rule.name, ())
                for decision in guideline.decisions.values()
                for rule in rules_of(decision)
                if on(f"counts {rule.name}")
            ),
            open_facts=tuple(name for name in guideline.facts if not on(f"asked {name}")),
        )


def _parts(terms: LadderTerms | ChoiceTerms | ScoreTerms | SetTerms) -> Iterator[tuple[str, Bit]]:
    match terms:
        case LadderTerms(lower, upper):
            yield from ((f"lower {rank}", bit) for rank, bit in enumerate(lower))
            yield from ((f"upper {rank}", bit) for rank, bit in enumerate(upper))
        case ChoiceTerms(possible):
            yield from possible.items()
        case ScoreTerms():
            return  # two words, not bits
        case SetTerms(inside, open_):
            yield from ((f"in {name}", bit) for name, bit in inside.items())
            yield from ((f"open {name}", bit) for name, bit in open_.items())


def _value(decision: Decision, name: str, on: Any, number: Any) -> DecisionValue:
    match decision:
        case Ladder(levels=levels):
            ends = [
                max(rank for rank in range(len(levels)) if on(f"{name} {end} {rank}"))
                for end in ("lower", "upper")
            ]
            return LadderValue(levels[ends[0]], levels[ends[1]])
        case Score():
            return ScoreValue(number(f"{name} low"), number(f"{name} high"))
        case _ if hasattr(decision, "options"):
            return ChoiceValue(
                tuple(option for option in decision.options if on(f"{name} {option}"))
            )
        case _:
            return SetValue(
                tuple(each for each in decision.names if on(f"{name} in {each}")),
                tuple(each for each in decision.names if on(f"{name} open {each}")),
            )

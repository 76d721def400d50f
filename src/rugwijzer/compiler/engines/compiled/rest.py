"""What is so while nothing is the matter: the stretches of a guideline that can be passed over.

Every fact but a number has a value at *rest*: its `else`, or else no, the first option, none of a
set. Most people give that answer to most questions. A rule that fails as long as a few facts are at
rest need not be looked at while they are: `brakes == "none" and dark` fails with `dark` at rest.
Such facts *guard* the rule, and one look at the guards of a stretch of rules passes over them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Contains,
    Count,
    Is,
    Kind,
    Node,
    Not,
    OneOf,
    Ref,
    TruthOf,
    atoms,
    holds,
)
from rugwijzer.compiler.language.types import Choice, Number, SetOf, Value, YesNo

T = TypeVar("T")

Guard = frozenset[str]
"""Facts that, all at rest, settle an expression."""

WIDEST = 6
"""How much guards one stretch at most; a set, seldom empty, weighs more than another fact."""

WORTH_IT = 3
"""How much a stretch must read before it pays to look at its guard first."""

WEIGHED = 6
"""How many ways to guard one expression are weighed against each other."""


def at_rest(fact: Fact) -> Value | None:
    """The value of a fact at rest; a number has none."""
    if isinstance(fact.type, Number):
        return None
    if fact.otherwise is not None:
        return fact.otherwise
    match fact.type:
        case YesNo():
            return False
        case Choice(options, _):
            return options[0]
        case SetOf():
            return frozenset()


class Guards:
    """The guards of expressions."""

    def __init__(self, guideline: Guideline) -> None:
        self._guideline = guideline
        self._rest = {name: at_rest(fact) for name, fact in guideline.facts.items()}
        self._known: dict[tuple[Ref, bool], list[Guard]] = {}

    def stretches(self, things: Iterable[tuple[T, Node]]) -> Iterator[tuple[list[T], Guard]]:
        """Things in order, cut into stretches with one guard each, empty where none would pay.

        Each thing comes with the condition that is false while its guard is at rest.
        """
        stretch: list[T] = []
        guard: Guard = frozenset()
        read = 0
        for thing, node in things:
            ways = self.settle(node, False)
            best = min((guard | way for way in ways), key=self._weight, default=None)
            fits = best is not None and guard and self._weight(best) <= WIDEST
            if stretch and not (fits or (best is None and not guard)):
                yield stretch, guard if read >= WORTH_IT else frozenset()
                stretch, guard, read = [], frozenset(), 0
                best = min(ways, key=self._weight, default=None)
            stretch.append(thing)
            guard = best or frozenset()
            read += sum(1 for _ in atoms(node))
        if stretch:
            yield stretch, guard if read >= WORTH_IT else frozenset()

    def position(self, node: Node) -> int:
        """Where the first fact that guards a condition is declared; none: before all."""
        ways = self.settle(node, False)
        order = list(self._guideline.facts)
        return min((order.index(name) for name in ways[0]), default=-1) if ways else -1

    def settle(self, node: Node, value: bool) -> list[Guard]:
        """Ways to be sure that an expression has this value, each by facts at rest."""
        match node:
            case Not(operand):
                return self.settle(operand, not value)
            case All(operands) | Any(operands):
                ways = [self.settle(operand, value) for operand in operands]
                if value is isinstance(node, All):
                    return self._together(ways, len(ways))
                every = dict.fromkeys(way for each in ways for way in each)
                return sorted(every, key=self._weight)[:WEIGHED]
            case Count(operands, ">=", number) if not value:
                ways = [self.settle(operand, False) for operand in operands]
                return self._together(ways, len(operands) - number + 1)
            case TruthOf(ref) if ref.kind is not Kind.FACT:
                if (ref, value) not in self._known:
                    self._known[ref, value] = self.settle(self._meaning(ref), value)
                return self._known[ref, value]
            case TruthOf(ref) | Is(ref=ref) | OneOf(ref=ref) | Contains(ref=ref) if (
                ref.kind is Kind.FACT and self._rest[ref.name] is not None
            ):
                return [frozenset({ref.name})] if self._resting(node) is value else []
            case _:
                return []

    def _together(self, ways: list[list[Guard]], needed: int) -> list[Guard]:
        """One way to be sure of so many expressions at once, if there is any."""
        lightest = sorted((each[0] for each in ways if each), key=self._weight)
        if len(lightest) < needed or needed < 1:
            return []
        return [frozenset[str]().union(*lightest[:needed])]

    def _resting(self, node: Node) -> bool:
        """What an atom about one fact comes to at rest."""
        match node:
            case Is(ref, op, _, position):
                return holds(op, self._position(ref), position)
            case OneOf(ref, codes, negated):
                return (self._position(ref) in codes) is not negated
            case Contains(ref, option, negated):
                rest = self._rest[ref.name]
                assert isinstance(rest, frozenset)
                return (option in rest) is not negated
            case TruthOf(ref):
                return self._rest[ref.name] is True
            case _:
                raise TypeError(f"{node} is about more than one fact")

    def _position(self, ref: Ref) -> int:
        kind, rest = self._guideline.facts[ref.name].type, self._rest[ref.name]
        assert isinstance(kind, Choice)
        return kind.options.index(str(rest))

    def _meaning(self, ref: Ref) -> Node:
        named = (
            self._guideline.definitions
            if ref.kind is Kind.DEFINITION
            else self._guideline.contradictions
        )
        return named[ref.name].when.node

    def _weight(self, guard: Guard) -> int:
        sets = sum(isinstance(self._guideline.facts[name].type, SetOf) for name in guard)
        return len(guard) + 5 * sets

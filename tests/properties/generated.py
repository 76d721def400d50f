"""Guidelines and people out of thin air: well typed, otherwise anything the language allows.

A guideline grows thing by thing, each reading only what came before it, so that it has no circles.
Afterwards the order of declaration is shuffled: an engine may not count on the order of reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rugwijzer.compiler.language.guideline import (
    Alternative,
    AnyRule,
    Band,
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
    Member,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
)
from rugwijzer.compiler.language.nodes import (
    All,
    Compare,
    Comparison,
    Constant,
    Contains,
    Count,
    InBand,
    Is,
    Kind,
    Node,
    Not,
    OneOf,
    Quantity,
    Ref,
    Scaled,
    Sum,
    Term,
    TruthOf,
)
from rugwijzer.compiler.language.nodes import Any as AnyOf
from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.types import (
    Answer,
    Choice,
    FactType,
    Number,
    Record,
    SetOf,
    Value,
    YesNo,
)

T = TypeVar("T")

HERE = Place("generated.yaml", 1)
SLOW = bool(os.environ.get("RUGWIJZER_SLOW"))
EQUALITY: tuple[Comparison, ...] = ("==", "!=")
COMPARISONS: tuple[Comparison, ...] = ("==", "!=", "<", "<=", ">", ">=")


def examples(number: int) -> settings:
    """How often a property is tried; twenty times as often with RUGWIJZER_SLOW=1."""
    return settings(
        max_examples=number * 20 if SLOW else number,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def expression(node: Node) -> Expression:
    """An expression without a text of its own."""
    return Expression("", node, HERE)


# --- guidelines


@st.composite
def guidelines(draw: st.DrawFn, *, plain_facts: bool = False) -> Guideline:
    """Any guideline of a few facts, definitions, contradictions and decisions.

    With `plain_facts` every fact is asked of the person, whatever else was answered.
    """
    garden = _Garden(draw, plain_facts)
    for _ in range(garden.number(2, 4)):
        garden.fact()
    for _ in range(garden.number(2, 9)):
        garden.anything()
    return garden.guideline()


@dataclass
class _Garden:
    """A guideline while it grows."""

    draw: st.DrawFn
    plain_facts: bool
    facts: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    contradictions: dict[str, Contradiction] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    rules: int = 0

    # --- drawing

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return int(self.draw(st.integers(low, high)))

    def often(self) -> bool:
        """True three times out of four."""
        return self.number(0, 3) > 0

    def seldom(self) -> bool:
        """True one time out of four."""
        return self.number(0, 3) == 3

    def one(self, things: Sequence[T]) -> T:
        """One of these."""
        return things[self.number(0, len(things) - 1)]

    def some(self, things: Sequence[T]) -> tuple[T, ...]:
        """At least one of these, in order."""
        picked = [thing for thing in things if self.number(0, 1)]
        return tuple(picked) or (self.one(things),)

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of these, in another order."""
        return list(self.draw(st.permutations(things)))

    def name(self, kind: str) -> str:
        """A new name."""
        name = f"{kind}_{len(self.order)}"
        self.order.append(name)
        return name

    # --- facts

    def facts_asked_together(self) -> None:
        """A few more facts with the same `asked_if`, or without."""
        asked_if = None if self.plain_facts else expression(self.node(1))
        for _ in range(self.number(3, 5)):
            self.fact(asked_if)

    def fact(self, asked_if: Expression | None = None) -> None:
        """One more fact."""
        kind = self.type()
        supplier: Any = "person"
        if not self.plain_facts and self.facts:
            if asked_if is None and self.seldom():
                asked_if = expression(self.node(1))
            if self.number(0, 4) == 4:
                supplier = self.one(("clinician", "device", "history"))
        otherwise: Value | None = None
        if asked_if is not None or supplier != "person":
            otherwise = self.draw(values(kind))
        name = self.name("fact")
        self.facts[name] = Fact(
            name,
            kind,
            HERE,
            asked_if=asked_if,
            otherwise=otherwise,
            supplied_by=supplier,
            fixed=self.number(0, 9) == 9,
            preference=self.number(0, 9) == 9,
        )

    def type(self) -> FactType:
        """One of the four types; yes_no most often."""
        match self.number(0, 6):
            case 0 | 1 | 2:
                return YesNo()
            case 3:
                low = self.number(-2, 0)
                return Number("plain", Fraction(1), low, low + self.number(2, 9))
            case 4:
                return SetOf(("bell", "lamp", "bag")[: self.number(1, 3)])
            case _:
                options = ("clean", "dry", "worn", "broken")[: self.number(2, 4)]
                return Choice(options, bool(self.number(0, 1)))

    # --- expressions

    def node(self, depth: int) -> Node:
        """A truth-valued expression over what is there."""
        if depth == 0 or self.number(0, 2) == 0:
            return self.atom()
        match self.number(0, 5):
            case 0:
                return Not(self.node(depth - 1))
            case 1 | 2:
                return All(self.operands(depth, 2))
            case 3 | 4:
                return AnyOf(self.operands(depth, 2))
            case _:
                operands = self.operands(depth, 1)
                return Count(operands, self.one(COMPARISONS), self.number(0, len(operands) + 1))

    def operands(self, depth: int, least: int) -> tuple[Node, ...]:
        """A few expressions."""
        return tuple(self.node(depth - 1) for _ in range(self.number(least, 3)))

    def atom(self) -> Node:
        """A comparison, a membership, or a name by itself."""
        name = self.one(self.order)
        if fact := self.facts.get(name):
            return self.about_fact(Ref(Kind.FACT, name), fact.type)
        if name in self.definitions:
            return TruthOf(Ref(Kind.DEFINITION, name))
        if name in self.contradictions:
            return TruthOf(Ref(Kind.CONTRADICTION, name))
        return self.about_decision(Ref(Kind.DECISION, name), self.decisions[name])

    def about_fact(self, ref: Ref, kind: FactType) -> Node:
        """Something that can be asked of a fact."""
        negated = bool(self.number(0, 1))
        match kind:
            case YesNo():
                return TruthOf(ref)
            case SetOf(options):
                return Contains(ref, self.one(options), negated)
            case Choice(options, ordered):
                if self.seldom():
                    return OneOf(ref, self.some(range(len(options))), negated)
                option = self.one(options)
                op = self.one(COMPARISONS if ordered else EQUALITY)
                return Is(ref, op, option, options.index(option))
            case Number(low=low, high=high):
                if self.seldom():
                    return OneOf(ref, self.some(range(low, high + 1)), negated)
                if self.often():
                    return self.compare(Quantity(ref), Constant(self.number(low, high)))
                return self.compare(self.term(2), self.term(1))

    def compare(self, left: Term, right: Term) -> Compare:
        """Two terms compared, either way round."""
        if self.number(0, 1):
            left, right = right, left
        return Compare(left, self.one(COMPARISONS), right)

    def term(self, depth: int) -> Term:
        """Arithmetic over number facts, now and then over a score."""
        numeric = [name for name, fact in self.facts.items() if isinstance(fact.type, Number)]
        if depth == 0 or self.number(0, 1):
            return Quantity(Ref(Kind.FACT, self.one(numeric)))
        match self.number(0, 3):
            case 0:
                return Scaled(self.number(0, 3), self.term(depth - 1))
            case 1:
                return Sum(self.term(depth - 1), Constant(self.number(0, 9)), 1)
            case _:
                return Sum(self.term(depth - 1), self.term(depth - 1), self.one((1, -1)))

    def about_decision(self, ref: Ref, decision: Decision) -> Node:
        """Something that can be asked of a decision."""
        negated = bool(self.number(0, 1))
        match decision:
            case Ladder(levels=steps) | ChoiceDecision(options=steps):
                if self.seldom():
                    return OneOf(ref, self.some(range(len(steps))), negated)
                step = self.one(steps)
                op = self.one(COMPARISONS if isinstance(decision, Ladder) else EQUALITY)
                return Is(ref, op, step, steps.index(step))
            case Score():
                if decision.bands and self.number(0, 1):
                    band = self.one(decision.bands)
                    return InBand(ref, band.low, band.high, negated)
                number = self.number(decision.low - 1, decision.high + 1)
                return self.compare(Quantity(ref), Constant(number))
            case SetDecision():
                return Contains(ref, self.one(decision.names), negated)

    # --- the rest

    def anything(self) -> None:
        """One more of anything."""
        match self.number(0, 10):
            case 0 | 1:
                self.fact()
            case 10:
                self.facts_asked_together()
            case 2 | 3:
                when = expression(self.node(2))
                name = self.name("definition")
                self.definitions[name] = Definition(name, when, None, (), HERE)
            case 4:
                when = expression(self.node(2))
                name = self.name("contradiction")
                self.contradictions[name] = Contradiction(name, when, (), None, (), HERE)
            case 5 | 6:
                self.ladder()
            case 7:
                self.choice()
            case 8:
                self.score()
            case _:
                self.set()

    def rule(self) -> dict[str, Any]:
        """What every rule has."""
        self.rules += 1
        name = f"rule_{self.rules}"
        return {"name": name, "words": None, "evidence": (), "place": HERE, "topic": ""}

    def when(self) -> Expression:
        """The condition of a rule."""
        return expression(self.node(2))

    def ladder(self) -> None:
        """One more ladder."""
        levels = ("ride", "check", "repair", "stop")[: self.number(2, 4)]
        rules = []
        for _ in range(self.number(1, 4)):
            then = self.number(0, len(levels) - 1)
            rules.append(
                LadderRule(
                    **self.rule(),
                    when=self.when(),
                    then=levels[then],
                    if_unknown=levels[self.number(0, then)] if self.number(0, 1) else None,
                    if_unknown_stated=True,
                    if_unknown_reason=None,
                    concern=self.one(("crash", "theft", None)),
                    echo=None,
                )
            )
        raises = []
        for _ in range(self.number(0, 2) if self.number(0, 1) else 0):
            start = self.number(0, len(levels) - 2)
            raises.append(
                RaiseRule(
                    **self.rule(),
                    when=self.when(),
                    steps=self.number(1, 2),
                    start=levels[start],
                    up_to=levels[self.number(start + 1, len(levels) - 1)],
                    if_unknown_raises=bool(self.number(0, 1)),
                    if_unknown_reason=None,
                    echo=None,
                )
            )
        name = self.name("ladder")
        self.decisions[name] = Ladder(name, None, levels, {}, tuple(rules), tuple(raises), HERE)

    def choice(self) -> None:
        """One more choice."""
        options = ("road", "path", "walk")[: self.number(2, 3)]
        rules = tuple(
            ChoiceRule(**self.rule(), when=self.when(), then=self.one(options))
            for _ in range(self.number(1, 4))
        )
        order = tuple(self.shuffled(options))
        name = self.name("choice")
        self.decisions[name] = ChoiceDecision(
            name, None, options, {}, rules, self.one(options), order, HERE
        )

    def score(self) -> None:
        """One more score, with bands or without."""
        items = tuple(
            ScoreItem(
                **self.rule(),
                alternatives=tuple(
                    Alternative(self.when(), self.number(-2, 3)) for _ in range(self.number(1, 3))
                ),
            )
            for _ in range(self.number(1, 3))
        )
        name = self.name("score")
        score = Score(name, None, items, (), HERE)
        if score.low < score.high and self.number(0, 1):
            cut = self.number(score.low, score.high - 1)
            low = Band("low", score.low, cut, None, HERE)
            score = replace(score, bands=(low, Band("high", cut + 1, score.high, None, HERE)))
        self.decisions[name] = score

    def set(self) -> None:
        """One more set: by rules of its own, or collecting a ladder."""
        ladders = [name for name, each in self.decisions.items() if isinstance(each, Ladder)]
        collects: str | None = None
        rules: tuple[SetRule, ...] = ()
        if ladders and self.number(0, 1):
            members = self.shuffled(("crash", "theft", "rain"))
            collects = self.one(ladders)
        else:
            members = self.shuffled(("chain", "tyre", "saddle"))
            rules = tuple(
                SetRule(
                    **self.rule(),
                    member=self.one(members),
                    when=self.when(),
                    unless=self.when() if self.number(0, 1) else None,
                )
                for _ in range(self.number(1, 4))
            )
        name = self.name("set")
        self.decisions[name] = SetDecision(
            name,
            None,
            tuple(Member(member, None, None, HERE) for member in members),
            rules,
            collects,
            HERE,
        )

    def guideline(self) -> Guideline:
        """The guideline as it is now, declared in another order than it is read."""
        return Guideline(
            facts=self.redeclared(self.facts),
            definitions=self.redeclared(self.definitions),
            contradictions=self.redeclared(self.contradictions),
            decisions=self.redeclared(self.decisions),
            order=tuple(self.order),
        )

    def redeclared(self, things: Mapping[str, T]) -> dict[str, T]:
        """The same things in another order."""
        return {name: things[name] for name in self.shuffled(tuple(things))} if things else {}


# --- people


def values(kind: FactType) -> st.SearchStrategy[Value]:
    """Any value of a type."""
    match kind:
        case YesNo():
            return st.booleans()
        case Number(low=low, high=high):
            return st.integers(low, high)
        case Choice(options, _):
            return st.sampled_from(options)
        case SetOf(options):
            return st.frozensets(st.sampled_from(options))


def answers(fact: Fact) -> st.SearchStrategy[Answer]:
    """A value three times out of four, else don't know."""
    value = values(fact.type)
    return st.one_of(value, value, value, st.none())


def mildest(fact: Fact) -> Value:
    """The answer of somebody who is well."""
    if fact.otherwise is not None:
        return fact.otherwise
    match fact.type:
        case YesNo():
            return False
        case Number(low=low):
            return low
        case Choice(options, _):
            return options[0]
        case SetOf():
            return frozenset()


@st.composite
def records(draw: st.DrawFn, guideline: Guideline) -> Record:
    """Any record: facts answered, not known or not asked, applicable or not, or mostly mild."""
    asked = draw(st.sampled_from((2, 5, 8, 9)))
    mild = draw(st.sampled_from((0, 0, 6, 9)))
    record = {
        name: mildest(fact) if draw(st.integers(0, 9)) < mild else draw(answers(fact))
        for name, fact in guideline.facts.items()
        if draw(st.integers(0, 9)) <= asked
    }
    return {name: record[name] for name in draw(st.permutations(tuple(record)))}


@st.composite
def people(draw: st.DrawFn, *, plain_facts: bool = False) -> tuple[Guideline, Record]:
    """A guideline, and a person to hold against it."""
    guideline = draw(guidelines(plain_facts=plain_facts))
    return guideline, draw(records(guideline))


# --- the same guideline, otherwise written


def turned(node: Node) -> Node:
    """The expression with the operands of every `and`, `or` and `count` in reverse."""
    match node:
        case Not(operand):
            return Not(turned(operand))
        case All(operands):
            return All(tuple(turned(each) for each in reversed(operands)))
        case AnyOf(operands):
            return AnyOf(tuple(turned(each) for each in reversed(operands)))
        case Count(operands, op, number):
            return Count(tuple(turned(each) for each in reversed(operands)), op, number)
        case _:
            return node


def with_operands_turned(guideline: Guideline) -> Guideline:
    """The guideline with the operands of every expression in reverse."""
    return replace(
        guideline,
        facts={
            name: fact if fact.asked_if is None else replace(fact, asked_if=_turn(fact.asked_if))
            for name, fact in guideline.facts.items()
        },
        definitions={
            name: replace(each, when=_turn(each.when))
            for name, each in guideline.definitions.items()
        },
        contradictions={
            name: replace(each, when=_turn(each.when))
            for name, each in guideline.contradictions.items()
        },
        decisions={name: _turn_rules(each) for name, each in guideline.decisions.items()},
    )


def _turn(when: Expression) -> Expression:
    return expression(turned(when.node))


def _turn_rules(decision: Decision) -> Decision:
    match decision:
        case Score(items=items):
            return replace(decision, items=tuple(map(_turn_rule, items)))
        case Ladder(rules=rules, raises=raises):
            return replace(
                decision,
                rules=tuple(map(_turn_rule, rules)),
                raises=tuple(map(_turn_rule, raises)),
            )
        case ChoiceDecision(rules=choice_rules):
            return replace(decision, rules=tuple(map(_turn_rule, choice_rules)))
        case SetDecision(rules=set_rules):
            return replace(decision, rules=tuple(map(_turn_rule, set_rules)))


def _turn_rule(rule: AnyRule) -> Any:
    match rule:
        case ScoreItem(alternatives=alternatives):
            turns = tuple(replace(each, when=_turn(each.when)) for each in alternatives)
            return replace(rule, alternatives=turns)
        case SetRule(unless=unless) if unless is not None:
            return replace(rule, when=_turn(rule.when), unless=_turn(unless))
        case _:
            return replace(rule, when=_turn(rule.when))


def ladders_of(guideline: Guideline) -> Iterator[Ladder]:
    """The ladders of a guideline."""
    return (each for each in guideline.decisions.values() if isinstance(each, Ladder))

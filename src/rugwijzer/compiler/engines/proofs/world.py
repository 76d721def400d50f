"""One person the solver may choose: every value that follows from her answers, as terms.

It says in logic what the plain interpreter works out step by step; that the two agree is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import z3

from rugwijzer.compiler.engines.proofs import answers, decisions
from rugwijzer.compiler.engines.proofs.answers import Code, Given
from rugwijzer.compiler.engines.proofs.decisions import (
    DecisionTerms,
    LadderTerms,
    ScoreTerms,
    SetTerms,
)
from rugwijzer.compiler.engines.proofs.terms import (
    OFF,
    ON,
    Bit,
    Pair,
    all_of,
    any_of,
    at_least,
    bit,
    every,
    known,
    opposite,
    some,
)
from rugwijzer.compiler.language.guideline import (
    ChoiceRule,
    Fact,
    Guideline,
    LadderRule,
    RaiseRule,
    SetRule,
    expressions_of,
)
from rugwijzer.compiler.language.nodes import (
    All,
    Asked,
    Bound,
    Compare,
    Comparison,
    Constant,
    Contains,
    Count,
    DontKnow,
    InBand,
    Is,
    Kind,
    Node,
    Not,
    OneOf,
    Quantity,
    Ref,
    Scaled,
    Settled,
    Sum,
    Term,
    TruthOf,
    Whole,
    holds,
)
from rugwijzer.compiler.language.nodes import (
    Any as AnyOf,
)
from rugwijzer.compiler.language.outcome import NOT_APPLICABLE
from rugwijzer.compiler.language.reads import facts_behind
from rugwijzer.compiler.language.types import Number, Record

RuleWithState = LadderRule | RaiseRule | ChoiceRule | SetRule


@dataclass(frozen=True)
class States:
    """How a rule stands: exactly one of the four bits is on."""

    holds: Bit
    fails: Bit
    open: Bit
    unanswered: Bit


@dataclass(frozen=True)
class Effective:
    """The value of a fact in effect: given, or what it is when it does not apply."""

    known: Bit
    code: Code


class World:
    """All that follows from one record that may be any record.

    `like` shares the answers of another world: two guidelines over one and the same person. They
    must have the same facts.
    """

    def __init__(self, guideline: Guideline, *, like: World | None = None) -> None:
        self.guideline = guideline
        self._like = like
        self.answers: dict[str, Given] = {}
        self._effective: dict[str, Effective] = {}
        self._truths: dict[int, tuple[Node, Pair]] = {}
        self._states: dict[str, States] = {}
        self._values: dict[str, DecisionTerms] = {}
        self._all_asked: dict[frozenset[str], Bit] = {}

    # --- facts

    def answer(self, name: str) -> Given:
        """What the record says about a fact."""
        if name not in self.answers:
            self.answers[name] = self.answer_to(self.guideline.facts[name])
        return self.answers[name]

    def answer_to(self, fact: Fact) -> Given:
        """The answer to a fact, when first needed."""
        return self._like.answer(fact.name) if self._like else answers.free(fact)

    def applies(self, name: str) -> Pair:
        """Whether a fact applies to this person."""
        asked_if = self.guideline.facts[name].asked_if
        return Pair(ON, OFF) if asked_if is None else self.truth(asked_if.node)

    def asked(self, name: str) -> Bit:
        """Whether nothing more is to be learned about a fact in this sitting."""
        if not self.guideline.facts[name].supplied_by_person:
            return ON
        return some([self.answer(name).given, self.applies(name).false])

    def effective(self, name: str) -> Effective:
        """The value of a fact in effect."""
        if name not in self._effective:
            fact, answer = self.guideline.facts[name], self.answer(name)
            idle = ON if not fact.supplied_by_person else self.applies(name).false
            found = Effective(answer.known, answer.code)
            if idle is not OFF and fact.otherwise is not None:
                elsewise = answers.constant(fact, fact.otherwise)
                found = Effective(
                    some([answer.known, every([opposite(answer.given), idle])]),
                    answers.chosen(answer.given, answer.code, elsewise),
                )
            self._effective[name] = found
        return self._effective[name]

    @cached_property
    def wellformed(self) -> list[Bit]:
        """What every record satisfies: values within their ranges."""
        facts = self.guideline.facts.values()
        return [answers.wellformed(fact, self.answer(fact.name)) for fact in facts]

    def fixing(self, record: Record) -> list[Bit]:
        """What makes this world that of one record."""
        for name in self.guideline.facts:
            self.answer(name)
        found: list[Bit] = answers.fixing(self.guideline, self.answers, record)
        return found

    def record(self, model: Any) -> Record:
        """The record a solver's model describes, facts in order of declaration."""
        every_answer = {name: self.answer(name) for name in self.guideline.facts}
        return answers.record_of(self.guideline, every_answer, model)

    # --- expressions

    def truth(self, node: Node) -> Pair:
        """What an expression comes to, worked out once."""
        if id(node) not in self._truths:
            # The node is kept beside its truth, so that its identity is not given away.
            self._truths[id(node)] = (node, self._worked_out(node))
        return self._truths[id(node)][1]

    def _worked_out(self, node: Node) -> Pair:
        match node:
            case Not(operand):
                return self.truth(operand).negated()
            case All(operands):
                return all_of(self.truth(each) for each in operands)
            case AnyOf(operands):
                return any_of(self.truth(each) for each in operands)
            case Count(operands, op, number):
                return _counted([self.truth(each) for each in operands], op, number)
            case TruthOf(ref):
                return self._named(ref)
            case Compare(left, op, right):
                return self._compared(left, op, right)
            case Is(ref, op, _, position):
                return self._among(ref, lambda code: holds(op, code, position), op, position)
            case OneOf(ref, codes, negated):
                inside = self._among(ref, lambda code: code in codes)
                return inside.negated() if negated else inside
            case Contains(ref, option, negated):
                inside = self._contains(ref, option)
                return inside.negated() if negated else inside
            case InBand(ref, low, high, negated):
                score = self._score(ref.name)
                inside = Pair(
                    every([score.low >= low, score.high <= high]),
                    some([score.high < low, score.low > high]),
                )
                return inside.negated() if negated else inside
            case Asked(ref):
                return known(self.asked(ref.name))
            case DontKnow(ref):
                answer = self.answer(ref.name)
                return known(every([answer.given, opposite(answer.known)]))
            case Settled(ref):
                return known(self.value(ref.name).settled)
            case Bound(ref, end, op, number):
                return known(self._bound(ref.name, end, op, number))
            case Whole("complete"):
                return known(every(self.asked(name) for name in self.guideline.facts))
            case Whole("empty"):
                given = (self.answer(name).given for name in self.guideline.facts)
                return known(opposite(some(given)))
            case Whole():
                return known(self.consistent)

    def _named(self, ref: Ref) -> Pair:
        match ref.kind:
            case Kind.FACT:
                value = self.effective(ref.name)
                return known(value.code, value.known)
            case Kind.DEFINITION:
                return self.truth(self.guideline.definitions[ref.name].when.node)
            case _:
                return self.truth(self.guideline.contradictions[ref.name].when.node)

    def _among(
        self,
        ref: Ref,
        satisfies: Callable[[int], bool],
        op: Comparison | None = None,
        position: int = 0,
    ) -> Pair:
        """Whether a fact or decision has one of the positions (or numbers) that satisfy."""
        if ref.kind is Kind.FACT:
            fact, value = self.guideline.facts[ref.name], self.effective(ref.name)
            if op is not None:
                return known(_against(op, value.code, position, fact), value.known)
            assert not isinstance(value.code, dict)
            low = fact.type.low if isinstance(fact.type, Number) else 0
            size = answers.codes(fact)
            listed = (value.code == code for code in range(size) if satisfies(code + low))
            return known(some(listed), value.known)
        possible = self.value(ref.name).possible_positions()
        return Pair(
            every(opposite(each) for at, each in possible.items() if not satisfies(at)),
            every(opposite(each) for at, each in possible.items() if satisfies(at)),
        )

    def _contains(self, ref: Ref, option: str) -> Pair:
        if ref.kind is Kind.FACT:
            value = self.effective(ref.name)
            return known(value.code[option], value.known)
        terms = self.value(ref.name)
        assert isinstance(terms, SetTerms)
        return Pair(
            terms.inside[option], every(map(opposite, (terms.inside[option], terms.open[option])))
        )

    def _compared(self, left: Term, op: Comparison, right: Term) -> Pair:
        match left, right:
            case Quantity(ref), Constant(number) if ref.kind is Kind.DECISION:
                return _of_interval(self._score(ref.name), op, number)
            case Constant(number), Quantity(ref) if ref.kind is Kind.DECISION:
                return _of_interval(self._score(ref.name), _MIRROR[op], number)
            case Quantity(ref), Constant(number):
                fact, value = self.guideline.facts[ref.name], self.effective(ref.name)
                assert isinstance(fact.type, Number)
                return known(_against(op, value.code, number - fact.type.low, fact), value.known)
            case Constant(), Quantity():
                return self._compared(right, _MIRROR[op], left)
        size = max(self._size(left), self._size(right)).bit_length() + 2
        (first, first_known), (second, second_known) = (
            self._number(term, size) for term in (left, right)
        )
        return known(_SIGNED[op](first, second), every([first_known, second_known]))

    def _size(self, term: Term) -> int:
        """How far from zero any part of a term can lie."""
        match term:
            case Constant(number):
                return abs(number)
            case Quantity(ref):
                kind = self.guideline.facts[ref.name].type
                assert isinstance(kind, Number)
                return max(abs(kind.low), abs(kind.high))
            case Scaled(factor, operand):
                return max(abs(factor), 1) * self._size(operand) + abs(factor)
            case Sum(left, right, _):
                return self._size(left) + self._size(right)

    def _number(self, term: Term, size: int) -> tuple[Any, Bit]:
        """A term as a signed word of `size` bits, and whether it is known."""
        match term:
            case Constant(number):
                return z3.BitVecVal(number, size), ON
            case Quantity(ref):
                fact, value = self.guideline.facts[ref.name], self.effective(ref.name)
                assert isinstance(fact.type, Number)
                wide = z3.ZeroExt(size - answers.width(fact), value.code)
                return wide + z3.BitVecVal(fact.type.low, size), value.known
            case Scaled(factor, operand):
                inner, when = self._number(operand, size)
                return inner * z3.BitVecVal(factor, size), when
            case Sum(left, right, sign):
                (first, one), (second, two) = self._number(left, size), self._number(right, size)
                return (first + second if sign == 1 else first - second), every([one, two])

    def _bound(self, name: str, end: str, op: Comparison, number: int) -> Bit:
        terms = self.value(name)
        if isinstance(terms, ScoreTerms):
            bit_: Bit = _SIGNED[op](terms.low if end == "lower" else terms.high, number)
            return bit_
        assert isinstance(terms, LadderTerms)
        exactly = terms.exactly(end)
        return some(each for at, each in enumerate(exactly) if holds(op, at, number))

    def _score(self, name: str) -> ScoreTerms:
        terms = self.value(name)
        assert isinstance(terms, ScoreTerms)
        return terms

    # --- rules and decisions

    def fires(self, rule: RuleWithState) -> Pair:
        """The truth of a rule's condition, `unless` included."""
        when = self.truth(rule.when.node)
        if isinstance(rule, SetRule) and rule.unless is not None:
            return all_of([when, self.truth(rule.unless.node).negated()])
        return when

    def state(self, rule: RuleWithState) -> States:
        """How a rule stands."""
        if rule.name not in self._states:
            truth = self.fires(rule)
            asked = self.all_asked(expression.node for expression in expressions_of(rule))
            self._states[rule.name] = States(
                truth.true,
                truth.false,
                every([truth.unknown, opposite(asked)]),
                every([truth.unknown, asked]),
            )
        return self._states[rule.name]

    def all_asked(self, nodes: Iterable[Node]) -> Bit:
        """Whether every fact behind the expressions has been asked."""
        behind = frozenset().union(*(facts_behind(self.guideline, node) for node in nodes))
        if behind not in self._all_asked:
            self._all_asked[behind] = every(
                self.asked(name) for name in self.guideline.facts if name in behind
            )
        return self._all_asked[behind]

    def value(self, name: str) -> DecisionTerms:
        """What is possible for a decision."""
        if name not in self._values:
            self._values[name] = decisions.decided(self, self.guideline.decisions[name])
        return self._values[name]

    # --- the record as a whole

    @cached_property
    def contradictions(self) -> Mapping[str, Bit]:
        """Each contradiction, and whether it holds; the built-in ones last."""
        found = {
            name: self.truth(each.when.node).true
            for name, each in self.guideline.contradictions.items()
        }
        for fact in self.guideline.facts.values():
            if fact.supplied_by_person and fact.asked_if is not None:
                found[NOT_APPLICABLE + fact.name] = every(
                    [self.answer(fact.name).known, self.applies(fact.name).false]
                )
        return found

    @cached_property
    def consistent(self) -> Bit:
        """No contradiction holds."""
        return opposite(some(self.contradictions.values()))


_MIRROR: dict[Comparison, Comparison] = {
    "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip

_SIGNED: dict[Comparison, Callable[[Any, Any], Bit]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _against(op: Comparison, code: Any, number: int, fact: Fact) -> Bit:
    """A code of a fact compared with a constant that may lie outside its range."""
    last = answers.codes(fact) - 1
    match op:
        case "==":
            return code == number if 0 <= number <= last else OFF
        case "!=":
            return code != number if 0 <= number <= last else ON
        case ">=":
            inside = 0 < number <= last
            return z3.UGE(code, number) if inside else bit(number <= 0)
        case "<=":
            inside = 0 <= number < last
            return z3.ULE(code, number) if inside else bit(number >= last)
        case ">":
            return _against(">=", code, number + 1, fact)
        case "<":
            return _against("<=", code, number - 1, fact)


def _counted(pairs: list[Pair], op: Comparison, number: int) -> Pair:
    """A count compared: true if every count still possible satisfies it, false if none does."""
    sure = [pair.true for pair in pairs]
    perhaps = [opposite(pair.false) for pair in pairs]
    least = at_least(sure, number)
    most = at_least(perhaps, number)
    more, most_more = at_least(sure, number + 1), at_least(perhaps, number + 1)
    at = Pair(least, opposite(most))
    above = Pair(more, opposite(most_more))
    match op:
        case ">=":
            return at
        case ">":
            return above
        case "<":
            return at.negated()
        case "<=":
            return above.negated()
        case "==":
            return all_of([at, above.negated()])
        case "!=":
            return all_of([at, above.negated()]).negated()


def _of_interval(score: ScoreTerms, op: Comparison, number: int) -> Pair:
    """A score compared with a number, over every sum from low to high."""
    match op:
        case ">=":
            return Pair(score.low >= number, score.high < number)
        case "<":
            return Pair(score.high < number, score.low >= number)
        case ">":
            return Pair(score.low > number, score.high <= number)
        case "<=":
            return Pair(score.high <= number, score.low > number)
        case "==":
            return Pair(
                every([score.low == number, score.high == number]),
                some([score.high < number, score.low > number]),
            )
        case "!=":
            return _of_interval(score, "==", number).negated()

"""A condition of the guideline as a tree in plain words: all of these, one of these, not."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from rugwijzer.compiler import Choice, ChoiceDecision, Ladder, Number, SetDecision
from rugwijzer.compiler.language.guideline import Guideline, Score
from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Asked,
    Bound,
    Compare,
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
from rugwijzer.library import Library
from rugwijzer.service.design.templatetags.design import in_words

MANY = 4
"""So many options of an ordered question are named one by one; of more, only the first."""
COMPARED = {"==": "is", "!=": "is_not", "<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
UNITS = (("years", 365), ("months", 30), ("weeks", 7))
WHERE = {
    Kind.FACT: ("rules_question", "fact"),
    Kind.DEFINITION: ("rules_term", "term"),
    Kind.CONTRADICTION: ("rules_term", "term"),
    Kind.DECISION: ("rules_decision", "decision"),
}


@dataclass(frozen=True)
class Part:
    """A line (what is asked, and the answer that counts), or a heading over parts."""

    label: str = ""
    value: str = ""
    address: str = ""
    heading: str = ""
    parts: tuple[Part, ...] = ()


class Conditions:
    """Says conditions of one guideline in one language."""

    def __init__(self, guideline: Guideline, texts: Library, language: str) -> None:
        self.guideline, self.texts, self.language = guideline, texts, language

    def tree(self, node: Node) -> Part:
        """The condition, opened as far as it is written; terms it names are linked, not opened."""
        match node:
            case All(operands):
                return self._over("all", operands)
            case Any(operands):
                return self._over("one", operands)
            case Count(operands, op, number):
                return self._over(f"count.{COMPARED[op]}", operands, number=number)
            case Not(TruthOf(ref)):
                return self._line(ref, self._shared("value.false"))
            case Not(operand):
                return self._over("not", (operand,))
            case TruthOf(ref):
                return self._line(ref, self._shared("value.true"))
            case Is():
                return self._line(node.ref, self._is(node))
            case OneOf(ref, codes, negated):
                options = self._options(ref)
                words = [options[code] if options else self._number(ref, code) for code in codes]
                said = self._either(words)
                return self._line(ref, self._say("is_not", value=said) if negated else said)
            case Contains(ref, option, negated):
                key = "without" if negated else "with"
                return self._line(ref, self._say(key, value=self._option(ref, option)))
            case InBand(ref, low, high, negated):
                said = self._say("between", low=low, high=high)
                return self._line(ref, self._say("is_not", value=said) if negated else said)
            case Compare():
                return self._compared(node)
            case Asked(ref) | DontKnow(ref) | Settled(ref) | Bound(ref=ref):
                return self._line(ref, "")  # Stand in claims alone, which have words of their own.
            case Whole():
                return Part()

    def label(self, ref: Ref) -> str:
        """What a name stands for, in words."""
        match ref.kind:
            case Kind.FACT:
                words = self.guideline.facts[ref.name].label
            case Kind.DEFINITION:
                words = self.guideline.definitions[ref.name].meaning
            case Kind.CONTRADICTION:
                return self._say("clash")
            case Kind.DECISION:
                words = self.guideline.decisions[ref.name].title
        return in_words(words, self.language) or ref.name

    def days(self, days: int) -> str:
        """A number of days in the largest unit in which it is whole: nothing is rounded.

        In the language of the guideline: a month has 30 days and a year 365.
        """
        for unit, size in UNITS:
            if days and days % size == 0:
                number = days // size
                return f"{number} {self._shared(f'unit.{unit[:-1] if number == 1 else unit}')}"
        return f"{days} {self._shared('unit.day' if days == 1 else 'unit.days')}"

    def _line(self, ref: Ref, value: str) -> Part:
        view, key = WHERE[ref.kind]
        return Part(self.label(ref), value, reverse(view, kwargs={key: ref.name}))

    def _over(self, key: str, operands: tuple[Node, ...], **places: object) -> Part:
        heading = self._say(key, **places)
        return Part(heading=heading, parts=tuple(self.tree(each) for each in operands))

    def _compared(self, node: Compare) -> Part:
        key = COMPARED[node.op]
        if isinstance(node.left, Quantity) and isinstance(node.right, Constant):
            ref, number = node.left.ref, node.right.number
            return self._line(ref, self._say(key, value=self._number(ref, number)))
        right = self._term(node.right)
        said = self._say(key, value=right)
        if isinstance(node.left, Quantity):
            return self._line(node.left.ref, said)
        return Part(self._term(node.left), said)

    def _term(self, term: Term) -> str:
        match term:
            case Quantity(ref):
                return self.label(ref)
            case Constant(number):
                return str(number)
            case Sum(left, right, sign):
                return f"{self._term(left)} {'+' if sign == 1 else '−'} {self._term(right)}"
            case Scaled(factor, operand):
                return f"{factor} × {self._term(operand)}"

    def _number(self, ref: Ref, scaled: int) -> str:
        fact = self.guideline.facts.get(ref.name) if ref.kind is Kind.FACT else None
        if fact is None or not isinstance(fact.type, Number):
            return str(scaled)
        if fact.type.unit == "days":
            return self.days(scaled)
        said = plain_number(fact.type.quantity(scaled), self.language)
        unit = in_words(fact.display, self.language)
        if not unit and fact.type.unit == "celsius":
            unit = self._shared("unit.degrees")
        return f"{said} {unit}".strip()

    def _is(self, node: Is) -> str:
        options = self._options(node.ref)
        named = options[node.position]
        if node.op == "==":
            return named
        if node.op == "!=":
            return self._say("is_not", value=named)
        fitting = [
            words for place, words in enumerate(options) if holds(node.op, place, node.position)
        ]
        if len(fitting) <= MANY:
            return self._either(fitting)
        return self._say(f"option.{COMPARED[node.op]}", value=named)

    def _options(self, ref: Ref) -> list[str]:
        """The words of what a choice or ladder can be, in order of declaration."""
        if ref.kind is Kind.FACT:
            fact = self.guideline.facts[ref.name]
            if not isinstance(fact.type, Choice):
                return []
            return [self._option(ref, option) for option in fact.type.options]
        match self.guideline.decisions[ref.name]:
            case Ladder(levels=names) | ChoiceDecision(options=names):
                return [self._option(ref, name) for name in names]
            case _:
                return []

    def _option(self, ref: Ref, option: str) -> str:
        if ref.kind is Kind.FACT:
            found = self.guideline.facts[ref.name].option_words.get(option)
            return in_words(found, self.language) or option
        return self.outcome(ref.name, option)

    def outcome(self, decision: str, name: str) -> str:
        """A level, option, member or band of a decision in words."""
        found = None
        match self.guideline.decisions[decision]:
            case Ladder(level_words=words) | ChoiceDecision(option_words=words):
                found = words.get(name)
            case SetDecision(members=members):
                found = next((each.words for each in members if each.name == name), None)
            case Score(bands=bands):
                found = next((each.words for each in bands if each.name == name), None)
        return in_words(found, self.language) or name

    def _either(self, words: list[str]) -> str:
        quoted = [f"‘{each}’" if len(words) > 1 else each for each in words]
        if len(quoted) < 2:
            return "".join(quoted)
        return f"{', '.join(quoted[:-1])} {self._shared('value.or')} {quoted[-1]}"

    def _say(self, key: str, **places: object) -> str:
        return self.texts.text(f"web_rules.condition.{key}", self.language, **places)

    def _shared(self, key: str) -> str:
        return self.texts.text(key, self.language)


def plain_number(number: Fraction | int | float, language: str) -> str:
    """A number with no more digits than it needs, as the language writes it.

    >>> plain_number(38.5, "nl"), plain_number(Fraction(60), "en")
    ('38,5', '60')
    """
    said = f"{float(number):g}"
    return said.replace(".", ",") if language == "nl" else said

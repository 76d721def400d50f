"""What is unknown to the solver: the answers of one person, as terms; and back, as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import z3

from rugwijzer.compiler.engines.proofs.terms import ON, Bit, bit, either, every, same
from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.types import Answer, Choice, Number, SetOf, Value, YesNo

Code = Any
"""The value of a fact as a term: a bit (yes_no), a word (number: above the low end; choice: the
position), or a mapping from option to bit (set)."""


@dataclass(frozen=True)
class Given:
    """What a record says about one fact. Not `known` but `given` is don't know."""

    given: Bit
    known: Bit
    code: Code


def width(fact: Fact) -> int:
    """How many bits the word of a number or a choice takes."""
    match fact.type:
        case Number(low=low, high=high):
            return max(1, (high - low).bit_length())
        case Choice(options, _):
            return max(1, (len(options) - 1).bit_length())
        case _:
            raise TypeError(f"{fact.name} is no word")


def free(fact: Fact, prefix: str = "") -> Given:
    """An answer that may be anything: absent, don't know, or any value."""
    name = prefix + fact.name
    return Given(z3.Bool(f"{name}.given"), z3.Bool(f"{name}.known"), _free_code(fact, name))


def _free_code(fact: Fact, name: str) -> Code:
    match fact.type:
        case YesNo():
            return z3.Bool(name)
        case SetOf(options):
            return {option: z3.Bool(f"{name}.{option}") for option in options}
        case _:
            return z3.BitVec(name, width(fact))


def wellformed(fact: Fact, answer: Given) -> Bit:
    """A known answer is given, and a value lies within its range."""
    rules = [z3.Implies(answer.known, answer.given)]
    match fact.type:
        case Number(low=low, high=high):
            rules.append(z3.ULE(answer.code, high - low))
        case Choice(options, _):
            rules.append(z3.ULE(answer.code, len(options) - 1))
    return every(rules)


def constant(fact: Fact, value: Value) -> Code:
    """A value of a fact, as its term."""
    match fact.type:
        case YesNo():
            return bit(value is True)
        case SetOf(options):
            assert isinstance(value, frozenset)
            return {option: bit(option in value) for option in options}
        case Number(low=low):
            assert isinstance(value, int)
            return z3.BitVecVal(value - low, width(fact))
        case Choice(options, _):
            return z3.BitVecVal(options.index(str(value)), width(fact))


def chosen(when: Bit, then: Code, otherwise: Code) -> Code:
    """One code or the other."""
    if isinstance(then, dict):
        return {option: either(when, then[option], otherwise[option]) for option in then}
    return either(when, then, otherwise)


def equal(left: Code, right: Code) -> Bit:
    """The same value."""
    if isinstance(left, dict):
        return every(same(left[option], right[option]) for option in left)
    if z3.is_bool(left):
        return same(left, right)
    return ON if left.eq(right) else left == right


def fixing(guideline: Guideline, answers: Mapping[str, Given], record: Mapping[str, Answer]) -> Any:
    """What makes the answers exactly those of a record, as a list of bits."""
    found: list[Bit] = []
    for name, answer in answers.items():
        value = record.get(name)
        found.append(answer.given if name in record else z3.Not(answer.given))
        found.append(z3.Not(answer.known) if value is None else answer.known)
        if value is not None:
            found.append(equal(answer.code, constant(guideline.facts[name], value)))
    return found


def record_of(guideline: Guideline, answers: Mapping[str, Given], model: Any) -> dict[str, Answer]:
    """The record that a solver's model describes."""
    found: dict[str, Answer] = {}
    for name, answer in answers.items():
        if not _on(model, answer.given):
            continue
        fact = guideline.facts[name]
        found[name] = _value(fact, model, answer.code) if _on(model, answer.known) else None
    return found


def _on(model: Any, term: Bit) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def _value(fact: Fact, model: Any, code: Code) -> Value:
    match fact.type:
        case YesNo():
            return _on(model, code)
        case SetOf(options):
            return frozenset(option for option in options if _on(model, code[option]))
        case Number(low=low):
            return low + int(model.eval(code, model_completion=True).as_long())
        case Choice(options, _):
            return options[int(model.eval(code, model_completion=True).as_long())]


def codes(fact: Fact) -> int:
    """How many values a number or a choice has."""
    match fact.type:
        case Number(low=low, high=high):
            return high - low + 1
        case Choice(options, _):
            return len(options)
        case _:
            raise TypeError(f"{fact.name} has no codes")

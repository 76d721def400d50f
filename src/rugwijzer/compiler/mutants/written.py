"""A condition as it could be written, to say in one line what a mutant changed."""

from __future__ import annotations

from rugwijzer.compiler.language.guideline import ChoiceDecision, Guideline, Ladder, Score
from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Compare,
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
    refs,
)
from rugwijzer.compiler.language.types import Choice, Number
from rugwijzer.compiler.language.units import PLAIN


def written(guideline: Guideline, node: Node) -> str:
    """The condition in the words of the language. Durations come out in days."""
    match node:
        case TruthOf(ref):
            return ref.name
        case Not(operand):
            text = written(guideline, operand)
            return f"not ({text})" if isinstance(operand, All | Any) else f"not {text}"
        case All(operands):
            return " and ".join(
                _in_brackets(guideline, each, isinstance(each, All | Any)) for each in operands
            )
        case Any(operands):
            return " or ".join(
                _in_brackets(guideline, each, isinstance(each, Any)) for each in operands
            )
        case Count(operands, op, number):
            inside = ", ".join(written(guideline, each) for each in operands)
            return f"count({inside}) {op} {number}"
        case Compare(left, op, right):
            return f"{_term(guideline, left, right)} {op} {_term(guideline, right, left)}"
        case Is(ref, op, option, _):
            return f"{ref.name} {op} {_option(guideline, ref, option)}"
        case OneOf(ref, codes, negated):
            inside = ", ".join(_code(guideline, ref, code) for code in codes)
            return f"{ref.name} {_in(negated)} [{inside}]"
        case Contains(ref, option, negated):
            return f'"{option}" {_in(negated)} {ref.name}'
        case InBand(ref, low, high, negated):
            return f'{ref.name} {"!=" if negated else "=="} "{_band(guideline, ref, low, high)}"'
        case _:
            raise TypeError("only claims may say this")


def _in(negated: bool) -> str:
    return "not in" if negated else "in"


def _in_brackets(guideline: Guideline, node: Node, brackets: bool) -> str:
    text = written(guideline, node)
    return f"({text})" if brackets else text


def _option(guideline: Guideline, ref: Ref, option: str) -> str:
    """An option in quotes, a level bare."""
    ladder = ref.kind is Kind.DECISION and isinstance(guideline.decisions[ref.name], Ladder)
    return option if ladder else f'"{option}"'


def options_of(guideline: Guideline, ref: Ref) -> tuple[str, ...]:
    """The options of a choice or the levels of a ladder; empty for anything else."""
    thing = (guideline.facts if ref.kind is Kind.FACT else guideline.decisions).get(ref.name)
    match thing:
        case Ladder(levels=levels):
            return levels
        case ChoiceDecision(options=options):
            return options
        case _:
            kind = getattr(thing, "type", None)
            return kind.options if isinstance(kind, Choice) else ()


def _code(guideline: Guideline, ref: Ref, code: int) -> str:
    options = options_of(guideline, ref)
    return _option(guideline, ref, options[code]) if options else _number(guideline, code, ref)


def _band(guideline: Guideline, ref: Ref, low: int, high: int) -> str:
    score = guideline.decisions[ref.name]
    assert isinstance(score, Score)
    return next(band.name for band in score.bands if (band.low, band.high) == (low, high))


def _term(guideline: Guideline, term: Term, beside: Term) -> str:
    """A term; a literal in it takes its unit from what stands beside it."""
    match term:
        case Constant(number):
            return _number(guideline, number, next(refs(beside), None))
        case Quantity(ref):
            return ref.name
        case Scaled(factor, operand):
            text = _term(guideline, operand, operand)
            return f"{factor} * ({text})" if isinstance(operand, Sum) else f"{factor} * {text}"
        case Sum(left, right, sign):
            first, second = _term(guideline, left, right), _term(guideline, right, left)
            if isinstance(right, Sum):
                second = f"({second})"
            return f"{first} {'+' if sign == 1 else '-'} {second}"


def _number(guideline: Guideline, scaled: int, ref: Ref | None) -> str:
    kind = guideline.facts[ref.name].type if ref is not None and ref.kind is Kind.FACT else None
    if not isinstance(kind, Number):
        return str(scaled)
    text = str(kind.plain(scaled))
    return text if kind.unit == PLAIN else f"{kind.unit}({text})"

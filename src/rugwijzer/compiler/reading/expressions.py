"""Conditions: one line of infix to typed nodes.

Names are settled against the declarations, literals are scaled to what they are compared with, and
whatever could not mean anything is refused with the reason.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from rugwijzer.compiler.language import nodes
from rugwijzer.compiler.language.guideline import Expression
from rugwijzer.compiler.language.nodes import Comparison, Kind, Node, Ref
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import Choice, FactType, Number, SetOf, YesNo
from rugwijzer.compiler.language.units import LITERALS, PLAIN
from rugwijzer.compiler.reading.documents import Scalar, Tree, describe, plain
from rugwijzer.compiler.reading.quantities import (
    LiteralNumber,
    Measured,
    always,
    reach,
    refuse_constant,
    refuse_mixed,
    scaled,
)
from rugwijzer.compiler.reading.syntax import (
    CLAIM_WORDS,
    NOT_KNOWN,
    NOT_TRUTHS,
    Refused,
    no_function,
    no_word,
    parsed,
    short,
    unparsed,
)

_OPS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
MIRROR: dict[Comparison, Comparison] = {
    "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip


@dataclass
class Symbols:
    """Every name an expression may use, with what is needed to type it."""

    facts: dict[str, FactType] = field(default_factory=dict)
    definitions: set[str] = field(default_factory=set)
    contradictions: set[str] = field(default_factory=set)
    ladders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scores: dict[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """All of them."""
        return [
            *self.facts, *self.definitions, *self.contradictions,
            *self.ladders, *self.choices, *self.scores, *self.sets,
        ]  # fmt: skip

    @property
    def levels(self) -> set[str]:
        """The levels of all ladders."""
        return {level for levels in self.ladders.values() for level in levels}

    def ladder_with(self, level: str) -> str:
        """The first ladder that has this level."""
        return next((name for name, levels in self.ladders.items() if level in levels), "")

    def options_of(self, name: str) -> tuple[str, ...]:
        """What is written in quotes beside a choice or a score; empty if nothing is."""
        kind = self.facts.get(name)
        if isinstance(kind, Choice):
            return kind.options
        return self.choices.get(name) or tuple(self.scores.get(name, ()))


def read_expression(
    text: str,
    place: Place,
    symbols: Symbols,
    problems: list[Problem],
    typing: type[Typing] | None = None,
) -> Expression | None:
    """The typed expression, or None with the reason recorded. `typing` may know more words."""
    try:
        return Expression(text.strip(), (typing or Typing)(symbols).truth(parsed(text)), place)
    except Refused as refused:
        where = f"in `{short(text)}`: " if text.strip() else ""
        problems.append(Problem(place, where + refused.what, refused.mend))
        return None


def read_literal(tree: Tree, what: str, kind: Number, problems: list[Problem]) -> int | None:
    """A number with its unit that stands by itself, such as `days(3)`, scaled to the kind."""
    text = tree.text if isinstance(tree, Scalar) else ""
    try:
        literal = Typing(Symbols()).measure(parsed(text))
        if isinstance(literal, LiteralNumber) and literal.unit == kind.unit:
            return scaled(literal, kind.unit, kind.step, what)
    except Refused:
        pass
    words = [word for word, (unit, _) in LITERALS.items() if unit == kind.unit]
    problems.append(
        Problem(
            tree.place,
            f"{what} cannot be {describe(plain(tree))}.",
            f"Write {' or '.join(f'`{word}(3)`' for word in words) or 'a number'}.",
        )
    )
    return None


def quoted(level: str) -> Refused:
    """Refuse a level in quotes."""
    return Refused(
        f'"{short(level)}" stands in quotes, but a level of a ladder is written without.',
        "Leave the quotes out.",
    )


class Typing:
    """What the parts of a line are, by the names that exist. Every method raises Refused."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols

    # --- truth-valued

    def truth(self, tree: ast.expr) -> Node:
        """A part that must be true or false."""
        match tree:
            case ast.BoolOp(ast.And(), values):
                return nodes.All(tuple(self.truth(value) for value in values))
            case ast.BoolOp(ast.Or(), values):
                return nodes.Any(tuple(self.truth(value) for value in values))
            case ast.UnaryOp(ast.Not(), operand):
                return nodes.Not(self.truth(operand))
            case ast.Compare(ops=ops) if len(ops) > 1 and any(
                isinstance(op, ast.In | ast.NotIn) for op in ops
            ):
                raise Refused(
                    "`in` stands in a chain.", "Put brackets around each comparison, or use `and`."
                )
            case ast.Compare(left, ops, comparators):
                pairs = zip([left, *comparators], ops, comparators, strict=False)
                compared = tuple(self.compared(a, op, b) for a, op, b in pairs)
                return compared[0] if len(compared) == 1 else nodes.All(compared)
            case ast.Name(name):
                return self.standing_alone(name)
            case ast.Constant(value) if isinstance(value, bool) or value is None:
                raise no_word(str(value))
            case ast.Call(ast.Name("count")):
                raise Refused("count(...) is a number.", "Compare it: `count(a, b, c) >= 2`.")
            case ast.Call(ast.Name(name)) if name not in LITERALS:
                return self.called(name, tree)
            case ast.BinOp(_, ast.BitAnd() | ast.BitOr(), _):
                raise Refused("& and | are not words of this language.", "Write `and` or `or`.")
            case _:
                raise Refused(
                    f"`{unparsed(tree)}` is not true or false.",
                    "Use yes_no facts, definitions, comparisons, `and`, `or`, `not`, `count`.",
                )

    def standing_alone(self, name: str) -> Node:
        """A name that stands for a truth value."""
        ref = self.ref(name)
        kind = self.symbols.facts.get(name)
        if ref.kind is Kind.DECISION or (kind is not None and not isinstance(kind, YesNo)):
            raise Refused(
                f'"{name}" is not true or false by itself.', f"Compare it: {self.example(name)}."
            )
        return nodes.TruthOf(ref)

    def ref(self, name: str) -> Ref:
        """What a name refers to."""
        symbols = self.symbols
        if name in symbols.facts:
            return Ref(Kind.FACT, name)
        if name in symbols.definitions:
            return Ref(Kind.DEFINITION, name)
        if name in symbols.contradictions:
            return Ref(Kind.CONTRADICTION, name)
        if name in [*symbols.ladders, *symbols.choices, *symbols.scores, *symbols.sets]:
            return Ref(Kind.DECISION, name)
        if name in symbols.levels:
            raise Refused(
                f'"{name}" is a level of a ladder.',
                f"Compare the ladder with it: `{symbols.ladder_with(name)} >= {name}`.",
            )
        if name in NOT_TRUTHS or name in NOT_KNOWN:
            raise no_word(name)
        raise Refused(
            f'unknown name "{short(name)}".',
            nearest(name, symbols.names) or "Declare it as a fact, definition or decision first.",
        )

    def example(self, name: str) -> str:
        """How a name that is no truth value may be used."""
        symbols = self.symbols
        match symbols.facts.get(name):
            case Number(unit=unit):
                literal = next((word for word, (of, _) in LITERALS.items() if of == unit), "")
                return f"`{name} >= {literal}(3)`" if literal else f"`{name} >= 3`"
            case Choice(options=options):
                return f'`{name} == "{options[0]}"`'
            case SetOf(options=options):
                return f'`"{options[0]}" in {name}`'
        if name in symbols.ladders:
            return f"`{name} >= {symbols.ladders[name][-1]}`"
        if name in symbols.choices:
            return f'`{name} == "{symbols.choices[name][0]}"`'
        if name in symbols.sets:
            return f'`"{symbols.sets[name][0]}" in {name}`'
        return f"`{name} >= 3`"

    # --- what only claims may say

    def called(self, name: str, call: ast.Call) -> Node:
        """A word with brackets, standing alone."""
        raise no_function(name)

    def bound(self, name: str, call: ast.Call, op: Comparison, other: ast.expr) -> Node:
        """A word of claims with brackets, compared."""
        raise no_function(name)

    def no_number(self, name: str) -> Refused:
        """Why a word with brackets takes no part in arithmetic."""
        return no_function(name)

    # --- comparisons

    def compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        """Two sides and what stands between them."""
        if isinstance(op, ast.In | ast.NotIn):
            return self.membership(left, right, negated=isinstance(op, ast.NotIn))
        if type(op) not in _OPS:
            raise Refused("`is` is not a word of this language.", "Write == or !=.")
        sign = _OPS[type(op)]
        match left, right:
            case (ast.Constant(bool() | None as word), _) | (
                _,
                ast.Constant(bool() | None as word),
            ):
                raise no_word(str(word))
            case ast.Constant(str()), ast.Constant(str()):
                raise Refused("both sides are text.", "Name a choice on one side.")
            case ast.Call(ast.Name("count")), _:
                return self.counted(left, sign, right)
            case _, ast.Call(ast.Name("count")):
                return self.counted(right, MIRROR[sign], left)
            case ast.Call(ast.Name(name)), _ if name in CLAIM_WORDS:
                return self.bound(name, left, sign, right)
            case _, ast.Call(ast.Name(name)) if name in CLAIM_WORDS:
                return self.bound(name, right, MIRROR[sign], left)
            case _, ast.Constant(str(option)):
                return self.option(left, sign, option)
            case ast.Constant(str(option)), _:
                return self.option(right, MIRROR[sign], option)
            case _, ast.Name(name) if self.is_level(name):
                return self.level(left, sign, name)
            case ast.Name(name), _ if self.is_level(name):
                return self.level(right, MIRROR[sign], name)
            case ast.Name(name), ast.Name(word) if self.may_be_bare(name, word):
                return self.bare(left, sign, word)
            case ast.Name(word), ast.Name(name) if self.may_be_bare(name, word):
                return self.bare(right, MIRROR[sign], word)
        return self.numbers(left, sign, right)

    def is_level(self, name: str) -> bool:
        """Whether a name is a level and nothing else."""
        return name in self.symbols.levels and name not in self.symbols.names

    def may_be_bare(self, name: str, word: str) -> bool:
        """Whether an unknown word beside a name may be meant as its level or option."""
        symbols = self.symbols
        return word not in symbols.names and (
            name in symbols.ladders or bool(symbols.options_of(name))
        )

    def bare(self, subject: ast.Name, op: Comparison, word: str) -> Node:
        """A word without quotes beside a ladder or choice: a misspelt level, or an option."""
        if word in NOT_TRUTHS or word in NOT_KNOWN:
            raise no_word(word)
        if subject.id in self.symbols.ladders:
            return self.level(subject, op, word)
        self.position(subject.id, self.symbols.options_of(subject.id), word)
        raise Refused(
            f"the option {word} stands without quotes.", f'Write `{subject.id} {op} "{word}"`.'
        )

    def option(self, subject: ast.expr, op: Comparison, option: str) -> Node:
        """A choice or a score beside a word in quotes."""
        if not isinstance(subject, ast.Name):
            raise Refused(
                f'`{unparsed(subject)}` cannot be compared with "{option}".',
                "Only the name of a choice can.",
            )
        name = subject.id
        ref = self.ref(name)
        kind = self.symbols.facts.get(name)
        if name in self.symbols.scores:
            return self.band(ref, op, option)
        if name in self.symbols.ladders:
            raise quoted(option)
        if isinstance(kind, Choice):
            options, ordered = kind.options, kind.ordered
        elif name in self.symbols.choices:
            options, ordered = self.symbols.choices[name], False
        else:
            raise Refused(
                f'"{name}" is not a choice and cannot be compared with "{option}".',
                f"Write {self.example(name)}."
                if not isinstance(kind, YesNo)
                else "Write the name alone, or `not` before it.",
            )
        position = self.position(name, options, option)
        if op not in ("==", "!=") and not ordered:
            raise Refused(
                f'the options of "{name}" have no order, so {op} means nothing.',
                "Use == or !=, or declare the options mildest first with `ordered: true`.",
            )
        refuse_constant(
            op, position, 0, len(options) - 1, f'{name} {op} "{option}"',
            f"Its options, mildest first: {', '.join(options)}.",
        )  # fmt: skip
        return nodes.Is(ref, op, option, position)

    def position(
        self, name: str, options: tuple[str, ...], option: str, called: str = "option"
    ) -> int:
        """The place of an option among those declared."""
        if option not in options:
            raise Refused(
                f'"{name}" has no {called} "{short(option)}".',
                nearest(option, options) or f"Its {called}s: {', '.join(options)}.",
            )
        return options.index(option)

    def band(self, ref: Ref, op: Comparison, band: str) -> Node:
        """A score beside the name of a band."""
        bands = self.symbols.scores[ref.name]
        if band not in bands:
            raise Refused(
                f'score "{ref.name}" has no band "{short(band)}".',
                nearest(band, bands)
                or (f"Its bands: {', '.join(bands)}." if bands else "Compare it with a number."),
            )
        if op not in ("==", "!="):
            raise Refused(
                f"a band of a score is compared with == or !=, not with {op}.",
                "Compare the score with a number instead.",
            )
        low, high = bands[band]
        return nodes.InBand(ref, low, high, op == "!=")

    def level(self, subject: ast.expr, op: Comparison, level: str) -> Node:
        """A ladder beside a level."""
        if not (isinstance(subject, ast.Name) and subject.id in self.symbols.ladders):
            raise Refused(
                f'"{level}" is a level, and `{unparsed(subject)}` is no ladder.',
                f"Compare one of: {', '.join(self.symbols.ladders)}.",
            )
        levels = self.symbols.ladders[subject.id]
        position = self.position(subject.id, levels, level, "level")
        refuse_constant(
            op, position, 0, len(levels) - 1, f"{subject.id} {op} {level}",
            f"Its levels, mildest first: {', '.join(levels)}.",
        )  # fmt: skip
        return nodes.Is(Ref(Kind.DECISION, subject.id), op, level, position)

    def counted(self, call: ast.expr, op: Comparison, number: ast.expr) -> Node:
        """A count beside a whole number."""
        assert isinstance(call, ast.Call)
        if not (isinstance(number, ast.Constant) and type(number.value) is int):
            raise Refused(
                "count(...) is compared with something that is no whole number.",
                "Write `count(a, b, c) >= 2`.",
            )
        if not call.args or call.keywords:
            raise Refused("count() counts nothing.", "Name what is counted: `count(a, b, c)`.")
        operands = tuple(self.truth(argument) for argument in call.args)
        text = f"count(...) {op} {number.value}"
        refuse_constant(
            op, number.value, 0, len(operands), text, f"It counts from 0 to {len(operands)}."
        )
        return nodes.Count(operands, op, number.value)

    # --- membership

    def membership(self, left: ast.expr, right: ast.expr, *, negated: bool) -> Node:
        """What stands around `in`."""
        match left, right:
            case ast.Constant(str(option)), ast.Name(name):
                return self.contains(name, option, negated)
            case ast.Name(name), ast.List(items):
                return self.one_of(name, items, negated)
            case ast.Call(ast.Name(name)), _ if name in CLAIM_WORDS:
                raise self.no_number(name)
        raise Refused(
            "`in` needs an option and a set, or a name and a list.",
            'Write `"bell" in extras` or `name in ["one", "two"]`.',
        )

    def contains(self, name: str, option: str, negated: bool) -> Node:
        """An option in a set."""
        ref = self.ref(name)
        kind = self.symbols.facts.get(name)
        if isinstance(kind, SetOf):
            options = kind.options
        elif name in self.symbols.sets:
            options = self.symbols.sets[name]
        else:
            raise Refused(f'"{name}" is not a set.', f"Write {self.example(name)}.")
        self.position(name, options, option)
        return nodes.Contains(ref, option, negated)

    def one_of(self, name: str, items: list[ast.expr], negated: bool) -> Node:
        """A name in a list."""
        if not items:
            raise Refused("the list is empty.", "Name at least one option.")
        ref = self.ref(name)
        codes = tuple(self.code(name, item) for item in items)
        if len(set(codes)) < len(codes):
            raise Refused("the list names something twice.", "Name each option once.")
        return nodes.OneOf(ref, codes, negated)

    def code(self, name: str, item: ast.expr) -> int:
        """An entry of a list: the place of an option or level, or a scaled number."""
        kind = self.symbols.facts.get(name)
        match item:
            case ast.Constant(str(option)) if isinstance(kind, Choice):
                return self.position(name, kind.options, option)
            case ast.Constant(str(option)) if name in self.symbols.choices:
                return self.position(name, self.symbols.choices[name], option)
            case ast.Name(level) if name in self.symbols.ladders:
                return self.position(name, self.symbols.ladders[name], level, "level")
            case ast.Constant(str(level)) if name in self.symbols.ladders:
                raise quoted(level)
            case ast.Name(option) if name not in self.symbols.scores and (
                options := self.symbols.options_of(name)
            ):
                self.position(name, options, option)
                raise Refused(f"the option {option} stands without quotes.", f'Write "{option}".')
        literal = self.measure(item) if isinstance(kind, Number) else None
        if isinstance(kind, Number) and isinstance(literal, LiteralNumber):
            number = scaled(literal, kind.unit, kind.step, name)
            if not kind.low <= number <= kind.high:
                whole = Measured(nodes.Constant(0), kind.unit, kind.step, (kind.low, kind.high))
                raise always(f"{name} == {unparsed(item)}", "false", reach(whole))
            return number
        raise Refused(
            f'`{unparsed(item)}` cannot stand in a list for "{name}".',
            f"Write {self.example(name)}.",
        )

    # --- numbers

    def numbers(self, left: ast.expr, op: Comparison, right: ast.expr) -> Node:
        """Two numbers compared."""
        first, second = self.measure(left), self.measure(right)
        match first, second:
            case LiteralNumber(), LiteralNumber():
                raise Refused("both sides are literal numbers.", "Compare a fact with a number.")
            case Measured(term, unit, step, ends), LiteralNumber():
                number = scaled(second, unit, step, unparsed(left))
                if ends is not None:
                    refuse_constant(
                        op, number, *ends, f"{unparsed(left)} {op} {unparsed(right)}",
                        reach(first),
                    )  # fmt: skip
                return nodes.Compare(term, op, nodes.Constant(number))
            case LiteralNumber(), Measured(term, unit, step, ends):
                number = scaled(first, unit, step, unparsed(right))
                if ends is not None:
                    refuse_constant(
                        MIRROR[op], number, *ends,
                        f"{unparsed(left)} {op} {unparsed(right)}", reach(second),
                    )  # fmt: skip
                return nodes.Compare(nodes.Constant(number), op, term)
            case Measured(), Measured():
                self.refuse_score(left, right)
                refuse_mixed(first, second, left, right)
                return nodes.Compare(first.term, op, second.term)
        raise AssertionError

    def measure(self, tree: ast.expr) -> LiteralNumber | Measured:
        """A number, with its unit."""
        match tree:
            case ast.Constant(value) if type(value) in (int, float):
                return LiteralNumber(Fraction(str(value)), PLAIN)
            case ast.UnaryOp(ast.USub(), operand) if isinstance(
                inner := self.measure(operand), LiteralNumber
            ):
                return LiteralNumber(-inner.quantity, inner.unit)
            case ast.Call(ast.Name(name), [ast.Constant(value)], []) if name in LITERALS and type(
                value
            ) in (int, float):
                unit, size = LITERALS[name]
                return LiteralNumber(Fraction(str(value)) * size, unit)
            case ast.Name(name):
                return self.measured(name)
            case ast.BinOp(left, ast.Add() | ast.Sub() as sign, right):
                return self.sum(left, 1 if isinstance(sign, ast.Add) else -1, right)
            case ast.BinOp(left, ast.Mult(), right):
                return self.product(left, right)
            case ast.BinOp(_, ast.Div() | ast.FloorDiv() | ast.Mod() | ast.Pow(), _):
                raise Refused(
                    "there is no division, remainder or power.",
                    "Multiply the other side by a whole number.",
                )
            case ast.Call(ast.Name("count")):
                raise Refused(
                    "count(...) takes no part in arithmetic.", "Compare it with a whole number."
                )
            case ast.Call(ast.Name(name)) if name not in LITERALS:
                raise self.no_number(name)
            case ast.Call():
                raise Refused(
                    f"`{unparsed(tree)}` is not a number with a unit.", "Write `weeks(6)`."
                )
            case ast.Constant(str()):
                raise Refused(f"{unparsed(tree)} is text.", "Text is compared with a choice.")
            case _:
                raise Refused(
                    f"`{unparsed(tree)}` is not a number.",
                    "Use number facts, scores, whole numbers, +, - and *.",
                )

    def measured(self, name: str) -> Measured:
        """A name that stands for a number."""
        ref = self.ref(name)
        kind = self.symbols.facts.get(name)
        if isinstance(kind, Number):
            return Measured(nodes.Quantity(ref), kind.unit, kind.step, (kind.low, kind.high))
        if name in self.symbols.scores:
            return Measured(nodes.Quantity(ref), PLAIN, Fraction(1), None)
        if isinstance(kind, YesNo) or ref.kind in (Kind.DEFINITION, Kind.CONTRADICTION):
            raise Refused(
                f'"{name}" is true or false and is not compared.',
                "Write the name alone, or `not` before it.",
            )
        raise Refused(f'"{name}" is not a number.', f"Write {self.example(name)}.")

    def sum(self, left: ast.expr, sign: int, right: ast.expr) -> LiteralNumber | Measured:
        """Two numbers added, or one taken from the other."""
        self.refuse_score(left, right)
        first, second = self.measure(left), self.measure(right)
        direction = 1 if sign == 1 else -1
        match first, second:
            case LiteralNumber(), LiteralNumber():
                raise Refused("two literal numbers are added.", "Write their sum.")
            case Measured(), LiteralNumber():
                number = scaled(second, first.unit, first.step, unparsed(left))
                term = nodes.Sum(first.term, nodes.Constant(number), 1 if direction == 1 else -1)
                return Measured(term, first.unit, first.step, None)
            case LiteralNumber(), Measured():
                number = scaled(first, second.unit, second.step, unparsed(right))
                term = nodes.Sum(nodes.Constant(number), second.term, 1 if direction == 1 else -1)
                return Measured(term, second.unit, second.step, None)
            case Measured(), Measured():
                refuse_mixed(first, second, left, right)
                term = nodes.Sum(first.term, second.term, 1 if direction == 1 else -1)
                return Measured(term, first.unit, first.step, None)
        raise AssertionError

    def refuse_score(self, *sides: ast.expr) -> None:
        """A score is an interval, and only literals and bands are compared with an interval."""
        for side in sides:
            if isinstance(side, ast.Name) and side.id in self.symbols.scores:
                raise Refused(
                    f'score "{side.id}" stands in a sum, or beside another fact.',
                    f"Compare it with a whole number: `{side.id} >= 3`.",
                )

    def product(self, left: ast.expr, right: ast.expr) -> Measured:
        """A number so many times."""
        self.refuse_score(left, right)
        for factor, operand in ((left, right), (right, left)):
            if isinstance(factor, ast.Constant) and type(factor.value) is int:
                inner = self.measure(operand)
                if isinstance(inner, Measured):
                    term = nodes.Scaled(factor.value, inner.term)
                    return Measured(term, inner.unit, inner.step, None)
        raise Refused(
            f"`{unparsed(left)} * {unparsed(right)}` is not a whole number times a fact.",
            "Write `2 * name`.",
        )


assert set(get_args(Comparison)) == set(MIRROR)

"""What only claims may say: of a fact, whether it was asked; of a decision, where its bounds are.

All of it is about what is known, not about the person, and so not monotone: a rule that read it
could lose a certain result to one more answer. `Typing` refuses these words; `ClaimTyping` knows
them.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Literal

from rugwijzer.compiler.language import nodes
from rugwijzer.compiler.language.guideline import Expression
from rugwijzer.compiler.language.nodes import Comparison, Kind, Node, Ref
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.units import PLAIN
from rugwijzer.compiler.reading.expressions import Symbols, Typing, quoted, read_expression
from rugwijzer.compiler.reading.quantities import LiteralNumber, refuse_constant, scaled
from rugwijzer.compiler.reading.syntax import (
    CLAIM_WORDS,
    NOT_KNOWN,
    NOT_TRUTHS,
    Refused,
    no_function,
    no_word,
    short,
    unparsed,
)

WHOLE = ("complete", "empty", "consistent")
"""The words about the record as a whole, which take nothing between their brackets."""


def read_claim_expression(
    text: str, place: Place, symbols: Symbols, problems: list[Problem]
) -> Expression | None:
    """The typed expression of a claim, or None with the reason recorded."""
    return read_expression(text, place, symbols, problems, ClaimTyping)


class ClaimTyping(Typing):
    """Types a line in which the words of claims may stand."""

    def called(self, name: str, call: ast.Call) -> Node:
        """A word with brackets, standing alone."""
        match name:
            case "asked":
                return nodes.Asked(self._fact(name, call))
            case "dont_know":
                return nodes.DontKnow(self._fact(name, call))
            case "settled":
                return nodes.Settled(self._decision(name, call))
            case "complete" | "empty" | "consistent":
                if call.args or call.keywords:
                    raise Refused(f"{name}() is about the record as a whole.", f"Write `{name}()`.")
                return nodes.Whole(name)
            case "lower" | "upper":
                decision = self._bounded(name, call).name
                raise Refused(
                    f"{name}(...) is not true or false.",
                    f"Compare it: {self._like(name, decision)}.",
                )
            case _:
                raise no_function(name, CLAIM_WORDS)

    def bound(self, name: str, call: ast.Call, op: Comparison, other: ast.expr) -> Node:
        """`lower(d)` or `upper(d)`, compared with a level or a whole number."""
        if name not in ("lower", "upper"):
            raise Refused(
                f"{name}(...) is true or false and is not compared.",
                "Write it alone, or `not` before it.",
            )
        end: Literal["lower", "upper"] = "lower" if name == "lower" else "upper"
        ref = self._bounded(name, call)
        match other:
            case ast.Call(ast.Name(word)) if word in CLAIM_WORDS:
                raise Refused(
                    "two bounds are not compared with each other.",
                    f"Compare each by itself: {self._like(name, ref.name)}.",
                )
            case ast.Constant(str(band)) if ref.name in self.symbols.scores:
                raise Refused(
                    f'{name}({ref.name}) is compared with the band "{short(band)}".',
                    f"A bound of a score is a number: {self._like(name, ref.name)}.",
                )
        if ref.name in self.symbols.ladders:
            return self._level_bound(ref, end, op, other)
        literal = None if isinstance(other, ast.Name) else self.measure(other)
        if not isinstance(literal, LiteralNumber):
            raise Refused(
                f"{name}({ref.name}) is compared with `{unparsed(other)}`, which is no number.",
                f"Write {self._like(name, ref.name)}.",
            )
        return nodes.Bound(ref, end, op, scaled(literal, PLAIN, Fraction(1), unparsed(call)))

    def _level_bound(
        self, ref: Ref, end: Literal["lower", "upper"], op: Comparison, other: ast.expr
    ) -> Node:
        levels = self.symbols.ladders[ref.name]
        match other:
            case ast.Name(word) if word in NOT_TRUTHS or word in NOT_KNOWN:
                raise no_word(word)
            case ast.Name(level):
                position = self.position(ref.name, levels, level, "level")
            case ast.Constant(str(level)):
                raise quoted(level)
            case _:
                raise Refused(
                    f"{end}({ref.name}) is compared with `{unparsed(other)}`, which is no level.",
                    f"Its levels, mildest first: {', '.join(levels)}.",
                )
        refuse_constant(
            op, position, 0, len(levels) - 1, f"{end}({ref.name}) {op} {level}",
            f"Its levels, mildest first: {', '.join(levels)}.",
        )  # fmt: skip
        return nodes.Bound(ref, end, op, position)

    def no_number(self, name: str) -> Refused:
        """Why a word with brackets takes no part in arithmetic, and stands in no list."""
        if name not in CLAIM_WORDS:
            return no_function(name, CLAIM_WORDS)
        return Refused(
            f"{name}(...) takes no part in arithmetic, nor does it stand beside `in`.",
            "Write it alone, or compare it alone, and put `and` or `or` between.",
        )

    def ref(self, name: str) -> Ref:
        """What a name refers to."""
        if name in CLAIM_WORDS:
            about = "" if name in WHOLE else "..."
            raise Refused(f"{name} stands without brackets.", f"Write `{name}({about})`.")
        return super().ref(name)

    # --- between the brackets

    def _fact(self, word: str, call: ast.Call) -> Ref:
        name = self._one_name(word, call, next(iter(self.symbols.facts), "fact"))
        if name not in self.symbols.facts:
            raise Refused(
                f'{word}(...) is about a fact, and "{short(name)}" is none.',
                nearest(name, self.symbols.facts) or "Name a declared fact.",
            )
        return Ref(Kind.FACT, name)

    def _decision(self, word: str, call: ast.Call) -> Ref:
        symbols = self.symbols
        known = [*symbols.ladders, *symbols.choices, *symbols.scores, *symbols.sets]
        name = self._one_name(word, call, next(iter(known), "decision"))
        if name not in known:
            raise Refused(
                f'{word}(...) is about a decision, and "{short(name)}" is none.',
                nearest(name, known) or _listed(known),
            )
        return Ref(Kind.DECISION, name)

    def _bounded(self, word: str, call: ast.Call) -> Ref:
        known = [*self.symbols.ladders, *self.symbols.scores]
        name = self._one_name(word, call, next(iter(known), "decision"))
        if name not in known:
            raise Refused(
                f'{word}(...) is about a ladder or a score, and "{short(name)}" is neither.',
                nearest(name, known) or _listed(known),
            )
        return Ref(Kind.DECISION, name)

    def _one_name(self, word: str, call: ast.Call, like: str) -> str:
        match call:
            case ast.Call(_, [ast.Name(name)], []):
                return name
            case _:
                raise Refused(
                    f"{word}(...) holds something else than one name.",
                    f"Write `{word}({like})`.",
                )

    def _like(self, word: str, decision: str) -> str:
        """How a bound may be used."""
        levels = self.symbols.ladders.get(decision)
        return f"`{word}({decision}) >= {levels[-1] if levels else 3}`"


def _listed(names: list[str]) -> str:
    return f"There are: {', '.join(names)}." if names else "This guideline has none."

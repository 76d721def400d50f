"""What exists: the facts with their types, and what can be read of each decision.

Conditions are kept as text here; they are typed once everything has been declared.
"""

from __future__ import annotations

from fractions import Fraction

from rugwijzer.compiler.language.guideline import (
    SUPPLIERS,
    AskGroup,
    Fact,
    Tap,
)
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import Choice, FactType, Number, SetOf, Value, YesNo
from rugwijzer.compiler.language.units import UNITS
from rugwijzer.compiler.reading.answers import AnswerProblem, read_answer
from rugwijzer.compiler.reading.documents import Mapping, Scalar, Sequence, Tree, describe, plain
from rugwijzer.compiler.reading.expressions import Symbols, read_expression, read_literal
from rugwijzer.compiler.reading.fields import (
    Fields,
    as_quantity,
    as_words,
    check_name,
    check_option,
)

_FACT_KEYS = (
    "type", "ordered", "options", "unit", "step", "range", "display", "taps", "alarm", "fixed",
    "lasting", "preference", "supplied_by", "asked_if", "else", "valid_for", "kept_as", "codes",
    "evidence", "label", "question", "simpler", "help", "tick", "sign", "ask", "renews",
)  # fmt: skip
_STEPS = tuple(Fraction(1, 10**digits) for digits in range(4))
_TYPES = ("yes_no", "number", "choice", "set")
_ONLY_FOR = {
    "ordered": ("choice",), "options": ("choice", "set"), "unit": ("number",),
    "step": ("number",), "range": ("number",), "display": ("number",), "taps": ("number",),
    "kept_as": ("number",), "ask": ("choice",), "tick": ("yes_no",),
    "renews": ("yes_no",),
}  # fmt: skip


class FactReader:
    """One fact, read in two steps: its type at once, its condition when all names are known."""

    def __init__(self, name: str, tree: Tree, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self.fields = Fields(tree, f'fact "{name}"', problems, _FACT_KEYS)
        self.option_words: dict[str, dict[str, str]] = {}
        self.type = self._type()

    def _type(self) -> FactType:
        fields = self.fields
        fields.required("type", f"It is one of: {', '.join(_TYPES)}.")
        kind = fields.one_of("type", _TYPES)
        for key, kinds in _ONLY_FOR.items():
            if key in fields and kind is not None and kind not in kinds:
                fields.problem(
                    f'"{key}" does not belong to a fact of type {kind}.',
                    f"Only a fact of type {' or '.join(kinds)} has it.",
                    fields.at(key),
                )
        match kind:
            case "number":
                return self._number()
            case "choice":
                return Choice(self._options(2), fields.flag("ordered"))
            case "set":
                return SetOf(self._options(1))
            case _:
                return YesNo()

    def _options(self, fewest: int) -> tuple[str, ...]:
        fields = self.fields
        tree = fields.required("options", "Write `option: {nl: ..., en: ...}` for each below it.")
        found: list[tuple[str, Place]] = []
        match tree:
            case None:
                return ("?", "??")
            case Mapping(entries):
                for option, words in entries.items():
                    found.append((option, tree.keys[option]))
                    self.option_words[option] = as_words(
                        words, f'option "{option}" of {fields.what}', self.problems
                    )
            case Sequence():
                found = list(fields.placed_names("options"))
            case _:
                fields.problem(
                    f'"options" of {fields.what} must be a mapping, not {describe(plain(tree))}.',
                    "Write `option: {nl: ..., en: ...}` per line.",
                    tree.place,
                )
                return ("?", "??")
        for option, place in found:
            check_option(option, place, f"an option of {fields.what}", self.problems)
        names = tuple(option for option, _ in found)
        if len(set(names)) < len(names):
            fields.problem(
                f"{fields.what} has an option twice.", "Name each option once.", tree.place
            )
        if len(names) < fewest:
            fields.problem(
                f"{fields.what} has fewer than {fewest} options.",
                "Add options, or choose another type.",
                tree.place,
            )
            return names or ("?", "??")
        return names

    def _number(self) -> Number:
        fields = self.fields
        unit = fields.one_of("unit", tuple(UNITS), "plain")
        step = fields.quantity("step") if "step" in fields else Fraction(1)
        if step is None or step not in _STEPS:
            if step is not None:
                fields.problem(
                    f"the step of {fields.what} cannot be {describe(step)}.",
                    "A step is 1, 0.1, 0.01 or 0.001.",
                    fields.at("step"),
                )
            step = Fraction(1)
        tree = fields.required("range", "Write `range: [lowest, highest]`.")
        ends: list[Fraction] = []
        if isinstance(tree, Sequence) and len(tree.items) == 2:
            for item in tree.items:
                end = as_quantity(item, f"the range of {fields.what}", self.problems)
                if end is not None:
                    ends.append(end)
        elif tree is not None:
            fields.problem(
                f"the range of {fields.what} is not two numbers.",
                "Write `range: [lowest, highest]`.",
                tree.place,
            )
        kind = Number(unit or "plain", step, 0, 1)
        if len(ends) < 2:
            return kind
        low, high = (kind.scaled(end) for end in ends)
        if low is None or high is None:
            fields.problem(
                f"the range of {fields.what} does not fall on steps of {describe(step)}.",
                "Choose ends that are whole numbers of steps.",
                fields.at("range"),
            )
            return kind
        if low >= high:
            fields.problem(
                f"the range of {fields.what} is impossible: {describe(ends[0])} is not below "
                f"{describe(ends[1])}.",
                "Put the lowest first.",
                fields.at("range"),
            )
            return kind
        return Number(kind.unit, step, low, high)

    def fact(self, symbols: Symbols) -> Fact:
        """The whole fact, its condition typed."""
        fields = self.fields
        asked_if = None
        if (text := fields.text("asked_if")) is not None:
            asked_if = read_expression(text, fields.at("asked_if"), symbols, self.problems)
        bare = Fact(self.name, self.type, fields.place)
        supplied_by = fields.one_of("supplied_by", SUPPLIERS, "person")
        return Fact(
            name=self.name,
            type=self.type,
            place=fields.place,
            label=fields.words("label"),
            question=fields.words("question"),
            simpler=fields.words("simpler"),
            help=fields.words("help"),
            tick=fields.words("tick"),
            sign=fields.words("sign"),
            display=fields.words("display"),
            option_words=self.option_words,
            taps=self._taps(bare),
            ask=self._ask(),
            alarm=fields.flag("alarm"),
            fixed=fields.flag("fixed"),
            preference=fields.flag("preference"),
            supplied_by=supplied_by,  # type: ignore[arg-type]
            asked_if=asked_if,
            otherwise=self._otherwise(bare),
            valid_for=self._valid_for(),
            kept_as_onset=fields.one_of("kept_as", ("onset",)) == "onset",
            codes=self._codes(),
            evidence=fields.names("evidence"),
            lasting=fields.flag("lasting"),
            renews=fields.names("renews"),
        )

    def _value(self, fact: Fact, tree: Tree, what: str) -> Value | None:
        answer = read_answer(fact, plain(tree))
        if isinstance(answer, AnswerProblem):
            self.fields.problem(f"{what}: {answer.what}", answer.mend, tree.place)
            return None
        if answer is None:
            self.fields.problem(
                f"{what} cannot be {describe(None)}.", "Write a value of the fact.", tree.place
            )
        return answer

    def _otherwise(self, fact: Fact) -> Value | None:
        tree = self.fields.tree("else")
        return None if tree is None else self._value(fact, tree, f'"else" of {self.fields.what}')

    def _valid_for(self) -> int | None:
        tree = self.fields.tree("valid_for")
        if tree is None:
            return None
        what = f'"valid_for" of {self.fields.what}'
        days = read_literal(tree, what, Number("days", Fraction(1), 0, 1), self.problems)
        if days is not None and days < 1:
            self.fields.problem(f"{what} is no time at all.", "Write `days(3)`.", tree.place)
        return days

    def _codes(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for system, code in self.fields.mapping("codes").items():
            if isinstance(code, Scalar) and plain(code) is not None:
                codes[system] = code.text
            else:
                self.fields.problem(
                    f'the code "{system}" of {self.fields.what} must be text, '
                    f"not {describe(plain(code))}.",
                    "Write one code, in quotes.",
                    code.place,
                )
        return codes

    def _taps(self, fact: Fact) -> tuple[Tap, ...]:
        tree = self.fields.tree("taps")
        if not isinstance(tree, Sequence) or not isinstance(self.type, Number):
            if tree is not None and isinstance(self.type, Number):
                self.fields.problem(
                    f'"taps" of {self.fields.what} must be a list.',
                    "Write one `- {value: ..., nl: ..., en: ...}` per line.",
                    tree.place,
                )
            return ()
        found: list[Tap] = []
        for item in tree.items:
            fields = Fields(
                item, f"a tap of {self.fields.what}", self.problems, ("value", "nl", "en")
            )
            value = fields.required("value", "Write the number it stands for.")
            if value is None:
                continue
            words = {
                language: text
                for language in ("nl", "en")
                if (text := fields.text(language)) is not None
            }
            scaled = self._tap_value(fact, value)
            if scaled is not None:
                found.append(Tap(scaled, words))
        return tuple(found)

    def _tap_value(self, fact: Fact, tree: Tree) -> int | None:
        what = f"a tap of {self.fields.what}"
        if isinstance(plain(tree), str) and isinstance(self.type, Number):
            return read_literal(tree, what, self.type, self.problems)
        value = self._value(fact, tree, what)
        return value if isinstance(value, int) else None

    def _ask(self) -> tuple[str | AskGroup, ...]:
        tree = self.fields.tree("ask")
        if tree is None or not isinstance(self.type, Choice):
            return ()
        if not isinstance(tree, Sequence):
            self.fields.problem(
                f'"ask" of {self.fields.what} must be a list.',
                "Begin each answer with a dash.",
                tree.place,
            )
            return ()
        found: list[str | AskGroup] = []
        for item in tree.items:
            match item:
                case Scalar(text) if text in self.type.options:
                    found.append(text)
                case Scalar(text):
                    self.fields.problem(
                        f'"ask" of {self.fields.what} offers the unknown option "{text}".',
                        nearest(text, self.type.options)
                        or f"Its options: {', '.join(self.type.options)}.",
                        item.place,
                    )
                    return ()
                case Mapping(entries) if len(entries) == 1:
                    name, inner = next(iter(entries.items()))
                    check_name(name, item.place, f"an answer of {self.fields.what}", self.problems)
                    found.append(self._group(name, inner))
                case _:
                    self.fields.problem(
                        f'an answer in "ask" of {self.fields.what} is neither an option '
                        "nor one named group.",
                        "Write the option, or `- name: {nl: ..., en: ..., question: ..., options: "
                        "[...], not_sure: ...}`.",
                        item.place,
                    )
        offered = [
            option
            for answer in found
            for option in (answer.options if isinstance(answer, AskGroup) else (answer,))
        ]
        if sorted(offered) != sorted(self.type.options) and set(offered) <= set(self.type.options):
            missing = [option for option in self.type.options if option not in offered]
            twice = [option for option in self.type.options if offered.count(option) > 1]
            self.fields.problem(
                f'"ask" of {self.fields.what} does not offer each option exactly once: '
                + "; ".join(
                    [f"{option} is missing" for option in missing]
                    + [f"{option} stands there twice" for option in twice]
                )
                + ".",
                f"Offer each of: {', '.join(self.type.options)}.",
                tree.place,
            )
        return tuple(found)

    def _group(self, name: str, tree: Tree) -> AskGroup:
        what = f'answer "{name}" of {self.fields.what}'
        fields = Fields(tree, what, self.problems, ("nl", "en", "question", "options", "not_sure"))
        words = {
            language: text
            for language in ("nl", "en")
            if (text := fields.text(language)) is not None
        }
        fields.required("options", "Name the options it stands for: [one, two].")
        options = fields.names("options")
        known = getattr(self.type, "options", ())
        for option, place in fields.placed_names("options"):
            if option not in known:
                fields.problem(
                    f'{what} stands for the unknown option "{option}".',
                    nearest(option, known) or f"Its options: {', '.join(known)}.",
                    place,
                )
        fields.required("not_sure", "Name the option that counts if the person can't tell.")
        offered = options if options and set(options) <= set(known) else known
        not_sure = fields.one_of("not_sure", offered) or ""
        return AskGroup(name, words, fields.words("question") or {}, options, not_sure)

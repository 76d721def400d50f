"""The entries of `claims/`: what must hold for every possible person, in one of four forms.

`never_lowers` speaks of two records that differ in one fact; its `from` and `to` are words
(`milder`, `worse`, ...) or two answers of that fact.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as MappingOf

from rugwijzer.compiler.language.guideline import (
    MOVES,
    Always,
    Bounded,
    Claim,
    Expression,
    Fact,
    NeverLowers,
    Possible,
)
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import Choice, Number, SetOf, Value
from rugwijzer.compiler.language.units import PLAIN
from rugwijzer.compiler.reading.answers import AnswerProblem, read_answer
from rugwijzer.compiler.reading.claim_words import read_claim_expression
from rugwijzer.compiler.reading.documents import Scalar, Sequence, Tree, describe, plain
from rugwijzer.compiler.reading.expressions import Symbols
from rugwijzer.compiler.reading.fields import Fields
from rugwijzer.compiler.reading.sections import NEVER

FORMS = ("always", "never_lowers", "possible", "bounded")
ALARM = "alarm"
"""Under `change`: every fact marked `alarm` that can change in the way the claim says, and is not
held."""
WORDS = tuple(dict.fromkeys(word for move in MOVES for word in move))
"""What `from` and `to` may hold besides answers."""


def misfit(fact: Fact, origin: Value | str, target: Value | str) -> tuple[str, str] | None:
    """Why a fact cannot change from the one word to the other, and what to write; None if it can.

    Answers are no words: whether they are answers of the fact was seen when they were read.
    """
    ordered, numeric = {"mildest", "milder", "worse", "worst"}, {"lower", "higher"}
    named = "Name two of its answers instead."
    match fact.type:
        case Number():
            unfit, why = {"mildest", "worst"}, "no number is the mildest or the worst"
            mend = "Leave it out, or write `from: lower` and `to: higher`."
        case SetOf():
            unfit, why, mend = ordered | numeric, "the answers of a set have no order", named
        case Choice(ordered=False):
            unfit, why, mend = ordered | numeric, "its options have no order", named
        case _:
            unfit, why = numeric, "it is no number"
            mend = "Write `from: milder` and `to: worse`."
    return (why, mend) if unfit & {origin, target} else None


def read_claim(
    name: str,
    tree: Tree,
    symbols: Symbols,
    facts: MappingOf[str, Fact],
    problems: list[Problem],
) -> Claim:
    """One entry of `claims/`."""
    fields = Fields(
        tree, f'claim "{name}"', problems, ("number", "says", *FORMS, "given", "evidence")
    )
    number = fields.whole("number")
    if number is not None and number < 1:
        fields.problem(
            f"{fields.what} belongs to promise {number}.", "Count from 1.", fields.at("number")
        )
    return Claim(
        name=name,
        words=fields.words("says"),
        form=_form(fields, symbols, facts),
        number=number,
        evidence=fields.names("evidence"),
        place=fields.place,
    )


def _form(
    fields: Fields, symbols: Symbols, facts: MappingOf[str, Fact]
) -> Always | NeverLowers | Possible | Bounded:
    """What the claim says."""
    found = [form for form in FORMS if form in fields]
    if fields.readable and len(found) != 1:
        told = f"{len(found)} forms: {', '.join(found)}" if found else "no form"
        fields.problem(f"{fields.what} has {told}.", f"Write one of: {', '.join(FORMS)}.")
        return Possible(NEVER)
    form = found[0] if found else ""
    if "given" in fields and form in ("possible", "bounded"):
        fields.problem(
            f'"given" does not belong to {fields.what}, which is of the form {form}.',
            "Join it to the expression with `and`."
            if form == "possible"
            else "Leave it out: bounds close in for every record.",
            fields.at("given"),
        )
    match form:
        case "always":
            given = _expression(fields, "given", symbols) if "given" in fields else None
            return Always(_expression(fields, "always", symbols), given)
        case "never_lowers":
            return _TwoRecords(fields, symbols, facts).never_lowers()
        case "bounded":
            return Bounded(_decision(fields, "bounded", symbols))
        case _:
            return Possible(_expression(fields, "possible", symbols))


def _expression(fields: Fields, key: str, symbols: Symbols) -> Expression:
    text = fields.text(key)
    if text is None:
        return NEVER
    return read_claim_expression(text, fields.at(key), symbols, fields.problems) or NEVER


def _decision(fields: Fields, key: str, symbols: Symbols) -> str:
    known = [*symbols.ladders, *symbols.choices, *symbols.scores, *symbols.sets]
    name = fields.text(key)
    if name is not None:
        _check(fields, name, fields.at(key), known, "decision")
    return name or ""


def _check(fields: Fields, name: str, place: Place, known: Collection[str], called: str) -> None:
    """Report a name that is none of those known."""
    if name not in known:
        fields.problem(
            f'{fields.what} names the unknown {called} "{name}".',
            nearest(name, known)
            or ("Name a declared fact." if called == "fact" else f"There are: {', '.join(known)}."),
            place,
        )


class _TwoRecords:
    """What stands under `never_lowers`."""

    def __init__(self, claim: Fields, symbols: Symbols, facts: MappingOf[str, Fact]) -> None:
        tree = claim.tree("never_lowers")
        assert tree is not None
        self.claim = claim
        self.symbols = symbols
        self.facts = facts
        self.fields = Fields(
            tree,
            claim.what,
            claim.problems,
            ("decision", "members", "change", "from", "to", "held"),
        )
        self.alarm = isinstance(change := self.fields.tree("change"), Scalar) and (
            change.text == ALARM
        )

    def never_lowers(self) -> NeverLowers:
        """The claim about two records."""
        fields = self.fields
        fields.required("decision", "Name a ladder or a set.")
        fields.required("change", f"Name the fact that changes, a list of facts, or `{ALARM}`.")
        fields.required("from", "Say what the first record answers: `from: milder`.")
        fields.required("to", "Say what the second record answers: `to: worse`.")
        decision = _decision(fields, "decision", self.symbols)
        origin, target, changes = self.move(self.changes())
        return NeverLowers(
            decision=decision,
            members=self.members(decision),
            changes=tuple(fact.name for fact in changes),
            origin=origin,
            target=target,
            given=_expression(self.claim, "given", self.symbols) if "given" in self.claim else None,
            held=self.listed("held", self.facts, "fact"),
        )

    def listed(self, key: str, known: Collection[str], called: str) -> tuple[str, ...]:
        """The known names in a list, each once."""
        fields, found = self.fields, dict[str, None]()
        tree = fields.tree(key)
        if isinstance(tree, Sequence) and not tree.items:
            fields.problem(
                f'"{key}" of {fields.what} is empty.', f"Name at least one {called}.", tree.place,
            )  # fmt: skip
        for name, place in fields.placed_names(key):
            _check(fields, name, place, known, called)
            if name in found:
                fields.problem(
                    f'"{key}" of {fields.what} names "{name}" twice.', "Name it once.", place
                )
            found[name] = None
        return tuple(name for name in found if name in known)

    def members(self, decision: str) -> tuple[str, ...]:
        """The members that may not leave: those named, or all of the set."""
        known = self.symbols.sets.get(decision)
        if "members" not in self.fields:
            return known or ()
        if known is None:
            self.fields.problem(
                f'{self.fields.what} names members, but "{decision}" is no set.',
                'Leave out "members", or name a set under `decision`.',
                self.fields.at("members"),
            )
        return self.listed("members", known or (), "member") if known else ()

    def changes(self) -> list[Fact]:
        """The facts under `change`: one by its name, a list, or all alarms that are not held."""
        if self.alarm:
            held = self.listed("held", self.facts, "fact")
            return [fact for fact in self.facts.values() if fact.alarm and fact.name not in held]
        if isinstance(self.fields.tree("change"), Sequence):
            return [self.facts[name] for name in self.listed("change", self.facts, "fact")]
        name = self.fields.text("change")
        if name is None:
            return []
        _check(self.fields, name, self.fields.at("change"), self.facts, "fact")
        return [self.facts[name]] if name in self.facts else []

    def move(self, changes: list[Fact]) -> tuple[Value | str, Value | str, list[Fact]]:
        """`from` and `to`, and of the facts those that they are said of."""
        first, second = self.fields.tree("from"), self.fields.tree("to")
        if first is None or second is None or not (changes or self.alarm):
            return "", "", []
        origin, target = _word(first), _word(second)
        for word, place in ((origin, first.place), (target, second.place)):
            for fact in changes:
                if word in getattr(fact.type, "options", ()):
                    self.fields.problem(
                        f'"{word}" in {self.fields.what} may be a word of claims or an option of '
                        f'"{fact.name}".',
                        "Give the option another name.",
                        place,
                    )
                    return "", "", []
        if origin is not None and target is not None and (origin, target) in MOVES:
            if self.alarm:
                changes = [fact for fact in changes if misfit(fact, origin, target) is None]
            return origin, target, self.some(changes)
        if origin is None and target in (None, "any"):
            return self.answers(first, second, changes)
        pairs = ", ".join(f"{before} to {after}" for before, after in MOVES)
        near = self.near(first, changes) or self.near(second, changes)
        self.fields.problem(
            f"{self.fields.what} goes from {describe(plain(first))} to {describe(plain(second))}, "
            "which no claim can.",
            near or f"It may go: {pairs}; or from one answer of the fact to another, or to any.",
            first.place,
        )
        return "", "", []

    def some(self, changes: list[Fact]) -> list[Fact]:
        """The facts; that there are none is reported."""
        if not changes:
            self.fields.problem(
                f"{self.fields.what} changes nothing: no alarm can go that way.",
                "Name the facts under `change`.",
                self.fields.at("change"),
            )
        return changes

    def answers(
        self, first: Tree, second: Tree, changes: list[Fact]
    ) -> tuple[Value | str, Value | str, list[Fact]]:
        """Two answers, or one and `any`, and of the facts those that can be answered so."""
        trees = {"from": first} if _word(second) else {"from": first, "to": second}
        found: dict[str, tuple[Value, ...]] = {}
        for fact in changes:
            read = {key: read_answer(fact, plain(tree)) for key, tree in trees.items()}
            values = tuple(
                value for value in read.values()
                if value is not None and not isinstance(value, AnswerProblem)
            )  # fmt: skip
            if len(values) == len(trees):
                found[fact.name] = values
            elif not self.alarm:
                for key, answer in read.items():
                    self.unreadable(key, trees[key], fact, answer)
        kept = [fact for fact in changes if fact.name in found]
        if len(kept) < len(changes) and not self.alarm:
            return "", "", []
        if not self.some(kept):
            return "", "", []
        values = found[kept[0].name]
        if other := next((fact for fact in kept if found[fact.name] != values), None):
            self.fields.problem(
                f'{self.fields.what} gives "{kept[0].name}" and "{other.name}" one number, but '
                "they differ in step.",
                "Make a claim for each.",
                first.place,
            )
        if len(values) == 2 and values[0] == values[1]:
            self.fields.problem(
                f'"from" and "to" of {self.fields.what} are the same answer.',
                "Write another one.",
                second.place,
            )
        return values[0], values[1] if len(values) == 2 else "any", kept

    def unreadable(self, key: str, tree: Tree, fact: Fact, answer: object) -> None:
        """Report what is neither a word nor an answer of the fact."""
        what = f'"{key}" of {self.fields.what}'
        if answer is None:
            self.fields.problem(
                f"{what} cannot be null.", "Write `dont_know` or `not_asked`.", tree.place
            )
        elif isinstance(answer, AnswerProblem):
            told = "it must be true or false." if answer.code == "yes_no" else answer.what
            mend = answer.mend
            if isinstance(fact.type, Number) and answer.code == "number":
                unit = "" if fact.type.unit == PLAIN else f", in {fact.type.unit}"
                mend = f"Write a bare number{unit}."
            self.fields.problem(
                f'{what} is no answer of "{fact.name}": {told}',
                self.near(tree, [fact]) or mend,
                tree.place,
            )

    def near(self, tree: Tree, changes: list[Fact]) -> str:
        """The word or option that was perhaps meant; empty if it is one, or none is near."""
        if not isinstance(tree, Scalar) or not isinstance(plain(tree), str):
            return ""
        options = [each for fact in changes for each in getattr(fact.type, "options", ())]
        known = [*options, *WORDS]
        return "" if tree.text in known else nearest(tree.text, known)


def _word(tree: Tree) -> str | None:
    """A word of `from` or `to`; None if it is an answer."""
    return tree.text if isinstance(tree, Scalar) and tree.text in WORDS else None

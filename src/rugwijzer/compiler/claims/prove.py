"""A verdict on every claim, by one solver over all records."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import z3

from rugwijzer.compiler.claims.pairs import Changed, Extended
from rugwijzer.compiler.engines.proofs import World, solver
from rugwijzer.compiler.engines.proofs.answers import constant, equal
from rugwijzer.compiler.engines.proofs.decisions import LadderTerms, SetTerms
from rugwijzer.compiler.engines.proofs.terms import OFF, Bit, every, is_off, opposite, some
from rugwijzer.compiler.language.guideline import (
    Always,
    Bounded,
    Claim,
    Fact,
    Guideline,
    NeverLowers,
    Possible,
)
from rugwijzer.compiler.language.types import Number, Record, Value, YesNo

Status = Literal["proved", "refuted", "undecided"]


@dataclass(frozen=True)
class Refutation:
    """The person that breaks a claim; for two records also the second, and the fact that changed.

    `first` is None where a person was looked for (`possible`) and there is none.
    """

    first: Record | None
    second: Record | None = None
    changed: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of one claim. `seconds` is processor time; `questions` were put to the solver."""

    claim: Claim
    status: Status
    refutation: Refutation | None
    questions: int
    seconds: float
    changes: tuple[str, ...] = ()
    """Of a claim about changed answers: every fact for which it is refuted."""


_Question = list[Bit]
"""Is there a record with all these bits on?"""

_SWAPPED: dict[Status, Status] = {
    "proved": "refuted", "refuted": "proved", "undecided": "undecided",
}  # fmt: skip


class Prover:
    """One guideline and its worlds; claims are put to the solver one by one.

    Each question gets a solver of its own, which then has to take in only what that question is
    about: with so many questions that is quicker than one solver that has heard them all.
    """

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.first = World(guideline)
        self._changed: dict[str, Changed] = {}

    def changed(self, name: str) -> Changed:
        """The same person with another answer to one fact."""
        if name not in self._changed:
            self._changed[name] = Changed(self.first, name)
        return self._changed[name]

    @cached_property
    def extended(self) -> Extended:
        """The same person, asked further."""
        return Extended(self.first)

    def verdict(self, claim: Claim, *, smallest: bool = True) -> Verdict:
        """What becomes of a claim. With `smallest` a refuting person is made as small as may be."""
        started = time.process_time()
        status: Status = "proved"
        refutation: Refutation | None = None
        questions = 0
        if isinstance(claim.form, Possible):
            bits = [self.first.consistent, self.first.truth(claim.form.holds.node).true]
            status, _ = self._ask(bits, None, smallest=False)
            status = _SWAPPED[status]
            refutation = Refutation(None) if status == "refuted" else None
            questions = 1
        else:
            for second, question in self._questions(claim.form):
                questions += 1
                status, refutation = self._ask(question, second, smallest)
                if status != "proved":
                    break
        return Verdict(claim, status, refutation, questions, time.process_time() - started)

    def _questions(
        self, form: Always | Bounded | NeverLowers
    ) -> Iterator[tuple[World | None, _Question]]:
        """Each question whose answer should be no, with the second world if there is one."""
        match form:
            case Always(holds, given):
                bits = [opposite(self.first.truth(holds.node).true)]
                if given is not None:
                    bits.append(self.first.truth(given.node).true)
                yield None, bits
            case Bounded(decision):
                widened = self.first.value(decision).widened(self.extended.value(decision))
                yield self.extended, [widened]
            case NeverLowers():
                for name in form.changes:
                    second = self.changed(name)
                    yield second, self._lowered(form, name, second)

    def _lowered(self, form: NeverLowers, name: str, second: Changed) -> _Question:
        """What there is to ask about one changed fact."""
        lost = list(self._lost(form, second))
        if not lost:
            return [OFF]
        bits = [_move(self.guideline.facts[name], second, form)]
        bits += [second.same_effect(each) for each in form.held]
        if form.given is not None:
            bits += [world.truth(form.given.node).true for world in (self.first, second)]
        # What both bits have in common cannot be lost. Left out of the question, it only makes the
        # question harder to answer with no; and if the answer is no all the same, that is that.
        apart = [every([one, opposite(two)]) for one, two in (_apart(*pair) for pair in lost)]
        easier = [*bits, some(apart)]
        if self._solver(second, easier).check() == z3.unsat:
            return [OFF]
        return [*bits, some(every([one, opposite(two)]) for one, two in lost)]

    def _lost(self, form: NeverLowers, second: Changed) -> Iterator[tuple[Bit, Bit]]:
        """Bits of the first record beside those of the second, where the two are not the same."""
        before, after = self.first.value(form.decision), second.value(form.decision)
        if isinstance(before, LadderTerms) and isinstance(after, LadderTerms):
            both = list(zip(before.lower, after.lower, strict=True))
        else:
            assert isinstance(before, SetTerms)
            assert isinstance(after, SetTerms)
            members = form.members or tuple(before.inside)
            both = [(before.inside[each], after.inside[each]) for each in members]
        yield from ((one, two) for one, two in both if not one.eq(two))

    def _solver(self, second: World | None, question: _Question) -> Any:
        found = solver()
        found.add(*self.first.wellformed, *(() if second is None else second.wellformed))
        found.add(*question)
        return found

    def _ask(
        self, question: _Question, second: World | None, smallest: bool
    ) -> tuple[Status, Refutation | None]:
        if is_off(every(question)):
            return "proved", None
        made = self._solver(second, question)
        answer = made.check()
        if answer == z3.unsat:
            return "proved", None
        if answer != z3.sat:
            return "undecided", None
        changed = second.changed if isinstance(second, Changed) else None
        model = _smallest(made, self.first, changed) if smallest else made.model()
        return "refuted", Refutation(
            self.first.record(model), None if second is None else second.record(model), changed
        )


def _apart(one: Bit, two: Bit) -> tuple[Bit, Bit]:
    """Two alternatives of bits, without the bits that stand in both."""
    left, right = _alternatives(one), _alternatives(two)
    return (
        some(bit for key, bit in left.items() if key not in right),
        some(bit for key, bit in right.items() if key not in left),
    )


def _alternatives(bit: Bit) -> dict[int, Bit]:
    if z3.is_or(bit):
        return {key: each for child in bit.children() for key, each in _alternatives(child).items()}
    return {bit.get_id(): bit}


def _move(fact: Fact, second: Changed, form: NeverLowers) -> Bit:
    """From the one answer of a fact to the other, as the claim says."""
    before, after = second.first.answer(fact.name), second.answer(fact.name)

    def dont_know(answer: Any) -> Bit:
        return every([answer.given, opposite(answer.known)])

    def is_value(answer: Any, value: Value) -> Bit:
        return every([answer.known, equal(answer.code, constant(fact, value))])

    match form.origin, form.target:
        case ("milder", "worse") | ("lower", "higher"):
            return every([before.known, after.known, _further(fact, before.code, after.code)])
        case "mildest", "worst":
            return every([is_value(before, _end(fact, 0)), is_value(after, _end(fact, -1))])
        case "dont_know", "worst":
            return every([dont_know(before), is_value(after, _end(fact, -1))])
        case "mildest", "dont_know":
            return every([is_value(before, _end(fact, 0)), dont_know(after)])
        case "not_asked", "dont_know":
            return every([opposite(before.given), dont_know(after)])
        case "not_asked", "any":
            return every([opposite(before.given), after.given])
        case origin, "any":
            return every([is_value(before, origin), after.known, opposite(is_value(after, origin))])
        case origin, target:
            return every([is_value(before, origin), is_value(after, target)])


def _further(fact: Fact, before: Any, after: Any) -> Bit:
    if isinstance(fact.type, YesNo):
        return every([opposite(before), after])
    return z3.ULT(before, after)


def _end(fact: Fact, at: Literal[0, -1]) -> Value:
    """The mildest or the worst answer to a fact."""
    match fact.type:
        case YesNo():
            return (False, True)[at]
        case Number(low=low, high=high):
            return (low, high)[at]
        case kind:
            return kind.options[at]


def _smallest(made: Any, first: World, changed: str | None) -> Any:
    """The model of a person with as few answers as may be, and those as mild as may be."""
    model = made.model()
    granted: list[Bit] = []

    def grant(wishes: list[Bit]) -> None:
        """Grant all of them at once if that can be; else each half by itself."""
        nonlocal model
        if made.check(*granted, *wishes) == z3.sat:
            granted.extend(wishes)
            model = made.model()
        elif len(wishes) > 1:
            half = len(wishes) // 2
            grant(wishes[:half])
            grant(wishes[half:])

    for wishes in _wishes(first, changed):
        grant(wishes)
    return model


def _wishes(first: World, changed: str | None) -> Iterator[list[Bit]]:
    """Nothing said about a fact; else a value rather than don't know; else its mildest value."""
    answers = {name: first.answer(name) for name in first.guideline.facts}
    yield [z3.Not(answer.given) for name, answer in answers.items() if name != changed]
    yield [z3.Or(z3.Not(answer.given), answer.known) for answer in answers.values()]
    mildest: list[Bit] = []
    for answer in answers.values():
        if isinstance(answer.code, dict):
            mildest += [z3.Not(bit) for bit in answer.code.values()]
        else:
            mildest.append(z3.Not(answer.code) if z3.is_bool(answer.code) else answer.code == 0)
    yield mildest


def prove(
    guideline: Guideline,
    claims: Iterable[Claim] | None = None,
    *,
    processes: int = 1,
    told: Callable[[str], None] | None = None,
) -> tuple[Verdict, ...]:
    """A verdict on each claim, in order. `told` hears the name of each as a part of it is done.

    With several processes the parts of the claims are shared out among them.
    """
    wanted = tuple(guideline.claims.values() if claims is None else claims)
    shares = _shares(wanted)
    found: dict[str, list[Verdict]] = {claim.name: [] for claim in wanted}
    if processes == 1:
        prover = Prover(guideline)
        for share in shares:
            for part in share:
                found[part.name].append(prover.verdict(part))
                if told is not None:
                    told(part.name)
    else:
        with ProcessPoolExecutor(processes, initializer=_begin, initargs=(guideline,)) as pool:
            for done in as_completed([pool.submit(_work, share) for share in shares]):
                for verdict in done.result():
                    found[verdict.claim.name].append(verdict)
                    if told is not None:
                        told(verdict.claim.name)
    return tuple(_joined(claim, found[claim.name]) for claim in wanted)


def _shares(claims: tuple[Claim, ...]) -> list[tuple[Claim, ...]]:
    """Parts of claims that are quickest done together, the longest work first.

    A change of one fact needs a second world of its own: all claims about it go together.
    """
    pairs: dict[str, list[Claim]] = {}
    bounded: list[tuple[Claim, ...]] = []
    single: list[Claim] = []
    for claim in claims:
        match claim.form:
            case NeverLowers(changes=changes):
                for name in changes:
                    part = replace(claim, form=replace(claim.form, changes=(name,)))
                    pairs.setdefault(name, []).append(part)
            case Bounded():
                bounded.append((claim,))
            case _:
                single.append(claim)
    slices = (tuple(single[at : at + 20]) for at in range(0, len(single), 20))
    return [*bounded, *slices, *map(tuple, pairs.values())]


def _joined(claim: Claim, parts: list[Verdict]) -> Verdict:
    """One verdict of those on the parts of a claim; a claim without parts is proved."""
    order: tuple[Status, ...] = ("refuted", "undecided", "proved")
    parts = sorted(parts, key=lambda part: order.index(part.status))
    return Verdict(
        claim,
        parts[0].status if parts else "proved",
        parts[0].refutation if parts else None,
        sum(part.questions for part in parts),
        sum(part.seconds for part in parts),
        tuple(
            part.refutation.changed for part in parts if part.refutation and part.refutation.changed
        ),
    )


_prover: Prover | None = None


def _begin(guideline: Guideline) -> None:
    """In each process: the worlds are built once."""
    global _prover
    _prover = Prover(guideline)


def _work(share: tuple[Claim, ...]) -> list[Verdict]:
    assert _prover is not None
    return [_prover.verdict(part) for part in share]

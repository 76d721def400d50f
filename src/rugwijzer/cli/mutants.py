"""`rugwijzer guideline test --mutate`: would anyone notice if one thing in it changed?"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from typing import get_args

import yaml

from rugwijzer.compiler import Answer, Guideline, Ladder, build_engine, plain_answer
from rugwijzer.compiler.cases import run_cases
from rugwijzer.compiler.mutants import (
    CLEAN,
    Fate,
    Mark,
    Mutant,
    Tried,
    Witness,
    mutants_of,
    mutated,
    sampled,
    try_mutants,
    unused,
)

PROCESSES = 2
FATES: Mapping[Fate, str] = {
    "case": "by a case",
    "claim": "by a claim",
    "redundant": "marked",
    "equivalent": "redundant",
    "survived": "survived",
    "undecided": "undecided",
}
assert set(FATES) == set(get_args(Fate))


def run(guideline: Guideline, sample: int | None, seed: int, claims: bool) -> int:
    """Try the mutants, print those that nobody notices, and a table of all."""
    if find_spec("z3") is None:
        print(
            "--mutate needs z3. Install it with `pip install rugwijzer[proofs]`.", file=sys.stderr
        )
        return 2
    failed = {
        difference.case.title
        for difference in run_cases(guideline, build_engine(guideline, "compiled"))
    }
    if failed:
        many = len(failed) > 1
        print(
            f"{len(failed)} case{'s fail' if many else ' fails'}. See {'them' if many else 'it'} "
            "with `rugwijzer guideline test` and mend that first: a mutant is known by a case that "
            "fails.",
            file=sys.stderr,
        )
        return 1
    from rugwijzer.compiler.mutants.judging import judged, refuted

    start = time.perf_counter()
    mutants = mutants_of(guideline) if sample is None else sampled(guideline, sample, seed)
    progress = _Progress()
    marks = redundancies(guideline)
    tried = try_mutants(
        guideline,
        mutants,
        partial(judged, guideline, processes=PROCESSES),
        partial(refuted, guideline, claims=by_claims, processes=PROCESSES) if claims else None,
        marks,
        told=progress,
    )
    progress.done()
    for each in tried:
        if each.fate not in CLEAN:
            for line in told(guideline, each):
                print(line)
    idle = unused(marks, tried) if sample is None else ()
    for mark in idle:
        print(f'{mark.owner}: the part marked as redundant ("{mark.why}") is not. Take it out.')
    for line in table(tried):
        print(line)
    print(f"{len(tried)} changes tried in {time.perf_counter() - start:.0f} s.")
    return 0 if all(each.fate in CLEAN for each in tried) and not idle else 1


def redundancies(guideline: Guideline) -> tuple[Mark, ...]:
    """What rules say of themselves: kept, though nobody's outcome depends on it."""
    return tuple(
        Mark(rule.name, decision.name, each.part, each.why)
        for decision in guideline.decisions.values()
        if isinstance(decision, Ladder)
        for rule in decision.rules
        for each in rule.redundant
    )


def by_claims(guideline: Guideline) -> Callable[[Mutant], str | None]:
    """Tells of a mutant which claim does not hold of it. All claims must hold of the original."""
    from rugwijzer.compiler.claims.prove import Prover

    def refutes(mutant: Mutant) -> str | None:
        prover = Prover(mutated(guideline, mutant))
        for claim in guideline.claims.values():
            if prover.verdict(claim, smallest=False).status == "refuted":
                return claim.name
        return None

    return refutes


def told(guideline: Guideline, tried: Tried) -> Iterator[str]:
    """A mutant that no case notices, and what to do about it."""
    yield str(tried.mutant)
    if tried.witness is not None:
        yield from _person(guideline, tried.witness)
    elif tried.fate == "equivalent":
        yield "  Nothing changes for anyone: take this part out, or mark it `redundant:` with why."
    else:
        yield "  The solver cannot tell whether this changes anything for anyone."
    yield ""


def _person(guideline: Guideline, witness: Witness) -> Iterator[str]:
    """The person for whom it matters: as in a case, but for these answers."""
    case, record = witness.case, witness.record
    known: Mapping[str, Answer] = case.record if case is not None else {}
    if case is not None:
        yield f"  No case notices. It matters to the person of {case.place}"
        yield f'  "{case.title}"'
    else:
        yield "  No case notices. It matters to this person:"
    facts = {
        name: plain_answer(guideline.facts[name], answer)
        for name, answer in record.items()
        if name not in known or known[name] != answer
    }
    missing = [name for name in known if name not in record]
    if facts:
        yield f"    facts: {_flow(facts)}"
    if missing:
        yield f"    not_asked: {_flow(missing)}"
    if not witness.fits:
        yield "  Her answers contradict each other. Nobody was found whose answers do not."
    for effect in witness.effects[:4]:
        yield f"  {effect}"
    if len(witness.effects) > 4:
        yield f"  and {len(witness.effects) - 4} more"


def _flow(value: object) -> str:
    """A value on one line, as it could stand in a case."""
    text = yaml.safe_dump(
        value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
    )
    return str(text).strip()


def table(tried: tuple[Tried, ...]) -> Iterator[str]:
    """Per kind of change what became of it."""
    counted = Counter((each.mutant.how, each.fate) for each in tried)
    kinds = list(dict.fromkeys(each.mutant.how for each in tried))
    yield f"{'':12}{'tried':>10}" + "".join(f"{name:>12}" for name in FATES.values())
    for kind in sorted(kinds):
        numbers = [counted[kind, fate] for fate in FATES]
        yield f"{kind:12}{sum(numbers):>10}" + "".join(f"{number:>12}" for number in numbers)
    totals = [sum(counted[kind, fate] for kind in kinds) for fate in FATES]
    yield f"{'all':12}{sum(totals):>10}" + "".join(f"{number:>12}" for number in totals)
    if states := sum(each.only_state for each in tried):
        yield f"{states} of them changed nothing in any case but the state of a rule."


class _Progress:
    """How far it is, on one line of a terminal; nothing where nobody watches."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self.last = 0.0
        self.what = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.perf_counter()
        if self.shown and (done == of or what != self.what or now - self.last > 0.1):
            self.last, self.what = now, what
            print(f"\r\033[K{what}: {done} of {of}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

"""What the pages about the rules need beyond what is applied: cases, claims, proofs, prices.

The guideline that gives advice stands in memory without its cases and claims. They are read once
of every version, in some seconds, kept beside the compiled guideline as plain values, and from then
on read back in a moment. `python -m rugwijzer.service.site.book` does so beforehand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from rugwijzer import loading
from rugwijzer.compiler import claims_digest, digest, load_files, population_digest, read_files
from rugwijzer.compiler.claims.bearing import Bearing
from rugwijzer.compiler.claims.document import read_proofs
from rugwijzer.explanation import NOT_CURRENT
from rugwijzer.paths import find
from rugwijzer.population.prices import Prices, read_prices

FORMAT = 1
"""Raised when what is kept here means something else."""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class KeptCase:
    """A person that shows a rule: who it is, what it shows, and what is expected."""

    title: str
    shows: str
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class KeptClaim:
    """What must hold for everybody, and what became of its proof for this very guideline."""

    name: str
    words: Mapping[str, str]
    number: int
    evidence: tuple[str, ...]
    status: str

    @property
    def proved(self) -> bool:
        """Whether it was proved of this very guideline."""
        return self.status == "proved"


@dataclass(frozen=True)
class Book:
    """Cases by rule, claims, which claims bear on which rule, and the prices of this guideline.

    `is_proved` says whether the proofs that are kept are of this very guideline. A claim that
    belongs to no promise has number 0.
    """

    cases: Mapping[str, tuple[KeptCase, ...]]
    count: int
    claims: Mapping[str, KeptClaim]
    bearing: Mapping[str, tuple[str, ...]]
    prices: Prices | None
    is_proved: bool

    @property
    def proved(self) -> int:
        """How many claims were proved."""
        return sum(claim.proved for claim in self.claims.values())


def book() -> Book:
    """The book of the guideline that is applied. The first to ask of a new version waits."""
    with _ONE_AT_A_TIME:
        return _book()


@cache
def _book() -> Book:
    folder = find("guideline")
    files = read_files(folder)
    tree = _kept(files)
    ours = digest(files)
    proofs = read_proofs(folder, ours, claims_digest(files))
    statuses = proofs.claims if proofs is not None else {}
    return Book(
        {rule: tuple(KeptCase(*each) for each in cases) for rule, cases in tree["cases"].items()},
        tree["count"],
        {
            name: KeptClaim(name, words, number, tuple(evidence), statuses.get(name, NOT_CURRENT))
            for name, (words, number, evidence) in tree["claims"].items()
        },
        {rule: tuple(claims) for rule, claims in tree["bearing"].items()},
        read_prices(folder, ours, population_digest(files)),
        proofs is not None,
    )


def _kept(files: Mapping[str, str]) -> dict[str, Any]:
    """The plain values: from before where possible, else made, and kept where possible."""
    path = loading.cache() / loading.fingerprint(files) / f"book.{FORMAT}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    except (OSError, ValueError):
        pass
    # As text and back: whoever makes it sees the very same as whoever finds it.
    document = json.dumps(_made(files), ensure_ascii=False, separators=(",", ":"))
    _keep(path, document)
    made: dict[str, Any] = json.loads(document)
    return made


def _made(files: Mapping[str, str]) -> dict[str, Any]:
    guideline = load_files(files, checked=False)
    cases: dict[str, list[object]] = {}
    for case in guideline.cases:
        if case.rule is not None:
            cases.setdefault(case.rule, []).append([case.title, case.shows or "", case.expect])
    bearing = Bearing(guideline)
    return {
        "cases": cases,
        "count": len(guideline.cases),
        "claims": {
            claim.name: [dict(claim.words or {}), claim.number or 0, claim.evidence]
            for claim in guideline.claims.values()
        },
        "bearing": {
            rule.name: [claim.name for claim in bearing.on(rule)]
            for rule in guideline.rules.values()
        },
    }


def _keep(path: Path, document: str) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.write_text(document, encoding="utf-8")
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)


if __name__ == "__main__":
    book()

"""The guideline as logic, beside all its cases; and the proofs that are kept with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.whole import guideline as the_guideline

from rugwijzer.compiler import build_engine, claims_digest, digest, read_files
from rugwijzer.compiler.claims.document import all_proved, read_proofs
from rugwijzer.compiler.engines.proofs import Proofs
from rugwijzer.paths import find

PARTS = 12
"""The cases are gone through in so many parts; the first two always, all of them in `make slow`."""


@pytest.mark.parametrize(
    "part",
    [pytest.param(part, marks=[pytest.mark.slow] if part > 1 else []) for part in range(PARTS)],
)
def test_the_logic_says_of_every_case_what_the_compiled_engine_says(part: int) -> None:
    guideline = the_guideline()
    compiled, proofs = build_engine(guideline, "compiled"), Proofs(guideline)
    for case in guideline.cases[part::PARTS]:
        outcome = compiled.evaluate(case.record)
        bare = tuple(replace(reason, because=()) for reason in outcome.reasons)
        assert proofs.evaluate(case.record) == replace(outcome, reasons=bare), case.title


def test_the_proofs_kept_with_the_guideline_are_those_of_this_guideline_and_all_hold() -> None:
    folder = find("guideline")
    files = read_files(folder)
    proofs = read_proofs(folder, digest(files), claims_digest(files))
    assert proofs is not None, "Run `rugwijzer guideline prove` and commit guideline/proofs.json."
    assert all_proved(the_guideline().claims, proofs)
    assert proofs.findings == ()

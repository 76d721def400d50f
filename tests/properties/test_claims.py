"""What claims say of everybody holds for the people of the cases, as the plain interpreter sees it.

A proof is a proof about a model of the guideline; the cases are people that clinicians thought of.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rugwijzer.compiler import Claim, Guideline, Reference, load, load_files, read_files
from rugwijzer.compiler.language.guideline import Always, Bounded, NeverLowers, Possible
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.paths import find

BICYCLE = Path(__file__).parent.parent / "bicycle"
GUIDELINES: dict[str, Callable[[], Guideline]] = {
    "bicycle": lambda: load(BICYCLE),
    "guideline": lambda: load(find("guideline")),
}


STEP = 1 if os.environ.get("RUGWIJZER_SLOW") else 12
"""Every so many cases of the guideline are gone through; all of them in `make slow`."""


def broken_by_cases(guideline: Guideline, step: int = 1) -> list[str]:
    """Every claim of the form `always` that some case breaks, with the title of that case."""
    claims: list[tuple[Claim, Always]] = [
        (claim, claim.form) for claim in guideline.claims.values() if isinstance(claim.form, Always)
    ]
    nodes = [
        expression.node
        for _, form in claims
        for expression in (form.given or form.holds, form.holds)
    ]
    reference = Reference(guideline)
    found: list[str] = []
    for case in guideline.cases[::step] if claims else ():
        truths = reference.truths(case.record, nodes)
        for (claim, form), given, holds in zip(claims, truths[::2], truths[1::2], strict=True):
            about = form.given is None or given is Truth.TRUE
            if about and holds is not Truth.TRUE:
                found.append(f"{claim.name}: {case.title}")
    return found


@pytest.mark.parametrize("name", GUIDELINES)
def test_what_is_claimed_always_is_true_in_every_case(name: str) -> None:
    assert broken_by_cases(GUIDELINES[name](), STEP) == []


def test_a_claim_that_a_case_breaks_is_found() -> None:
    wrong = (
        "nobody_stops:\n"
        "  says: {nl: Niemand stopt., en: Nobody stops.}\n"
        "  always: upper(verdict) < stop\n"
        "  given: asked(brakes) and chain == \"clean\"\n"
    )  # fmt: skip
    guideline = load_files({**read_files(BICYCLE), "claims/all.yaml": wrong})
    assert "nobody_stops: A bicycle without brakes is stopped." in broken_by_cases(guideline)
    assert "nobody_stops: A bicycle with brakes is not stopped for them." not in broken_by_cases(
        guideline
    )


def test_the_bicycle_has_claims_of_every_form() -> None:
    claims = load(BICYCLE).claims.values()
    assert {type(claim.form) for claim in claims} == {Always, NeverLowers, Possible, Bounded}

"""A claim says something: of facts that can change so, of decisions that can be lowered."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.checking.translations import missing
from rugwijzer.compiler.language.guideline import (
    Claim,
    Guideline,
    Ladder,
    NeverLowers,
    SetDecision,
)
from rugwijzer.compiler.language.places import Problem, nearest
from rugwijzer.compiler.reading.claims import misfit


def check(guideline: Guideline) -> Iterator[Problem]:
    """Claims with a name or evidence that cannot be, without words, or of what cannot change so."""
    yield from missing(
        (f'"says" of claim "{claim.name}"', claim.words, claim.place)
        for claim in guideline.claims.values()
    )
    for claim in guideline.claims.values():
        if claim.name in guideline.rules:
            yield Problem(
                claim.place,
                f'the name "{claim.name}" is already taken by a rule at '
                f"{guideline.rules[claim.name].place}.",
                "Choose another.",
            )
        for row in claim.evidence:
            if row not in guideline.evidence:
                yield Problem(
                    claim.place,
                    f'claim "{claim.name}" cites the unknown evidence "{row}".',
                    nearest(row, guideline.evidence) or "Add the row to evidence.yaml.",
                )
        if isinstance(claim.form, NeverLowers):
            yield from _two_records(guideline, claim, claim.form)


def _two_records(guideline: Guideline, claim: Claim, form: NeverLowers) -> Iterator[Problem]:
    what = f'claim "{claim.name}"'
    lowered = [
        name for name, each in guideline.decisions.items() if isinstance(each, Ladder | SetDecision)
    ]
    if form.decision not in lowered:
        yield Problem(
            claim.place,
            f'{what} is about "{form.decision}", which is neither a ladder nor a set.',
            f"Name one of: {', '.join(lowered)}." if lowered else "This guideline has none.",
        )
    for name in form.changes:
        if reason := misfit(guideline.facts[name], form.origin, form.target):
            why, mend = reason
            yield Problem(
                claim.place,
                f'{what} changes "{name}" from {form.origin} to {form.target}, but {why}.',
                mend,
            )
        if name in form.held:
            yield Problem(
                claim.place,
                f'{what} both changes and holds "{name}".',
                "Leave it out of one of the two.",
            )

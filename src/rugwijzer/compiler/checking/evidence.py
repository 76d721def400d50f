"""Every rule has a source, and every row of the evidence has a fate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rugwijzer.compiler.language.guideline import MARKS, USES, Evidence, Guideline
from rugwijzer.compiler.language.places import Place, Problem, nearest


def citations(guideline: Guideline) -> Mapping[str, tuple[str, ...]]:
    """Per row of the evidence, what cites it: rules first, then facts, definitions,
    contradictions, measures, items and courses.

    >>> from rugwijzer.compiler.language.guideline import Guideline
    >>> citations(Guideline(facts={}))
    {}
    """
    found: dict[str, list[str]] = {}
    for name, rows, _ in _citing(guideline):
        for row in rows:
            found.setdefault(row, []).append(name)
    return {row: tuple(names) for row, names in found.items()}


def _citing(guideline: Guideline) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    for kind in (
        guideline.rules,
        guideline.facts,
        guideline.definitions,
        guideline.contradictions,
        guideline.measures,
        guideline.items,
        guideline.courses,
    ):
        for name, each in kind.items():
            yield name, each.evidence, each.place


def check(guideline: Guideline) -> Iterator[Problem]:
    """Rules without evidence, citations of nothing, rows without a fate, facts without a source."""
    for rule in guideline.rules.values():
        if not rule.evidence:
            yield Problem(
                rule.place,
                f'rule "{rule.name}" cites no evidence.',
                "Add `evidence: [ROW]` with at least one row of evidence.yaml.",
            )
    yield from unknown(guideline)
    cited = citations(guideline)
    for evidence in guideline.evidence.values():
        yield from _row(guideline, evidence, evidence.name in cited)


def unknown(guideline: Guideline) -> Iterator[Problem]:
    """Citations of rows that are not there."""
    for name, rows, place in _citing(guideline):
        for row in rows:
            if row not in guideline.evidence:
                yield Problem(
                    place,
                    f'"{name}" cites the unknown evidence "{row}".',
                    nearest(row, guideline.evidence) or "Add the row to evidence.yaml.",
                )


def _row(guideline: Guideline, row: Evidence, cited: bool) -> Iterator[Problem]:
    what = f'evidence "{row.name}"'
    for mark in row.marks:
        if mark not in MARKS:
            yield Problem(
                row.place,
                f'{what} has the unknown mark "{mark}".',
                nearest(mark, MARKS) or f"Marks: {', '.join(MARKS)}.",
            )
    for source in row.sources:
        if source not in guideline.sources:
            yield Problem(
                row.place,
                f'{what} names the unknown source "{source}".',
                nearest(source, guideline.sources) or "Add it to sources.yaml.",
            )
    for other in row.see:
        if other not in guideline.evidence:
            yield Problem(
                row.place,
                f'{what} refers to the unknown row "{other}".',
                nearest(other, guideline.evidence) or "Name a row of evidence.yaml.",
            )
    if not row.use:
        yield Problem(
            row.place, f'{what} has no "use".', f"Write `use:` and one of: {', '.join(USES)}."
        )
    elif row.use not in USES:
        yield Problem(
            row.place,
            f'{what} has the unknown use "{row.use}".',
            nearest(row.use, USES) or f"Uses: {', '.join(USES)}.",
        )
    elif row.use == "cited" and not cited:
        yield Problem(
            row.place,
            f"{what} is to be cited, but nothing cites it.",
            "Cite it, or say what else became of it.",
        )
    elif row.use != "cited" and cited:
        yield Problem(
            row.place, f"{what} is cited, but its use is {row.use}.", "Write `use: cited`."
        )
    if cited and not row.sources:
        yield Problem(
            row.place,
            f"{what} is cited, but names no source.",
            "Name at least one, if need be the one for your own proposals.",
        )
    if row.use == "not_formalised" and not row.why:
        yield Problem(
            row.place, f"{what} is not formalised, without a reason.", "Write it as `why:`."
        )
    if row.use == "later" and not row.plan:
        yield Problem(row.place, f"{what} comes later, without a plan.", "Write it as `plan:`.")

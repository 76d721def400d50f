"""Scores add up: items give points, and bands cover every sum exactly once."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Guideline, Score
from rugwijzer.compiler.language.places import Problem


def check(guideline: Guideline) -> Iterator[Problem]:
    """Items without points, and gaps, overlaps and strays among the bands."""
    for score in guideline.decisions.values():
        if not isinstance(score, Score):
            continue
        for item in score.items:
            if set(item.points) == {0}:
                yield Problem(
                    item.place,
                    f'item "{item.name}" never gives a point.',
                    "Give one of its alternatives points, or remove it.",
                )
        if not score.bands:
            continue
        expected = score.low
        seen: set[str] = set()
        for band in score.bands:
            if band.name in seen:
                yield Problem(
                    band.place,
                    f'"{score.name}" has two bands "{band.name}".',
                    "Name one otherwise.",
                )
            seen.add(band.name)
        for band in sorted(score.bands, key=lambda each: each.low):
            if band.high < band.low:
                yield Problem(
                    band.place,
                    f'band "{band.name}" of "{score.name}" runs from {band.low} to {band.high}.',
                    "Put the lower end first.",
                )
            elif band.low != expected:
                yield Problem(
                    band.place,
                    f'band "{band.name}" of "{score.name}" begins at {band.low}, '
                    + (
                        f"but the lowest sum is {score.low}."
                        if expected == score.low
                        else f"but the band before it ends at {expected - 1}."
                    ),
                    f"Let it begin at {expected}.",
                )
            expected = max(band.low, band.high) + 1
        if expected != score.high + 1:
            yield Problem(
                score.place,
                f'the bands of "{score.name}" end at {expected - 1}, '
                f"but its highest sum is {score.high}.",
                f"Let the last band end at {score.high}.",
            )

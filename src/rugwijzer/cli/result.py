"""A result on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from rugwijzer.care.assessment import Assessment
from rugwijzer.cli.drawn import drawn
from rugwijzer.cli.layout import console
from rugwijzer.library import Library
from rugwijzer.wording.outlook import Planned
from rugwijzer.wording.result import emergency as emergency_pieces
from rugwijzer.wording.result import result as result_pieces


def print_result(
    assessment: Assessment,
    texts: Library,
    language: str,
    *,
    sources: bool = False,
    everything: bool = False,
) -> None:
    """Print the result: what is needed first, or everything."""
    out = console()
    for part in result(assessment, texts, language, sources=sources, everything=everything):
        out.print(part)


def result(
    assessment: Assessment,
    texts: Library,
    language: str,
    *,
    sources: bool = False,
    everything: bool = False,
    asked: bool = False,
    planned: Planned | None = None,
) -> Iterator[RenderableType]:
    """The parts of a result, most needed first. `asked`: more is offered in another way."""
    yield from drawn(
        result_pieces(
            assessment,
            texts,
            language,
            sources=sources,
            everything=everything,
            asked=asked,
            planned=planned,
        )
    )


def emergency(assessment: Assessment, texts: Library, language: str) -> Iterator[RenderableType]:
    """What to do at once, shown before any further question."""
    yield from drawn(emergency_pieces(assessment, texts, language))

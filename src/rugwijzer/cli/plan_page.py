"""A plan on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from rugwijzer.care.plan.parts import Plan
from rugwijzer.cli.drawn import drawn
from rugwijzer.compiler import Guideline
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.wording.plan_page import plan_page as plan_pieces
from rugwijzer.wording.plan_page import today_lines as today_pieces
from rugwijzer.wording.plan_words import PlanWords


def plan_page(
    plan: Plan,
    guideline: Guideline,
    texts: Library,
    things: Catalogue,
    language: str,
    *,
    sources: bool = False,
    everything: bool = False,
) -> Iterator[RenderableType]:
    """The parts of a plan, in the order in which somebody needs them."""
    words = PlanWords(plan, guideline, texts, things, language)
    yield from drawn(plan_pieces(words, sources=sources, everything=everything), words)


def today_lines(
    plan: Plan, guideline: Guideline, texts: Library, things: Catalogue, language: str
) -> Iterator[RenderableType]:
    """Only what is for today."""
    yield from drawn(today_pieces(plan, guideline, texts, things, language))

"""The guideline and the words of this service, loaded once and shared by every request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TypeVar

from rugwijzer.care.plan.making import Planner
from rugwijzer.compiler import Compiled, Guideline
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue, load_catalogue
from rugwijzer.library.glossary import Glossary, load_glossary
from rugwijzer.library.pages import Page, load_pages
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find

Made = TypeVar("Made")
_ONE_AT_A_TIME = RLock()


def once(make: Callable[[], Made]) -> Callable[[], Made]:
    """Made by the first to ask; whoever asks meanwhile waits for it, and does not make it too."""
    kept: list[Made] = []

    @wraps(make)
    def asked() -> Made:
        if not kept:
            with _ONE_AT_A_TIME:
                if not kept:
                    kept.append(make())
        return kept[0]

    return asked


@once
def _applied() -> tuple[Guideline, Compiled]:
    return load_to_apply(None)


def guideline() -> Guideline:
    """The guideline, ready to be applied: without its cases and people."""
    return _applied()[0]


def engine() -> Compiled:
    """Its fast engine."""
    return _applied()[1]


@once
def planner() -> Planner:
    """What makes plans by it."""
    return Planner(guideline(), engine())


@once
def texts() -> Library:
    """Every short text."""
    return load_texts()


@once
def catalogue() -> Catalogue:
    """Exercises, positions and lessons."""
    return load_catalogue(find("content"))


@once
def pages() -> dict[str, Page]:
    """The pages of the guide by slug, the hub first."""
    return {page.slug: page for page in load_pages(find("content"))}


@once
def glossary() -> Glossary:
    """The words that need explaining."""
    return load_glossary(find("content"))


def version() -> str:
    """A name for the guideline as it is now; a sitting of another one is not gone on with."""
    found = guideline().version
    return found.digest[:16] if found else ""

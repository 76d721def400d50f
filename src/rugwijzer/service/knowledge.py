"""The guideline and the words of this service, loaded once and shared by every request."""

from __future__ import annotations

from functools import cache

from rugwijzer.care.plan.making import Planner
from rugwijzer.compiler import Compiled, Guideline
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue, load_catalogue
from rugwijzer.library.glossary import Glossary, load_glossary
from rugwijzer.library.pages import Page, load_pages
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find


@cache
def _applied() -> tuple[Guideline, Compiled]:
    return load_to_apply(None)


def guideline() -> Guideline:
    """The guideline, ready to be applied: without its cases and people."""
    return _applied()[0]


def engine() -> Compiled:
    """Its fast engine."""
    return _applied()[1]


@cache
def planner() -> Planner:
    """What makes plans by it."""
    return Planner(guideline(), engine())


@cache
def texts() -> Library:
    """Every short text."""
    return load_texts()


@cache
def catalogue() -> Catalogue:
    """Exercises, positions and lessons."""
    return load_catalogue(find("content"))


@cache
def pages() -> dict[str, Page]:
    """The pages of the guide by slug, the hub first."""
    return {page.slug: page for page in load_pages(find("content"))}


@cache
def glossary() -> Glossary:
    """The words that need explaining."""
    return load_glossary(find("content"))


def version() -> str:
    """A name for the guideline as it is now; a sitting of another one is not gone on with."""
    found = guideline().version
    return found.digest[:16] if found else ""

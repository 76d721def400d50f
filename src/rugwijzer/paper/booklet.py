"""Everything that is kept of somebody, on paper: as many pages of A4 as it takes.

As for the plan, what stands on it comes in as plain values, worded; the pages are `booklet.typ`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

import typst

from rugwijzer.paper import DAY_SECONDS, PaperProblem


@dataclass(frozen=True)
class Chapter:
    """A heading with a line below it, rows of two columns, and lists with a heading each."""

    title: str
    lead: str
    rows: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Booklet:
    """The pages, in one language. `day` counts from 1 January 1970."""

    language: str
    day: int
    title: str
    when: str
    lead: str
    chapters: tuple[Chapter, ...]
    small: str


def booklet_pdf(booklet: Booklet) -> bytes:
    """The pages as PDF. Raises PaperProblem if typst cannot set them."""
    try:
        pages = typst.compile(
            _template(),
            format="pdf",
            sys_inputs={"booklet": json.dumps(asdict(booklet), ensure_ascii=False)},
            ignore_system_fonts=True,
            timestamp=booklet.day * DAY_SECONDS,
            pdf_standards="ua-1",
        )
    except RuntimeError as error:
        # What typst says of it may hold what was told.
        raise PaperProblem("typst could not set the pages.") from error
    assert isinstance(pages, bytes)
    return pages


@cache
def _template() -> bytes:
    return (files("rugwijzer.paper") / "booklet.typ").read_bytes()

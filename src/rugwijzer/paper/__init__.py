"""A plan on paper: one page of A4, with the figures, to hang on the fridge or hand to somebody.

What stands on it comes in as plain values, worded and in one language; the page itself is
`plan.typ`, beside this file. Only fonts that typst carries are used, and nothing is fetched: the
same plan gives the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

import typst

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Move:
    """Something to do, with its figure if there is one: the key of an SVG."""

    name: str
    amount: str
    how: str
    figure: str | None = None
    alt: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the week: on which of the seven days, and how often on a day."""

    name: str
    amount: str
    on: tuple[int, ...]
    boxes: int = 1


@dataclass(frozen=True)
class Block:
    """A few short lines below a heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything that stands on the page, in one language, in the order of the page.

    `moves` are numbered and `helps` are not: these are done whenever they help. `day` counts from
    1 January 1970, and becomes the date of the document.
    """

    language: str
    day: int
    title: str
    when: str
    headline: str
    text: str
    first: Block | None
    moves_title: str
    moves: tuple[Move, ...]
    helps_title: str
    helps: tuple[Move, ...]
    week_title: str
    weekdays: tuple[str, ...]
    rows: tuple[Row, ...]
    tick: str
    blocks: tuple[Block, ...]
    call: tuple[Block, ...]
    small: Sequence[str]


class PaperProblem(Exception):
    """The page cannot be set. It says why, and what to do instead."""


def plan_pdf(sheet: Sheet, figures: Mapping[str, str]) -> bytes:
    """The page as PDF. `figures` are drawings as SVG, by the key that a move names.

    Raises PaperProblem if typst cannot set it.
    """
    moves = (*sheet.moves, *sheet.helps)
    named = {move.figure for move in moves if move.figure is not None and move.figure in figures}
    given = {
        "sheet": json.dumps(asdict(sheet), ensure_ascii=False),
        "figures": json.dumps(
            {key: {"svg": figures[key], "ratio": ratio(figures[key])} for key in sorted(named)}
        ),
    }
    try:
        page = typst.compile(
            _template(),
            format="pdf",
            sys_inputs=given,
            ignore_system_fonts=True,
            timestamp=sheet.day * DAY_SECONDS,
            pdf_standards="ua-1",
        )
    except RuntimeError as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise PaperProblem(
            f"typst could not set the page ({why}). Leave out --pdf; the plan itself is fine."
        ) from error
    assert isinstance(page, bytes)
    return page


def ratio(svg: str) -> float:
    """How many times as wide as high a drawing is, by its viewBox."""
    found = re.search(r'viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"', svg)
    return float(found[1]) / float(found[2]) if found is not None else 1.0


@cache
def _template() -> bytes:
    return (files(__package__) / "plan.typ").read_bytes()

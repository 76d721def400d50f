"""Pieces of a text on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rugwijzer.cli.layout import WIDTH, bullet, indented, led
from rugwijzer.wording.pieces import Piece
from rugwijzer.wording.plan_words import WEEK, PlanWords

COLOURS = {
    "self_care": "green",
    "physio": "green",
    "gp_routine": "cyan",
    "gp_days": "cyan",
    "same_day": "yellow",
    "call_now": "red",
    "call_112": "red",
    "urgent": "red",
    "too_early": "yellow",
    "quiet_week": "yellow",
    "paused": "yellow",
    "waiting": "yellow",
    "referred": "cyan",
}
"""Of how urgent something is, and of how a plan stands; other plans are green."""
DAY = 5
"""So many columns of the screen a day of the week takes."""
DONE, NOT = "●", "·"


def drawn(pieces: Iterable[Piece], words: PlanWords | None = None) -> Iterator[RenderableType]:
    """What Rich can print. `words` are those of the plan, where a week is to be shown."""
    for piece in pieces:
        match piece.kind:
            case "panel":
                yield _panel(piece)
            case "heading":
                yield Text(f"\n{' ' * piece.columns}{piece.words}", style=piece.style)
            case "bullet" if piece.columns < 0:
                yield Text(f"{piece.first}{piece.words}")
            case "bullet":
                yield bullet(piece.words)
            case "led" if piece.key == "joined":
                yield _joined(piece)
            case "led":
                yield led(piece.lead, piece.words, piece.columns, piece.first)
            case "said":
                yield from _said(piece)
            case "gap":
                yield Text()
            case "week":
                assert words is not None
                yield _week(words)
            case "line" if piece.columns < 0:
                yield Text(piece.words, style=piece.style)
            case "line":
                yield indented(piece.words, piece.columns, piece.style, piece.first)


def _panel(piece: Piece) -> Panel:
    inner = Group(*drawn(piece.inner))
    if piece.key == "emergency":
        return Panel(inner, title=piece.words, border_style=piece.style, width=WIDTH)
    return Panel(
        inner,
        title=piece.words,
        title_align="left",
        border_style=COLOURS.get(piece.level, "green"),
        padding=(1 if piece.roomy else 0, 2),
        width=WIDTH,
    )


def _joined(piece: Piece) -> Text:
    """A name in bold, with what belongs to it right behind."""
    text = indented(f"{piece.lead}{piece.words}", piece.columns, first=piece.first)
    at = text.plain.find(piece.lead)
    if at >= 0:
        text.stylize("bold", at, at + len(piece.lead))
    return text


def _said(piece: Piece) -> Iterator[Text]:
    if piece.lead:
        own = f" ({piece.own})" if piece.own else ""
        yield indented(f"{piece.lead} “{piece.words}”{own}", piece.columns)
        return
    yield indented(f"“{piece.words}”", piece.columns, piece.style)
    if piece.own:
        yield indented(f"({piece.own})", piece.columns)


def _week(words: PlanWords) -> Padding:
    """A line for each part, a column for each day."""
    plan = words.plan
    table = Table(box=None, pad_edge=False, padding=0, show_header=True)
    table.add_column("", width=WIDTH - 2 - DAY * WEEK)
    for day, name in enumerate(words.weekdays(), start=1):
        today = day == plan.weekday
        heading = Text(f"[{name}]" if today else name, style="bold" if today else "")
        table.add_column(heading, justify="center", width=DAY)
    for part in plan.parts:
        told = words.told(part)
        what = Text(told.name)
        # What is for today has just been said.
        if told.amount and part not in plan.today:
            what.append(f", {told.amount}", style="dim")
        table.add_row(what, *(DONE if day in part.on else NOT for day in range(1, WEEK + 1)))
    minutes = [plan.minutes_on(day) for day in range(1, WEEK + 1)]
    if any(minutes):
        each = (str(number) if number else NOT for number in minutes)
        table.add_row(
            Text(words.text("plan_page.together"), style="dim"),
            *(Text(number, style="dim") for number in each),
        )
    return Padding(table, (0, 0, 0, 2))

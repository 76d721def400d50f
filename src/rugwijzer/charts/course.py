"""One person's course beside the usual one: a line with dots, and a soft band with a dashed line.

Made to be read on a phone, 350 pixels wide. Nothing is said by colour alone: one line is drawn and
has dots, the other is broken, and each has its name beside it. The words of `in_words` stand in the
picture as its description, and `course_table` gives the same as a table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from rugwijzer.charts.extras import ChartsMissing
from rugwijzer.charts.placing import LETTER, LINE, Point, Spot, best, filled

Place = Callable[[float, float], Point]
Theme = Literal["light", "dark"]
WIDTH, PADDING, LEFT = 350, 10, 28
"""Of the picture, round it, and of what stands left of its frame, in pixels."""
HEIGHT = 230
"""Of the frame."""
STRETCHES = {6: 1, 12: 2, 26: 4, 52: 8, 104: 13, 208: 26}
"""How many weeks a picture may show, and the step between the numbers below it."""
MOST_DOTS = 60
"""Of more, only the line is drawn: the dots would run into each other."""

INKS: dict[str, dict[str, str]] = {
    "light": {
        "ground": "#ffffff", "text": "#1d2b2f", "soft": "#44565a", "grid": "#e3e9ea",
        "band": "#cfe2db", "usual": "#2f6f7d", "own": "#6d1022",
    },
    "dark": {
        "ground": "#14181d", "text": "#eef3f4", "soft": "#b9c6c9", "grid": "#2b343b",
        "band": "#28474b", "usual": "#7cc4cf", "own": "#ffd08a",
    },
}  # fmt: skip
"""Lines and letters differ at least 1 : 4.5 from the ground, light as well as dark."""


@dataclass(frozen=True)
class Dot:
    """What somebody told, some weeks after the first time.

    `when` says the day in words, `usual` what is usual then, empty where that is not known.
    """

    week: float
    value: int
    when: str
    usual: str = ""


@dataclass(frozen=True)
class Band:
    """What is usual: about `value`, from `low` to `high` where a range is known."""

    week: float
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Picture:
    """What is drawn, on a scale from 0 to `highest`.

    `ahead` are pairs of words, when and how much: what is usual at a few moments.
    """

    own: tuple[Dot, ...]
    usual: tuple[Band, ...] = ()
    ahead: tuple[tuple[str, str], ...] = ()
    highest: int = 10

    @property
    def weeks(self) -> int:
        """How many weeks the picture shows."""
        last = max((dot.week for dot in self.own), default=0.0)
        return next((each for each in STRETCHES if each >= last), int(last) + 1)


@dataclass(frozen=True)
class Labels:
    """The words of the picture, in one language.

    `own_row` says one dot, with the places `when` and `value`; `own_usual_row` also `usual`;
    `usual_row` what is usual at some moment, with `when` and `usual`. `columns` are the heads of
    the table: when, own, usual.
    """

    title: str
    scale: str
    weeks: str
    own: str
    usual: str
    own_row: str
    own_usual_row: str
    usual_row: str
    columns: tuple[str, str, str]


def course_svg(
    picture: Picture, labels: Labels, theme: Theme = "light", key: str = "course"
) -> str:
    """The picture as an SVG document. Raises ChartsMissing without altair or vl-convert.

    `key` begins its ids: give each picture on one page its own.
    """
    specified = specification(picture, labels, theme)
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise ChartsMissing(error.name) from None
    svg = str(vl_convert.vegalite_to_svg(specified))
    return _with_words(svg, labels.title, in_words(picture, labels), key)


def in_words(picture: Picture, labels: Labels) -> str:
    """What the picture shows, dot by dot, and what is usual at some of its weeks."""
    said = [labels.scale]
    for dot in picture.own:
        row = labels.own_usual_row if dot.usual else labels.own_row
        said.append(row.format(when=dot.when, value=dot.value, usual=dot.usual))
    said += [labels.usual_row.format(when=when, usual=usual) for when, usual in picture.ahead]
    return "\n".join(said)


def course_table(picture: Picture, labels: Labels) -> tuple[tuple[str, str, str], ...]:
    """The same as a table: its heads, then a row per dot, then what is usual at some moments."""
    dots = [(dot.when, str(dot.value), dot.usual) for dot in picture.own]
    return (labels.columns, *dots, *((when, "", usual) for when, usual in picture.ahead))


def specification(picture: Picture, labels: Labels, theme: Theme = "light") -> dict[str, Any]:
    """The picture in the grammar of Vega-Lite. Raises ChartsMissing without altair."""
    try:
        import altair
    except ModuleNotFoundError as error:
        raise ChartsMissing(error.name) from None

    ink = INKS[theme]
    weeks, width = picture.weeks, WIDTH - 2 * PADDING - LEFT
    usual = [each for each in picture.usual if each.week <= weeks]
    x = altair.X(
        "week:Q",
        title=labels.weeks,
        scale=altair.Scale(domain=[0, weeks], nice=False),
        axis=altair.Axis(values=list(range(0, weeks + 1, STRETCHES.get(weeks, 52))), grid=False),
    )
    y = altair.Y(
        "value:Q",
        title=None,
        scale=altair.Scale(domain=[0, picture.highest], nice=False),
        axis=altair.Axis(
            values=list(range(0, picture.highest + 1, max(2, picture.highest // 4))),
            domain=False,
            ticks=False,
        ),
    )

    def chart(rows: Sequence[dict[str, Any]]) -> Any:
        return altair.Chart(altair.Data(values=list(rows)))  # type: ignore[no-untyped-call]

    layers = []
    bands = [
        {"week": each.week, "value": each.low, "high": each.high}
        for each in usual
        if each.low is not None
    ]
    if bands:
        layers.append(
            chart(bands).mark_area(color=ink["band"], opacity=1).encode(x=x, y=y, y2="high:Q")
        )
    if usual:
        lines = [{"week": each.week, "value": each.value} for each in usual]
        layers.append(
            chart(lines)
            .mark_line(color=ink["usual"], strokeWidth=2, strokeDash=[6, 4])
            .encode(x=x, y=y)
        )
    dots = [{"week": each.week, "value": each.value} for each in picture.own]
    own = chart(dots)
    layers.append(
        own.mark_line(color=ink["own"], strokeWidth=2.5, strokeJoin="round").encode(x=x, y=y)
    )
    if len(dots) <= MOST_DOTS:
        size = 70 if len(dots) <= 20 else 35
        mark = own.mark_point(
            filled=True,
            color=ink["own"],
            stroke=ink["ground"],
            strokeWidth=1.5,
            size=size,
            opacity=1,
        )
        layers.append(mark.encode(x=x, y=y))
    layers += _names(picture, usual, labels, ink, width, chart, altair)
    heading = textwrap.wrap(labels.title, 40)
    below = textwrap.wrap(labels.scale, 50)
    found: dict[str, Any] = (
        altair.layer(*layers)
        .properties(
            width=width,
            height=HEIGHT,
            title=altair.TitleParams(
                heading, subtitle=below, anchor="start", frame="group", dx=-LEFT + 4, fontSize=15,
                color=ink["text"], subtitleFontSize=13, subtitleColor=ink["soft"],
                subtitlePadding=5, offset=10,
            ),
        )
        .configure(font="sans-serif", background=ink["ground"], padding=PADDING)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13, titleFontSize=13, titleFontWeight="normal", labelColor=ink["text"],
            titleColor=ink["text"], domainColor=ink["soft"], tickColor=ink["soft"],
            gridColor=ink["grid"], labelOverlap=False, labelPadding=7, titlePadding=6,
        )
        .to_dict()
    )  # fmt: skip
    return found


def _names(
    picture: Picture,
    usual: Sequence[Band],
    labels: Labels,
    ink: dict[str, str],
    width: float,
    chart: Any,
    altair: Any,
) -> list[Any]:
    """The names of the lines, each where it lies on none."""

    def at(week: float, value: float) -> Point:
        return week / picture.weeks * width, (1 - value / picture.highest) * HEIGHT

    own = filled([at(each.week, each.value) for each in picture.own])
    lines = filled([at(each.week, each.value) for each in usual])
    low = filled([at(each.week, each.low) for each in usual if each.low is not None])
    high = filled([at(each.week, each.high) for each in usual if each.high is not None])
    taken = [*own, *lines, *low, *high]
    found: list[tuple[str, Spot, str]] = []
    if own:
        spot = best(labels.own, _around(own[-1], own[0]), taken, width, HEIGHT)
        found.append((labels.own, spot, ink["own"]))
        left, top, right, bottom = spot.box(labels.own)
        taken += filled([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])
    if usual:
        spots = [
            Spot(part * width, place, "center")
            for step in (1.0, 1.6, 2.4, 3.4, 4.6, 6.0)
            for part in (0.7, 0.8, 0.6, 0.5, 0.4, 0.3)
            for place in _beside(usual, part * width, step * LINE, at)
        ]
        found.append((labels.usual, best(labels.usual, spots, taken, width, HEIGHT), ink["usual"]))
    return [
        chart([{"text": text}])
        .mark_text(
            align=spot.align, baseline="middle", fontSize=13, fontWeight="bold", color=colour,
            x=spot.x, y=spot.y,
        )
        .encode(text="text:N")
        for text, spot, colour in found
    ]  # fmt: skip


def _around(last: Point, first: Point) -> list[Spot]:
    """Places round the last dot, then round the first."""
    spots = []
    for x, y in (last, first):
        for away in (LINE, 1.6 * LINE):
            spots += [Spot(x, y - away, "center"), Spot(x, y + away, "center")]
            spots += [Spot(x, y - away, "right"), Spot(x, y + away, "right")]
            spots += [Spot(x, y - away, "left"), Spot(x, y + away, "left")]
        spots += [Spot(x + 2 * LETTER, y, "left"), Spot(x - 2 * LETTER, y, "right")]
    return spots


def _beside(usual: Sequence[Band], x: float, away: float, at: Place) -> tuple[float, float]:
    """Heights so far above and below what is usual at some place."""
    nearest = min(usual, key=lambda each: abs(at(each.week, each.value)[0] - x))
    high = nearest.value if nearest.high is None else nearest.high
    low = nearest.value if nearest.low is None else nearest.low
    return at(nearest.week, high)[1] - away, at(nearest.week, low)[1] + away


def _with_words(svg: str, title: str, description: str, key: str) -> str:
    """The document with its title and description, and said to be one picture."""
    head, rest = svg.split(">", 1)
    named = f'role="img" aria-labelledby="{key}-title {key}-description"'
    return (
        f"{head} {named}>"
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-description">{escape(description)}</desc>{rest}'
    )

"""Levels of advice as a picture: one bar per cause, mildest to most urgent, as SVG.

The picture says what it shows twice: the shares stand in the bars, and the whole in words in its
`<title>` and `<desc>`, for whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rugwijzer.population.extras import ExtraMissing

COLOURS = ("#cfe2db", "#9cc9be", "#3b7f8d", "#1f4370", "#f2c14e", "#bf5429", "#6d1022")
"""Mildest first. From the doctor on, neighbours differ at least 1 : 2 in lightness, whatever the
eye makes of their colour; the numbers in the bars differ at least 1 : 4.5 from the bar."""

DARK, LIGHT = "#1d2b2f", "#ffffff"
WIDTH, ROW = 560, 30
SHOWN_FROM = 0.06
"""A smaller share has no room for its number; the words have it."""


@dataclass(frozen=True)
class Bar:
    """One cause: its name, how many people (as written), and the share at each level."""

    name: str
    people: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Labels:
    """The words of the picture, in one language.

    `description` goes with each bar in the words beside the picture: it has the places `name`,
    `people` and `shares`. `decimal` is the sign between a number and its tenths.
    """

    title: str
    subtitle: str
    axis: str
    legend: str
    levels: tuple[str, ...]
    description: str
    decimal: str


def levels_svg(bars: Sequence[Bar], labels: Labels) -> str:
    """The picture as an SVG document. Raises ExtraMissing without altair or vl-convert."""
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None

    svg = str(vl_convert.vegalite_to_svg(specification(bars, labels)))
    return _with_words(svg, labels.title, in_words(bars, labels))


def in_words(bars: Sequence[Bar], labels: Labels) -> str:
    """What the picture shows, bar by bar."""
    said = [labels.subtitle]
    for bar in bars:
        shares = ", ".join(
            f"{level} {_percent(share, labels)}"
            for level, share in zip(labels.levels, bar.shares, strict=True)
            if share > 0
        )
        said.append(
            labels.description.format(name=bar.name, people=bar.people, shares=shares or "-")
        )
    return "\n".join(said)


def specification(bars: Sequence[Bar], labels: Labels) -> dict[str, Any]:
    """The picture in the grammar of Vega-Lite. Raises ExtraMissing without altair."""
    try:
        import altair
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None

    names = [f"{bar.name} ({bar.people})" for bar in bars]
    rows = []
    for name, bar in zip(names, bars, strict=True):
        start = 0.0
        for rank, share in enumerate(bar.shares):
            rows.append(
                {
                    "cause": name,
                    "level": labels.levels[rank],
                    "from": start,
                    "to": start + share,
                    "middle": start + share / 2,
                    "text": _percent(share, labels) if share >= SHOWN_FROM else "",
                    "ink": LIGHT if rank in _DARK_BARS else DARK,
                }
            )
            start += share
    data = altair.Data(values=rows)  # type: ignore[no-untyped-call]
    causes = altair.Y("cause:N", sort=names, title=None)
    shades = altair.Scale(domain=list(labels.levels), range=list(COLOURS[: len(labels.levels)]))
    bar_marks = (
        altair.Chart(data)
        .mark_bar(stroke="#ffffff", strokeWidth=1, height=ROW - 9)
        .encode(
            y=causes,
            x=altair.X(
                "from:Q",
                title=labels.axis,
                scale=altair.Scale(domain=[0, 1]),
                axis=altair.Axis(
                    labelExpr=r"round(datum.value * 100) + '\u00a0%'", tickCount=5, grid=False
                ),
            ),
            x2="to:Q",
            color=altair.Color(
                "level:N",
                sort=list(labels.levels),
                scale=shades,
                legend=altair.Legend(
                    title=labels.legend, orient="bottom", columns=3, labelLimit=400,
                    symbolType="square", symbolStrokeColor="#7a8a8c",
                ),
            ),
        )
    )  # fmt: skip
    texts = (
        altair.Chart(data)
        .mark_text(fontSize=11)
        .encode(y=causes, x="middle:Q", text="text:N", color=altair.Color("ink:N", scale=None))
    )
    chart = (
        altair.layer(bar_marks, texts)
        .properties(
            width=WIDTH,
            height={"step": ROW},
            title=altair.TitleParams(
                labels.title, subtitle=labels.subtitle, anchor="start", fontSize=16,
                subtitleColor="#44565a", subtitlePadding=6, offset=12,
            ),
        )
        .configure_view(stroke=None)
        .configure(font="sans-serif", background="#ffffff", padding=16)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
                        labelLimit=320, domainColor="#b8c4c6", tickColor="#b8c4c6")
        .configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
    )  # fmt: skip
    found: dict[str, Any] = chart.to_dict()
    return found


_DARK_BARS = frozenset({2, 3, 5, 6})
"""The levels whose colour is dark enough for white letters."""


def _percent(share: float, labels: Labels) -> str:
    text = f"{share:.1%}" if 0 < share < 0.01 else f"{share:.0%}"
    return text.replace(".", labels.decimal).replace("%", "\N{NO-BREAK SPACE}%")


def _with_words(svg: str, title: str, description: str) -> str:
    """The document with its title and description, and said to be one picture."""
    head, rest = svg.split(">", 1)
    named = 'role="img" aria-labelledby="picture-title picture-description"'
    return (
        f"{head} {named}>"
        f'<title id="picture-title">{escape(title)}</title>'
        f'<desc id="picture-description">{escape(description)}</desc>{rest}'
    )

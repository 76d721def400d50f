"""The picture of a course: what is drawn, and what it says without being seen."""

from __future__ import annotations

import re
from itertools import combinations, product
from typing import Literal

import pytest

from rugwijzer.charts import Band, Dot, Labels, Picture, course_svg, course_table, in_words
from rugwijzer.charts.course import HEIGHT, INKS, WIDTH, specification
from rugwijzer.charts.placing import Spot, best, filled

pytest.importorskip("altair")
pytest.importorskip("vl_convert")

LABELS = Labels(
    title="Noise of a bicycle <over> time",
    scale="0 is silent",
    weeks="weeks since the first ride",
    own="this one",
    usual="average of others",
    own_row="This one, {when}: {value}.",
    own_usual_row="This one, {when}: {value}. Others: {usual}.",
    usual_row="Others {when}: {usual}.",
    columns=("when", "noise", "average"),
)
USUAL = tuple(Band(week, 7 - week / 4, 6 - week / 4, 8 - week / 4) for week in range(0, 13))
PICTURE = Picture(
    (Dot(0, 7, "at first"), Dot(2, 5, "after 2 weeks", "6 to 7"), Dot(9, 1, "after 9 weeks")),
    USUAL,
    (("after 6 weeks", "4 to 6"),),
)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_the_picture_has_a_title_and_says_in_words_what_it_shows() -> None:
    svg = course_svg(PICTURE, LABELS, key="noise")
    assert 'role="img" aria-labelledby="noise-title noise-description"' in svg
    assert '<title id="noise-title">Noise of a bicycle &lt;over&gt; time</title>' in svg
    assert in_words(PICTURE, LABELS) in svg
    assert in_words(PICTURE, LABELS).splitlines() == [
        "0 is silent",
        "This one, at first: 7.",
        "This one, after 2 weeks: 5. Others: 6 to 7.",
        "This one, after 9 weeks: 1.",
        "Others after 6 weeks: 4 to 6.",
    ]


def test_the_table_says_the_same() -> None:
    assert course_table(PICTURE, LABELS) == (
        ("when", "noise", "average"),
        ("at first", "7", ""),
        ("after 2 weeks", "5", "6 to 7"),
        ("after 9 weeks", "1", ""),
        ("after 6 weeks", "", "4 to 6"),
    )


@pytest.mark.parametrize("theme", THEMES)
def test_it_fits_a_phone(theme: Literal["light", "dark"]) -> None:
    for picture in (PICTURE, Picture(PICTURE.own), Picture((Dot(200, 10, "late"),))):
        found = re.search(r'<svg[^>]* width="([\d.]+)"', course_svg(picture, LABELS, theme))
        assert found is not None
        assert float(found[1]) <= WIDTH + 16


def test_the_lines_differ_without_colour() -> None:
    marks = [layer["mark"] for layer in specification(PICTURE, LABELS)["layer"]]
    lines = [mark for mark in marks if mark["type"] == "line"]
    assert [("strokeDash" in mark) for mark in lines] == [True, False]
    assert any(mark["type"] == "point" for mark in marks)
    svg = course_svg(PICTURE, LABELS)
    assert f">{LABELS.own}</text>" in svg
    assert f">{LABELS.usual}</text>" in svg


def test_without_anything_usual_there_is_one_line_and_one_name() -> None:
    svg = course_svg(Picture(PICTURE.own), LABELS)
    assert f">{LABELS.own}</text>" in svg
    assert LABELS.usual not in svg


def test_a_line_without_a_range_has_no_band() -> None:
    bare = Picture(PICTURE.own, tuple(Band(each.week, each.value) for each in USUAL))
    assert "area" not in {layer["mark"]["type"] for layer in specification(bare, LABELS)["layer"]}


@pytest.mark.parametrize(("last", "weeks"), [(0, 6), (6, 6), (6.1, 12), (30, 52), (70, 104)])
def test_the_picture_shows_as_many_weeks_as_people_think_in(last: float, weeks: int) -> None:
    assert Picture((Dot(last, 3, ""),)).weeks == weeks


def lightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "ink"), [*product(THEMES, ("text", "soft", "usual", "own"))])
def test_letters_and_lines_stand_out_from_the_ground(theme: str, ink: str) -> None:
    assert contrast(INKS[theme][ink], INKS[theme]["ground"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_lines_stand_out_from_the_band(theme: str) -> None:
    for ink in ("usual", "own"):
        assert contrast(INKS[theme][ink], INKS[theme]["band"]) >= 3


FREE = [Spot(150.0, 20.0 + 20 * step, "center") for step in range(10)]


def test_a_label_stands_where_no_line_is() -> None:
    line = filled([(0.0, 20.0), (300.0, 20.0)])
    spot = best("a name", FREE, line, 300, HEIGHT)
    left, top, right, bottom = spot.box("a name")
    assert not any(left <= x <= right and top <= y <= bottom for x, y in line)
    assert spot == FREE[1]


def test_a_label_stays_in_the_frame() -> None:
    spots = [Spot(295.0, 20.0, "left"), Spot(295.0, 20.0, "right")]
    assert best("a name", spots, [], 300, HEIGHT) == spots[1]


def test_names_do_not_lie_on_each_other() -> None:
    layers = specification(PICTURE, LABELS)["layer"]
    marks = [each["mark"] for each in layers if each["mark"]["type"] == "text"]
    texts = (LABELS.own, LABELS.usual)
    boxes = [
        Spot(mark["x"], mark["y"], mark["align"]).box(text)
        for mark, text in zip(marks, texts, strict=True)
    ]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]

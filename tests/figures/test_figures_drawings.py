"""The drawings of every movement in the content: true contacts, small files, nothing left out."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from tests.figures.angles import EVIDENCE, compare

from rugwijzer.figures import Movement, icon_svg, moving_svg, read_movement, still_svg
from rugwijzer.figures.body import LOOKS
from rugwijzer.figures.checking import findings
from rugwijzer.figures.paint import colours, contrast

EXERCISES = Path(__file__).resolve().parents[2] / "content" / "exercises"
SLUGS = sorted(path.parent.name for path in EXERCISES.glob("*/movement.yaml"))
LARGEST = 12_000
SVG = "{http://www.w3.org/2000/svg}"

OTHERWISE = {
    ("bridge", "shoulder"): "the arms stay on the mat while the trunk rises between them",
    (
        "knee-to-chest",
        "elbow",
    ): "the arms are as long as they are: to hold the shin they are straighter",
    ("sit-to-stand", "shoulder"): "the hands lie on the thighs, as one sits",
    ("sit-to-stand", "elbow"): "the hands lie on the thighs, as one sits",
    (
        "walking",
        "knee",
    ): "both feet touch the floor: the evidence gives the rear knee after it has left",
    ("front-plank", "knee"): "the toes stay where they are",
}
"""Where a drawing differs from the angles of the evidence, and why."""


@cache
def movement_of(slug: str) -> tuple[str, Movement]:
    """The number of an exercise and how it moves."""
    words = yaml.safe_load((EXERCISES / slug / "words.yaml").read_text(encoding="utf-8"))
    tree = yaml.safe_load((EXERCISES / slug / "movement.yaml").read_text(encoding="utf-8"))
    movement, problems = read_movement(tree, int(words["id"].split("-")[1]))
    assert problems == ()
    assert movement is not None
    return words["id"], movement


@cache
def moving(slug: str) -> str:
    """The moving picture of an exercise."""
    return moving_svg(movement_of(slug)[1], f"Titel van {slug}", "Zo gaat het < & >")


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_slides_sinks_or_bends_too_far(slug: str) -> None:
    assert findings(movement_of(slug)[1]) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_key_poses_have_the_angles_of_the_evidence(slug: str) -> None:
    number, movement = movement_of(slug)
    left = [
        each
        for each in compare(number, movement)
        if not any(slug == which and f": {joint}" in each for which, joint in OTHERWISE)
    ]
    assert left == []


def test_the_evidence_is_of_exercises() -> None:
    assert all(re.fullmatch(r"EX-\d\d", number) for number in EVIDENCE)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_moving_picture_is_small_well_formed_and_without_a_script(slug: str) -> None:
    text = moving(slug)
    root = ElementTree.fromstring(text)
    assert len(gzip.compress(text.encode(), 9)) <= LARGEST
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == f"Titel van {slug}"
    assert root.findtext(f"{SVG}desc") == "Zo gaat het < & >"
    assert "<script" not in text
    assert "prefers-reduced-motion" in text
    assert "prefers-color-scheme:dark" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_every_name_in_a_picture_exists_and_begins_with_the_key(slug: str) -> None:
    text = moving_svg(movement_of(slug)[1], "a", "b", key="ex4-")
    names = set(re.findall(r' id="([^"]+)"', text))
    assert all(name.startswith("ex4-") for name in names)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= names
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= names


@pytest.mark.parametrize("slug", SLUGS)
def test_each_animation_has_as_many_values_as_times_and_stays_one_shape(slug: str) -> None:
    for element in ElementTree.fromstring(moving(slug)).iter():
        values = element.get("values")
        times = element.get("keyTimes")
        if values is None or times is None:
            continue
        rows, marks = values.split(";"), [float(each) for each in times.split(";")]
        assert len(rows) == len(marks)
        assert marks == sorted(marks)
        assert marks[0] == 0
        if element.get("calcMode") == "spline":
            assert marks[-1] == 1
            assert len((element.get("keySplines") or "").split(";")) == len(rows) - 1
        if element.get("attributeName") == "d":
            forms = {
                (re.sub(r"[^a-zA-Z]", "", row), len(re.findall(r"-?\d+", row))) for row in rows
            }
            assert len(forms) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_a_loop_ends_as_it_begins(slug: str) -> None:
    for element in ElementTree.fromstring(moving(slug)).iter():
        values = (element.get("values") or "").split(";")
        if element.get("attributeName") == "d" or element.get("type") == "rotate":
            assert same(values[0], values[-1])


def same(one: str, two: str) -> bool:
    """Equal, or turned round once or more often (wheels and pedals)."""
    return one == two or (not set(one + two) & set("Mm ") and (float(one) - float(two)) % 360 == 0)


def test_the_same_movement_gives_the_same_bytes() -> None:
    movement = movement_of("bridge")[1]
    assert moving_svg(movement, "a", "b") == moving_svg(movement, "a", "b")
    assert still_svg(movement, "a", "b") == still_svg(movement, "a", "b")


@pytest.mark.parametrize("slug", SLUGS)
def test_paper_gets_its_poses_and_a_list_its_icon(slug: str) -> None:
    movement = movement_of(slug)[1]
    still = still_svg(movement, "a", "b", theme="light")
    assert "var(" not in still
    assert "<animate" not in still
    assert still.count("<text") == len(movement.stills)
    icon = icon_svg(movement, "a")
    assert 'viewBox="0 0 64 64"' in icon
    assert len(gzip.compress(icon.encode(), 9)) < 6_000
    for text in (still, icon):
        ElementTree.fromstring(text)


@pytest.mark.parametrize("look", LOOKS)
def test_lines_and_accents_stand_out_on_both_pages(look: object) -> None:
    for theme in colours(look):  # type: ignore[arg-type]
        for name in ("line", "accent", "floor"):
            assert contrast(theme[name], theme["page"]) >= 3

"""Every movement in the content: true contacts, the angles of the evidence, small drawings."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
from functools import cache
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from tests.figures.angles import EVIDENCE, compare

from rugwijzer.figures import Movement, icon_svg, moving_svg, read_movement, still_svg, svg
from rugwijzer.figures.body import LOOKS
from rugwijzer.figures.checking import findings
from rugwijzer.figures.lines import whole
from rugwijzer.figures.paint import colours
from rugwijzer.figures.pose import Camera
from rugwijzer.figures.scene import Scene
from rugwijzer.paths import find

CONTENT = find("content")
FOLDERS = sorted(
    path.parent
    for room in ("exercises", "positions")
    for path in CONTENT.glob(f"{room}/*/movement.yaml")
)
EVERY = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
LARGEST = 12_000
KEY = "ex4-"
REASON = "# angle:"
"""A line in a movement that says why an angle differs from the evidence."""
DIFFERENCES = Path(__file__).parent / "differences.txt"
"""Every angle that is not the one of the evidence: read it, and change it, with the movement."""
SVG = "{http://www.w3.org/2000/svg}"


@cache
def movement_of(folder: Path) -> tuple[str, Movement]:
    """The number of an exercise ("" for a position) and how it moves."""
    words = yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8"))
    tree = yaml.safe_load((folder / "movement.yaml").read_text(encoding="utf-8"))
    number = str(words.get("id", ""))
    chooses = int(number.partition("-")[2] or words["order"])
    movement, problems = read_movement(tree, chooses)
    assert problems == ()
    assert movement is not None
    return number, movement


@pytest.fixture(autouse=True)
def _looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """To work out where everything is on each picture costs most of it; nobody changes it."""
    monkeypatch.setattr(svg, "Scene", scene)


SCENES: dict[tuple[int, int], Scene] = {}


def scene(movement: Movement, camera: Camera) -> Scene:
    """A movement is one object for all its tests: see `movement_of`."""
    key = id(movement), movement.cameras.index(camera)
    if key not in SCENES:
        SCENES[key] = Scene(movement, camera)
    return SCENES[key]


def test_there_are_movements() -> None:
    assert FOLDERS


@EVERY
def test_nothing_slides_sinks_or_bends_too_far(folder: Path) -> None:
    assert findings(movement_of(folder)[1]) == ()


@EVERY
def test_key_poses_have_the_angles_of_the_evidence_or_those_that_are_listed(folder: Path) -> None:
    lines = DIFFERENCES.read_text(encoding="utf-8").splitlines()
    listed = tuple(line for line in lines if line.startswith(f"{folder.name}: "))
    assert tuple(f"{folder.name}: {each}" for each in compare(*movement_of(folder))) == listed


@EVERY
def test_an_angle_that_is_not_the_one_of_the_evidence_has_its_reason(folder: Path) -> None:
    listed = f"{folder.name}: " in DIFFERENCES.read_text(encoding="utf-8")
    assert not listed or REASON in (folder / "movement.yaml").read_text(encoding="utf-8")


def test_the_evidence_is_of_exercises() -> None:
    assert all(re.fullmatch(r"EX-\d\d", number) for number in EVIDENCE)


@EVERY
def test_the_moving_picture(folder: Path) -> None:
    text = moving_svg(movement_of(folder)[1], f"Titel van {folder.name}", "Zo < & >", key=KEY)
    assert len(gzip.compress(text.encode(), 9)) <= LARGEST
    root = ElementTree.fromstring(text)
    _has_its_words(root, text, folder.name)
    _names_exist(text)
    for element in root.iter():
        _moves_well(element)


@EVERY
def test_the_ring_of_the_breath_lies_over_nobody(folder: Path) -> None:
    movement = movement_of(folder)[1]
    ring = re.search(r'<circle cx="(-?\d+)" cy="(-?\d+)" r="32"', moving_svg(movement, "a", "b"))
    if ring is None:
        assert not any(step.breath for step in movement.loop)
        return
    x, y = int(ring[1]), int(ring[2])
    for frame in scene(movement, movement.cameras[0]).frames:
        for row in frame.values():
            assert all(hypot(whole(a) - x, -whole(b) - y) > 32 for a, b in row)


def _has_its_words(root: ElementTree.Element, text: str, slug: str) -> None:
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == f"Titel van {slug}"
    assert root.findtext(f"{SVG}desc") == "Zo < & >"
    assert "<script" not in text
    assert "prefers-reduced-motion" in text
    assert "prefers-color-scheme:dark" in text


def _names_exist(text: str) -> None:
    """Every name exists and begins with the key, so that many pictures can stand on one page."""
    names = set(re.findall(r' id="([^"]+)"', text))
    assert all(name.startswith(KEY) for name in names)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= names
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= names


def _moves_well(element: ElementTree.Element) -> None:
    """As many values as times, always one shape, and an end like the beginning."""
    values, times = element.get("values"), element.get("keyTimes")
    if values is None:
        return
    rows = values.split(";")
    if times is not None:
        marks = [float(each) for each in times.split(";")]
        assert len(rows) == len(marks)
        assert marks == sorted(marks)
        assert marks[0] == 0
        if element.get("calcMode") == "spline":
            assert marks[-1] == 1
            assert len((element.get("keySplines") or "").split(";")) == len(rows) - 1
    if element.get("attributeName") == "d":
        forms = {(re.sub(r"[^a-zA-Z]", "", row), len(re.findall(r"-?\d+", row))) for row in rows}
        assert len(forms) == 1
        assert rows[0] == rows[-1]
    if element.get("type") == "rotate":
        assert (float(rows[0]) - float(rows[-1])) % 360 == pytest.approx(0)


@EVERY
def test_paper_gets_its_poses_and_a_list_its_icon(folder: Path) -> None:
    movement = movement_of(folder)[1]
    still = still_svg(movement, "a", "b", theme="light")
    assert "var(" not in still
    assert "<animate" not in still
    assert still.count("<text") == (len(movement.stills) if len(movement.stills) > 1 else 0)
    icon = icon_svg(movement, "a", "b")
    assert 'viewBox="0 0 64 64"' in icon
    assert len(gzip.compress(icon.encode(), 9)) < 6_000
    for text in (still, icon):
        ElementTree.fromstring(text)


def digests(folders: list[Path]) -> list[str]:
    """A fingerprint of the stills and the icon of each; and of the first moving picture."""
    found = []
    for folder in folders:
        movement = movement_of(folder)[1]
        texts = [still_svg(movement, "a", "b"), icon_svg(movement, "a", "b")]
        if folder is folders[0]:
            texts.append(moving_svg(movement, "a", "b"))
        found.append(hashlib.sha256("".join(texts).encode()).hexdigest())
    return found


def test_another_process_gives_the_same_bytes() -> None:
    code = "from tests.figures import test_figures_drawings as t; print(*t.digests(t.FOLDERS))"
    path = os.pathsep.join([*sys.path, str(Path(__file__).resolve().parents[2])])
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == digests(FOLDERS)


def contrast(one: str, two: str) -> float:
    """How much two colours differ in lightness: 1 is not at all, 21 is black on white (WCAG)."""
    lights = sorted((lightness(one), lightness(two)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lightness(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", LOOKS)
def test_lines_and_accents_stand_out_on_both_pages(look: object) -> None:
    for theme in colours(look):  # type: ignore[arg-type]
        for name in ("line", "accent", "floor"):
            assert contrast(theme[name], theme["page"]) >= 3

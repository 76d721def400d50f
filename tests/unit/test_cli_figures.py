"""The page of figures: every exercise and position, moving and still, in both languages."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from rugwijzer.cli import main
from rugwijzer.library.entries import ContentProblem
from rugwijzer.library.movements import load_shown
from rugwijzer.paths import find

SVG = "{http://www.w3.org/2000/svg}"


def test_every_exercise_and_every_position_has_a_movement() -> None:
    rooms = [each.room for each in load_shown(find("content"))]
    assert rooms.count("exercises") == 44
    assert rooms.count("positions") == 12


def test_a_figure_is_drawn_with_a_title_and_steps_in_both_languages(tmp_path: Path) -> None:
    assert main(["figures", str(tmp_path), "--only", "bridge"]) == 0
    shown = next(each for each in load_shown(find("content")) if each.slug == "bridge")
    for language in ("nl", "en"):
        for form in ("moving", "still", "print", "icon"):
            path = tmp_path / "exercises" / "bridge" / f"{form}.{language}.svg"
            drawing = ElementTree.fromstring(path.read_text(encoding="utf-8"))
            assert drawing.findtext(f"{SVG}title") == shown.name[language]
            assert drawing.findtext(f"{SVG}desc") == shown.steps[language]


def test_what_is_for_paper_has_its_colours_in_it(tmp_path: Path) -> None:
    main(["figures", str(tmp_path), "--only", "bridge"])
    folder = tmp_path / "exercises" / "bridge"
    assert "var(--" not in (folder / "print.nl.svg").read_text(encoding="utf-8")
    assert "var(--" in (folder / "still.nl.svg").read_text(encoding="utf-8")


def test_the_page_shows_each_in_light_and_dark_with_its_data(tmp_path: Path) -> None:
    main(["figures", str(tmp_path), "--only", "bridge", "--only", "walking", "--lang", "en"])
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("<article") == 2
    assert page.count('class="dark"') == 2
    assert "moving.en.svg" in page
    assert "http" not in page
    assert "<script" not in page


def test_a_name_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(tmp_path / "x"), "--only", "handstand"]) == 2
    assert "handstand: no exercise or position is called so." in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["figures", str(tmp_path / "file" / "x"), "--only", "bridge"]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with one exercise that moves."""
    source = find("content") / "exercises" / "bridge"
    folder = tmp_path / "exercises" / "bridge"
    folder.mkdir(parents=True)
    for name in ("words.yaml", "movement.yaml"):
        (folder / name).write_text((source / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_an_exercise_without_a_movement_is_named(content: Path) -> None:
    (content / "exercises" / "bridge" / "movement.yaml").unlink()
    with pytest.raises(ContentProblem, match=r"exercises/bridge/movement.yaml: is missing"):
        load_shown(content)


def test_a_mistake_in_a_movement_is_named_with_its_file(
    content: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = content / "exercises" / "bridge" / "movement.yaml"
    movement = yaml.safe_load(path.read_text(encoding="utf-8"))
    movement["loop"][0]["to"] = "sky"
    path.write_text(yaml.safe_dump(movement), encoding="utf-8")
    for room in ("messages", "interface"):
        (content / room).symlink_to(find("content") / room)
    monkeypatch.setenv("RUGWIJZER_CONTENT", str(content))
    assert main(["figures", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("exercises/bridge/movement.yaml: ")
    assert "sky" in said


def test_the_check_of_the_texts_looks_at_the_movements_too(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "exercises" / "bridge" / "movement.yaml").write_text("view: round\n")
    for room in ("messages", "interface"):
        (content / room).symlink_to(find("content") / room)
    monkeypatch.setenv("RUGWIJZER_CONTENT", str(content))
    assert main(["content", "check", "--without-spelling"]) == 1
    assert "exercises/bridge/movement.yaml: anchor" in capsys.readouterr().err

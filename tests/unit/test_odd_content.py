"""Content that is odd: each mistake is named with file and key, and nothing is lost in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.compiler import load
from rugwijzer.library.checking import check_content
from rugwijzer.library.checking.said import everything
from rugwijzer.library.positions import load_positions
from rugwijzer.library.terms import read_terms
from rugwijzer.paths import find

CONTENT = find("content")
FILES = {
    "page": "pages/leg-pain/page.yaml",
    "lesson": "lessons/alarm-not-gauge/lesson.yaml",
    "exercise": "exercises/bridge/words.yaml",
    "position": "positions/standing-on-heels/words.yaml",
    "glossary": "glossary.yaml",
    "terms": "terms.yaml",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def said(copy: Path, file: str, change: Callable[[Any], object]) -> list[str]:
    """What a check says of one file after a change."""
    path = copy / FILES[file]
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return [each for each in read(copy) if each.startswith(FILES[file])]


def read(copy: Path) -> tuple[str, ...]:
    """What is wrong with a folder for who only reads it; a check says all of it, and more."""
    return (*everything(copy).problems, *read_terms(copy)[1])


TEXTS = [
    *(("page", key) for key in ("title", "summary", "when_to_call", "next_step", "related")),
    *(("lesson", key) for key in ("title", "story", "idea", "today", "not_for", "aloud")),
    *(("exercise", key) for key in ("name", "for", "start", "steps", "feel", "easier", "id")),
    *(("position", key) for key in ("name", "steps", "care", "fact", "kind")),
    ("glossary", "entries"),
]


@pytest.mark.parametrize(("file", "key"), TEXTS)
def test_a_text_that_was_left_empty_is_named(copy: Path, file: str, key: str) -> None:
    def empty(tree: Any) -> None:
        tree[key] = None

    assert f"{FILES[file]}: {key} is missing. Add it, in nl and en." in said(copy, file, empty)


def test_an_empty_place_in_a_list_is_named(copy: Path) -> None:
    def empty(tree: Any) -> None:
        tree["steps"][0] = None

    assert any("steps must be a list" in each for each in said(copy, "exercise", empty))


@pytest.mark.parametrize(
    ("file", "change", "named"),
    [
        ("page", lambda tree: tree["sections"][0].update(title=None), "sections.1 must have"),
        ("page", lambda tree: tree["sections"][0].update(id="Een Naam"), "sections.1.id must be"),
        ("exercise", lambda tree: tree.update(id="EX"), "id must be an id. Write it as EX-01."),
        ("position", lambda tree: tree.update(fact=["no", "such"]), "fact must be a fact."),
        ("position", lambda tree: tree.update(order=99), "order 99 does not fit."),
        (
            "glossary",
            lambda tree: tree["entries"][0]["nl"].update(forms=3),
            "entries.1.nl.forms must be a list of words.",
        ),
        (
            "glossary",
            lambda tree: tree["entries"][0]["nl"].update(forms=[3]),
            "entries.1.nl.forms must be a list of words.",
        ),
        (
            "glossary",
            lambda tree: tree["marks"]["nl"].update(endings="itis"),
            "marks.nl.endings must be a list of words.",
        ),
        (
            "glossary",
            lambda tree: tree["entries"][1].update(id=tree["entries"][0]["id"]),
            "stands there twice.",
        ),
        ("terms", lambda tree: tree.update(avoyd={}), "this holds `names`, `avoid` and `prefer`."),
        ("terms", lambda tree: tree.update(avoid={"NL": []}), "avoid must have nl and en."),
        ("terms", lambda tree: tree.update(avoid=None), "avoid must have nl and en."),
        (
            "terms",
            lambda tree: tree["avoid"]["nl"].append({"word": None}),
            "avoid.nl must be a list of words.",
        ),
        (
            "terms",
            lambda tree: tree["avoid"]["nl"].append({"word": "x", "whole": "yes"}),
            "avoid.nl must be a list of words.",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(
    copy: Path, file: str, change: Callable[[Any], object], named: str
) -> None:
    assert any(named in each for each in said(copy, file, change))


def test_a_key_that_stands_twice_inside_a_list_is_named(copy: Path) -> None:
    path = copy / FILES["glossary"]
    text = path.read_text(encoding="utf-8").replace("  - id: disc\n", "  - id: x\n    id: disc\n")
    path.write_text(text, encoding="utf-8")
    assert any("id stands there twice." in each for each in read(copy))


def test_a_check_says_all_that_reading_says(copy: Path) -> None:
    for file in ("page", "exercise", "glossary"):
        (copy / FILES[file]).write_text("title: [", encoding="utf-8")
    (copy / FILES["terms"]).write_text("avoyd: {}", encoding="utf-8")
    assert {each.partition(":")[0] for each in read(copy)} >= {
        FILES[file] for file in ("page", "exercise", "glossary", "terms")
    }
    assert set(read(copy)) <= set(check_content(copy).problems)


def test_of_a_file_that_cannot_be_read_one_hears_only_that(copy: Path) -> None:
    (copy / FILES["page"]).write_text("title: [", encoding="utf-8")
    problems = [each for each in check_content(copy).problems if each.startswith(FILES["page"])]
    assert len(problems) == 1


@pytest.mark.parametrize("tag", ["!!timestamp no", "!!bool zz", '!!int ""', "!mine x"])
def test_a_tag_is_refused_with_its_line(copy: Path, tag: str) -> None:
    (copy / FILES["exercise"]).write_text(f"id: {tag}\n", encoding="utf-8")
    assert f"{FILES['exercise']}:1: tags (!) are not read. Take it out." in read(copy)


def test_a_file_that_is_not_there_is_to_be_added(copy: Path) -> None:
    (copy / "exercises" / "bridge" / "movement.yaml").unlink()
    from rugwijzer.library.movements import read_shown

    assert read_shown(copy)[1] == ("exercises/bridge/movement.yaml: is missing. Add it.",)


def test_the_body_tests_answer_questions_that_are_asked() -> None:
    facts = load(find("guideline")).facts
    asked = [each.fact for each in load_positions(CONTENT) if each.kind == "test"]
    assert len(asked) == 4
    assert set(asked) <= set(facts)

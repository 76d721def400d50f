"""Reading the guide in the terminal."""

from __future__ import annotations

from functools import cache

import pytest

from rugwijzer.cli import guide, main
from rugwijzer.paths import find

READ = {
    name: cache(getattr(guide, name))
    for name in ("load_texts", "load_pages", "load_lessons", "load_glossary")
}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the content once for all that is shown here."""
    for name, read in READ.items():
        monkeypatch.setattr(guide, name, read)


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["guide", *words]) == 0
    return capsys.readouterr().out


def test_without_a_name_it_lists_all_there_is_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys)
    for page in READ["load_pages"](find("content")):
        assert page.title["nl"] in said
    for lesson in READ["load_lessons"](find("content")):
        assert lesson.slug in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_can_be_read_to_its_end(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for page in READ["load_pages"](find("content")):
        said = " ".join(shown(capsys, page.slug, "--lang", language).split())
        assert page.title[language] in said
        assert page.review_by.isoformat() in said
        assert "](" not in said, page.slug


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_lesson_can_be_read_with_all_its_answers(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for lesson in READ["load_lessons"](find("content")):
        said = " ".join(shown(capsys, lesson.slug, "--lang", language).split())
        for option in lesson.options:
            assert " ".join(option.answer[language].split()) in said


def test_a_page_is_found_by_its_address_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "lage-rugklachten") == shown(capsys, "low-back-pain")


def test_no_line_is_wider_than_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for page in READ["load_pages"](find("content")):
        for line in shown(capsys, page.slug).splitlines():
            assert len(line) <= 78, line


def test_a_page_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "handstand"]) == 2
    assert "geen pagina of les die handstand heet" in capsys.readouterr().err

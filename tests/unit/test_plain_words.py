"""How plain a text is: reading ease, spelling, and what the command says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rugwijzer.cli import main
from rugwijzer.library import load_library
from rugwijzer.library.checking import Spelling, check_content
from rugwijzer.library.checking.readability import ease, syllables
from rugwijzer.paths import CHECKOUT, DataNotFound

DICTIONARIES = CHECKOUT / "node_modules"


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("rug", "nl", 1),
        ("bewegen", "nl", 3),
        ("huisarts", "nl", 2),
        ("draaien", "nl", 2),
        ("fysiotherapeut", "nl", 6),
        ("knieën", "nl", 2),
        ("back", "en", 1),
        ("table", "en", 2),
        ("moved", "en", 1),
        ("exercise", "en", 3),
        ("shoulder", "en", 2),
    ],
)
def test_a_word_has_as_many_syllables_as_one_hears(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


def test_short_words_in_short_sentences_read_easier() -> None:
    plain = "Je rug doet zeer. Ga even lopen. Dat helpt vaak."
    stiff = "Aanhoudende rugklachten rechtvaardigen multidisciplinaire revalidatiebehandeling."
    assert ease(plain, "nl") > 90
    assert ease(stiff, "nl") < 20
    assert ease("", "nl") == 100


def test_a_longer_sentence_reads_harder_than_the_same_words_in_two() -> None:
    one = "You lie down on the mat and you lift your hips and you hold."
    two = "You lie down on the mat. You lift your hips and you hold."
    assert ease(two, "en") > ease(one, "en")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "messages").mkdir()
    (tmp_path / "interface").mkdir()
    (tmp_path / "spelling").mkdir()
    return tmp_path


def misspelled(content: Path, nl: str, en: str, own: str = "") -> list[str]:
    (content / "messages" / "a.yaml").write_text(
        f'a:\n  nl: "{nl}"\n  en: "{en}"\n', encoding="utf-8"
    )
    (content / "spelling" / "nl.txt").write_text(own, encoding="utf-8")
    found = check_content(content, spelling=Spelling(DICTIONARIES, content))
    return [problem.split('"')[1] for problem in found.problems if "dictionary" in problem]


def test_a_word_that_no_dictionary_knows_is_named(content: Path) -> None:
    assert misspelled(content, "Je huisrats kijkt.", "Your doktor looks.") == ["huisrats", "doktor"]


def test_a_good_compound_needs_no_list(content: Path) -> None:
    assert (
        misspelled(content, "De huisartsenpost en de boodschappentas.", "The shopping bag.") == []
    )


def test_a_word_of_our_own_is_right(content: Path) -> None:
    assert misspelled(content, "Een muurzit.", "A wall sit.", own="muurzit\n") == []


def test_a_word_of_our_own_that_nobody_needs_has_to_go(content: Path) -> None:
    (content / "messages" / "a.yaml").write_text("a: {nl: Een muur., en: A wall.}\n")
    (content / "spelling" / "nl.txt").write_text("muurzit\n")
    found = check_content(content, spelling=Spelling(DICTIONARIES, content))
    assert found.problems == ('spelling/nl.txt: "muurzit" is not needed. Take it out.',)


def test_a_dutch_sentence_for_the_phone_may_stand_on_an_english_page(content: Path) -> None:
    assert misspelled(content, "Zeg: 'Ik bel.'", "Say: 'Ik wil een afspraak.' (I want one.)") == []
    assert misspelled(content, "Zeg: 'Ik bel.'", "Say: Ik wil een afspraak.") != []


def test_a_place_and_a_command_are_no_prose(content: Path) -> None:
    assert (
        misspelled(content, "Hoi {naampje_x}, `assess --qqq`.", "Hi {naampje_x}, `assess`.") == []
    )


def test_without_dictionaries_one_hears_where_they_were_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataNotFound, match=r"there is no dictionary here. Run `make setup`"):
        Spelling(tmp_path, tmp_path)


def test_a_text_that_is_missing_in_a_language_stops_the_loading(content: Path) -> None:
    (content / "messages" / "a.yaml").write_text("a:\n  b: {nl: Hoi}\n")
    with pytest.raises(DataNotFound, match=r"a\.yaml: a\.b: no text in en\. Write one\."):
        load_library(content)


def test_the_command_prints_how_easy_each_room_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", "--without-spelling"]) == 0
    said = capsys.readouterr().out
    for room in ("exercises", "lessons", "messages", "pages", "positions"):
        assert f"{room} " in said
    assert "Spelling was not checked." in said
    assert "pages/low-back-pain/page.yaml" not in said


def test_the_command_prints_how_easy_each_file_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", "--without-spelling", "--scores"]) == 0
    assert "pages/low-back-pain/page.yaml" in capsys.readouterr().out


def test_the_command_says_what_to_do_without_dictionaries(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["content", "check", "--dictionaries", str(tmp_path)]) == 1
    assert "make setup" in capsys.readouterr().err

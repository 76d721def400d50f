"""The words people read: all there, in both languages, and the words we want."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.whole import guideline
from tests.whole import texts as library

import rugwijzer
from rugwijzer.cli import main
from rugwijzer.compiler import (
    Choice,
    ChoiceDecision,
    Ladder,
    SetDecision,
)
from rugwijzer.compiler.language.guideline import MARKS
from rugwijzer.library import TextMissing, load_library
from rugwijzer.library.checking import check_content
from rugwijzer.paths import DataNotFound

SOURCE = Path(rugwijzer.__file__).parent
SPEAKING = ("cli", "care", "wording")
ASKING = ("text", "numbered", "sentence")


def names() -> dict[str, tuple[str, ...]]:
    """What may stand in a place of a key, by how the code calls it."""
    ladder = guideline().decisions["urgency"]
    contact = guideline().decisions["contact"]
    gate = guideline().decisions["gate"]
    concerns = guideline().decisions["concerns"]
    assert isinstance(ladder, Ladder)
    assert isinstance(contact, ChoiceDecision)
    assert isinstance(gate, ChoiceDecision)
    assert isinstance(concerns, SetDecision)
    decisions = guideline().decisions
    options = {
        name: decision.options
        for name in ("phase", "profile", "imaging")
        if isinstance(decision := decisions[name], ChoiceDecision)
    }
    step, calendar, fits = (decisions[name] for name in ("care_step", "follow_up", "kind"))
    assert isinstance(fits, ChoiceDecision)
    factors, escalation = decisions["factors"], decisions["escalation"]
    assert isinstance(step, ChoiceDecision)
    assert isinstance(calendar, ChoiceDecision)
    assert isinstance(factors, SetDecision)
    assert isinstance(escalation, SetDecision)
    work, goal = guideline().facts["work"].type, guideline().facts["first_goal"].type
    assert isinstance(work, Choice)
    assert isinstance(goal, Choice)
    return {
        **options,
        "fits": fits.options,
        "step": step.options,
        "calendar": calendar.options,
        "factor": factors.names,
        "helper": escalation.names,
        "area": tuple({member.group or "" for member in factors.members}),
        "work": work.options,
        "goal": goal.options,
        "level": ladder.levels,
        "contact": contact.options,
        "gate": gate.options,
        "member": concerns.names,
        "concern": concerns.names,
        "mark": MARKS,
    }


# --- what the program says


def keys_in_code() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every key asked for: where, its text with `*` for each place, and what stands there."""
    for path in (path for room in SPEAKING for path in (SOURCE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr not in ASKING or not node.args:
                continue
            where = f"{path.relative_to(SOURCE)}:{node.lineno}"
            match node.args[0]:
                case ast.Constant(value=str(key)):
                    yield where, key, ()
                case ast.JoinedStr(values=parts):
                    key, places = "", []
                    for part in parts:
                        if isinstance(part, ast.FormattedValue):
                            key += "*"
                            places.append(ast.unparse(part.value).rsplit(".", 1)[-1])
                        elif isinstance(part, ast.Constant):
                            key += str(part.value)
                    yield where, key, tuple(places)


def there(key: str) -> bool:
    """Whether a key, or the first of the numbered texts under it, has a text."""
    pattern = re.compile(re.escape(key).replace(r"\*", ".+") + r"(\.1)?")
    return any(pattern.fullmatch(each) for each in library().texts)


def rooms_in_code() -> dict[str, list[str]]:
    """Per file the rooms of texts it looks in, where it asks by the last part of a key alone."""
    rooms: dict[str, list[str]] = {}
    for where, key, places in keys_in_code():
        file = where.partition(":")[0]
        if places == ("key",):
            rooms.setdefault(file, []).append(key.removesuffix(".*"))
        elif places == ("HEADING", "key"):
            text = (SOURCE / file).read_text(encoding="utf-8")
            rooms.setdefault(file, []).extend(re.findall(r'^HEADING = "(.+)"', text, re.MULTILINE))
    return rooms


def test_every_text_the_program_asks_for_is_there() -> None:
    found = list(keys_in_code())
    rooms = {room for each in rooms_in_code().values() for room in each}
    assert len(found) > 60
    missing = [
        f"{where}: {key}"
        for where, key, _ in found
        if not there(key) and not any(there(f"{room}.{key}") for room in rooms)
    ]
    assert missing == []


def test_a_text_that_depends_on_the_outcome_is_there_for_every_outcome() -> None:
    missing = []
    tried = 0
    for where, key, places in keys_in_code():
        if len(places) != 1 or places[0] not in names() or key.startswith("contact.*.say"):
            continue
        if key.startswith(("gate.*.more", "kind.*.course", "urgency.*.do_with_plan")):
            continue
        for name in names()[places[0]]:
            tried += 1
            if not there(key.replace("*", name)):
                missing.append(f"{where}: {key.replace('*', name)}")
    assert missing == []
    assert tried > 100


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_level_says_what_it_is_how_soon_what_to_do_and_what_if_you_stop(
    language: str,
) -> None:
    for level in names()["level"]:
        for what in ("title", "time", "at_least"):
            assert library().text(f"urgency.{level}.{what}", language)
        assert library().numbered(f"urgency.{level}.do", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_concern_has_a_name_a_meaning_what_to_do_at_night_and_a_sentence_to_say(
    language: str,
) -> None:
    for concern in names()["concern"]:
        for what in ("name", "means", "night", "say"):
            assert library().text(f"concern.{concern}.{what}", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_contact_says_who_and_how_and_all_but_none_give_two_sentences_to_say(
    language: str,
) -> None:
    for contact in names()["contact"]:
        for what in ("who", "how"):
            assert library().text(f"contact.{contact}.{what}", language)
        if contact != "none":
            assert len(library().numbered(f"contact.{contact}.say", language)) >= 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_gate_says_how_much_may_be_done_and_the_bridge_when_to_call_112(
    language: str,
) -> None:
    for gate in names()["gate"]:
        for what in ("title", "intro"):
            assert library().text(f"gate.{gate}.{what}", language)
        if gate != "bridge":
            assert library().text(f"gate.{gate}.more", language)
    for part in ("do", "do_not", "call_112"):
        assert library().numbered(f"gate.bridge.{part}", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_factor_says_what_it_does_and_one_small_thing_to_do_in_a_few_words(
    language: str,
) -> None:
    for factor in names()["factor"]:
        for what in ("does", "try"):
            said = library().text(f"factor.{factor}.{what}", language)
            assert len(said.split()) <= 18, said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_says_what_it_fits_what_an_examination_adds_and_how_it_may_go(
    language: str,
) -> None:
    for kind in names()["fits"]:
        for what in ("text", "examined"):
            assert library().text(f"kind.{kind}.{what}", language)
        course = f"kind.{kind}.course"
        assert kind == "without_alarm_signs" or library().text(course, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_situation_at_work_every_wish_and_every_helper_has_its_next_step(
    language: str,
) -> None:
    for work in names()["work"]:
        assert library().text(f"work.{work}.text", language)
    for goal in names()["goal"]:
        for what in ("wish", "step"):
            assert library().text(f"goal.{goal}.{what}", language)
    for helper in names()["helper"]:
        for what in ("how", "say"):
            assert library().text(f"escalation.{helper}.{what}", language)


def test_no_heading_or_text_about_a_person_speaks_of_risk_or_psychology() -> None:
    rooms = ("factor.", "profile.", "care_step.", "phase.", "kind.", "goal.", "work.")
    for key, words in library().texts.items():
        if key.startswith(rooms):
            for text in words.values():
                assert not re.search(r"risico|risk|psych|kans dat|chance|label", text), key


def test_no_text_of_today_is_longer_than_can_be_read_at_once() -> None:
    for key, words in library().texts.items():
        # A letter may be longer, and what search goes by nobody reads.
        if re.search(r"\bletter\b", key) or key.startswith("web_guide.search."):
            continue
        for text in words.values():
            assert len(text) < 400, key
            assert text == text.strip(), key
            assert "\n" not in text.strip(), key


def test_numbered_texts_have_no_gap() -> None:
    numbered: dict[str, list[int]] = {}
    for key in library().texts:
        head, _, last = key.rpartition(".")
        if last.isdecimal():
            numbered.setdefault(head, []).append(int(last))
    for head, numbers in numbered.items():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), head


def test_the_answers_and_keys_one_can_type_differ_within_a_language() -> None:
    for language in ("nl", "en"):
        keys = [
            library().text(f"check.key.{key}", language)
            for key in ("dont_know", "back", "quit", "help")
        ]
        yes_no = ("ja", "j", "nee", "n") if language == "nl" else ("yes", "y", "no", "n")
        assert len({*keys, *yes_no}) == len(keys) + len(yes_no)


# --- giving a text


def test_a_text_is_given_with_its_places_filled_in() -> None:
    found = library().text("check.hint.not_an_option", "en", low=1, high=4)
    assert "1" in found
    assert "4" in found
    assert "{" not in found


def test_asking_for_a_text_that_does_not_exist_names_its_key() -> None:
    with pytest.raises(TextMissing, match=r"no\.such\.key"):
        library().text("no.such.key", "nl")


def test_a_folder_without_texts_is_not_an_empty_library(tmp_path: Path) -> None:
    with pytest.raises(DataNotFound):
        load_library(tmp_path)
    with pytest.raises(DataNotFound):
        load_library(tmp_path / "nowhere")


# --- checking


def test_the_real_texts_have_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["content", "check"])
    captured = capsys.readouterr()
    assert captured.err == ""
    assert status == 0
    assert "No problems." in captured.out


Write = Callable[[str, str], None]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "messages").mkdir()
    (tmp_path / "interface").mkdir()
    (tmp_path / "terms.yaml").write_text(
        "avoid:\n"
        "  nl:\n"
        "    - {word: schade, instead: iets anders}\n"
        "    - {word: u, whole: true, instead: je}\n"
        "  en:\n"
        "    - {word: degenerat}\n"
    )
    return tmp_path


def problems(content: Path, text: str, other: str = "") -> list[str]:
    (content / "messages" / "a.yaml").write_text(text)
    if other:
        (content / "interface" / "b.yaml").write_text(other)
    return list(check_content(content).problems)


def test_well_made_texts_have_no_problems(content: Path) -> None:
    assert problems(content, "a:\n  b: {nl: Hoi je, en: Hi}\n  c: {nl: '{x}', en: '{x}'}\n") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {nl: Hoi}\n", "messages/a.yaml: a: no text in en."),
        ("a: {en: Hi}\n", "messages/a.yaml: a: no text in nl."),
        ("a: {nl: '', en: Hi}\n", "messages/a.yaml: a: no text in nl."),
        ("a: {nl: no, en: Hi}\n", "messages/a.yaml: a: no text in nl."),
        ("a: {nl: 3, en: Hi}\n", "messages/a.yaml: a: no text in nl."),
        ("a:\n  b: alleen dit\n", "messages/a.yaml: a.b: no text in nl."),
        ("a: {nl: '{x} is', en: '{y} is'}\n", "the places in braces differ"),
        ("a: {nl: '{x} is', en: 'is'}\n", "the places in braces differ"),
        ("a: {nl: '{x', en: '{x}'}\n", "a brace is not closed"),
        ("a: {nl: Schade is er, en: Hi}\n", '"schade" is a word to avoid (nl). Write iets anders.'),
        ("a: {nl: rugschade, en: Hi}\n", '"schade" is a word to avoid (nl)'),
        ("a: {nl: Wilt u dit, en: Hi}\n", '"u" is a word to avoid (nl). Write je.'),
        ("a: {nl: Hoi, en: A degenerative disc}\n", '"degenerat" is a word to avoid (en).'),
        ("a: {nl: Hoi, en: Hi}\nb: {nl: x, en: x}\na: {nl: x, en: x}\n", "a.yaml:3: a stands"),
        ("a:\n  b: {nl: x, en: x}\n  b: {nl: x, en: x}\n", "a.yaml:3: b stands there twice"),
        ("a: {nl: x, nl: y, en: x}\n", "nl stands there twice"),
        ("a: {nl: Hoi\n", "messages/a.yaml:2: this is not valid YAML"),
    ],
)
def test_a_mistake_in_the_texts_is_found(content: Path, text: str, says: str) -> None:
    found = problems(content, text)
    assert any(says in problem for problem in found), found


def test_a_word_to_avoid_as_a_whole_may_be_a_part_of_another(content: Path) -> None:
    assert problems(content, "a: {nl: Hier nu buiten, en: Hi}\n") == []


def test_the_same_key_in_two_files_is_found(content: Path) -> None:
    found = problems(content, "a: {nl: x, en: x}\n", "a: {nl: y, en: y}\n")
    assert found == ["messages/a.yaml: a stands already in b.yaml."] or found == [
        "interface/b.yaml: a stands already in a.yaml."
    ]


def test_words_kept_elsewhere_are_checked_for_words_to_avoid(content: Path) -> None:
    (content / "messages" / "a.yaml").write_text("a: {nl: Hoi, en: Hi}\n")
    found = check_content(content, own=[("rule x", {"nl": "Er is schade", "en": "Hi"})])
    assert list(found.problems) == [
        'guideline: rule x: "schade" is a word to avoid (nl). Write iets anders.'
    ]

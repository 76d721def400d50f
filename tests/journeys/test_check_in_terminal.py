"""`rugwijzer check` as a person sees it: in a terminal, from the first question to the result."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli.wording import say
from rugwijzer.compiler import (
    Answer,
    AskGroup,
    Choice,
    Fact,
    Guideline,
    Number,
    Screen,
    SetOf,
    TickPart,
    YesNo,
    load_files,
    read_files,
)
from rugwijzer.library import Library, load_library
from rugwijzer.paths import find

from .terminal import PROMPT, Terminal, flat

LANGUAGES = ("nl", "en")


@cache
def guideline() -> Guideline:
    return load_files(read_files(find("guideline")), checked=False)


@cache
def texts() -> Library:
    return load_library(find("content"))


def text(key: str, language: str, **places: object) -> str:
    return flat(texts().text(key, language, **places))


Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def start(tmp_path: Path, cache_home: str) -> Start:
    def begin(*words: str) -> Terminal:
        return Terminal(["check", *words], tmp_path, {"XDG_CACHE_HOME": cache_home})

    return begin


def kept(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rugwijzer" / "check.json"


# --- somebody who reads the question and types the number of her answer


def typed(fact: Fact, answer: Answer) -> list[str]:
    """What she types to answer one question."""
    if answer is None:
        return ["?", "?"] if fact.simpler else ["?"]
    match fact.type:
        case YesNo():
            return ["1" if answer else "2"]
        case SetOf(options=options):
            assert isinstance(answer, frozenset)
            chosen = [str(options.index(name) + 1) for name in options if name in answer]
            return [" ".join(chosen) or str(len(options) + 1)]
        case Choice(options=options):
            offered = fact.ask or options
            if answer in offered:
                return [str(list(offered).index(str(answer)) + 1)]
            for number, group in enumerate(offered, start=1):
                if isinstance(group, AskGroup) and answer in group.options:
                    return [str(number), str(group.options.index(str(answer)) + 1)]
            raise AssertionError(f"{fact.name} cannot be answered so")
        case Number() as number:
            assert isinstance(answer, int)
            if number.unit == "days":
                return [f"{answer} d"]
            return [f"{float(number.quantity(answer)):g}"]


class Person:
    """Somebody with answers, at a terminal."""

    def __init__(self, terminal: Terminal, language: str, truth: Mapping[str, Answer]) -> None:
        self.terminal = terminal
        self.language = language
        self.truth = truth
        self.pages = [terminal.until_asked()]
        self.answers = 0
        self.waiting: Fact | TickPart | None = None

    @property
    def page(self) -> str:
        return self.pages[-1]

    def type(self, line: str) -> str:
        self.pages.append(self.terminal.type(line))
        return self.page

    def asked(self) -> Fact | TickPart | None:
        """What is being asked, by the words on the screen; after a hint, what was asked before."""
        shown = flat(self.page)
        best: tuple[int, Fact | TickPart] | None = None
        if shown.endswith(f"{text('check.go_on.enter', self.language)} >"):
            return None
        for screen in guideline().screens:
            for part in screen.parts:
                if isinstance(part, TickPart):
                    at = shown.rfind(flat(say(part.question, self.language)))
                    if at >= 0 and self.is_list(part, shown[at:]) and (best or (-1,))[0] < at:
                        best = (at, part)
        for fact in guideline().facts.values():
            for words in (fact.question, fact.simpler):
                at = shown.rfind(flat(say(words, self.language))) if words else -1
                if at >= 0 and (best is None or best[0] < at):
                    best = (at, fact)
        if best is not None:
            self.waiting = best[1]
        return self.waiting

    def is_list(self, part: TickPart, shown: str) -> bool:
        """Whether this is the list that is shown: two lists may have the same question."""
        return flat(say(part.none, self.language)) in shown and any(
            flat(say(fact.tick or fact.label, self.language)) in shown
            for fact in map(guideline().facts.__getitem__, part.facts)
        )

    def answer(self) -> bool:
        """Answer what is asked. False when nothing is asked any more."""
        if not self.page.endswith(PROMPT):
            return False
        if flat(self.page).endswith(f"{text('check.go_on.enter', self.language)} >"):
            self.type("")
            return True
        self.answers += 1
        asked = self.asked()
        assert asked is not None, self.page
        if isinstance(asked, Fact):
            for line in typed(asked, self.truth.get(asked.name)):
                self.type(line)
            return True
        shown = flat(next(page for page in reversed(self.pages) if self.is_list(asked, flat(page))))
        offered = []
        for name in asked.facts:
            fact = guideline().facts[name]
            if flat(say(fact.tick or fact.label, self.language)) in shown:
                offered.append(name)
        ticked = [number for number, name in enumerate(offered, 1) if self.truth.get(name)]
        self.type(" ".join(map(str, ticked)) or str(len(offered) + 1))
        if ticked and len(ticked) < len(offered):
            self.answers += 1
            assert text("check.answer.others_none", self.language) in flat(self.page)
            self.type("1")
        return True

    def to_the_end(self) -> str:
        """Answer everything, and read the result."""
        while self.answer():
            assert self.answers < 60, "this never ends"
        return self.page


def whole(letter: str) -> dict[str, Answer]:
    return next(
        dict(case.record)
        for case in guideline().cases
        if case.rule is None and case.title.startswith(f"{letter}:")
    )


def screens_of(pages: list[str], language: str) -> list[Screen]:
    """The screens whose title was shown, in order."""
    found: list[Screen] = []
    for page in pages:
        for screen in guideline().screens:
            title = flat(say(screen.title, language))
            if f": {title}" in flat(page) and screen not in found:
                found.append(screen)
    return found


# --- from beginning to end


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_who_lifted_yesterday_gets_to_three_things_for_today(
    start: Start, tmp_path: Path, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        assert text("check.welcome.emergency_first", language) in flat(person.page)
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.self_care.title", language) in result
    for number in (1, 2, 3):
        assert text(f"self_care.today.{number}.name", language) in result
    assert text("disclaimer.short", language) in result
    assert person.answers <= 20
    assert len(screens_of(person.pages, language)) <= 8
    assert not kept(tmp_path).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_d_numb_when_wiping_is_told_to_phone_within_two_screens(
    start: Start, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("D"))
        panel = text("check.emergency_now.title", language)
        while panel not in flat(person.page):
            assert person.answer(), "the result came without the panel"
        assert len(screens_of(person.pages, language)) <= 2
        assert person.answers <= 5
        assert text("urgency.call_now.title", language) in flat(person.page)
        for line in texts().numbered("urgency.call_now.do", language):
            assert flat(line) in flat(person.page)
        assert "cauda-equinasyndroom" in flat(person.page)
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.call_now.title", language) in result


def test_the_screens_are_numbered_one_after_the_other(start: Start) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        assert "Screen 1: " in person.page
        person.answer()
        assert "Screen 2: " in person.page
        person.answer()
        assert "Screen 2: " in person.type("b")
        assert "Screen 1: " in person.type("b")


# --- going back, asking for help, not knowing


@pytest.mark.parametrize(("language", "back"), [("nl", "t"), ("en", "b")])
def test_back_takes_back_the_last_answer_and_only_that(
    start: Start, language: str, back: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        assert text("check.go_on.back_at_start", language) in flat(person.type(back))
        person.answer()
        first = person.asked()
        person.answer()
        second = person.asked()
        assert first != second
        person.type(back)
        assert person.asked() == first
        person.answer()
        assert person.asked() == second


def test_a_mistaken_tick_can_be_taken_back_from_the_emergency_itself(start: Start) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        person.type("1")
        person.type("1")
        assert text("check.emergency_now.title", "en") in flat(person.page)
        assert text("check.emergency_now.not_after_all", "en") in flat(person.page)
        person.type("b")
        assert isinstance(person.asked(), TickPart)
        result = flat(person.to_the_end())
    assert text("urgency.self_care.title", "en") in result


def test_dont_know_opens_one_simpler_question_and_then_counts_as_such(
    start: Start, tmp_path: Path
) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        person.answer()
        saddle = guideline().facts["saddle"]
        assert person.asked() == saddle
        simpler = flat(person.type("?"))
        assert text("check.simpler.intro", "en") in simpler
        assert flat(say(saddle.simpler, "en")) in simpler
        person.type("?")
        assert person.asked() != saddle
        person.type("q")
        terminal.until_the_end()
    assert json.loads(kept(tmp_path).read_text())["answers"]["saddle"]["value"] is None


def test_the_last_number_means_dont_know_as_well(start: Start) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        person.answer()
        saddle = guideline().facts["saddle"]
        assert text("check.simpler.intro", "en") in flat(person.type(str(len(saddle.ask) + 1)))


def test_help_explains_the_question_and_asks_again(start: Start) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        person.answer()
        assert person.asked() == guideline().facts["saddle"]
        assert flat(say(guideline().facts["saddle"].help, "en")) in flat(person.type("h"))
        person.answer()
        assert text("check.hint.no_help", "en") in flat(person.type("h"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_understood_is_met_with_a_hint_and_never_taken_for_an_answer(
    start: Start, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        part = person.asked()
        assert isinstance(part, TickPart)
        top = len(part.facts) + 1
        both = f"1 {top}"
        assert text("check.hint.none_with_others", language) in flat(person.type(both))
        assert text("check.hint.not_an_option", language, low=1, high=top + 1) in flat(
            person.type("99")
        )
        assert person.type("").endswith(PROMPT)
        person.answer()
        question = person.asked()
        assert isinstance(question, Fact)
        top = len(question.ask) + 1
        for wrong in ("0", "99", "-1", "x", "9" * 40, "１２", "\x1b[A"):
            hint = text("check.hint.not_an_option", language, low=1, high=top)
            assert hint in flat(person.type(wrong)), wrong
        assert text("check.hint.one_only", language) in flat(person.type("1 2"))
        while person.asked() != guideline().facts["age"]:
            person.answer()
        assert text("check.hint.not_a_number", language) in flat(person.type("oud"))
        assert text("check.hint.out_of_range", language, low=0, high=120) in flat(
            person.type("121")
        )
        person.answer()
        while person.asked() != guideline().facts["pain_days"]:
            person.answer()
        assert text("check.hint.duration", language) in flat(person.type("lang"))
        person.type("3 weken" if language == "nl" else "3 weeks")
        assert person.asked() != guideline().facts["pain_days"]


# --- lists


def test_none_of_these_answers_the_whole_list_with_no(start: Start, tmp_path: Path) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", {})
        part = person.asked()
        assert isinstance(part, TickPart)
        person.type(str(len(part.facts) + 1))
        person.type("q")
        terminal.until_the_end()
    answers = json.loads(kept(tmp_path).read_text())["answers"]
    assert {name: each["value"] for name, each in answers.items()} == dict.fromkeys(
        part.facts, False
    )


def test_a_tick_leaves_the_others_open_until_she_says_that_they_are_no(
    start: Start, tmp_path: Path
) -> None:
    with start("--lang", "nl") as terminal:
        person = Person(terminal, "nl", {})
        part = person.asked()
        assert isinstance(part, TickPart)
        number = part.facts.index("known_aneurysm") + 1
        others = flat(person.type(str(number)))
        assert text("check.answer.others_none", "nl") in others
        person.type("ja")
        person.type("s")
        person.type("s")
        terminal.until_the_end()
    answers = json.loads(kept(tmp_path).read_text())["answers"]
    assert answers["known_aneurysm"]["value"] is True
    assert answers["collapse"]["value"] is False


def test_not_sure_about_a_list_opens_each_of_its_questions(start: Start, tmp_path: Path) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", {})
        part = person.asked()
        assert isinstance(part, TickPart)
        person.type("?")
        for name in part.facts:
            assert person.asked() == guideline().facts[name]
            person.type("n" if name != "cold_leg" else "?")
        person.type("q")
        person.type("q")
        terminal.until_the_end()
    answers = json.loads(kept(tmp_path).read_text())["answers"]
    assert answers["cold_leg"]["value"] is None
    assert answers["collapse"]["value"] is False


# --- leaving and coming back


@pytest.mark.parametrize(("language", "leave"), [("nl", "s"), ("en", "q"), ("en", None)])
def test_leaving_keeps_the_answers_says_where_and_how_to_go_on_or_remove_them(
    start: Start, tmp_path: Path, language: str, leave: str | None
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        person.answer()
        person.answer()
        farewell = terminal.end_of_input() if leave is None else person.type(leave)
        assert terminal.status() == 0
    told = "".join(farewell.split())
    assert str(kept(tmp_path)) in told
    assert "".join(text("check.privacy.kept_at", language, path=kept(tmp_path)).split()) in told
    assert "rugwijzercheck--resume" in told
    assert text("check.leaving.before_result", language) in flat(farewell)
    assert text("urgency.self_care.title", language) not in flat(farewell)
    assert oct(kept(tmp_path).stat().st_mode & 0o777) == "0o600"
    assert oct(kept(tmp_path).parent.stat().st_mode & 0o777) == "0o700"


def test_leaving_at_once_says_that_nothing_can_be_said(start: Start, tmp_path: Path) -> None:
    with start("--lang", "en") as terminal:
        terminal.until_asked()
        farewell = flat(terminal.type("q"))
        assert terminal.status() == 0
    assert text("check.leaving.nothing_known", "en") in farewell
    assert text("check.leaving.in_doubt", "en") in farewell
    assert not kept(tmp_path).exists()


def test_resume_takes_up_the_answers_and_asks_only_the_rest(start: Start, tmp_path: Path) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", whole("A"))
        for _ in range(6):
            person.answer()
        waiting = person.asked()
        person.type("q")
        terminal.until_the_end()
    before = json.loads(kept(tmp_path).read_text())["answers"]
    assert len(before) >= 6
    with start("--lang", "en", "--resume") as terminal:
        person = Person(terminal, "en", whole("A"))
        assert text("check.resume.welcome_back", "en") in flat(person.page)
        assert person.asked() == waiting
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.self_care.title", "en") in result
    assert not kept(tmp_path).exists()


def test_an_emergency_kept_from_before_is_shown_before_any_question(
    start: Start, tmp_path: Path
) -> None:
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", {"saddle": "new_or_worse"})
        person.answer()
        person.answer()
        person.type("q")
        terminal.until_the_end()
    with start("--lang", "en", "--resume") as terminal:
        page = flat(terminal.until_asked())
    assert text("check.emergency_now.title", "en") in page


def write_kept(tmp_path: Path, content: str | bytes) -> bytes:
    path = kept(tmp_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path.read_bytes()


def kept_answers(days_ago: int = 0, version: str | None = None, **answers: object) -> str:
    own = guideline().version
    at = (date.today() - timedelta(days=days_ago)).isoformat()
    return json.dumps(
        {
            "guideline_version": version or (own.number if own else None),
            "answers": {name: {"value": value, "at": at} for name, value in answers.items()},
        }
    )


def test_answers_of_another_version_of_the_guideline_are_taken_up_and_she_is_told(
    start: Start, tmp_path: Path
) -> None:
    write_kept(
        tmp_path,
        kept_answers(version="0.0.1", collapse=False, gone_by_now=True, age=34, onset="as_before"),
    )
    with start("--lang", "en", "--resume") as terminal:
        page = flat(terminal.until_asked())
        assert "0.0.1" in page
        terminal.type("q")
        terminal.until_the_end()
    answers = json.loads(kept(tmp_path).read_text())["answers"]
    assert set(answers) == {"collapse", "age"}


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "",
        "[]",
        "null",
        '{"answers": []}',
        '{"answers": {"age": 3}}',
        '{"answers": {"age": {"value": 3, "at": "gisteren"}}}',
        b"\xff\xfe\x00",
        "[" * 100_000,
        '{"answers": {"age": {"value": 3, "at": "2999-01-01"}}}',
    ],
)
def test_a_damaged_file_of_answers_is_named_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes, capsys: object
) -> None:
    from rugwijzer.cli import main

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("rugwijzer.cli.check.load_to_apply", lambda given: guideline())
    before = write_kept(tmp_path, content)
    assert main(["check", "--resume"]) == 1
    assert isinstance(capsys, pytest.CaptureFixture)
    captured = capsys.readouterr()
    assert captured.err
    assert "Traceback" not in captured.err
    assert kept(tmp_path).read_bytes() == before


def test_resume_with_nothing_kept_says_so(start: Start, tmp_path: Path) -> None:
    with start("--lang", "en", "--resume") as terminal:
        said = terminal.until_the_end()
        assert terminal.status() == 1
    assert "does not exist" in flat(said)
    assert "".join(str(kept(tmp_path)).split()) in "".join(said.split())


def test_an_answer_keeps_its_own_day_however_often_she_comes_back(
    start: Start, tmp_path: Path
) -> None:
    write_kept(tmp_path, kept_answers(2, saddle="none", pain_days=5))
    with start("--lang", "en", "--resume") as terminal:
        person = Person(terminal, "en", whole("A"))
        person.answer()
        person.type("q")
        terminal.until_the_end()
    answers = json.loads(kept(tmp_path).read_text())["answers"]
    old = (date.today() - timedelta(days=2)).isoformat()
    assert answers["saddle"] == {"value": "none", "at": old}
    assert answers["pain_days"] == {"value": 5, "at": old}
    assert answers["collapse"] == {"value": False, "at": date.today().isoformat()}


def test_finishing_another_check_does_not_throw_away_the_answers_kept_earlier(
    tmp_path: Path, cache_home: str
) -> None:
    before = write_kept(tmp_path, kept_answers(saddle="weeks"))
    file = tmp_path / "a.json"
    file.write_text('{"collapse": true}')
    with Terminal(
        ["check", "--answers", str(file)], tmp_path, {"XDG_CACHE_HOME": cache_home}
    ) as terminal:
        terminal.until_asked()
        terminal.type("")
        assert terminal.status() == 0
    assert kept(tmp_path).read_bytes() == before


# --- answers from a file


def test_answers_from_a_file_are_not_asked_again(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    record = {name: answer for name, answer in whole("A").items() if name != "fever"}
    plain = {
        name: sorted(answer) if isinstance(answer, frozenset) else answer
        for name, answer in record.items()
    }
    file.write_text(json.dumps(plain))
    with start("--lang", "en", "--answers", str(file)) as terminal:
        person = Person(terminal, "en", whole("A"))
        asked = person.asked()
        assert isinstance(asked, Fact)
        assert asked.name == "fever"
        result = flat(person.to_the_end())
    assert text("urgency.self_care.title", "en") in result


def test_a_file_of_answers_that_cannot_be_read_is_named_before_any_question(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"age": "zxqv"}')
    with start("--answers", str(file)) as terminal:
        said = flat(terminal.until_the_end())
        assert terminal.status() == 1
    assert '"age"' in said
    assert "zxqv" not in said


def test_without_a_terminal_and_without_answers_the_end_of_input_is_leaving(
    tmp_path: Path,
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "rugwijzer", "check", "--lang", "en"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert text("check.leaving.nothing_known", "en") in flat(ran.stdout)


# --- answers that do not go together


def perhaps_pregnant() -> tuple[str, dict[str, Answer]]:
    """Somebody who says that she may be pregnant, and then that she is not."""
    found = guideline().contradictions["pregnancy_possible_but_not"]
    truth = {**whole("A"), "pregnancy_possible": True, "pregnancy": "not_pregnant"}
    return flat(say(found.message, "en")), truth


def test_answers_that_do_not_go_together_are_asked_back_kindly_once_and_may_stay(
    start: Start,
) -> None:
    message, truth = perhaps_pregnant()
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", truth)
        while message not in flat(person.page):
            assert person.answer(), "she was never asked back"
        assert text("check.again.which", "en") in flat(person.page)
        assert text("check.again.keep", "en") in flat(person.page)
        person.type("1")
        person.to_the_end()
        assert terminal.status() == 0
        assert sum(message in flat(page) for page in person.pages) == 1


def test_answers_that_do_not_go_together_can_be_changed_there_and_then(
    start: Start,
) -> None:
    message, truth = perhaps_pregnant()
    with start("--lang", "en") as terminal:
        person = Person(terminal, "en", truth)
        while message not in flat(person.page):
            assert person.answer(), "she was never asked back"
        person.type("2")
        assert person.asked() == guideline().facts["pregnancy_possible"]
        person.type("n")
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.self_care.title", "en") in result


# --- stopping hard


def test_control_c_leaves_without_a_traceback(start: Start) -> None:
    with start() as terminal:
        terminal.until_asked()
        said = terminal.interrupt()
        assert terminal.status() == 130
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said

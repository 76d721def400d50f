"""`rugwijzer check` as a person sees it: in a terminal, from the first question to the result."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.whole import guideline, texts

from rugwijzer.compiler import (
    Answer,
    Fact,
    TickPart,
)
from rugwijzer.wording.words import counted, say

from .person import LANGUAGES, Person, Start, kept, screens_of, text, whole
from .terminal import PROMPT, Terminal, flat

# --- from beginning to end


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_who_lifted_yesterday_gets_to_what_to_do_today(
    start: Start, tmp_path: Path, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        assert text("check.welcome.emergency_first", language) in flat(person.page)
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.self_care.title", language) in result
    minutes = counted(10, "minute", texts(), language)
    assert text("plan_page.heading.today_minutes", language, minutes=minutes) in result
    assert text("plan.kind.short_walks.name", language) in result
    assert text("disclaimer.short", language) in result
    assert person.answers <= 20
    assert len(screens_of(person.pages, language)) <= 8
    assert not kept(tmp_path).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_b_eight_months_in_pain_and_half_off_sick_gets_one_wish_one_contact_and_one_step_at_work(
    start: Start, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("B"))
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert len(screens_of(person.pages, language)) <= 10
    assert text("urgency.physio.title", language) in result
    assert text("contact.physio.how", language) in result
    assert text("contact.gp.how", language) not in result
    assert text("goal.in_plan", language) in result
    assert text("factor.fear_of_moving.try", language) in result
    assert text("work.partly_off.text", language) in result
    assert text("escalation.occupational_physician.say", "nl") in result


@pytest.mark.parametrize("language", LANGUAGES)
def test_c_on_prednisolone_who_stumbled_phones_today_and_reads_nothing_of_a_plan(
    start: Start, language: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("C"))
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("urgency.same_day.title", language) in result
    assert text("gate.bridge.title", language) in result
    assert text("plan_page.heading.do", language) in result
    assert text("plan_page.together", language) not in result
    assert text("check.go_on.week", language) not in result
    for line in texts().numbered("gate.bridge.do_not", language):
        assert flat(line) in result
    assert text("concern.fracture.night", language) in result
    assert text("concern.cauda_equina.name", language) not in result
    assert text("follow_up.after_doctor.text", language) in result
    for heading in ("kind", "factors", "steps", "further"):
        assert text(f"result.heading.{heading}", language) not in result


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_everything_reads_what_makes_the_advice_more_urgent(
    start: Start, language: str
) -> None:
    with start("--lang", language, "--all") as terminal:
        person = Person(terminal, language, whole("A"))
        result = flat(person.to_the_end())
        assert terminal.status() == 0
    assert text("result.heading.would_change", language) in result
    assert text("safety_net.common", language) in result


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
    monkeypatch.setattr("rugwijzer.cli.check.load_to_apply", lambda given: (guideline(), None))
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_short_result_one_letter_shows_everything(start: Start, language: str) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        while not flat(person.page).endswith(f"{text('check.go_on.more', language)} >"):
            assert person.answer()
        assert text("result.heading.would_change", language) not in flat(person.page)
        everything = flat(terminal.type("m"))
        assert text("result.heading.would_change", language) in everything
        assert terminal.status() == 0


@pytest.mark.parametrize(("language", "letter"), [("nl", "w"), ("en", "w")])
def test_after_the_result_one_letter_shows_the_whole_week(
    start: Start, language: str, letter: str
) -> None:
    with start("--lang", language) as terminal:
        person = Person(terminal, language, whole("A"))
        while not flat(person.page).endswith(f"{text('check.go_on.more', language)} >"):
            assert person.answer()
        assert text("check.go_on.week", language) in flat(person.page)
        week = flat(terminal.type(letter))
        assert text("plan.state.start.title", language) in week
        assert text("plan_page.together", language) in week
        assert text("safety_net.now.title", language) in week
        assert terminal.status() == 0


@pytest.mark.parametrize(("language", "letter"), [("nl", "v"), ("en", "f")])
def test_a_few_questions_about_body_and_days_make_the_week_fit_better(
    start: Start, language: str, letter: str
) -> None:
    truth: dict[str, Answer] = {
        **whole("A"),
        **dict.fromkeys(guideline().opened_facts, False),
        "cannot_get_down": True,
        "easing": "backward",
        "sitting_day": True,
        "plan_minutes": 10,
        "walk_minutes": 20,
        "goal_minutes": None,
        "goal_target": None,
        "at_home": frozenset({"step"}),
        "likes": frozenset({"walking"}),
    }
    with start("--lang", language) as terminal:
        person = Person(terminal, language, truth)
        while not flat(person.page).endswith(f"{text('check.go_on.more', language)} >"):
            assert person.answer()
        before = person.answers
        person.type(letter)
        week = flat(person.to_the_end())
        assert terminal.status() == 0
    assert person.answers - before <= 12
    opened = [screen.name for screen in screens_of(person.pages, language) if screen.opened]
    assert opened == ["your_body", "your_week"]
    assert text("plan_page.together", language) in week
    assert text("plan_page.open_many", language) not in week

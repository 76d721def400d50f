"""`rugwijzer assess --history`: one person's visits, and what it says about bad files of them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline, texts

from rugwijzer.cli import assess as command
from rugwijzer.cli import guideline as guideline_command
from rugwijzer.cli import main
from rugwijzer.cli.answer_files import FileProblem
from rugwijzer.cli.visits import read_visits
from rugwijzer.compiler import read_files
from rugwijzer.paths import find

ROOT = Path(__file__).resolve().parents[2]
SECRET = "zxqv-17-secret"
"""An answer that must never be repeated."""
AT = ("--history", "--at", "2026-03-31")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Assess = Callable[..., Ran]
Write = Callable[[str, str | bytes], str]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The guideline is read once, and everybody's folders are left alone."""
    monkeypatch.setattr(command, "load_to_apply", lambda given: (guideline(), engine()))
    monkeypatch.setattr(command, "load_texts", texts)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def assess(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Assess:
    def run(*words: str, typed: bytes | None = None) -> Ran:
        if typed is not None:
            stream = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", stream)
        capsys.readouterr()
        status = main(["assess", *words])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> str:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return write


def lines(visits: Iterable[object]) -> str:
    return "".join(json.dumps(visit) + "\n" for visit in visits)


VISITS: list[dict[str, Any]] = [
    {"at": "2026-03-01", "answers": {"age": 57, "pain_days": 10, "pain_now": 7, "fever": True},
     "measures": {"everyday": 20}},
    {"at": "2026-03-22", "answers": {"pain_now": 5, "age": 47}, "measures": {"everyday": 12}},
    {"at": "2026-03-29", "answers": {"pain_now": 4, "seen_cancer": "ordinary"}},
    {"at": "2026-04-05", "answers": {"pain_now": 9}},
]  # fmt: skip
HISTORY = {
    "visits": 3,
    "first": "2026-03-01",
    "derived": {
        "check_in": True,
        "days_in_care": 30,
        "pain_change": -3,
        "pain_change_percent": -42,
        "function_change": -8,
        "silent_days": 2,
    },
    "ask_again": ["fever"],
    "changed_answers": [{"fact": "age", "days": ["2026-03-01", "2026-03-22"]}],
    "left_out": [{"at": "2026-04-05", "line": 4}],
}


def test_visits_give_the_assessment_of_a_day_and_what_changed(assess: Assess, file: Write) -> None:
    ran = assess(file("a.jsonl", lines(VISITS)), "--json", *AT)
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["history"] == HISTORY
    assert found["at"] == "2026-03-31"
    assert found["urgency"]["at_least"] == "same_day"
    assert {"age", "fever", "pain_days"} & set(found["open"]) == set()
    assert list(found)[-2:] == ["history", "disclaimer"]


YAML = """\
- at: 2026-03-29
  answers: {pain_now: 4, seen_cancer: ordinary}
- at: 2026-03-01
  answers:
    age: 57
    pain_days: 10
    pain_now: 7
    fever: true
  measures: {everyday: 20}
- at: "2026-03-22"
  answers: {pain_now: 5, age: 47}
  measures: {everyday: 12}
"""


def test_a_list_in_yaml_in_any_order_says_the_same(assess: Assess, file: Write) -> None:
    ran = assess(file("a.yaml", YAML), "--json", *AT)
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["history"] == {**HISTORY, "left_out": []}


def test_a_dash_reads_visits_from_standard_input(assess: Assess, file: Write) -> None:
    ran = assess("-", "--json", *AT, typed=b"\xef\xbb\xbf" + lines(VISITS).encode())
    assert json.loads(ran.out)["history"] == HISTORY


def test_one_visit_today_says_what_the_same_answers_say_without_a_history(
    assess: Assess, file: Write
) -> None:
    answers = {"age": 47, "saddle": "new_or_worse", "bladder": None, "pain_days": 21}
    plain = assess(file("a.json", json.dumps(answers)), "--json", "--at", "2026-03-31")
    visit = {"at": "2026-03-31", "answers": answers}
    past = json.loads(assess(file("a.jsonl", lines([visit])), "--json", *AT).out)
    assert past.pop("history")["derived"] == {}
    assert past == json.loads(plain.out)


def test_two_visits_of_one_day_are_joined_and_the_later_line_counts(
    assess: Assess, file: Write
) -> None:
    day = "2026-03-31"
    visits = [{"at": day, "answers": {"collapse": True, "age": 40}}, {"at": day},
              {"at": day, "answers": {"collapse": False}}]  # fmt: skip
    found = json.loads(assess(file("a.jsonl", lines(visits)), "--json", *AT).out)
    assert found["history"]["visits"] == 1
    assert found["history"]["derived"] == {}
    assert found["urgency"]["at_least"] == "self_care"


def test_answers_of_different_days_that_do_not_fit_are_asked_back(
    assess: Assess, file: Write
) -> None:
    now = {"at": "2026-03-31", "answers": {"seen_by": "nobody"}}
    before = {"at": "2026-03-30", "answers": {"seen_cancer": "ordinary", "pain_days": 30}}
    found = json.loads(assess(file("a.jsonl", lines([before, now])), "--json", *AT).out)
    assert any("seen_by" in each["facts"] for each in found["contradictions"])


def test_a_person_reads_which_answers_are_asked_again_and_which_to_check(
    assess: Assess, file: Write
) -> None:
    name = file("a.jsonl", lines(VISITS))
    dutch = " ".join(assess(name, *AT).out.split())
    assert dutch.endswith(
        "Wat je eerder vertelde Dit advies kijkt ook naar wat je eerder vertelde. Het eerste "
        "moment was 2026-03-01. De volgende stap: je plan staat stil tot een arts keek. "
        "Eerst kijkt een arts mee. Je plan staat stil en is niet weg. "
        "Deze antwoorden gaf je al een tijd geleden. We vragen ze opnieuw: "
        "koorts of koude rillingen. Over 'leeftijd' vertelde je op 2026-03-01 iets anders dan op "
        "2026-03-22. Welk antwoord klopt? Tot je het zegt, telt het laatste. "
        "Wat je na 2026-03-31 vertelde, telt hier niet mee."
    )
    english = " ".join(assess(name, "--lang", "en", *AT).out.split())
    assert "We ask these again: fever or chills. About 'age' you told" in english


def test_of_many_questions_to_be_asked_again_a_few_are_named(assess: Assess, file: Write) -> None:
    alarms = {
        name: None
        for name, fact in guideline().facts.items()
        if fact.alarm and fact.asked_if is None and fact.supplied_by_person
    }
    visit = {"at": "2024-03-01", "answers": alarms}
    said = " ".join(assess(file("a.jsonl", lines([visit])), *AT).out.split())
    assert f"en nog {len(alarms) - 7} andere." in said


def test_a_single_visit_of_today_has_no_past_to_tell_of(assess: Assess, file: Write) -> None:
    visit = {"at": "2026-03-31", "answers": {"age": 40}}
    assert "Wat je eerder vertelde" not in assess(file("a.jsonl", lines([visit])), *AT).out


# --- bad files

GOOD = '{"at": "2026-03-01", "answers": {"age": 40}}\n'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", "", 'a.jsonl: the file is empty. Write one visit per line: {"at":'
                        ' "2026-03-31", "answers": {...}}.'),
        ("a.yaml", "# nothing\n", 'a.yaml: there is no visit in this file. Write one visit per'
                                  ' line: {"at": "2026-03-31", "answers": {...}}.'),
        ("a.jsonl", b"\xff\xfe", "a.jsonl: this is not a text file. Save it as UTF-8."),
        ("a.json", "[]", "a.json: visits stand in a .jsonl, one per line, or as a list in a .yaml."
                         " Call it .jsonl and write each visit on a line of its own."),
        ("a.jsonl", GOOD + f'["{SECRET}"]', 'a.jsonl:2: a visit must be a mapping. Write {"at":'
                                            ' "2026-03-31", "answers": {...}}.'),
        ("a.jsonl", GOOD + f'{{"at": "{SECRET}"}}',
         'a.jsonl:2: "at" is not a date. Write year-month-day, such as 2026-03-31.'),
        ("a.jsonl", '{"at": "2026-02-30"}',
         'a.jsonl:1: "at" is not a date. Write year-month-day, such as 2026-03-31.'),
        ("a.jsonl", '{"at": "20260201"}',
         'a.jsonl:1: "at" is not a date. Write year-month-day, such as 2026-03-31.'),
        ("a.jsonl", '{"at": null}',
         'a.jsonl:1: "at" is not a date. Write year-month-day, such as 2026-03-31.'),
        ("a.jsonl", "\n" + '{"answers": {}}',
         'a.jsonl:2: a visit has no "at". Write the day: {"at": "2026-03-31", "answers": {...}}.'),
        ("a.jsonl", GOOD + '{"at": "2026-03-01", "answer": {}}',
         'a.jsonl:2: a visit has no "answer". Did you mean "answers"?'),
        ("a.jsonl", '{"at": "2026-03-01", "x\\ny": 1}',
         'a.jsonl:1: a visit has no "x\\ny". A visit has: at, answers, measures.'),
        ("a.jsonl", f'{{"at": "2026-03-01", "answers": "{SECRET}"}}',
         'a.jsonl:1: "answers" must be a mapping. Write {name: value}.'),
        ("a.jsonl", '{"at": "2026-03-01", "answers": null}',
         'a.jsonl:1: "answers" must be a mapping. Write {name: value}.'),
        ("a.jsonl", f'{{"at": "2026-03-01", "answers": {{"pain_nw": "{SECRET}"}}}}',
         'a.jsonl:1: "pain_nw": there is no such fact. Did you mean "pain_now"?'),
        ("a.jsonl", f'{{"at": "2026-03-01", "answers": {{"pain_now": "{SECRET}", "age": 130}}}}',
         'a.jsonl:1: "pain_now": it must be a number from 0 to 10. Write it without quotes.\n'
         'a.jsonl:1: "age": it must lie from 0 to 120. Check the number and its unit.'),
        ("a.jsonl", '{"at": "2026-03-01", "answers": {"check_in": true}}',
         'a.jsonl:1: "check_in": it follows from the visits themselves. Leave it out.'),
        ("a.jsonl", '{"at": "2026-03-01", "measures": {"everyday": 41}}',
         'a.jsonl:1: "everyday": it must be a whole number from 0 to 40. Write null for don\'t'
         " know."),
        ("a.jsonl", '{"at": "2026-03-01", "measures": {"every_day": 4}}',
         'a.jsonl:1: "every_day": there is no such measure. Did you mean "everyday"?'),
        ("a.jsonl", '{"at": "2026-03-01", "at": "2026-03-02"}',
         'a.jsonl:1: the key "at" stands there twice. Keep one.'),
        ("a.jsonl", GOOD + '{"at": "2026-03-01", "answers": {"age": 1, "age": 2}}',
         'a.jsonl:2: the key "age" stands there twice. Keep one.'),
        ("a.jsonl", GOOD + "{at: 3}", "a.jsonl:2:1: this is not valid JSON: expecting property name"
         " enclosed in double quotes. Check the quotes, commas and brackets here."),
        ("a.jsonl", '{"at": "2026-04-01"}',
         "a.jsonl: every visit is after 2026-03-31. Name a later day with --at."),
        ("a.yaml", f"at: {SECRET}",
         "a.yaml: this must be a list of visits. Begin each with a dash: `- at: 2026-03-31`."),
        ("a.yaml", YAML + "- at: 2026-03-01\n  answers:\n    age: 40\n    saddel: none\n",
         'a.yaml:16: "saddel": there is no such fact. Did you mean "saddle"?'),
        ("a.yaml", "- at: 2026-03-01\n  answers: {age: 40, age: 41}",
         'a.yaml:2: the key "age" stands here twice (first on line 2). Keep one of them.'),
        ("a.yaml", f"- {SECRET}", 'a.yaml:1: a visit must be a mapping. Write {"at": "2026-03-31",'
                                  ' "answers": {...}}.'),
    ],
)  # fmt: skip
def test_a_wrong_file_of_visits_is_refused_in_exactly_these_words(
    assess: Assess, file: Write, name: str, content: str | bytes, says: str
) -> None:
    ran = assess(file(name, content), "--json", *AT)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == says + "\n"


def test_every_wrong_line_is_named_at_once_but_not_endlessly(assess: Assess, file: Write) -> None:
    few = assess(file("a.jsonl", '{"at": 1}\n[]\n' + GOOD + '{"at": 2}\n'), *AT).err
    assert [line.split(" ")[0] for line in few.splitlines()] == [
        "a.jsonl:1:", "a.jsonl:2:", "a.jsonl:4:",
    ]  # fmt: skip
    many = assess(file("a.jsonl", '{"at": 1}\n' * 900), *AT).err.splitlines()
    assert len(many) == 51
    assert many[-1] == "a.jsonl: and 850 more. Mend these first."


# --- any file at all

PIECES = st.sampled_from(
    ['{"at": "2026-03-01"', '"answers": {', '"age": 40', '"saddle": "none"', '"measures": {',
     '"everyday": 3', "{", "}", ", ", ": ", "[", "]", "null", "1e999", "NaN", "\n", "\n- ",
     "- at: ", "2026-03-01", "answers:", "\u2028", "\x00", "\ufeff", '"', "\\", "&a ", "*a", "!t ",
     "---"]
)  # fmt: skip
fuzz = settings(
    deadline=None, max_examples=50, suppress_health_check=list(HealthCheck), derandomize=True
)


@fuzz
@given(
    st.sampled_from(["any.jsonl", "any.yaml"]),
    st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)).map(str.encode)
    | st.binary(max_size=60),
)
@example("any.jsonl", b"[" * 100_000)
@example("any.yaml", b"[" * 100_000)
@example("any.jsonl", b'{"at": "2026-03-01", "answers": {"age": ' + b"9" * 5000 + b"}}")
def test_any_file_of_visits_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any", numbered=True) / name
    path.write_bytes(content)
    refused = ""
    try:
        visits = read_visits(guideline(), str(path), date(2026, 3, 31)).visits
    except FileProblem as problem:
        visits, refused = (), str(problem)
    assert bool(visits) != bool(refused)
    assert all(visit.at <= date(2026, 3, 31) for visit in visits)
    if refused:
        assert refused.startswith(str(path))
        assert refused.endswith((".", "?"))
        assert len(refused) < 20_000


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
names = st.sampled_from([*guideline().facts, "sadle", "everyday"])
a_visit = st.fixed_dictionaries(
    {},
    optional={
        "at": st.sampled_from(["2026-03-01", "2026-03-30", "2027-01-01"]) | anything,
        "answers": st.dictionaries(names, anything, max_size=3) | anything,
        "measures": st.dictionaries(names, anything, max_size=2) | anything,
        "notes": anything,
    },
)


@fuzz
@given(st.lists(a_visit | anything, max_size=3), st.integers(10**9, 10**12))
def test_what_is_said_of_wrong_visits_never_repeats_an_answer(
    tmp_path_factory: pytest.TempPathFactory, visits: list[object], number: int
) -> None:
    secret = f"{SECRET}{number}"
    wrong = {"at": secret, "answers": {"age": number, "saddle": secret, "pain_area": [secret]},
             "measures": {"everyday": number}}  # fmt: skip
    path = tmp_path_factory.mktemp("any", numbered=True) / "any.jsonl"
    path.write_text(lines([*visits, wrong]), encoding="utf-8")
    with pytest.raises(FileProblem) as refused:
        read_visits(guideline(), str(path), date(2026, 3, 31))
    assert secret not in str(refused.value)
    assert str(number) not in str(refused.value)


# --- what is not loaded, and the guideline's own examples


def test_an_assessment_without_a_history_does_not_load_what_reads_one(tmp_path: Path) -> None:
    program = (
        "import sys; from rugwijzer.cli import main; "
        "status = main(['assess', '-', '--json']); "
        "sys.stderr.write(' '.join(sys.modules)); raise SystemExit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input='{"collapse": true}',
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert not [name for name in ran.stderr.split() if "history" in name or "visits" in name]


def test_with_a_history_as_json_nothing_is_loaded_that_draws(tmp_path: Path) -> None:
    program = (
        "import sys; from rugwijzer.cli import main; "
        "status = main(['assess', '-', '--history', '--json', '--at', '2026-03-31']); "
        "sys.stderr.write(' '.join(sys.modules)); raise SystemExit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=lines(VISITS),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert json.loads(ran.stdout)["history"] == HISTORY
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    assert not loaded & {"rich", "z3", "numpy", "pyarrow"}


def test_the_examples_of_histories_are_counted_and_a_wrong_one_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = read_files(find("guideline"))
    assert guideline_command.history(guideline(), files) == 0
    assert capsys.readouterr().out.endswith(" examples passed, 0 failed\n")
    new = "- title: No\n  visits:\n    - {day: 0, answers: {age: 40}}\n  follows: {age: 41}\n"
    assert guideline_command.history(guideline(), {"history/new.yaml": new}) == 1
    said = capsys.readouterr()
    assert said.out == "history: 0 examples passed, 1 failed\n"
    assert said.err == "history/new.yaml:1: No\n  age: expected 41, found 40\n"
    assert guideline_command.history(guideline(), {}) == 0
    assert capsys.readouterr().out == ""


def since(*visits: dict[str, Any]) -> list[dict[str, Any]]:
    nerves = dict.fromkeys(("saddle", "bladder", "bowel", "legs"), "none")
    days = ("2026-03-01", "2026-03-29")
    return [
        {**visit, "at": day, "answers": {**nerves, **visit["answers"]}}
        for day, visit in zip(days, visits, strict=True)
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "Sinds die dag gaat het zo: duidelijk beter."), ("en", "it goes: clearly better.")],
)
def test_who_came_back_reads_how_it_goes_since_the_first_day(
    assess: Assess, file: Write, language: str, said: str
) -> None:
    better = since(
        {"answers": {"pain_days": 10, "pain_now": 7}, "measures": {"everyday": 20}},
        {"answers": {"pain_now": 3, "overall_change": "better", "activities_back": False},
         "measures": {"everyday": 9}},
    )  # fmt: skip
    ran = assess(file("a.jsonl", lines(better)), "--history", "--at", "2026-03-29",
                 "--lang", language)  # fmt: skip
    assert said in " ".join(ran.out.split())


def test_as_long_as_too_little_is_known_nobody_reads_that_it_goes_about_the_same(
    assess: Assess, file: Write
) -> None:
    unknown = since({"answers": {"pain_days": 10, "pain_now": 7}}, {"answers": {"pain_now": None}})
    ran = assess(file("a.jsonl", lines(unknown)), "--history", "--at", "2026-03-29")
    assert ran.status == 0
    assert "Sinds die dag" not in ran.out

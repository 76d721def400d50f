"""`rugwijzer assess`: what it does with good files, and what it says about bad ones."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.whole import engine, guideline, texts

from rugwijzer.cli import assess as command
from rugwijzer.cli import main

fuzz = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

SECRET = "zxqv-17-secret"
"""An answer that must never be repeated."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Assess = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The guideline is read once, and everybody's folders are left alone."""
    monkeypatch.setattr(command, "load_to_apply", lambda given: (guideline(), engine()))
    monkeypatch.setattr(command, "load_texts", texts)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def assess(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Assess:
    def run(*words: object, typed: bytes | None = None) -> Ran:
        if typed is not None:
            stream = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", stream)
        capsys.readouterr()
        try:
            status = main(["assess", *map(str, words)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Write = Callable[[str, str | bytes], Path]


def objects(text: str) -> list[dict[str, Any]]:
    """The objects of a .jsonl: every line must be one."""
    return [json.loads(line) for line in text.splitlines()]


# --- good files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"saddle": "new_or_worse", "age": 40, "pain_area": ["low_back"]}'),
        ("a.yaml", "saddle: new_or_worse\nage: 40\npain_area: [low_back]\n"),
        ("a.yml", "saddle: new_or_worse\nage: 40.0\npain_area:\n- low_back\n"),
        ("a.json", '\ufeff{"saddle": "new_or_worse", "age": 40.0, "pain_area": ["low_back"]}'),
        ("a.json", '{"saddle": "new_or_worse", "age": 4e1, "pain_area": ["low_back"]}\r\n'),
        ("with no ending", '{"saddle": "new_or_worse", "age": 40, "pain_area": ["low_back"]}'),
    ],
)
def test_the_same_answers_give_the_same_assessment_in_json_and_in_yaml(
    assess: Assess, file: Write, name: str, content: str
) -> None:
    ran = assess(file(name, content), "--json", "--at", "2026-03-31")
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["urgency"]["at_least"] == "call_now"
    assert found["at"] == "2026-03-31"
    assert {"id": "cauda_equina", "status": "in"} in found["concerns"]
    assert "age" not in found["open"]
    assert "disclaimer" in found


def test_an_empty_mapping_is_somebody_who_has_answered_nothing(assess: Assess, file: Write) -> None:
    for name in ("a.json", "a.yaml"):
        found = json.loads(assess(file(name, "{}"), "--json").out)
        assert found["urgency"]["at_most"] == "call_112"
        assert found["urgency"]["level"] is None
        assert found["at"] == date.today().isoformat()


def test_a_dash_reads_standard_input(assess: Assess) -> None:
    ran = assess("-", "--json", typed=b'{"fever": null}')
    assert ran.status == 0
    assert "fever" not in json.loads(ran.out)["open"]


def test_a_dash_with_jsonl_reads_one_person_per_line(assess: Assess) -> None:
    ran = assess("-", "--jsonl", typed=b'{"collapse": true}\n\n{"saddle": "none"}\n')
    assert ran.status == 0
    assert [each["urgency"]["at_least"] for each in objects(ran.out)] == ["call_112", "self_care"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_json_the_result_is_in_words(assess: Assess, file: Write, language: str) -> None:
    ran = assess(file("a.json", '{"saddle": "new_or_worse"}'), "--lang", language)
    assert (ran.status, ran.err) == (0, "")
    assert ("huisartsenspoedpost" if language == "nl" else "out-of-hours GP service") in ran.out
    assert "new_or_worse" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("many", [False, True])
def test_the_disclaimer_is_in_the_language_that_was_asked_for(
    assess: Assess, file: Write, many: bool
) -> None:
    path = file("a.jsonl" if many else "a.json", "{}")
    dutch = json.loads(assess(path, "--json", "--lang", "nl").out)["disclaimer"]
    english = json.loads(assess(path, "--json", "--lang", "en").out)["disclaimer"]
    assert dutch != english


def test_of_a_jsonl_every_line_gives_one_line_in_the_same_order(
    assess: Assess, file: Write
) -> None:
    lines = ['{"collapse": true}', '{"saddle": "new_or_worse"}', "{}", '{"collapse": true}']
    found = objects(assess(file("p.jsonl", "\n".join(lines)), "--at", "2026-03-31").out)
    levels = [each["urgency"]["at_least"] for each in found]
    assert levels == ["call_112", "call_now", "self_care", "call_112"]


# --- bad files: each names what is wrong and where, and gives no answer away


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"age": SECRET}, "it must be a number from 0 to 120"),
        ({"age": True}, "it must be a number from 0 to 120"),
        ({"age": [1717171]}, "it must be a number from 0 to 120"),
        ({"age": 1717171}, "it must lie from 0 to 120"),
        ({"age": -1717171}, "it must lie from 0 to 120"),
        ({"age": 17.1717171}, "a whole number of steps of 1"),
        ({"age": 10**50}, "it must "),
        ({"age": 1e300}, "it must "),
        ({"fever": SECRET}, "it must be true, false or null"),
        ({"fever": 1717171}, "it must be true, false or null"),
        ({"fever": {"a": SECRET}}, "it must be true, false or null"),
        ({"saddle": SECRET}, "it must be one of: none, explained"),
        ({"saddle": ["none", SECRET]}, "it must be one of: none, explained"),
        ({"pain_area": SECRET}, "it must be a list of: low_back"),
        ({"pain_area": ["low_back", SECRET]}, "the list may hold only: low_back"),
        ({"pain_area": ["low_back", "low_back"]}, "names something twice"),
        ({"pain_area": [{"a": SECRET}]}, "the list may hold only: low_back"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_named_with_what_it_must_be_and_not_repeated(
    assess: Assess, file: Write, answers: dict[str, object], says: str
) -> None:
    for name in ("a.json", "a.yaml", "a.jsonl"):
        ran = assess(file(name, json.dumps(answers)), "--json")
        assert ran.status == 1
        told = ran.err + ran.out
        assert f'"{next(iter(answers))}": ' in told.replace("\\", "")
        assert says in told
        assert SECRET not in told
        assert "1717171" not in told
        assert name in told


def test_every_wrong_answer_of_one_person_is_named_at_once(assess: Assess, file: Write) -> None:
    ran = assess(file("a.json", '{"age": "x", "fever": 3, "agee": 4}'))
    assert ran.status == 1
    assert [re.findall(r'"(\w+)"', line)[0] for line in ran.err.splitlines()] == [
        "age",
        "fever",
        "agee",
    ]


def test_an_unknown_fact_is_named_with_the_nearest_one(assess: Assess, file: Write) -> None:
    ran = assess(file("a.json", '{"sadle": "zxqv"}'))
    assert ran.status == 1
    assert '"sadle": there is no such fact.' in ran.err
    assert '"saddle"' in ran.err
    assert "zxqv" not in ran.err
    ran = assess(file("a.json", '{"qqqqqqqq": true}'))
    assert "rugwijzer facts" in ran.err


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", "", "the file is empty"),
        ("a.yaml", " \n\n", "the file is empty"),
        ("a.jsonl", "", "the file is empty"),
        ("a.json", "[1, 2]", "must be a mapping"),
        ("a.json", "3", "must be a mapping"),
        ("a.json", '"zxqv"', "must be a mapping"),
        ("a.yaml", "- a\n- b\n", "must be a mapping"),
        ("a.yaml", "# nothing\n", "must be a mapping"),
        ("a.json", '{\n"age": 40,\n"fever" true}', "a.json:3: this is not valid JSON"),
        ("a.json", '{"age": 40} {"age": 41}', "this is not valid JSON"),
        ("a.json", '{"age": 40, "age": 41}', 'the key "age" stands there twice'),
        ("a.yaml", "age: 40\nfever: true\nage: 41\n", "a.yaml:3"),
        ("a.yaml", "age: [40\n", "a.yaml"),
        ("a.yaml", "age: &a 40\nfever: *a\n", "a.yaml:1"),
        ("a.yaml", "age: !!python/object/apply:os.system [ls]\n", "a.yaml:1"),
        ("a.json", '{"a":' * 100_000, "nested too deep"),
        ("a.yaml", "[" * 5_000 + "]" * 5_000, "nested"),
        ("a.json", '{"age": ' + "1" * 5000 + "}", "too long"),
        ("a.json", '{"age": NaN}', "it must be a number"),
        ("a.json", '{"age": -Infinity}', "it must be a number"),
        ("a.json", '{"age": 1e999999999}', "it must be a number"),
        ("a.json", '{"age": 1e-999999999}', "it must be a number"),
        ("a.yaml", "age: .inf\n", "it must be a number"),
        ("a.yaml", "age: .nan\n", "it must be a number"),
        ("a.json", b"\xff\xfe{\x00}\x00", "this is not a text file"),
        ("a.json", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "this is not a text file"),
        ("a.yaml", b"age: 4\x00", "this is not a text file"),
        ("a.yaml", "a: 1\n---\nb: 2\n", "a.yaml"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(
    assess: Assess, file: Write, name: str, content: str | bytes, says: str
) -> None:
    ran = assess(file(name, content))
    assert ran.status == 1
    assert ran.out == ""
    assert name in ran.err
    assert says in ran.err
    assert len(ran.err) < 1000


def test_a_folder_is_not_a_file(assess: Assess, tmp_path: Path) -> None:
    ran = assess(tmp_path)
    assert ran.status == 1
    assert "this is a folder" in ran.err
    folder = tmp_path / "people.jsonl"
    folder.mkdir()
    assert "this is a folder" in assess(folder).err


def test_a_file_that_is_not_there_is_named_with_one_that_nearly_is(
    assess: Assess, file: Write, tmp_path: Path
) -> None:
    file("patient.json", "{}")
    for name in ("pateint.json", "patient.jsonl"):
        ran = assess(tmp_path / name)
        assert ran.status == 1
        assert "there is no such file" in ran.err
        assert '"patient.json"' in ran.err
    assert "there is no such file" in assess(tmp_path / "no" / "such" / "place.json").err


def test_a_file_of_the_wrong_kind_of_place_is_no_traceback(assess: Assess) -> None:
    ran = assess("a" * 5000 + ".json")
    assert ran.status == 1
    assert "cannot be read" in ran.err
    ran = assess("a" * 5000 + ".jsonl")
    assert ran.status == 1
    assert "cannot be read" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["a.json", "--at", "tomorrow"], "is not a date. Write year-month-day"),
        (["a.json", "--at", "31-03-2026"], "is not a date"),
        (["a.json", "--at", "2026-02-30"], "is not a date"),
        (["a.json", "--at", (date.today() + timedelta(days=1)).isoformat()], "in the future"),
        (["a.json", "--lang", "fr"], "--lang"),
        (["a.json", "--wrong"], "--wrong"),
        ([], "FILE"),
    ],
)
def test_a_command_said_wrongly_is_explained_and_exits_with_2(
    assess: Assess, words: list[str], says: str
) -> None:
    ran = assess(*words)
    assert ran.status == 2
    assert says in ran.err
    assert ran.out == ""


# --- many people


def test_a_bad_line_gives_an_error_in_its_place_and_the_others_go_on(
    assess: Assess, file: Write
) -> None:
    good = json.dumps({"collapse": True})
    lines: list[bytes] = [good.encode()] * 9
    lines[2] = b'{"age": "zxqv"'
    lines[4] = b"\xff\xfe\xff"
    lines[5] = b'{"saddle": "zxqv"}'
    lines[6] = b"[]"
    lines[7] = b'{"age": 1, "age": 2}'
    ran = assess(file("p.jsonl", b"\n".join(lines) + b"\n"), "--at", "2026-03-31")
    found = objects(ran.out)
    assert ran.status == 1
    assert len(found) == 9
    assert ["error" in each for each in found] == [number in (2, 4, 5, 6, 7) for number in range(9)]
    assert [each["error"]["line"] for each in found if "error" in each] == [3, 5, 6, 7, 8]
    assert all("p.jsonl:" in each["error"]["message"] for each in found if "error" in each)
    assert "zxqv" not in ran.out + ran.err
    assert "5 of 9 lines" in ran.err


def test_a_line_with_half_a_character_or_a_number_from_nowhere_stays_one_line(
    assess: Assess, file: Write
) -> None:
    lines = ['{"\\ud800": 1}', '{"a\\u2028b": 1}', '{"\\u0000": 1}', '{"age": Infinity}', "{}"]
    ran = assess(file("p.jsonl", "\n".join(lines)))
    assert ran.status == 1
    found = [json.loads(line) for line in ran.out.split("\n") if line]
    assert ["error" in each for each in found] == [True, True, True, True, False]


def test_a_jsonl_that_begins_with_a_byte_order_mark_is_read(assess: Assess, file: Write) -> None:
    ran = assess(file("p.jsonl", b'\xef\xbb\xbf{"collapse": true}\r\n{}\r\n'))
    assert ran.status == 0
    assert len(objects(ran.out)) == 2


def test_nothing_but_json_comes_out_when_json_was_asked_for(assess: Assess, file: Write) -> None:
    ran = assess(file("a.json", "{}"), "--json")
    json.loads(ran.out)
    ran = assess(file("bad.json", "{"), "--json")
    assert ran.out == ""


# --- whatever is in the file

anything = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=8),
            st.sampled_from(["age", "saddle", "fever", "none", "low_back", "pain_area"]),
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.one_of(st.sampled_from(["age", "saddle", "fever"]), st.text(max_size=5)),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)


@fuzz
@given(content=anything, ending=st.sampled_from(["json", "yaml", "jsonl"]))
@example(content=b'{"\\ud800": 1}', ending="jsonl")
@example(content=b'{"\\ud800": 1}', ending="json")
@example(content=b"? [a]\n: b\n", ending="yaml")
@example(content=b"? {a: b}\n: c\n", ending="yaml")
@example(content=b"1: 2\n", ending="yaml")
@example(content=b"null: 2\n", ending="yaml")
@example(content=b"2026-01-01: 2026-13-45\n", ending="yaml")
@example(content=b"age: 1_0\n", ending="yaml")
@example(content=b"age: 1:30:00\n", ending="yaml")
@example(content=b"<<: {age: 3}\n", ending="yaml")
@example(content=b"%YAML 9.9\n---\na: b\n", ending="yaml")
@example(content=b"a: !!binary x\n", ending="yaml")
@example(content=b'"\\x07": 1\n', ending="yaml")
@example(content=b"\r", ending="jsonl")
@example(content=b"\x85", ending="yaml")
def test_whatever_is_in_the_file_there_is_a_message_and_never_a_traceback(
    assess: Assess, tmp_path: Path, content: bytes, ending: str
) -> None:
    path = tmp_path / f"anything.{ending}"
    path.write_bytes(content)
    ran = assess(path, "--json")
    assert ran.status in (0, 1)
    for line in ran.out.split("\n") if ending == "jsonl" else [ran.out]:
        if line:
            json.loads(line)
    if ran.status:
        assert ran.err
        assert str(path) in ran.err + ran.out


# --- as a program of its own


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    return {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "PYTHONIOENCODING": "utf-8",
    }


def test_a_reader_that_has_seen_enough_is_no_error(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"collapse": true}\n' * 500)
    with subprocess.Popen(
        [sys.executable, "-m", "rugwijzer", "assess", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("words", [["facts"], ["facts", "--json"], ["guideline", "check"]])
def test_a_reader_that_left_before_the_first_line_is_no_error_either(
    surroundings: dict[str, str], words: list[str]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rugwijzer", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Broken" not in process.stderr.read()
    assert process.returncode in (0, 1)


def test_memory_does_not_grow_with_the_number_of_lines(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    program = (
        "import resource, sys; from rugwijzer.cli import main; main(sys.argv[1:]);"
        "sys.stderr.write(f'\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}')"
    )

    def kibibytes(lines: int) -> int:
        path = tmp_path / f"{lines}.jsonl"
        with path.open("w") as file:
            for number in range(lines):
                file.write('{"collapse": true}\n' if number % 400 == 0 else "[]\n")
        ran = subprocess.run(
            [sys.executable, "-c", program, "assess", str(path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=surroundings,
            check=True,
            text=True,
        )
        return int(ran.stderr.splitlines()[-1])

    kibibytes(1)
    assert kibibytes(20_000) < kibibytes(2_000) + 6_000


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_an_old_terminal_that_cannot_show_every_letter_still_gets_an_answer(
    surroundings: dict[str, str], tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"saddle": "new_or_worse"}')
    for words in ([], ["--json"]):
        ran = subprocess.run(
            [sys.executable, "-m", "rugwijzer", "assess", str(path), *words],
            capture_output=True,
            env={**surroundings, "PYTHONIOENCODING": encoding},
            check=False,
        )
        assert ran.stderr == b""
        assert ran.returncode == 0
        if words:
            json.loads(ran.stdout.decode("utf-8"))

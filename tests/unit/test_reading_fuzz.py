"""Whatever is put in, reading ends soon: in a guideline or record, or in an error that says why."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugwijzer.compiler import (
    AnswerError,
    GuidelineError,
    Place,
    Problem,
    load,
    load_files,
    plain_record,
    read_answers,
    read_files,
)
from rugwijzer.compiler.language.guideline import Fact
from rugwijzer.compiler.language.types import Choice, Number, SetOf, YesNo
from rugwijzer.compiler.reading.claim_words import read_claim_expression
from rugwijzer.compiler.reading.documents import plain, read_document
from rugwijzer.compiler.reading.expressions import Symbols, read_expression

FOLDER = Path(__file__).parent.parent / "bicycle"
FILES = read_files(FOLDER)
BICYCLE = load(FOLDER)
SYMBOLS = Symbols(
    facts={name: fact.type for name, fact in BICYCLE.facts.items()},
    definitions=set(BICYCLE.definitions),
    contradictions=set(BICYCLE.contradictions),
    ladders={"verdict": ("ride", "check", "repair", "stop")},
    choices={"route": ("road", "path", "walk")},
    scores={"wear": {"low": (0, 2), "high": (3, 4)}},
    sets={"trouble": ("brakes_gone", "blind"), "packing": ("pump", "spare_lamp")},
)
quick = settings(
    max_examples=150, deadline=2000, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems of a guideline; none if it loads."""
    try:
        load_files(files)
    except GuidelineError as error:
        return error.problems or (Problem(Place("", 0), "", ""),)
    return ()


def can_be_shown(problem: Problem) -> bool:
    """Whether a problem says where, what and how to mend it, at no great length."""
    return bool(problem.place.file and problem.what and problem.mend) and len(str(problem)) < 2000


# --- YAML

YAML_PIECES = st.sampled_from(
    [
        "a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\n- ", "[", "]", "{", "}", ", ", "'", '"', "|",
        ">", ">-", "&x ", "*x", "!t ", "!!str ", "<<: ", "---", "...", "# c", "%YAML 1.1", "~",
        "null", "true", "yes", "1", "1.5", "1e9", "\t", "\x00", "\u2028", "\ufeff", "\x85", "@",
        "`", "\\",
    ]
)  # fmt: skip


@quick
@given(st.one_of(st.text(), st.lists(YAML_PIECES, max_size=40).map("".join)))
def test_any_text_as_yaml_is_read_or_refused(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        tree = read_document(text, "any.yaml")
        if tree is not None:
            plain(tree)
    except GuidelineError as error:
        problems = error.problems
    assert all(map(can_be_shown, problems))


@settings(quick, max_examples=50)
@given(st.sampled_from(sorted(FILES)), st.one_of(st.text(), st.lists(YAML_PIECES).map("".join)))
def test_any_text_as_a_file_of_a_guideline_is_read_or_refused(name: str, text: str) -> None:
    assert all(map(can_be_shown, problems_of({**FILES, name: text})))


@quick
@given(st.binary(max_size=200))
def test_any_bytes_as_a_file_are_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts"
        path.mkdir()
        (path / "any.yaml").write_bytes(content)
        try:
            problems = problems_of(read_files(Path(folder)))
        except GuidelineError as error:
            problems = error.problems
    assert all(map(can_be_shown, problems))


# --- conditions

TOKENS = st.sampled_from(
    [
        *BICYCLE.facts, *BICYCLE.definitions, *BICYCLE.decisions, "ride", "stop", "breaks",
        '"worn"', '"road"', '"bell"', '"high"', '"pump"', "'", '"', "3", "2.5", "0", "-", "1e5",
        "(", ")", "[", "]", "{", "}", ",", ".", ":", ":=", "=", "==", "!=", "<", "<=", ">", ">=",
        "in", "not in", "not", "and", "or", "is", "if", "else", "lambda", "for", "count(", "days(",
        "asked(", "dont_know(", "settled(", "lower(", "upper(", "complete()", "empty(", "lower",
        "celsius(", "weeks(6)", "+", "*", "/", "**", "%", "&", "|", "~", "@", "#", "\\", "\n",
        "True", "None", "null", "f'{", "b'", "*", "await", "yield", "import", ";", "\u00a0", "“",
    ]
)  # fmt: skip


@quick
@given(st.one_of(st.text(), st.lists(TOKENS, max_size=30).map(" ".join)))
def test_any_condition_is_typed_or_refused_with_one_problem(text: str) -> None:
    problems: list[Problem] = []
    expression = read_expression(text, Place("any.yaml", 1), SYMBOLS, problems)
    assert (expression is None) == (len(problems) == 1)
    assert all(map(can_be_shown, problems))


@quick
@given(st.lists(TOKENS, max_size=30).map(" ".join))
def test_any_condition_of_a_claim_is_typed_or_refused_with_one_problem(text: str) -> None:
    problems: list[Problem] = []
    expression = read_claim_expression(text, Place("any.yaml", 1), SYMBOLS, problems)
    assert (expression is None) == (len(problems) == 1)
    assert all(map(can_be_shown, problems))


@quick
@given(TOKENS, st.integers(2, 3000), TOKENS)
def test_a_condition_that_repeats_itself_is_typed_or_refused(a: str, times: int, b: str) -> None:
    problems: list[Problem] = []
    read_expression(f"{a} " * times + b, Place("any.yaml", 1), SYMBOLS, problems)
    assert len(problems) <= 1


# --- a claim

ANSWERS = st.sampled_from(
    ["milder", "worst", "lower", "any", "not_asked", "dont_know", "true", "no", "null", "worn", "3",
     "2.5", "[bell]", "[]", "{}", "days(3)", "alarm", "chain", "[smoke, crack]", "tyre",
     "[pressure, loose]", "extras", "verdict", "packing", "route", "[pump]", "[lights]", "x"]
)  # fmt: skip


@quick
@given(
    st.fixed_dictionaries(
        dict.fromkeys(("decision", "change", "from", "to"), ANSWERS),
        optional=dict.fromkeys(("members", "held"), ANSWERS),
    )
)
def test_any_claim_about_two_records_is_read_or_refused(said: dict[str, str]) -> None:
    inside = ", ".join(f"{key}: {value}" for key, value in said.items())
    text = f"new:\n  says: {{nl: a, en: a}}\n  never_lowers: {{{inside}}}\n"
    assert all(map(can_be_shown, problems_of({**FILES, "claims/new.yaml": text})))


# --- a guideline that was good


@st.composite
def spoiled_files(draw: st.DrawFn) -> dict[str, str]:
    """The bicycle with a few pieces cut, doubled, moved or replaced."""
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        lines = files[name].splitlines(keepends=True) or [""]
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["cut", "double", "swap", "piece", "word", "drop", "rename"])):
            case "cut":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "piece":
                column = draw(st.integers(0, len(lines[at])))
                piece = draw(st.one_of(YAML_PIECES, TOKENS, st.text(max_size=5)))
                lines[at] = lines[at][:column] + piece + lines[at][column:]
            case "word":
                words = lines[at].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(st.one_of(YAML_PIECES, TOKENS))
                lines[at] = " ".join(words)
            case "drop" if len(files) > 1:
                del files[name]
                continue
            case "rename":
                other_name = draw(st.sampled_from([*sorted(FILES), "facts/x.yaml", "x.yaml", "x"]))
                files[other_name] = files.pop(name)
                continue
        files[name] = "".join(lines)
    return files


@settings(quick, max_examples=100)
@given(spoiled_files())
def test_a_spoiled_guideline_is_read_or_refused(files: dict[str, str]) -> None:
    assert all(map(can_be_shown, problems_of(files)))


@quick
@given(st.dictionaries(st.one_of(st.text(), st.sampled_from(sorted(FILES))), st.text(), max_size=4))
def test_any_files_at_all_are_read_or_refused(files: dict[str, str]) -> None:
    assert all(problem.what for problem in problems_of(files))


# --- answers

MARK = "qzx"
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.decimals(), st.fractions(), st.sampled_from(["worn", "bell", "road", math.nan, 10**4000]),
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.one_of(st.sampled_from(sorted(BICYCLE.facts)), st.text(max_size=20))


@quick
@given(st.dictionaries(names, anything, max_size=6))
def test_any_mapping_as_answers_is_read_or_refused(answers: dict[str, Any]) -> None:
    try:
        named = set(read_answers(BICYCLE, answers))
    except AnswerError as error:
        named = {problem.fact for problem in error.problems}
    assert named <= {name[:60] for name in answers}


def good_answer(fact: Fact) -> st.SearchStrategy[object]:
    """Any answer to a fact, as JSON has it."""
    match fact.type:
        case YesNo():
            known: st.SearchStrategy[object] = st.booleans()
        case Choice(options=options):
            known = st.sampled_from(options)
        case SetOf(options=options):
            known = st.sets(st.sampled_from(options)).map(
                lambda chosen: [option for option in options if option in chosen]
            )
        case Number() as number:
            known = st.integers(number.low, number.high).map(number.plain)
    return st.one_of(st.none(), known)


@quick
@given(
    st.fixed_dictionaries(
        {}, optional={name: good_answer(fact) for name, fact in BICYCLE.facts.items()}
    )
)
def test_what_was_answered_is_given_back(answers: dict[str, object]) -> None:
    record = read_answers(BICYCLE, answers)
    assert plain_record(BICYCLE, record) == answers
    assert read_answers(BICYCLE, plain_record(BICYCLE, record)) == record


@quick
@given(
    st.sampled_from(sorted(BICYCLE.facts)),
    st.integers(10**9, 10**12),
    st.sampled_from(["text", "int", "float", "decimal", "fraction", "list", "mapping", "key"]),
)
def test_what_is_said_of_a_wrong_answer_never_repeats_it(fact: str, number: int, form: str) -> None:
    secret = f"{MARK}{number}"
    wrong: object = {
        "text": secret,
        "int": number,
        "float": number + 0.5,
        "decimal": Decimal(number) / 4,
        "fraction": Fraction(number, 7),
        "list": [secret, number],
        "mapping": {secret: number},
        "key": [{secret: secret}],
    }[form]
    with pytest.raises(AnswerError) as error:
        read_answers(BICYCLE, {fact: wrong})
    for text in (str(error.value), repr(error.value), repr(error.value.problems)):
        assert MARK not in text
        assert str(number) not in text

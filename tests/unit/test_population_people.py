"""Files of simulated people: what goes in comes out, and a bad file is named for what it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import (
    PeopleProblem,
    SimulatedPerson,
    kind_of,
    read_people,
    write_people,
)

PEOPLE = [
    SimulatedPerson(
        1,
        "primary_care",
        "fracture",
        {"age": 71, "saddle": "none", "relief_fails": None, "pain_area": ["low_back", "thigh"]},
        "woman",
        ("over_70", "trauma"),
    ),
    SimulatedPerson(2, "primary_care", "no_alarm", {"age": 34, "fever": False, "pain_area": []}),
    SimulatedPerson(3, "emergency", "aorta", {"temperature": 38.5, "pain_area": None}, "man"),
    SimulatedPerson(4, "emergency", "no_alarm", {"temperature": 37, "never_known": None}, "man"),
]
KINDS = ("jsonl", "parquet")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_again(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"people.{kind}"
    assert write_people(PEOPLE, path) == len(PEOPLE)
    assert list(read_people(path)) == PEOPLE


@pytest.mark.parametrize("kind", KINDS)
def test_more_people_than_are_held_at_once_are_read_again(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"people.{kind}"
    many = [
        SimulatedPerson(each, "here", "well", {"age": each % 90} if each > 12_000 else {})
        for each in range(1, 12_500)
    ]
    assert write_people(iter(many), path) == len(many)
    assert list(read_people(path)) == many


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_may_hold_nobody(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"nobody.{kind}"
    assert write_people([], path) == 0
    assert list(read_people(path)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_written_whole_or_not_at_all(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"people.{kind}"
    write_people(PEOPLE, path)

    def breaking_off() -> Any:
        yield PEOPLE[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_people(breaking_off(), path)
    assert list(read_people(path)) == PEOPLE
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["people.csv", "people", "people.json"])
def test_people_are_kept_in_two_kinds_of_file_only(name: str) -> None:
    with pytest.raises(PeopleProblem, match=r"end in \.jsonl or \.parquet"):
        kind_of(Path(name))


def test_a_missing_file_a_folder_and_a_closed_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(PeopleProblem, match="there is no such file"):
        read_people(tmp_path / "none.jsonl")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(PeopleProblem, match="this is a folder"):
        read_people(tmp_path / "folder.jsonl")
    with pytest.raises(PeopleProblem, match="cannot be written"):
        write_people(PEOPLE, tmp_path / "no" / "such" / "people.jsonl")


GOOD = '{"id": 1, "setting": "here", "truth": "well", "answers": {"age": 7}}'


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "no.* valid JSON|not valid JSON"),
        ("[1]", "this is no person"),
        ("7", "this is no person"),
        ('{"setting": "here", "truth": "well", "answers": {}}', '"id" is missing'),
        (GOOD.replace("1", "true", 1), '"id" is something else'),
        (GOOD.replace('"here"', "3"), '"setting" is something else'),
        (GOOD.replace('{"age": 7}', "[]"), '"answers" is something else'),
        (GOOD.replace("}}", '}, "flags": "fall"}'), '"flags" must be a list'),
        (GOOD.replace("}}", '}, "sex": 1}'), '"sex" must be a word'),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_never_repeated(
    line: str, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "people.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    people = read_people(path)
    assert next(people).number == 1
    with pytest.raises(PeopleProblem, match=what) as caught:
        next(people)
    assert f"{path}:3:" in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_bytes(b"\xff\xfe\n")
    with pytest.raises(PeopleProblem, match="not text"):
        list(read_people(path))


def test_a_parquet_file_of_something_else_is_named(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "people.parquet"
    path.write_text("no parquet", encoding="utf-8")
    with pytest.raises(PeopleProblem, match="not a Parquet file"):
        list(read_people(path))
    parquet.write_table(pa.table({"id": [1], "age": [7]}), path)
    with pytest.raises(PeopleProblem, match='column "setting" is missing'):
        list(read_people(path))


def test_in_a_table_a_value_and_dont_know_together_are_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "people.parquet"
    about = {"id": [1], "setting": ["here"], "truth": ["well"]}
    parquet.write_table(pa.table({**about, "age": [7], "age__dk": [True]}), path)
    with pytest.raises(PeopleProblem, match=r'row 1, "age" has a value and is a don\'t know'):
        list(read_people(path))
    parquet.write_table(pa.table({**about, "heat": [float("nan")]}), path)
    with pytest.raises(PeopleProblem, match=r'row 1, "heat" is NaN'):
        list(read_people(path))
    parquet.write_table(pa.table({**about, "setting": pa.array([None], pa.string())}), path)
    with pytest.raises(PeopleProblem, match="row 1 has no whole number as id"):
        list(read_people(path))


def test_a_column_of_dont_know_without_its_fact_counts(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "people.parquet"
    about = {"id": [1, 2], "setting": ["here"] * 2, "truth": ["well"] * 2}
    parquet.write_table(pa.table({**about, "age__dk": [True, None]}), path)
    assert [each.answers for each in read_people(path)] == [{"age": None}, {}]


def test_without_the_library_parquet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissing, match=r"rugwijzer\[population\]"):
        write_people(PEOPLE, tmp_path / "people.parquet")
    write_people(PEOPLE, tmp_path / "people.jsonl")

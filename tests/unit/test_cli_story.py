"""`rugwijzer story`: the stories listed, one told, and one that does not exist."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from rugwijzer.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with these words: status, standard output, standard error."""

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(["story", *words])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return command


def test_without_a_name_every_story_is_listed_in_either_language(run: Run) -> None:
    status, dutch, err = run()
    assert (status, err) == (0, "")
    assert "fast-recovery" in dutch
    assert "In een week weer beter" in dutch
    assert "Better again in a week" in run("--lang", "en")[1]
    listed = json.loads(run("--json")[1])
    assert {"name", "title"} == set(listed[0])
    assert "fast-recovery" in [each["name"] for each in listed]


def test_a_story_is_told_day_by_day_with_its_plan(run: Run) -> None:
    status, out, err = run("fast-recovery", "--lang", "en")
    assert (status, err) == (0, "")
    assert "Better again in a week" in out
    assert "Daan is 27" in out
    assert "Since this morning, a 7." in out
    assert "Keep moving, however little." in out


def test_as_json_each_moment_has_its_plan_and_what_is_not_as_expected(run: Run) -> None:
    told = json.loads(run("fast-recovery", "--json")[1])
    assert list(told) == ["name", "title", "who", "moments"]
    first = told["moments"][0]
    assert list(first) == ["day", "says", "advised", "expect", "plan", "misses"]
    assert (first["day"], first["misses"]) == (0, [])
    assert first["plan"]["state"] == first["expect"]["state"] == "building"


def test_a_story_that_does_not_exist_is_said_with_the_nearest_name(run: Run) -> None:
    status, out, err = run("fast-recovry")
    assert (status, out) == (2, "")
    assert 'There is no story "fast-recovry"' in err
    assert "fast-recovery" in err

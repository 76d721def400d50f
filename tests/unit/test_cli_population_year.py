"""`rugwijzer population year`: how many are doing what, and whether anybody comes to a dead end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from rugwijzer.care import year
from rugwijzer.cli import main

Run = Callable[..., tuple[int, str, str]]
PEOPLE = 6


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with these words: status, standard output, standard error."""

    def command(*words: object) -> tuple[int, str, str]:
        try:
            status = main(["population", "year", *map(str, words)])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return command


def without_seconds(out: str) -> str:
    return re.sub(r"[0-9.,]+ (seconds|seconden)", "", out)


def test_everybody_is_counted_on_each_day_and_nobody_is_at_a_dead_end(run: Run) -> None:
    status, out, err = run(PEOPLE, "--seed", 3, "--lang", "en")
    assert (status, err) == (0, "")
    rows = [re.findall(r"(?<=\s)\d+", line) for line in out.splitlines() if line.startswith("  ")]
    counts = [[int(each) for each in row] for row in rows[1:] if len(row) == 6]
    assert [sum(column) for column in zip(*counts, strict=True)] == [PEOPLE] * 6
    assert "Dead ends: 0." in out


def test_it_says_that_what_happens_is_a_model_of_our_own(run: Run) -> None:
    assert "a simple model of our own" in run(0, "--lang", "en")[1]
    assert "een eenvoudig model van onszelf" in run(0)[1]


def test_the_same_seed_gives_the_same_year(run: Run) -> None:
    one, other = (run(3, "--seed", 5)[1] for _ in range(2))
    assert without_seconds(one) == without_seconds(other)


def test_the_response_model_says_that_it_is_ours_and_what_it_assumes() -> None:
    said = " ".join((year.__doc__ or "").split())
    assert "The response model is simple, and ours." in said
    for assumed in ("pain either settles", "a flare-up adds", "checks in", "alarm sign"):
        assert assumed in said


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5"])
def test_a_number_of_people_that_is_none_is_refused(wrong: str, run: Run) -> None:
    status, _, err = run(wrong)
    assert status == 2
    assert "N" in err

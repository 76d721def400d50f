"""`rugwijzer population simulate`: what it writes, what it says, and what it says of a mistake."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rugwijzer.cli import population
from rugwijzer.population.people import read_people

Simulate = Callable[..., tuple[int, str, str]]


@pytest.fixture
def simulate(capsys: pytest.CaptureFixture[str]) -> Simulate:
    """Run the command with these words: status, standard output, standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        parser.add_argument("--guideline", type=Path)
        population.arguments(parser)
        try:
            status = population.run(parser.parse_args(["simulate", *map(str, words)]))
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_people_are_kept_in_the_file_that_is_named(
    kind: str, simulate: Simulate, tmp_path: Path
) -> None:
    path = tmp_path / f"people.{kind}"
    status, out, err = simulate(120, "--seed", 5, "--out", path, "--setting", "over_55")
    assert (status, err) == (0, "")
    assert str(path) in out
    people = list(read_people(path))
    assert [person.number for person in people] == list(range(1, 121))
    assert {person.setting for person in people} == {"over_55"}


def test_a_line_holds_what_others_rely_on(simulate: Simulate, tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    simulate(3, "--out", path)
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert list(line) == ["id", "setting", "truth", "sex", "flags", "answers"]
    assert line["answers"]["saddle"] in ("none", "new_or_worse", None)


def test_the_same_seed_writes_the_same_file(simulate: Simulate, tmp_path: Path) -> None:
    one, other, third = (tmp_path / f"{each}.jsonl" for each in "abc")
    simulate(40, "--seed", 5, "--out", one)
    simulate(40, "--seed", 5, "--out", other)
    simulate(40, "--seed", 6, "--out", third)
    assert one.read_bytes() == other.read_bytes() != third.read_bytes()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("gesimuleerde mensen", "ernstige oorzaak", "80,4 %", "Tegenspraak", "0 van 500")),
        ("en", ("simulated people", "serious cause", "80.4 %", "Contradictions", "0 of 500")),
    ],
)
def test_the_totals_stand_beside_what_is_published(
    language: str, words: tuple[str, ...], simulate: Simulate
) -> None:
    status, out, err = simulate(500, "--lang", language)
    assert (status, err) == (0, "")
    for word in words:
        assert word in out


def test_nobody_at_all_is_no_mistake(simulate: Simulate) -> None:
    status, out, err = simulate(0)
    assert (status, err) == (0, "")
    assert "niets gepubliceerd" in out


@pytest.mark.parametrize(
    ("words", "status", "what"),
    [
        ((10, "--setting", "emergncy"), 2, 'Did you mean "emergency"'),
        ((10, "--setting", "moon"), 2, "There are: primary_care"),
        ((10, "--out", "people.csv"), 1, "end in .jsonl or .parquet"),
        ((10, "--out", "no/such/folder/people.jsonl"), 1, "cannot be written"),
        (("ten",), 2, "is not a whole number"),
        ((10, "--seed", "1.5"), 2, "is not a whole number"),
    ],
)
def test_a_mistake_is_named(
    words: tuple[object, ...], status: int, what: str, simulate: Simulate
) -> None:
    found, _, err = simulate(*words)
    assert found == status
    assert what in err


def test_without_numpy_it_says_what_to_install(
    simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("rugwijzer.population.")]:
        if name.rpartition(".")[2] in ("fitting", "conditions", "simulate", "totals", "drawing"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    status, _, err = simulate(10)
    assert status == 1
    assert "rugwijzer[population]" in err


def test_rates_that_do_not_come_to_the_totals_give_status_1(
    simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rugwijzer.cli import population_simulation
    from rugwijzer.population.reading import read_rates

    monkeypatch.setattr(
        population_simulation,
        "read_rates",
        lambda where: read_rates(where).varied("truth.primary_care.fracture", 0.2),
    )
    status, out, err = simulate(500)
    assert status == 1
    assert "BUITEN" in out
    assert "liggen buiten hun grenzen" in err

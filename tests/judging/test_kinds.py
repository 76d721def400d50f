"""What kind of pain is seen in simulated people, counted by hand, and how it is printed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.whole import guideline

from rugwijzer.cli import main
from rugwijzer.compiler import Place
from rugwijzer.paths import find
from rugwijzer.population.advice import Adviser
from rugwijzer.population.evaluate import evaluate
from rugwijzer.population.intervals import Share, verdict
from rugwijzer.population.kinds import Classification, recognised
from rugwijzer.population.people import SimulatedPerson, write_people
from rugwijzer.population.rates import DecidedShare, Truth
from rugwijzer.population.reading import read_rates

from .crowd import few_rules, person

HERE = Place("crowd", 0)
TRUTHS = {
    name: Truth(name, {"nl": name, "en": name}, False, False, HERE, kind)
    for name, kind in (
        ("no_alarm", "without_alarm_signs"),
        ("radicular", "radicular"),
        ("stenosis", "stenosis"),
        ("bleeding", None),
    )
}


def nerve(number: int, truth: str, **answers: object) -> SimulatedPerson:
    """Someone with pain below the knee and two signs of an irritated nerve."""
    leg = {"pain_area": ["low_back", "lower_leg"], "leg_worse": True, "leg_tingling": "one_leg"}
    someone = person(number, truth, like="sciatica")
    return replace(someone, answers={**someone.answers, **leg, **answers})


CROWD = [
    *(person(number) for number in range(1, 7)),
    nerve(7, "no_alarm"),
    nerve(8, "radicular"),
    nerve(9, "radicular", saddle="new_or_worse"),
    person(10, "radicular"),
    person(11, "bleeding"),
]


def share(name: str, decision: str, option: str) -> DecidedShare:
    title = {"nl": name, "en": name}
    return DecidedShare(name, title, decision, (option,), 0.1, 0.05, 0.12, HERE)


PUBLISHED = (
    share("nerve", "kind", "radicular"),
    replace(share("of_long", "kind", "radicular"), among={"phase": "chronic"}, orientation=True),
    replace(share("elsewhere", "kind", "radicular"), settings=("emergency",)),
    share("unknown", "colour", "green"),
)


@pytest.fixture(scope="module")
def found() -> Classification:
    return evaluate(Adviser(few_rules()), CROWD, TRUTHS, PUBLISHED).classification


def test_every_option_has_its_share_of_everyone(found: Classification) -> None:
    kinds = found.shares["kind"]
    assert (kinds["radicular"].count, kinds["radicular"].total) == (2, len(CROWD))
    assert kinds["specific"].count == 1
    assert kinds["without_alarm_signs"].count == 8
    assert kinds["stenosis"].count == 0
    assert set(found.shares) == {"kind", "phase", "profile", "care_step", "imaging"}
    for options in found.shares.values():
        assert sum(each.count for each in options.values()) == len(CROWD)


def test_a_kind_stands_beside_what_is_really_the_matter(found: Classification) -> None:
    assert found.by_truth["radicular"]["radicular"] == 1
    assert found.by_truth["radicular"]["specific"] == 1
    assert found.by_truth["no_alarm"]["radicular"] == 1
    assert "stenosis" not in found.by_truth


def test_who_has_an_alarm_sign_is_not_held_against_the_kind(found: Classification) -> None:
    (found_nerve,) = (each for each in found.recognised if each.kind == "radicular")
    assert (found_nerve.found.count, found_nerve.found.total) == (1, 3)
    assert found_nerve.found_calm is not None
    assert (found_nerve.found_calm.count, found_nerve.found_calm.total) == (1, 2)
    assert (found_nerve.right.count, found_nerve.right.total) == (1, 2)
    assert dict(found_nerve.instead) == {"specific": 1, "without_alarm_signs": 1}
    assert found_nerve.really == (("no_alarm", 1),)


def test_a_truth_of_no_kind_counts_as_wrongly_called_so(found: Classification) -> None:
    (ordinary,) = (each for each in found.recognised if each.kind == "without_alarm_signs")
    assert (ordinary.right.count, ordinary.right.total) == (6, 8)
    assert dict(ordinary.really) == {"radicular": 1, "bleeding": 1}


def test_a_kind_that_nobody_has_or_is_called_has_no_share(found: Classification) -> None:
    (stenosis,) = (each for each in found.recognised if each.kind == "stenosis")
    assert stenosis.found.value is None
    assert stenosis.right.value is None


def test_the_kind_of_an_alarm_sign_is_not_counted_without_one() -> None:
    truths = {"bleeding": Truth("bleeding", {}, True, False, HERE, "specific")}
    found = recognised("specific", {"bleeding": {"specific": 3, "axial": 1}}, truths)
    assert (found.found.count, found.found.total) == (3, 4)
    assert found.found_calm is None


def test_a_published_share_is_of_its_setting_and_of_those_it_is_among(
    found: Classification,
) -> None:
    beside = {each.asked.name: each for each in found.published}
    assert set(beside) == {"nerve", "of_long"}
    assert beside["nerve"].share == Share(2, len(CROWD))
    long = [each for each in CROWD if int(str(each.answers["pain_days"])) > 84]
    assert beside["of_long"].share.total == len(long)


def test_few_people_are_no_proof_that_a_share_lies_outside() -> None:
    assert verdict(Share(0, 0), 0.1, 0.2) == "too_few"
    assert verdict(Share(1, 4), 0.1, 0.2) == "too_few"
    assert verdict(Share(1_000, 4_000), 0.1, 0.2) == "outside"
    assert verdict(Share(15, 100), 0.1, 0.2) == "within"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Wat voor rugpijn, welk profiel", "* ter vergelijking", "wie zo heet, heeft het")),
        ("en", ("What kind, which profile", "* to compare", "who is called so has it")),
    ],
)
def test_the_evaluation_says_what_kind_and_why_it_may_differ(
    language: str,
    words: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    file = tmp_path / "people.jsonl"
    write_people(CROWD, file)
    assert main(["population", "evaluate", str(file), "--lang", language]) == 0
    printed = capsys.readouterr().out
    for each in words:
        assert each in printed
    assert main(["population", "evaluate", str(file), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)["classification"]
    assert document["shares"]["kind"]["radicular"]["count"] == 2
    assert document["truth_by_kind"]["radicular"]["specific"] == 1
    assert {each["name"] for each in document["published"]} >= {"low_profile", "high_profile"}


def test_every_kind_and_every_truth_fit_each_other() -> None:
    options = getattr(guideline().decisions["kind"], "options", ())
    kinds = {truth.kind for truth in read_rates(find("guideline")).truths.values()}
    assert None not in kinds
    assert set(options) - kinds == {"not_low_back", "examined_first"}

"""`rugwijzer painkillers`: what may be tried, how much, why not the rest, and when to stop."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.whole import engine, guideline, texts

from rugwijzer.cli import main
from rugwijzer.cli import painkillers as command
from rugwijzer.compiler import (
    SetDecision,
    facts_behind,
    plain_record,
)

BICYCLE = Path(__file__).resolve().parents[1] / "bicycle"


@dataclass(frozen=True)
class Ran:
    """What a command did; `said` is its output on one line."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return " ".join(self.out.split())


Painkillers = Callable[..., Ran]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Painkillers:
    monkeypatch.setattr(command, "load_to_apply", lambda given: (guideline(), engine()))
    monkeypatch.setattr(command, "load_texts", texts)

    def ask(
        *words: str,
        person: str | None = "asks_painkiller",
        changes: dict[str, object] | None = None,
        typed: str | None = None,
    ) -> Ran:
        named = []
        if person is not None:
            record = guideline().people[person].record
            answers = plain_record(guideline(), record) | (changes or {})
            answers = {name: value for name, value in answers.items() if value is not ...}
            file = tmp_path / "person.json"
            file.write_text(json.dumps(answers))
            named = [str(file)]
        stream = io.StringIO(typed or "")
        stream.isatty = lambda: typed is not None  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdin", stream)
        capsys.readouterr()
        status = main(["painkillers", *named, *words])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return ask


def test_who_has_nothing_against_it_reads_of_every_medicine_how_much_and_how_long(
    run: Painkillers,
) -> None:
    ran = run("--lang", "en")
    assert ran.status == 0
    assert "ibuprofen, naproxen, diclofenac or anti-inflammatory gel" in ran.said
    assert "Never take more than 1200 mg in 24 hours." in ran.said
    assert "Stop after 7 days at the latest" in ran.said
    assert ran.said.count("at most 6 tablets of 500 mg") == 1
    assert "Stop and call with these signs" in ran.said
    assert "Ask your pharmacist." in ran.said
    assert "This we leave out" not in ran.said


def test_what_is_left_out_says_why_and_what_is_not_known_says_which_answer(
    run: Painkillers,
) -> None:
    ran = run("--lang", "en", changes={"pressure_pills": True})
    assert "ibuprofen, naproxen, diclofenac and anti-inflammatory gel, because" in ran.said.replace(
        "Ibuprofen", "ibuprofen"
    )
    assert "Together with blood pressure pills or water tablets" in ran.said
    ran = run("--lang", "en", changes={"kidney_disease": ...})
    assert "Do you have a kidney disease, or do your kidneys work less well?" in ran.said
    ran = run("--lang", "en", changes={"kidney_disease": None})
    assert "You were not sure about this: kidneys that work less well." in ran.said


def test_the_one_maximum_of_paracetamol_is_the_only_number_of_tablets(run: Painkillers) -> None:
    ran = run("--lang", "en", changes={"low_weight": True})
    assert "Take at most 4 tablets of 500 mg in 24 hours" in ran.said
    assert "6 tablets of 500 mg" not in ran.said
    ran = run("--lang", "en", changes={"paracetamol_month": True})
    assert "Take at most 5 tablets of 500 mg in 24 hours" in ran.said


def test_from_60_to_70_the_pharmacist_is_asked_first(run: Painkillers) -> None:
    ran = run(person="asks_painkiller_at_64")
    assert "ibuprofen of gel met een ontstekingsremmer" in ran.said
    for name in ("Ibuprofen. ", "Gel met een ontstekingsremmer. "):
        block = ran.said.partition(f" {name}")[2]
        asks, dose = block.index("Je bent 64. Vraag eerst je apotheker"), block.index("Hoeveel:")
        assert asks < dose
    assert "Ben je 60 tot en met 70?" not in ran.said
    assert "Naproxen en diclofenac, omdat" in ran.said
    assert "zwaarder voor je maag dan ibuprofen" in ran.said


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"pregnancy_possible": True, "pregnancy": "pregnant"}, "slecht zijn voor je kind"),
        ({"pregnancy_possible": True, "pregnancy": "gave_birth"}, "veilig is voor jou en je kind"),
        ({"age": 76}, "meer kans op een bloeding in je maag"),
    ],
)  # fmt: skip
def test_why_no_ibuprofen_is_what_it_could_do_and_not_that_the_plan_is_gentle(
    run: Painkillers, changes: dict[str, object], reason: str
) -> None:
    ran = run(changes=changes)
    said = ran.said.partition("diclofenac en gel met een ontstekingsremmer, omdat: ")[2]
    assert reason in said.partition("•")[2].partition("•")[0]
    assert "rustig plan" not in said


def test_the_dose_of_paracetamol_and_its_maximum_say_the_same(run: Painkillers) -> None:
    assert "per keer, hooguit 3 keer per dag" in run().said
    fewer = run(changes={"low_weight": True}).said
    assert "per keer, hooguit 2 keer per dag" in fewer
    assert "3 keer per dag. Neem" not in fewer.partition("Ibuprofen.")[0]


def test_who_has_had_the_pain_for_long_hears_nothing_of_new_pain(run: Painkillers) -> None:
    assert "nieuwe rugpijn" not in run(person="asks_painkiller_long").said


def test_who_must_phone_first_reads_that_and_no_painkiller(run: Painkillers) -> None:
    ran = run(changes={"collapse": True})
    assert "Bel nu 112" in ran.said
    assert "Begin zelf niet met ibuprofen" in ran.said
    assert "Dit mag je proberen" not in ran.said
    assert "tabletten" not in ran.said
    ran = run("--lang", "en", changes={"standing": "not_even_with_help"})
    assert "Call your GP or the out-of-hours GP service today" in ran.said
    assert "With a gentle plan we name paracetamol only." in ran.said


@pytest.mark.parametrize("given", ["over_eight", None])
def test_too_much_paracetamol_or_losing_count_comes_before_anything_else(
    run: Painkillers, given: str | None
) -> None:
    ran = run("--lang", "en", changes={"paracetamol_day": given})
    assert ran.said.index("Take no more now.") < ran.said.index("This you may try")


def test_in_a_terminal_only_what_is_missing_is_asked(run: Painkillers) -> None:
    ran = run("--lang", "en", changes={"kidney_disease": ..., "low_weight": ...}, typed="no\nno\n")
    assert ran.status == 0
    assert ran.said.count("> ") == 2
    assert "Do you weigh less than 50 kilos?" in ran.said
    assert "at most 6 tablets" in ran.said
    assert "This we leave out" not in ran.said


def test_without_answers_what_cannot_wait_is_asked_first(run: Painkillers) -> None:
    ran = run("--lang", "en", person=None, typed="1\nyes\n\n")
    assert "Stop here. This comes first." in ran.said
    assert "paracetamol of 500 mg" not in ran.said


def test_whoever_stops_reads_what_is_known_so_far(run: Painkillers) -> None:
    ran = run("--lang", "en", changes={"ulcer": ...}, typed="stop\n")
    assert ran.status == 0
    assert "Do you have a stomach ulcer" in ran.said


def test_as_json_it_asks_nothing_and_holds_everything(run: Painkillers) -> None:
    ran = run("--json", changes={"ulcer": True, "paracetamol_day": "one_to_four"}, typed="")
    found = json.loads(ran.out)
    assert found["medicines"] == {"in": ["paracetamol"], "open": []}
    assert found["paracetamol_limit"]["value"] == "six_tablets"
    assert found["gate"]["value"] == "full"
    assert "count_all" in found["notes"]["in"]
    assert found["left_out"][0] == {
        "medicine": "ibuprofen",
        "because": [{"name": "ulcer", "value": True}],
        "rules": [],
        "not_asked": [],
        "dont_know": [],
    }
    assert found["disclaimer"]


def test_visits_are_read_and_an_answer_that_expired_is_missing_again(
    run: Painkillers, tmp_path: Path
) -> None:
    record = plain_record(guideline(), guideline().people["asks_painkiller"].record)
    file = tmp_path / "visits.jsonl"
    file.write_text(json.dumps({"at": "2026-03-01", "answers": record}))
    same = run(str(file), "--history", "--json", "--at", "2026-03-01", person=None)
    assert "ibuprofen" in json.loads(same.out)["medicines"]["in"]
    later = run(str(file), "--history", "--json", "--at", "2026-04-20", person=None)
    found = json.loads(later.out)
    assert found["medicines"]["in"] == []
    assert "paracetamol_day" in found["left_out"][0]["not_asked"]


def test_a_mistake_ends_well(run: Painkillers, tmp_path: Path) -> None:
    assert run("--json", person=None).status == 2
    assert run(str(tmp_path / "none.json"), person=None).status == 1


def test_a_guideline_without_painkillers_is_refused(
    run: Painkillers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    left = {name: each for name, each in guideline().decisions.items() if name != "medicines"}
    bare = replace(guideline(), decisions=left)
    monkeypatch.setattr(command, "load_to_apply", lambda given: (bare, engine()))
    ran = run()
    assert ran.status == 1
    assert "needs the decision medicines" in ran.err


def test_every_medicine_maximum_and_note_has_its_words() -> None:
    for decision, keys in (
        ("medicines", ("name", "place", "dose", "longest", "how")),
        ("medicine_notes", ()),
    ):
        declared = guideline().decisions[decision]
        assert isinstance(declared, SetDecision)
        for name in declared.names:
            if keys:
                assert all(f"medicine.{name}.{key}" in texts() for key in keys)
            elif name != command.STOP:
                assert f"medicine.note.{name}" in texts()
    for option in ("six_tablets", "five_tablets", "four_tablets", "ask_doctor"):
        assert f"medicine.limit.{option}" in texts()


def test_every_fact_that_may_keep_a_medicine_out_has_its_words() -> None:
    node = guideline().definitions["nsaid_reason"].when.node
    through = {"axial_asked"}
    asked_for = {
        fact
        for name in through
        for fact in facts_behind(guideline(), guideline().definitions[name].when.node)
    }
    apart = {"belly_signs", "pregnancy_possible"}
    for name in facts_behind(guideline(), node) - asked_for - apart | {"age"}:
        assert f"medicine.why.{name}" in texts(), name

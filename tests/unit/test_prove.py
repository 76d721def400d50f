"""Claims put to the solver: proved, or refuted by the smallest person that breaks them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from rugwijzer.cli import main
from rugwijzer.compiler import (
    Guideline,
    Reference,
    build_engine,
    claims_digest,
    digest,
    load,
    load_files,
    read_answers,
    read_files,
)
from rugwijzer.compiler.claims.document import all_proved, read_proofs
from rugwijzer.compiler.claims.findings import findings
from rugwijzer.compiler.claims.prove import Verdict, prove
from rugwijzer.compiler.language.guideline import Always
from rugwijzer.compiler.language.outcome import LadderValue
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.paths import find

BICYCLE = find("guideline").parent / "tests" / "bicycle"


def with_more(claims: str = "", **others: str) -> Guideline:
    """The bicycle with claims of its own instead of those it has, and perhaps other files."""
    files = {
        name: text
        for name, text in read_files(BICYCLE).items()
        if not name.startswith("claims/") and name != "version.yaml"
    }
    if claims:
        files["claims/own.yaml"] = claims
    for name, text in others.items():
        path = name.replace("__", "/") + ".yaml"
        files[path] = files.get(path, "") + text
    return load_files(files, checked=False)


def the_verdict(claim: str, **others: str) -> tuple[Guideline, Verdict]:
    """What becomes of one claim about the bicycle."""
    says = "  says: {nl: Iets., en: Something.}\n"
    guideline = with_more(f"it:\n{says}{claim}", **others)
    return guideline, prove(guideline)[0]


def test_every_claim_about_the_bicycle_is_proved_by_one_process_or_two() -> None:
    guideline = load(BICYCLE)
    alone, together = prove(guideline), prove(guideline, processes=2)
    assert [verdict.status for verdict in alone] == ["proved"] * len(guideline.claims)
    assert [(each.claim, each.status) for each in together] == [
        (each.claim, each.status) for each in alone
    ]


def test_a_refuted_claim_names_a_person_for_whom_the_reference_finds_it_broken_too() -> None:
    guideline, found = the_verdict("  always: lower(verdict) == stop\n  given: dark\n")
    assert found.status == "refuted"
    assert found.refutation is not None
    assert found.refutation.first is not None
    form = found.claim.form
    assert isinstance(form, Always)
    assert form.given is not None
    holds, given = form.holds, form.given
    reference = Reference(guideline)
    assert reference.truth(found.refutation.first, given.node) is Truth.TRUE
    assert reference.truth(found.refutation.first, holds.node) is not Truth.TRUE


def test_the_person_who_breaks_a_claim_has_said_no_more_than_it_takes() -> None:
    _, found = the_verdict("  always: lower(verdict) == stop\n  given: dark\n")
    assert found.refutation is not None
    assert found.refutation.first == {"dark": True}


def test_unknown_is_not_enough_for_a_claim_that_something_always_holds() -> None:
    _, found = the_verdict("  always: brakes or not brakes\n")
    assert found.status == "refuted"
    assert found.refutation is not None
    assert found.refutation.first == {}


def test_two_people_who_break_a_claim_differ_in_the_one_answer_that_it_is_about() -> None:
    guideline, found = the_verdict(
        "  never_lowers: {decision: verdict, change: brakes, from: false, to: true}\n"
    )
    assert found.status == "refuted"
    assert found.changes == ("brakes",)
    assert found.refutation is not None
    first, second = found.refutation.first, found.refutation.second
    assert first is not None
    assert second is not None
    assert (first["brakes"], second["brakes"]) == (False, True)
    assert {**first, "brakes": True} == second
    ladder = guideline.decisions["verdict"]
    before, after = (
        build_engine(guideline, "reference").evaluate(each).decisions["verdict"]
        for each in (first, second)
    )
    assert isinstance(before, LadderValue)
    assert isinstance(after, LadderValue)
    assert ladder.rank(before.lower) > ladder.rank(after.lower)  # type: ignore[union-attr]


def test_nobody_can_be_shown_for_what_is_not_possible() -> None:
    _, found = the_verdict("  possible: lower(verdict) == stop and upper(verdict) == ride\n")
    assert found.status == "refuted"
    assert found.refutation is not None
    assert found.refutation.first is None


def test_a_rule_that_nobody_can_meet_is_found() -> None:
    guideline = with_more(decisions__verdict__rules=NEVER)
    assert ("never_fires", "never", None) in found_in(guideline)


def test_a_rule_inside_another_is_found_unless_it_is_marked_as_an_echo() -> None:
    guideline = with_more(decisions__verdict__rules=INSIDE)
    assert ("never_decisive", "inside") in {each[:2] for each in found_in(guideline)}
    marked = with_more(decisions__verdict__rules=INSIDE + "  echo: It is said twice on purpose.\n")
    assert "inside" not in {name for _, name, _ in found_in(marked)}


def test_a_fact_that_changes_nothing_is_found_unless_it_is_a_preference() -> None:
    colour = (
        "\ncolour:\n  type: yes_no\n  label: {nl: rood, en: red}\n"
        "  question: {nl: Is hij rood?, en: Is it red?}\n"
    )
    assert ("changes_nothing", "colour", None) in found_in(with_more(facts__colour=colour))
    liked = with_more(facts__colour=colour + "  preference: true\n")
    assert ("changes_nothing", "colour", None) not in found_in(liked)


def test_the_bicycle_itself_owes_nothing() -> None:
    assert found_in(load(BICYCLE)) == set()


def found_in(guideline: Guideline) -> set[tuple[str, str, str | None]]:
    """The findings, without their places."""
    return {(each.kind, each.name, each.other) for each in findings(guideline)}


NEVER = """
- rule: never
  when: loose < 3 and loose > 9
  then: stop
  if_unknown: none
  if_unknown_reason: Nobody is meant.
  concern: blind
  evidence: [STOP-1]
  words: {nl: Nooit., en: Never.}
"""

INSIDE = """
- rule: inside
  when: not brakes and dark
  then: stop
  if_unknown: check
  concern: brakes_gone
  evidence: [STOP-1]
  words: {nl: Zonder remmen in het donker., en: Without brakes in the dark.}
"""


# --- the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bicycle that may be changed."""
    copy = tmp_path / "bicycle"
    shutil.copytree(BICYCLE, copy)
    return copy


def test_proving_writes_down_what_was_proved_of_which_guideline(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guideline", "--guideline", str(folder), "prove"]) == 0
    assert "claims proved" in capsys.readouterr().out
    files = read_files(folder)
    proofs = read_proofs(folder, digest(files), claims_digest(files))
    assert all_proved(load(folder).claims, proofs)


def test_what_was_proved_of_another_guideline_counts_for_nothing(folder: Path) -> None:
    main(["guideline", "--guideline", str(folder), "prove"])
    files = read_files(folder)
    assert read_proofs(folder, "another", claims_digest(files)) is None
    assert read_proofs(folder, digest(files), "another") is None
    (folder / "proofs.json").write_text("[]")
    assert read_proofs(folder, digest(files), claims_digest(files)) is None


def test_a_refuted_claim_is_said_with_the_person_in_words_and_can_be_kept_as_a_case(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "claims" / "wrong.yaml").write_text(
        "dark_means_stop:\n  says: {nl: In het donker rijd je niet., en: No riding in the dark.}\n"
        "  always: lower(verdict) == stop\n  given: dark\n"
    )
    kept = tmp_path / "kept.yaml"
    asked = ["guideline", "--guideline", str(folder), "prove", "--claim", "dark_means_stop"]
    assert main([*asked, "--save", str(kept)]) == 1
    said = capsys.readouterr().out
    assert "No riding in the dark." in said
    assert "(dark): yes" in said
    assert "0 of 1 claims proved" in said
    (case,) = yaml.safe_load(kept.read_text())
    assert case["facts"] == {"dark": True}
    assert read_answers(load(folder), case["facts"]) == {"dark": True}


def test_a_claim_that_does_not_exist_is_answered_with_the_nearest_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["guideline", "--guideline", str(folder), "prove", "--claim", "worse_never_lower"]
    assert main(asked) == 2
    assert 'Did you mean "worse_never_lowers"?' in capsys.readouterr().err

"""Mutants of the bicycle: what is changed, who notices, and what is said when nobody does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli import main
from rugwijzer.cli.mutants import by_claims
from rugwijzer.compiler import Guideline, build_engine, load, load_files, read_files
from rugwijzer.compiler.cases import run_cases
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    Ladder,
    LadderRule,
    Score,
    SetDecision,
)
from rugwijzer.compiler.language.nodes import Any, Kind, Node, Not, Ref, TruthOf
from rugwijzer.compiler.language.places import Place, Problem
from rugwijzer.compiler.language.reads import parts_of
from rugwijzer.compiler.mutants import (
    Mark,
    Mutant,
    Tried,
    Verdict,
    Witness,
    mutants_of,
    mutated,
    sampled,
    try_mutants,
    unused,
)
from rugwijzer.compiler.mutants.judging import Judge, judged, refuted
from rugwijzer.compiler.mutants.noticing import CaseBench
from rugwijzer.compiler.mutants.witness import facts_apart
from rugwijzer.compiler.mutants.written import written
from rugwijzer.compiler.reading.expressions import Symbols, read_expression
from rugwijzer.paths import find

BICYCLE = find("guideline").parent / "tests" / "bicycle"
RULES = "decisions/verdict/road/rules.yaml"


@cache
def bicycle() -> Guideline:
    return load(BICYCLE)


def changed(file: str, *swaps: tuple[str, str]) -> Guideline:
    """The bicycle with something else in one file; nothing checks it further."""
    files = dict(read_files(BICYCLE))
    for before, after in swaps:
        assert before in files[file]
        files[file] = files[file].replace(before, after)
    return load_files(files, checked=False)


def titles(guideline: Guideline, owner: str) -> list[str]:
    """What the mutants of one rule or named thing change."""
    return [each.what for each in mutants_of(guideline) if each.owner == owner]


def the(guideline: Guideline, owner: str, what: str) -> Mutant:
    """One mutant by what it changes."""
    (found,) = [each for each in mutants_of(guideline) if each.owner == owner and what == each.what]
    return found


def nobody(mutants: Sequence[Mutant]) -> Iterable[Verdict]:
    """A judge who never finds anyone."""
    return ["equivalent" for _ in mutants]


# --- what is changed


def test_a_rule_is_removed_lowered_and_silenced_and_its_condition_is_turned_round() -> None:
    assert titles(bicycle(), "no_brakes") == [
        "removed",
        "then: stop became repair",
        "if_unknown: repair became none",
        "if_unknown: repair became check",
        "`not brakes` became `brakes`",
    ]


def test_each_operand_is_left_out_and_negated_and_each_limit_is_shifted_both_ways() -> None:
    whole = "`smoke or crack or heat >= celsius(90)`"
    assert titles(bicycle(), "hot_or_cracked") == [
        "removed",
        "then: stop became repair",
        f"{whole} became `not (smoke or crack or heat >= celsius(90))`",
        f"{whole} became `smoke and crack and heat >= celsius(90)`",
        f"`smoke` dropped from {whole}",
        f"`crack` dropped from {whole}",
        f"`heat >= celsius(90)` dropped from {whole}",
        "`smoke` became `not smoke`",
        "`crack` became `not crack`",
        "`heat >= celsius(90)` became `heat < celsius(90)`",
        "`heat >= celsius(90)` became `heat >= celsius(89.9)`",
        "`heat >= celsius(90)` became `heat >= celsius(90.1)`",
    ]


def test_a_limit_at_the_end_of_its_range_is_not_shifted_to_where_it_says_nothing() -> None:
    guideline = changed(
        RULES,
        ('chain >= "worn"', 'chain >= "broken"'),
        ("smoke or crack or heat >= celsius(90)", "smoke or loose <= 35"),
    )
    found = titles(guideline, "hot_or_cracked")
    assert "`loose <= 35` became `loose <= 34`" in found
    assert "`loose <= 35` became `loose <= 36`" not in found
    assert '`chain >= "broken"` became `chain >= "worn"`' in titles(guideline, "chain_worn")
    assert not any("clean" in what for what in titles(guideline, "chain_worn"))


def test_a_count_loses_an_operand_and_its_number_moves_where_it_still_says_something() -> None:
    text = 'count(soft, loose > 3, wear == "high") >= 1'
    found = titles(bicycle(), "by_the_path")
    assert f"`{text}` became `{text[:-1]}2`" in found
    assert f"`{text}` became `{text[:-1]}0`" not in found
    assert f"`soft` dropped from `{text}`" in found


def test_a_list_loses_its_members_one_by_one_and_an_unless_is_left_out() -> None:
    found = titles(bicycle(), "take_pump")
    assert '`tyre in ["road", "winter"]` became `tyre in ["winter"]`' in found
    assert '`tyre in ["road", "winter"]` became `tyre not in ["road", "winter"]`' in found
    assert 'unless `"bag" in extras` dropped' in found
    assert 'unless: `"bag" in extras` became `"bag" not in extras`' in found


def test_an_item_of_a_score_loses_an_alternative_or_a_point() -> None:
    found = titles(bicycle(), "chain_points")
    assert 'alternative `chain == "broken"` dropped' in found
    assert 'alternative `chain == "broken"`: 3 points became 2' in found
    # One point less would make the item give nothing, as if it were removed.
    assert not any("points became" in what for what in titles(bicycle(), "spoke_points"))


def test_a_limit_beside_twice_a_fact_is_shifted_by_two() -> None:
    found = titles(bicycle(), "spoke_points")
    assert "`2 * loose >= 6` became `2 * loose >= 4`" in found
    assert "`2 * loose >= 6` became `2 * loose >= 5`" not in found


def test_a_raise_goes_less_far_and_a_condition_for_asking_is_changed_too() -> None:
    assert "up_to: repair became check" in titles(bicycle(), "long_ago")
    assert "from: ride became check" in titles(bicycle(), "long_ago")
    assert titles(bicycle(), "lights") == ["asked_if: `dark` became `not dark`"]


def test_a_lower_level_takes_the_level_for_an_unknown_answer_with_it() -> None:
    both = "then: repair\n  if_unknown: "
    guideline = changed(RULES, (both + "check", both + "repair"))
    what = "then: repair became check, and if_unknown with it"
    rule = the(guideline, "no_lights", what).changed
    assert isinstance(rule, LadderRule)
    assert (rule.then, rule.if_unknown) == ("check", "check")


def test_every_mutant_is_said_with_its_place_and_each_is_another() -> None:
    found = [str(each) for each in mutants_of(bicycle())]
    assert len(set(found)) == len(found)
    assert f"{RULES}:9 no_lights: removed" in found
    assert all(re.match(r"[a-z/_]+\.yaml:\d+ \w+: ", each) for each in found)


@pytest.mark.parametrize("folder", [BICYCLE, find("guideline")], ids=["bicycle", "guideline"])
def test_what_is_written_down_is_read_as_the_same_condition(folder: Path) -> None:
    guideline = load(folder)
    symbols = symbols_of(guideline)
    for node in nodes_of(guideline):
        assert read(written(guideline, node), symbols) == node


def test_every_mutant_of_the_bicycle_can_be_written_down_and_loads() -> None:
    symbols = symbols_of(bicycle())
    for mutant in mutants_of(bicycle()):
        other = mutated(bicycle(), mutant)
        for node in nodes_of(other):
            assert read(written(other, node), symbols) == node


# --- who notices


def test_a_case_notices_what_a_run_of_all_cases_would_show() -> None:
    guideline = bicycle()
    bench = CaseBench(guideline)
    for mutant in mutants_of(guideline):
        other = mutated(guideline, mutant)
        shown = [
            each
            for each in run_cases(other, build_engine(other, "reference"))
            if mutant.changed is not None or (each.what, each.case.rule) != ("rule", mutant.owner)
        ]
        noticed = list(bench.notices(bench.standings.changed(other, mutant.owner, mutant.decision)))
        assert {each.what for each in noticed} == {each.what for each in shown}, mutant
        who = 0
        for each in noticed:
            who |= each.who
        assert {case.title for at, case in enumerate(guideline.cases) if who >> at & 1} == {
            each.case.title for each in shown
        }, mutant


def test_that_a_removed_rule_has_no_state_any_more_does_not_count_as_noticing() -> None:
    # No case states a score that spokes add to.
    (found,) = try_mutants(bicycle(), [the(bicycle(), "spoke_points", "removed")], nobody)
    assert found.fate == "survived"
    assert found.witness is not None
    assert "wear" in [each.what for each in found.witness.effects]


def test_a_case_about_the_rule_itself_is_named_before_any_other() -> None:
    (found,) = try_mutants(bicycle(), [the(bicycle(), "no_brakes", "removed")], nobody)
    assert (found.fate, found.by) == ("case", "A bicycle without brakes is stopped.")


def test_who_is_missing_among_the_cases_is_a_case_with_one_other_answer() -> None:
    what = "`crack` dropped from `smoke or crack or heat >= celsius(90)`"
    mutant = the(bicycle(), "hot_or_cracked", what)
    (found,) = try_mutants(bicycle(), [mutant], nobody)
    assert found.witness is not None
    assert found.witness.case is not None
    known = found.witness.case.record
    assert {
        name: answer for name, answer in found.witness.record.items() if known.get(name) != answer
    } == {"crack": True}
    assert build_engine(bicycle(), "reference").evaluate(found.witness.record) != build_engine(
        mutated(bicycle(), mutant), "reference"
    ).evaluate(found.witness.record)


def test_the_judge_is_asked_only_about_those_nobody_near_a_case_tells_apart() -> None:
    asked: list[str] = []

    def judge(mutants: Sequence[Mutant]) -> Iterable[Verdict]:
        asked.extend(str(each) for each in mutants)
        return nobody(mutants)

    tried = try_mutants(bicycle(), mutants_of(bicycle()), judge)
    assert asked == [str(each.mutant) for each in tried if each.fate == "equivalent"]
    assert 0 < len(asked) < 10


def test_a_condition_that_another_always_brings_along_is_proved_to_be_redundant() -> None:
    guideline = changed(RULES, ('chain >= "worn"', 'chain >= "worn" and chain >= "dry"'))
    fates = fates_of(guideline, "chain_worn")
    assert fates[f'`chain >= "dry"` dropped from {BOTH}'].fate == "equivalent"
    assert fates[f'`chain >= "worn"` dropped from {BOTH}'].fate == "case"
    # Weakening it is noticed by nobody either; sharpening it is.
    assert fates['`chain >= "dry"` became `chain < "dry"`'].fate == "case"


BOTH = '`chain >= "worn" and chain >= "dry"`'


def test_a_redundant_condition_may_be_kept_if_the_reason_is_given() -> None:
    guideline = changed(RULES, ('chain >= "worn"', 'chain >= "worn" and chain >= "dry"'))
    (part,) = [
        each.part
        for each in mutants_of(guideline)
        if each.what == f'`chain >= "dry"` dropped from {BOTH}'
    ]
    mark = Mark("chain_worn", "verdict", part, "It is easier to read.")
    for marks, fate in (
        ((mark,), "redundant"),
        ((replace(mark, owner="no_brakes"),), "equivalent"),
    ):
        tried = fates_of(guideline, "chain_worn", marks)[f'`chain >= "dry"` dropped from {BOTH}']
        assert tried.fate == fate
    assert tried.by == ""


def test_a_mark_covers_what_stands_inside_the_part_it_names() -> None:
    smoke, crack = (TruthOf(Ref(Kind.FACT, name)) for name in ("smoke", "crack"))
    mark = Mark("hot_or_cracked", "verdict", Any((smoke, Not(crack))), "Why not.")
    mutant = the(bicycle(), "hot_or_cracked", "`crack` became `not crack`")
    assert mark.covers(mutant)
    assert not replace(mark, part=smoke).covers(mutant)
    assert not mark.covers(replace(mutant, decision="another"))


def test_a_level_that_another_rule_always_gives_as_well_is_proved_to_change_nothing() -> None:
    twice = changed(
        RULES,
        ("- rule: no_lights", "- rule: no_brakes_either\n  when: not brakes\n  then: repair\n"
         "  if_unknown: check\n  evidence: [STOP-1]\n  words: {nl: Remmen., en: Brakes.}\n\n"
         "- rule: no_lights"),
    )  # fmt: skip
    fates = fates_of(twice, "no_brakes_either")
    assert fates["then: repair became check"].fate == "equivalent"
    assert fates["if_unknown: check became ride"].fate == "equivalent"
    # Gone altogether it would be missed as a reason, which no case states here.
    assert fates["removed"].fate == "case"


def test_a_rule_marked_as_an_echo_may_give_less_than_it_does() -> None:
    echo = "  if_unknown: check\n  echo: It is said in other words.\n  evidence: [STOP-1]"
    other = "  if_unknown: check\n  evidence: [STOP-1]"
    twice = (
        "- rule: no_lights", "- rule: no_brakes_either\n  when: not brakes\n  then: repair\n"
        f"{echo}\n  words: {{nl: Remmen., en: Brakes.}}\n\n- rule: no_lights"
    )  # fmt: skip
    marked, unmarked = changed(RULES, twice), changed(RULES, twice, (echo, other))
    for guideline, fate in ((marked, "redundant"), (unmarked, "equivalent")):
        fates = fates_of(guideline, "no_brakes_either")
        assert fates["then: repair became check"].fate == fate
        assert fates["`not brakes` became `brakes`"].fate == "case"


def test_a_mark_on_a_part_that_is_needed_keeps_nothing() -> None:
    needed = the(bicycle(), "chain_worn", '`chain >= "worn"` became `chain < "worn"`')
    marks = [Mark("chain_worn", "verdict", needed.part, "It looked superfluous.")]
    tried = try_mutants(bicycle(), [needed], nobody, marks=marks)
    assert unused(marks, tried) == tuple(marks)


def test_whom_the_solver_finds_differs_from_a_case_in_no_more_than_it_takes() -> None:
    verdict = Judge(bicycle()).verdict(the(bicycle(), "long_ago", "from: ride became check"))
    assert isinstance(verdict, Witness)
    assert verdict.case is not None
    assert verdict.case.rule == "long_ago"
    assert len(facts_apart(verdict.record, verdict.case.record)) <= 1
    assert "verdict: check (mutant: ride)" in [str(each) for each in verdict.effects]


def test_several_processes_come_to_the_same_verdicts_in_the_same_order() -> None:
    mutants = [each for each in mutants_of(bicycle()) if each.owner in ("long_ago", "spoke_points")]
    kinds = [
        [
            verdict if isinstance(verdict, str) else "someone"
            for verdict in judged(bicycle(), mutants, number)
        ]
        for number in (1, 2)
    ]
    assert kinds[0] == kinds[1]
    assert len(kinds[0]) == len(mutants)


def test_a_claim_may_notice_what_no_case_does() -> None:
    mutants = [each for each in mutants_of(bicycle()) if each.owner == "spoke_points"]

    def refuter(left: Sequence[Mutant]) -> Iterable[str | None]:
        return refuted(bicycle(), left, about_removal, 1)

    fates = {each.mutant.what: each for each in try_mutants(bicycle(), mutants, nobody, refuter)}
    assert (fates["removed"].fate, fates["removed"].by) == ("claim", "nothing_is_removed")
    assert fates["`2 * loose >= 6` became `2 * loose >= 8`"].fate == "survived"


def about_removal(guideline: Guideline) -> Callable[[Mutant], str | None]:
    """Claims of which one does not hold of a guideline with a rule less."""
    return lambda mutant: (
        "nothing_is_removed"
        if len(mutated(guideline, mutant).rules) < len(guideline.rules)
        else None
    )


def test_a_claim_that_breaks_without_a_rule_notices_that_it_is_gone() -> None:
    refutes = by_claims(bicycle())
    assert refutes(the(bicycle(), "no_brakes", "removed")) in bicycle().claims
    assert refutes(the(bicycle(), "spoke_points", "removed")) is None


def test_how_far_the_work_is_can_be_followed_to_its_end() -> None:
    heard: dict[str, tuple[int, int]] = {}

    def told(what: str, done: int, of: int) -> None:
        heard[what] = (done, of)

    try_mutants(bicycle(), mutants_of(bicycle()), nobody, told=told)
    assert all(done == of for done, of in heard.values())
    assert heard["held against the cases"] == (len(mutants_of(bicycle())),) * 2


# --- the sample, and the command


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    one, again, other = (sampled(bicycle(), 12, seed) for seed in (1, 1, 2))
    assert one == again != other
    assert len(one) == 12
    order = mutants_of(bicycle())
    assert [order.index(each) for each in one] == sorted(order.index(each) for each in one)
    assert sampled(bicycle(), 10_000, 1) == order


def test_the_command_names_who_is_missing_among_the_cases_and_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["guideline", "--guideline", str(BICYCLE), "test", "--mutate"]) == 1
    out, err = capsys.readouterr()
    assert err == ""  # no progress where nobody watches
    said = out[out.index("decisions/packing/rules.yaml:3 take_pump: `tyre in") :]
    assert said.splitlines()[:6] == [
        'decisions/packing/rules.yaml:3 take_pump: `tyre in ["road", "winter"]` became '
        '`tyre in ["road"]`',
        "  No case notices. It matters to the person of decisions/packing/cases.yaml:1",
        '  "On road tyres a pump comes along."',
        "    facts: {tyre: winter}",
        "  packing: pump (mutant: no pump)",
        "  take_pump: a reason (mutant: no reason)",
    ]
    rows = {
        line.split()[0]: line.split()[1:]
        for line in out.splitlines()
        if line.startswith(("all", "removed"))
    }
    assert rows["all"][0] == str(len(mutants_of(bicycle())))
    assert rows["removed"][:2] == ["11", "10"]
    assert re.search(r"^\d+ changes tried in \d+ s\.$", out, re.MULTILINE)


def test_a_sample_in_which_all_are_noticed_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["guideline", "--guideline", str(BICYCLE), "test", "--mutate", "--sample", "1"]
    seed = next(seed for seed in range(99) if sampled(bicycle(), 1, seed)[0].owner == "no_brakes")
    assert main([*words, "--seed", str(seed)]) == 0
    out, _ = capsys.readouterr()
    assert out.endswith("1 changes tried in 0 s.\n")


def test_cases_that_fail_are_to_be_mended_before_any_mutant_is_tried(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shutil.copytree(BICYCLE, tmp_path / "bicycle")
    cases = tmp_path / "bicycle/decisions/route/cases.yaml"
    cases.write_text(cases.read_text().replace("{route: walk}", "{route: road}"))
    assert main(["guideline", "--guideline", str(tmp_path / "bicycle"), "test", "--mutate"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("1 case fails. See it with `rugwijzer guideline test`")


def test_without_the_solver_the_command_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rugwijzer.cli.mutants.find_spec", lambda name: None)
    assert main(["guideline", "--guideline", str(BICYCLE), "test", "--mutate"]) == 2
    assert "rugwijzer[proofs]" in capsys.readouterr().err


# --- reading conditions back


def fates_of(guideline: Guideline, owner: str, marks: Sequence[Mark] = ()) -> dict[str, Tried]:
    """What becomes of the mutants of one rule, the solver included, by what they change."""
    mutants = [each for each in mutants_of(guideline) if each.owner == owner]
    tried = try_mutants(guideline, mutants, lambda each: judged(guideline, each, 1), marks=marks)
    return {each.mutant.what: each for each in tried}


def nodes_of(guideline: Guideline) -> Iterator[Node]:
    """Every condition of a guideline."""
    for name in guideline.order:
        yield from parts_of(guideline, name)


def symbols_of(guideline: Guideline) -> Symbols:
    """What the conditions of a guideline may name."""
    found = Symbols(
        facts={name: fact.type for name, fact in guideline.facts.items()},
        definitions=set(guideline.definitions),
        contradictions=set(guideline.contradictions),
    )
    for name, decision in guideline.decisions.items():
        match decision:
            case Ladder():
                found.ladders[name] = decision.levels
            case ChoiceDecision():
                found.choices[name] = decision.options
            case Score():
                found.scores[name] = {band.name: (band.low, band.high) for band in decision.bands}
            case SetDecision():
                found.sets[name] = decision.names
    return found


def read(text: str, symbols: Symbols) -> Node:
    """A condition as the reader types it."""
    problems: list[Problem] = []
    found = read_expression(text, Place("written.yaml", 1), symbols, problems)
    assert found is not None, problems
    return found.node

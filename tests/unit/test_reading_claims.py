"""A claim that can be read means one thing; what only claims may say is typed there alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rugwijzer.compiler import Claim, claims_digest, digest, load_files, read_files
from rugwijzer.compiler.language import nodes
from rugwijzer.compiler.language.guideline import MOVES, Always, Bounded, NeverLowers
from rugwijzer.compiler.language.nodes import Bound, Kind, Ref
from rugwijzer.compiler.reading.claims import WORDS

BICYCLE = read_files(Path(__file__).parent.parent / "bicycle")
VERDICT = Ref(Kind.DECISION, "verdict")
WEAR = Ref(Kind.DECISION, "wear")
LEAK = """\
leak:
  type: number
  alarm: true
  range: [0, 9]
"""


def claim(text: str, *, facts: str | None = None) -> Claim:
    """A claim of the bicycle; what is checked after reading does not matter here."""
    files = {**BICYCLE, "claims/new.yaml": f"new:\n  says: {{nl: a, en: a}}\n{text}\n"}
    if facts is not None:
        files["facts/new.yaml"] = facts
    return load_files(files, checked=False).claims["new"]


def never_lowers(text: str, *, facts: str | None = None) -> NeverLowers:
    """A claim about two records."""
    form = claim(f"  never_lowers: {{{text}}}", facts=facts).form
    assert isinstance(form, NeverLowers)
    return form


def always(text: str) -> nodes.Node:
    """What a claim says always holds."""
    form = claim(f"  always: {text}").form
    assert isinstance(form, Always)
    return form.holds.node


# --- expressions


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("lower(verdict) >= check", Bound(VERDICT, "lower", ">=", 1)),
        ("stop > upper(verdict)", Bound(VERDICT, "upper", "<", 3)),
        ("lower(verdict) == ride", Bound(VERDICT, "lower", "==", 0)),
        ("lower(wear) >= 3", Bound(WEAR, "lower", ">=", 3)),
        ("-2 != upper(wear)", Bound(WEAR, "upper", "!=", -2)),
        ("lower(wear) > 1.0", Bound(WEAR, "lower", ">", 1)),
    ],
)
def test_a_bound_carries_the_place_of_the_level_or_the_points(text: str, bound: Bound) -> None:
    assert always(text) == bound


def test_a_chain_of_bounds_is_an_and_over_its_links() -> None:
    assert always("check <= lower(verdict) < stop") == nodes.All(
        (Bound(VERDICT, "lower", ">=", 1), Bound(VERDICT, "lower", "<", 3))
    )


def test_words_of_claims_stand_among_other_conditions() -> None:
    dark, smoke = Ref(Kind.FACT, "dark"), Ref(Kind.FACT, "smoke")
    text = "count(asked(dark), dont_know(smoke), settled(wear)) >= 2 or soft and complete()"
    assert always(text) == nodes.Any(
        (
            nodes.Count((nodes.Asked(dark), nodes.DontKnow(smoke), nodes.Settled(WEAR)), ">=", 2),
            nodes.All((nodes.TruthOf(Ref(Kind.DEFINITION, "soft")), nodes.Whole("complete"))),
        )
    )


def test_a_claim_without_given_is_about_everybody() -> None:
    form = claim("  always: not brakes").form
    assert isinstance(form, Always)
    assert form.given is None


# --- two records


def test_alarm_stands_for_every_alarm_that_can_become_worse_numbers_included() -> None:
    form = never_lowers("decision: verdict, change: alarm, from: milder, to: worse", facts=LEAK)
    assert set(form.changes) == {"smoke", "crack", "chain", "leak"}


@pytest.mark.parametrize(
    ("origin", "target"),
    [("dont_know", "worst"), ("mildest", "worst"), ("mildest", "dont_know")],
)
def test_a_number_has_no_worst_answer_so_alarm_leaves_it_out(origin: str, target: str) -> None:
    text = f"decision: verdict, change: alarm, from: {origin}, to: {target}"
    assert set(never_lowers(text, facts=LEAK).changes) == {"smoke", "crack", "chain"}


def test_alarm_from_lower_to_higher_is_about_numbers_alone() -> None:
    form = never_lowers("decision: verdict, change: alarm, from: lower, to: higher", facts=LEAK)
    assert form.changes == ("leak",)


def test_alarm_with_two_answers_is_about_the_facts_that_have_them() -> None:
    form = never_lowers("decision: verdict, change: alarm, from: false, to: true")
    assert (form.changes, form.origin, form.target) == (("smoke", "crack"), False, True)
    form = never_lowers("decision: verdict, change: alarm, from: worn, to: any")
    assert (form.changes, form.origin, form.target) == (("chain",), "worn", "any")


def test_alarm_leaves_out_what_is_held() -> None:
    text = "decision: verdict, change: alarm, from: milder, to: worse, held: [crack]"
    assert never_lowers(text).changes == ("smoke", "chain")


def test_in_a_list_alarm_is_the_name_of_a_fact() -> None:
    facts = "alarm: {type: yes_no}\n"
    text = "decision: verdict, change: [alarm], from: false, to: true"
    assert never_lowers(text, facts=facts).changes == ("alarm",)


def test_a_number_in_from_and_to_is_put_on_the_step_of_its_fact() -> None:
    form = never_lowers("decision: verdict, change: pressure, from: 2.5, to: 1")
    assert (form.origin, form.target) == (25, 10)


def test_an_answer_of_a_set_is_a_list() -> None:
    form = never_lowers("decision: verdict, change: extras, from: [], to: [lamp, bell]")
    assert (form.origin, form.target) == (frozenset(), frozenset({"bell", "lamp"}))


def test_without_members_no_member_may_leave() -> None:
    form = never_lowers("decision: trouble, change: dark, from: false, to: true")
    assert form.members == ("brakes_gone", "blind")
    form = never_lowers("decision: trouble, members: [blind], change: dark, from: false, to: true")
    assert form.members == ("blind",)


@pytest.mark.parametrize(("origin", "target"), MOVES)
def test_every_word_can_be_said_of_some_fact(origin: str, target: str) -> None:
    change = "pressure" if origin == "lower" else "chain"
    form = never_lowers(f"decision: verdict, change: {change}, from: {origin}, to: {target}")
    assert (form.origin, form.target) == (origin, target)
    assert {origin, target} <= set(WORDS)


# --- what is kept


def test_a_claim_keeps_what_it_says_and_what_it_belongs_to() -> None:
    found = claim("  number: 3\n  bounded: verdict\n  evidence: [STOP-1]")
    assert found == Claim(
        "new", {"nl": "a", "en": "a"}, Bounded("verdict"), 3, ("STOP-1",), found.place
    )
    assert str(found.place) == "claims/new.yaml:1"


def test_a_claim_changes_no_advice_and_so_no_digest() -> None:
    without = {name: text for name, text in BICYCLE.items() if not name.startswith("claims/")}
    assert digest(without) == digest(BICYCLE)


def test_the_digest_of_claims_is_of_claims_alone() -> None:
    changed = {**BICYCLE, "claims/all.yaml": BICYCLE["claims/all.yaml"] + "\n"}
    assert claims_digest(changed) != claims_digest(BICYCLE)
    other = {**BICYCLE, "decisions/verdict/road/cases.yaml": "", "facts/wear.yaml": ""}
    assert claims_digest(other) == claims_digest(BICYCLE)


def test_a_citation_by_a_claim_does_not_make_a_row_cited() -> None:
    text = BICYCLE["claims/all.yaml"].replace("[STOP-1]", "[PAINT-1]")
    assert load_files({**BICYCLE, "claims/all.yaml": text}).claims

"""A condition is typed once, or refused; what it becomes needs no more looking up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rugwijzer.compiler.language import nodes
from rugwijzer.compiler.language.nodes import Kind, Node, Ref
from rugwijzer.compiler.language.places import Place, Problem
from rugwijzer.compiler.language.types import Choice, Number, SetOf, YesNo
from rugwijzer.compiler.reading.expressions import Symbols, read_expression
from rugwijzer.compiler.reading.syntax import DEEPEST

SYMBOLS = Symbols(
    facts={
        "brakes": YesNo(),
        "dark": YesNo(),
        "chain": Choice(("clean", "dry", "worn", "broken"), True),
        "tyre": Choice(("road", "gravel", "winter"), False),
        "pressure": Number("plain", Fraction(1, 10), 0, 90),
        "heat": Number("celsius", Fraction(1, 10), -200, 1200),
        "serviced": Number("days", Fraction(1), 0, 3650),
        "loose": Number("plain", Fraction(1), 0, 36),
        "extras": SetOf(("bell", "lamp", "bag")),
    },
    definitions={"soft"},
    contradictions={"odd"},
    ladders={
        "verdict": ("ride", "check", "repair", "stop"),
        "mood": ("fine", "check", "grim"),
    },
    choices={"route": ("road", "path", "walk")},
    scores={"wear": {"low": (0, 3), "high": (4, 9)}, "fuss": {}},
    sets={"trouble": ("brakes_gone", "blind")},
)
CHAIN = Ref(Kind.FACT, "chain")
LOOSE = nodes.Quantity(Ref(Kind.FACT, "loose"))
VERDICT = Ref(Kind.DECISION, "verdict")


def node_of(text: str) -> Node:
    """The typed node of a condition that can be read."""
    problems: list[Problem] = []
    expression = read_expression(text, Place("bike.yaml", 1), SYMBOLS, problems)
    assert expression is not None, str(problems[0])
    return expression.node


def refusal(text: str) -> str:
    """What is wrong with a condition that cannot be read."""
    problems: list[Problem] = []
    assert read_expression(text, Place("bike.yaml", 1), SYMBOLS, problems) is None
    (problem,) = problems
    return f"{problem.what} {problem.mend}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("serviced > days(3)", 3), ("serviced > weeks(6)", 42), ("serviced > months(3)", 90),
        ("serviced > years(2)", 730), ("heat >= celsius(38.0)", 380), ("heat > celsius(38)", 380),
        ("pressure > 2.5", 25), ("pressure > 2", 20), ("loose > 3", 3), ("loose > 3.0", 3),
    ],
)  # fmt: skip
def test_a_number_is_put_on_the_step_of_what_it_meets(text: str, number: int) -> None:
    node = node_of(text)
    assert isinstance(node, nodes.Compare)
    assert node.right == nodes.Constant(number)


def test_an_option_carries_its_position() -> None:
    assert node_of('chain >= "worn"') == nodes.Is(CHAIN, ">=", "worn", 2)


def test_an_option_on_the_left_turns_the_comparison_round() -> None:
    assert node_of('"worn" <= chain') == node_of('chain >= "worn"')
    assert node_of("repair < verdict") == node_of("verdict > repair")


def test_a_level_is_read_as_one_of_the_ladder_it_is_compared_with() -> None:
    assert node_of("verdict >= check") == nodes.Is(VERDICT, ">=", "check", 1)
    assert node_of("mood == check") == nodes.Is(Ref(Kind.DECISION, "mood"), "==", "check", 1)


def test_a_chain_is_an_and_over_its_links() -> None:
    assert node_of("0 < loose < 3") == node_of("0 < loose and loose < 3")


def test_not_in_is_in_turned_round() -> None:
    assert node_of('tyre not in ["road"]') == nodes.OneOf(Ref(Kind.FACT, "tyre"), (0,), True)
    assert node_of('"bell" not in extras') == nodes.Contains(Ref(Kind.FACT, "extras"), "bell", True)


def test_a_count_on_the_right_is_turned_round() -> None:
    assert node_of("2 <= count(brakes, dark)") == node_of("count(brakes, dark) >= 2")


def test_a_band_carries_its_ends() -> None:
    assert node_of('wear != "high"') == nodes.InBand(Ref(Kind.DECISION, "wear"), 4, 9, True)


def test_arithmetic_binds_as_in_python() -> None:
    assert node_of("loose + 2 * loose > 3") == nodes.Compare(
        nodes.Sum(LOOSE, nodes.Scaled(2, LOOSE), 1), ">", nodes.Constant(3)
    )


def test_sums_and_scores_are_not_judged_by_their_range() -> None:
    assert node_of("loose + 1 >= 0")
    assert node_of("wear >= 100")


def test_brackets_add_no_depth() -> None:
    assert node_of("(" * 100 + "dark" + ")" * 100) == node_of("dark")


def test_fifty_deep_is_read_and_fifty_one_is_not() -> None:
    assert node_of("not " * (DEEPEST - 1) + "dark")
    assert "nested more than 50 deep" in refusal("not " * DEEPEST + "dark")


@pytest.mark.parametrize(
    "text",
    [
        "not " * 3000 + "dark", "-" * 3000 + "1", "(" * 3000 + "dark", "1 + " * 3000 + "1 > 0",
        "[" * 190 + "]" * 190, "dark" + ".dark" * 3000, "f(" * 150 + ")" * 150,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_condition_without_end_is_refused(text: str) -> None:
    assert len(refusal(text)) < 300


@pytest.mark.parametrize(
    "text",
    [
        "0 < loose in [1, 2]", '"bell" in extras == dark', 'tyre in ["road"] in ["road"]',
        '"bell" in extras in trouble',
    ],
)  # fmt: skip
def test_in_does_not_chain(text: str) -> None:
    assert "`in` stands in a chain" in refusal(text)


@pytest.mark.parametrize(
    "text",
    ["loose > 1e0", "loose > 0x10", "loose > 1_0", "pressure > .5", "pressure > 5.", "loose > 3j",
     "loose > 1e400", "loose > 1or dark"],
)  # fmt: skip
def test_a_number_is_written_in_one_way_only(text: str) -> None:
    assert "is not a way to write a number" in refusal(text)


def test_a_number_is_never_rounded_by_having_too_many_digits() -> None:
    assert "more than 15 digits" in refusal("pressure > 2.50000000000000001")
    assert "more than 15 digits" in refusal("loose > " + "9" * 5000)


@pytest.mark.parametrize(
    "text",
    [
        "lambda: dark", "[x for x in extras]", "{dark}", "(dark, brakes)", "f'{dark}'", "dark[0]",
        "(x := dark)", "...", "b'x'", "*dark", "dark.brakes", "dark if brakes else dark",
        "dark @ brakes", "~dark", "+loose > 3", "await dark", "yield", "loose ** 2 > 3",
        "loose % 2 == 1", "loose // 2 == 1", "loose << 1 > 3", "count(*extras) > 1",
        "count(a=dark) > 1", "count > 1", "days > 1", "serviced > days(-3)", "serviced > days()",
        "serviced > days(1, 2)", "serviced > days('3')", "serviced > -days(3) + 1",
        "loose == loose == chain", 'chain == "worn" == "dry"', "verdict == mood", "route == tyre",
        "extras == extras", "trouble", "wear == wear", "fuss == 'low'", "verdict in []",
        "verdict in ['stop']", "verdict in [grim]", "route in [road]", "3 * 2 > loose * loose",
        "loose * -1 > 3", "2.0 * loose > 3", "import os", "dark; brakes", "dark\nbrakes", "dark\\",
    ],
)  # fmt: skip
def test_whatever_else_python_has_means_nothing_here(text: str) -> None:
    assert refusal(text)


def test_a_bare_word_beside_a_ladder_is_taken_for_a_level() -> None:
    assert 'Did you mean "repair"' in refusal("verdict >= repiar")
    assert "Its levels: ride, check, repair, stop." in refusal("verdict >= zzz")
    assert 'Did you mean "stop"' in refusal("stpo <= verdict")


def test_a_level_of_another_ladder_is_no_level_of_this_one() -> None:
    assert '"mood" has no level "stop"' in refusal("mood >= stop")


def test_a_level_standing_alone_names_its_own_ladder() -> None:
    assert "`mood >= grim`" in refusal("grim")


def test_a_bare_word_beside_a_choice_is_taken_for_an_option() -> None:
    assert 'Write `chain == "worn"`.' in refusal("chain == worn")
    assert 'Did you mean "worn"' in refusal("chain == wron")
    assert 'Write `route != "path"`.' in refusal("path != route")
    assert 'Write `wear == "high"`.' in refusal("wear == high")


def test_nothing_asks_whether_something_is_known() -> None:
    for text in ("chain == None", "chain == null", "dark is None", "chain != unknown", "null"):
        assert "Nothing asks whether an answer is known" in refusal(text) or "`is`" in refusal(text)


def test_a_long_condition_is_shortened_in_its_message() -> None:
    assert len(refusal(" or ".join(["dark"] * 500) + " or breaks")) < 200
    assert len(refusal("x" * 5000)) < 250
    assert len(refusal('chain == "' + "x" * 5000 + '"')) < 250


def test_the_message_names_the_place_of_the_condition() -> None:
    problems: list[Problem] = []
    read_expression("breaks", Place("facts/all.yaml", 7), SYMBOLS, problems)
    assert str(problems[0].place) == "facts/all.yaml:7"

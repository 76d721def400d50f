"""What `explain` says of a rule: its price and its claims, and only while they are of this one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli import main
from rugwijzer.cli.explain import MOST_CLAIMS, Shown
from rugwijzer.compiler import (
    Guideline,
    claims_digest,
    digest,
    load_files,
    population_digest,
    read_files,
)
from rugwijzer.compiler.claims.bearing import bearing_on
from rugwijzer.compiler.claims.document import Proofs, write_proofs
from rugwijzer.compiler.language.guideline import AnyRule, Ladder, rules_of
from rugwijzer.explanation import Explanation, explanation_of
from rugwijzer.loading import load_texts
from rugwijzer.paths import find
from rugwijzer.population.prices import (
    FILE,
    Cause,
    KeptPrice,
    Prices,
    Rounded,
    Service,
    read_prices,
    write_prices,
)

ROOT = find("guideline").parent
BICYCLE = ROOT / "tests" / "bicycle"
FILES = read_files(find("guideline"))
OURS = digest(FILES), population_digest(FILES)
PRICES = Prices(
    *OURS,
    50_000,
    1,
    43_000,
    {"cauda_equina": Cause({"nl": "beknelde zenuwen", "en": "squeezed nerves"}, 600)},
    {
        "bladder_new": KeptPrice(
            {"call_now": Rounded(5.9, 5.2, 6.7)},
            {"cauda_equina": Service(Rounded(66, 62, 69), Rounded(2, 1, 3))},
        )
    },
)


@cache
def guideline() -> Guideline:
    return load_files(FILES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where prices and proofs are kept; nothing is kept there yet."""
    return tmp_path


def explained(name: str, folder: Path) -> Explanation:
    return explanation_of(guideline(), guideline().rules[name], folder, FILES)


def said(name: str, folder: Path, language: str = "en") -> str:
    return "\n".join(Shown(explained(name, folder), load_texts(), language).lines())


# --- the price


def test_a_rule_says_whom_it_alone_sends_and_which_serious_causes_it_serves(folder: Path) -> None:
    write_prices(folder, PRICES)
    text = said("bladder_new", folder)
    assert "Of 1,000 people without alarm signs the rule alone sends 5.9 (5.2–6.7) to" in text
    assert "squeezed nerves: counts for 66 (62–69), decides alone for 2 (1–3)" in text
    assert "43,000 simulated people" in text
    assert "5,9 (5,2–6,7)" in said("bladder_new", folder, "nl")
    price = explained("bladder_new", folder).as_json()["price"]
    assert isinstance(price, dict)
    assert price["status"] == "current"
    assert price["alone"] == {"call_now": [5.9, 5.2, 6.7]}


def test_a_rule_of_the_urgency_that_is_not_among_the_prices_costs_nobody_anything(
    folder: Path,
) -> None:
    write_prices(folder, PRICES)
    text = said("saddle_new", folder)
    assert "sends none of the 43,000 people" in text
    assert "For no serious cause" in text


@pytest.mark.parametrize("which", ["digest", "population_digest"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_price_of_another_guideline_or_of_other_rates_is_never_shown(
    folder: Path, which: str, language: str
) -> None:
    write_prices(folder, PRICES)
    path = folder / FILE
    document = json.loads(path.read_text(encoding="utf-8"))
    document[which] = "0123456789abcdef"
    path.write_text(json.dumps(document), encoding="utf-8")
    text = said("bladder_new", folder, language)
    assert "5.9" not in text
    assert "5,9" not in text
    assert "`rugwijzer guideline cost --save`" in text
    assert explained("bladder_new", folder).as_json()["price"] == {"status": "not_current"}


def test_without_a_file_of_prices_the_command_that_makes_it_is_named(folder: Path) -> None:
    assert "`rugwijzer guideline cost --save`" in said("bladder_new", folder)


def test_a_rule_of_another_decision_has_no_price_and_says_why(folder: Path) -> None:
    write_prices(folder, PRICES)
    assert "Only rules of urgency have a price" in said("gate_bridge_nerves", folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: text[:-20],
        lambda text: text.replace("5.9", '"5.9"'),
        lambda text: text.replace("[5.9, 5.2, 6.7]", "[5.9]"),
        lambda text: text.replace("[5.9, 5.2, 6.7]", "5.9"),
        lambda text: text.replace('"without_alarm": 43000', '"without_alarm": null'),
        lambda text: text.replace('"cauda_equina": {"words"', '"other": {"words"'),
    ],
)
def test_prices_that_are_not_as_they_were_written_count_as_none(
    folder: Path, spoil: Callable[[str], str]
) -> None:
    path = write_prices(folder, PRICES)
    assert read_prices(folder, *OURS) == PRICES
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert read_prices(folder, *OURS) is None
    assert "`rugwijzer guideline cost --save`" in said("bladder_new", folder)


def test_the_prices_kept_with_the_guideline_are_small_sorted_and_of_that_form() -> None:
    path = find("guideline") / FILE
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    prices = read_prices(path.parent, document["digest"], document["population_digest"])
    assert prices is not None, "Run `rugwijzer guideline cost --save`."
    assert len(text) < 200_000
    assert list(prices.rules) == sorted(prices.rules)
    assert list(prices.causes) == sorted(prices.causes)
    assert prices.count >= prices.without_alarm > 0
    for price in prices.rules.values():
        figures = [*price.alone.values()]
        figures += [each for service in price.serves.values() for each in vars(service).values()]
        assert figures
        for each in figures:
            assert 0 <= each.low <= each.value <= each.high <= 1000


# --- the claims


def names(rule: str) -> list[str]:
    return [claim.name for claim in bearing_on(guideline(), guideline().rules[rule])]


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("bladder_new", "new_saddle_bladder_or_bowel_sign_is_calling_now"),
        ("fever", "fever_is_today"),
        ("gate_bridge_nerves", "nerves_that_no_doctor_saw_mean_help_first"),
    ],
)
def test_the_claim_that_is_most_about_a_rule_comes_first(rule: str, first: str) -> None:
    assert names(rule)[0] == first


def test_what_is_claimed_of_every_alarm_question_bears_on_a_rule_but_comes_after_its_own() -> None:
    found = names("bladder_new")
    assert found.index("worse_never_lowers_urgency") >= MOST_CLAIMS


def test_a_claim_about_other_signs_of_another_concern_does_not_bear_on_a_rule() -> None:
    assert "a_child_with_an_alarm_sign_is_calling_now" not in names("gate_bridge_nerves")
    assert "wear_stays_within_its_points" not in of_the_bicycle("no_brakes")
    assert "wear_stays_within_its_points" in of_the_bicycle("chain_points")


def of_the_bicycle(rule: str) -> list[str]:
    bicycle = load_files(read_files(BICYCLE))
    if rule == "no_brakes":
        ladder = next(each for each in bicycle.decisions.values() if isinstance(each, Ladder))
        return [claim.name for claim in bearing_on(bicycle, rules_of(ladder)[0])]
    return [claim.name for claim in bearing_on(bicycle, bicycle.rules[rule])]


def proofs(claims: str) -> Proofs:
    status = dict.fromkeys(guideline().claims, "proved")
    return Proofs(OURS[0], claims, status | {"fever_is_today": "refuted"}, ())


def test_a_claim_is_shown_as_proved_or_refuted_while_the_proofs_are_of_this_guideline(
    folder: Path,
) -> None:
    write_proofs(folder, proofs(claims_digest(FILES)))
    text = said("fever", folder)
    assert "refuted  fever_is_today" in text
    assert "proved   kidney_infection_is_today" in text
    assert "not current" not in text
    assert "`rugwijzer guideline prove`" not in text


@pytest.mark.parametrize("kept", [True, False])
def test_a_claim_is_never_shown_as_proved_by_proofs_of_another_guideline(
    folder: Path, kept: bool
) -> None:
    if kept:
        write_proofs(folder, proofs("0123456789abcdef"))
    text = said("fever", folder)
    assert "proved  " not in text
    assert "not current  fever_is_today" in text
    assert "`rugwijzer guideline prove`" in text


def test_no_more_claims_are_shown_than_can_be_read_and_the_rest_is_counted(folder: Path) -> None:
    claims = names("bladder_new")
    assert len(claims) > MOST_CLAIMS
    text = said("bladder_new", folder)
    assert sum(name in text.split() for name in claims) == MOST_CLAIMS
    assert f"and {len(claims) - MOST_CLAIMS} more" in text
    found = explained("bladder_new", folder).as_json()["claims"]
    assert isinstance(found, list)
    assert [each["claim"] for each in found] == claims


# --- every kind of rule


def some_rules() -> Iterator[tuple[Guideline, AnyRule]]:
    """Every rule of the bicycle and every tenth of the guideline; with RUGWIJZER_SLOW=1 all."""
    step = 1 if os.environ.get("RUGWIJZER_SLOW") else 10
    for known, each in ((load_files(read_files(BICYCLE)), 1), (guideline(), step)):
        for rule in list(known.rules.values())[::each]:
            yield known, rule


def test_every_rule_can_be_explained_in_either_language() -> None:
    texts = load_texts()
    for known, rule in some_rules():
        explanation = Explanation(known, rule, PRICES, None)
        for language in ("nl", "en"):
            lines = list(Shown(explanation, texts, language).lines())
            assert lines[0].startswith(rule.name)
            assert all(line == line.rstrip() for line in lines)
        json.dumps(explanation.as_json())


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("chain_points", ("+3     when", "0      when none", "from 0 to 4", "high: 3 to 4")),
        ("take_pump", ('Unless  "bag" in extras', "pump is in (a pump)")),
        ("walk_home", ("Then   walk", "comes before all others")),
    ],
)
def test_an_item_of_a_score_a_member_of_a_set_and_an_option_are_told_each_in_their_way(
    capsys: pytest.CaptureFixture[str], rule: str, parts: tuple[str, ...]
) -> None:
    assert main(["explain", "--guideline", str(BICYCLE), rule, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    for part in parts:
        assert part in out


# --- what it takes


def test_explain_needs_neither_the_solver_nor_the_libraries_of_simulated_people() -> None:
    program = (
        "import sys; from rugwijzer.cli import main; "
        "status = main(['explain', 'fever', '--json']); "
        "sys.stderr.write(' '.join(sys.modules)); raise SystemExit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    assert json.loads(ran.stdout)["rule"] == "fever"
    assert not loaded & {"z3", "numpy", "pyarrow", "rich"}


# --- keeping the prices


def a_small_copy(tmp_path: Path) -> Path:
    copy = tmp_path / "guideline"
    shutil.copytree(find("guideline"), copy)
    (copy / FILE).unlink(missing_ok=True)
    return copy


def test_what_is_counted_is_kept_under_the_fingerprints_of_what_was_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copy = a_small_copy(tmp_path)
    words = ["guideline", "--guideline", str(copy), "cost", "--save", "--json"]
    main([*words, "--count", "300", "--seed", "7"])
    captured = capsys.readouterr()
    assert "prices.json written." in captured.err
    counted = json.loads(captured.out)
    prices = read_prices(copy, *OURS)
    assert prices is not None
    assert (prices.count, prices.seed) == (300, 7)
    assert prices.without_alarm == counted["people"]["no_alarm"]
    costs = {
        rule["name"]
        for rule in counted["rules"]
        if any(each["count"] for each in rule["alone_at"].values())
    }
    assert costs == {name for name, price in prices.rules.items() if price.alone}
    first = (copy / FILE).read_bytes()
    main([*words, "--count", "300", "--seed", "7"])
    assert (copy / FILE).read_bytes() == first
    (copy / FILE).unlink()
    (copy / FILE).mkdir()
    capsys.readouterr()
    assert main([*words, "--count", "300"]) == 1
    assert "prices.json: cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--people", "x.jsonl"], ["--trade-off"], ["--sensitivity"]])
def test_only_the_cost_of_people_drawn_anew_is_kept(
    capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert main(["guideline", "cost", "--save", *more]) == 2
    assert "Leave" in capsys.readouterr().err

"""The rates: what may stand in their files, and what is said about a mistake."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rugwijzer.compiler import Guideline, GuidelineError, load_files, read_files
from rugwijzer.paths import find
from rugwijzer.population.fitting import fit
from rugwijzer.population.rates import Rates
from rugwijzer.population.reading import read_rates

BICYCLE = Path(__file__).parent.parent / "bicycle"

BASE = """
settings:
  road: {title: {nl: weg, en: road}}
truths:
  well: {title: {nl: goed, en: well}}
  broken: {title: {nl: stuk, en: broken}, serious: true, emergency: true}
tendencies:
  haste: {loading: 0.5, assumption: true, range: [0, 1], why: people hurry}
  care: {}
correlations:
  haste_care: {between: [haste, care], rank: 0.3, source: LAMP-1}
draws:
  truth:
    hidden: true
    options: [well, broken]
    rest: well
    cases:
      anyone: {options: {broken: {is: 0.1, source: LAMP-1, range: [0.05, 0.2]}}}
  sex:
    hidden: true
    options: [woman, man]
    rest: man
    cases:
      anyone: {options: {woman: {is: 0.5, source: SHED}}}
  brakes:
    follows: haste
    cases:
      broken: {for: [broken], rate: 0.2, assumption: true, range: [0.1, 0.3], why: that is why}
      anyone: {rate: 0.9, source: LAMP-1}
  chain:
    rest: clean
    cases:
      dark: {when: dark and loose > 3, always: worn}
      anyone:
        assumption: true
        why: nobody counted
        options: {dry: {is: 0.3, range: [0.1, 0.5]}, worn: {is: 0.2, range: [0.1, 0.4]}}
  dark: {cases: {anyone: {where: truth == "broken"}}}
  loose:
    cases:
      broken:
        for: [broken]
        normal: {mean: 9, sd: 2, low: 0, high: 36}
        source: LAMP-1
      anyone:
        quantiles: {p0: 0, p50: {is: 2, source: LAMP-1}, p100: 36}
  bell: {hidden: true, cases: {anyone: {rate: 0.4, source: LAMP-1}}}
  extras: {gathers: {bell: bell}}
dont_know:
  list:
    facts: [brakes, chain]
    cases:
      anyone: {rate: 0.01, assumption: true, range: [0.0, 0.1], why: some do not know}
left_out:
  others:
    facts: [OTHERS]
    why: only a few are needed here
flags:
  dark: {title: {nl: donker, en: dark}, when: dark}
totals:
  broken:
    title: {nl: stuk, en: broken}
    share: truth == "broken"
    published: 0.1
    within: [0.05, 0.2]
    source: LAMP-1
decided:
  round:
    title: {nl: om, en: round}
    decision: route
    options: [path]
    among: {route: walk}
    within: [0.0, 1.0]
    source: LAMP-1
sources:
  SHED: {title: A shed, says: half of them are women}
"""


@cache
def bicycle() -> Guideline:
    return load_files(read_files(BICYCLE), checked=False)


def written(*changes: tuple[str, str]) -> str:
    """The rates of the bicycle, with some changes."""
    drawn = {"brakes", "chain", "dark", "loose", "extras"}
    text = BASE.replace("OTHERS", ", ".join(name for name in bicycle().facts if name not in drawn))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def rates(*changes: tuple[str, str]) -> Rates:
    return read_rates({"population/all.yaml": written(*changes)})


def problems(*changes: tuple[str, str]) -> str:
    """What is wrong with the changed rates, one problem a line."""
    with pytest.raises(GuidelineError) as caught:
        fit(bicycle(), rates(*changes))
    return str(caught.value)


def test_rates_that_fit_are_taken() -> None:
    model = fit(bicycle(), rates())
    assert [draw.name for draw in model.order].index("dark") < [
        draw.name for draw in model.order
    ].index("chain")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("rate: 0.2, assumption: true, ", "rate: 0.2, ", "must have either a source or be an"),
        ("rate: 0.9, source: LAMP-1", "rate: 0.9, source: LAMP-1, assumption: true", "either a s"),
        ("range: [0.1, 0.3], why: that is why", "range: [0.1, 0.3]", "lacks its range or its reas"),
        ("range: [0.1, 0.3], why", "why", "lacks its range or its reason"),
        ("range: [0.1, 0.3]", "range: [0.3, 0.4]", "lies outside its own range"),
        ("rate: 0.9", "rate: 1.9", "is no chance"),
        ("rate: 0.9", "rate: often", "must be a number"),
        ("rate: 0.9, source", "rait: 0.9, source", 'unknown key "rait"'),
        ("rate: 0.9", "always: true, rate: 0.9", "needs exactly one of"),
        ("for: [broken], rate", "rate", "are never reached"),
        ("anyone: {rate: 0.9", "anyone: {when: dark, rate: 0.9", "is not for everyone"),
        ("dry: {is: 0.3, range: [0.1, 0.5]}", "dry: {is: 0.9, range: [0.1, 0.9]}", "come to 1.1"),
        ("p50: {is: 2", "p50: {is: 40", "must rise"),
        ("p0: 0, p50", "p50", "needs the ends p0 and p100"),
        ("p50: {is", "half: {is", "is no percentage"),
        ("low: 0, high: 36}", "low: 36, high: 0}", "low end below its high end"),
        ("gathers: {bell: bell}", "note: nothing", 'needs either "cases" or "gathers"'),
        ("  brakes:\n", "  brakes:\n    options: [a, b]\n", "is a fact, so its options stand"),
        ("title: {nl: weg, en: road}", "title: weg", 'needs a "title" in Dutch and in English'),
        ("within: [0.05, 0.2]", "within: [0.2, 0.05]", "needs an interval"),
        ("loading: 0.5", "loading: 1.5", "must lie from 0 to 1"),
        ("rank: 0.3", "rank: 1", "between -1 and 1"),
        ("between: [haste, care]", "between: [haste]", "needs two tendencies"),
        ("settings:\n", "setings:\n", 'unknown key "setings"'),
        ("  dark: {cases", "  dark: {cases: {}}\n  dark: {cases", "stands here twice"),
        ("  road: {title", "  road: [title", "not valid YAML"),
        # Held against the guideline:
        ("  brakes:\n    follows", "  braks:\n    follows", '"braks" is no fact of the guideline'),
        ("  brakes:\n    follows", "  braks:\n    follows", 'how people answer the fact "brakes"'),
        ("follows: haste", "follows: hast", 'follows "hast", which is no tendency'),
        ("for: [broken], rate", "for: [brokn], rate", '"brokn" is no truth. Did you mean "broken"'),
        ("when: dark and", "when: darc and", 'nothing here is called "darc"'),
        ("always: worn", "always: rusty", 'there is no option "rusty"'),
        ("dry: {is: 0.3", "rusty: {is: 0.3", 'there is no option "rusty"'),
        ("    rest: clean", "    rest: dry", '"dry" is the rest and has a chance'),
        ("always: worn", "always: true", "cannot get a value in this way"),
        ("gathers: {bell", "gathers: {horn", '"horn" is no option of "extras"'),
        ("source: LAMP-1, range", "source: LAMP-2, range", 'the source "LAMP-2" is not known'),
        ("facts: [brakes, chain]", "facts: [brakes, brakes]", "is in two groups"),
        ("facts: [brakes, chain]", "facts: [bell]", "is no fact that is drawn"),
        ('where: truth == "broken"', 'where: chain == "worn"', "a circle: "),
        ("options: [woman, man]", "options: [man, woman]", '"sex" must be drawn, hidden, with the'),
        ("when: dark}", "when: darc}", 'nothing here is called "darc"'),
        ('share: truth == "broken"', 'share: truth == "brokn"', 'no option of "truth"'),
        ("share: truth", "median: truth", "is no number"),
        ("decision: route", "decision: rout", '"rout" is no decision by choice. Did you mean'),
        ("decision: route", "note: route", 'has no "decision"'),
        ("options: [path]", "options: [paht]", '"paht" is no option of "route". Did you mean'),
        ("among: {route: walk}", "among: {brakes: walk}", '"brakes" is no decision by choi'),
        ("within: [0.0, 1.0]", "note: no interval", "needs an interval"),
        ("within: [0.0, 1.0]\n    source: LAMP-1", "within: [0.0, 1.0]", "neither a source nor"),
        ("decision: route", "settings: [sea]\n    decision: route", '"sea" is no setting'),
        ("between: [haste, care]", "between: [haste, cair]", '"cair" is no tendency'),
        ("facts: [", "facts: [brakes, ", 'it is drawn as well'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_how_to_mend_it(
    old: str, new: str, what: str
) -> None:
    if what.startswith("it is drawn") or what.startswith("is left"):
        start = written().index("left_out")
        text = written()[:start] + written()[start:].replace(old, new, 1)
        with pytest.raises(GuidelineError) as caught:
            fit(bicycle(), read_rates({"population/all.yaml": text}))
        said = str(caught.value)
    else:
        said = problems((old, new))
    assert what in said
    assert all(line.startswith("population/") for line in said.splitlines())


def test_every_mistake_is_named_and_not_only_the_first() -> None:
    said = problems(("rate: 0.9", "rate: 1.9"), ("rank: 0.3", "rank: 3"))
    assert len(said.splitlines()) == 2


def test_a_guideline_without_rates_says_so() -> None:
    with pytest.raises(GuidelineError, match="no rates to simulate people with"):
        read_rates(BICYCLE)


def test_an_assumption_is_what_has_no_source() -> None:
    found = {each.name: each for each in rates().assumptions}
    assert set(found) == {
        "tendencies.haste", "brakes.broken", "chain.anyone.dry", "chain.anyone.worn",
        "dont_know.list.anyone",
    }  # fmt: skip
    dry = found["chain.anyone.dry"]
    assert (dry.value, dry.low, dry.high, dry.why) == (0.3, 0.1, 0.5, "nobody counted")


def test_one_figure_can_be_varied_and_the_others_stay() -> None:
    before = rates()
    after = before.varied("brakes.broken", 0.3)
    assert after.value("brakes.broken") == 0.3
    assert before.value("brakes.broken") == 0.2
    assert {name for name in before.figures if before.value(name) != after.value(name)} == {
        "brakes.broken"
    }
    with pytest.raises(KeyError, match=r'Did you mean "brakes\.broken"'):
        before.varied("brakes.brokn", 0.3)


@cache
def ours() -> Rates:
    return read_rates(find("guideline"))


def test_our_own_rates_fit_our_own_guideline() -> None:
    fit(load_files(read_files(find("guideline")), checked=False), ours())


def test_every_number_of_ours_has_a_source_or_a_range_and_a_reason() -> None:
    for figure in ours().figures.values():
        if figure.assumed:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low < figure.high, figure.name
            assert len(figure.why.split()) > 1, figure.name
        else:
            assert figure.sources


def test_every_assumption_of_ours_can_be_varied_to_both_ends() -> None:
    for each in ours().assumptions:
        for value in (each.low, each.high):
            assert ours().varied(each.name, value).value(each.name) == value


def test_every_source_of_ours_is_used() -> None:
    used = {source for figure in ours().figures.values() for source in figure.sources}
    used |= {source for total in ours().totals for source in total.sources}
    used |= {source for each in ours().decided for source in each.sources}
    whys = " ".join(figure.why for figure in ours().figures.values())
    whys += " ".join(total.why for total in ours().totals)
    assert [name for name in ours().sources if name not in used and name not in whys] == []

"""What measures come to: the worked examples beside them, packs, and what must never happen."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.whole import guideline

from rugwijzer.care.measures import Scored, band, change, score
from rugwijzer.compiler import (
    Guideline,
    GuidelineError,
    Measure,
    MeasureExample,
    citations,
    export_guideline,
    load,
    load_files,
    read_files,
    read_pack,
    restore_guideline,
    with_pack,
)

TESTS = Path(__file__).parent.parent
PACK = TESTS.parent / "packs" / "start_back"
NAMED = (
    "pain", "psk", "everyday", "change", "phq4", "rmdq", "odi", "qbpds", "pcs", "tsk", "pseq",
    "isi", "eq5d", "orebro",
)  # fmt: skip


@cache
def everything() -> Guideline:
    return with_pack(guideline(), read_pack(PACK))


@cache
def bicycle() -> Guideline:
    return load(TESTS / "bicycle")


def examples() -> list[tuple[Measure, MeasureExample]]:
    return [
        (measure, example)
        for source in (everything(), bicycle())
        for measure in source.measures.values()
        for example in measure.examples
    ]


@pytest.mark.parametrize(
    ("measure", "example"),
    [pytest.param(*each, id=f"{each[0].name}: {each[1].title}") for each in examples()],
)
def test_a_worked_example_comes_out_as_it_says(measure: Measure, example: MeasureExample) -> None:
    if example.answers is None:
        assert example.then is not None
        assert example.now is not None
        assert change(measure, example.then, example.now) == example.change
    else:
        assert score(measure, example.answers, example.of) == Scored(example.score, example.missing)
        found = band(measure, example.answers, example.of)
        assert (found.name if found is not None else None) == example.band


def test_every_measure_has_an_example_with_a_title_that_is_a_sentence() -> None:
    for measure in everything().measures.values():
        titles = [example.title for example in measure.examples]
        assert titles, measure.name
        assert len(set(titles)) == len(titles)
        assert all(title.endswith(".") for title in titles), measure.name


def test_the_instruments_of_the_evidence_are_all_there_and_the_pack_is_off() -> None:
    assert set(guideline().measures) == set(NAMED)
    assert set(everything().measures) == {*NAMED, "start_back"}
    assert everything().rules == guideline().rules


def test_only_our_own_questions_stand_in_the_guideline() -> None:
    own = {"pain", "psk", "everyday", "change"}
    for measure in everything().measures.values():
        assert measure.licence.items == ("own" if measure.name in own else "slot")
        assert all((item.words is None) == (measure.name not in own) for item in measure.items)


def test_the_everyday_scale_has_ten_things_from_no_trouble_to_impossible() -> None:
    everyday = guideline().measures["everyday"]
    assert len(everyday.items) == 10
    assert [option.points for option in everyday.scale.options] == [0, 1, 2, 3, 4]
    assert everyday.better == "lower"
    assert [everyday.low, everyday.high] == [0, 40]


@pytest.mark.parametrize(
    ("name", "points", "percent"),
    [("pain", 2, 30), ("rmdq", 5, 30), ("odi", 10, 30), ("qbpds", 20, 30), ("everyday", 8, 30)],
)
def test_the_change_that_counts_is_that_of_the_evidence(
    name: str, points: int, percent: int
) -> None:
    least = guideline().measures[name].minimal_change
    assert least is not None
    assert least.points == points
    assert least.percent == percent


def test_what_is_not_certain_is_marked_so() -> None:
    measures = guideline().measures
    for name, mark in (("everyday", "proposed"), ("psk", "unverified"), ("pain", "confirmed")):
        least = measures[name].minimal_change
        assert least is not None
        assert least.mark == mark
    assert all(each.worse.mark == "proposed" for each in measures.values() if each.worse)


def test_a_change_that_nobody_put_a_figure_on_has_no_name() -> None:
    assert change(guideline().measures["phq4"], 9, 1) is None


def test_an_error_about_an_answer_names_the_question_and_never_the_answer() -> None:
    pain = guideline().measures["pain"]
    with pytest.raises(ValueError, match='"back" of measure "pain" is off its scale') as refused:
        score(pain, {"back": 87}, "back")
    assert "87" not in str(refused.value)
    with pytest.raises(ValueError, match='has no item "neck"'):
        score(pain, {"neck": 1}, "back")
    with pytest.raises(ValueError, match="name one of them"):
        score(pain, {"back": 1})
    with pytest.raises(ValueError, match='has no part "back"'):
        score(guideline().measures["phq4"], {}, "back")


def test_a_mean_is_taken_of_what_was_answered_and_lies_on_a_step() -> None:
    grease = bicycle().measures["grease"]
    assert score(grease, {"item_1": 3, "item_2": 4}).points == Fraction(7, 2)
    assert score(grease, {"item_1": 3, "item_2": 3, "item_3": 4}).points == Fraction(7, 2)
    assert score(grease, {"item_1": 3, "item_2": None}) == Scored(
        None, ("item_2", "item_3", "item_4")
    )


def test_where_higher_is_better_a_missing_answer_is_rounded_down() -> None:
    comfort = bicycle().measures["comfort"]
    assert score(comfort, {"seat": 2, "gears": 2, "steering": 1}) == Scored(Fraction(6), ("noise",))
    assert change(comfort, 10, 11) == "recovered"
    assert change(comfort, 10, 7) == "worse"
    assert change(comfort, 10, 8) == "unchanged"


# --- the guideline around it


def test_a_row_that_only_a_measure_cites_counts_as_cited() -> None:
    assert citations(guideline())["MIC-04"] == ("odi",)
    assert "LIC-01" in citations(guideline())


def test_the_export_keeps_measures_without_their_examples() -> None:
    restored = restore_guideline(export_guideline(guideline()))
    everyday = restored.measures["everyday"]
    assert everyday.examples == ()
    assert everyday.items == guideline().measures["everyday"].items
    assert everyday.minimal_change == guideline().measures["everyday"].minimal_change
    assert restored.measures["phq4"].bands == guideline().measures["phq4"].bands


def test_a_guideline_without_measures_is_a_guideline() -> None:
    others = ("measures/", "items/", "courses/")  # these cite the row that is left out
    files = {
        name: text
        for name, text in read_files(TESTS / "bicycle").items()
        if not name.startswith(others)
    }
    files["evidence.yaml"] = files["evidence.yaml"].partition("RIDE-1:")[0]
    assert load_files(files).measures == {}


# --- packs


def mistakes(files: dict[str, str]) -> list[str]:
    with pytest.raises(GuidelineError) as refused:
        with_pack(guideline(), files)
    return [str(problem) for problem in refused.value.problems]


def test_a_pack_cannot_change_a_measure_of_the_guideline() -> None:
    text = (PACK / "measure.yaml").read_text(encoding="utf-8").replace("start_back:", "pain:")
    place = guideline().measures["pain"].place
    assert mistakes({"a.yaml": text}) == [
        f'a.yaml:3: the name "pain" is already taken at {place}. Choose another.'
    ]


def test_a_mistake_in_a_pack_is_named_with_file_and_line() -> None:
    text = (PACK / "measure.yaml").read_text(encoding="utf-8")
    wrong = text.replace("SBT-01, ", "SBT-001, ")
    assert mistakes({"a.yaml": wrong}) == [
        'a.yaml:3: "start_back" cites the unknown evidence "SBT-001". Did you mean "SBT-01"?'
    ]
    assert mistakes({"a.yaml": "- start_back\n"}) == [
        "a.yaml:1: a file of measures must be a mapping, not a list. Write `name:` and what "
        "belongs to it, indented, below."
    ]
    assert mistakes({"a.yaml": ""}) == ["a.yaml: this file is empty. Fill it or remove it."]
    assert len(mistakes({"a.yaml": text, "b.yaml": text})) == 1
    assert "not valid YAML" in mistakes({"a.yaml": "a: b: c\n"})[0]


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="this folder holds no pack"):
        read_pack(tmp_path)


def test_the_pack_holds_no_question_and_carries_the_notice_of_its_owner() -> None:
    assert "Keele University" in (PACK / "README.md").read_text(encoding="utf-8")
    pack = yaml.safe_load((PACK / "measure.yaml").read_text(encoding="utf-8"))["start_back"]
    assert "items" not in pack
    assert "packs/" in (TESTS.parent / "LICENSE-CONTENT").read_text(encoding="utf-8")
    assert everything().measures["start_back"].again_after == 14

"""A plan on paper: one page of A4 with all that stands on it, whatever the plan."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from tests.unit.sample_plans import (
    BIRD_DOG,
    BRIDGE,
    CAMEL,
    CURL,
    PLANK,
    SAMPLES,
    STAND,
    bridge,
    despair,
    first_day,
    sixth_week,
)
from tests.whole import guideline, texts, things

from rugwijzer.care.plan.parts import Plan
from rugwijzer.paper import Move, Row, Sheet, plan_pdf, ratio
from rugwijzer.wording.plan_paper import drawings, paper_of, sheet_of
from rugwijzer.wording.plan_words import PlanWords

SIX = (BIRD_DOG, BRIDGE, STAND, PLANK, CAMEL, CURL)
SIDE = 13 / 25.4 * 72
"""The margin at either side, in points."""
OVERHANG = 3
"""As far as a letter such as J may stand out."""


@cache
def drawn() -> dict[str, str]:
    return drawings(
        [f"exercises/{each.slug}" for each in SIX]
        + ["exercises/walking", "positions/getting-out-of-bed"]
    )


def sheet(plan: Plan, language: str = "nl") -> Sheet:
    return sheet_of(PlanWords(plan, guideline(), texts(), things(), language))


def page_of(written: bytes) -> tuple[str, list[tuple[float, float, float, float]]]:
    """The words of the only page on one line, hyphens at line ends closed; and where they stand."""
    document = pypdfium2.PdfDocument(written)
    assert len(document) == 1
    page = document[0]
    assert [round(each / 72 * 25.4) for each in page.get_size()] == [210, 297]
    text = page.get_textpage()
    places = [text.get_rect(each) for each in range(text.count_rects())]
    said = text.get_text_range().replace("\ufffe", "").replace("\u00ad", "")
    return " ".join(said.split()), places


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_plan_fits_on_one_page_within_its_margins(sample: str, language: str) -> None:
    _, places = page_of(plan_pdf(sheet(SAMPLES[sample](), language), drawn()))
    for left, bottom, right, top in places:
        assert left >= SIDE - OVERHANG
        assert right <= 595.3 - SIDE + OVERHANG
        assert bottom >= 20
        assert top <= 842 - 20


@pytest.mark.parametrize("count", range(1, 7))
def test_one_to_six_exercises_are_all_named_with_how_much(count: int) -> None:
    parts = SIX[:count]
    plan = replace(sixth_week(), today=parts[:3], parts=parts)
    given = sheet(plan)
    assert len(given.moves) == count
    said, _ = page_of(plan_pdf(given, drawn()))
    for each in given.moves:
        assert each.name in said
        assert each.amount.partition(",")[0] in said
    assert "Bel 112" in said
    assert "anus" in said


def test_the_page_says_what_is_needed_in_both_languages() -> None:
    for language, expected in (
        ("nl", ("Jouw week", "5 mei tot en met 11 mei", "Op een slechte dag", "dinsdag 12 mei",
                "richtlijnversie 0.7.0", "geen diagnose", "Een leeg vakje mag")),
        ("en", ("Your week", "5 May to 11 May", "On a bad day", "Tuesday 12 May",
                "version 0.7.0", "not a diagnosis", "An empty box is fine")),
    ):  # fmt: skip
        said, _ = page_of(plan_pdf(sheet(sixth_week(), language), drawn()))
        for each in expected:
            assert each in said


def test_until_somebody_has_looked_the_page_says_whom_to_phone_and_has_no_week() -> None:
    given = sheet(bridge())
    assert given.rows == ()
    said, _ = page_of(plan_pdf(given, drawn()))
    assert said.index("Bel vandaag je huisarts") < said.index("Uit bed komen")
    assert "Liever niet" in said


def test_who_sees_no_way_forward_gets_no_exercises_on_paper() -> None:
    given = sheet(despair())
    assert not given.moves
    assert not given.rows
    assert not given.blocks
    assert "113" in page_of(plan_pdf(given, {}))[0]


def test_long_words_and_long_lines_stay_on_the_page() -> None:
    long = "Arbeidsongeschiktheidsverzekeringsmaatschappij" * 2
    given = replace(
        sheet(sixth_week()),
        moves=tuple(Move(long, long, f"{long} {'woord ' * 40}") for _ in range(6)),
        rows=tuple(Row(long, long, (1, 2, 3, 4, 5, 6, 7), 4) for _ in range(10)),
    )
    _, places = page_of(plan_pdf(given, {}))
    assert max(right for _, _, right, _ in places) <= 595.3 - SIDE + OVERHANG


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_pdf(sheet(first_day()), drawn()) == plan_pdf(sheet(first_day()), drawn())


def test_a_move_without_a_figure_has_its_words_alone() -> None:
    said, _ = page_of(plan_pdf(sheet(sixth_week()), {}))
    assert "Arm en been strekken" in said


def test_the_figures_of_a_plan_are_drawn_on_its_page() -> None:
    written = paper_of(first_day(), guideline(), texts(), things(), "nl")
    assert len(written) > len(plan_pdf(sheet(first_day()), {})) + 5000
    assert ratio(drawn()["exercises/bird-dog"]) > 5
    assert ratio("<svg/>") == 1.0

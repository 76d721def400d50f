"""What people of the guideline read in result, plan and paper: the same, and what fits them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from rich.console import Console, RenderableType
from tests.unit.sample_plans import sixth_week
from tests.whole import guideline, planner, texts, things

from rugwijzer.care.assessment import assess
from rugwijzer.care.history import Visit
from rugwijzer.care.plan.parts import Change, Moment, Part, Plan
from rugwijzer.cli.plan_page import plan_page
from rugwijzer.cli.result import result
from rugwijzer.compiler import Answer
from rugwijzer.wording.plan_paper import sheet_of
from rugwijzer.wording.plan_words import PlanWords

TODAY = date(2026, 3, 31)


def record(person: str, **changes: Answer) -> dict[str, Answer]:
    return {**guideline().people[person].record, **changes}


def plan_of(person: str, **changes: Answer) -> Plan:
    return planner().plan_of([Visit(TODAY, record(person, **changes))], TODAY)


def words(plan: Plan) -> PlanWords:
    return PlanWords(plan, guideline(), texts(), things(), "nl")


def flat(parts: Iterable[RenderableType]) -> str:
    """What is shown, on one line."""
    out = Console(file=io.StringIO(), width=80, highlight=False)
    for part in parts:
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return re.sub(r"[\s│]+", " ", out.file.getvalue())


def result_for(person: str, language: str = "nl", **changes: Answer) -> str:
    found = assess(guideline(), planner().engine, record(person, **changes), TODAY)
    return flat(result(found, texts(), language))


def page_for(
    person: str, language: str = "nl", *, everything: bool = False, **changes: Answer
) -> str:
    plan = plan_of(person, **changes)
    return flat(plan_page(plan, guideline(), texts(), things(), language, everything=everything))


def paper_for(person: str, language: str = "nl", **changes: Answer) -> str:
    sheet = sheet_of(
        PlanWords(plan_of(person, **changes), guideline(), texts(), things(), language)
    )
    blocks = [*([sheet.first] if sheet.first else []), *sheet.blocks, *sheet.call]
    lines = [line for block in blocks for line in (block.title, *block.lines)]
    moves = [f"{move.name} {move.how}" for move in (*sheet.moves, *sheet.helps)]
    return " ".join([sheet.headline, sheet.text, *lines, *moves, *sheet.small])


def urgent_today() -> list[str]:
    found = []
    for name in guideline().people:
        urgency = planner().engine.evaluate(guideline().people[name].record).decisions["urgency"]
        if getattr(urgency, "lower", None) == "same_day":
            found.append(name)
    return found


def test_whether_it_may_wait_for_the_morning_is_the_same_everywhere() -> None:
    people = urgent_today()
    assert "prednisone" in people
    for person in people:
        if plan_of(person).contact == "line_113":
            continue
        nights = PlanWords(plan_of(person), guideline(), texts(), things(), "nl").may_it_wait()
        assert nights, person
        for said in (result_for(person), page_for(person), paper_for(person)):
            for night in nights:
                assert night in said, person
            assert "in het weekend bel je de huisartsenspoedpost" not in said, person


def test_with_a_suspected_fracture_nothing_sends_her_to_the_night_service_for_certain() -> None:
    page = page_for("prednisone")
    assert "Dan mag bellen wachten tot de praktijk opengaat" in page
    assert "Vandaag. Overdag" not in page
    assert "oefeningen die je niet gewend bent" not in page
    assert page.count("medicijnen bij") == 1


def test_a_leg_that_is_numb_has_a_line_of_its_own_and_nothing_is_called_nothing() -> None:
    said = result_for("numb_leg")
    assert "Je been is doof of voelt anders" in said
    assert "Niets van wat je vertelde" not in said
    assert "je hoeft nu niemand" not in said.lower()
    assert "Je been is doof of voelt anders" in page_for("numb_leg")
    assert "dover dan nu" in page_for("numb_leg")
    assert "Your leg is numb" in result_for("numb_leg", "en")
    assert "Je been is doof" not in page_for("ordinary")


@pytest.mark.parametrize("paper", [False, True])
def test_a_child_reads_of_playing_and_school_and_not_of_work_or_driving(paper: bool) -> None:
    said = paper_for("child") if paper else page_for("child")
    assert "spelen en bewegen" in said
    assert "school" in said
    for other in ("werk.", "rijden", "prednison", "Til niets zwaars", "bedrijfsarts"):
        assert other not in said, other
    assert "rijden" in page_for("prednisone")


def test_a_child_with_a_fever_does_not_read_that_moving_is_fine() -> None:
    page = page_for("child", fever=True, very_ill=True)
    assert "spelen" not in page
    assert "Doe geen oefeningen" in page


@pytest.mark.parametrize("person", ["ordinary", "prednisone", "sciatica"])
def test_paper_says_where_to_call_who_sees_no_way_forward(person: str) -> None:
    assert "113" in paper_for(person)


def test_the_paper_of_who_waits_for_a_doctor_says_how_to_get_up() -> None:
    assert "Rustig overeind komen" in paper_for("prednisone")


def test_until_somebody_has_looked_nobody_lies_down_on_the_floor() -> None:
    for said in (page_for("prednisone"), paper_for("prednisone")):
        assert "op je bed" in said
        assert "Gaan liggen: ga op de rand zitten" in said
        assert "mat" not in re.findall(r"\w+", said)
    english = page_for("prednisone", "en")
    assert "on your bed" in english
    assert "floor" not in english


def test_the_title_says_that_something_is_added_only_where_something_is() -> None:
    building = replace(sixth_week(), state="building")
    assert words(building).headline() == "Je bouwt rustig op"
    same = replace(building, changes=())
    assert "Er komt nu niets bij" in words(same).stands()
    assert words(same).why_next() == ()
    less = Change("walking", "walking", "less", None, None, "next_step")
    assert "iets minder" in words(replace(same, state="holding", changes=(less,))).headline()
    assert "blijft" in words(replace(same, state="holding")).headline()


def test_who_has_stopped_reads_no_changes_no_dates_and_no_reproach() -> None:
    moment = Moment("physio_once", (TODAY + timedelta(days=400),), ())
    stopped = replace(
        sixth_week(), state="stopped", parts=(), today=(), moments=(moment,), check_in=None
    )
    page = flat(plan_page(stopped, guideline(), texts(), things(), "nl"))
    assert "Wat er verandert" not in page
    assert "fysiotherapeut, rond" not in page
    assert "Je huisarts of een fysiotherapeut kijkt met je mee" in page
    assert "Doe dan je weekcheck" in page
    assert "Wanneer bel je?" in page


def test_the_pain_light_names_its_scale_and_needs_no_usual_pain() -> None:
    page = page_for("ordinary")
    assert "0 is geen pijn, 10 de ergste" in page
    assert "gewend" not in page.partition("Het stoplicht")[2].partition("Op een slechte dag")[0]
    assert "2 punten meer dan voor je begon" in page


def test_a_short_how_to_begins_with_how_to_lie_or_stand() -> None:
    rolls = Part("comfort_moves", "knee-rolls", None, 2, (1,), (), ())
    start = things().exercises["knee-rolls"].start["nl"]
    told = words(sixth_week()).told(rolls).how
    assert told.startswith(start.partition(". ")[0])


def test_warmth_is_told_apart_from_the_minutes() -> None:
    warm = replace(
        sixth_week(), today=(*sixth_week().today, Part("heat", None, None, 0, (1,), (), ()))
    )
    page = flat(plan_page(warm, guideline(), texts(), things(), "nl"))
    assert "en een kwartier warmte" in page


def test_in_the_first_week_nobody_reads_of_a_harder_way() -> None:
    assert "Zwaarder:" not in page_for("ordinary", everything=True)


def test_who_sees_a_physiotherapist_is_not_sent_to_one_again() -> None:
    review = Moment("physio_review", (TODAY + timedelta(days=400),), ())
    sent = replace(sixth_week(), urgency="physio", contact="physio", moments=(review,))
    assert words(sent).help_needed() is None
    assert words(replace(sent, moments=())).help_needed() is not None


def test_on_the_phone_the_leg_is_named_and_weakness_once() -> None:
    said = result_for("weak_leg")
    assert "of het gevoel is anders, minder kracht" not in said
    assert "minder kracht" in said
    assert "rugpijn en beenpijn" in result_for("sciatica")


def test_with_everything_shown_113_is_named_once() -> None:
    assert page_for("ordinary", everything=True).count("113") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_was_away_for_weeks_is_welcomed_and_asked_how_it_goes_before_anything_new(
    language: str,
) -> None:
    first = Visit(TODAY, record("ordinary"))
    plan = planner().plan_of((first,), TODAY + timedelta(days=40))
    words = PlanWords(plan, guideline(), texts(), things(), language)
    assert words.headline() == texts().text("plan.state.away.title", language)
    assert words.stands() == texts().text("plan.state.away.text", language)
    assert texts().text("plan.note.waiting_for_you", language) in list(words.notes())
    assert words.check_in() == texts().text("plan.check_in.today", language)

"""The pages of the guide: whole, joined to each other, and within reach of the hub."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rugwijzer.library import load_library
from rugwijzer.library.checking import check_content
from rugwijzer.library.entries import ContentProblem
from rugwijzer.library.glossary import load_glossary
from rugwijzer.library.pages import (
    CERTAINTIES,
    DISCLAIMERS,
    HUB,
    LASTS,
    SIZES,
    Page,
    link,
    load_pages,
)
from rugwijzer.library.terms import read_terms
from rugwijzer.paths import find

CONTENT = find("content")
BOTH = ("nl", "en")
PROMISED = {
    "low-back-pain", "causes", "symptoms", "what-to-expect", "chronic-back-pain", "treatment",
    "staying-active", "physiotherapy", "how-pain-works", "cognitive-behavioural-therapy",
    "medicines", "one-team", "surgery", "exercises", "aids", "prevention", "when-to-call",
    "leg-pain", "work", "pregnancy", "who-helps", "what-helps-how-much", "may-i", "first-days",
    "quiet-week", "sleep", "words",
}  # fmt: skip


@cache
def pages() -> dict[str, Page]:
    return {page.slug: page for page in load_pages(CONTENT)}


def test_the_guide_has_a_page_for_all_that_back_pain_brings() -> None:
    assert set(pages()) == PROMISED
    assert next(iter(pages())) == HUB


def test_every_page_ends_with_the_signs_for_which_one_calls_at_once() -> None:
    for page in pages().values():
        assert "bel" in page.when_to_call["nl"].lower(), page.slug
        assert "call" in page.when_to_call["en"].lower(), page.slug


def test_every_page_names_the_saddle_the_bladder_and_the_legs_or_leads_to_who_does() -> None:
    for page in pages().values():
        said = page.when_to_call["nl"].lower()
        named = "plassen" in said and ("tussen je benen" in said or "doof" in said)
        assert named or "page:when-to-call" in said, page.slug


def test_at_least_twenty_times_someone_hears_whether_she_may() -> None:
    answers = [each for section in pages()["may-i"].sections for each in section.answers]
    assert len(answers) >= 20
    assert all(each.sources for each in answers)


def test_the_table_of_effects_says_of_each_how_much_how_sure_and_what_it_costs() -> None:
    effects = [
        each for section in pages()["what-helps-how-much"].sections for each in section.effects
    ]
    assert len(effects) >= 20
    for each in effects:
        assert each.harm["nl"], each.id
        assert any(
            row.split("-")[0] in ("EFF", "PRV", "AID", "EX", "MED") for row in each.sources
        ), each.id
    assert {each.pain for each in effects} >= {"none", "small"}


def test_every_name_that_a_page_may_give_has_words() -> None:
    library = load_library(CONTENT)
    keys = [f"page.disclaimer.{name}" for name in DISCLAIMERS]
    keys += [f"page.size.{name}" for name in SIZES]
    keys += [f"page.certainty.{name}" for name in CERTAINTIES]
    keys += [f"page.lasts.{name}" for name in LASTS]
    assert [key for key in keys if key not in library] == []


def test_no_page_names_an_amount_of_money() -> None:
    for page in pages().values():
        for section in page.sections:
            texts = [
                *([section.text] if section.text else ()),
                *(a.answer for a in section.answers),
            ]
            for text in texts:
                for language in BOTH:
                    assert "€" not in text[language], page.slug
                    assert " euro" not in text[language].lower(), page.slug


def test_a_hundred_words_of_doctors_and_offices_are_explained() -> None:
    assert len(load_glossary(CONTENT).entries) >= 100


def test_a_hundred_and_fifty_hard_words_have_a_plain_one_in_each_language() -> None:
    terms, problems = read_terms(CONTENT)
    assert problems == ()
    for language in BOTH:
        assert len(terms.prefer[language]) >= 150


# --- files that are not in order


def text(nl: str = "Loop een stukje.", en: str = "Walk a little.") -> dict[str, str]:
    return {"nl": nl, "en": en}


def page(**fields: Any) -> dict[str, Any]:
    return {
        "address": {"nl": "een", "en": "one"},
        "title": text(),
        "summary": [text(), text(), text()],
        "sections": [{"id": "a", "kind": "text", "title": text(), "text": text()}],
        "when_to_call": text(),
        "next_step": {"to": "check", "text": text()},
        "related": ["two", "three"],
        "disclaimer": "care",
        "sources": ["EX-01"],
        "reviewed": date(2026, 11, 22),
        "review_by": date(2027, 11, 22),
        **fields,
    }


Guide = Callable[..., Path]


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """A guide of three pages that name each other; `change` is laid over the first."""

    def write(**change: Any) -> Path:
        slugs = (HUB, "two", "three")
        for slug in slugs:
            others = [other for other in slugs if other != slug]
            own = {"address": {"nl": slug, "en": slug}, "related": others}
            fields = page(**{**own, **(change if slug == HUB else {})})
            (tmp_path / "pages" / slug).mkdir(parents=True)
            (tmp_path / "pages" / slug / "page.yaml").write_text(
                yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8"
            )
        return tmp_path

    return write


def test_a_guide_in_order_has_no_problems(guide: Guide) -> None:
    assert check_content(guide()).problems == ()


def answers(*given: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "a", "kind": "answers", "title": text(), "answers": list(given)}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"summary": [text()]},
            "summary must be a list of 3 to 3. Add to it, or shorten it.",
        ),
        (
            {"reviewed": "today"},
            "reviewed must be a day. Write it as 2026-11-22.",
        ),
        (
            {"review_by": date(2025, 1, 1)},
            "review_by is before reviewed. Write the day of the next review.",
        ),
        (
            {"next_step": {"to": "somewhere", "text": text()}},
            "next_step.to leads nowhere. Write check, page:SLUG, lesson:SLUG or so.",
        ),
        (
            {"address": {"nl": "Een Adres", "en": "one"}},
            "address must be lower case. Write {nl: lage-rug, en: low-back}.",
        ),
        (
            {"address": {"nl": "two", "en": "one"}},
            None,
        ),
        (
            {"disclaimer": "none"},
            "disclaimer is no known name. Known: care, medicines, rules.",
        ),
        (
            {"sections": [{"id": "a", "kind": "song", "title": text()}]},
            "sections.1.kind is no known name. Known: text, answers, effects, glossary.",
        ),
        (
            {
                "sections": answers(
                    {"id": "b", "ask": text(), "answer": text("ja " * 61), "sources": ["EX-01"]}
                )
            },
            "sections.1.answers.1.answer has 61 words (nl). Make it 60 at most.",
        ),
        (
            {"sections": answers()},
            "sections.1.answers must be a list. Write them below each other, with hyphens.",
        ),
    ],
)
def test_a_page_that_is_not_in_order_is_refused_with_what_to_do(
    guide: Guide, change: dict[str, Any], said: str | None
) -> None:
    with pytest.raises(ContentProblem) as refused:
        load_pages(guide(**change))
    if said is None:
        assert any("address two is that of" in problem for problem in refused.value.problems)
    else:
        assert f"pages/{HUB}/page.yaml: {said}" in refused.value.problems


def section(nl: str, en: str) -> dict[str, Any]:
    return {"sections": [{"id": "a", "kind": "text", "title": text(), "text": text(nl, en)}]}


@pytest.mark.parametrize(
    ("nl", "en", "said"),
    [
        ("Zie [dit](page:four).", "See [this](page:four).", "the link to page:four leads nowhere"),
        ("Zie [dit](page:two#b).", "See [this](page:two#b).", "the link to page:two#b leads"),
        ("Bel [mij](tel:06123).", "Call [me](tel:06123).", "the link to tel:06123 leads nowhere"),
        (
            "Zie [x](https://www.thuisarts.nl/rug).",
            "See [x](https://www.thuisarts.nl/rug).",
            "the link to https://www.thuisarts.nl/rug leads nowhere",
        ),
        ("Zie [dit](page:two).", "See this.", "the links differ between the languages"),
        ("Na 6 weken.", "After 5 weeks.", "the figures differ between the languages"),
        ("Een.\n\nTwee.", "One. Two.", "the paragraphs differ between the languages"),
        ("- een\n- twee", "- one", "the bullets differ between the languages"),
        ("woord " * 21, "word.", "a sentence of over 20 words (nl)"),
        (
            "Multidisciplinaire interventies vereisen communicatieve vaardigheden.\n" * 60,
            "Walk.\n" * 60,
            "Write shorter words and sentences.",
        ),
    ],
)
def test_a_text_that_is_not_in_order_is_named(guide: Guide, nl: str, en: str, said: str) -> None:
    assert any(said in problem for problem in check_content(guide(**section(nl, en))).problems)


def test_a_figure_may_have_a_comma_in_dutch_and_a_point_in_english(guide: Guide) -> None:
    found = check_content(
        guide(**section("Na 1,5 uur. 10.000 keer.", "After 1.5 h. 10,000 times."))
    )
    assert found.problems == ()


def test_a_page_that_the_hub_does_not_lead_to_is_an_orphan(guide: Guide) -> None:
    folder = guide()
    (folder / "pages" / "four").mkdir()
    (folder / "pages" / "four" / "page.yaml").write_text(
        yaml.safe_dump(page(address={"nl": "vier", "en": "four"})), encoding="utf-8"
    )
    assert check_content(folder).problems == (
        f"pages/{HUB}/page.yaml: the hub does not lead to four. Link to it.",
    )


def test_a_row_that_is_not_in_the_evidence_is_named(guide: Guide) -> None:
    found = check_content(guide(), evidence=["EX-02"], told=["EX-02"])
    assert f"pages/{HUB}: EX-01 is no row of the evidence. Name one of evidence.yaml." in (
        found.problems
    )
    assert any("EX-02 is told, but no page" in problem for problem in found.problems)


def test_a_page_that_is_due_for_review_is_named_and_is_no_mistake(guide: Guide) -> None:
    found = check_content(guide(), at=date(2028, 1, 1))
    assert found.problems == ()
    assert len(found.overdue) == 3


def test_on_the_day_itself_a_review_is_not_yet_late(guide: Guide) -> None:
    assert check_content(guide(), at=date(2027, 11, 22)).overdue == ()


def test_a_hard_word_is_named_with_the_plain_one(guide: Guide) -> None:
    folder = guide(**section("Indien je wilt.", "If you like."))
    (folder / "terms.yaml").write_text(
        "prefer:\n  nl:\n    - {word: indien, instead: als, whole: true}\n", encoding="utf-8"
    )
    assert check_content(folder).problems == (
        f'pages/{HUB}/page.yaml: sections.1.text: "indien" is a hard word (nl). Write als.',
    )


GLOSSARY = """
entries:
  - id: slipped-disc
    nl: {word: hernia, forms: ["hernia's"], means: Een bult.}
    en: {word: slipped disc, forms: [], means: A bulge.}
marks:
  nl: {endings: [itis], beginnings: [neuro], words: [hernia, artrose]}
  en: {endings: [itis], beginnings: [neuro], words: [disc]}
everyday: {nl: [], en: []}
"""


def test_a_medical_word_that_nobody_explains_is_named(guide: Guide) -> None:
    folder = guide(**section("Een hernia, artrose of artritis.", "A slipped disc, or a disc."))
    (folder / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    named = [problem for problem in check_content(folder).problems if "nobody explains" in problem]
    assert [problem.split('"')[1] for problem in named] == ["artrose", "artritis", "disc"]


def test_a_website_is_named_by_its_front_page() -> None:
    assert link("https://www.thuisarts.nl") is not None
    assert link("https://www.thuisarts.nl/lage-rugpijn") is None

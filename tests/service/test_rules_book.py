"""How we decide: every rule can be read, in words, with all that is known of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from rugwijzer.compiler.language.guideline import expressions_of
from rugwijzer.compiler.language.nodes import refs
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import rule_url
from rugwijzer.service.site import book as book_module
from rugwijzer.service.site import rules as rules_module
from rugwijzer.service.site import sources as sources_module
from rugwijzer.service.site.book import Book, book
from rugwijzer.service.site.conditions import WHERE, Conditions, Part
from rugwijzer.service.site.readers import readers
from rugwijzer.service.site.rule_search import search

LANGUAGES = ("nl", "en")
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def _files_as_they_are(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_FILES}


def conditions(language: str) -> Conditions:
    return Conditions(knowledge.guideline(), knowledge.texts(), language)


def lines_of(part: Part) -> Iterator[Part]:
    yield part
    for each in part.parts:
        yield from lines_of(each)


def written(part: Part, depth: int = 0) -> list[str]:
    """A tree as indented lines."""
    head = part.heading or f"{part.label}: {part.value}"
    return ["  " * depth + head, *(line for p in part.parts for line in written(p, depth + 1))]


def tree_of(rule: str, language: str) -> list[str]:
    node = expressions_of(knowledge.guideline().rules[rule])[0].node
    return written(conditions(language).tree(node))


def page(path: str, **query: str) -> str:
    answer = Client().get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


# --- conditions in words


def test_a_condition_is_said_with_the_words_of_its_questions_and_answers() -> None:
    assert tree_of("cannot_bear_weight_from_sixty", "nl") == [
        "Alle van deze",
        "  sinds de val niet op je benen kunnen staan: ja",
        "  leeftijd: 60 jaar of meer",
        "  een arts keek of er een botbreuk is, en sindsdien is niets erger geworden: nee",
    ]
    assert tree_of("cannot_bear_weight_from_sixty", "en") == [
        "All of these",
        "  not being able to stand on your legs since the fall: yes",
        "  age: 60 years or more",
        "  a doctor looked for a broken bone, and nothing has got worse since: no",
    ]


def test_every_condition_is_said_whole_in_both_languages() -> None:
    guideline = knowledge.guideline()
    expressions = [each for rule in guideline.rules.values() for each in expressions_of(rule)]
    expressions += [each.when for each in guideline.definitions.values()]
    expressions += [each.when for each in guideline.contradictions.values()]
    expressions += [fact.asked_if for fact in guideline.facts.values() if fact.asked_if]
    for language in LANGUAGES:
        with override(language):
            for expression in expressions:
                parts = list(lines_of(conditions(language).tree(expression.node)))
                named = {part.address for part in parts}
                for ref in refs(expression.node):
                    view, key = WHERE[ref.kind]
                    there = reverse(view, kwargs={key: ref.name})
                    said = " ".join(f"{part.label} {part.value}" for part in parts)
                    in_words = conditions(language).label(ref) in said
                    assert there in named or in_words, expression.text


def test_no_name_of_the_program_stands_where_words_should() -> None:
    guideline = knowledge.guideline()
    names = {*guideline.facts, *guideline.definitions, *guideline.decisions}
    technical = {name for name in names if "_" in name}
    for language in LANGUAGES:
        for rule in guideline.rules.values():
            for expression in expressions_of(rule):
                for part in lines_of(conditions(language).tree(expression.node)):
                    said = f"{part.heading} {part.label} {part.value}"
                    assert not technical & set(re.findall(r"\w+", said)), rule.name
                    assert part.parts or part.value, rule.name


def test_a_number_of_days_is_never_rounded() -> None:
    said = conditions("nl").days
    assert [said(days) for days in (1, 7, 10, 42, 84, 90, 100, 365)] == [
        "1 dag", "1 week", "10 dagen", "6 weken", "12 weken", "3 maanden", "100 dagen", "1 jaar",
    ]  # fmt: skip


def test_at_least_a_level_names_the_level_and_is_not_read_as_a_number() -> None:
    (line,) = tree_of("kind_examined_first", "en")
    assert line.startswith("How soon do you need help?: at least ‘Make an ordinary appointment")


def test_a_score_says_how_many_points_an_answer_gives_or_takes() -> None:
    said = page("/zo-beslissen-we/stenosis-score/")
    assert "Punten: +" in said
    assert "Punten: −" in said


# --- addresses


def test_every_rule_has_an_address_of_its_own_in_both_languages() -> None:
    for language in LANGUAGES:
        with override(language):
            found = {rule_url(name) for name in knowledge.guideline().rules}
        assert len(found) == len(knowledge.guideline().rules)
    with override("nl"):
        assert rule_url("cannot_stand") == "/zo-beslissen-we/urgency/cannot-stand/"
    with override("en"):
        assert rule_url("cannot_stand") == "/en/how-we-decide/urgency/cannot-stand/"
        assert rule_url("a_rule_of_long_ago") == ""


def test_no_decision_hides_behind_another_page() -> None:
    for name in knowledge.guideline().decisions:
        for language in LANGUAGES:
            with override(language):
                here = reverse("rules_decision", kwargs={"decision": name})
            assert name.replace("_", "-") in here
            assert Client().get(here).resolver_match.url_name == "rules_decision"


@pytest.mark.parametrize(
    "path",
    [
        "/zo-beslissen-we/contact/cannot-stand/",
        "/zo-beslissen-we/urgency/no-such-rule/",
        "/zo-beslissen-we/no-such-decision/",
        "/zo-beslissen-we/vragen/no-such-question/",
        "/zo-beslissen-we/begrippen/no-such-term/",
        "/zo-beslissen-we/bronnen/no-such-source/",
    ],
)
def test_what_is_not_in_the_guideline_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_nothing_can_be_sent_to_these_pages() -> None:
    assert Client().post("/zo-beslissen-we/").status_code == 405


# --- pages


def test_a_rule_shows_condition_outcome_source_promise_example_and_price() -> None:
    said = page("/zo-beslissen-we/urgency/cannot-bear-weight/")
    guideline = knowledge.guideline()
    assert "Je kunt sinds de val niet meer op je benen staan." in said
    assert "cannot_bear_weight and not fracture_checked" in said
    assert "Bel nu meteen je huisarts" in said
    assert "Bel vandaag nog je huisarts" in said  # if nobody knows
    for row in guideline.rules["cannot_bear_weight"].evidence:
        assert row in said
        for source in guideline.evidence[row].sources:
            assert reverse("rules_source", kwargs={"source": source}) in said
    assert "onze keuze, nog niet nagekeken" in said
    case = book().cases["cannot_bear_weight"][0]
    assert case.title in said
    assert "bewezen" in said
    assert "bedachte mensen" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_every_kind_can_be_read(language: str) -> None:
    guideline = knowledge.guideline()
    with override(language):
        paths = [rule_url(name) for name in list(guideline.rules)[::9]]
        paths += [
            reverse("rules_decision", kwargs={"decision": each}) for each in guideline.decisions
        ]
        paths += [
            reverse("rules_question", kwargs={"fact": each}) for each in list(guideline.facts)[::5]
        ]
        terms = [*list(guideline.definitions)[::5], *guideline.contradictions]
        paths += [reverse("rules_term", kwargs={"term": each}) for each in terms]
        sources = list(guideline.sources)[::15]
        paths += [reverse("rules_source", kwargs={"source": each}) for each in sources]
        names = ("rules", "rules_questions", "rules_sources", "rules_claims", "rules_unsigned")
        paths += [reverse(name) for name in names]
    for path in paths:
        said = page(path)
        assert said.count("<h1") == 1, path
        assert f'<html lang="{language}">' in said
        assert 'hreflang="nl"' in said
        assert 'hreflang="en"' in said


def test_a_question_names_every_rule_that_reads_it_also_through_terms() -> None:
    guideline = knowledge.guideline()
    directly = {rule.name for rule in readers().rules["steroids"]}
    in_the_end = readers().in_the_end("steroids")
    assert directly < {rule.name for rule in in_the_end}
    assert guideline.rules["sudden_severe_pain_older"] in in_the_end  # through weak bones
    said = page("/en/how-we-decide/questions/steroids/")
    for rule in in_the_end:
        with override("en"):
            assert rule_url(rule.name) in said


def test_everything_in_use_that_waits_for_a_clinician_is_listed() -> None:
    said = page("/zo-beslissen-we/nog-na-te-kijken/")
    for row in knowledge.guideline().evidence.values():
        waits = {"proposed", "unverified"} & set(row.marks) and row.use in ("cited", "told")
        assert (f'id="{row.name}"' in said) == bool(waits), row.name


# --- proofs and prices are shown only of this very guideline


def test_the_proofs_are_of_exactly_this_guideline() -> None:
    assert book().is_proved
    said = page("/zo-beslissen-we/")
    assert f"Van de {len(book().claims)} beloftes zijn er {book().proved} bewezen" in said


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> Book:
    """The book while what is kept was made of another guideline."""
    monkeypatch.setattr(book_module, "digest", lambda files: "another")
    book_module._book.cache_clear()
    found = book()
    book_module._book.cache_clear()
    for module in (rules_module, sources_module):
        monkeypatch.setattr(module, "book", lambda: found)
    return found


def test_a_proof_or_a_price_of_another_guideline_is_never_shown(stale: Book) -> None:
    assert not stale.is_proved
    assert stale.prices is None
    assert stale.proved == 0
    for path in ("/zo-beslissen-we/", "/zo-beslissen-we/waarborgen/"):
        assert "nog niets bewezen" in page(path)
    said = page("/zo-beslissen-we/urgency/cannot-bear-weight/")
    assert ">bewezen<" not in said
    assert "nog niet geteld" in said


def test_every_promise_bears_a_status_and_belongs_to_a_group() -> None:
    said = page("/en/how-we-decide/promises/")
    for claim in book().claims.values():
        assert f'id="{claim.name}"' in said
    assert said.count('class="tag proved"') == book().proved


def test_what_is_kept_can_be_lost_and_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in ("made", "found"):
        book_module._book.cache_clear()
        assert dataclasses.asdict(book()) == dataclasses.asdict(before)
    book_module._book.cache_clear()


# --- search


def test_a_search_needs_every_word_and_minds_neither_capitals_nor_accents() -> None:
    found = {rule.name for rule in search("KOORTS plassen", "nl")}
    assert found
    assert found == {rule.name for rule in search("plassen köorts", "nl")}
    assert found < {rule.name for rule in search("koorts", "nl")}


def test_a_rule_is_found_by_its_name() -> None:
    assert search("cannot_bear_weight_from_sixty", "nl")[0].name == "cannot_bear_weight_from_sixty"


def test_a_search_without_result_says_so_and_shows_what_was_asked_as_text() -> None:
    said = page("/zo-beslissen-we/", q="<b>zzz</b>")
    assert "Geen regel gevonden" in said
    assert "<b>zzz" not in said
    assert 'content="noindex"' in said


def test_only_marks_is_no_search() -> None:
    assert search("?! …", "nl") == ()

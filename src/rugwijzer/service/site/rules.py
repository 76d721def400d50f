"""How we decide: the guideline as an open book. Its decisions, rules, questions and terms.

Every rule has an address that stays, so that each reason in an advice can link to it
(`rule_url` of the design). What is asked for here is never an answer of a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rugwijzer.compiler import Choice, Guideline, Number, SetOf
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Decision,
    Evidence,
    Fact,
    Ladder,
    LadderRule,
    Source,
    Version,
    rules_of,
)
from rugwijzer.explanation import Explanation
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import in_words, language
from rugwijzer.service.site.book import book
from rugwijzer.service.site.conditions import plain_number
from rugwijzer.service.site.readers import readers
from rugwijzer.service.site.rule_search import search
from rugwijzer.service.site.rule_words import Expected, RuleWords, Said, words_in

MAIN = ("urgency", "contact", "concerns", "kind", "gate", "items", "medicines")
"""The decisions somebody with a sore back meets first."""
FOUND_AT_MOST = 60
CLAIMS_AT_FIRST = 6
CASES_AT_FIRST = 4
KEPT_FOR = "private, max-age=600"
"""The pages are the same for everybody and hold for a version of the guideline."""


@dataclass(frozen=True)
class Line:
    """A rule in a list."""

    rule: AnyRule
    decision: str
    gives: Said


@dataclass(frozen=True)
class Group:
    """Rules or decisions under a heading."""

    title: str
    lines: tuple[Line, ...] = ()
    decisions: tuple[tuple[Decision, int], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A case: its title, what it shows, and what is expected."""

    title: str
    shows: str
    expect: tuple[Expected, ...]


def words() -> RuleWords:
    """Words about the rules, in the language of the page."""
    return words_in(language())


def page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    """One page of the open book."""
    version = knowledge.guideline().version
    response = render(
        request,
        f"site/{template}.html",
        {"section": "rules", "version": version, "date": _date(version), **context},
    )
    response.headers["Cache-Control"] = KEPT_FOR
    return response


def _date(version: Version | None) -> str:
    if version is None:
        return ""
    year, month, day = version.date.split("-")
    texts, here = knowledge.texts(), language()
    month = texts.text(f"day.month.{int(month)}", here)
    return f"{texts.text('day.short', here, day=int(day), month=month)} {year}"


def lines(rules: Iterable[AnyRule]) -> tuple[Line, ...]:
    """Rules as a list."""
    decisions, said = readers().decision, words()
    return tuple(
        Line(rule, decisions[rule.name], said.gives(rule, decisions[rule.name])) for rule in rules
    )


def by_decision(rules: Iterable[AnyRule]) -> tuple[Group, ...]:
    """Rules under the decisions they belong to."""
    groups: dict[str, list[Line]] = {}
    for line in lines(rules):
        groups.setdefault(line.decision, []).append(line)
    decisions = knowledge.guideline().decisions
    return tuple(
        Group(in_words(decisions[name].title, language()), tuple(found))
        for name, found in groups.items()
    )


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """What is decided, how, and how sure that is; and a search through all rules."""
    guideline, kept = knowledge.guideline(), book()
    asked = request.GET.get("q", "")[:100].strip()
    found = search(asked, language()) if asked else ()
    marks = [mark for row in guideline.evidence.values() for mark in row.marks]
    counts = [
        (name, Counted(number))
        for name, number in (
            ("decisions", len(guideline.decisions)),
            ("rules", len(guideline.rules)),
            ("questions", len(guideline.facts)),
            ("claims", len(kept.claims)),
            ("cases", kept.count),
            ("sources", len(guideline.sources)),
        )
    ]
    return page(
        request,
        "rules",
        asked=asked,
        found=lines(found[:FOUND_AT_MOST]),
        number_found=len(found),
        at_most=FOUND_AT_MOST,
        counts=counts,
        groups=_decisions(guideline),
        kept=kept,
        proposed=Counted(marks.count("proposed")),
        unverified=Counted(marks.count("unverified")),
    )


class Counted(int):
    """A count, written as the language of the page writes it."""

    def __str__(self) -> str:
        said = f"{int(self):,}"
        return said.replace(",", ".") if language() == "nl" else said


def _decisions(guideline: Guideline) -> tuple[Group, ...]:
    texts, here = knowledge.texts(), language()

    def group(key: str, names: Iterable[str]) -> Group:
        every = [guideline.decisions[name] for name in names if name in guideline.decisions]
        return Group(
            texts.text(f"web_rules.contents.{key}", here),
            decisions=tuple((each, len(rules_of(each))) for each in every),
        )

    rest = [name for name in guideline.decisions if name not in MAIN]
    rest.sort(key=lambda name: in_words(guideline.decisions[name].title, here))
    return (group("main", MAIN), group("rest", rest))


@require_safe
def decision(request: HttpRequest, decision: str) -> HttpResponse:
    """One decision: how it comes to its outcome, and its rules."""
    guideline = knowledge.guideline()
    found = guideline.decisions.get(decision)
    if found is None:
        raise Http404
    rules = rules_of(found)
    collected = getattr(found, "collects", None)
    groups: tuple[Group, ...]
    if isinstance(found, Ladder):
        groups = _by_level(found)
    elif collected:
        ladder = guideline.decisions[collected]
        groups = _by_concern(ladder) if isinstance(ladder, Ladder) else ()
    else:
        groups = (Group("", lines(rules)),)
    return page(
        request,
        "rules_decision",
        decision=found,
        kind=words().kind(decision),
        groups=groups,
        collects=guideline.decisions[collected] if collected else None,
        ordered=isinstance(found, ChoiceDecision),
        number=len(rules),
    )


def _by_level(ladder: Ladder) -> tuple[Group, ...]:
    said, groups = words().conditions, []
    for level in reversed(ladder.levels):
        rules = [rule for rule in ladder.rules if rule.then == level]
        if rules:
            groups.append(Group(said.outcome(ladder.name, level), lines(rules)))
    if ladder.raises:
        title = knowledge.texts().text("web_rules.decision.raises", language())
        groups.append(Group(title, lines(ladder.raises)))
    return tuple(groups)


def _by_concern(ladder: Ladder) -> tuple[Group, ...]:
    groups: dict[str, list[LadderRule]] = {}
    for each in ladder.rules:
        if each.concern is not None:
            groups.setdefault(words().concern(each), []).append(each)
    return tuple(Group(title, lines(rules)) for title, rules in groups.items())


@require_safe
def rule(request: HttpRequest, decision: str, rule: str) -> HttpResponse:
    """One rule: condition, what it gives, sources, promises, cases, price."""
    guideline, kept, said = knowledge.guideline(), book(), words()
    found = guideline.rules.get(rule)
    if found is None or readers().decision[rule] != decision:
        raise Http404
    explained = Explanation(guideline, found, None, None)
    claims = [kept.claims[name] for name in kept.bearing.get(rule, ())]
    cases = [
        Shown(case.title, case.shows, tuple(said.expected(case.expect)))
        for case in kept.cases.get(rule, ())
    ]
    notes = [
        (key, " ".join(text.split()))
        for key, text in (
            ("worth_it", getattr(found, "why_costly", None)),
            ("echo", getattr(found, "echo", None)),
        )
        if text
    ]
    return page(
        request,
        "rules_rule",
        rule=found,
        decision=guideline.decisions[decision],
        conditions=said.when(found),
        where=[(guideline.definitions[name], each) for name, each in explained.definitions.items()],
        gives=said.gives(found, decision),
        concern=said.concern(found),
        unknown=said.unknown(found, decision),
        before=lines(guideline.rules[name] for name in explained.before),
        rows=cited(found.evidence),
        claims=claims[:CLAIMS_AT_FIRST],
        more_claims=claims[CLAIMS_AT_FIRST:],
        is_proved=kept.is_proved,
        cases=cases[:CASES_AT_FIRST],
        more_cases=cases[CASES_AT_FIRST:],
        price=list(said.price(kept.prices, rule)) if explained.has_price else [],
        notes=notes,
        signed=is_signed(guideline.evidence[name] for name in found.evidence),
    )


def cited(names: Iterable[str]) -> list[tuple[Evidence, list[Source]]]:
    """Rows of the evidence, each with the sources it was taken from."""
    guideline = knowledge.guideline()
    rows = [guideline.evidence[name] for name in names]
    return [(row, [guideline.sources[each] for each in row.sources]) for row in rows]


def is_signed(rows: Iterable[Evidence]) -> bool:
    """Whether no row still waits for a clinician, as a proposal or something not looked up."""
    return not any({"proposed", "unverified"} & set(row.marks) for row in rows)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Every question there is, screen by screen, and what is known without asking."""
    guideline = knowledge.guideline()
    shown = set()
    screens = []
    for screen in guideline.screens:
        facts = [guideline.facts[name] for name in screen.facts if name not in shown]
        shown |= {fact.name for fact in facts}
        if facts:
            screens.append((screen, facts))
    rest = [fact for fact in guideline.facts.values() if fact.name not in shown]
    return page(request, "rules_questions", screens=screens, rest=rest, number=len(guideline.facts))


@require_safe
def question(request: HttpRequest, fact: str) -> HttpResponse:
    """One question: its words, its answers, when it is asked, and which rules read it."""
    guideline = knowledge.guideline()
    found = guideline.facts.get(fact)
    if found is None:
        raise Http404
    asked_if = found.asked_if
    said = words()
    return page(
        request,
        "rules_question",
        fact=found,
        screen=next((each for each in guideline.screens if fact in each.facts), None),
        answers=_answers(found),
        asked_if=said.conditions.tree(asked_if.node) if asked_if else None,
        code=asked_if.text if asked_if else "",
        valid_for=said.conditions.days(found.valid_for) if found.valid_for else "",
        rows=cited(found.evidence),
        terms=readers().terms.get(fact, ()),
        groups=by_decision(readers().in_the_end(fact)),
    )


def _answers(fact: Fact) -> list[str]:
    texts, here = knowledge.texts(), language()
    match fact.type:
        case Choice(options=options) | SetOf(options=options):
            return [in_words(fact.option_words.get(each), here) or each for each in options]
        case Number() as number:
            if number.unit == "days":
                return [texts.text("web_rules.question.days", here)]
            low, high = (
                plain_number(number.quantity(each), here) for each in (number.low, number.high)
            )
            unit = in_words(fact.display, here)
            if number.unit == "celsius":
                unit = texts.text("unit.degrees", here)
            said = texts.text("web_rules.question.range", here, low=low, high=high)
            return [f"{said} {unit}".strip()]
        case _:
            return [texts.text(f"value.{each}", here) for each in ("true", "false")]


@require_safe
def term(request: HttpRequest, term: str) -> HttpResponse:
    """A term that rules share, or answers that clash: its condition, and who reads it."""
    guideline, said = knowledge.guideline(), words()
    found = guideline.definitions.get(term) or guideline.contradictions.get(term)
    if found is None:
        raise Http404
    return page(
        request,
        "rules_term",
        term=found,
        meaning=getattr(found, "meaning", None),
        message=getattr(found, "message", None),
        tree=said.conditions.tree(found.when.node),
        code=found.when.text,
        rows=cited(found.evidence),
        terms=readers().terms.get(term, ()),
        groups=by_decision(readers().in_the_end(term)),
    )

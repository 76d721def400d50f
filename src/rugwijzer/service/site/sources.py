"""How we decide: what the rules rest on, what is proved of them, and what nobody signed off yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugwijzer.compiler.language.guideline import AnyRule, Evidence, Source
from rugwijzer.library.pages import Page
from rugwijzer.service import knowledge
from rugwijzer.service.site.book import KeptClaim, book
from rugwijzer.service.site.readers import readers
from rugwijzer.service.site.rules import Line, lines, page

FURTHER = 9
"""Under this number stand the promises that belong to none of the eight."""
WAITING = ("proposed", "unverified")


@dataclass(frozen=True)
class Row:
    """A row of the evidence, with the rules and the pages of the guide that rest on it."""

    evidence: Evidence
    rules: tuple[Line, ...]
    pages: tuple[Page, ...]


def _rows(evidence: Sequence[Evidence]) -> list[Row]:
    return [
        Row(each, lines(readers().rules_on.get(each.name, ())), _pages(each.name))
        for each in evidence
    ]


def _pages(row: str) -> tuple[Page, ...]:
    return readers().pages_on.get(row, ())


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Every guideline, paper and page that something rests on."""
    found: list[tuple[Source, int]] = []
    for source in knowledge.guideline().sources.values():
        rules: dict[str, AnyRule] = {}
        for row in readers().rows.get(source.name, ()):
            rules.update({rule.name: rule for rule in readers().rules_on.get(row.name, ())})
        found.append((source, len(rules)))
    found.sort(key=lambda each: each[0].title.casefold())
    return page(request, "rules_sources", sources=found, number=len(found))


@require_safe
def page_of(request: HttpRequest, source: str) -> HttpResponse:
    """One source, and all that rests on it."""
    found = knowledge.guideline().sources.get(source)
    if found is None:
        raise Http404
    return page(
        request,
        "rules_source",
        source=found,
        is_address=found.address.startswith("https://") or found.address.startswith("http://"),
        rows=_rows(readers().rows.get(source, ())),
    )


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """What holds for everybody, promise by promise, and whether it was proved."""
    kept = book()
    groups: dict[int, list[KeptClaim]] = {}
    for claim in kept.claims.values():
        groups.setdefault(claim.number or FURTHER, []).append(claim)
    return page(
        request,
        "rules_claims",
        kept=kept,
        groups=[(str(promise), found) for promise, found in sorted(groups.items())],
        number=len(kept.claims),
    )


@require_safe
def unsigned(request: HttpRequest) -> HttpResponse:
    """Everything in use that a clinician still has to confirm."""
    in_use = [
        row for row in knowledge.guideline().evidence.values() if row.use in ("cited", "told")
    ]
    groups = [(mark, [row for row in in_use if mark in row.marks]) for mark in WAITING]
    return page(request, "rules_unsigned", groups=groups)

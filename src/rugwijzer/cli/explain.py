"""`rugwijzer explain RULE`: one rule in words, what it rests on, costs and serves."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.tables import Figures
from rugwijzer.compiler import load_files, nearest, read_files
from rugwijzer.compiler.language.guideline import (
    ChoiceRule,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
)
from rugwijzer.explanation import Explanation, explanation_of
from rugwijzer.library import Library
from rugwijzer.loading import load_texts
from rugwijzer.paths import find
from rugwijzer.population.advice import URGENCY
from rugwijzer.population.prices import Prices, Rounded
from rugwijzer.wording.words import say

WIDTH = 100
MOST_CLAIMS = 12
"""So many claims are shown; JSON has them all."""

RENEW_PRICES = "rugwijzer guideline cost --save"
RENEW_PROOFS = "rugwijzer guideline prove"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("rule", metavar="RULE", help="the rule's name, as `assess` gives it")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Explain it."""
    folder = find("guideline", options.guideline)
    files = read_files(folder)
    guideline = load_files(files)
    rule = guideline.rules.get(options.rule)
    if rule is None:
        near = nearest(options.rule, guideline.rules)
        print(f'There is no rule "{options.rule}". {near}'.rstrip(), file=sys.stderr)
        if not near:
            print("Rules:", ", ".join(guideline.rules), file=sys.stderr)
        return 2
    explanation = explanation_of(guideline, rule, folder, files)
    if options.json:
        print(json.dumps(explanation.as_json(), ensure_ascii=only_ascii(), indent=2))
        return 0
    for line in Shown(explanation, load_texts(), options.lang).lines():
        print(line)
    return 0


class Shown:
    """An explanation in the words of one language."""

    def __init__(self, explanation: Explanation, texts: Library, language: str) -> None:
        self.it, self.texts, self.language = explanation, texts, language
        self.guideline, self.rule = explanation.guideline, explanation.rule
        self.figures = Figures(language)

    def text(self, key: str, **places: object) -> str:
        """A text of this command."""
        return self.texts.text(f"explain.{key}", self.language, **places)

    def lines(self) -> Iterator[str]:
        """All of it. The rule's own words are shown in both languages: both are signed off."""
        rule = self.rule
        yield f"{rule.name}  ({self.it.decision}, {rule.place})"
        for language in ("nl", "en"):
            if words := say(rule.words, language):
                yield f"  {language}  {words}"
        yield ""
        rows = list(self._says())
        width = max(len(head) for head, _ in rows)
        for head, said in rows:
            yield f"{head:<{width}}  {said}".rstrip()
        if self.it.definitions:
            yield from ("", self.text("where"))
            for name, when in self.it.definitions.items():
                yield f"  {name} = {when.text}"
        yield from ("", self.text("price.title"), *map("  {}".format, self._price()))
        yield from ("", self.text("claims.title"), *map("  {}".format, self._claims()))
        yield from ("", self.text("evidence"))
        for name in rule.evidence:
            row = self.guideline.evidence[name]
            marks = ", ".join(row.marks) or self.text("no_mark")
            yield f"  {name}  {row.fact}"
            yield f"      {marks}; {', '.join(row.sources)}"
        if self.it.cases:
            yield from ("", self.text("cases"))
            for case in self.it.cases:
                yield f"  {case.shows or '':<10} {case.title}"

    def _says(self) -> Iterator[tuple[str, str]]:
        """What the rule itself says, as rows of a heading and its content."""
        rule = self.rule
        if not isinstance(rule, ScoreItem):
            yield self.text("when"), rule.when.text
        match rule:
            case LadderRule():
                yield self.text("then"), rule.then
                yield self.text("if_unknown"), rule.if_unknown or self._reason(rule)
                if rule.concern is not None:
                    yield self.text("concern"), rule.concern
                for redundant in rule.redundant:
                    yield self.text("kept_though"), _line(redundant.why)
            case RaiseRule():
                by = self.text("raises_by", steps=rule.steps, start=rule.start, up_to=rule.up_to)
                raises = self.text("unknown_raises")
                yield self.text("raises"), by
                unknown = raises if rule.if_unknown_raises else self._reason(rule)
                yield self.text("if_unknown"), unknown
            case ChoiceRule():
                yield self.text("then"), rule.then
                before = ", ".join(self.it.before)
                if before:
                    yield self.text("after"), self.text("first_that_holds", rules=before)
                else:
                    yield self.text("after"), self.text("first_of_all")
            case SetRule():
                if rule.unless is not None:
                    yield self.text("unless"), rule.unless.text
                yield self.text("then"), self._member(rule.member)
            case ScoreItem():
                yield from self._points(rule)
        if isinstance(rule, LadderRule | RaiseRule):
            if rule.why_costly is not None:
                yield self.text("worth_it"), _line(rule.why_costly)
            if rule.echo is not None:
                yield self.text("echo"), self.text("echo_of", why=_line(rule.echo))

    def _reason(self, rule: LadderRule | RaiseRule) -> str:
        """Why nothing follows when nobody knows."""
        if rule.if_unknown_reason is None:
            return self.text("if_unknown_mild")
        return self.text("if_unknown_nothing", why=_line(rule.if_unknown_reason))

    def _member(self, name: str) -> str:
        decision = self.guideline.decisions[self.it.decision]
        assert isinstance(decision, SetDecision)
        words = next(each.words for each in decision.members if each.name == name)
        said = say(words, self.language)
        return self.text("member_in", member=name, words=said or name)

    def _points(self, rule: ScoreItem) -> Iterator[tuple[str, str]]:
        decision = self.guideline.decisions[self.it.decision]
        assert isinstance(decision, Score)
        for each in rule.alternatives:
            yield f"{each.points:+}", self.text("points", when=each.when.text)
        yield "0", self.text("no_points")
        total = self.text(
            "score_range", decision=decision.name, low=decision.low, high=decision.high
        )
        bands = [
            self.text("score_band", band=band.name, low=band.low, high=band.high)
            for band in decision.bands
        ]
        yield self.text("score"), "; ".join([total, *bands])

    def _price(self) -> Iterator[str]:
        """What the rule costs and whom it serves, if that was counted of this very guideline."""
        prices = self.it.prices
        if not self.it.has_price:
            yield self.text("price.other", urgency=URGENCY)
        elif prices is None:
            yield self.text("price.none", command=RENEW_PRICES)
        else:
            yield from self._counted(prices)

    def _counted(self, prices: Prices) -> Iterator[str]:
        price, people = prices.of(self.rule.name), self.figures.whole(prices.without_alarm)
        levels = ", ".join(
            self.text("price.level", number=self._figure(share), level=self._level(level))
            for level, share in price.alone.items()
        )
        if levels:
            yield from self._wrapped(self.text("price.alone", levels=levels))
        else:
            yield from self._wrapped(self.text("price.nobody", people=people))
        served = sorted(price.serves.items(), key=lambda each: -each[1].counts.value)
        if served:
            yield self.text("price.serves")
        else:
            yield from self._wrapped(self.text("price.serves_nobody"))
        for cause, service in served:
            words = say(prices.causes[cause].words, self.language) or cause
            counts, alone = map(self._figure, (service.counts, service.alone))
            yield "  " + self.text("price.served", cause=words, counts=counts, alone=alone)
        yield from self._wrapped(self.text("price.counted", people=people))

    def _claims(self) -> Iterator[str]:
        """The claims that bear on the rule, each with what became of it."""
        claims = self.it.claims
        if not claims:
            yield self.text("claims.none")
            return
        if self.it.proofs is None:
            yield self.text("claims.stale", command=RENEW_PROOFS)
        said = {claim.name: self._status(self.it.status(claim)) for claim in claims[:MOST_CLAIMS]}
        width = max(map(len, said.values()))
        for claim in claims[:MOST_CLAIMS]:
            yield f"{said[claim.name]:<{width}}  {claim.name}"
            yield from self._wrapped(say(claim.words, self.language), " " * (width + 2))
        if len(claims) > MOST_CLAIMS:
            yield self.text("claims.more", count=len(claims) - MOST_CLAIMS)

    def _status(self, status: str) -> str:
        key = f"explain.claims.status.{status}"
        return self.texts.text(key, self.language) if key in self.texts else status

    def _level(self, level: str) -> str:
        key = f"judging.level.{level}"
        return self.texts.text(key, self.language) if key in self.texts else level

    def _figure(self, share: Rounded) -> str:
        value, low, high = map(self.figures.short, (share.value, share.low, share.high))
        return f"{value} ({low}–{high})"

    def _wrapped(self, text: str, indent: str = "") -> list[str]:
        return textwrap.wrap(text, WIDTH - 2, initial_indent=indent, subsequent_indent=indent)


def _line(text: str) -> str:
    return " ".join(text.split())

"""What a rule gives, what happens when nobody knows, and what its cases expect, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rugwijzer.compiler import ChoiceDecision, Ladder, SetDecision
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceRule,
    Expression,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetRule,
)
from rugwijzer.population.prices import KeptPrice, Prices, Rounded
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import in_words
from rugwijzer.service.site.conditions import Conditions, Part, plain_number

TONES = {"gp_days": "soon", "same_day": "today", "call_now": "now", "call_112": "now"}
"""How the levels that cannot simply wait are coloured; the words beside it say the same."""


@dataclass(frozen=True)
class Condition:
    """A condition as a tree and as it is written, with a heading where a rule has several."""

    tree: Part
    code: str
    heading: str = ""


@dataclass(frozen=True)
class Said:
    """A line of what follows: a heading and words. `english` is kept in English only."""

    text: str
    english: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Expected:
    """What a case expects of one decision, and the rules it names as reasons."""

    title: str
    value: str = ""
    rules: tuple[str, ...] = field(default=())


class RuleWords:
    """Words about the rules of one guideline in one language."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.guideline, self.texts = conditions.guideline, conditions.texts
        self.language = conditions.language

    def when(self, rule: AnyRule) -> tuple[Condition, ...]:
        """The conditions of a rule, in the order in which they are tried."""
        match rule:
            case ScoreItem():
                return tuple(
                    self._condition(
                        each.when, self._say("points", number=f"{each.points:+}".replace("-", "−"))
                    )
                    for each in rule.alternatives
                )
            case SetRule(unless=unless) if unless is not None:
                return (
                    self._condition(rule.when),
                    self._condition(unless, self._say("unless")),
                )
            case _:
                return (self._condition(rule.when),)

    def gives(self, rule: AnyRule, decision: str) -> Said:
        """What follows when the rule holds."""
        match rule:
            case LadderRule():
                said = self.conditions.outcome(decision, rule.then)
                return Said(self._say("gives.ladder", value=said), tone=TONES.get(rule.then, ""))
            case RaiseRule():
                start = self.conditions.outcome(decision, rule.start)
                up_to = self.conditions.outcome(decision, rule.up_to)
                return Said(
                    self._say("gives.raise", steps=rule.steps, start=start, up_to=up_to),
                    tone=TONES.get(rule.up_to, ""),
                )
            case ChoiceRule():
                said = self.conditions.outcome(decision, rule.then)
                return Said(self._say("gives.choice", value=said))
            case SetRule():
                said = self.conditions.outcome(decision, rule.member)
                return Said(self._say("gives.set", value=said))
            case ScoreItem(alternatives=alternatives):
                points = [f"{each.points:+}".replace("-", "−") for each in alternatives]
                joint = f" {self.texts.text('value.or', self.language)} "
                return Said(self._say("gives.score", points=joint.join(dict.fromkeys(points))))

    def unknown(self, rule: AnyRule, decision: str) -> Said:
        """What follows when somebody was asked and does not know."""
        match rule:
            case LadderRule(if_unknown=str(level)):
                said = self.conditions.outcome(decision, level)
                return Said(self._say("unknown.ladder", value=said), tone=TONES.get(level, ""))
            case RaiseRule(if_unknown_raises=True):
                return Said(self._say("unknown.raise"))
            case LadderRule(if_unknown_reason=why) | RaiseRule(if_unknown_reason=why):
                key = "unknown.mild" if why is None else "unknown.nothing"
                return Said(self._say(key), english=" ".join((why or "").split()))
            case ChoiceRule():
                found = self.guideline.decisions[decision]
                assert isinstance(found, ChoiceDecision)
                order = [self.conditions.outcome(decision, each) for each in found.cautious_order]
                return Said(self._say("unknown.choice", first=order[0] if order else ""))
            case SetRule():
                return Said(self._say("unknown.set"))
            case ScoreItem():
                return Said(self._say("unknown.score"))

    def concern(self, rule: AnyRule) -> str:
        """What the doctor looks at because of the rule; empty if nothing in particular."""
        if not isinstance(rule, LadderRule) or rule.concern is None:
            return ""
        for name, each in self.guideline.decisions.items():
            if isinstance(each, SetDecision) and each.collects:
                return self.conditions.outcome(name, rule.concern)
        return rule.concern

    def kind(self, decision: str) -> str:
        """How a decision comes to its outcome, by its kind."""
        match self.guideline.decisions[decision]:
            case Ladder():
                return self._say("kind.ladder")
            case ChoiceDecision(otherwise=otherwise):
                value = self.conditions.outcome(decision, otherwise)
                return self._say("kind.choice", value=value)
            case Score(low=low, high=high):
                return self._say("kind.score", low=low, high=high)
            case SetDecision(collects=collects):
                return self._say("kind.collected" if collects else "kind.set")

    def price(self, prices: Prices | None, rule: str) -> Iterator[str]:
        """What the rule costs and whom it serves, counted on simulated people."""
        if prices is None:
            yield self._say("price.none")
            return
        price = prices.of(rule)
        levels = [
            self.texts.text(
                "explain.price.level",
                self.language,
                number=self._figure(share),
                level=self.texts.text(f"judging.long_level.{level}", self.language),
            )
            for level, share in price.alone.items()
        ]
        people = f"{prices.without_alarm:,}"
        people = people.replace(",", ".") if self.language == "nl" else people
        if levels:
            yield self._say("price.alone", levels=", ".join(levels))
        else:
            yield self._say("price.nobody", people=people)
        yield from self._served(price, prices)
        yield self._say("price.counted", people=people)

    def _served(self, price: KeptPrice, prices: Prices) -> Iterator[str]:
        for cause, service in sorted(price.serves.items(), key=lambda each: -each[1].counts.value):
            yield self._say(
                "price.served",
                cause=in_words(prices.causes[cause].words, self.language) or cause,
                counts=self._figure(service.counts),
                alone=self._figure(service.alone),
            )

    def expected(self, expect: Mapping[str, Any]) -> Iterator[Expected]:
        """What a case expects, decision by decision."""
        for name, value in expect.items():
            if name in self.guideline.decisions:
                title = in_words(self.guideline.decisions[name].title, self.language)
                yield Expected(title, self._value(name, value))
            elif name == "reasons" and isinstance(value, list):
                known = tuple(str(each) for each in value if each in self.guideline.rules)
                yield Expected(self._say("cases.reasons"), rules=known)
            elif name == "rule":
                yield Expected(self._say("cases.this_rule"), self._say(f"cases.state.{value}"))

    def _value(self, decision: str, value: object) -> str:
        match value:
            case dict():
                return "; ".join(
                    self._say(f"cases.{key}", value=self._value(decision, each))
                    for key, each in value.items()
                )
            case list():
                said = [self.conditions.outcome(decision, str(each)) for each in value]
                return ", ".join(said) or self._say("cases.empty")
            case _:
                return self.conditions.outcome(decision, str(value))

    def _figure(self, share: Rounded) -> str:
        value, low, high = (
            plain_number(each, self.language) for each in (share.value, share.low, share.high)
        )
        return f"{value} ({low}–{high})"

    def _condition(self, expression: Expression, heading: str = "") -> Condition:
        return Condition(self.conditions.tree(expression.node), expression.text, heading)

    def _say(self, key: str, **places: object) -> str:
        return self.texts.text(f"web_rules.{key}", self.language, **places)


@cache
def words_in(language: str) -> RuleWords:
    """Words about the rules of the guideline that is applied, in one language."""
    return RuleWords(Conditions(knowledge.guideline(), knowledge.texts(), language))

"""What there is to say about one rule: definitions, cases, price and claims, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rugwijzer.compiler import (
    Case,
    Claim,
    Guideline,
    claims_digest,
    digest,
    population_digest,
)
from rugwijzer.compiler.claims.bearing import bearing_on, decision_of
from rugwijzer.compiler.claims.document import Proofs, read_proofs
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    ChoiceRule,
    Expression,
    LadderRule,
    RaiseRule,
    ScoreItem,
    SetRule,
    expressions_of,
)
from rugwijzer.compiler.language.nodes import Kind, refs
from rugwijzer.population.advice import URGENCY
from rugwijzer.population.prices import KeptPrice, Prices, price_as_json, read_prices

NOT_CURRENT = "not_current"
"""The status of a claim when the proofs that are kept are of another version, or there are none."""


@dataclass(frozen=True)
class Explanation:
    """A rule and what stands around it.

    `prices` and `proofs` are those of this very guideline; None if none are kept of it.
    """

    guideline: Guideline
    rule: AnyRule
    prices: Prices | None
    proofs: Proofs | None

    @cached_property
    def decision(self) -> str:
        """The name of the decision that the rule belongs to."""
        return decision_of(self.guideline, self.rule)

    @cached_property
    def definitions(self) -> Mapping[str, Expression]:
        """The definitions behind the conditions, opened one by one."""
        waiting = [ref for each in expressions_of(self.rule) for ref in refs(each.node)]
        seen: dict[str, Expression] = {}
        while waiting:
            ref = waiting.pop(0)
            if ref.kind is Kind.DEFINITION and ref.name not in seen:
                seen[ref.name] = self.guideline.definitions[ref.name].when
                waiting += refs(seen[ref.name].node)
        return seen

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that show this rule."""
        return tuple(case for case in self.guideline.cases if case.rule == self.rule.name)

    @property
    def before(self) -> tuple[str, ...]:
        """The rules of a choice that come first: only if none of them holds, this one counts."""
        decision = self.guideline.decisions[self.decision]
        if not isinstance(decision, ChoiceDecision):
            return ()
        names = [rule.name for rule in decision.rules]
        return tuple(names[: names.index(self.rule.name)])

    @property
    def has_price(self) -> bool:
        """Whether the rule is of the decision whose rules are counted."""
        return self.decision == URGENCY

    @property
    def price(self) -> KeptPrice | None:
        """What the rule costs and whom it serves; None if that is not known of this guideline."""
        return self.prices.of(self.rule.name) if self.prices and self.has_price else None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that bear on the rule, most specific first."""
        return bearing_on(self.guideline, self.rule)

    def status(self, claim: Claim) -> str:
        """Proved, refuted or undecided of this very guideline, or `not_current`."""
        return (
            NOT_CURRENT if self.proofs is None else self.proofs.claims.get(claim.name, NOT_CURRENT)
        )

    def as_json(self) -> dict[str, object]:
        """All of it as plain values."""
        rule, guideline = self.rule, self.guideline
        return {
            "rule": rule.name,
            "decision": self.decision,
            "place": str(rule.place),
            "words": dict(rule.words or {}),
            **_says(rule, self.before),
            "where": {name: each.text for name, each in self.definitions.items()},
            "evidence": [
                {
                    "id": name,
                    "fact": guideline.evidence[name].fact,
                    "marks": list(guideline.evidence[name].marks),
                    "sources": list(guideline.evidence[name].sources),
                }
                for name in rule.evidence
            ],
            "cases": [
                {"title": case.title, "shows": case.shows, "place": str(case.place)}
                for case in self.cases
            ],
            "price": self._price(),
            "claims": [
                {
                    "claim": claim.name,
                    "words": dict(claim.words or {}),
                    "status": self.status(claim),
                }
                for claim in self.claims
            ],
        }

    def _price(self) -> dict[str, object]:
        if not self.has_price:
            return {"status": "not_counted"}
        if self.prices is None:
            return {"status": NOT_CURRENT}
        return {
            "status": "current",
            "people_without_alarm_signs": self.prices.without_alarm,
            **price_as_json(self.prices.of(self.rule.name)),
        }


def explanation_of(
    guideline: Guideline, rule: AnyRule, folder: Path, files: Mapping[str, str]
) -> Explanation:
    """All that is known of a rule. `files` are those of the guideline, as read from its folder."""
    ours = digest(files)
    return Explanation(
        guideline,
        rule,
        read_prices(folder, ours, population_digest(files)),
        read_proofs(folder, ours, claims_digest(files)),
    )


def _says(rule: AnyRule, before: tuple[str, ...]) -> dict[str, object]:
    """What the rule itself says, by its kind."""
    match rule:
        case LadderRule():
            return {
                "kind": "ladder",
                "when": rule.when.text,
                "then": rule.then,
                "if_unknown": rule.if_unknown,
                "if_unknown_reason": rule.if_unknown_reason,
                "concern": rule.concern,
                "why_costly": rule.why_costly,
                "redundant": [each.why for each in rule.redundant],
                "echo": rule.echo,
            }
        case RaiseRule():
            return {
                "kind": "raise",
                "when": rule.when.text,
                "steps": rule.steps,
                "from": rule.start,
                "up_to": rule.up_to,
                "if_unknown_raises": rule.if_unknown_raises,
                "if_unknown_reason": rule.if_unknown_reason,
                "why_costly": rule.why_costly,
                "echo": rule.echo,
            }
        case ChoiceRule():
            return {
                "kind": "choice",
                "when": rule.when.text,
                "then": rule.then,
                "after": list(before),
            }
        case SetRule():
            unless = rule.unless.text if rule.unless is not None else None
            return {"kind": "set", "when": rule.when.text, "unless": unless, "then": rule.member}
        case ScoreItem():
            return {
                "kind": "score",
                "alternatives": [
                    {"when": each.when.text, "points": each.points} for each in rule.alternatives
                ],
            }

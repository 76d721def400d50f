"""All decisions for one person at a moment, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rugwijzer.care.follow_up import first_day, next_check_in
from rugwijzer.compiler import (
    NOT_APPLICABLE,
    Change,
    ChoiceDecision,
    ChoiceValue,
    Engine,
    Fact,
    Guideline,
    Ladder,
    LadderValue,
    Outcome,
    Reason,
    Record,
    RuleState,
    ScoreValue,
    SetDecision,
    SetValue,
    Supported,
    plain_answer,
)

URGENCY = "urgency"
CONCERNS = "concerns"
CONTACT = "contact"
GATE = "gate"
PROFILE = "profile"
FACTORS = "factors"


@dataclass(frozen=True)
class Assessment:
    """What follows from a record at a moment. `as_json` is its stable form."""

    guideline: Guideline
    at: date
    record: Record
    outcome: Outcome
    would_change: tuple[Change, ...]

    @property
    def urgency(self) -> LadderValue:
        """How soon to get help."""
        value = self.outcome.decisions[URGENCY]
        assert isinstance(value, LadderValue)
        return value

    @property
    def concerns(self) -> SetValue:
        """The possible serious causes behind the rules that count."""
        value = self.outcome.decisions[CONCERNS]
        assert isinstance(value, SetValue)
        return value

    def so_far(self, decision: str) -> str | None:
        """The option of a choice that the answers so far call for, or None if none yet does.

        Settled, it is the option. Before that, the one of the first rule that already holds: what
        may still come out of questions not asked is not anticipated.
        """
        value = self.outcome.decisions[decision]
        declared = self.guideline.decisions[decision]
        assert isinstance(value, ChoiceValue)
        assert isinstance(declared, ChoiceDecision)
        if value.value is not None:
            return value.value
        for rule in declared.rules:
            if self.outcome.states[rule.name] is RuleState.HOLDS:
                return rule.then
        return None

    def settled(self, decision: str) -> str | None:
        """The option of a choice once no answer can change it any more; None before that.

        None as well for a decision that the guideline does not have.
        """
        value = self.outcome.decisions.get(decision)
        return value.value if isinstance(value, ChoiceValue) else None

    def members(self, decision: str) -> tuple[str, ...]:
        """The members that are surely in a set, in the order of the guideline."""
        value = self.outcome.decisions.get(decision)
        declared = self.guideline.decisions.get(decision)
        if not isinstance(value, SetValue) or not isinstance(declared, SetDecision):
            return ()
        return tuple(name for name in declared.names if name in value.inside)

    def is_open(self, decision: str) -> bool:
        """Whether a question of the check, not asked yet, can still change a choice or a set."""
        if not set(self.outcome.open_facts) - self.guideline.opened_facts:
            return False
        match self.outcome.decisions.get(decision):
            case ChoiceValue(value=None):
                return True
            case SetValue(open=open_):
                return bool(open_)
            case _:
                return False

    def grouped(self, decision: str) -> tuple[tuple[str, str | None], ...]:
        """The members that are surely in a set, each with its group."""
        declared = self.guideline.decisions.get(decision)
        groups = (
            {member.name: member.group for member in declared.members}
            if isinstance(declared, SetDecision)
            else {}
        )
        return tuple((name, groups.get(name)) for name in self.members(decision))

    def reasons(self, decision: str) -> tuple[Reason, ...]:
        """The rules that counted for one decision; of a ladder, the highest level first."""
        found = [reason for reason in self.outcome.reasons if reason.decision == decision]
        ladder = self.guideline.decisions[decision]
        if isinstance(ladder, Ladder):
            found.sort(key=lambda reason: -self.rank_of(reason))
        return tuple(found)

    def rank_of(self, reason: Reason) -> int:
        """The level a reason gave, as a rank: of an unanswered question, its `if_unknown`."""
        ladder = self.guideline.decisions[reason.decision]
        rule = self.guideline.rules[reason.rule]
        assert isinstance(ladder, Ladder)
        holds = self.outcome.states[reason.rule].value == "holds"
        level = getattr(rule, "then", None) if holds else getattr(rule, "if_unknown", None)
        return ladder.rank(level) if level is not None else 0

    @property
    def pressing(self) -> tuple[str, ...]:
        """The concerns behind the level itself: what has to be looked at first."""
        reasons = self.reasons(URGENCY)
        top = max((self.rank_of(reason) for reason in reasons), default=0)
        rules = (self.guideline.rules[each.rule] for each in reasons if self.rank_of(each) == top)
        found = (getattr(rule, "concern", None) for rule in rules)
        return tuple(dict.fromkeys(each for each in found if isinstance(each, str)))

    def as_json(self) -> dict[str, object]:
        """The assessment as plain values: the contract of `rugwijzer assess --json`."""
        version = self.guideline.version
        found: dict[str, object] = {
            "guideline_version": version.number if version is not None else None,
            "at": self.at.isoformat(),
        }
        for name, decision in self.guideline.decisions.items():
            value = self.outcome.decisions[name]
            match value:
                case LadderValue(lower, upper):
                    found[name] = {
                        "level": value.value,
                        "at_least": lower,
                        "at_most": upper,
                        "settled": value.settled,
                    }
                case ChoiceValue(possible):
                    found[name] = {"value": value.value, "possible": list(possible)}
                case ScoreValue(low, high):
                    found[name] = {"value": value.value, "at_least": low, "at_most": high}
                case SetValue(inside, open_) if isinstance(decision, SetDecision):
                    found[name] = [
                        {"id": member, "status": "in" if member in inside else "open"}
                        for member in decision.names
                        if member in inside or member in open_
                    ]
        profile = found.get(PROFILE)
        if isinstance(profile, dict):
            profile["factors"] = [
                {"id": name, "group": group} for name, group in self.grouped(FACTORS)
            ]
        check_in = next_check_in(self, first_day(self), self.at)
        found["next_check_in"] = (
            {"on": check_in.on.isoformat(), "calendar": check_in.calendar}
            if check_in is not None
            else None
        )
        found["reasons"] = [self._reason(reason) for reason in self.outcome.reasons]
        found["would_change"] = [
            {
                "fact": change.fact,
                "value": plain_answer(self.guideline.facts[change.fact], change.value),
                "level": change.level,
            }
            for change in self.would_change
        ]
        found["contradictions"] = [
            {"id": name, "facts": list(self.asked_back(name))}
            for name in self.outcome.contradictions
        ]
        found["open"] = list(self.outcome.open_facts)
        return found

    def asked_back(self, contradiction: str) -> tuple[str, ...]:
        """The facts to ask again because of a contradiction."""
        if contradiction.startswith(NOT_APPLICABLE):
            return (contradiction.removeprefix(NOT_APPLICABLE),)
        return self.guideline.contradictions[contradiction].facts

    def _reason(self, reason: Reason) -> dict[str, object]:
        rule = self.guideline.rules[reason.rule]
        sources: dict[str, None] = {}
        for row in rule.evidence:
            evidence = self.guideline.evidence.get(row)
            sources.update(dict.fromkeys(evidence.sources if evidence is not None else ()))
        return {
            "decision": reason.decision,
            "rule": reason.rule,
            "because": [
                {"fact": name, "value": self._plain(name, value)} for name, value in reason.because
            ],
            "evidence": list(rule.evidence),
            "sources": list(sources),
        }

    def _plain(self, name: str, value: Supported) -> object:
        fact: Fact | None = self.guideline.facts.get(name)
        if fact is not None:
            return plain_answer(fact, value)  # type: ignore[arg-type]
        if isinstance(value, SetValue):
            return {"in": list(value.inside), "open": list(value.open)}
        return list(value) if isinstance(value, tuple) else value


def assess(guideline: Guideline, engine: Engine, record: Record, at: date) -> Assessment:
    """The assessment of a typed record, as of one day."""
    return Assessment(
        guideline, at, record, engine.evaluate(record), engine.would_change(record, URGENCY)
    )

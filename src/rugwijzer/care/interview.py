"""What to ask next: the screen that can still change something, most urgent first.

Screens stand in the guideline in the order in which they matter. A screen is shown as long as one
of its facts can still change the outcome; once the lower bound is an emergency, only what could
raise it further is asked. As long as a doctor has to look first, nobody is asked about her work or
her worries: what the plan needs waits. The interview ends when the outcome is settled, so that
stopping there equals answering everything, but for the decisions that make do with what is known
(`FITTED`). Preferences change no outcome, and come last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rugwijzer.care.assessment import CONCERNS, CONTACT, GATE, URGENCY
from rugwijzer.care.required import require
from rugwijzer.compiler import (
    AskPart,
    ChoiceDecision,
    ChoiceValue,
    Engine,
    Guideline,
    Ladder,
    LadderValue,
    Node,
    Outcome,
    Record,
    Reference,
    RuleState,
    Screen,
    SetDecision,
    SetValue,
    TickPart,
    build_engine,
    facts_behind,
)

EMERGENCY = "call_now"
CLOSED = "bridge"
TRIAGE = (URGENCY, CONCERNS, CONTACT, GATE)
"""Decided first. The others belong to the plan, and wait as long as that is closed."""
FITTED = (
    "items", "movements", "leanings", "lessons", "moments", "aids", "work_step", "usual_course",
    "medicines", "medicine_notes", "paracetamol_limit",
)  # fmt: skip
"""Decided with what is known: for these only the questions are asked that somebody opened."""


@dataclass(frozen=True)
class Page:
    """A screen, and the parts of it to be asked now. A list holds only what still matters."""

    screen: Screen
    parts: tuple[TickPart | AskPart, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts asked on this page."""
        return tuple(fact for part in self.parts for fact in part.facts)


class Interview:
    """The questions of a guideline, ready to be asked of anyone."""

    def __init__(
        self,
        guideline: Guideline,
        engine: Engine | None = None,
        decisions: Collection[str] | None = None,
        opened: Collection[str] = (),
    ) -> None:
        """`engine` is a fast one of the same guideline, where there is one already.

        Raises GuidelineError if the guideline does not decide what a person is asked for.

        With `decisions` only these are asked for, such as `TRIAGE`; else all, and preferences;
        for those of `FITTED` only what stands on an opened screen.
        `opened` names the screens that this person opened; the others of that kind stay shut.
        """
        require(guideline)
        self.guideline = guideline
        self.decisions = decisions
        self._shut = frozenset(
            fact
            for screen in guideline.screens
            if screen.opened and screen.name not in opened
            for fact in screen.facts
        )
        self._opened = frozenset(
            fact
            for screen in guideline.screens
            if screen.opened and screen.name in opened
            for fact in screen.facts
        )
        self._fitted = frozenset(
            rule.name
            for name in FITTED
            if decisions is None and name in guideline.decisions
            for rule in getattr(guideline.decisions[name], "rules", ())
        )
        self.engine = engine or build_engine(guideline, "compiled")
        self._reference = Reference(guideline)
        ladder = guideline.decisions[URGENCY]
        assert isinstance(ladder, Ladder)
        self.ladder = ladder

    def next_screen(self, record: Record) -> Page | None:
        """The page to show now, or None when nothing can change any more."""
        return self.ahead(record)[0]

    def screens_left(self, record: Record) -> int:
        """How many screens may still come, at most."""
        return self.ahead(record)[1]

    def ahead(self, record: Record) -> tuple[Page | None, int]:
        """The page to show now, if any; and how many screens may still come, at most."""
        outcome = self.engine.evaluate(record)
        wanted = self.wanted(record, outcome)
        left = sum(1 for screen in self.guideline.screens if wanted & set(screen.facts))
        for screen in self.guideline.screens:
            if parts := self._parts(screen, wanted, outcome):
                return Page(screen, parts), left
        return None, left

    def is_emergency(self, outcome: Outcome) -> bool:
        """Whether the person must be told what to do before anything else."""
        urgency = outcome.decisions[URGENCY]
        assert isinstance(urgency, LadderValue)
        return self.ladder.rank(urgency.lower) >= self.ladder.rank(EMERGENCY)

    def is_closed(self, outcome: Outcome) -> bool:
        """Whether a doctor has to look before there is a plan."""
        gate = outcome.decisions.get(GATE)
        return isinstance(gate, ChoiceValue) and gate.value == CLOSED

    def wanted(self, record: Record, outcome: Outcome) -> frozenset[str]:
        """The facts to be asked that can still change something that matters now.

        And the preferences beside them, once nothing else is open.
        """
        rules = self._rules_that_matter(outcome)
        waiting = self._reference.waiting(record, rules, outcome)
        wanted = {
            fact for rule in rules for fact in waiting.get(rule, ()) if self._may_ask(rule, fact)
        }
        if not wanted:
            open_facts = set(outcome.open_facts)
            for rule in rules:
                behind = {
                    fact
                    for expression in self._conditions(rule)
                    for fact in facts_behind(self.guideline, expression)
                }
                # A rule that reads a screen nobody opened stays open, whatever else is answered.
                if not waiting.get(rule) and not behind & open_facts & self._shut:
                    wanted |= {fact for fact in behind & open_facts if self._may_ask(rule, fact)}
        if not wanted and self.decisions is None and not self.is_closed(outcome):
            wanted = {name for name in outcome.open_facts if self.guideline.facts[name].preference}
            wanted -= self._shut
        return frozenset(wanted | self._first(wanted, outcome))

    def _may_ask(self, rule: str, fact: str) -> bool:
        """Whether a fact may be asked for the sake of a rule."""
        return fact not in self._shut and (rule not in self._fitted or fact in self._opened)

    def _first(self, wanted: Collection[str], outcome: Outcome) -> frozenset[str]:
        """The questions whose no may spare a wanted one: what is new, at a check-in."""
        return frozenset(
            name
            for name in outcome.open_facts
            if name not in self._shut
            and not set(self.guideline.facts[name].renews).isdisjoint(wanted)
        )

    def _rules_that_matter(self, outcome: Outcome) -> Sequence[str]:
        """The open rules whose answer could still change the outcome."""
        urgency = outcome.decisions[URGENCY]
        assert isinstance(urgency, LadderValue)
        lower = self.ladder.rank(urgency.lower)
        emergency = self.is_emergency(outcome)
        still_open = [name for name, state in outcome.states.items() if state is RuleState.OPEN]
        matter = [
            rule.name
            for rule in self.ladder.rules
            if rule.name in still_open and self.ladder.rank(rule.then) > lower
        ]
        if emergency:
            return matter
        sure = {
            member
            for value in outcome.decisions.values()
            if isinstance(value, SetValue)
            for member in value.inside
        }
        matter += [
            rule.name
            for rule in self.ladder.rules
            if rule.name in still_open and rule.concern is not None and rule.concern not in sure
        ]
        matter += [rule.name for rule in self.ladder.raises if rule.name in still_open]
        asked = TRIAGE if self.is_closed(outcome) else self.decisions
        for name, decision in self.guideline.decisions.items():
            if asked is not None and name not in asked:
                continue
            if name in FITTED and asked is None and not self._opened:
                continue
            match decision, outcome.decisions[name]:
                case ChoiceDecision(rules=rules), ChoiceValue(value=None):
                    first = (outcome.states[rule.name] is RuleState.HOLDS for rule in rules)
                    until = next((at for at, holds in enumerate(first) if holds), len(rules))
                    matter += [rule.name for rule in rules[:until] if rule.name in still_open]
                case SetDecision(rules=members), SetValue(inside=inside):
                    matter += [
                        rule.name
                        for rule in members
                        if rule.name in still_open and rule.member not in inside
                    ]
        return list(dict.fromkeys(matter))

    def _conditions(self, rule: str) -> Iterator[Node]:
        found = self.guideline.rules[rule]
        for key in ("when", "unless"):
            expression = getattr(found, key, None)
            if expression is not None:
                yield expression.node

    def _parts(
        self, screen: Screen, wanted: frozenset[str], outcome: Outcome
    ) -> tuple[TickPart | AskPart, ...]:
        """The parts of a screen that can be asked now."""
        parts: list[TickPart | AskPart] = []
        for part in screen.parts:
            facts = tuple(
                fact
                for fact in part.facts
                if fact in wanted and not self._waits_for_other(fact, wanted)
            )
            if not facts:
                continue
            if isinstance(part, TickPart) and len(facts) > 1:
                parts.append(TickPart(facts, part.question, part.none, part.place))
            else:
                parts += [AskPart(fact, part.place) for fact in facts]
        return tuple(parts)

    def _waits_for_other(self, name: str, wanted: frozenset[str]) -> bool:
        """Whether it must first be known if the fact applies or changed, and that can be asked."""
        if any(name in self.guideline.facts[other].renews for other in wanted):
            return True
        asked_if = self.guideline.facts[name].asked_if
        if asked_if is None:
            return False
        return bool(facts_behind(self.guideline, asked_if.node) & wanted - {name})

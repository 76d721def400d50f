"""What a plan consists of. `Plan.as_json` is its stable form: the contract of `rugwijzer plan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rugwijzer.compiler import Words

STATES = (
    "waiting", "building", "holding", "stepping_back", "quiet_week", "gentle", "paused",
    "referred", "graduated", "stopped",
)  # fmt: skip
"""How a plan stands. `waiting`: questions are still open, so nothing new is given."""

KINDS = (
    "until_seen", "positions", "getting_up", "breathing", "short_walks", "comfort_moves", "heat",
    "walking", "stamina", "exercises", "goal", "lessons", "relaxation", "sleep", "work",
    "sitting_breaks", "aids", "lifestyle", "quiet_week_plan",
)  # fmt: skip
"""What a part of a plan can be: names of the decision `items`, and `stamina` for a form of moving
that somebody likes better than walking."""

Move = Literal["new", "more", "less", "same", "easier", "harder", "back", "out"]
"""What became of a part since the plan before."""


@dataclass(frozen=True)
class Amount:
    """How much: `sets` times `times` repetitions, each held for `hold` seconds, or `minutes`.

    `each_set` says the repetitions of each set where they differ; `breaths` is how many one lasts,
    `kg` the weight in all, `an_hour` how often in every hour of sitting. `level` is the level of an
    exercise (1, 2, 3), and `how` says how it is done at that level. `a_day` is how often a day,
    `days` on how many days of the week.
    """

    a_day: int = 1
    days: int = 7
    sets: int | None = None
    times: int | None = None
    each_set: tuple[int, ...] = ()
    hold: int | None = None
    breaths: int | None = None
    per_side: bool = False
    minutes: int | None = None
    metres: int | None = None
    kg: int | None = None
    an_hour: int | None = None
    level: int | None = None
    how: Words | None = None


@dataclass(frozen=True)
class Part:
    """One thing to do.

    `kind` is one of KINDS; `slug` names the exercise, lesson, position, aid or goal, with its
    folder in `content/`. `minutes` is what it takes on a day (rounded up), `on` are the days of the
    week of the plan, 1 to 7. `rules` put it in, and `evidence` is what those rest on.
    """

    kind: str
    slug: str | None
    amount: Amount | None
    minutes: int
    on: tuple[int, ...]
    rules: tuple[str, ...]
    evidence: tuple[str, ...]
    move: Move = "same"


@dataclass(frozen=True)
class Change:
    """What changed in a part since the plan before, and the rule that asked for it, if one did."""

    kind: str
    slug: str | None
    move: Move
    before: Amount | None
    after: Amount | None
    rule: str | None


@dataclass(frozen=True)
class Moment:
    """A planned contact with a person: with whom, on which days, and why."""

    name: str
    on: tuple[date, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class WorkStep:
    """The next step of being off sick, and the day by which it is due where the law names one."""

    name: str
    due: date | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What one person does today and this week.

    `day` counts from 1, the day the plan began; `week` is the week it lies in. `today` and `parts`
    hold the same parts: those of today, in the order to do them, and those of the whole week.
    `at_hand` may be done whenever it helps and need not be. `notes` are keys of kind remarks, such
    as `welcome_back`. `check_in` is the next day to come back, and `check_in_for` says what for:
    the `plan`, or only the `alarm` signs. `open` are facts not asked yet that would make the plan
    fit better. `pressing` are the concerns that make help urgent, and say whether it may wait for
    the morning. `safety_net` is always there.
    """

    at: date
    guideline_version: str | None
    gate: str | None
    state: str
    began: date
    day: int
    today: tuple[Part, ...]
    parts: tuple[Part, ...]
    at_hand: tuple[Part, ...]
    changes: tuple[Change, ...]
    next_step: str | None
    next_step_rules: tuple[str, ...]
    pain_rule: str | None
    moments: tuple[Moment, ...]
    work: WorkStep | None
    aids: tuple[str, ...]
    notes: tuple[str, ...]
    check_in: date | None
    check_in_for: str | None
    urgency: str | None
    contact: str | None
    open: tuple[str, ...]
    pressing: tuple[str, ...] = ()
    safety_net: bool = True

    @property
    def week(self) -> int:
        """Which week of the plan this is, from 1."""
        return (self.day - 1) // 7 + 1

    @property
    def weekday(self) -> int:
        """Which day of the week of the plan this is, 1 to 7."""
        return (self.day - 1) % 7 + 1

    @property
    def week_from(self) -> date:
        """The first day of this week of the plan."""
        return self.at - timedelta(days=self.weekday - 1)

    def minutes_on(self, weekday: int) -> int:
        """How many minutes a day of this week asks."""
        return sum(part.minutes for part in self.parts if weekday in part.on)

    def as_json(self) -> dict[str, object]:
        """The plan as plain values."""
        return {
            "guideline_version": self.guideline_version,
            "at": self.at.isoformat(),
            "gate": self.gate,
            "state": self.state,
            "began": self.began.isoformat(),
            "day": self.day,
            "week": self.week,
            "week_from": self.week_from.isoformat(),
            "today": [_part(part) for part in self.today],
            "parts": [_part(part) for part in self.parts],
            "at_hand": [_part(part) for part in self.at_hand],
            "changes": [
                {
                    "kind": change.kind,
                    "slug": change.slug,
                    "move": change.move,
                    "before": _amount(change.before),
                    "after": _amount(change.after),
                    "rule": change.rule,
                }
                for change in self.changes
            ],
            "next_step": {"value": self.next_step, "rules": list(self.next_step_rules)},
            "pain_rule": self.pain_rule,
            "moments": [
                {
                    "with": moment.name,
                    "on": [day.isoformat() for day in moment.on],
                    "rules": list(moment.rules),
                }
                for moment in self.moments
            ],
            "work": (
                {
                    "step": self.work.name,
                    "due": self.work.due.isoformat() if self.work.due else None,
                    "rules": list(self.work.rules),
                }
                if self.work is not None
                else None
            ),
            "aids": list(self.aids),
            "notes": list(self.notes),
            "check_in": self.check_in.isoformat() if self.check_in else None,
            "check_in_for": self.check_in_for,
            "urgency": self.urgency,
            "contact": self.contact,
            "open": list(self.open),
            "pressing": list(self.pressing),
            "safety_net": self.safety_net,
        }


def _amount(amount: Amount | None) -> dict[str, object] | None:
    if amount is None:
        return None
    said = {
        "a_day": amount.a_day,
        "days": amount.days,
        "sets": amount.sets,
        "times": amount.times,
        "each_set": list(amount.each_set) or None,
        "hold_seconds": amount.hold,
        "breaths": amount.breaths,
        "per_side": amount.per_side,
        "minutes": amount.minutes,
        "metres": amount.metres,
        "kg": amount.kg,
        "an_hour": amount.an_hour,
        "level": amount.level,
    }
    return {key: value for key, value in said.items() if value is not None and value is not False}


def _part(part: Part) -> dict[str, object]:
    return {
        "kind": part.kind,
        "slug": part.slug,
        "amount": _amount(part.amount),
        "minutes": part.minutes,
        "on": list(part.on),
        "move": part.move,
        "rules": list(part.rules),
        "evidence": list(part.evidence),
    }

"""How a plan stands, and the ways in which a visit moves it.

The state holds what the next week is measured by: which kinds are in, on which rung every exercise
stands, how far walking and the wanted activity have come. A plan is paused, never thrown away: who
has seen a doctor goes on smaller, from where she was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from rugwijzer.care.plan.parts import Part
from rugwijzer.care.plan.rungs import Rung, level_down

WHOLE = Fraction(1)
QUIET_SHARE = Fraction(6, 10)
"""What is left of quotas in a quiet week (GA-33: 50 to 70 %)."""
BACK_SHARE = Fraction(8, 10)
"""What comes between a setback and the whole: back at the old level in two weeks (GA-33, GA-35)."""
RETURN_SHARE = Fraction(7, 10)
"""What somebody goes on with who was away, or had to wait for a doctor."""
LONGEST_STEP = 2
"""So many weeks a quota goes on at most at once, where check-ins are rare (GA-54)."""
DAYS_TO_COME_BACK = 14
"""After so many days somebody is back at the whole (GA-35)."""
DAYS_TO_GROW = 6
"""Nothing grows sooner after it last did: a week, give or take the day of the check-in (DOS-10)."""

Ladders = Mapping[str, Sequence[Rung]]


@dataclass(frozen=True)
class Running:
    """How a plan stands after a visit.

    `step` is what that visit meant, `state` how the plan stands since. `steps` counts the weeks
    that grew; `walked` and `done` how far walking and the wanted activity have come, and `reached`
    how many minutes that is. `chosen` has the exercises of each kind, `rungs` where each stands.
    `taught` are the lessons of earlier weeks, `lessons` those of this week. `share` is what is left
    of quotas in or after a setback. `quiet`: there is a flare-up. `new_kind` came in this week;
    `no_room` would have, had a day had room. `since` is the day `state` began, and `met` the day
    from which each planned contact counts. `parts` is the week as it was laid out that day, and
    `notes` are remarks for the person. A pause that is over ended on `resumed`.
    """

    began: date
    grew: date
    state: str = "building"
    step: str | None = None
    gate: str | None = None
    steps: int = 0
    kinds: tuple[str, ...] = ()
    new_kind: str | None = None
    no_room: tuple[str, ...] = ()
    quiet: bool = False
    since: date | None = None
    met: Mapping[str, date] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rungs: Mapping[str, int] = field(default_factory=dict)
    walked: int = 0
    done: int = 0
    reached: Mapping[str, int] = field(default_factory=dict)
    share: Fraction = WHOLE
    taught: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    lessons_since: date | None = None
    paused_since: date | None = None
    resumed: date | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    def may_grow(self, today: date) -> bool:
        """Whether it is long enough ago that something grew."""
        return (today - self.grew).days >= DAYS_TO_GROW


EASING_LEVEL = 2
"""Comfort moves grow no further than this level: they are there to ease."""


def grown(running: Running, ladders: Ladders, today: date) -> Running:
    """A week further: every exercise one rung, walking and the wanted activity one step.

    After a setback the share comes back to the whole first.
    """
    if running.share < WHOLE:
        return _coming_back(running, today)
    weeks = _weeks(running, today)
    return replace(
        running,
        steps=running.steps + 1,
        rungs={name: _higher(name, at, running, ladders) for name, at in running.rungs.items()},
        walked=running.walked + weeks,
        done=running.done + weeks,
        grew=today,
    )


def _weeks(running: Running, today: date) -> int:
    """How many weeks quotas go on: those since they last did, two at most after a long while."""
    return max(1, min(LONGEST_STEP, (today - running.grew).days // 7))


def _coming_back(running: Running, today: date) -> Running:
    """On the way back from a setback: a step towards the whole, all of it after two weeks."""
    soon = running.share < BACK_SHARE and (today - running.grew).days < DAYS_TO_COME_BACK
    return replace(running, share=BACK_SHARE if soon else WHOLE, grew=today)


def _higher(name: str, at: int, running: Running, ladders: Ladders) -> int:
    """The next rung, if there is one."""
    ladder = ladders[name]
    if at + 1 == len(ladder):
        return at
    easing = name in running.chosen.get("comfort_moves", ())
    return at if easing and ladder[at + 1].level > EASING_LEVEL else at + 1


def on_by_time(running: Running, today: date) -> Running:
    """Quotas a step further and the exercises as they were: some pain changes no quota (GA-04)."""
    if running.share < WHOLE:
        return _coming_back(running, today)
    weeks = _weeks(running, today)
    return replace(running, walked=running.walked + weeks, done=running.done + weeks, grew=today)


def eased(running: Running, ladders: Ladders, today: date, share: Fraction) -> Running:
    """Smaller: every exercise a level down, quotas to a share of what they were (GA-30, GA-33)."""
    return replace(
        running,
        share=min(running.share, share),
        rungs={name: level_down(ladders[name], at) for name, at in running.rungs.items()},
        grew=today,
    )


def stepped_back(running: Running, today: date) -> Running:
    """One step back: every exercise a rung, quotas to the one before (GA-09, GA-22)."""
    return replace(
        running,
        rungs={name: max(0, at - 1) for name, at in running.rungs.items()},
        walked=max(0, running.walked - 1),
        done=max(0, running.done - 1),
        grew=today,
    )

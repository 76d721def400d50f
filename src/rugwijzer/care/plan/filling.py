"""From how a plan stands to the parts of a week: each kind measured out, and laid over the days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.plan import kinds, quotas
from rugwijzer.care.plan.parts import Amount, Part
from rugwijzer.care.plan.reading import (
    GOAL,
    ITEMS,
    LEANINGS,
    LESSONS,
    MOVEMENTS,
    PACE,
    evidence_of,
    number,
    option,
    rules_for,
)
from rugwijzer.care.plan.rungs import within
from rugwijzer.care.plan.running import WHOLE, Ladders, Running
from rugwijzer.care.plan.week import WEEK, Wanted, lay_out, limits

REST_MINUTES = 4
"""How long a position to ease is taken on the first day."""
SHORT_WALKS = 3
LONGEST_SHORT_WALK = 5
LESSON_MINUTES = 5
FIRST_GOAL = 5
"""In the first week a wanted activity takes no more minutes: a lesson fits beside it (day 0). Each
week that went well adds as many (GA-08); a week that is held adds none."""
PLAN_MINUTES = 10
TIP_MINUTES = 5
LESSON_DAYS = ((1, 2, 3, 4, 5, 6, 7), (4, 5, 6, 3, 2, 7, 1), (6, 7, 5, 3, 2, 4, 1))
"""Which days to try for each lesson of a week, the best first."""
WORKING_DAYS = 5
KEPT_UP = 2
"""On how many days a week exercises go on after recovery (DOS-07, PRV-14)."""
WALK_KINDS = ("short_walks", "walking")
EASING = {
    "pregnancy": "on-side-pillow-between-knees",
    "backward": "on-belly-pillow-under-belly",
    "forward": "on-back-pillow-under-knees",
}
"""The position that eases, by how somebody leans; else on the back with the knees up."""


class Filling:
    """The parts of a week, for one guideline."""

    def __init__(self, ladders: Ladders) -> None:
        """`ladders` are the rungs of every exercise."""
        self.ladders = ladders

    def week(
        self, running: Running, assessment: Assessment, week: int, than: Sequence[Part] = ()
    ) -> tuple[Part, ...]:
        """The parts of a week of the plan (from 1), with their days.

        `than` is the week before, where this one may ask no more than that: not on any day more
        than on its fullest, nor more in all.
        """
        minutes = number(assessment, "plan_minutes")
        days = [sum(part.minutes for part in than if day in part.on) for day in WEEK]
        most, in_all = (max(days), sum(days)) if than else (None, None)
        if running.state in ("gentle", "paused", "waiting"):
            week = min(week, 1)
        allowed = limits(week, minutes, most)
        room = max(limit.minutes for limit in allowed)
        wanted = [_within(each, room) for each in self._wanted(running, assessment, week)]
        if than:
            there = {part.kind for part in than}
            there |= {"short_walks"} if "walking" in there else set()
            wanted = [each for each in wanted if each.part.kind in there]
        return lay_out(wanted, allowed, in_all)

    def at_hand(self, running: Running, assessment: Assessment) -> tuple[Part, ...]:
        """What may be done whenever it helps."""
        found: list[Part] = []
        inside = assessment.members(ITEMS)
        if running.state == "stopped":
            return ()
        for kind in ("positions", "getting_up", "heat", "breathing"):
            if kind in inside:
                found += [wanted.part for wanted in self._kind(kind, running, assessment)]
        if running.quiet and "comfort_moves" in inside:
            found += [wanted.part for wanted in self._kind("comfort_moves", running, assessment)]
        return tuple(found)

    def has(self, kind: str, running: Running, assessment: Assessment) -> bool:
        """Whether there is anything of a kind to lay over the days."""
        return any(True for _ in self._kind(kind, running, assessment))

    def _wanted(self, running: Running, assessment: Assessment, week: int) -> list[Wanted]:
        """What would fit this week: what comes on few days gets its days first."""
        inside = assessment.members(ITEMS)
        match running.state:
            case "paused" | "waiting":
                order: Sequence[str] = kinds.UNTIL_SEEN
            case "gentle":
                order = kinds.GENTLE
            case state if running.quiet and state not in ("graduated", "stopped"):
                order = [kind for kind in kinds.SETBACK if kind in running.kinds]
            case "graduated":
                order = [kind for kind in kinds.KEPT_UP if kind in inside]
            case "stopped":
                order = ()
            case _:
                order = running.kinds
        found: list[Wanted] = []
        if week == 1 and running.state == "building" and "short_walks" in running.kinds:
            found += [
                replace(wanted, only=(1,), days=1)
                for kind in kinds.EASES
                if kind in inside and kind != "short_walks"
                for wanted in self._kind(kind, running, assessment)
            ]
        for each in order:
            kind = "short_walks" if each == "walking" and "walking" not in inside else each
            over = kind in kinds.ONCE and kind != running.new_kind
            if (kind in inside or (kind == "stamina" and "walking" in inside)) and not over:
                found += self._kind(kind, running, assessment)
        return sorted(found, key=lambda wanted: _place(wanted, running))

    def _kind(self, kind: str, running: Running, assessment: Assessment) -> Iterator[Wanted]:
        part = self._part(kind, assessment)
        match kind:
            case "until_seen" | "getting_up":
                yield Wanted(part, 7)
            case "positions":
                leanings = assessment.members(LEANINGS)
                slug = next(
                    (EASING[name] for name in EASING if name in leanings), EASING["forward"]
                )
                yield Wanted(_timed(part, slug, Amount(minutes=REST_MINUTES)), 7)
            case "heat" | "sleep":
                yield Wanted(part, 7)
            case "short_walks":
                once = min(LONGEST_SHORT_WALK, 2 + running.walked)
                amount = Amount(a_day=SHORT_WALKS, minutes=quotas.shared(once, running.share))
                yield Wanted(_timed(part, "walking", amount), 7)
            case "walking":
                amount = self._walking(running, assessment)
                yield Wanted(_timed(part, "walking", amount), amount.days)
            case "goal":
                yield from self._goal(part, running, assessment)
            case "breathing":
                yield from self._exercise(part, "belly-breathing", running, assessment)
            case "relaxation":
                slug = "tense-and-let-go" if running.done % 2 else "belly-breathing"
                yield from self._exercise(part, slug, running, assessment)
            case "sitting_breaks":
                rung = self.ladders["sitting-break"][0]
                amount = replace(rung.amount, days=WORKING_DAYS)
                yield Wanted(replace(part, slug="sitting-break", amount=amount), WORKING_DAYS)
            case "lessons":
                for slug, days in zip(running.lessons, LESSON_DAYS, strict=False):
                    rules = rules_for(assessment, LESSONS, (slug.replace("-", "_"),))
                    lesson = replace(
                        part, slug=slug, minutes=LESSON_MINUTES, rules=(*part.rules, *rules),
                        evidence=evidence_of(assessment, (*part.rules, *rules)),
                    )  # fmt: skip
                    yield Wanted(lesson, 1, only=days)
            case "quiet_week_plan":
                yield Wanted(replace(part, minutes=PLAN_MINUTES), 1)
            case "lifestyle":
                yield Wanted(replace(part, minutes=TIP_MINUTES), 1)
            case _:
                for slug in running.chosen.get(kind, ()):
                    yield from self._exercise(part, slug, running, assessment)

    def reached(
        self, before: Running | None, running: Running, assessment: Assessment
    ) -> dict[str, int]:
        """How many minutes each quota is after a visit, before any share is taken of it.

        Whatever was answered anew, and however the pace changed, it is at most a step more than it
        was; and no more at all where no week was won.
        """
        whole = replace(running, share=WHOLE, reached={})
        goal = self._activity(whole, assessment)
        found = {"walking": self._walking(whole, assessment).minutes}
        if goal is not None:
            found["goal"] = goal.minutes
        earlier = before.reached if before is not None and before.began == running.began else {}
        weeks = {
            "walking": running.walked - before.walked if before is not None else 0,
            "goal": running.done - before.done if before is not None else 0,
        }
        return {
            kind: min(minutes, quotas.next_at_most(earlier[kind], weeks[kind]))
            if kind in earlier
            else minutes
            for kind, minutes in found.items()
            if minutes is not None
        }

    def _walking(self, running: Running, assessment: Assessment) -> Amount:
        slow = assessment.settled(PACE) != "ordinary"
        programme = assessment.guideline.items["walking"].programme(slow=slow)
        now = number(assessment, "walk_minutes")
        return _no_more(quotas.walking(programme, running.walked, now, running.share), running)

    def _goal(self, part: Part, running: Running, assessment: Assessment) -> Iterator[Wanted]:
        goal = option(assessment, GOAL)
        if goal is None:
            return
        amount = self._activity(running, assessment)
        if amount is None:
            yield Wanted(replace(part, slug=goal, minutes=0), 1)
            return
        if goal == "walking" and set(WALK_KINDS) & set(running.kinds):
            return
        yield Wanted(_timed(part, goal, amount), amount.days)

    def _activity(self, running: Running, assessment: Assessment) -> Amount | None:
        """How long to do the wanted activity; None if there is none, or it is not in minutes."""
        goal = option(assessment, GOAL)
        growth = quotas.GROWTH.get(assessment.settled(PACE) or "", Fraction(0))
        now, target = number(assessment, "goal_minutes"), number(assessment, "goal_target")
        amount = quotas.activity(goal or "", running.done, growth, now, target, running.share)
        if amount is None or amount.minutes is None:
            return amount
        most = quotas.shared(FIRST_GOAL * (running.steps + 1), running.share)
        return _no_more(replace(amount, minutes=min(amount.minutes, most)), running, "goal")

    def _exercise(
        self, part: Part, slug: str, running: Running, assessment: Assessment
    ) -> Iterator[Wanted]:
        item = assessment.guideline.items[slug]
        ladder, movements = self.ladders[slug], assessment.members(MOVEMENTS)
        rung = ladder[within(item, ladder, running.rungs.get(slug, 0), movements)]
        leanings = set(item.first_for) & set(assessment.members(LEANINGS))
        rules = (*part.rules, *rules_for(assessment, LEANINGS, leanings))
        amount, minutes = rung.amount, rung.minutes
        if running.state == "graduated":
            amount = replace(amount, days=min(KEPT_UP, amount.days))
        if part.kind == "breathing":
            amount, minutes = replace(amount, a_day=1), amount.minutes or 0
        yield Wanted(
            replace(
                part, slug=slug, amount=amount, minutes=minutes, rules=rules,
                evidence=tuple(dict.fromkeys((*evidence_of(assessment, rules), *item.evidence))),
            ),
            amount.days,
        )  # fmt: skip

    def _part(self, kind: str, assessment: Assessment) -> Part:
        rules = rules_for(assessment, ITEMS, ("walking" if kind == "stamina" else kind,))
        return Part(kind, None, None, 0, (), rules, evidence_of(assessment, rules))


def _no_more(amount: Amount, running: Running, kind: str = "walking") -> Amount:
    """An amount in minutes that is no more than the plan had reached at the last visit."""
    most = running.reached.get(kind)
    if most is None or amount.minutes is None:
        return amount
    return replace(amount, minutes=min(amount.minutes, quotas.shared(most, running.share)))


def _timed(part: Part, slug: str, amount: Amount) -> Part:
    return replace(part, slug=slug, amount=amount, minutes=(amount.minutes or 0) * amount.a_day)


def _within(wanted: Wanted, room: int) -> Wanted:
    """Walking and the wanted activity take no more than there is time for on a day."""
    part, amount = wanted.part, wanted.part.amount
    if amount is None or amount.minutes is None or part.minutes <= room:
        return wanted
    if part.kind == "short_walks":
        amount = replace(amount, a_day=max(1, room // amount.minutes))
    elif part.kind in ("walking", "goal"):
        amount = replace(amount, minutes=room)
    else:
        return wanted
    return replace(wanted, part=_timed(part, part.slug or "", amount))


def _place(wanted: Wanted, running: Running) -> tuple[int, int, int]:
    """Who gets days first: what eases on the first day, then what matters most, then what comes on
    few days, then what came in earlier."""
    kind = wanted.part.kind
    if kind in kinds.EASES and "short_walks" in running.kinds:
        first = 0
    else:
        kept_up = running.state == "graduated" and kind == "exercises"
        first = 1 if kind in kinds.FOREMOST or kept_up else 2 if kind in WALK_KINDS else 3
    return first, wanted.days, running.kinds.index(kind) if kind in running.kinds else -1

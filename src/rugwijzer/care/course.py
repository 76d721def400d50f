"""How it goes for one person, beside how it usually goes.

Her line is what she told: the pain number of each visit of this episode, and the score of everyday
things where it was asked. What became of it is said by the measures (`care.measures`): clearly less
only from the smallest change that counts, otherwise about the same.

The usual line is not a forecast of hers. It is made of `guideline/courses`, in this way:

1. which course is known for someone like her is decided by the guideline (`usual_course`), as of a
   visit at which nothing it asks is open; the latest such visit says whether one is shown at all;
2. it begins on the first visit at which one was shown, **not on the first day of the pain**: the
   cohorts count from the day people came for help. Whoever comes in the third week of her pain
   starts her own line and the usual one there, on week 0 of both; how long it had lasted by then is
   told beside it, and decides which course it is;
3. it begins at her own number, and goes down by the same part as in the cohorts: from 8 as well
   as from 4. Where reviews differ, the band reaches over all of them with their intervals, and the
   line lies halfway; with one review without intervals there is no band;
4. between two points it goes down by an equal part each day.

Everyday things have no figures of their own: their usual course is the band of the pain, no line.

More or less than usual is never a verdict: it is one of the `said`, a key of a text with numbers,
and that ups and downs belong to it is always among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from rugwijzer.care.history import FUNCTION, PAIN, Visit, episode, record_of
from rugwijzer.care.measures import Became, change
from rugwijzer.compiler import (
    ChoiceDecision,
    ChoiceValue,
    Course,
    CoursePoint,
    Engine,
    Guideline,
    Number,
    Outcome,
    RuleState,
    SetValue,
    value_between,
)

USUAL = "usual_course"
NOT_SHOWN = "not_shown"
PROFILE, PROGRESS, ESCALATION = "profile", "progress", "escalation"
LIMITS = "limits"
"""The course of everyday things: a shape, that of the pain."""
AFTER_RECOVERY, BY_PROFILE = "after_recovery", "by_profile"
"""Groups of shares: for who has recovered, and by how much support fits (for professionals)."""
RECOVERED = ("recovered", "nearly_recovered")
PAIN_MEASURE = "pain"
WORK, AT_WORK, NO_WORK = "work", "ordinary", ("adapted", "partly_off", "fully_off")
ACTIVITIES = "activities_back"
DURATION = "pain_days"
WEEK = 7
WAVE = 2
"""So many points up from the lowest so far is a wave: the change that counts as worse."""
COMPARED_FROM = 7
"""In days: before, nothing is said beside what is usual."""

Beside = Literal["less", "within", "more"]


@dataclass(frozen=True)
class DayTold:
    """What one visit said. `day` counts from the first; what was not asked or not known is None."""

    at: date
    day: int
    pain: int | None
    function: int | None


@dataclass(frozen=True)
class UsualPoint:
    """What is usual on a day, on the scale of her own numbers. A shape has a range only."""

    day: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def rounded(self) -> tuple[int, int]:
        """From and to in whole points, rounded outwards; a line alone has half a point a side."""
        value = 0.0 if self.value is None else self.value
        if self.day == 0 and self.value is not None:
            return round(value), round(value)
        low = value - 0.5 if self.low is None else self.low
        high = value + 0.5 if self.high is None else self.high
        return max(0, math.floor(low + 0.001)), math.ceil(high - 0.001)


@dataclass(frozen=True)
class Usual:
    """The usual course beside hers: from which day, week by week, and what it rests on.

    `limits` is that of everyday things, empty where no score was told at its beginning.
    """

    name: str
    begins: int
    line: tuple[UsualPoint, ...]
    limits: tuple[UsualPoint, ...]
    courses: tuple[str, ...]
    certainty: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Milestone:
    """Something reached for the first time."""

    name: str
    at: date
    day: int


@dataclass(frozen=True)
class Chance:
    """Of every 100 people, how many by a day; `low` and `high` where a range is known."""

    course: str
    day: int
    of_100: int
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Said:
    """A sentence that applies: the key of its text, and the numbers in it."""

    key: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """Then, now, and what that is called."""

    then: int
    now: int
    became: Became | None


@dataclass(frozen=True)
class OwnCourse:
    """How it goes, as of a day. `as_json` is its stable form.

    `shown` is the option of `usual_course` that counts, None while it is not settled. `lasted` is
    how many days the pain had lasted at the first visit, None if nobody knows.
    """

    at: date
    began: date
    lasted: int | None
    told: tuple[DayTold, ...]
    pain: Moved | None
    function: Moved | None
    shown: str | None
    usual: Usual | None
    beside: Beside | None
    milestones: tuple[Milestone, ...]
    chances: tuple[Chance, ...]
    chances_by_profile: tuple[Chance, ...]
    said: tuple[Said, ...]

    def as_json(self) -> dict[str, object]:
        """The course as plain values."""
        return {
            "at": self.at.isoformat(),
            "began": self.began.isoformat(),
            "lasted_days": self.lasted,
            "own": [
                {
                    "at": each.at.isoformat(),
                    "day": each.day,
                    "pain": each.pain,
                    "function": each.function,
                }
                for each in self.told
            ],
            "change": {"pain": _plain(self.pain), "function": _plain(self.function)},
            "usual_course": self.shown,
            "usual": None
            if self.usual is None
            else {
                "begins_on_day": self.usual.begins,
                "pain": [_point(each) for each in self.usual.line],
                "function": [_point(each) for each in self.usual.limits],
                "courses": list(self.usual.courses),
                "certainty": self.usual.certainty,
                "sources": list(self.usual.evidence),
            },
            "beside_usual": self.beside,
            "milestones": [
                {"id": each.name, "at": each.at.isoformat(), "day": each.day}
                for each in self.milestones
            ],
            "chances": [_chance(each) for each in self.chances],
            "said": [{"key": each.key, "numbers": dict(each.numbers)} for each in self.said],
            "for_professionals": {
                "chances_by_profile": [_chance(each) for each in self.chances_by_profile]
            },
        }


def own_course(
    guideline: Guideline, engine: Engine, visits: Iterable[Visit], at: date
) -> OwnCourse | None:
    """How it goes for one person as of a day; None if she told nothing up to then.

    Needs no more than her visits. What is usual stands beside it where that is known.
    """
    visits = tuple(visits)
    days = tuple(visit for visit in episode(guideline, visits, at) if visit.told)
    if not days:
        return None
    began = days[0].at
    told = tuple(_told(guideline, visit, began) for visit in days)
    settled = _settled(guideline, engine, visits, days)
    shown = settled[-1][1] if settled else None
    usual = _usual(guideline, told, settled) if shown not in (None, NOT_SHOWN) else None
    if usual is not None and shown != usual.name:
        # What is the matter changed on the way. The band goes on from where it begins: what is
        # usual for the group that she was in first.
        shown = usual.name
    now = engine.evaluate(record_of(guideline, visits, at))
    first = engine.evaluate(record_of(guideline, visits, began)).decisions
    groups = [shown] if shown not in (None, NOT_SHOWN) else []
    if shown != NOT_SHOWN and _so_far(guideline, now, PROGRESS) in RECOVERED:
        groups = [AFTER_RECOVERY]
    escalation = now.decisions.get(ESCALATION)
    found = OwnCourse(
        at=at,
        began=began,
        lasted=_lasted(guideline, days[0]),
        told=told,
        pain=_change(guideline, PAIN_MEASURE, [each.pain for each in told]),
        function=_change(guideline, FUNCTION, [each.function for each in told]),
        shown=shown,
        usual=usual,
        beside=_beside(told, usual),
        milestones=tuple(_milestones(guideline, days, told)),
        chances=tuple(chance for group in groups for chance in _chances(guideline, group)),
        chances_by_profile=tuple(_by_profile(guideline, shown, _option(first.get(PROFILE)))),
        said=(),
    )
    ask_gp = isinstance(escalation, SetValue) and "gp" in escalation.inside
    return replace(found, said=tuple(_said(found, ask_gp)))


def usual_at(usual: Usual, day: int) -> UsualPoint | None:
    """What is usual on a day since the first visit; None before it begins and after its end."""
    since = day - usual.begins
    before = [each for each in usual.line if each.day <= since]
    after = [each for each in usual.line if each.day >= since]
    if not before or not after:
        return None
    one, other = before[-1], after[0]
    if one.day == other.day:
        return one
    part = (since - one.day) / (other.day - one.day)

    def on(first: float | None, second: float | None) -> float | None:
        return None if first is None or second is None else first + part * (second - first)

    return UsualPoint(
        since, on(one.value, other.value), on(one.low, other.low), on(one.high, other.high)
    )


# --- what she told


def _told(guideline: Guideline, visit: Visit, began: date) -> DayTold:
    score = visit.measures.get(FUNCTION)
    return DayTold(visit.at, (visit.at - began).days, _pain(guideline, visit), score)


def _pain(guideline: Guideline, visit: Visit) -> int | None:
    fact, answer = guideline.facts.get(PAIN), visit.answers.get(PAIN)
    if fact is None or not isinstance(fact.type, Number) or isinstance(answer, bool):
        return None
    return int(fact.type.quantity(answer)) if isinstance(answer, int) else None


def _lasted(guideline: Guideline, visit: Visit) -> int | None:
    fact, answer = guideline.facts.get(DURATION), visit.answers.get(DURATION)
    if fact is None or not isinstance(fact.type, Number) or isinstance(answer, bool):
        return None
    return int(fact.type.quantity(answer)) if isinstance(answer, int) else None


def _change(guideline: Guideline, name: str, numbers: Sequence[int | None]) -> Moved | None:
    """From the first number to the latest; None without two."""
    known = [each for each in numbers if each is not None]
    measure = guideline.measures.get(name)
    if len(known) < 2 or measure is None:
        return None
    return Moved(known[0], known[-1], change(measure, known[0], known[-1]))


def _milestones(
    guideline: Guideline, days: Sequence[Visit], told: Sequence[DayTold]
) -> Iterator[Milestone]:
    """What was reached, in the order of the days."""
    reached: dict[str, DayTold] = {}
    pain, function = guideline.measures.get(PAIN_MEASURE), guideline.measures.get(FUNCTION)
    first_pain = next((each.pain for each in told if each.pain is not None), None)
    first_function = next((each.function for each in told if each.function is not None), None)
    was_away = False
    for visit, each in zip(days, told, strict=True):
        names: list[str] = []
        if each.pain is not None and first_pain:
            if pain is not None and change(pain, first_pain, each.pain) in (
                "improved",
                "recovered",
            ):
                names.append("clearly_less")
            if 2 * each.pain <= first_pain:
                names.append("half")
            if each.pain == 0:
                names.append("no_pain")
        if (
            function is not None
            and each.function is not None
            and first_function
            and change(function, first_function, each.function) in ("improved", "recovered")
        ):
            names.append("more_possible")
        if visit.answers.get(ACTIVITIES) is True:
            names.append("activities_back")
        work = visit.answers.get(WORK)
        if was_away and work == AT_WORK:
            names.append("back_at_work")
        was_away = was_away or work in NO_WORK
        for name in names:
            reached.setdefault(name, each)
    yield from (Milestone(name, each.at, each.day) for name, each in reached.items())


# --- what is usual


def _settled(
    guideline: Guideline, engine: Engine, visits: Sequence[Visit], days: Sequence[Visit]
) -> list[tuple[date, str]]:
    """The days on which it was settled which usual course is known, and which."""
    found = []
    for visit in days:
        outcome = engine.evaluate(record_of(guideline, visits, visit.at))
        if (option := _option(outcome.decisions.get(USUAL))) is not None:
            found.append((visit.at, option))
    return found


def _option(value: object) -> str | None:
    return value.value if isinstance(value, ChoiceValue) else None


def _so_far(guideline: Guideline, outcome: Outcome, name: str) -> str | None:
    """The option of a choice, or that of the first rule that already holds."""
    declared = guideline.decisions.get(name)
    if not isinstance(declared, ChoiceDecision):
        return None
    holding = (rule for rule in declared.rules if outcome.states[rule.name] is RuleState.HOLDS)
    first = next(holding, None)
    return _option(outcome.decisions.get(name)) or (None if first is None else first.then)


def _usual(
    guideline: Guideline, told: Sequence[DayTold], settled: Sequence[tuple[date, str]]
) -> Usual | None:
    """The usual course of the first visit that had one, or the latest if it has no line."""
    latest = settled[-1][1]
    since, name = next((on, option) for on, option in settled if option != NOT_SHOWN)
    if not _levels(guideline, latest):
        since, name = next((on, option) for on, option in settled if option == latest)
    start = next((each for each in told if each.at >= since and each.pain is not None), None)
    levels = _levels(guideline, name)
    shares = [each for each in _group(guideline, name) if each.kind == "share"]
    line: tuple[UsualPoint, ...] = ()
    limits: tuple[UsualPoint, ...] = ()
    if start is not None and start.pain and levels:
        line = tuple(_line(levels, start.pain))
        shape = guideline.courses.get(LIMITS)
        if shape is not None and start.function:
            limits = tuple(
                replace(each, value=None)
                for each in _line(levels, start.function)
                if each.low is not None
            )
    used = levels if line else shares
    if not used:
        return None
    order = ("very_low", "low", "moderate", "high")
    sure = sorted((each.certainty for each in used if each.certainty), key=order.index)
    return Usual(
        name,
        told[0].day if start is None else start.day,
        line,
        limits,
        tuple(each.name for each in used),
        sure[0] if sure else None,
        tuple(dict.fromkeys(row for each in used for row in each.evidence)),
    )


def _group(guideline: Guideline, name: str) -> list[Course]:
    return [each for each in guideline.courses.values() if each.group == name]


def _levels(guideline: Guideline, name: str) -> list[Course]:
    """The levels of a group. One that begins at zero has no part to go down by."""
    return [each for each in _group(guideline, name) if each.kind == "level" and _begins(each)]


def _begins(course: Course) -> bool:
    return bool(course.points) and course.points[0].value > 0


def _line(levels: Sequence[Course], start: int) -> Iterator[UsualPoint]:
    """The usual course from a number of her own, week by week to where every course ends."""
    end = min(course.points[-1].day for course in levels)
    with_band = len(levels) > 1 or any(
        point.low is not None for course in levels for point in course.points
    )
    for day in range(0, end + 1, WEEK):
        parts = [_part(course, day, "value") for course in levels]
        value = start * sum(parts) / len(parts)
        low = high = None
        if with_band:
            low = start * min(_part(course, day, "low") for course in levels)
            high = start * max(_part(course, day, "high") for course in levels)
        yield UsualPoint(day, value, low, high)


def _part(course: Course, day: int, which: Literal["value", "low", "high"]) -> float:
    """Which part of its beginning is left on a day: 1 on the first.

    An end of the interval goes by the intervals that are known; a course without any has its
    values for both.
    """
    first = course.points[0]
    points = [first]
    known = any(point.low is not None for point in course.points)
    for point in course.points[1:]:
        end = getattr(point, which)
        if point.interpolated or (known and end is None):
            continue
        points.append(replace(point, value=point.value if end is None else end))
    return _between(points, day) / float(first.value)


def _between(points: Sequence[CoursePoint], day: int) -> float:
    before = [each for each in points if each.day <= day][-1]
    after = next((each for each in points if each.day >= day), points[-1])
    found = value_between(before, after, day)
    return float(before.value) if found is None else found


def _beside(told: Sequence[DayTold], usual: Usual | None) -> Beside | None:
    """Where her latest number lies; None on the first days, and where nothing is usual."""
    latest = next((each for each in reversed(told) if each.pain is not None), None)
    if usual is None or latest is None or latest.day - usual.begins < COMPARED_FROM:
        return None
    point = usual_at(usual, latest.day)
    if point is None or latest.pain is None:
        return None
    low, high = point.rounded
    return "less" if latest.pain < low else "more" if latest.pain > high else "within"


# --- of a hundred people


def _chances(guideline: Guideline, group: str) -> Iterator[Chance]:
    for course in _group(guideline, group):
        if course.kind == "share":
            yield from _of(course)


def _of(course: Course) -> Iterator[Chance]:
    """Whole numbers, and no interval narrower than the course says."""
    for point in course.points:
        low, high = point.low, point.high
        if course.margin is not None:
            lowest = point.value if low is None else low
            highest = point.value if high is None else high
            low = max(course.low, min(point.value - course.margin, lowest))
            high = min(course.high, max(point.value + course.margin, highest))
        yield Chance(
            course.name,
            point.day,
            round(point.value),
            None if low is None else round(low),
            None if high is None else round(high),
        )


def _by_profile(guideline: Guideline, shown: str | None, profile: str | None) -> Iterator[Chance]:
    """The chance for her profile at the beginning of new pain."""
    if shown != "acute" or profile is None:
        return
    for course in _group(guideline, BY_PROFILE):
        if course.name.endswith(f"_{profile}"):
            yield from _of(course)


# --- what is said of it


def _said(own: OwnCourse, ask_gp: bool) -> Iterator[Said]:
    """The sentences that apply, in order."""
    known = [each for each in own.told if each.pain is not None]
    if own.pain is not None and own.pain.became is not None:
        became = "no_pain" if own.pain.now == 0 else own.pain.became
        yield Said(became, {"then": own.pain.then, "now": own.pain.now})
    elif known:
        yield Said("first", {"now": known[-1].pain or 0})
    else:
        yield Said("no_number")
    yield from _said_of_usual(own, known)
    yield Said("wave" if _waves(known) else "ups_and_downs")
    if own.function is not None and own.function.became is not None:
        yield Said(f"function_{own.function.became}")
    if ask_gp:
        yield Said("ask_gp")


def _said_of_usual(own: OwnCourse, known: Sequence[DayTold]) -> Iterator[Said]:
    if own.shown is None:
        yield Said("usual_unknown")
    elif own.shown == NOT_SHOWN:
        yield Said("usual_not_shown")
    elif own.usual is not None and not own.usual.line:
        for chance in own.chances:
            yield Said(f"usual_{chance.course}", {"of_100": chance.of_100})
    elif own.usual is not None and own.beside is not None:
        point = usual_at(own.usual, known[-1].day)
        assert point is not None
        low, high = point.rounded
        weeks = round((known[-1].day - own.usual.begins) / WEEK)
        numbers = {"weeks": weeks, "low": low, "high": high, "now": known[-1].pain or 0}
        yield Said(f"usual_{own.beside}", numbers)
    elif own.usual is not None and own.usual.line:
        later = next((each for each in own.usual.line if each.day >= 6 * WEEK), None)
        if later is not None:
            low, high = later.rounded
            yield Said("usual_ahead", {"weeks": later.day // WEEK, "low": low, "high": high})


def _waves(known: Sequence[DayTold]) -> bool:
    """Whether the number ever went up again by as much as counts."""
    lowest: int | None = None
    for each in known:
        assert each.pain is not None
        if lowest is not None and each.pain >= lowest + WAVE:
            return True
        lowest = each.pain if lowest is None else min(lowest, each.pain)
    return False


# --- as plain values


def _plain(change: Moved | None) -> dict[str, object] | None:
    if change is None:
        return None
    return {"then": change.then, "now": change.now, "became": change.became}


def _point(point: UsualPoint) -> dict[str, object]:
    def short(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return {
        "week": point.day // WEEK,
        "value": short(point.value),
        "low": short(point.low),
        "high": short(point.high),
    }


def _chance(chance: Chance) -> dict[str, object]:
    return {
        "course": chance.course,
        "day": chance.day,
        "of_100": chance.of_100,
        "low": chance.low,
        "high": chance.high,
    }

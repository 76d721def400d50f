"""A year of somebody who never lived, to see that no plan ever leads nowhere.

**The response model is simple, and ours.** It is no forecast and proves nothing about people; it
walks plans through what can happen. Everything below is an assumption (PROPOSED):

- pain either settles (by a quarter a week), eases slowly (by a twentieth) or stays, each with ups
  and downs of a point; more of it settles while the pain is new;
- a flare-up adds three points for one or two weeks, about once in sixteen weeks; a relapse comes
  after recovery about once in thirty;
- somebody does nearly all of her plan, part of it, or little, mostly as she is, and checks in or
  stays silent in the same way; some stop, with a reason;
- now and then an alarm sign comes; then a doctor looks, and says something a few days later, after
  which the sign has mostly passed;
- who is told to see somebody has done so by the next check-in about half of the time.

Whatever is not drawn is as somebody told it the first time, or else mild: she answers every
question that the guideline has for her.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rugwijzer.care.doctor_said import concerns_of, doctor_said
from rugwijzer.care.history import DERIVED, Past, Visit
from rugwijzer.care.kept import grown
from rugwijzer.care.plan.making import STAYED_AWAY, Planner, Progress
from rugwijzer.care.plan.parts import Plan
from rugwijzer.compiler import Answer, Choice, Fact, Guideline, Number, Record, YesNo

DAY_0 = date(2026, 1, 5)
YEAR = 364
SETTLES = {"acute": 0.7, "subacute": 0.45, "chronic": 0.2}
"""How many settle, by how long the pain has lasted; half of the others ease slowly."""
WAYS = {"settles": 0.75, "eases": 0.95, "stays": 1.0}
"""What is left of the pain a week later."""
FLARE_UP, RELAPSE, ALARM = 1 / 16, 1 / 30, 1 / 150
"""Chances: the first two a week, the last at each check-in."""
HABITS = (("keen", 0.4), ("middling", 0.4), ("seldom", 0.2))
DONE = {
    "keen": ("nearly_all", "nearly_all", "nearly_all", "more_than_half"),
    "middling": ("nearly_all", "more_than_half", "more_than_half", "little"),
    "seldom": ("more_than_half", "little", "nothing", "nothing"),
}
SILENT = {"keen": 0.05, "middling": 0.15, "seldom": 0.35}
"""How often a check-in is left out."""
STOPS = {"keen": 0.003, "middling": 0.01, "seldom": 0.04}
REASONS = ("better", "too_much", "no_help", "seeing_someone", "other")
SIGNS = ("new_feeling", "new_passing", "new_legs", "new_ill", "new_fall")
BEHIND: dict[str, dict[str, Answer]] = {
    "new_feeling": {"saddle": "new_or_worse"},
    "new_passing": {"bladder": "new_or_worse"},
    "new_legs": {"legs": "new_or_worse"},
    "new_ill": {"fever": True},
    "new_fall": {"fall": "stumble"},
}
"""What is told behind a sign that is ticked."""
SAID = ("not_urgent", "not_urgent", "being_examined", "treated", "could_not_reach")
SETTLED = ("not_urgent", "treated")
"""After these words of a doctor the alarm sign has passed, as far as it can pass."""
BODY = {
    "high_blood_pressure": 0.2, "heart_lung_trouble": 0.05, "dizzy_or_falls": 0.08,
    "cannot_kneel": 0.15, "sore_wrist_shoulder": 0.15, "sore_hip_knee": 0.2,
    "slipped_vertebra": 0.02, "cannot_get_down": 0.15, "numb_or_poor_skin": 0.05,
    "sitting_day": 0.4,
}  # fmt: skip
TELLS_BODY = 0.6
"""How many open the questions about their body and their week."""
DOING = {
    "building": "building", "holding": "holding", "stepping_back": "holding",
    "quiet_week": "resting", "gentle": "resting", "paused": "referred",
    "referred": "referred", "graduated": "graduated", "stopped": "gone",
}  # fmt: skip
"""What somebody is doing, by how her plan stands; waiting for answers is none of these. Who stayed
away is gone, until she comes back."""
LAST_MONTH = 330
"""From this day on a plan need not say any more when to come back: the year is over."""
SEEN_SOON = 0.5
"""How often somebody who is to see a doctor or therapist has been there by the next visit."""
LAYERS = 6
"""A question may hang on one before it; no more than so many deep."""
LONGEST_WAIT = 30
"""In days: no check-in is further off than that."""
GONE_AFTER = 56
"""After so many days of silence somebody is gone."""


@dataclass(frozen=True)
class Doing:
    """What somebody is doing on a day, and why that is no way out if it is none."""

    day: int
    doing: str
    dead_end: str | None


@dataclass
class _Life:
    """What goes on in somebody, week by week."""

    truth: dict[str, Answer]
    pain: float
    way: str
    habit: str
    first: float
    flare_weeks: int = 0
    flared: bool = False
    sign: str | None = None


@dataclass(frozen=True)
class Lived:
    """A visit of somebody's year: how the plan stands, and what it says."""

    day: int
    progress: Progress
    plan: Plan


def lived(planner: Planner, record: Record, seed: int) -> Iterator[Lived]:
    """Somebody's year, visit by visit, until she stops, falls silent, or the year is over.

    The same record and seed give the same year.
    """
    chance = Random(seed)  # noqa: S311
    life = _begin(planner, record, chance)
    progress = Progress(planner)
    day = 0
    while day <= YEAR:
        today = DAY_0 + timedelta(days=day)
        progress = progress.after(Visit(today, _answers(progress, life, today)))
        plan = progress.plan(today)
        yield Lived(day, progress, plan)
        if plan.check_in is None:
            return
        following = max((plan.check_in - DAY_0).days, day + 1)
        silent = 0
        while chance.random() < SILENT[life.habit] and plan.state != "paused":
            following += 7
            silent += 7
            if silent >= GONE_AFTER:
                return
        _live(life, (following - day) / 7, plan, chance, planner.guideline.facts)
        day = following


def year(planner: Planner, record: Record, seed: int) -> tuple[Doing, ...]:
    """What somebody is doing on the day of every visit of her year, and on its last day."""
    weeks: list[Doing] = []
    last: Lived | None = None
    for last in lived(planner, record, seed):
        weeks.append(Doing(last.day, doing(last.plan), dead_end(last.plan)))
    assert last is not None
    if last.plan.state == "stopped":
        return tuple(weeks)
    if YEAR - last.day >= GONE_AFTER + LONGEST_WAIT:
        return (*weeks, Doing(last.day + GONE_AFTER, "gone", None))
    end = last.progress.plan(DAY_0 + timedelta(days=max(YEAR, last.day)))
    return (*weeks, Doing(YEAR, doing(end), dead_end(end)))


def doing(plan: Plan) -> str:
    """What somebody is doing, by her plan."""
    return "gone" if STAYED_AWAY in plan.notes else DOING.get(plan.state, "nothing")


def dead_end(plan: Plan) -> str | None:
    """Why a plan leads nowhere, or None if it leads somewhere.

    A plan leads somewhere if it says what to do now or whom to turn to, and when to come back.
    """
    if plan.state == "stopped":
        return None
    if STAYED_AWAY in plan.notes and plan.check_in is not None:
        return None  # the check-in stands ready for her
    if plan.state not in DOING:
        return f"the plan is {plan.state}: a question stays open"
    if plan.check_in is None and plan.day < LAST_MONTH:
        return "nothing says when to come back"
    reached = plan.contact not in (None, "none") or plan.moments
    if plan.state == "referred" and not reached:
        return "help is advised, and nothing says whose"
    if not (plan.parts or plan.at_hand or reached):
        return "there is nothing to do and nobody to turn to"
    return None


def at_week(weeks: Sequence[Doing], day: int) -> str:
    """What somebody is doing on a day, from her year."""
    return [week.doing for week in weeks if week.day <= day][-1]


def counted(years: Sequence[Sequence[Doing]], days: Sequence[int]) -> dict[int, Counter[str]]:
    """How many people are doing what, on some days."""
    return {day: Counter(at_week(weeks, day) for weeks in years) for day in days}


# --- how it goes


def _begin(planner: Planner, record: Record, chance: Random) -> _Life:
    truth = {name: answer for name, answer in record.items() if name not in DERIVED}
    if chance.random() < TELLS_BODY:
        truth |= {name: chance.random() < rate for name, rate in BODY.items()}
        truth["easing"] = chance.choice(("backward", "forward", "neither"))
    first = planner.assessment(
        Past(planner.guideline, engine=planner.engine).after(Visit(DAY_0, truth)), DAY_0
    )
    settles = SETTLES.get(first.settled("phase") or "", 0.5)
    draw = chance.random()
    way = "settles" if draw < settles else "eases" if draw < (1 + settles) / 2 else "stays"
    pain = truth.get("pain_now")
    told = float(pain) if isinstance(pain, int) and not isinstance(pain, bool) else 5.0
    habit = chance.choices([name for name, _ in HABITS], [share for _, share in HABITS])[0]
    return _Life(truth, told, way, habit, told)


def _live(life: _Life, weeks: float, plan: Plan, chance: Random, facts: Mapping[str, Fact]) -> None:
    """Some weeks later."""
    life.pain = max(0.0, life.pain * WAYS[life.way] ** weeks + chance.uniform(-1, 1))
    life.flared = False
    life.sign = None
    if life.flare_weeks:
        life.flare_weeks -= 1
        life.flared = bool(life.flare_weeks)
        life.pain -= 0 if life.flared else 3
    elif chance.random() < FLARE_UP * weeks:
        life.flare_weeks, life.flared = chance.choice((1, 2)), True
        life.pain += 3
    elif plan.state == "graduated" and chance.random() < RELAPSE * weeks:
        life.pain, life.way = 6.0, "eases"
    if chance.random() < ALARM:
        life.sign = chance.choice(SIGNS)
    life.pain = min(10.0, max(0.0, life.pain))
    truth = life.truth
    truth["pain_now"] = round(life.pain)
    truth["limited"] = "little" if life.pain <= 2 else "some" if life.pain <= 5 else "much"
    truth["activities_back"] = life.pain <= 2 and chance.random() < 0.8
    truth["overall_change"] = _compared(life.pain - life.first)
    truth["done"] = chance.choice(DONE[life.habit])
    truth["response"] = "some" if chance.random() < 0.25 else "long" if life.pain > 7 else "calm"
    truth["new_worse"] = truth["flare_up"] = life.flared
    if plan.state == "referred" and chance.random() < SEEN_SOON:
        truth["in_treatment"] = True
    truth["stopped"] = "going_on"
    if plan.state != "paused" and chance.random() < STOPS[life.habit]:
        truth["stopped"] = chance.choice(REASONS)
    for sign in SIGNS:
        truth[sign] = sign == life.sign
    seen = plan.state == "paused" or (plan.state == "gentle" and chance.random() < SEEN_SOON)
    truth["doctor_said"] = said = chance.choice(SAID) if seen else None
    if said in SETTLED:
        truth |= {name: mild(facts[name]) for name in truth if _passes(facts.get(name))}
    if life.sign is not None:
        truth |= BEHIND[life.sign]


def _passes(fact: Fact | None) -> bool:
    """Whether an answer is a sign that can pass, and not part of who somebody is."""
    return fact is not None and fact.alarm and not fact.fixed and not fact.lasting


def _compared(change: float) -> str:
    steps = ((-5, "much_better"), (-2, "better"), (-1, "a_little_better"), (1, "same"))
    return next((word for limit, word in steps if change < limit), "a_little_worse")


# --- what she answers


def _answers(progress: Progress, life: _Life, today: date) -> dict[str, Answer]:
    """Every question that the guideline has for her today, answered."""
    planner, guideline = progress.planner, progress.planner.guideline
    days = (today - DAY_0).days
    told: dict[str, Answer] = {
        name: grown(guideline.facts[name], answer, days)
        for name, answer in life.truth.items()
        if name in guideline.facts and guideline.facts[name].asked_if is None
    }
    said = life.truth.get("doctor_said")
    if progress.last is not None and isinstance(said, str):
        told |= doctor_said(said, concerns_of(progress.last.outcome)).facts
    asked = _asked(guideline) | set(life.truth)
    for _ in range(LAYERS):
        outcome = planner.assessment(progress.past.after(Visit(today, told)), today).outcome
        missing = [name for name in outcome.open_facts if name in asked and name not in told]
        if not missing:
            break
        for name in missing:
            answer = life.truth.get(name, mild(guideline.facts[name]))
            told[name] = grown(guideline.facts[name], answer, days)
    return told


def _asked(guideline: Guideline) -> set[str]:
    """What everybody is asked, without opening anything."""
    return {fact for screen in guideline.screens if not screen.opened for fact in screen.facts}


def mild(fact: Fact) -> Answer:
    """The mildest answer to a question: no, the first option, nothing, the lowest number."""
    match fact.type:
        case YesNo():
            return False
        case Choice(options=options):
            return options[0]
        case Number(low=low):
            return low
        case _:
            return frozenset()

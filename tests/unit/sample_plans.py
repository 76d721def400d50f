"""Plans made by hand, one for each way a plan can stand: to be shown, and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from rugwijzer.care.plan.parts import Amount, Change, Moment, Part, Plan, WorkStep

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
THREE_DAYS = (1, 3, 5)
BEGAN = date(2026, 3, 31)


def plan(days: int = 0, **given: object) -> Plan:
    """A plan some days after it began, with nothing in it but what is given."""
    empty = Plan(
        at=BEGAN + timedelta(days=days),
        guideline_version="0.7.0",
        gate="full",
        state="building",
        began=BEGAN,
        day=days + 1,
        today=(),
        parts=(),
        at_hand=(),
        changes=(),
        next_step="start" if days == 0 else "build_up",
        next_step_rules=(),
        pain_rule="traffic_light",
        moments=(),
        work=None,
        aids=(),
        notes=(),
        check_in=BEGAN + timedelta(days=days + 3),
        check_in_for="plan",
        urgency="self_care",
        contact="none",
        open=(),
    )
    return replace(empty, **given)  # type: ignore[arg-type]


def part(
    kind: str,
    slug: str | None = None,
    amount: Amount | None = None,
    minutes: int = 0,
    on: tuple[int, ...] = EVERY_DAY,
    **given: object,
) -> Part:
    """A part of a plan, with a row of evidence."""
    rules, evidence = ("self_care_ordinary",), ("KEY-02", "EX-02")
    return replace(Part(kind, slug, amount, minutes, on, rules, evidence), **given)  # type: ignore[arg-type]


WALKS = part("short_walks", "walking", Amount(a_day=3, minutes=2), 6)
POSITION = part("positions", "on-back-pillow-under-knees")
UP = part("getting_up", "getting-out-of-bed")
BREATH = part("breathing", "belly-breathing", Amount(a_day=2, minutes=2), 4)
HEAT = part("heat", None, Amount(minutes=15))
ROLLS = part("comfort_moves", "knee-rolls", Amount(a_day=2, sets=1, times=8, per_side=True), 2)
LESSON = part("lessons", "alarm-not-gauge", Amount(minutes=5), 5, (2,))
BIRD_DOG = part(
    "exercises",
    "bird-dog",
    Amount(
        days=3,
        sets=2,
        times=8,
        hold=3,
        per_side=True,
        level=2,
        how={
            "nl": "Schuif je been naar achteren en til het op. Je arm blijft staan.",
            "en": "Slide your leg back and lift it. Your arm stays where it is.",
        },
    ),
    5,
    THREE_DAYS,
    move="harder",
)
BRIDGE = part("exercises", "bridge", Amount(days=3, sets=2, times=10, level=2), 4, THREE_DAYS)
STAND = part("exercises", "sit-to-stand", Amount(days=3, sets=2, times=8), 4, THREE_DAYS)
PLANK = part("exercises", "side-plank", Amount(days=3, sets=3, hold=10, per_side=True), 3, (2, 4))
CAMEL = part("exercises", "cat-camel", Amount(sets=1, times=8), 2)
CURL = part("exercises", "small-curl-up", Amount(days=3, sets=2, times=6, hold=5), 3, (2, 4, 6))
WALK = part("walking", "walking", Amount(days=4, minutes=20), 20, (1, 2, 4, 6), move="more")


def first_day() -> Plan:
    """Acute, the very first day: three things, ten minutes."""
    parts = (POSITION, WALKS, ROLLS)
    return plan(
        today=parts, parts=parts, at_hand=(UP, BREATH, HEAT), notes=("nobody_watches",),
        open=("first_goal", "expectation"),
    )  # fmt: skip


def sixth_week() -> Plan:
    """Months of pain, the sixth week: exercises, a walk, a goal, a lesson, and work."""
    goal = part("goal", "household", Amount(minutes=12), 12, move="more")
    parts = (BIRD_DOG, BRIDGE, WALK, goal, LESSON)
    return plan(
        35,
        today=(BIRD_DOG, BRIDGE, goal),
        parts=parts,
        at_hand=(POSITION, BREATH, HEAT),
        changes=(
            Change("goal", "household", "more", Amount(minutes=11), goal.amount, "self_care_plain"),
            Change("exercises", "bird-dog", "harder", None, BIRD_DOG.amount, "self_care_plain"),
            Change("walking", "walking", "more", Amount(days=3, minutes=20), WALK.amount, "none"),
        ),
        pain_rule="by_time",
        moments=(
            Moment("physio_review", (BEGAN + timedelta(days=42),), ()),
            Moment("occupational_physician", (BEGAN + timedelta(days=40),), ()),
        ),
        work=WorkStep("plan_of_action", BEGAN + timedelta(days=50), ()),
        aids=("heat", "sit_stand_desk"),
        check_in=BEGAN + timedelta(days=42),
        urgency="physio",
        contact="physio",
    )


def gentle() -> Plan:
    """Careful until an appointment with the GP."""
    parts = (POSITION, replace(WALKS, amount=Amount(a_day=4, minutes=1)), BREATH)
    return plan(
        1, gate="gentle", state="gentle", today=parts, parts=parts, at_hand=(UP,),
        notes=("do_not_lengthen",), urgency="gp_days", contact="gp", pain_rule=None,
        moments=(Moment("gp_appointment", (BEGAN + timedelta(days=3),), ()),),
    )  # fmt: skip


def bridge() -> Plan:
    """Somebody has to look today; nothing but what helps until then."""
    parts = (part("until_seen"), POSITION, UP)
    return plan(
        gate="bridge", state="paused", today=parts, parts=(), at_hand=(BREATH,),
        notes=("ask_doctor_said",), urgency="same_day", contact="gp_or_hap", pain_rule=None,
        next_step="get_help",
    )  # fmt: skip


def quiet_week() -> Plan:
    """Much more pain in week four: everything smaller, and not stopped."""
    rolls = replace(ROLLS, move="back")
    walk = replace(WALKS, move="less")
    parts = (walk, POSITION, rolls)
    return plan(
        23, state="quiet_week", next_step="quiet_week", today=parts, parts=parts,
        at_hand=(HEAT, BREATH), notes=("quiet_back_in_two_weeks",),
        changes=(
            Change("walking", "walking", "less", WALK.amount, Amount(minutes=10), "none"),
            Change("exercises", "bird-dog", "out", BIRD_DOG.amount, None, "none"),
            Change("comfort_moves", "knee-rolls", "back", None, ROLLS.amount, "none"),
        ),
    )  # fmt: skip


def graduated() -> Plan:
    """Well again after three months."""
    parts = (replace(WALK, amount=Amount(days=5, minutes=30), minutes=30, move="same"), BRIDGE)
    return plan(
        90, state="graduated", next_step="graduate", today=parts, parts=parts,
        notes=("prevention_month",), check_in=BEGAN + timedelta(days=120),
    )  # fmt: skip


def waiting() -> Plan:
    """Questions are still open."""
    return plan(state="waiting", gate=None, urgency=None, contact=None, pain_rule=None,
                notes=("finish_check_first",), open=("saddle", "bladder", "bowel", "legs", "age"),
                check_in=None)  # fmt: skip


def nerve() -> Plan:
    """Pain in the leg, the second week."""
    glide = part("exercises", "nerve-glide", Amount(a_day=2, sets=1, times=10, per_side=True), 3)
    elbows = part("comfort_moves", "belly-lying-on-elbows", Amount(a_day=3, minutes=1), 3)
    parts = (WALKS, glide, elbows)
    return plan(9, today=parts, parts=parts, pain_rule="nerve", at_hand=(POSITION,))


def despair() -> Plan:
    """Who sees no way forward hears that first."""
    return plan(contact="line_113", urgency="self_care", today=(WALKS,), parts=(WALKS,))


SAMPLES: dict[str, Callable[[], Plan]] = {
    made.__name__: made
    for made in (
        first_day, sixth_week, gentle, bridge, quiet_week, graduated, waiting, nerve, despair,
    )
}  # fmt: skip

"""What the planner does by numbers and lists of its own: to be signed off beside the rules.

A constant that stands here is shown in docs/reference/sign-off.md with the value it has in the
program. Record 0023 says why these stand in code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib import import_module

from rugwijzer.compiler import Guideline

PLANNER = "rugwijzer.care.plan"
CONSTANTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "quotas": {
        "START": ("GA-03",),
        "GROWTH": ("GA-08", "PLAN-78"),
        "MOST_MORE": ("GA-08", "GA-54"),
        "LEAST": (),
        "FIRST_MINUTES": (),
        "DAYS_A_WEEK": (),
    },
    "running": {
        "QUIET_SHARE": ("GA-33",),
        "BACK_SHARE": ("GA-33", "GA-35"),
        "RETURN_SHARE": (),
        "DAYS_TO_COME_BACK": ("GA-35",),
        "DAYS_TO_GROW": ("DOS-10",),
        "LONGEST_STEP": ("GA-54",),
        "EASING_LEVEL": (),
    },
    "rungs": {"GROWS": ("DOS-10",), "LONGEST": ("DOS-14",)},
    "week": {
        "FIRST_DAY": (),
        "FIRST_WEEK": (),
        "MORE_MINUTES": (),
        "MOST_THINGS": (),
        "USUAL_MINUTES": (),
        "LOADS": (),
        "DAYS": (),
        "SESSION": ("DOS-07",),
        "SESSION_TOO": ("DOS-07",),
        "MOST_SESSIONS": (),
    },
    "filling": {
        "FIRST_GOAL": ("GA-08",),
        "REST_MINUTES": (),
        "SHORT_WALKS": (),
        "LONGEST_SHORT_WALK": (),
        "KEPT_UP": ("DOS-07", "PRV-14"),
        "EASING": (),
        "LESSON_MINUTES": (),
        "LESSON_DAYS": (),
        "PLAN_MINUTES": (),
        "TIP_MINUTES": (),
        "WORKING_DAYS": (),
    },
    "advancing": {
        "IN_PLACE_OF": (),
        "LESSON_DAYS": (),
        "SESSION": (),
        "COMFORT_MOVES": (),
        "LESSONS_A_WEEK": ("PNE-23", "PNE-25"),
        "LONG_PAUSE": (),
    },
    "checking_in": {
        "WEEKLY": ("KEY-12", "OUT-21"),
        "FOUR_WEEKS": ("KEY-12", "OUT-23"),
        "DAILY": (),
    },
    "making": {"SILENT": (), "GONE": (), "STILL_MET": ()},
    "choosing": {
        "LEANINGS": ("SEL-01", "SEL-14"),
        "WANTED": (),
        "LIKES": (),
        "EASING": (),
        "BUILDING": ("DOS-13",),
        "MUCH_PAIN": (),
        "LYING": (),
        "AT_HAND": (),
        "ELSEWHERE": (),
    },
    "kinds": {
        "FIRST": (),
        "ACUTE": (),
        "LASTING": (),
        "EASES": (),
        "NEXT": (),
        "BEFORE": (),
        "QUIET": (),
        "FOREMOST": (),
        "ONCE": (),
        "GENTLE": ("GATE-GENTLE",),
        "UNTIL_SEEN": ("GATE-BRIDGE",),
        "SETBACK": ("GA-32", "GA-34"),
        "KEPT_UP": ("PRV-14",),
    },
}
"""By module of the planner, each constant with the rows it rests on; without one it is ours."""

NAMES = (
    "SAME_DAY", "STATE_AFTER", "ANYONE", "TURNS", "WALK_KINDS", "SCREENS", "FRIDAY", "STATES",
    "KINDS", "WEEK", "WHOLE",
)  # fmt: skip
"""Constants of the planner that decide nothing: names, and what a week is."""


def constants(guideline: Guideline) -> Iterator[tuple[str, str, str, str]]:
    """Each constant: where, its value, its rows, and what those rows say."""
    for module, names in CONSTANTS.items():
        found = import_module(f"{PLANNER}.{module}")
        for name, rows in names.items():
            said = " ".join(guideline.evidence[row].fact for row in rows)
            yield f"{module}.{name}", shown(getattr(found, name)), ", ".join(rows), said


def shown(value: object) -> str:
    """A value as people read it."""
    match value:
        case Fraction():
            return f"{float(value):.0%}"
        case range():
            return f"{value[0]} to {value[-1]}, by {value.step}"
        case Mapping():
            return "; ".join(f"{key}: {shown(each)}" for key, each in value.items())
        case tuple():
            return ", ".join(shown(each) for each in value)
        case _:
            return str(value)

"""What the planner does by numbers and lists of its own: to be signed off beside the rules.

A constant that stands here is shown in docs/reference/sign-off.md with the value it has in the
program. Record 0023 says why these stand in code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from importlib import import_module

from rugwijzer.care.stories import load_stories
from rugwijzer.compiler import Guideline, read_files
from rugwijzer.paths import find

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
    "reading": {"ADULT": (), "MILD": ()},
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
        "COUNTS": (),
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


Section = tuple[str, Sequence[str], Sequence[str], Sequence[Sequence[str]]]
"""A part of a page: its title, a few lines, and a table."""


def planner(guideline: Guideline) -> Section:
    """What the planner does by numbers and lists of its own."""
    intro = (
        "Numbers and lists of the program that a clinician could disagree with (record",
        "[0023](../decisions/0023-what-the-planner-decides.md)). Without a row it is our choice.",
    )
    rows = [(f"`{name}`", value, ids, said) for name, value, ids, said in constants(guideline)]
    return "the planner", intro, ("What", "Value", "Rows", "What they say"), rows


def stories(guideline: Guideline) -> Section:
    """The stories: what a plan advises somebody over a year."""
    rows = [
        ((each.title or {})["en"], f"`guideline/stories/{each.name}.yaml`", (each.who or {})["en"])
        for each in load_stories(guideline, read_files(find("guideline")))
    ]
    intro = (
        f"{len(rows)} courses over a year. `rugwijzer story NAME` tells one with its plans.",
        "Is what is advised at each moment what you would advise?",
    )
    return "the stories", intro, ("Story", "File", "Who"), rows


def shown(value: object) -> str:
    """A value as people read it."""
    match value:
        case Fraction():
            return f"{float(value):.0%}"
        case range():
            return f"{value[0]} to {value[-1]}, by {value.step}"
        case Mapping():
            return "; ".join(f"{key}: {shown(each)}" for key, each in value.items())
        case frozenset():
            return ", ".join(sorted(shown(each) for each in value))
        case tuple():
            return ", ".join(shown(each) for each in value)
        case _:
            return str(value)

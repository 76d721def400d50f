"""Which kinds of things are in a plan, and in which order they come in.

The first week has a few; each week of building up adds at most one (intake, First days). What is
`in` is for the guideline to say (`items`); here is only the order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

ACUTE = ("short_walks", "comfort_moves", "lessons")
"""What the first week of new pain holds, besides what eases on the first day."""
LASTING = ("goal", "lessons", "walking")
"""What the first week holds of somebody whose pain has lasted: what she wants back comes first."""
EASES = ("positions", "short_walks", "heat")
"""The three things of the very first day of new pain."""
NEXT = (
    "walking", "exercises", "goal", "comfort_moves", "lessons", "sleep", "relaxation", "stamina",
    "sitting_breaks", "quiet_week_plan", "lifestyle",
)  # fmt: skip
"""In which order kinds come in after the first week."""
BEFORE = {"poor_sleep": "sleep", "stress": "relaxation"}
"""Of somebody with such a factor, this kind comes in before all others."""
QUIET = ("lessons", "sleep", "relaxation", "quiet_week_plan", "lifestyle")
"""Kinds that ask nothing of the back: these may come in while the rest is held as it is."""
FOREMOST = ("goal", "lessons")
"""What gets its days before all else: it is what a plan for lasting pain is about."""
ONCE = ("quiet_week_plan", "lifestyle")
"""Kinds that are done in the week they come in, and not again."""
FIRST = 3
GENTLE = (
    "short_walks", "breathing", "comfort_moves", "lessons", "relaxation", "sleep", "sitting_breaks",
)  # fmt: skip
"""What a gentle plan may hold, beside positions that ease: nothing that loads or grows."""
UNTIL_SEEN = ("until_seen", "positions", "getting_up", "breathing")
"""What a plan holds until a doctor has looked."""
SETBACK = ("short_walks", "walking", "comfort_moves", "goal", "relaxation", "sleep")
"""What stays in a quiet week: the habit, smaller (GA-32, GA-34)."""


def first_kinds(inside: Collection[str], lasting: bool) -> tuple[str, ...]:
    """The kinds of the first week. `lasting`: the pain has lasted longer than six weeks."""
    order = (*LASTING, *ACUTE) if lasting else ACUTE
    found = [kind for kind in order if kind in inside]
    if "walking" in found and "short_walks" in found:
        found.remove("short_walks" if lasting else "walking")
    return tuple(dict.fromkeys(found))[:FIRST]


def next_kind(
    kinds: Sequence[str], inside: Collection[str], factors: Collection[str], *, quiet_only: bool
) -> str | None:
    """The one kind that comes in this week, or None if nothing is left that fits."""
    order = (*(kind for factor, kind in BEFORE.items() if factor in factors), *NEXT)
    for kind in order:
        if kind in kinds or kind not in inside or (quiet_only and kind not in QUIET):
            continue
        return kind
    return None


KEPT_UP = ("walking", "stamina", "exercises", "sitting_breaks", "lessons", "quiet_week_plan")
"""What goes on after recovery, for a year (PRV-14)."""

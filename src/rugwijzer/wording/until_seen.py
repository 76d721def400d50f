"""What is said to who has to be looked at: whom to phone, what waits for the morning, and what to
do until then. The same on the screen, with a plan and on paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rugwijzer.library import Library

SAME_DAY, AT_ONCE = "same_day", ("call_now", "call_112")
URGENT = (SAME_DAY, *AT_ONCE)
UNDER_18, LEG_IS_NUMB = "under_18", "leg_is_numb"
"""Remarks of a plan that change what is said until somebody has looked."""
LYING, UP, DOWN, MEDICINES, BRING = "1", "2", "3", "4", "5"
"""The lines of what to do until then."""
MOVING, TABLETS, DRIVING, WAITING = "1", "2", "3", "4"
"""The lines of what not to do until then."""


def how_to_reach(contact: str, level: str | None, texts: Library, language: str) -> str:
    """How to reach somebody. Who phones today and finds the practice shut may be able to wait, and
    is not sent to the out-of-hours service here.
    """
    key = f"contact.{contact}.how"
    if level == SAME_DAY and f"contact.{contact}.how_today" in texts:
        key = f"contact.{contact}.how_today"
    return texts.text(key, language) if key in texts else ""


def may_it_wait(
    level: str | None, concerns: Collection[str], texts: Library, language: str
) -> Iterator[str]:
    """Whether phoning may wait for the morning, per concern; where none says so, it may not."""
    if level not in URGENT:
        return
    found = [f"concern.{concern}.night" for concern in concerns]
    known = [key for key in found if key in texts]
    if not known and level == SAME_DAY:
        known = ["urgency.same_day.night"]
    for key in known:
        yield texts.text(key, language)


def steps(level: str, texts: Library, language: str, *, bridge: bool) -> Iterator[tuple[str, str]]:
    """What to do at this level, each with its number. Until somebody has looked there are no
    exercises at all, so that none are named "that you are not used to".
    """
    lines = texts.numbered(f"urgency.{level}.do", language)
    for number, line in enumerate(lines, start=1):
        if not (bridge and level == SAME_DAY and number == len(lines)):
            yield f"{number}", line


def steps_with_plan(level: str, texts: Library, language: str, *, bridge: bool) -> tuple[str, ...]:
    """The same above a plan, which has no sentences to say."""
    lines = texts.numbered(f"urgency.{level}.do_with_plan", language)
    return lines[:-1] if bridge and level == SAME_DAY else lines


def to_do(
    level: str | None, texts: Library, language: str, *, young: bool, said: Collection[str] = ()
) -> Iterator[str]:
    """What helps until then, besides the lines that are `said` already."""
    for number in (LYING, UP, DOWN, MEDICINES, BRING):
        # Who phones today has just read to have the medicines at hand.
        if number in said or (number == BRING and level in URGENT):
            continue
        key = "medicines_young" if young and number == MEDICINES else f"do.{number}"
        yield texts.text(f"gate.bridge.{key}", language)


def not_to_do(level: str | None, texts: Library, language: str, *, young: bool) -> Iterator[str]:
    """What is better left until then. Who is under 18 does not drive, and goes on moving as long
    as a doctor is not needed within days.
    """
    for number in (MOVING, TABLETS, DRIVING, WAITING):
        if young and (number == DRIVING or (number == MOVING and mild(level))):
            continue
        yield texts.text(f"gate.bridge.do_not.{number}", language)


def mild(level: str | None) -> bool:
    """Whether no doctor is needed within days."""
    return level not in ("gp_days", *URGENT)

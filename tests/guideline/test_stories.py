"""The stories of a year: each says what the plan should be, and the plan is that.

What a story expects and the planner does not do yet stands in `stories_not_yet.txt`, so that it is
not forgotten and nobody bends a story to it: a line that comes true has to go.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.whole import guideline, planner

from rugwijzer.care.stories import load_stories, run
from rugwijzer.compiler import Story, read_files
from rugwijzer.paths import find

NOT_YET = Path(__file__).with_name("stories_not_yet.txt")
ASKED_FOR = (
    "lifted-yesterday", "afraid-to-move", "stumble-on-prednisolone", "numb-in-week-three",
    "fast-recovery", "two-flare-ups", "relapse-in-month-five", "leg-pain-that-settles",
    "leg-pain-that-stays", "much-on-her-mind", "alarm-sign-in-week-five",
    "never-does-the-exercises", "does-too-much", "silent-for-three-weeks", "pregnant",
    "off-sick-and-back",
)  # fmt: skip
"""The four people who are always tried, and the twelve courses that a plan must stand."""


@cache
def stories() -> dict[str, Story]:
    """Every story, by name."""
    found = load_stories(guideline(), read_files(find("guideline")))
    return {story.name: story for story in found}


def not_yet(name: str) -> list[tuple[int, str]]:
    """What is known not to be as a story expects: day and what is expected."""
    rows = [
        line.split()[:3]
        for line in NOT_YET.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return sorted((int(day), key) for story, day, key in rows if story == name)


@pytest.mark.parametrize("name", sorted(stories()))
def test_the_plan_is_what_the_story_expects_at_each_of_its_moments(name: str) -> None:
    misses = [
        (told.moment.day, miss.partition(":")[0])
        for told in run(planner(), stories()[name])
        for miss in told.misses
    ]
    assert sorted(misses) == not_yet(name)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_the_courses_that_a_plan_must_stand_are_told(name: str) -> None:
    assert name in stories()


@pytest.mark.parametrize("name", sorted(stories()))
def test_a_story_is_told_in_both_languages_over_a_year_and_says_what_should_be_advised(
    name: str,
) -> None:
    story = stories()[name]
    for words in (story.title, story.who):
        assert words is not None
        assert words["nl"].strip()
        assert words["en"].strip()
    assert story.moments[-1].day >= 360
    assert sum(moment.advised is not None for moment in story.moments) >= 5
    for moment in story.moments:
        for words in (moment.says, moment.advised):
            assert words is None or (words["nl"].strip() and words["en"].strip())

"""Stories as files: every mistake is named with its file, its line, and how to mend it."""

from __future__ import annotations

import pytest
from tests.whole import guideline

from rugwijzer.care.history import DERIVED, scores
from rugwijzer.compiler import (
    GuidelineError,
    Story,
    read_stories,
)

GOOD = """\
story: one
title: {nl: Een, en: One}
who: {nl: Iemand, en: Somebody}
from: someone_new
moments:
  - day: 0
    says: {nl: Au, en: Ouch}
    answers: {pain_now: 7}
    advised: {nl: Beweeg, en: Move}
    expect: {state: building}
  - day: 7
    like: [quiet_check_in]
"""
MEASURES = "measures: {x: 1}\n    answers: {pain_now"
WRONG = {
    "called otherwise": ("story: one", "story: two", 1, 'the story "two" stands in', "Call the"),
    "without a title": ("title: {nl: Een, en: One}\n", "", 1, "title", "Say in a few words"),
    "without who": ("who: {nl: Iemand, en: Somebody}\n", "", 1, "who", "Say who it is about"),
    "an unknown person": ("someone_new", "someone_nwe", 4, "there is no person", "someone_new"),
    "an unknown likeness": ("quiet_check_in", "quiet_chek_in", 12, "there is no person", "quiet"),
    "an unknown row": ("from:", "evidence: [SEL-O1]\nfrom:", 4, "unknown evidence", "SEL-"),
    "an unknown fact": ("pain_now: 7", "pain_nwo: 7", 8, "pain_nwo", "pain_now"),
    "an answer off the scale": ("pain_now: 7", "pain_now: 17", 8, "pain_now", ""),
    "a fact that follows": ("pain_now: 7", "check_in: true", 8, "cannot be told", "Leave it out"),
    "an unknown score": ("answers: {pain_now", MEASURES, 8, "x", ""),
    "days out of order": ("day: 7", "day: 0", 11, "not after the one before", "in order of day"),
    "no day": ("  - day: 7\n    like", "  - like", 11, "day", "Count the days"),
    "a day that is a word": ("day: 7", "day: later", 11, "day", ""),
    "an unknown key": ("says:", "said:", 7, "said", "says"),
    "expecting without words": (
        "    advised: {nl: Beweeg, en: Move}\n",
        "",
        6,
        "does not say it in words",
        "Add `advised",
    ),
    "expecting a list": ("{state: building}", "[building]", 10, "must be a mapping", "Write"),
    "moments that are a word": (GOOD[GOOD.index("moments:") :], "moments: later\n", 5, "", ""),
}
"""What is written otherwise, and the line, the words and the remedy of the message about it."""


def read(text: str, path: str = "stories/one.yaml") -> tuple[Story, ...]:
    known = guideline()
    return read_stories(known, {path: text}, derived=DERIVED, measures=scores(known))


def test_a_story_is_read_with_its_moments_in_order() -> None:
    (story,) = read(GOOD)
    assert story.name == "one"
    assert [moment.day for moment in story.moments] == [0, 7]
    assert story.moments[0].answers["pain_now"] == 7
    assert dict(story.moments[0].expect) == {"state": "building"}
    assert not set(story.moments[0].answers) & set(DERIVED)


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_in_a_story_is_named_with_its_line_and_how_to_mend_it(what: str) -> None:
    old, new, line, said, mend = WRONG[what]
    assert old in GOOD
    with pytest.raises(GuidelineError) as refused:
        read(GOOD.replace(old, new, 1))
    problems = refused.value.problems
    found = [each for each in problems if each.place.line == line and said in each.what]
    assert found, [str(each) for each in problems]
    assert found[0].place.file == "stories/one.yaml"
    assert mend in found[0].mend
    assert found[0].mend


def test_a_story_in_which_nothing_is_told_at_first_is_refused_and_so_is_an_empty_file() -> None:
    untold = GOOD.replace("from: someone_new\n", "").replace("    answers: {pain_now: 7}\n", "")
    with pytest.raises(GuidelineError) as refused:
        read(untold)
    assert "stories/one.yaml:5: nothing is told at the first moment" in str(refused.value)
    assert "Begin with `from:` a person" in str(refused.value)
    with pytest.raises(GuidelineError) as refused:
        read("")
    assert "this file is empty. Fill it or remove it." in str(refused.value)


def test_every_mistake_of_a_story_is_named_at_once() -> None:
    with pytest.raises(GuidelineError) as refused:
        read(GOOD.replace("quiet_check_in", "nobody").replace("pain_now: 7", "pain_nwo: 7"))
    told = [each.what for each in refused.value.problems]
    assert 'there is no person "nobody".' in told
    assert any("pain_nwo" in each for each in told)

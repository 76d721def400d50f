"""`stories/*.yaml`: courses over time that read like stories, typed against a guideline.

```
story: winter-outside          # the name of its file
title: {nl: ..., en: ...}
who: {nl: ..., en: ...}        # who it is about, in a few sentences
from: an_old_bicycle           # a person of people/: what is told on the first day
evidence: [LAMP-1]             # may be left out
moments:
  - day: 0
    says: {nl: ..., en: ...}       # what happens
    like: [nothing_new]            # people whose answers are told too, before `answers`
    answers: {chain: dry}
    measures: {}
    advised: {nl: ..., en: ...}    # what should be advised, in words
    expect: {state: building}      # the same as data; who runs the story knows the keys
```
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.places import GuidelineError, Place, Problem, nearest
from rugwijzer.compiler.language.stories import Story, StoryMoment
from rugwijzer.compiler.language.types import Answer
from rugwijzer.compiler.reading.documents import Tree, plain, read_document
from rugwijzer.compiler.reading.fields import Fields, as_sequence
from rugwijzer.compiler.reading.files import Files
from rugwijzer.compiler.reading.told import ToldReader

ROOM = "stories/"
_KEYS = ("story", "title", "who", "from", "evidence", "moments")
_MOMENT = ("day", "says", "like", "answers", "measures", "advised", "expect")


def read_stories(
    guideline: Guideline,
    files: Files,
    *,
    derived: Collection[str],
    measures: Mapping[str, tuple[int, int]],
) -> tuple[Story, ...]:
    """The stories of a guideline, by name. Raises GuidelineError with every mistake found.

    `derived` are the facts that follow from the visits themselves and that nobody can tell;
    `measures` are the scores that may be told, each with its lowest and highest.
    """
    problems: list[Problem] = []
    found: list[Story] = []
    for name, text in sorted(files.items()):
        if not name.startswith(ROOM):
            continue
        try:
            tree = read_document(text, name)
        except GuidelineError as error:
            problems += error.problems
            continue
        if tree is None:
            problems.append(Problem(Place(name, 0), "this file is empty.", "Fill it or remove it."))
            continue
        reader = _Reader(guideline, problems, derived, measures)
        found.append(reader.story(tree, PurePosixPath(name).stem))
    if problems:
        raise GuidelineError(problems)
    return tuple(found)


class _Reader(ToldReader):
    """One story, and the problems found so far."""

    def __init__(
        self,
        guideline: Guideline,
        problems: list[Problem],
        derived: Collection[str],
        measures: Mapping[str, tuple[int, int]],
    ) -> None:
        super().__init__(guideline.facts, problems, derived, measures)
        self.guideline = guideline

    def story(self, tree: Tree, stem: str) -> Story:
        fields = Fields(tree, "a story", self.problems, _KEYS)
        for key, mend in (
            ("story", f"Write `story: {stem}`, the name of its file."),
            ("title", "Say in a few words how it goes."),
            ("who", "Say who it is about."),
            ("moments", "Write one `- day: 0` per moment."),
        ):
            fields.required(key, mend)
        name = fields.text("story")
        if name is not None and name != stem:
            fields.problem(
                f'the story "{name[:60]}" stands in {stem}.yaml.',
                "Call the story as its file.",
                fields.at("story"),
            )
        for row, place in fields.placed_names("evidence"):
            if row not in self.guideline.evidence:
                self.problem(
                    place,
                    f'the story cites the unknown evidence "{row[:60]}".',
                    nearest(row, self.guideline.evidence) or "Cite rows of evidence.yaml.",
                )
        return Story(
            name=stem,
            title=fields.words("title"),
            who=fields.words("who"),
            moments=self.moments(fields),
            evidence=fields.names("evidence"),
            place=fields.place,
        )

    def moments(self, fields: Fields) -> tuple[StoryMoment, ...]:
        tree = fields.tree("moments")
        found: list[StoryMoment] = []
        start = self.answers_of(fields.text("from"), fields.at("from")) if "from" in fields else {}
        for item in as_sequence(tree, "the moments of a story", self.problems) if tree else ():
            moment = Fields(item, "a moment of a story", self.problems, _MOMENT)
            moment.required("day", "Count the days from day 0.")
            found.append(self.moment(moment, {} if found else start))
            if len(found) > 1 and found[-2].day >= found[-1].day:
                moment.problem(
                    "this day is not after the one before it.", "Put the moments in order of day."
                )
        if tree is not None and not (found and found[0].told):
            fields.problem(
                "nothing is told at the first moment of this story.",
                "Begin with `from:` a person, or with `answers:`.",
                fields.at("moments"),
            )
        return tuple(found)

    def moment(self, fields: Fields, start: Mapping[str, Answer]) -> StoryMoment:
        told: dict[str, Answer] = dict(start)
        for name, place in fields.placed_names("like"):
            told |= self.answers_of(name, place)
        answers, measures = self.told(fields, "Leave it out: it is worked out.")
        expected = fields.tree("expect")
        expect = plain(expected) if expected is not None else {}
        if not isinstance(expect, dict):
            fields.problem(
                '"expect" of a moment must be a mapping.', "Write {name: value}.",
                fields.at("expect"),
            )  # fmt: skip
            expect = {}
        if expect and "advised" not in fields:
            fields.problem(
                "this moment expects something but does not say it in words.",
                "Add `advised: {nl: ..., en: ...}`.",
            )
        return StoryMoment(
            day=self.day(fields.tree("day"), '"day" of a moment', 0),
            says=fields.words("says"),
            answers=told | answers,
            measures=measures,
            advised=fields.words("advised"),
            expect=expect,
            place=fields.place,
        )

    def answers_of(self, name: str | None, place: Place) -> Mapping[str, Answer]:
        """What a person of people/ tells: only what can be told."""
        person = self.guideline.people.get(name or "")
        if person is None:
            self.problem(
                place,
                f'there is no person "{(name or "")[:60]}".',
                nearest(name or "", self.guideline.people) or "Name one of people/.",
            )
            return {}
        return {fact: answer for fact, answer in person.record.items() if fact not in self.derived}

"""`history/*.yaml`: worked examples of answers over time, typed against a guideline.

```
- title: A chain that was cleaned is clean
  visits:
    - {day: 0, answers: {chain: dry}}
    - {day: 30, answers: {chain: clean}}
  at: 30                      # the last of these days, unless said
  follows: {chain: clean, lights: absent}
  ask_again: []               # may be left out, and so may changed_answers
  changed_answers: []         # - [fact, earlier day, later day]
```

A file called after a fact holds examples of that fact: each must say what follows for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from rugwijzer.compiler.language.guideline import Guideline
from rugwijzer.compiler.language.history import ExampleVisit, HistoryExample
from rugwijzer.compiler.language.places import GuidelineError, Place, Problem
from rugwijzer.compiler.language.types import Answer
from rugwijzer.compiler.reading.documents import Scalar, Sequence, Tree, plain, read_document
from rugwijzer.compiler.reading.fields import Fields, as_sequence
from rugwijzer.compiler.reading.files import Files
from rugwijzer.compiler.reading.told import ToldReader

ROOM = "history/"
ABSENT = "absent"
_KEYS = ("title", "visits", "at", "follows", "ask_again", "changed_answers")


def read_history_examples(
    guideline: Guideline,
    files: Files,
    *,
    derived: Collection[str],
    measures: Mapping[str, tuple[int, int]],
) -> tuple[HistoryExample, ...]:
    """The worked examples of a guideline. Raises GuidelineError with every mistake found.

    `derived` are the facts that follow from the visits themselves and that nobody can tell;
    `measures` are the scores that may be told, each with its lowest and highest.
    """
    problems: list[Problem] = []
    found: list[HistoryExample] = []
    for name, text in files.items():
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
        about = PurePosixPath(name).stem
        for item in as_sequence(tree, name, problems):
            reader = _Reader(guideline, item, problems, derived, measures)
            found.append(reader.example(about if about in guideline.facts else None))
    titles: dict[str, Place] = {}
    for example in found:
        if example.title in titles:
            problems.append(
                Problem(
                    example.place,
                    f"this example has the title of the one at {titles[example.title]}.",
                    "Give each its own title.",
                )
            )
        titles.setdefault(example.title, example.place)
    if problems:
        raise GuidelineError(problems)
    return tuple(found)


class _Reader(ToldReader):
    """One example, and the problems found so far."""

    def __init__(
        self,
        guideline: Guideline,
        tree: Tree,
        problems: list[Problem],
        derived: Collection[str],
        measures: Mapping[str, tuple[int, int]],
    ) -> None:
        super().__init__(guideline.facts, problems, derived, measures)
        self.fields = Fields(tree, "an example", problems, _KEYS)

    def example(self, about: str | None) -> HistoryExample:
        fields = self.fields
        fields.required("title", "Write a sentence that somebody could disagree with.")
        visits = self.visits()
        at = self.day(
            fields.tree("at"), '"at" of an example', max((each.day for each in visits), default=0)
        )
        follows, absent = self.follows()
        again = fields.names("ask_again") if "ask_again" in fields else None
        for name, place in fields.placed_names("ask_again"):
            self.known(name, place)
        changed = self.changed() if "changed_answers" in fields else None
        if fields.readable and not (follows or absent) and again is None and changed is None:
            fields.problem(
                "an example says nothing about what follows.",
                "Write `follows: {fact: value}`, or `ask_again: [...]`.",
            )
        elif about is not None and fields.readable and about not in (*follows, *absent):
            fields.problem(
                f'this example does not say what follows for "{about}".',
                f"Say it under `follows:`, or move it to a file that is not called {about}.yaml.",
            )
        return HistoryExample(
            title=fields.text("title") or "",
            place=fields.place,
            visits=visits,
            at=at,
            follows=follows,
            absent=absent,
            ask_again=again,
            changed_answers=changed,
        )

    def visits(self) -> tuple[ExampleVisit, ...]:
        tree = self.fields.required("visits", "Write one `- {day: 0, answers: {...}}` per visit.")
        if tree is None:
            return ()
        found: list[ExampleVisit] = []
        for item in as_sequence(tree, '"visits" of an example', self.problems):
            fields = Fields(item, "a visit", self.problems, ("day", "answers", "measures"))
            fields.required("day", "Count the days from day 0.")
            answers, measures = self.told(fields, "Put it under `follows:`.")
            found.append(
                ExampleVisit(self.day(fields.tree("day"), '"day" of a visit', 0), answers, measures)
            )
        return tuple(found)

    def follows(self) -> tuple[dict[str, Answer], tuple[str, ...]]:
        answers: dict[str, Answer] = {}
        absent: list[str] = []
        for name, value in self.entries(self.fields, "follows"):
            if not self.known(name, value.place):
                continue
            options = getattr(self.facts[name].type, "options", ())
            if plain(value) == ABSENT and ABSENT not in options:
                absent.append(name)
            else:
                self.answer(name, value, answers)
        return answers, tuple(absent)

    def changed(self) -> tuple[tuple[str, int, int], ...]:
        tree = self.fields.tree("changed_answers")
        assert tree is not None
        found: list[tuple[str, int, int]] = []
        for item in as_sequence(tree, '"changed_answers" of an example', self.problems):
            match item:
                case Sequence((Scalar(name) as fact, earlier, later)):
                    if self.known(name, fact.place):
                        days = (self.day(earlier, "a day", 0), self.day(later, "a day", 0))
                        found.append((name, *days))
                case _:
                    self.problem(
                        item.place,
                        "a changed answer is a fact and two days.",
                        "Write `[fact, earlier day, later day]`.",
                    )
        return tuple(found)

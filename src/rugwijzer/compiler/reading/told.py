"""What was told on a day, typed: answers to facts, and scores of measures."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rugwijzer.compiler.language.guideline import Fact
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import Answer
from rugwijzer.compiler.reading.answers import AnswerProblem, read_answer
from rugwijzer.compiler.reading.documents import Mapping as MappingTree
from rugwijzer.compiler.reading.documents import Tree, plain
from rugwijzer.compiler.reading.fields import Fields

LATEST_DAY = 100_000
"""Later than anybody lives to see; keeps a misprint from leaving the calendar."""


class ToldReader:
    """Reads answers and scores, and says every mistake.

    `derived` are the facts that follow from the visits themselves and that nobody can tell;
    `measures` are the scores that may be told, each with its lowest and highest.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        problems: list[Problem],
        derived: Collection[str],
        measures: Mapping[str, tuple[int, int]],
    ) -> None:
        self.facts = facts
        self.problems = problems
        self.derived = derived
        self.measures = measures

    def problem(self, place: Place, what: str, mend: str) -> None:
        """One more mistake."""
        self.problems.append(Problem(place, what, mend))

    def told(self, fields: Fields, instead: str) -> tuple[dict[str, Answer], dict[str, int | None]]:
        """The answers and scores under `answers` and `measures`.

        `instead` says where a fact belongs that nobody can tell.
        """
        answers: dict[str, Answer] = {}
        for name, value in self.entries(fields, "answers"):
            if name in self.derived:
                self.problem(
                    value.place,
                    f'"{name}" follows from the visits themselves and cannot be told.',
                    instead,
                )
            elif self.known(name, value.place):
                self.answer(name, value, answers)
        measures: dict[str, int | None] = {}
        for name, value in self.entries(fields, "measures"):
            self.measure(name, value, measures)
        return answers, measures

    def entries(self, fields: Fields, key: str) -> list[tuple[str, Tree]]:
        """The entries of a mapping; what is wrong with their names is said by who knows them."""
        tree = fields.tree(key)
        if tree is None:
            return []
        if not isinstance(tree, MappingTree):
            fields.problem(
                f'"{key}" of {fields.what} must be a mapping.', "Write {name: value}.", tree.place
            )
            return []
        return list(tree.entries.items())

    def known(self, name: str, place: Place) -> bool:
        """Whether a fact is declared; if not, that is said."""
        if name not in self.facts:
            self.problem(
                place,
                f'there is no fact "{name[:60]}".',
                nearest(name, self.facts) or "Name a fact that is declared under facts/.",
            )
        return name in self.facts

    def answer(self, name: str, tree: Tree, answers: dict[str, Answer]) -> None:
        """One answer, typed, into `answers`."""
        answer = read_answer(self.facts[name], plain(tree))
        if isinstance(answer, AnswerProblem):
            self.problem(tree.place, f'"{name}": {answer.what}', answer.mend)
        else:
            answers[name] = answer

    def measure(self, name: str, tree: Tree, measures: dict[str, int | None]) -> None:
        """One score, typed, into `measures`."""
        if name not in self.measures:
            self.problem(
                tree.place,
                f'there is no measure "{name[:60]}".',
                nearest(name, self.measures) or f"It is one of: {', '.join(self.measures)}.",
            )
            return
        low, high = self.measures[name]
        score = plain(tree)
        if score is None or (
            isinstance(score, int) and not isinstance(score, bool) and low <= score <= high
        ):
            measures[name] = score
        else:
            self.problem(
                tree.place,
                f'"{name}": it must be a whole number from {low} to {high}.',
                "Write null for don't know.",
            )

    def day(self, tree: Tree | None, what: str, default: int) -> int:
        """A number of days, or the default."""
        if tree is None:
            return default
        day = plain(tree)
        if isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= LATEST_DAY:
            return day
        self.problem(
            tree.place,
            f"{what} must be a whole number of days from 0 to {LATEST_DAY}.",
            "Count from day 0.",
        )
        return default

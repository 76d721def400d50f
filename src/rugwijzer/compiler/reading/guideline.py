"""A folder of files to one typed guideline.

```
version.yaml  sources.yaml  evidence.yaml
facts/*.yaml  screens/*.yaml  definitions/*.yaml  contradictions/*.yaml  people/*.yaml
decisions/<name>/decision.yaml
decisions/<name>/[<topic>/]rules.yaml and cases.yaml
claims/*.yaml  measures/*.yaml  courses/*.yaml
items/<name>.yaml
```

`population/`, `measures/`, `history/` and `stories/` have readers of their own; here they are only
well-formed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from rugwijzer.compiler.language.guideline import (
    Case,
    Evidence,
    Fact,
    Guideline,
    Person,
    Screen,
    Source,
    Version,
)
from rugwijzer.compiler.language.items import Item
from rugwijzer.compiler.language.order import in_reading_order
from rugwijzer.compiler.language.places import GuidelineError, Place, Problem
from rugwijzer.compiler.language.reads import names_read
from rugwijzer.compiler.reading.claims import read_claim
from rugwijzer.compiler.reading.courses import read_course
from rugwijzer.compiler.reading.declarations import FactReader
from rugwijzer.compiler.reading.documents import Mapping as MappingTree
from rugwijzer.compiler.reading.documents import Tree, read_document
from rugwijzer.compiler.reading.evidence import read_evidence, read_source, read_version
from rugwijzer.compiler.reading.expressions import Symbols
from rugwijzer.compiler.reading.fields import Fields, as_mapping, as_sequence
from rugwijzer.compiler.reading.files import Files
from rugwijzer.compiler.reading.items import read_item
from rugwijzer.compiler.reading.measures import read_measure
from rugwijzer.compiler.reading.sections import (
    DecisionReader,
    read_case,
    read_contradiction,
    read_definition,
    read_person,
    read_screen,
)

_Loose = TypeVar("_Loose", Evidence, Source)


ROOMS = ("facts", "screens", "definitions", "contradictions", "people", "decisions",
         "claims", "population", "measures", "items", "courses", "history",
         "stories")  # fmt: skip
LOOSE = ("version.yaml", "sources.yaml", "evidence.yaml")


def read_guideline(files: Files, *, prefix: str = "") -> tuple[Guideline, list[Problem]]:
    """The guideline, and every mistake found in reading it.

    `prefix` goes before each path in the problems. With problems the guideline may be incomplete
    and must not be used.
    """
    return _Reader(files, prefix).guideline()


class _Reader:
    def __init__(self, files: Files, prefix: str) -> None:
        self.problems: list[Problem] = []
        self.trees: dict[str, Tree] = {}
        for name, text in files.items():
            try:
                tree = read_document(text, prefix + name)
            except GuidelineError as error:
                self.problems += error.problems
                continue
            if tree is None:
                self.problem(prefix + name, "this file is empty.", "Fill it or remove it.")
            else:
                self.trees[name] = tree
        self.prefix = prefix
        for name in files:
            if name.partition("/")[0] not in ROOMS and name not in LOOSE:
                self.problem(
                    prefix + name,
                    "nothing reads this file.",
                    f"Put it under one of: {', '.join(ROOMS)}.",
                )

    def problem(self, file: str, what: str, mend: str) -> None:
        self.problems.append(Problem(Place(file, 0), what, mend))

    def room(self, room: str) -> Iterator[tuple[str, Tree]]:
        """The files of one room."""
        for name, tree in self.trees.items():
            if name.startswith(f"{room}/"):
                yield name, tree

    def entries(self, room: str) -> dict[str, Tree]:
        """The entries of all mappings in one room, or in one loose file."""
        found: dict[str, Tree] = {}
        firsts: dict[str, Place] = {}
        trees = [*self.room(room)] or [
            (name, tree) for name, tree in self.trees.items() if name == room
        ]
        for name, tree in trees:
            if name in LOOSE:
                Fields(tree, name, self.problems, getattr(tree, "entries", ()))
            else:
                as_mapping(tree, f"a file under {room}/", self.problems)
            if not isinstance(tree, MappingTree):
                continue
            for key, value in tree.entries.items():
                place = tree.keys[key]
                if key in found:
                    self.twice(key, place, firsts[key])
                else:
                    found[key] = replace(value, place=place)
                    firsts[key] = place
        return found

    def twice(self, name: str, place: Place, first: Place) -> None:
        self.problems.append(
            Problem(place, f'the name "{name}" is already taken at {first}.', "Choose another.")
        )

    def decision_readers(self) -> dict[str, DecisionReader]:
        readers: dict[str, DecisionReader] = {}
        for path, tree in self.room("decisions"):
            parts = PurePosixPath(path).parts
            if parts[-1] == "decision.yaml" and len(parts) == 3:
                readers[parts[1]] = DecisionReader(parts[1], tree, self.problems)
        for path, tree in self.room("decisions"):
            parts = PurePosixPath(path).parts
            if len(parts) < 3 or parts[1] not in readers:
                self.problem(
                    tree.place.file,
                    "this file belongs to no decision.",
                    "Put it under decisions/<name>/, beside a decision.yaml.",
                )
            elif parts[-1] == "rules.yaml":
                readers[parts[1]].add_rules(tree, "/".join(parts[2:-1]))
            elif parts[-1] != "cases.yaml" and (parts[-1] != "decision.yaml" or len(parts) > 3):
                self.problem(
                    tree.place.file,
                    "nothing reads this file.",
                    "A decision has decision.yaml; it and its topics have rules.yaml and "
                    "cases.yaml.",
                )
        return readers

    def guideline(self) -> tuple[Guideline, list[Problem]]:
        """In three stages: files, declarations, all the rest.

        A stage with mistakes is the last, for each name it misses would be missed everywhere.
        """
        if self.problems:
            return Guideline(facts={}), self.problems
        facts = {
            name: FactReader(name, tree, self.problems)
            for name, tree in self.entries("facts").items()
        }
        definitions, contradictions = self.entries("definitions"), self.entries("contradictions")
        decisions = self.decision_readers()
        symbols = Symbols(
            facts={name: reader.type for name, reader in facts.items()},
            definitions=set(definitions),
            contradictions=set(contradictions),
        )
        for reader in decisions.values():
            reader.declare(symbols)
        if self.problems:
            return Guideline(facts={}), self.problems
        typed = {name: reader.fact(symbols) for name, reader in facts.items()}
        people = {
            name: read_person(name, tree, typed, self.problems)
            for name, tree in self.entries("people").items()
        }
        guideline = Guideline(
            facts=typed,
            definitions={
                name: read_definition(name, tree, symbols, self.problems)
                for name, tree in definitions.items()
            },
            contradictions={
                name: read_contradiction(name, tree, symbols, self.problems)
                for name, tree in contradictions.items()
            },
            decisions={name: reader.decision(symbols) for name, reader in decisions.items()},
            screens=tuple(self.screens()),
            people=people,
            cases=tuple(self.cases(typed, people)),
            claims={
                name: read_claim(name, tree, symbols, typed, self.problems)
                for name, tree in self.entries("claims").items()
            },
            evidence=self.loose("evidence.yaml", read_evidence),
            sources=self.loose("sources.yaml", read_source),
            version=self.version(),
            measures={
                name: read_measure(name, tree, self.problems)
                for name, tree in self.entries("measures").items()
            },
            items={item.name: item for item in self.items()},
            courses={
                name: read_course(name, tree, self.problems)
                for name, tree in self.entries("courses").items()
            },
        )
        if self.problems:
            return guideline, self.problems
        return with_order(guideline), self.problems

    def screens(self) -> Iterator[Screen]:
        for name, tree in self.room("screens"):
            for item in as_sequence(tree, f"{name}", self.problems):
                yield read_screen(item, self.problems)

    def cases(self, facts: dict[str, Fact], people: dict[str, Person]) -> Iterator[Case]:
        for name, tree in self.room("decisions"):
            path = PurePosixPath(name)
            if path.name == "cases.yaml":
                topic = "/".join(path.parts[1:-1])
                for item in as_sequence(tree, name, self.problems):
                    yield read_case(item, topic, facts, people, self.problems)

    def items(self) -> Iterator[Item]:
        for name, tree in self.room("items"):
            if len(PurePosixPath(name).parts) != 2:
                self.problem(
                    tree.place.file, "nothing reads this file.", "Put it right under items/."
                )
            else:
                yield read_item(name, tree, self.problems)

    def loose(
        self, file: str, read: Callable[[str, Tree, list[Problem]], _Loose]
    ) -> dict[str, _Loose]:
        return {name: read(name, tree, self.problems) for name, tree in self.entries(file).items()}

    def version(self) -> Version | None:
        tree = self.trees.get("version.yaml")
        return None if tree is None else read_version(tree, self.problems)


def with_order(guideline: Guideline) -> Guideline:
    """The guideline with its reading order filled in; empty if there is a cycle."""
    names = [
        *guideline.facts, *guideline.definitions, *guideline.contradictions, *guideline.decisions,
    ]  # fmt: skip
    order, cycle = in_reading_order({name: names_read(guideline, name) for name in names})
    return replace(guideline, order=() if cycle else order)

"""`rugwijzer guideline diff OTHER`: who gets other advice, and because of which rule."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rugwijzer.cli import judged_people
from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import Guideline, GuidelineError, load, nearest, restore_guideline
from rugwijzer.compiler.reading.files import is_folder
from rugwijzer.library import Library
from rugwijzer.loading import load_guideline, load_texts
from rugwijzer.paths import find
from rugwijzer.population.advice import CONCERNS, URGENCY, Adviser, Unfit
from rugwijzer.population.difference import CONCERN, IN, Affected, Change, Comparison, Difference
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import PeopleProblem
from rugwijzer.population.reading import read_rates
from rugwijzer.wording.words import say

WIDTH = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument(
        "other", metavar="OTHER", type=Path, help="a folder with a guideline, or an exported one"
    )
    judged_people.arguments(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Compare."""
    guideline = load_guideline(options.guideline)
    try:
        other = the_other(options.other)
        rates = read_rates(find("guideline", options.guideline))
        comparison = Comparison(Adviser(other), Adviser(guideline))
        people = judged_people.people_of(options, guideline, rates)
        found = comparison.of_people(people, rates.truths, guideline.cases)
    except (Unfit, PeopleProblem, ExtraMissing) as problem:
        print(judged_people.said(problem, options.people), file=sys.stderr)
        return 1
    if options.json:
        document = {"from": _version(other), "to": _version(guideline), **found.as_json()}
        print(json.dumps(document, ensure_ascii=only_ascii(), indent=2))
        return 0
    texts = load_texts()
    for line in Shown(other, guideline, found, texts, options.lang).lines(options.other):
        print(line)
    return 0


def the_other(path: Path) -> Guideline:
    """The guideline to compare with: of a folder, or of an exported document. Raises Unfit."""
    if is_folder(path):
        try:
            return load(path)
        except GuidelineError as error:
            problems = "\n".join(f"{path}/{problem}" for problem in error.problems)
            raise Unfit(f"{problems}\n{path}: this guideline cannot be used.") from None
    try:
        return restore_guideline(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        siblings = path.parent.iterdir() if path.parent.is_dir() else ()
        near = nearest(path.name, (each.name for each in siblings))
        raise Unfit(f"{path}: there is no such folder or file. {near}".rstrip()) from None
    except OSError as error:
        raise Unfit(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError:
        raise Unfit(
            f"{path}: this is no exported guideline of this version. Name a folder that holds a"
            " guideline, or export it anew."
        ) from None


def _version(guideline: Guideline) -> str | None:
    return guideline.version.number if guideline.version is not None else None


class Shown:
    """A difference in the words of one language."""

    def __init__(
        self,
        before: Guideline,
        after: Guideline,
        found: Difference,
        texts: Library,
        language: str,
    ) -> None:
        self.before, self.after, self.found = before, after, found
        self.texts, self.language = texts, language
        self.figures = Figures(language)

    def text(self, key: str, **places: object) -> str:
        """A text of this command."""
        return self.texts.text(f"judging.diff.{key}", self.language, **places)

    def lines(self, other: Path) -> Iterator[str]:
        """All of it; `other` is where the other guideline stands."""
        found = self.found
        before = f"{other} ({_version(self.before) or '?'})"
        yield self.text(
            "title", before=before, after=self.text("this", version=_version(self.after) or "?")
        )
        yield from self._limits()
        people = self.figures.whole(found.people.total)
        if found.nothing:
            yield self.text("nothing", people=people, cases=self.figures.whole(found.cases_tried))
            return
        number = self.figures.decimal((found.people.value or 0) * 1000)
        yield self.text("changed", number=number, people=people)
        for kind, changes in groupby(found.affected, key=lambda each: kind_of(each.change)):
            yield from ("", self._kind(kind), *self._table(changes))
        if found.cases_tried:
            changed, tried = map(self.figures.whole, (len(found.cases), found.cases_tried))
            yield from ("", self.text("cases", changed=changed, tried=tried))
        for case in found.cases:
            yield from textwrap.wrap(
                case.title, WIDTH, initial_indent="  ", subsequent_indent="    "
            )
            for change in case.changes:
                kind, move = self._kind(kind_of(change)), self._move(change)
                yield f"      {kind}: {move}  ({self._rules(change)})"

    def _limits(self) -> Iterator[str]:
        """What could not be compared."""
        found = self.found
        if found.left_out:
            yield from self._wrapped("left_out", facts=", ".join(found.left_out))
        if found.not_asked:
            yield from self._wrapped("not_asked", facts=", ".join(found.not_asked))
        if found.open:
            decisions = ", ".join(
                f"{self._kind(name)} ({self.figures.whole(people)})"
                for name, people in found.open.items()
            )
            yield from self._wrapped("open", decisions=decisions)

    def _wrapped(self, key: str, **places: object) -> list[str]:
        return textwrap.wrap(self.text(key, **places), WIDTH)

    def _kind(self, kind: str) -> str:
        return self.text("concern") if kind == CONCERN else self.text(f"what.{kind}")

    def _table(self, changes: Iterable[Affected]) -> Iterator[str]:
        head = [
            self.text("per"),
            self.text("because"),
            self.texts.text("judging.people", self.language),
            *map(self.text, ("all", "without_alarm", "serious")),
        ]
        rows = [head]
        for each in changes:
            shares = (each.people, each.without_alarm, each.serious)
            rows.append(
                [
                    self._move(each.change),
                    self._rules(each.change),
                    self.figures.whole(each.people.count),
                    *(self.figures.scaled(share, 1000, digits=1) for share in shares),
                ]
            )
        return aligned(rows, left=(0, 1), indent=2)

    def _move(self, change: Change) -> str:
        if change.what.startswith(CONCERN):
            concern = change.what.removeprefix(CONCERN)
            members = (
                *getattr(self.after.decisions[CONCERNS], "members", ()),
                *getattr(self.before.decisions[CONCERNS], "members", ()),
            )
            words = next((each.words for each in members if each.name == concern), None)
            key = "came" if change.after == IN else "went"
            return self.text(key, concern=say(words, self.language) or concern)
        before, after = change.before, change.after
        if change.what == URGENCY:
            before, after = map(self._level, (before, after))
        return self.text("from_to", before=before, after=after)

    def _level(self, level: str) -> str:
        key = f"judging.level.{level}"
        return self.texts.text(key, self.language) if key in self.texts else level

    def _rules(self, change: Change) -> str:
        return ", ".join(change.rules) or self.text("otherwise")


def kind_of(change: Change) -> str:
    """The decision that changed, or `concern:` for any concern."""
    return CONCERN if change.what.startswith(CONCERN) else change.what

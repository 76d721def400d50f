"""`rugwijzer population evaluate FILE`: what the guideline finds, misses and costs."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.judged_people import SETTING, said
from rugwijzer.cli.population_kinds import ShownKinds
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import Guideline
from rugwijzer.library import Library
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.population.advice import NOW, Adviser, Unfit
from rugwijzer.population.evaluate import AgeGroup, Evaluation, Goal, Group, evaluate
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.people import PeopleProblem, read_people
from rugwijzer.population.rates import Rates
from rugwijzer.population.reading import read_rates
from rugwijzer.wording.words import say

HEADING = "judging.evaluate"
WIDTH = 100
MOST_MISSED = 10
"""So many missed emergencies are shown; JSON has them all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("file", metavar="FILE", type=Path, help="simulated people")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "--svg", metavar="FILE", type=Path, help="draw the levels per cause in FILE"
    )
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Evaluate."""
    guideline, engine = load_to_apply(options.guideline)
    rates = read_rates(find("guideline", options.guideline))
    texts = load_texts()
    try:
        adviser = Adviser(guideline, engine)
        found = evaluate(adviser, read_people(options.file), rates.truths, rates.decided)
        shown = Shown(guideline, rates, found, texts, options.lang)
        if options.svg is not None:
            save(options.svg, shown.picture())
    except (Unfit, PeopleProblem, ExtraMissing) as problem:
        print(said(problem, options.file), file=sys.stderr)
        return 1
    if options.json:
        document = {"guideline_version": shown.version, **found.as_json()}
        print(json.dumps(document, ensure_ascii=only_ascii(), indent=2))
        return 0
    for line in shown.lines():
        print(line)
    if options.svg is not None:
        print("\n" + texts.text("judging.plot.saved", options.lang, path=options.svg))
    return 0


def save(path: Path, text: str) -> None:
    """Write a file. Raises PeopleProblem if that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PeopleProblem(
            f"{path}: cannot be written ({error.strerror}). Check the folder and its permissions."
        ) from None


class Shown:
    """An evaluation in the words of one language."""

    def __init__(
        self, guideline: Guideline, rates: Rates, found: Evaluation, texts: Library, language: str
    ) -> None:
        self.found, self.rates, self.language = found, rates, language
        self.texts = texts
        self.figures = Figures(language)
        version = guideline.version
        self.version = version.number if version is not None else "?"
        self.levels = [self._level(level) for level in found.levels]
        self.now = found.levels.index(NOW)
        self.kinds = ShownKinds(guideline, found.classification, self.truth, texts, language)

    def text(self, key: str, **places: object) -> str:
        """A text of this command."""
        return self.texts.text(f"{HEADING}.{key}", self.language, **places)

    def _level(self, level: str, length: str = "level") -> str:
        key = f"judging.{length}.{level}"
        return self.texts.text(key, self.language) if key in self.texts else level

    @property
    def settings(self) -> str:
        """Where the people come from."""
        return ", ".join(map(self._setting, self.found.settings))

    def _setting(self, name: str) -> str:
        declared = self.rates.settings.get(name)
        return say(declared.title, self.language) if declared is not None else name

    @property
    def people(self) -> str:
        """How many they are."""
        return self.figures.whole(sum(self.found.settings.values()))

    def truth(self, name: str) -> str:
        """A truth in words."""
        return say(self.rates.truths[name].title, self.language) or name

    def lines(self) -> Iterator[str]:
        """The whole evaluation."""
        found = self.found
        yield self.text("title", version=self.version, people=self.people, settings=self.settings)
        yield self.texts.text("judging.simulated", self.language)
        yield self.texts.text("judging.interval", self.language)
        if len(found.settings) > 1:
            yield self.text("mixed")
        if found.unsettled:
            yield self.text("unsettled", people=self.figures.whole(found.unsettled))
        yield from ("", self.text("goals"), *self._goals())
        if list(found.settings) != [SETTING]:
            yield "  " + self.text("goals_for", setting=self._setting(SETTING))
        yield from ("", self.text("by_truth"), *self._by_truth())
        yield from ("", *self._emergencies())
        yield from ("", self.text("without_alarm"), *self._without_alarm())
        yield from ("", self.text("policies"), *self._policies())
        yield from self.kinds.lines()

    def _goals(self) -> Iterator[str]:
        rows = [["", self.text("found"), self.text("limit"), "", self.text("aim"), ""]]
        for goal in self.found.goals:
            share = self.figures.with_interval(goal.share, digits=1)
            row = [self.text(f"goal.{goal.name}"), self.text("percent", share=share)]
            bounds = (goal.limit, goal.aim) if goal.aim != goal.limit else (goal.limit,)
            for bound in bounds:
                row += [self._bound(goal, bound), self._reached(goal, bound)]
            rows.append(row)
        return aligned(rows, left=range(6), indent=2)

    def _bound(self, goal: Goal, bound: float) -> str:
        if not goal.at_most:
            return self.text("everyone")
        return self.text("at_most", bound=f"{bound * 100:g}")

    def _reached(self, goal: Goal, bound: float) -> str:
        within = goal.within(bound)
        if within is None:
            return self.text("none")
        if not within:
            return self.text("not_reached")
        sure = not goal.at_most or goal.share.high <= bound
        return self.text("reached" if sure else "unsure")

    def _by_truth(self) -> Iterator[str]:
        ranks = range(self.found.levels.index("gp_routine"), len(self.levels))
        people = self.texts.text("judging.people", self.language)
        rows = [["", people, *(self.levels[rank] for rank in ranks)]]

        def row(name: str, group: Group) -> list[str]:
            return [
                name,
                self.figures.whole(group.people),
                *(self.figures.with_interval(group.from_level(rank)) for rank in ranks),
            ]

        rows += [row(self.truth(name), group) for name, group in self.found.truths.items()]
        rows.append(row(self.text("nothing_serious"), self.found.nothing_serious))
        rows.append(row(self.text("all_serious"), self.found.serious))
        return aligned(rows, indent=2)

    def _emergencies(self) -> Iterator[str]:
        group = self.found.emergencies
        if not group.people:
            yield self.text("no_emergencies")
            return
        called = group.from_level(self.now)
        yield self.text(
            "emergencies",
            found=self.figures.whole(called.count),
            people=self.figures.whole(called.total),
            share=self.text("percent", share=self.figures.with_interval(called)),
        )
        if not self.found.missed:
            return
        yield self.text("missed")
        mildest_first = sorted(
            self.found.missed, key=lambda each: self.found.levels.index(each.level)
        )
        for each in mildest_first[:MOST_MISSED]:
            yield "  " + self.text(
                "missed_person",
                number=each.number,
                truth=self.truth(each.truth),
                level=self._level(each.level),
            )
            yield from textwrap.wrap(
                plainly(each.answers), WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6
            )
        if (more := len(self.found.missed) - MOST_MISSED) > 0:
            yield "  " + self.text("missed_more", people=self.figures.whole(more))

    def _without_alarm(self) -> Iterator[str]:
        people = self.texts.text("judging.people", self.language)
        rows = [["", people, *self.levels]]

        def row(name: str, group: Group) -> list[str]:
            shares = (group.exactly(rank) for rank in range(len(self.levels)))
            return [name, self.figures.whole(group.people), *map(self.figures.scaled, shares)]

        rows.append(row(self.text("everyone"), self.found.without_alarm))
        rows += [row(self._age(each), each.group) for each in self.found.ages]
        if self.found.women_over_70 is not None:
            rows.append(row(self.text("women_over_70"), self.found.women_over_70))
        yield from aligned(rows, indent=2)
        if all(each.sex is None for each in self.found.ages):
            yield "  " + self.text("no_sex")

    def _age(self, each: AgeGroup) -> str:
        if each.oldest is None:
            age = self.text("age_from", **{"from": each.youngest})
        else:
            age = self.text("ages", **{"from": each.youngest}, to=each.oldest)
        if each.sex is None:
            return age
        return self.text(
            "of_sex", age=age, sex=self.texts.text(f"judging.sex.{each.sex}", self.language)
        )

    def _policies(self) -> Iterator[str]:
        rows = [
            ["", *(self.text(key) for key in ("referred", "needless", "serious_found", "per_case"))]
        ]
        for policy in self.found.policies:
            row = [
                self.text(f"policy.{policy.name}"),
                *map(self.figures.with_interval, (policy.referred, policy.needless, policy.found)),
            ]
            if policy.per_case is not None:
                number, low, high = map(self.figures.decimal, policy.per_case)
                row.append(f"{number} ({low}–{high})")
            rows.append(row)
        return aligned(rows, indent=2)

    def picture(self) -> str:
        """The levels per cause as SVG. Raises ExtraMissing without what draws it."""
        from rugwijzer.population.plot import Bar, Labels, levels_svg

        def label(key: str, **places: object) -> str:
            return self.texts.text(f"judging.plot.{key}", self.language, **places)

        labels = Labels(
            title=label("title"),
            subtitle=label(
                "subtitle", people=self.people, settings=self.settings, version=self.version
            ),
            axis=label("axis"),
            legend=label("legend"),
            levels=tuple(self._level(level, "long_level") for level in self.found.levels),
            description=label("bar"),
            decimal="," if self.language == "nl" else ".",
        )
        bars = [
            Bar(
                self.truth(name),
                self.figures.whole(group.people),
                tuple(group.exactly(rank).value or 0 for rank in range(len(self.levels))),
            )
            for name, group in self.found.truths.items()
        ]
        return levels_svg(bars, labels)


def plainly(answers: Mapping[str, object]) -> str:
    """Answers on one line, as a file of answers has them."""
    return ", ".join(
        f"{name}: {json.dumps(value, ensure_ascii=only_ascii())}" for name, value in answers.items()
    )

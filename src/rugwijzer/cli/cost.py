"""`rugwijzer guideline cost`: what each rule costs, what it serves, and how sure that is."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
import time
from collections.abc import Iterator

from rugwijzer.cli import judged_people, trade_off
from rugwijzer.cli.answer_files import only_ascii, progress
from rugwijzer.cli.prove import not_written
from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import Guideline, digest, population_digest, read_files
from rugwijzer.library import Library
from rugwijzer.loading import load_texts, load_to_apply
from rugwijzer.paths import find
from rugwijzer.population.advice import CONCERNS, Adviser, Unfit
from rugwijzer.population.cost import DEAR, Cost, Price, cost
from rugwijzer.population.extras import ExtraMissing
from rugwijzer.population.intervals import Share
from rugwijzer.population.people import PeopleProblem
from rugwijzer.population.prices import FILE, prices_of, write_prices
from rugwijzer.population.rates import Rates
from rugwijzer.population.reading import read_rates
from rugwijzer.wording.words import say

WIDTH = 100
PER = 1000
FEWER = 10_000
"""So many people are drawn for each end of each assumption."""

COUNT_TO_SAVE = 50_000
"""So many people are drawn for the prices that are kept, unless it was said how many."""

MOST_SHOWN = 10
SHOWN_FROM = 0.5 / 1000
"""A rule that alone sends fewer to a doctor is not shown; JSON has them all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    judged_people.arguments(parser)
    parser.set_defaults(count=None)
    parser.add_argument(
        "--save", action="store_true",
        help=f"write {FILE} beside the guideline, for `explain` (default: {COUNT_TO_SAVE} people)",
    )  # fmt: skip
    parser.add_argument(
        "--sensitivity", action="store_true", help="which assumed rates matter most (minutes)"
    )
    parser.add_argument(
        "--trade-off", action="store_true", help="what giving up rules would win and miss"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Count the cost, and fail if a dear rule does not say why."""
    if options.save and (options.people is not None or options.sensitivity or options.trade_off):
        print(
            "--save draws people itself and keeps what every rule costs. Leave --people,"
            " --sensitivity and --trade-off out.",
            file=sys.stderr,
        )
        return 2
    if options.count is None:
        options.count = COUNT_TO_SAVE if options.save else judged_people.COUNT
    guideline, engine = load_to_apply(options.guideline)
    rates = read_rates(find("guideline", options.guideline))
    texts = load_texts()
    try:
        if options.sensitivity:
            return _sensitivity(guideline, rates, texts, options)
        if options.trade_off:
            return trade_off.run(Adviser(guideline, engine), rates, texts, options)
        people = judged_people.with_more_serious(options, guideline, rates)
        found = cost(Adviser(guideline, engine), people, rates.truths)
    except (Unfit, PeopleProblem, ExtraMissing) as problem:
        print(judged_people.said(problem, options.people), file=sys.stderr)
        return 1
    if options.json:
        version = guideline.version.number if guideline.version is not None else None
        document = {"guideline_version": version, **found.as_json()}
        print(json.dumps(document, ensure_ascii=only_ascii(), indent=2))
    else:
        for line in Shown(guideline, rates, found, texts, options.lang).lines():
            print(line)
    if options.save and not _save(found, rates, options):
        return 1
    return 1 if found.unexplained else 0


def _save(found: Cost, rates: Rates, options: argparse.Namespace) -> bool:
    """Keep the prices beside the guideline. Whether that could be done."""
    folder = find("guideline", options.guideline)
    files = read_files(folder)
    digests, drawn = (digest(files), population_digest(files)), (options.count, options.seed)
    try:
        write_prices(folder, prices_of(found, rates.truths, digests, drawn))
    except OSError as error:
        print(not_written(folder / FILE, error), file=sys.stderr)
        return False
    print(f"{FILE} written.", file=sys.stderr)
    return True


class Shown:
    """The cost in the words of one language."""

    def __init__(
        self, guideline: Guideline, rates: Rates, found: Cost, texts: Library, language: str
    ) -> None:
        self.guideline, self.rates, self.found = guideline, rates, found
        self.texts, self.language = texts, language
        self.figures = Figures(language)

    def text(self, key: str, **places: object) -> str:
        """A text of this command."""
        return self.texts.text(f"judging.cost.{key}", self.language, **places)

    def lines(self) -> Iterator[str]:
        """All of it."""
        found, version = self.found, self.guideline.version
        yield self.text(
            "title",
            version=version.number if version is not None else "?",
            people=self.figures.whole(found.without_alarm),
        )
        yield from textwrap.wrap(self.text("how"), WIDTH)
        yield self.texts.text("judging.interval", self.language)
        yield from textwrap.wrap(self._serious(), WIDTH)
        yield ""
        costly = [each for each in found.rules if self._doctor(each) >= SHOWN_FROM]
        rows = [self._head("rule"), *map(self._row, costly)]
        head, *shown = aligned(rows, left=(0, 1, 7), indent=2)
        yield head
        for price, line in zip(costly, shown, strict=True):
            yield line
            yield from self._about(price)
        free = len(found.rules) - len(costly)
        yield ""
        limit = self.figures.decimal(SHOWN_FROM * PER)
        yield self.text("free", rules=free, limit=limit)
        yield from ("", self.text("by_concern"))
        rows = [self._head("concern", second=False)]
        rows += [
            self._row(each, second=False)
            for each in found.concerns
            if self._doctor(each) >= SHOWN_FROM
        ]
        yield from aligned(rows, left=(0, 6), indent=2)
        yield ""
        for price in found.explained_for_nothing:
            yield self.text("stale", rule=price.name)
        limit = f"{DEAR * PER:g}"
        if found.unexplained:
            yield self.text("fails", rules=len(found.unexplained), limit=limit)
        else:
            yield self.text("fine", limit=limit)

    def _serious(self) -> str:
        """On how many serious people the service was counted."""
        counted = (
            f"{say(self.rates.truths[name].title, self.language)} {self.figures.whole(people)}"
            for name, people in self.found.people.items()
            if self.rates.truths[name].serious
        )
        return self.text("serious", truths=", ".join(counted) or "-")

    def _doctor(self, price: Price) -> float:
        return price.from_level(self.found.doctor).value or 0.0

    def _head(self, name: str, *, second: bool = True) -> list[str]:
        columns = [self.text(name)]
        if second:
            columns.append(self.text("concern"))
        return [
            *columns,
            *map(self.text, ("counts", "new_doctor", "new_today", "today", "unknown", "levels")),
        ]

    def _row(self, price: Price, *, second: bool = True) -> list[str]:
        columns = [price.name] if second else [self._concern(price.name)]
        if second:
            columns.append(price.concern or "")
        levels = (
            self.text(
                "at",
                level=self.texts.text(f"judging.level.{level}", self.language),
                number=self._per(Share(at, price.counts.total)),
            )
            for level, at in zip(self.found.levels, price.at, strict=True)
            if at
        )
        return [
            *columns,
            self._per(price.counts),
            self._per(price.fewer_from_level(self.found.doctor)),
            self._per(price.fewer_from_level(self.found.today)),
            self.figures.with_interval(price.from_level(self.found.today), PER),
            self._per(price.unknown_from_level(self.found.today)),
            ", ".join(levels),
        ]

    def _per(self, share: Share) -> str:
        return self.figures.decimal((share.value or 0) * PER)

    def _concern(self, name: str) -> str:
        members = getattr(self.guideline.decisions[CONCERNS], "members", ())
        words = {member.name: member.words for member in members}
        return say(words.get(name), self.language) or name

    def _about(self, price: Price) -> Iterator[str]:
        """What a rule serves, and why it may cost what it costs."""
        served = sorted(
            price.truly_serves.items(),
            key=lambda pair: (-(pair[1].alone.value or 0), -(pair[1].counts.value or 0)),
        )
        truths = "; ".join(
            self.text(
                "served",
                truth=say(self.rates.truths[name].title, self.language),
                alone=self.figures.with_interval(each.alone),
                counts=self.figures.scaled(each.counts),
            )
            for name, each in served[:3]
        )
        said = [self.text("serves", truths=truths) if truths else self.text("serves_nobody")]
        if price.why_costly is not None:
            said.append(self.text("why", why=price.why_costly))
        elif price in self.found.unexplained:
            said.append(self.text("lacks_reason"))
        for each in said:
            yield from textwrap.wrap(each, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)


def _sensitivity(
    guideline: Guideline, rates: Rates, texts: Library, options: argparse.Namespace
) -> int:
    """Which assumptions matter most."""
    try:
        from rugwijzer.population.sensitivity import Effect, Sensitivity, sensitivity
    except ModuleNotFoundError as error:
        raise ExtraMissing(error.name) from None
    if options.people is not None:
        print(
            "--sensitivity draws people itself, with other rates each time. Leave --people out.",
            file=sys.stderr,
        )
        return 2
    start = time.perf_counter()
    count = min(options.count, FEWER)
    watched = progress(sys.stderr)

    def told(done: int, of: int) -> None:
        if watched:
            print(f"\r{done} / {of} ", end="" if done < of else "\n", file=sys.stderr, flush=True)

    found: Sensitivity = sensitivity(
        guideline, rates, count, options.seed, judged_people.SETTING, told=told
    )
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=only_ascii(), indent=2))
        return 0
    figures = Figures(options.lang)

    def text(key: str, **places: object) -> str:
        return texts.text(f"judging.sensitivity.{key}", options.lang, **places)

    def percent(share: Share) -> str:
        return figures.decimal(100 * (share.value or 0), 2)

    def row(effect: Effect) -> list[str]:
        each = effect.assumption
        ends = (effect.lowest.today, effect.highest.today)
        more_ends = (effect.lowest.doctor, effect.highest.doctor)
        shares = ["–".join(map(percent, each)) for each in (ends, more_ends)]
        return [each.name, f"{figures.short(each.low)}–{figures.short(each.high)}", *shares]

    print(text("title"))
    how = text(
        "how",
        people=figures.whole(found.base.today.total),
        today=percent(found.base.today),
        doctor=percent(found.base.doctor),
    )
    print(*textwrap.wrap(how, WIDTH), sep="\n")
    for heading, most in (
        ("of_today", found.most_on_today(MOST_SHOWN)),
        ("of_doctor", found.most_on_doctor(MOST_SHOWN)),
    ):
        print(f"\n{text(heading)}")
        rows = [[text(key) for key in ("assumption", "range", "today", "doctor")]]
        print(*aligned([*rows, *map(row, most)], indent=2), sep="\n")
    last = text(
        "tried",
        tried=len(found.effects),
        seconds=round(time.perf_counter() - start),
        none=found.without_effect,
        elsewhere=found.elsewhere,
    )
    print("", *textwrap.wrap(last, WIDTH), sep="\n")
    return 0

"""The part of `rugwijzer population evaluate` about the kind of pain and the profile."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from rugwijzer.cli.tables import Figures, aligned
from rugwijzer.compiler import ChoiceDecision, Guideline
from rugwijzer.library import Library
from rugwijzer.population.intervals import Share
from rugwijzer.population.kinds import Classification, FoundShare, Recognised
from rugwijzer.population.rates import KIND
from rugwijzer.wording.words import say

HEADING = "judging.kinds"
WIDTH = 100
MOST_NAMED = 4
"""So many other names are given for who is missed or wrongly called so; JSON has them all."""


class ShownKinds:
    """What is decided of whom, in the words of one language."""

    def __init__(
        self,
        guideline: Guideline,
        found: Classification,
        truth: Callable[[str], str],
        texts: Library,
        language: str,
    ) -> None:
        """`truth` gives a truth in words."""
        self.guideline, self.found, self.truth = guideline, found, truth
        self.texts, self.language = texts, language
        self.figures = Figures(language)

    def text(self, key: str, **places: object) -> str:
        """A text of this part."""
        return self.texts.text(f"{HEADING}.{key}", self.language, **places)

    def lines(self) -> Iterator[str]:
        """All of it; nothing for a guideline that decides none of this."""
        if not self.found.shares:
            return
        yield from ("", self.text("title"), "  " + self.text("shares"), *self._shares())
        if self.found.published:
            yield from ("", "  " + self.text("published"), *self._published())
        if self.found.by_truth:
            yield from ("", "  " + self.text("by_truth"), *self._by_truth())
            yield from ("", "  " + self.text("recognised"), *self._recognised())
            yield from self._why()

    def _people(self) -> str:
        return self.texts.text("judging.people", self.language)

    def _shares(self) -> Iterator[str]:
        rows = [["", self._people(), self.text("share")]]
        for name, options in self.found.shares.items():
            decision = self.guideline.decisions[name]
            assert isinstance(decision, ChoiceDecision)
            rows.append([say(decision.title, self.language) if decision.title else name])
            rows += [
                [
                    "  " + (say(decision.option_words.get(option, {}), self.language) or option),
                    self.figures.whole(share.count),
                    self.figures.with_interval(share, digits=1),
                ]
                for option, share in options.items()
            ]
        return aligned(rows, indent=4)

    def _published(self) -> Iterator[str]:
        rows = [
            ["", self._people()]
            + [self.text(f"column.{name}") for name in ("found", "published", "within")]
        ]
        rows += map(self._beside, self.found.published)
        yield from aligned(rows, left=(0, 5), indent=4)
        if any(each.asked.orientation for each in self.found.published):
            yield "    " + self.text("compare")

    def _beside(self, each: FoundShare) -> list[str]:
        asked = each.asked
        low, high = (self.figures.short(round(end * 100, 1)) for end in (asked.low, asked.high))
        verdict = self.text(f"verdict.{each.verdict}")
        return [
            say(asked.title, self.language),
            self.figures.whole(each.share.total),
            self.figures.with_interval(each.share, digits=1),
            "-" if asked.published is None else self.figures.short(round(asked.published * 100, 1)),
            f"{low}–{high}",
            self.text("orientation", verdict=verdict) if asked.orientation else verdict,
        ]

    def _kind(self, name: str, *lengths: str) -> str:
        for length in (*lengths, "kind"):
            if (key := f"{HEADING}.{length}.{name}") in self.texts:
                return self.texts.text(key, self.language)
        return name

    def _by_truth(self) -> Iterator[str]:
        used = [
            kind
            for kind, share in self.found.shares[KIND].items()
            if any(kinds.get(kind) for kinds in self.found.by_truth.values()) or share.count
        ]
        rows = [["", *(self._kind(kind, "short") for kind in used)]]
        for name, kinds in self.found.by_truth.items():
            total = sum(kinds.values())
            row = [self.truth(name)]
            for kind in used:
                share = Share(kinds.get(kind, 0), total)
                row.append(self.figures.scaled(share) if share.count else "")
            rows.append(row)
        return aligned(rows, indent=2)

    def _recognised(self) -> Iterator[str]:
        people = self._people()
        has_it, calm, called_so = map(self.text, ("has_it", "has_it_calm", "called_so"))
        rows = [["", people, has_it, calm, people, called_so]]
        rows += [
            [
                self._kind(each.kind),
                self.figures.whole(each.found.total),
                self.figures.with_interval(each.found),
                "" if each.found_calm is None else self.figures.with_interval(each.found_calm),
                self.figures.whole(each.right.total),
                self.figures.with_interval(each.right),
            ]
            for each in self.found.recognised
        ]
        return aligned(rows, indent=4)

    def _why(self) -> Iterator[str]:
        yield ""
        yield from _wrapped(self.text("why.all"))
        for each in self.found.recognised:
            key = f"{HEADING}.why.{each.kind}"
            if key in self.texts:
                yield from _wrapped(" ".join([self.text(f"why.{each.kind}"), *self._counts(each)]))

    def _counts(self, each: Recognised) -> Iterator[str]:
        for key, counts, name in (
            ("instead", each.instead, self._kind),
            ("really", each.really, self.truth),
        ):
            total = sum(count for _, count in counts)
            if total:
                parts = (
                    self.text(
                        "part", name=name(one), share=self.figures.scaled(Share(count, total))
                    )
                    for one, count in counts[:MOST_NAMED]
                )
                yield self.text(key, list=", ".join(parts))


def _wrapped(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="      ")

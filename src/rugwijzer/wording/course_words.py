"""The course of one person in words, in one language, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rugwijzer.care.course import Chance, OwnCourse, Said, UsualPoint, usual_at
from rugwijzer.compiler import Guideline, Ladder
from rugwijzer.library import Library
from rugwijzer.wording.words import counted, day_in_words, duration, say

if TYPE_CHECKING:
    from rugwijzer.charts import Labels, Picture

URGENCY, HELP_FIRST = "urgency", "same_day"
"""From this level on, help comes before a line that goes down."""
AHEAD = (6, 12, 26, 52)
"""In weeks: the moments of the usual course that are said in words."""
OLD = 7
"""In days: a number older than this is said with its date."""
WEEK, MONTH = 7, 30
UNSURE = ("very_low", "low")


class Words:
    """The course in words, in one language."""

    def __init__(self, guideline: Guideline, texts: Library, language: str) -> None:
        self.guideline = guideline
        self.texts = texts
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text."""
        return self.texts.text(f"course.{key}", self.language, **places)

    def time(self, days: int) -> str:
        """How long, in words."""
        return duration(days, self.texts, self.language)

    def date(self, on: date, form: str = "short") -> str:
        """A day in words."""
        return day_in_words(on, self.texts, self.language, form)

    def range(self, low: int, high: int) -> str:
        """From and to."""
        return str(low) if low == high else self.text("range", low=low, high=high)

    def usual(self, point: UsualPoint | None) -> str:
        """What is usual on some day, or nothing."""
        return "" if point is None else self.range(*point.rounded)

    def help_first(self, urgency: str | None) -> str | None:
        """What comes before any line: the title of an urgent level."""
        ladder = self.guideline.decisions.get(URGENCY)
        if urgency is None or not isinstance(ladder, Ladder) or HELP_FIRST not in ladder.levels:
            return None
        if ladder.rank(urgency) < ladder.rank(HELP_FIRST):
            return None
        return self.texts.text(f"urgency.{urgency}.title", self.language)

    def began(self, own: OwnCourse) -> str:
        """When it began here, and how long the pain had lasted by then."""
        on = self.date(own.began, "long")
        if not own.lasted:
            return self.text("began", date=on)
        return self.text("lasted", date=on, duration=self.time(own.lasted))

    def sentences(self, own: OwnCourse) -> Iterator[str]:
        """What is said of it."""
        for number, said in enumerate(own.said):
            yield self.sentence(said)
            last = next((each for each in reversed(own.told) if each.pain is not None), None)
            if number == 0 and last is not None and (own.at - last.at).days > OLD:
                yield self.text("said.last_told", date=self.date(last.at))

    def sentence(self, said: Said) -> str:
        """One of them."""
        places: dict[str, object] = dict(said.numbers)
        if "low" in said.numbers:
            places["range"] = self.range(said.numbers["low"], said.numbers["high"])
            places["time"] = self.time(WEEK * said.numbers["weeks"])
        return self.text(f"said.{said.key}", **places)

    def table(self, own: OwnCourse) -> Iterator[str]:
        """Her numbers by day, with what is usual beside them."""
        with_usual = own.usual is not None and bool(own.usual.line)
        with_function = any(each.function is not None for each in own.told)
        rows = [[self.text("table.when"), self.text("table.pain")]]
        for each in own.told:
            rows.append([self.date(each.at), self.number(each.pain)])
            if own.usual is not None and with_usual:
                rows[-1].append(self.usual(usual_at(own.usual, each.day)))
            if with_function:
                rows[-1].append(self.number(each.function))
        rows[0] += [self.text("table.usual")] * with_usual
        rows[0] += [self.text("table.function")] * with_function
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            first, *others = (
                cell.ljust(width) if not place else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  " + "   ".join([first, *others]).rstrip()

    def number(self, value: int | None) -> str:
        """A number, or a sign that there is none."""
        return self.text("table.unknown") if value is None else str(value)

    def milestones(self, own: OwnCourse) -> Iterator[str]:
        """What was reached, with the day."""
        for each in own.milestones:
            what = self.text(f"milestone.{each.name}")
            yield self.text("milestone_on", date=self.date(each.at), what=what)

    def chances(self, own: OwnCourse) -> Iterator[str]:
        """Of every hundred people, how many by when: a line per course."""
        by_course: dict[str, list[Chance]] = {}
        for each in own.chances:
            by_course.setdefault(each.course, []).append(each)
        for name, chances in by_course.items():
            numbers = ", ".join(map(self.chance, chances))
            what = say(self.guideline.courses[name].title, self.language)
            yield self.text("of_100.row", what=what, numbers=numbers)

    def chance(self, chance: Chance) -> str:
        """One number with its moment."""
        number, unit = round(chance.day / WEEK), "week"
        if chance.day >= 52 * WEEK:
            number, unit = 1, "year"
        elif chance.day % MONTH == 0:
            number, unit = chance.day // MONTH, "month"
        time = counted(number, unit, self.texts, self.language)
        places = {"number": chance.of_100, "time": time}
        if chance.low is None:
            return self.text("of_100.after", **places)
        return self.text("of_100.with_range", low=chance.low, high=chance.high, **places)

    def honest(self, own: OwnCourse) -> str:
        """That it is about groups, and how sure it is."""
        usual = own.usual
        if usual is None:
            return self.text("honest")
        said = [self.text("honest")]
        if usual.certainty in UNSURE:
            said.insert(0, self.text(f"how_sure.{usual.certainty}"))
        if usual.line and usual.line[-1].low is None:
            said.append(self.text("no_range"))
        return " ".join(said)

    # --- the picture

    def picture(self, own: OwnCourse) -> Picture:
        """What is drawn."""
        from rugwijzer.charts import Band, Dot, Picture

        usual = own.usual
        dots = tuple(
            Dot(
                each.day / WEEK,
                each.pain,
                self.when(each.day),
                "" if usual is None else self.usual(usual_at(usual, each.day)),
            )
            for each in own.told
            if each.pain is not None
        )
        if usual is None:
            return Picture(dots)
        bands = tuple(
            Band((each.day + usual.begins) / WEEK, each.value, each.low, each.high)
            for each in usual.line
            if each.value is not None
        )
        drawn = Picture(dots, bands)
        points = ((each.day + usual.begins, each) for each in usual.line)
        ahead = tuple(
            (self.when(on), self.usual(each))
            for on, each in points
            if each.day // WEEK in AHEAD and on <= WEEK * drawn.weeks
        )
        return Picture(dots, bands, ahead)

    def when(self, days: int) -> str:
        """Some days after the first time, in words."""
        if not days:
            return self.text("chart.first")
        return self.text("chart.after", time=self.time(days))

    def labels(self) -> Labels:
        """The words of the picture."""
        from rugwijzer.charts import Labels

        return Labels(
            **{
                key: self.text(f"chart.{key}")
                for key in (
                    "title", "scale", "weeks", "own", "usual", "own_row", "own_usual_row",
                    "usual_row",
                )
            },
            columns=(self.text("table.when"), self.text("table.pain"), self.text("table.usual")),
        )  # fmt: skip

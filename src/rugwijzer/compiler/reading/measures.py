"""The entries of `measures/`: instruments with their items, scoring, and the change that counts."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from fractions import Fraction

from rugwijzer.compiler.language.guideline import MARKS
from rugwijzer.compiler.language.measures import (
    BETTER,
    CHANGES,
    ITEMS,
    METHODS,
    AnswerScale,
    Figure,
    Licence,
    Measure,
    MeasureBand,
    MeasureCode,
    MeasureExample,
    MeasureItem,
    MeasurePart,
    MinimalChange,
    Moment,
    ScaleOption,
)
from rugwijzer.compiler.language.places import GuidelineError, Place, Problem
from rugwijzer.compiler.reading.documents import (
    Mapping,
    Scalar,
    Sequence,
    Tree,
    describe,
    plain,
    read_document,
)
from rugwijzer.compiler.reading.fields import (
    Fields,
    as_mapping,
    as_quantity,
    as_sequence,
    as_words,
)

_KEYS = (
    "title", "about", "question", "when", "range", "step", "better", "answers", "items", "slots",
    "scoring", "parts", "bands", "minimal_change", "worse", "error", "recovered", "schedule",
    "again_after", "licence", "codes", "evidence", "examples",
)  # fmt: skip
MOST_SLOTS = 100


def read_measures(files: MappingOf[str, str]) -> tuple[dict[str, Measure], list[Problem]]:
    """The measures in some files that hold nothing else, and every mistake found."""
    problems: list[Problem] = []
    found: dict[str, Measure] = {}
    for file, text in files.items():
        try:
            tree = read_document(text, file)
        except GuidelineError as error:
            problems += error.problems
            continue
        if tree is None:
            mend = "Fill it or remove it."
            problems.append(Problem(Place(file, 0), "this file is empty.", mend))
            continue
        for name, entry in as_mapping(tree, "a file of measures", problems).items():
            if name in found:
                problems.append(
                    Problem(
                        entry.place,
                        f'the name "{name}" is already taken at {found[name].place}.',
                        "Choose another.",
                    )
                )
            else:
                found[name] = read_measure(name, entry, problems)
    return found, problems


def read_measure(name: str, tree: Tree, problems: list[Problem]) -> Measure:
    """One entry of `measures/`."""
    return _Reader(Fields(tree, f'measure "{name}"', problems, _KEYS)).measure(name)


class _Reader:
    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.what = fields.what
        self.problems = fields.problems

    def measure(self, name: str) -> Measure:
        fields = self.fields
        fields.required("title", "Write {nl: ..., en: ...}.")
        fields.required("about", "Say what it measures: {nl: ..., en: ...}.")
        low, high = self.range(fields)
        fields.required("better", f"It is one of: {', '.join(BETTER)}.")
        step = fields.quantity("step") if "step" in fields else Fraction(1)
        if step is not None and step <= 0:
            fields.problem(
                f"the step of {self.what} is not above 0.", "Write `step: 1`.", fields.at("step")
            )
        items = self.items()
        method, answered, reversed_ = self.scoring(len(items))
        return Measure(
            name=name,
            title=fields.words("title"),
            about=fields.words("about"),
            question=fields.words("question"),
            when=fields.words("when"),
            low=low,
            high=high,
            step=step if step is not None and step > 0 else Fraction(1),
            better=fields.one_of("better", BETTER, "lower"),  # type: ignore[arg-type]
            scale=self.scale(),
            items=items,
            method=method,  # type: ignore[arg-type]
            answered=answered,
            reversed=reversed_,
            parts=self.parts(),
            bands=tuple(self.bands()),
            minimal_change=self.minimal_change(),
            worse=self.figure("worse", "points"),
            error=self.figure("error", "points"),
            recovered=self.figure("recovered", "value"),
            schedule=self.schedule(),
            again_after=fields.whole("again_after"),
            licence=self.licence(),
            codes=tuple(self.codes()),
            own_evidence=fields.names("evidence"),
            examples=tuple(self.examples()),
            place=fields.place,
            places={key: fields.at(key) for key in fields.entries},
        )

    # --- what is asked

    def range(self, fields: Fields) -> tuple[Fraction, Fraction]:
        """Two numbers, the lowest first."""
        tree = fields.required("range", "Write `range: [lowest, highest]`.")
        if tree is None:
            return Fraction(0), Fraction(1)
        found = self.pair(tree, f"the range of {fields.what}")
        return found if found is not None else (Fraction(0), Fraction(1))

    def pair(self, tree: Tree, what: str) -> tuple[Fraction, Fraction] | None:
        """Two numbers that are in order."""
        if not isinstance(tree, Sequence) or len(tree.items) != 2:
            self.problems.append(
                Problem(tree.place, f"{what} is not two numbers.", "Write [lowest, highest].")
            )
            return None
        low, high = (as_quantity(item, what, self.problems) for item in tree.items)
        if low is None or high is None:
            return None
        if low > high:
            self.problems.append(
                Problem(
                    tree.place,
                    f"{what} is impossible: {describe(low)} is above {describe(high)}.",
                    "Put the lowest first.",
                )
            )
            return None
        return low, high

    def whole_pair(self, fields: Fields) -> tuple[int, int]:
        """A range of whole numbers."""
        low, high = self.range(fields)
        if low.denominator > 1 or high.denominator > 1:
            fields.problem(
                f"the range of {fields.what} is not of whole numbers.",
                "Round its ends.",
                fields.at("range"),
            )
        return int(low), int(high)

    def scale(self) -> AnswerScale:
        """What each item may be answered."""
        tree = self.fields.required("answers", "Say what may be answered: {range: [0, 10]}.")
        if tree is None:
            return AnswerScale(0, 1, None, ())
        fields = Fields(
            tree, f"the answers of {self.what}", self.problems, ("range", "ends", "options")
        )
        if "options" in fields and ("ends" in fields or "range" in fields):
            fields.problem(
                f'{fields.what} have "options" and another key.',
                "Options say the range and the ends themselves: leave out the others.",
            )
        if "options" in fields:
            options = tuple(self.options(fields))
            points = [option.points for option in options] or [0, 1]
            if points != list(range(points[0], points[0] + len(points))):
                fields.problem(
                    f"the options of {fields.what} do not count up by one.",
                    "Give each whole number its words, the lowest first.",
                    fields.at("options"),
                )
            return AnswerScale(min(points), max(points), None, options)
        low, high = self.whole_pair(fields)
        ends = None
        if (tree := fields.tree("ends")) is not None:
            items = as_sequence(tree, f'"ends" of {fields.what}', self.problems)
            if len(items) == 2:
                first, last = (
                    as_words(item, f"an end of {fields.what}", self.problems) for item in items
                )
                ends = first, last
            else:
                fields.problem(
                    f"{fields.what} has {len(items)} ends.",
                    "Write two: the words of the lowest, then of the highest.",
                    tree.place,
                )
        return AnswerScale(low, high, ends, ())

    def options(self, fields: Fields) -> list[ScaleOption]:
        """Each number with its words."""
        tree = fields.tree("options")
        found: list[ScaleOption] = []
        if not isinstance(tree, Mapping):
            fields.problem(
                f'"options" of {fields.what} must be a mapping.',
                "Write `0: {nl: ..., en: ...}` per line.",
                fields.at("options"),
            )
            return found
        for points, words in tree.entries.items():
            number = plain(Scalar(points, False, tree.keys[points]))
            if isinstance(number, bool) or not isinstance(number, int):
                fields.problem(
                    f'the option "{points}" of {fields.what} is not a whole number.',
                    "Name an option by its points.",
                    tree.keys[points],
                )
                continue
            option = f"option {points} of {self.what}"
            found.append(ScaleOption(number, as_words(words, option, self.problems)))
        return found

    def items(self) -> tuple[MeasureItem, ...]:
        """The questions, or as many places for them."""
        fields = self.fields
        if fields.readable and ("items" in fields) == ("slots" in fields):
            told = 'both "items" and "slots"' if "items" in fields else 'no "items"'
            fields.problem(
                f"{self.what} has {told}.",
                "Write the questions under `items:`, or how many there are as `slots: 10`.",
            )
            return ()
        count = fields.whole("slots")
        if count is not None and not 1 <= count <= MOST_SLOTS:
            fields.problem(
                f"{self.what} has {count} slots.", f"Write 1 to {MOST_SLOTS}.", fields.at("slots")
            )
            return ()
        if count is not None:
            place = fields.at("slots")
            return tuple(
                MeasureItem(f"item_{number}", None, place) for number in range(1, count + 1)
            )
        return tuple(
            MeasureItem(
                name, as_words(tree, f'item "{name}" of {self.what}', self.problems), tree.place
            )
            for name, tree in fields.mapping("items").items()
        )

    # --- how it is scored

    def scoring(self, count: int) -> tuple[str, int, tuple[str, ...]]:
        """The method, the fewest items that give a score, and the items counted the other way."""
        tree = self.fields.required("scoring", "Write `scoring: {method: sum}`.")
        if tree is None:
            return "sum", count, ()
        known = ("method", "answered", "reversed")
        fields = Fields(tree, f"the scoring of {self.what}", self.problems, known)
        fields.required("method", f"It is one of: {', '.join(METHODS)}.")
        answered = fields.whole("answered")
        return (
            fields.one_of("method", METHODS, "sum") or "sum",
            count if answered is None else answered,
            fields.names("reversed"),
        )

    def parts(self) -> dict[str, MeasurePart]:
        """The parts with a sum of their own."""
        found: dict[str, MeasurePart] = {}
        for name, tree in self.fields.mapping("parts").items():
            what = f'part "{name}" of {self.what}'
            fields = Fields(tree, what, self.problems, ("title", "items", "range", "notable"))
            fields.required("items", "Name its items: [one, two].")
            low, high = self.whole_pair(fields)
            found[name] = MeasurePart(
                name,
                fields.words("title"),
                fields.names("items"),
                low,
                high,
                fields.whole("notable"),
                fields.place,
            )
        return found

    def bands(self) -> list[MeasureBand]:
        """The named stretches of the score."""
        found: list[MeasureBand] = []
        for name, tree in self.fields.mapping("bands").items():
            what = f'band "{name}" of {self.what}'
            fields = Fields(tree, what, self.problems, ("range", "parts", "nl", "en"))
            low, high = self.whole_pair(fields)
            parts: dict[str, tuple[int, int]] = {}
            for part, ends in fields.mapping("parts").items():
                if (pair := self.pair(ends, f'part "{part}" of {what}')) is not None:
                    parts[part] = int(pair[0]), int(pair[1])
            words = {
                language: text
                for language in ("nl", "en")
                if (text := fields.text(language)) is not None
            }
            found.append(MeasureBand(name, low, high, parts, words, fields.place))
        return found

    # --- which change counts

    def minimal_change(self) -> MinimalChange | None:
        """The smallest improvement that counts."""
        tree = self.fields.tree("minimal_change")
        if tree is None:
            return None
        what = f"the minimal change of {self.what}"
        fields = Fields(tree, what, self.problems, ("points", "percent", "mark", "evidence"))
        if fields.readable and "points" not in fields and "percent" not in fields:
            fields.problem(
                f'{what} has neither "points" nor "percent".', "Write one of them, or both."
            )
        return MinimalChange(
            fields.quantity("points"),
            fields.quantity("percent"),
            self.mark(fields),
            fields.names("evidence"),
        )

    def figure(self, key: str, called: str) -> Figure | None:
        """A number with its mark and its evidence."""
        tree = self.fields.tree(key)
        if tree is None:
            return None
        what = f'"{key}" of {self.what}'
        fields = Fields(tree, what, self.problems, (called, "mark", "evidence"))
        fields.required(called, "Write the number.")
        return Figure(
            fields.quantity(called) or Fraction(0), self.mark(fields), fields.names("evidence")
        )

    def mark(self, fields: Fields) -> str:
        """How sure something is."""
        fields.required("mark", f"It is one of: {', '.join(MARKS)}.")
        return fields.one_of("mark", MARKS, "unverified") or "unverified"

    def schedule(self) -> tuple[Moment, ...]:
        """The days on which it is asked."""
        tree = self.fields.tree("schedule")
        if tree is None:
            return ()
        found: list[Moment] = []
        for item in as_sequence(tree, f'"schedule" of {self.what}', self.problems):
            what = f"a moment of {self.what}"
            if isinstance(item, Sequence):
                pair = self.pair(item, what)
            else:
                day = as_quantity(item, what, self.problems)
                pair = None if day is None else (day, day)
            if pair is None:
                continue
            if pair[0] < 0 or pair[0].denominator > 1 or pair[1].denominator > 1:
                self.fields.problem(
                    f"{what} is not a whole number of days from 0.",
                    "Count days since the start.",
                    item.place,
                )
                continue
            found.append(Moment(int(pair[0]), int(pair[1])))
        return tuple(found)

    # --- whose it is

    def licence(self) -> Licence:
        """Whose the items are."""
        mend = "Write `licence: {row: ROW, items: own, nl: ..., en: ...}`."
        tree = self.fields.required("licence", mend)
        if tree is None:
            return Licence("", "slot", None, self.fields.place)
        fields = Fields(
            tree, f"the licence of {self.what}", self.problems, ("row", "items", "nl", "en")
        )
        fields.required("row", "Name the row of evidence.yaml that says so.")
        fields.required("items", f"It is one of: {', '.join(ITEMS)}.")
        words = {
            language: text
            for language in ("nl", "en")
            if (text := fields.text(language)) is not None
        }
        return Licence(
            fields.text("row") or "",
            fields.one_of("items", ITEMS, "slot"),  # type: ignore[arg-type]
            words,
            fields.place,
        )

    def codes(self) -> list[MeasureCode]:
        """What it is called elsewhere."""
        found: list[MeasureCode] = []
        tree = self.fields.tree("codes")
        if tree is None:
            return found
        for item in as_sequence(tree, f'"codes" of {self.what}', self.problems):
            known = ("system", "code", "of", "mark")
            fields = Fields(item, f"a code of {self.what}", self.problems, known)
            fields.required("system", "Name the system it belongs to.")
            fields.required("code", "Write the code, in quotes.")
            found.append(
                MeasureCode(
                    fields.text("system") or "",
                    fields.text("code") or "",
                    fields.text("of"),
                    self.mark(fields),
                )
            )
        return found

    # --- worked examples

    def examples(self) -> list[MeasureExample]:
        """What comes out for some answers, or of a change."""
        tree = self.fields.tree("examples")
        if tree is None:
            return []
        return [
            self.example(item)
            for item in as_sequence(tree, f'"examples" of {self.what}', self.problems)
        ]

    def example(self, tree: Tree) -> MeasureExample:
        """One of them."""
        known = ("title", "answers", "of", "score", "missing", "band", "then", "now", "change")
        fields = Fields(tree, f"an example of {self.what}", self.problems, known)
        fields.required("title", "Write a sentence that somebody could disagree with.")
        if fields.readable and ("answers" in fields) == ("change" in fields):
            fields.problem(
                f"{fields.what} shows neither a score nor a change, or both.",
                "Write `answers:` with `score:`, or `then:`, `now:` and `change:`.",
            )
        if "change" in fields:
            fields.required("then", "Write the earlier score.")
            fields.required("now", "Write the later score.")
        elif "answers" in fields:
            fields.required("score", "Write the score, or null if there is none.")
        return MeasureExample(
            title=fields.text("title") or "",
            answers=self.answers(fields),
            of=fields.text("of"),
            score=self.quantity_or_nothing(fields, "score"),
            missing=fields.names("missing"),
            band=fields.text("band"),
            then=self.quantity_or_nothing(fields, "then"),
            now=self.quantity_or_nothing(fields, "now"),
            change=fields.one_of("change", CHANGES),
            place=fields.place,
        )

    def quantity_or_nothing(self, fields: Fields, key: str) -> Fraction | None:
        """A number; null and absent are none."""
        tree = fields.tree(key)
        return None if tree is None or plain(tree) is None else fields.quantity(key)

    def answers(self, fields: Fields) -> dict[str, int | None] | None:
        """The points by item, null for a don't know."""
        if "answers" not in fields:
            return None
        found: dict[str, int | None] = {}
        for name, tree in fields.mapping("answers").items():
            value = plain(tree)
            if value is None or (isinstance(value, int) and not isinstance(value, bool)):
                found[name] = value
            else:
                fields.problem(
                    f'"{name}" in {fields.what} is neither a whole number nor null.',
                    "Write the points, or null for a don't know.",
                    tree.place,
                )
        return found

"""`guideline/population/*.yaml` to `Rates`: what may stand there, and what is wrong with it.

Any file there may hold any of the sections: settings, truths, tendencies, correlations, draws,
dont_know, left_out, flags, totals, decided, sources. `fitting` checks them against the guideline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from rugwijzer.compiler import Choice, GuidelineError, Number, Place, Problem, YesNo, read_files
from rugwijzer.population.placed import Part, Placed, read_yaml
from rugwijzer.population.rates import (
    Always,
    Case,
    Chance,
    Correlation,
    DecidedShare,
    DontKnow,
    Draw,
    Figure,
    Flag,
    How,
    Less,
    Normal,
    Options,
    Quantiles,
    Rates,
    Setting,
    Taps,
    Tendency,
    Total,
    Truth,
    Where,
)

ROOM = "population/"
SECTIONS = (
    "settings", "truths", "tendencies", "correlations", "draws", "dont_know", "left_out", "flags",
    "totals", "decided", "sources",
)  # fmt: skip
TOTAL_KINDS = ("share", "median", "lower_quartile", "upper_quartile", "mean")
_FIGURE = ("source", "assumption", "range", "why")
_CONDITION = ("for", "settings", "when")
_HOW = ("rate", "options", "normal", "quantiles", "less", "always", "where")
_AROUND = (*_FIGURE, *_CONDITION, *_HOW, "rest", "log", "note")


def read_rates(where: Path | Mapping[str, str]) -> Rates:
    """The rates in a guideline's folder, or in its files as `read_files` gave them.

    Raises GuidelineError with every mistake found.
    """
    files = read_files(where) if isinstance(where, Path) else where
    return _Reader({name: text for name, text in files.items() if name.startswith(ROOM)}).rates()


class _Reader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self.problems: list[Problem] = []
        self.figures: dict[str, Figure] = {}
        self.sections: dict[str, list[Part]] = {name: [] for name in SECTIONS}
        if not files:
            self.problems.append(
                Problem(
                    Place(ROOM, 0),
                    "this guideline has no rates to simulate people with.",
                    "Write them in files under population/, or name another guideline.",
                )
            )
        for name, text in files.items():
            try:
                tree = read_yaml(text, name)
            except GuidelineError as error:
                self.problems += error.problems
                continue
            for section, inner in Part(
                tree, "a file of rates", self.problems, SECTIONS
            ).entries.items():
                self.sections[section].append(Part(inner, f'"{section}"', self.problems))

    def rates(self) -> Rates:
        draws = {name: self.draw(name, each) for name, each in self.entries("draws")}
        found = Rates(
            draws=draws,
            dont_know=tuple(self.dont_know(name, each) for name, each in self.entries("dont_know")),
            settings={name: self.setting(name, each) for name, each in self.entries("settings")},
            truths={name: self.truth(name, each) for name, each in self.entries("truths")},
            tendencies={name: self.tendency(name, e) for name, e in self.entries("tendencies")},
            correlations=tuple(
                self.correlation(name, each) for name, each in self.entries("correlations")
            ),
            left_out={
                fact: each.place
                for name, each in self.entries("left_out")
                for fact in self.left_out(name, each)
            },
            flags={name: self.flag(name, each) for name, each in self.entries("flags")},
            totals=tuple(self.total(name, each) for name, each in self.entries("totals")),
            decided=tuple(self.decided(name, each) for name, each in self.entries("decided")),
            sources={name: self.source(name, each) for name, each in self.entries("sources")},
            figures=self.figures,
        )
        if self.problems:
            raise GuidelineError(self.problems)
        return found

    def entries(self, section: str) -> Iterator[tuple[str, Placed]]:
        """The entries of one section, from all files; a name twice is a mistake."""
        seen: dict[str, Place] = {}
        for part in self.sections[section]:
            for name, entry in part.entries.items():
                if name in seen:
                    part.wrong(
                        f'"{name}" stands twice (first at {seen[name]}).',
                        "Keep one of them.",
                        entry.place,
                    )
                else:
                    seen[name] = entry.place
                    yield name, entry

    def draw(self, name: str, tree: Placed) -> Draw:
        part = Part(
            tree,
            f'"{name}"',
            self.problems,
            ("hidden", "options", "ordered", "number", "follows", "cases", "gathers", "taps",
             "rest", "note"),
        )  # fmt: skip
        hidden = part.flag("hidden")
        kind: YesNo | Choice | Number | None = None
        if hidden:
            kind = YesNo()
            if "options" in part:
                kind = Choice(part.texts("options"), part.flag("ordered"))
            elif "number" in part:
                ends = part.numbers("number")
                low, high = ends if len(ends) == 2 else (0, 0)
                kind = Number("plain", Fraction(1), int(low), int(high))
        elif "options" in part or "number" in part:
            part.wrong(
                f'"{name}" is a fact, so its options stand with the fact.',
                "Remove them, or write `hidden: true`.",
            )
        cases = self.cases(name, part, part.text("rest"))
        gathers = {option: str(each.value) for option, each in part.parts("gathers").items()}
        if bool(cases) == bool(gathers):
            part.wrong(f'"{name}" needs either "cases" or "gathers".', "Write one of the two.")
        return Draw(
            name=name,
            place=part.place,
            cases=cases,
            hidden=hidden,
            type=kind,
            follows=part.text("follows"),
            gathers=gathers,
            taps=self.taps(name, part) if "taps" in part else None,
        )

    def taps(self, name: str, part: Part) -> Taps:
        inner = Part(
            part.entries["taps"],
            f'"taps" of "{name}"',
            self.problems,
            (*_FIGURE, "share", "note", "steps"),
        )
        steps = []
        for step in inner.items("steps"):
            pair = Part(step, f'a step of "taps" of "{name}"', self.problems, ("to", "tap"))
            steps.append((int(pair.number("to") or 0), int(pair.number("tap") or 0)))
        if not steps or [to for to, _ in steps] != sorted({to for to, _ in steps}):
            inner.wrong(f'the steps of "taps" of "{name}" must rise.', "Write {to: ..., tap: ...}.")
        return Taps(self.figure(f"{name}.taps", inner, "share"), tuple(steps))

    def cases(self, name: str, part: Part, rest: str | None) -> tuple[Case, ...]:
        cases = tuple(
            self.case(f"{name}.{key}", each, rest) for key, each in part.parts("cases").items()
        )
        for case in cases[:-1]:
            if case.for_all:
                part.wrong(
                    f'"{case.name}" is for everyone, so the cases after it are never reached.',
                    "Move it to the end, or say who it is for.",
                    case.place,
                )
        if cases and not cases[-1].for_all:
            part.wrong(
                f'the last case of "{name}" is not for everyone.',
                "End with a case without `for`, `settings` and `when`.",
                cases[-1].place,
            )
        return cases

    def case(self, name: str, tree: Placed, rest: str | None) -> Case:
        part = Part(tree, f'"{name}"', self.problems, _AROUND)
        return Case(
            name=name,
            how=self.how(name, part, rest),
            place=part.place,
            truths=part.texts("for"),
            settings=part.texts("settings"),
            when=part.text("when"),
        )

    def how(self, name: str, part: Part, rest: str | None) -> How:
        given = [key for key in _HOW if key in part]
        if len(given) != 1:
            part.wrong(
                f'"{name}" needs exactly one of: {", ".join(_HOW)}.',
                "Say in one way how people get a value.",
            )
            return Always(False)
        match given[0]:
            case "rate":
                return Chance(self.figure(name, part, "rate"))
            case "options":
                return self.options(name, part, part.text("rest") or rest)
            case "normal":
                inner = Part(
                    part.entries["normal"],
                    f'"{name}"',
                    self.problems,
                    ("mean", "sd", "low", "high"),
                )
                ends = inner.number("low") or 0.0, inner.number("high") or 0.0
                if ends[0] >= ends[1]:
                    inner.wrong(f'"{name}" needs a low end below its high end.', "Write both.")
                return Normal(
                    self.inner_figure(f"{name}.mean", inner, "mean", part),
                    self.inner_figure(f"{name}.sd", inner, "sd", part),
                    *ends,
                )
            case "quantiles":
                return self.quantiles(name, part)
            case "less":
                return self.less(name, part)
            case "where":
                return Where(part.text("where") or "")
            case _:
                value = part.entries["always"].value
                if not isinstance(value, bool | str):
                    part.wrong(
                        f'"always" of "{name}" must be true, false or an option.', "Write it."
                    )
                    return Always(False)
                return Always(value)

    def options(self, name: str, part: Part, rest: str | None) -> Options:
        inner = Part(part.entries["options"], f'"options" of "{name}"', self.problems)
        rates = {
            option: self.inner_figure(f"{name}.{option}", inner, option, part)
            for option in inner.entries
        }
        total = sum(self.figures[each].value for each in rates.values())
        if total > 1 + 1e-9 or (rest is None and abs(total - 1) > 1e-6):
            part.wrong(
                f'the chances of "{name}" come to {total:.4g}.',
                "Together they may be 1 at most; less only if `rest` names what is left over.",
            )
        return Options(rates, rest)

    def quantiles(self, name: str, part: Part) -> Quantiles:
        inner = Part(part.entries["quantiles"], f'"quantiles" of "{name}"', self.problems)
        low, high = inner.number("p0"), inner.number("p100")
        if low is None or high is None:
            inner.wrong(f'"{name}" needs the ends p0 and p100.', "Write both as plain numbers.")
            low, high = 0.0, 1.0
        points = []
        for key in inner.entries:
            percent = key.removeprefix("p")
            if key in ("p0", "p100"):
                continue
            if not key.startswith("p") or not percent.isdigit() or not 0 < int(percent) < 100:
                inner.wrong(f'"{key}" of "{name}" is no percentage.', "Write p25, p50 …")
                continue
            points.append((float(percent), self.inner_figure(f"{name}.{key}", inner, key, part)))
        values = [low, *(self.figures[figure].value for _, figure in points), high]
        percents = [percent for percent, _ in points]
        if percents != sorted(set(percents)) or values != sorted(values):
            inner.wrong(f'the points of "{name}" must rise.', "Write them in order.")
        log = part.flag("log")
        if log and low <= 0:
            inner.wrong(f'"{name}" with log must stay above 0.', "Begin at 1, or drop log.")
        return Quantiles(low, tuple(points), high, log)

    def less(self, name: str, part: Part) -> Less:
        inner = Part(part.entries["less"], f'"{name}"', self.problems, ("from", "minus", "low"))
        minus = []
        for item in inner.items("minus"):
            each = Part(item, f'"minus" of "{name}"', self.problems, ("draw", "per"))
            minus.append((each.text("draw", required=True) or "", int(each.number("per") or 1)))
        start = inner.text("from", required=True) or ""
        return Less(start, tuple(minus), int(inner.number("low") or 0))

    def inner_figure(self, name: str, inner: Part, key: str, around: Part) -> str:
        """A figure that stands within a case and shares the source or reason of the case."""
        if key not in inner:
            inner.wrong(f'{inner.what} has no "{key}".', "Write it.")
            self.figures[name] = Figure(name, 0.0, inner.place)
            return name
        entry = inner.entries[key]
        if isinstance(entry.value, int | float) and not isinstance(entry.value, bool):
            entry = Placed({"is": entry}, entry.place)
        part = Part(entry, f'"{name}"', self.problems, ("is", "rate", *_FIGURE))
        for shared in ("source", "assumption", "why"):
            given = around.entries.get(shared)
            if given is not None and not {"source", "assumption"} & set(part.entries):
                part.entries[shared] = given
        if "why" not in part and "why" in around and "assumption" in part:
            part.entries["why"] = around.entries["why"]
        return self.figure(name, part, "rate" if "rate" in part else "is")

    def figure(self, name: str, part: Part, key: str) -> str:
        """Note one figure with where it comes from."""
        value = part.number(key)
        if value is None:
            if key not in part:
                part.wrong(f'"{name}" has no "{key}".', "Write the number.")
            value = 0.0
        sources, why = part.texts("source"), part.text("why") or ""
        ends = part.numbers("range")
        low, high = ends if len(ends) == 2 else (None, None)
        if bool(sources) == part.flag("assumption"):
            part.wrong(
                f'"{name}" must have either a source or be an assumption.',
                "Write `source: ROW`, or `assumption: true` with `range` and `why`.",
                part.at(key),
            )
        elif not sources and (low is None or high is None or not why):
            part.wrong(
                f'the assumption "{name}" lacks its range or its reason.',
                "Write `range: [low, high]` and `why`.",
                part.at(key),
            )
        if low is not None and high is not None and not low <= value <= high:
            part.wrong(
                f'"{name}" lies outside its own range.',
                "Mend the number or the range.",
                part.at(key),
            )
        if (key == "rate" or key == "share") and not 0 <= value <= 1:
            part.wrong(f'"{name}" is no chance.', "Write a number from 0 to 1.", part.at(key))
        self.figures[name] = Figure(name, value, part.at(key), sources, low, high, why)
        return name

    def dont_know(self, name: str, tree: Placed) -> DontKnow:
        part = Part(
            tree, f'"{name}"', self.problems, ("facts", "together", "follows", "cases", "note")
        )
        cases = self.cases(f"dont_know.{name}", part, None)
        for case in cases:
            if not isinstance(case.how, Chance | Always):
                part.wrong(f'"{case.name}" must have a rate.', "Write `rate`.", case.place)
        return DontKnow(
            name=name,
            facts=part.texts("facts"),
            together=part.flag("together"),
            follows=part.text("follows"),
            cases=cases,
            place=part.place,
        )

    def setting(self, name: str, tree: Placed) -> Setting:
        part = Part(tree, f'"{name}"', self.problems, ("title", "note"))
        return Setting(name, part.words("title"), part.place)

    def truth(self, name: str, tree: Placed) -> Truth:
        part = Part(
            tree, f'"{name}"', self.problems, ("title", "serious", "emergency", "kind", "note")
        )
        return Truth(
            name,
            part.words("title"),
            part.flag("serious"),
            part.flag("emergency"),
            part.place,
            part.text("kind"),
        )

    def tendency(self, name: str, tree: Placed) -> Tendency:
        part = Part(tree, f'"{name}"', self.problems, (*_FIGURE, "loading", "note"))
        if "loading" not in part:
            return Tendency(name, None, part.place)
        loading = self.figure(f"tendencies.{name}", part, "loading")
        if not 0 <= self.figures[loading].value <= 1:
            part.wrong(f'the loading of "{name}" must lie from 0 to 1.', "Write such a number.")
        return Tendency(name, loading, part.place)

    def correlation(self, name: str, tree: Placed) -> Correlation:
        part = Part(tree, f'"{name}"', self.problems, (*_FIGURE, "between", "rank", "note"))
        pair = part.texts("between")
        if len(pair) != 2:
            part.wrong(f'"{name}" needs two tendencies.', "Write `between: [one, other]`.")
            pair = ("", "")
        rank = self.figure(f"correlations.{name}", part, "rank")
        if not -1 < self.figures[rank].value < 1:
            part.wrong(f'the rank of "{name}" must lie between -1 and 1.', "Write such a number.")
        return Correlation(*pair, rank, part.place)

    def left_out(self, name: str, tree: Placed) -> tuple[str, ...]:
        part = Part(tree, f'"{name}"', self.problems, ("facts", "why"))
        part.text("why", required=True)
        return part.texts("facts")

    def flag(self, name: str, tree: Placed) -> Flag:
        part = Part(tree, f'"{name}"', self.problems, ("title", "when", "source", "note"))
        when = part.text("when", required=True) or ""
        return Flag(name, part.words("title"), when, part.place)

    def source(self, name: str, tree: Placed) -> Place:
        part = Part(
            tree,
            f'the source "{name}"',
            self.problems,
            ("title", "year", "address", "says", "note"),
        )
        for key in ("title", "says"):
            part.text(key, required=True)
        return part.place

    def total(self, name: str, tree: Placed) -> Total:
        part = Part(
            tree,
            f'"{name}"',
            self.problems,
            ("title", "settings", "among", "asked", "published", "within", "source", "why", "note",
             *TOTAL_KINDS),
        )  # fmt: skip
        kinds = [kind for kind in TOTAL_KINDS if kind in part]
        if len(kinds) != 1:
            part.wrong(f'"{name}" needs one of: {", ".join(TOTAL_KINDS)}.', "Write one.")
        low, high = self.interval(name, part)
        kind = kinds[0] if kinds else "share"
        return Total(
            name=name,
            title=part.words("title"),
            kind=kind,
            of=part.text(kind) or "",
            published=part.number("published"),
            low=low,
            high=high,
            place=part.place,
            settings=part.texts("settings"),
            among=part.text("among"),
            asked=part.text("asked"),
            sources=part.texts("source"),
            why=part.text("why") or "",
        )

    def decided(self, name: str, tree: Placed) -> DecidedShare:
        part = Part(
            tree,
            f'"{name}"',
            self.problems,
            ("title", "settings", "decision", "options", "among", "orientation", "published",
             "within", "source", "why", "note"),
        )  # fmt: skip
        low, high = self.interval(name, part)
        return DecidedShare(
            name=name,
            title=part.words("title"),
            decision=part.text("decision", required=True) or "",
            options=part.texts("options"),
            published=part.number("published"),
            low=low,
            high=high,
            place=part.place,
            settings=part.texts("settings"),
            among={key: str(each.value) for key, each in part.parts("among").items()},
            orientation=part.flag("orientation"),
            sources=part.texts("source"),
            why=part.text("why") or "",
        )

    def interval(self, name: str, part: Part) -> tuple[float, float]:
        """The interval that something published lies in, with a source or a reason for it."""
        within = part.numbers("within")
        if len(within) != 2 or within[0] > within[1]:
            part.wrong(f'"{name}" needs an interval.', "Write `within: [low, high]`.")
            within = (0.0, 0.0)
        if not part.texts("source") and not part.text("why"):
            part.wrong(f'"{name}" has neither a source nor a reason.', "Write `source` or `why`.")
        return within[0], within[1]

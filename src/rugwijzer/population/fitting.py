"""Rates held against the guideline they are for: everything found, typed, and put in order.

The rates are data of their own, so nothing keeps them in step with the guideline but this: each
fact must be drawn, or left out with a reason; each condition must be readable; each source must be
known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rugwijzer.compiler import (
    Choice,
    ChoiceDecision,
    Fact,
    Guideline,
    GuidelineError,
    Number,
    Place,
    Problem,
    SetOf,
    YesNo,
    nearest,
)
from rugwijzer.population.conditions import ColumnType, Condition, Refused, Scope
from rugwijzer.population.rates import (
    KIND,
    Always,
    Case,
    Chance,
    Draw,
    Less,
    Normal,
    Options,
    Quantiles,
    Rates,
    Where,
)

TRUTH, SETTING, SEX = "truth", "setting", "sex"
SEXES = ("woman", "man")
FLAGS, FLAG_COUNT = "flags", "flag_count"
_MOST_FLAGS = 99


@dataclass(frozen=True)
class Model:
    """Rates that fit a guideline, ready to draw people from."""

    guideline: Guideline
    rates: Rates
    types: Mapping[str, ColumnType]
    """Of every draw, and of `setting`."""
    drawing: Scope
    """Conditions on what was drawn: what is so, whether or not it is asked."""
    answering: Scope
    """Conditions on what was answered, and on what is hidden."""
    counting: Scope
    """Conditions on what a file of people holds."""
    order: tuple[Draw, ...]
    """Each draw after those it reads."""
    asking: tuple[Fact, ...]
    """The facts that may be asked, each after those its `asked_if` reads."""


def fit(guideline: Guideline, rates: Rates) -> Model:
    """The model these rates make with this guideline.

    Raises GuidelineError with everything that does not fit.
    """
    return _Fitting(guideline, rates).model()


class _Fitting:
    def __init__(self, guideline: Guideline, rates: Rates) -> None:
        self.guideline, self.rates = guideline, rates
        self.problems: list[Problem] = []
        self.types: dict[str, ColumnType] = {SETTING: Choice(tuple(rates.settings), False)}
        for name, draw in rates.draws.items():
            fact = guideline.facts.get(name)
            if draw.type is not None:
                self.types[name] = draw.type
            elif fact is not None:
                self.types[name] = fact.type
        definitions = {name: each.when.text for name, each in guideline.definitions.items()}
        self.drawing = Scope(self.types, definitions)
        facts: dict[str, ColumnType] = {name: fact.type for name, fact in guideline.facts.items()}
        hidden = {name: kind for name, kind in self.types.items() if name not in facts}
        self.answering = Scope({**hidden, **facts}, definitions)
        about: dict[str, ColumnType] = {
            TRUTH: Choice(tuple(rates.truths), False),
            SETTING: self.types[SETTING],
            SEX: Choice(SEXES, False),
            FLAGS: SetOf(tuple(rates.flags)),
            FLAG_COUNT: Number("plain", Fraction(1), 0, _MOST_FLAGS),
        }
        self.counting = Scope({**facts, **about}, definitions)

    def wrong(self, place: Place, what: str, mend: str) -> None:
        self.problems.append(Problem(place, what, mend))

    def model(self) -> Model:
        self.names()
        for draw in self.rates.draws.values():
            self.draw(draw)
        self.people()
        self.decided()
        for figure in self.rates.figures.values():
            self.sources(figure.sources, figure.place)
        order = self.order({name: self.reads(draw) for name, draw in self.rates.draws.items()})
        asking = self.asking()
        if self.problems:
            raise GuidelineError(self.problems)
        return Model(
            guideline=self.guideline,
            rates=self.rates,
            types=self.types,
            drawing=self.drawing,
            answering=self.answering,
            counting=self.counting,
            order=tuple(self.rates.draws[name] for name in order),
            asking=asking,
        )

    def names(self) -> None:
        """Each fact is drawn or left out, and nothing hidden takes the name of something known."""
        facts, rates = self.guideline.facts, self.rates
        for name, draw in rates.draws.items():
            if not draw.hidden and name not in facts:
                self.wrong(
                    draw.place,
                    f'"{name}" is no fact of the guideline.',
                    nearest(name, facts) or "If nobody is asked for it, write `hidden: true`.",
                )
            if draw.hidden and (name in facts or name in self.guideline.definitions):
                self.wrong(draw.place, f'"{name}" is known to the guideline.', "Rename it.")
            self.follows(name, draw.follows, draw.place)
        for name, place in rates.left_out.items():
            if name not in facts or name in rates.draws:
                what = "drawn as well" if name in rates.draws else "no fact of the guideline"
                self.wrong(place, f'"{name}" is left out, but it is {what}.', "Remove it here.")
        for name in facts:
            if name not in rates.draws and name not in rates.left_out:
                self.wrong(
                    Place("population/", 0),
                    f'nothing says how people answer the fact "{name}".',
                    "Draw it, or leave it out with a reason.",
                )
        for name, options in ((TRUTH, tuple(rates.truths)), (SEX, SEXES)):
            if self.types.get(name) != Choice(options, False):
                place = rates.draws[name].place if name in rates.draws else Place("population/", 0)
                self.wrong(
                    place,
                    f'"{name}" must be drawn, hidden, with the options {", ".join(options)}.',
                    "Write them in this order.",
                )

    def follows(self, name: str, tendency: str | None, place: Place) -> None:
        if tendency is not None and tendency not in self.rates.tendencies:
            self.wrong(
                place,
                f'"{name}" follows "{tendency}", which is no tendency.',
                nearest(tendency, self.rates.tendencies),
            )

    def draw(self, draw: Draw) -> None:
        kind = self.types.get(draw.name)
        if kind is None:
            return
        for option, member in draw.gathers.items():
            if not isinstance(kind, SetOf) or option not in kind.options:
                self.wrong(
                    draw.place, f'"{option}" is no option of "{draw.name}".', "Check the fact."
                )
            if not isinstance(self.types.get(member), YesNo):
                self.wrong(draw.place, f'"{member}" is no yes or no that is drawn.', "Draw it.")
        for case in draw.cases:
            self.case(case)
            if misfit := self.misfit(case, kind):
                self.wrong(case.place, f'"{case.name}": {misfit}', "Check the type of the draw.")
        if draw.taps is not None:
            fact = self.guideline.facts.get(draw.name)
            offered = {tap.value for tap in fact.taps} if fact is not None else set()
            if unknown := {tap for _, tap in draw.taps.steps} - offered:
                self.wrong(
                    draw.place,
                    f'"{draw.name}" offers no {min(unknown)} to tap.',
                    "Use the taps of the fact.",
                )

    def case(self, case: Case) -> None:
        """The names and the condition of a case."""
        for given, known, what in (
            (case.truths, self.rates.truths, "truth"),
            (case.settings, self.rates.settings, "setting"),
        ):
            for name in given:
                if name not in known:
                    self.wrong(
                        case.place,
                        f'"{name}" is no {what}.',
                        nearest(name, known) or f"There are: {', '.join(known)}.",
                    )
        for text in _conditions(case):
            self.read(self.drawing, text, case.place)

    def misfit(self, case: Case, kind: ColumnType) -> str:
        """What of a case does not fit the type of its draw; empty if all does."""
        match case.how, kind:
            case Chance() | Where(), YesNo():
                return ""
            case Always(bool()), YesNo():
                return ""
            case Always(str(option)), Choice(options=options):
                return "" if option in options else f'there is no option "{option}".'
            case Options(rates, rest), Choice(options=options):
                for option in (*rates, *([rest] if rest is not None else ())):
                    if option not in options:
                        return f'there is no option "{option}".'
                return f'"{rest}" is the rest and has a chance.' if rest in rates else ""
            case Normal() | Quantiles(), Number():
                return ""
            case Less(start, less), Number():
                for name in (start, *(each for each, _ in less)):
                    if not isinstance(self.types.get(name), Number):
                        return f'"{name}" is no number that is drawn.'
                return ""
        return "people cannot get a value in this way."

    def people(self) -> None:
        """What is beside the draws: don't know, flags, totals, correlations."""
        rates, seen = self.rates, set[str]()
        for group in rates.dont_know:
            self.follows(group.name, group.follows, group.place)
            for case in group.cases:
                self.case(case)
            for name in group.facts:
                if name not in rates.draws or rates.draws[name].hidden or name in seen:
                    what = "in two groups" if name in seen else "no fact that is drawn"
                    self.wrong(group.place, f'"{name}" of "{group.name}" is {what}.', "Mend it.")
                seen.add(name)
        for flag in rates.flags.values():
            self.read(self.answering, flag.when, flag.place)
        for total in rates.totals:
            self.sources(total.sources, total.place)
            if total.kind == "share":
                self.read(self.counting, total.of, total.place)
            elif not isinstance(self.counting.columns.get(total.of), Number):
                self.wrong(total.place, f'"{total.of}" is no number.', "Name a number.")
            if total.among is not None:
                self.read(self.counting, total.among, total.place)
            if total.asked is not None and total.asked not in self.guideline.facts:
                self.wrong(total.place, f'"{total.asked}" is no fact.', "Name a fact.")
            for name in total.settings:
                if name not in rates.settings:
                    self.wrong(total.place, f'"{name}" is no setting.', "Check the name.")
        for each in rates.correlations:
            for name in (each.one, each.other):
                if name not in rates.tendencies:
                    self.wrong(
                        each.place, f'"{name}" is no tendency.', nearest(name, rates.tendencies)
                    )

    def decided(self) -> None:
        """What should be decided of whom: decisions of the guideline, and options of these."""
        for truth in self.rates.truths.values():
            if truth.kind is not None and KIND in self.guideline.decisions:
                self.option(KIND, truth.kind, truth.place)
        for each in self.rates.decided:
            self.sources(each.sources, each.place)
            for option in each.options:
                self.option(each.decision, option, each.place)
            for decision, option in each.among.items():
                self.option(decision, option, each.place)
            for name in each.settings:
                if name not in self.rates.settings:
                    self.wrong(each.place, f'"{name}" is no setting.', "Check the name.")

    def option(self, name: str, option: str, place: Place) -> None:
        """An option of a decision by choice."""
        decision = self.guideline.decisions.get(name)
        if not isinstance(decision, ChoiceDecision):
            near = nearest(name, self.guideline.decisions)
            self.wrong(place, f'"{name}" is no decision by choice.', near or "Name one.")
        elif option not in decision.options:
            near = nearest(option, decision.options)
            known = f"It is one of: {', '.join(decision.options)}."
            self.wrong(place, f'"{option}" is no option of "{name}".', near or known)

    def sources(self, ids: Iterable[str], place: Place) -> None:
        known = (*self.guideline.evidence, *self.guideline.sources, *self.rates.sources)
        for name in ids:
            if name not in known:
                self.wrong(
                    place,
                    f'the source "{name}" is not known.',
                    nearest(name, known)
                    or "Name a row of evidence.yaml, a source of sources.yaml, or add it here.",
                )

    def read(self, scope: Scope, text: str, place: Place) -> Condition | None:
        """A condition, or None with the problem noted."""
        try:
            return scope.condition(text)
        except Refused as refused:
            self.wrong(place, str(refused), refused.mend)
            return None

    def reads(self, draw: Draw) -> set[str]:
        """The draws that must come before one."""
        found = set(draw.gathers.values())
        for case in draw.cases:
            if case.truths:
                found.add(TRUTH)
            for text in _conditions(case):
                try:
                    found |= self.drawing.condition(text).reads
                except Refused:
                    continue
            if isinstance(case.how, Less):
                found |= {case.how.start, *(name for name, _ in case.how.less)}
        return found - {SETTING}

    def asking(self) -> tuple[Fact, ...]:
        """The facts that are drawn, in the order in which one may hang on another."""
        reads: dict[str, set[str]] = {}
        for name, fact in self.guideline.facts.items():
            reads[name] = set()
            if fact.asked_if is not None and name in self.rates.draws:
                condition = self.read(self.answering, fact.asked_if.text, fact.asked_if.place)
                reads[name] = set(condition.reads) if condition is not None else set()
        return tuple(
            self.guideline.facts[name] for name in self.order(reads) if name in self.rates.draws
        )

    def order(self, reads: Mapping[str, set[str]]) -> list[str]:
        """The names, each after those it reads, otherwise as declared."""
        found: dict[str, None] = {}
        path: list[str] = []

        def visit(name: str) -> None:
            if name in found or name not in reads:
                return
            if name in path:
                circle = " → ".join([*path[path.index(name) :], name])
                place = self.rates.draws[name].place if name in self.rates.draws else Place("", 0)
                self.wrong(place, f"a circle: {circle}.", "Let one of these not read the next.")
                return
            path.append(name)
            for other in sorted(reads[name]):
                visit(other)
            path.pop()
            found[name] = None

        for name in reads:
            visit(name)
        return list(found)


def _conditions(case: Case) -> list[str]:
    texts = [case.when] if case.when is not None else []
    if isinstance(case.how, Where):
        texts.append(case.how.condition)
    return texts

"""The numbers of the simulated population, as they stand in `guideline/population/`.

Everything that is simulated about a person is a *draw*: a fact of the guideline, or something
hidden such as the truth or the sex. A draw has *cases*; the first that fits a person says how that
person gets a value. Every number in a case is a *figure*: with the sources it comes from, or an
assumption with a range it may plausibly lie in and the reason for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rugwijzer.compiler import Choice, Number, Place, Words, YesNo, nearest

KIND = "kind"
"""The decision that says what kind of pain it may be."""


@dataclass(frozen=True)
class Figure:
    """One number. `sources` name rows or sources; without any it is an assumption.

    `low` and `high` are the ends of its range; a published figure may have none.
    """

    name: str
    value: float
    place: Place
    sources: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def assumed(self) -> bool:
        """Whether no source gives this number."""
        return not self.sources


@dataclass(frozen=True)
class Assumption:
    """A number that no source gives: what it is set to, between what it may lie, and why."""

    name: str
    value: float
    low: float
    high: float
    why: str


@dataclass(frozen=True)
class Chance:
    """True with this chance. Names of figures stand in all of these."""

    rate: str


@dataclass(frozen=True)
class Options:
    """One of the options, each with its chance. What is left over goes to `rest`."""

    rates: Mapping[str, str]
    rest: str | None


@dataclass(frozen=True)
class Normal:
    """A bell-shaped number between two ends."""

    mean: str
    sd: str
    low: float
    high: float


@dataclass(frozen=True)
class Quantiles:
    """A number by the share of people below it: (percent, figure), rising, between two ends.

    Between two points it is spread evenly, or with `log` evenly on a scale of powers.
    """

    low: float
    points: tuple[tuple[float, str], ...]
    high: float
    log: bool


@dataclass(frozen=True)
class Less:
    """A number drawn earlier, less other such numbers, each divided by a whole number."""

    start: str
    less: tuple[tuple[str, int], ...]
    low: int


@dataclass(frozen=True)
class Always:
    """This value, by the meaning of the answers: true, false or an option."""

    value: bool | str


@dataclass(frozen=True)
class Where:
    """True where a condition on what was drawn holds."""

    condition: str


How = Chance | Options | Normal | Quantiles | Less | Always | Where


@dataclass(frozen=True)
class Case:
    """How some people get a value: those with these truths, in these settings, where `when` holds.

    An empty tuple, or no condition, leaves nobody out.
    """

    name: str
    how: How
    place: Place
    truths: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    when: str | None = None

    @property
    def for_all(self) -> bool:
        """Whether it fits everyone."""
        return not (self.truths or self.settings or self.when)


@dataclass(frozen=True)
class Taps:
    """Numbers that people tap instead of typing their own: (up to, tapped), rising."""

    share: str
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Draw:
    """One thing simulated about a person.

    `type` is that of something hidden; a fact has its own. `follows` is the tendency that it goes
    along with. `gathers` makes a set of yes/no draws: option to draw.
    """

    name: str
    place: Place
    cases: tuple[Case, ...] = ()
    hidden: bool = False
    type: YesNo | Choice | Number | None = None
    follows: str | None = None
    gathers: Mapping[str, str] = field(default_factory=dict)
    taps: Taps | None = None


@dataclass(frozen=True)
class Tendency:
    """Something of a person that several answers go along with: more of it, worse answers.

    `loading` is how far they do: 0 not at all, 1 entirely. None is 1.
    """

    name: str
    loading: str | None
    place: Place


@dataclass(frozen=True)
class Correlation:
    """The rank correlation between two tendencies."""

    one: str
    other: str
    rank: str
    place: Place


@dataclass(frozen=True)
class DontKnow:
    """Questions that some people answer with "don't know": all of them at once, or each by itself.

    `follows` is the tendency that it goes along with.
    """

    name: str
    facts: tuple[str, ...]
    together: bool
    follows: str | None
    cases: tuple[Case, ...]
    place: Place


@dataclass(frozen=True)
class Truth:
    """What may really be the matter. An `emergency` has to be told to call now.

    `kind` is what the guideline's decision of that name should say of it, if anything fits.
    """

    name: str
    title: Words
    serious: bool
    emergency: bool
    place: Place
    kind: str | None = None


@dataclass(frozen=True)
class Setting:
    """Where people come from."""

    name: str
    title: Words
    place: Place


@dataclass(frozen=True)
class Flag:
    """A classic red flag, and the condition that stands for it here."""

    name: str
    title: Words
    when: str
    place: Place


@dataclass(frozen=True)
class Total:
    """A published total that the people should come to.

    `kind` says what is compared with `low` to `high`: the `share` of the people `among` for whom
    the condition `of` holds, or the `median`, `lower_quartile`, `upper_quartile` or `mean` of the
    number `of`. `asked` leaves out who was not asked a fact, or did not know.
    """

    name: str
    title: Words
    kind: str
    of: str
    published: float | None
    low: float
    high: float
    place: Place
    settings: tuple[str, ...] = ()
    among: str | None = None
    asked: str | None = None
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class DecidedShare:
    """A published share of people, beside the share of whom a decision of the guideline says so.

    Counted are those for whom `decision` is one of `options`, `among` those for whom each decision
    named there is that option. With `orientation` it is something to know, not to aim at.
    """

    name: str
    title: Words
    decision: str
    options: tuple[str, ...]
    published: float | None
    low: float
    high: float
    place: Place
    settings: tuple[str, ...] = ()
    among: Mapping[str, str] = field(default_factory=dict)
    orientation: bool = False
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Rates:
    """All of `guideline/population/`."""

    figures: Mapping[str, Figure]
    draws: Mapping[str, Draw]
    settings: Mapping[str, Setting]
    truths: Mapping[str, Truth]
    tendencies: Mapping[str, Tendency]
    correlations: tuple[Correlation, ...]
    dont_know: tuple[DontKnow, ...]
    left_out: Mapping[str, Place]
    """Facts that are never answered in this population, and where that is said."""
    flags: Mapping[str, Flag]
    totals: tuple[Total, ...]
    decided: tuple[DecidedShare, ...]
    sources: Mapping[str, Place]
    """Sources beside those of the guideline."""

    def value(self, name: str) -> float:
        """What a figure is set to."""
        return self.figures[name].value

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The figures that no source gives, in the order of the files."""
        return tuple(
            Assumption(each.name, each.value, each.low, each.high, each.why)
            for each in self.figures.values()
            if each.assumed and each.low is not None and each.high is not None
        )

    def varied(self, name: str, value: float) -> Rates:
        """The same with another value for one figure. Raises KeyError if there is none so called.

        Chances of options that come to more than 1 together are brought back in proportion.
        """
        figure = self.figures.get(name)
        if figure is None:
            near = nearest(name, self.figures)
            raise KeyError(f'there is no figure "{name}". {near}'.rstrip())
        return replace(self, figures={**self.figures, name: replace(figure, value=value)})

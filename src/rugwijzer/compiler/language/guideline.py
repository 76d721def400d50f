"""A guideline, typed: what the files under `guideline/` become once they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rugwijzer.compiler.language.courses import Course
from rugwijzer.compiler.language.items import Item
from rugwijzer.compiler.language.measures import Measure
from rugwijzer.compiler.language.nodes import Node
from rugwijzer.compiler.language.places import Place
from rugwijzer.compiler.language.types import Answer, FactType, Value

Words = Mapping[str, str]
"""One text by language code: `{"nl": ..., "en": ...}`."""

SUPPLIERS = ("person", "clinician", "device", "history")


@dataclass(frozen=True)
class Expression:
    """A condition as it was written, and its meaning."""

    text: str
    node: Node
    place: Place


@dataclass(frozen=True)
class Tap:
    """A value of a number fact that a person can pick instead of typing it. `value` is scaled."""

    value: int
    words: Words


@dataclass(frozen=True)
class AskGroup:
    """Several options of a choice offered as one answer, with a second question to tell them apart.

    `not_sure` is the option that counts if the person cannot tell which of the group it is.
    """

    name: str
    words: Words
    question: Words
    options: tuple[str, ...]
    not_sure: str


@dataclass(frozen=True)
class Fact:
    """Something that may be known about a person.

    A no to it says that the answers to the facts it `renews` are still the same.
    """

    name: str
    type: FactType
    place: Place
    label: Words | None = None
    question: Words | None = None
    simpler: Words | None = None
    help: Words | None = None
    tick: Words | None = None
    sign: Words | None = None
    display: Words | None = None
    option_words: Mapping[str, Words] = field(default_factory=dict)
    taps: tuple[Tap, ...] = ()
    ask: tuple[str | AskGroup, ...] = ()
    alarm: bool = False
    fixed: bool = False
    preference: bool = False
    supplied_by: Literal["person", "clinician", "device", "history"] = "person"
    asked_if: Expression | None = None
    otherwise: Value | None = None
    valid_for: int | None = None
    kept_as_onset: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    lasting: bool = False
    renews: tuple[str, ...] = ()

    @property
    def supplied_by_person(self) -> bool:
        """Whether the person herself is asked for it."""
        return self.supplied_by == "person"


@dataclass(frozen=True)
class Definition:
    """A named expression over facts."""

    name: str
    when: Expression
    meaning: Words | None
    evidence: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be right, and the facts to ask back."""

    name: str
    when: Expression
    facts: tuple[str, ...]
    message: Words | None
    evidence: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Rule:
    """What every rule has: a name, words for the person, and the evidence it rests on."""

    name: str
    words: Words | None
    evidence: tuple[str, ...]
    place: Place
    topic: str


@dataclass(frozen=True)
class Redundant:
    """A part of a rule that is kept though nobody's outcome depends on it, and why.

    `part` is `then`, `if_unknown`, or a condition within `when`.
    """

    part: Node | str
    why: str


@dataclass(frozen=True)
class LadderRule(Rule):
    """When the condition holds, at least `then`; when it is unanswered, at least `if_unknown`.

    `why_costly` says why it is worth it that the rule raises the level of many.
    """

    when: Expression
    then: str
    if_unknown: str | None
    if_unknown_stated: bool
    if_unknown_reason: str | None
    concern: str | None
    echo: str | None
    why_costly: str | None = None
    redundant: tuple[Redundant, ...] = ()


@dataclass(frozen=True)
class RaiseRule(Rule):
    """When the condition holds, `steps` higher, from level `start`, never above `up_to`."""

    when: Expression
    steps: int
    start: str
    up_to: str
    if_unknown_raises: bool
    if_unknown_reason: str | None
    echo: str | None
    why_costly: str | None = None


@dataclass(frozen=True)
class ChoiceRule(Rule):
    """The first rule that holds gives the choice."""

    when: Expression
    then: str


@dataclass(frozen=True)
class SetRule(Rule):
    """The member is in when `when` holds and `unless` fails."""

    member: str
    when: Expression
    unless: Expression | None


@dataclass(frozen=True)
class Alternative:
    """Points, and when they count. Points may be negative."""

    when: Expression
    points: int


@dataclass(frozen=True)
class ScoreItem(Rule):
    """The first alternative that holds gives the points; none gives 0."""

    alternatives: tuple[Alternative, ...]

    @property
    def points(self) -> tuple[int, ...]:
        """Every number of points this item can give."""
        return tuple(sorted({0, *(alternative.points for alternative in self.alternatives)}))


@dataclass(frozen=True)
class Band:
    """A named stretch of a score, both ends included."""

    name: str
    low: int
    high: int
    words: Words | None
    place: Place


@dataclass(frozen=True)
class Ladder:
    """The highest level of all rules that hold. `levels` are mildest first."""

    name: str
    title: Words | None
    levels: tuple[str, ...]
    level_words: Mapping[str, Words]
    rules: tuple[LadderRule, ...]
    raises: tuple[RaiseRule, ...]
    place: Place

    def rank(self, level: str) -> int:
        """How high a level stands; the mildest is 0."""
        return self.levels.index(level)


@dataclass(frozen=True)
class ChoiceDecision:
    """One of several options: of the first rule that holds, else `otherwise`.

    `days` are of options that stand for a calendar: days after the first, in order.
    """

    name: str
    title: Words | None
    options: tuple[str, ...]
    option_words: Mapping[str, Words]
    rules: tuple[ChoiceRule, ...]
    otherwise: str
    cautious_order: tuple[str, ...]
    place: Place
    days: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """A sum of items, with named bands where it has them."""

    name: str
    title: Words | None
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
    place: Place

    @property
    def low(self) -> int:
        """The lowest sum any record can have."""
        return sum(item.points[0] for item in self.items)

    @property
    def high(self) -> int:
        """The highest sum any record can have."""
        return sum(item.points[-1] for item in self.items)


@dataclass(frozen=True)
class Member:
    """A possible member of a set decision.

    `may_wait`: whether it may wait for the morning; `group`: the heading it is shown under; `days`:
    on which days after the first, where the decision is about moments.
    """

    name: str
    words: Words | None
    may_wait: bool | None
    place: Place
    group: str | None = None
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class SetDecision:
    """Several members, each in or out: by its own rule, or collected from a ladder's concerns."""

    name: str
    title: Words | None
    members: tuple[Member, ...]
    rules: tuple[SetRule, ...]
    collects: str | None
    place: Place

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The members' names, in order of declaration."""
        return tuple(member.name for member in self.members)


Decision = Ladder | ChoiceDecision | Score | SetDecision
AnyRule = LadderRule | RaiseRule | ChoiceRule | SetRule | ScoreItem


@dataclass(frozen=True)
class TickPart:
    """Several yes_no facts as one list to tick, with an explicit "none of these"."""

    facts: tuple[str, ...]
    question: Words | None
    none: Words | None
    place: Place


@dataclass(frozen=True)
class AskPart:
    """One fact asked by itself."""

    fact: str
    place: Place

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact, as a list of one."""
        return (self.fact,)


@dataclass(frozen=True)
class Screen:
    """Facts asked together, in order.

    An `opened` screen is shown only to somebody who opens it; until then its facts are not asked.
    """

    name: str
    title: Words | None
    intro: Words | None
    parts: tuple[TickPart | AskPart, ...]
    place: Place
    opened: bool = False

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts on the screen, in order."""
        return tuple(fact for part in self.parts for fact in part.facts)


@dataclass(frozen=True)
class Person:
    """A named record that cases start from."""

    name: str
    title: str
    record: Mapping[str, Answer]
    place: Place


SHOWS = ("fires", "just_not", "not_asked", "dont_know")


@dataclass(frozen=True)
class Case:
    """A titled person with the outcome a clinician would expect. `expect` is as written."""

    title: str
    place: Place
    topic: str
    rule: str | None
    shows: Literal["fires", "just_not", "not_asked", "dont_know"] | None
    person: str | None
    record: Mapping[str, Answer]
    expect: Mapping[str, object]


@dataclass(frozen=True)
class Always:
    """For every record for which `given` is true, `holds` is true (unknown is not enough)."""

    holds: Expression
    given: Expression | None


MOVES = (
    ("milder", "worse"), ("mildest", "worst"), ("dont_know", "worst"), ("mildest", "dont_know"),
    ("lower", "higher"), ("not_asked", "dont_know"), ("not_asked", "any"),
)  # fmt: skip
"""From which answer to which a `never_lowers` claim may change a fact, besides two named ones."""


@dataclass(frozen=True)
class NeverLowers:
    """Two records equal but for one fact: the second never has the lower value.

    Of a ladder the lower bound is compared, of a set whether a member is in. The claim is made of
    each of the facts in `changes` by itself. `origin` and `target` are words of MOVES, or answers
    of the fact: one (as a value), or for `target` also "any" other.

    A fact that was given is given in both, with the same answer. A fact that does not apply in the
    first record but may in the second is given there, with any answer; one that is in `held` has
    the same value in effect in both. `given` is true in both records.
    """

    decision: str
    members: tuple[str, ...]
    changes: tuple[str, ...]
    origin: Value | str
    target: Value | str
    given: Expression | None
    held: tuple[str, ...]


@dataclass(frozen=True)
class Possible:
    """Some consistent record makes the expression true."""

    holds: Expression


@dataclass(frozen=True)
class Bounded:
    """For every record and every extension of it, the bounds of the decision only close in."""

    decision: str


@dataclass(frozen=True)
class Claim:
    """What must hold for every possible person: proved, not sampled.

    `number` is the promise it belongs to, as the pages list them.
    """

    name: str
    words: Words | None
    form: Always | NeverLowers | Possible | Bounded
    number: int | None
    evidence: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Source:
    """A guideline, paper or page that evidence rests on."""

    name: str
    title: str
    year: str
    address: str
    place: Place
    licence: str | None = None
    note: str | None = None


MARKS = ("confirmed", "secondary", "unverified", "proposed", "derived")
USES = ("cited", "told", "information", "not_formalised", "later")


@dataclass(frozen=True)
class Evidence:
    """One row of the evidence: what it says, how sure that is, and what became of it here."""

    name: str
    fact: str
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    see: tuple[str, ...]
    use: str
    why: str | None
    plan: str | None
    place: Place


@dataclass(frozen=True)
class Version:
    """The guideline's own name, version and date, and the digest of the files it was given for."""

    name: str
    number: str
    date: str
    digest: str


@dataclass(frozen=True)
class Guideline:
    """Everything the guideline says, in order of declaration."""

    facts: Mapping[str, Fact]
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    screens: tuple[Screen, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    version: Version | None = None
    order: tuple[str, ...] = ()
    """Facts, definitions, contradictions and decisions, each after all that it reads."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Mapping[str, AnyRule]:
        """Every rule and score item of every decision, by name."""
        found: dict[str, AnyRule] = {}
        for decision in self.decisions.values():
            for rule in rules_of(decision):
                found[rule.name] = rule
        return found

    @cached_property
    def opened_facts(self) -> frozenset[str]:
        """The facts of screens that are shown only to somebody who opens them."""
        return frozenset(fact for screen in self.screens if screen.opened for fact in screen.facts)

    @cached_property
    def renewed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Of each fact that others renew, those that must all be a no for it."""
        found: dict[str, tuple[str, ...]] = {}
        for fact in self.facts.values():
            for name in fact.renews:
                found[name] = (*found.get(name, ()), fact.name)
        return found


def rules_of(decision: Decision) -> tuple[AnyRule, ...]:
    """The rules of one decision, in order of declaration."""
    match decision:
        case Ladder():
            return (*decision.rules, *decision.raises)
        case Score():
            return decision.items
        case ChoiceDecision() | SetDecision():
            return decision.rules


def expressions_of(rule: AnyRule) -> tuple[Expression, ...]:
    """The conditions of one rule."""
    match rule:
        case ScoreItem():
            return tuple(alternative.when for alternative in rule.alternatives)
        case SetRule():
            return (rule.when,) if rule.unless is None else (rule.when, rule.unless)
        case _:
            return (rule.when,)

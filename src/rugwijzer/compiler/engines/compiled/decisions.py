"""Decisions as Python source: how rules stand, and what the four kinds of decision come to.

A rule becomes one short stretch of code. Most rules fail for most people, so that is looked at
first, and costs nothing more. For `when: brakes == "none"`, `then: walk`, `if_unknown: slowly`:

    if not (f0 in {"front", "both"}):
        if (f0 == "none"):
            states["no_brakes"] = HOLDS
            if v0_low < 2: v0_low = 2
            v0_why.append(why0_0[f0,])
        elif unasked & 1:
            states["no_brakes"] = OPEN
            if v0_high < 2: v0_high = 2
        else:
            states["no_brakes"] = UNANSWERED
            if v0_low < 1: v0_low = 1
            v0_why.append(why0_0[f0,])

`unasked` has a bit for every fact that applies, or may apply, and was not asked. Stretches of rules
that fail while some facts are at rest are passed over by a flag, `if s0:` (see `facts`, `rest`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    Decision,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
    expressions_of,
)
from rugwijzer.compiler.language.nodes import All, Node, Not, refs
from rugwijzer.compiler.language.reads import expanded, facts_behind

from .expressions import Names, Rails, few, rails, several
from .facts import Facts
from .rest import Guards
from .source import Source

R = TypeVar("R", bound=AnyRule)


def conditions(rule: AnyRule) -> tuple[Node, ...]:
    """What can make a rule count: all it asks for, or each alternative of an item by itself."""
    match rule:
        case SetRule(when=when, unless=unless) if unless is not None:
            return (All((when.node, Not(unless.node))),)
        case _:
            return tuple(expression.node for expression in expressions_of(rule))


def inputs(node: Node, names: Names) -> tuple[str, ...]:
    """The variables that say why a condition is what it is, definitions opened."""
    found: dict[str, None] = {}
    for ref in refs(node):
        if (meaning := names.meaning(ref)) is None:
            found |= dict.fromkeys(names.of(ref))
        else:
            found[names.truth(ref)] = None
            found |= dict.fromkeys(inputs(meaning, names))
    return tuple(found)


def repeated(node: Node, names: Names) -> bool:
    """Whether a condition reads so few values that its reasons are worth remembering."""
    return all(few(ref, names) for ref in expanded(names.guideline, node))


@dataclass
class Decisions:
    """Writes decisions; `aloud` also writes down how every rule stands, and why it counts."""

    guideline: Guideline
    names: Names
    source: Source
    facts: Facts
    guards: Guards
    aloud: bool

    def write(self, name: str) -> None:
        """One decision, up to the variables that hold its value."""
        if self.aloud:
            self.source.add(f"{self._why(name)} = []")
        match self.guideline.decisions[name]:
            case Ladder() as decision:
                self._ladder(decision)
            case ChoiceDecision() as decision:
                self._choice(decision)
            case Score() as decision:
                self._score(decision)
            case SetDecision() as decision:
                self._set(decision)

    def lowest(self, ladder: Ladder) -> None:
        """The lower end alone, returned; below `floor` it is of no interest."""
        low, _ = self.names.ends(ladder.name)
        self.source.add(f"{low} = floor")
        sure = [f"({self._sure(rule)})" for rule in ladder.raises]
        if sure:
            self.source.add(f"if {' or '.join(sure)}: {low} = 0")
        for rule in self._one_by_one(sorted(ladder.rules, key=lambda r: -ladder.rank(r.then))):
            then, truth = ladder.rank(rule.then), self._rails(rule)
            with self.source.block(f"if {low} < {then} and not {truth.false}:"):
                self.source.add(f"if {truth.true}: {low} = {then}")
                if rule.if_unknown is not None and ladder.rank(rule.if_unknown):
                    least = ladder.rank(rule.if_unknown)
                    asked = f"not unasked & {self._asked(rule)}"
                    self.source.add(f"elif {low} < {least} and {asked}: {low} = {least}")
        self.source.add("found = " + low)
        for raising, counts in zip(ladder.raises, sure, strict=True):
            with self.source.block(f"if {counts}:"):
                self.source.add(*_raised(ladder, raising, low, "found"))
        self.source.add("return found")

    def reasons(self) -> str:
        """The reasons of all decisions, in order of declaration, as the text of a tuple."""
        return "(" + "".join(f"*{self._why(name)}, " for name in self.guideline.decisions) + ")"

    # --- rules

    def _why(self, name: str) -> str:
        return f"{self.names.options(name)}_why"

    def _rails(self, rule: AnyRule) -> Rails:
        (condition,) = conditions(rule)
        return rails(condition, self.names)

    def _asked(self, rule: AnyRule) -> int:
        (condition,) = conditions(rule)
        return self.facts.mask(facts_behind(self.guideline, condition))

    def _sure(self, rule: RaiseRule) -> str:
        truth = self._rails(rule)
        if not rule.if_unknown_raises:
            return truth.true
        return f"{truth.true} or not {truth.false} and not unasked & {self._asked(rule)}"

    def _because(self, decision: Decision, rule: AnyRule, at: int = 0) -> list[str]:
        """Write down why a rule counts, by one of its conditions."""
        if not self.aloud:
            return []
        condition = conditions(rule)[at]
        key = "".join(f"{variable}, " for variable in inputs(condition, self.names))
        reason = self.names.reasons(rule, at)
        reason += f"[({key})]" if repeated(condition, self.names) else f"({key})"
        return [f"{self._why(decision.name)}.append({reason})"]

    def _one_by_one(self, rules: Iterable[R]) -> Iterator[R]:
        """The rules, to be written in stretches that are passed over while all is at rest."""
        guarded = ((rule, condition) for rule in rules for condition in conditions(rule))
        for stretch, guard in self.guards.stretches(guarded):
            with self.facts.stirred(guard):
                yield from stretch

    def _rule(
        self,
        rule: AnyRule,
        holds: Iterable[str],
        is_open: Iterable[str],
        unanswered: Iterable[str],
    ) -> None:
        """One rule: what to do when it holds, is open or is unanswered."""
        truth = self._rails(rule)
        with self.source.block(f"if not {truth.false}:"):
            for head, state, todo in (
                (f"if {truth.true}:", "HOLDS", holds),
                (f"elif unasked & {self._asked(rule)}:", "OPEN", is_open),
                ("else:", "UNANSWERED", unanswered),
            ):
                with self.source.block(head):
                    if self.aloud:
                        self.source.add(f"states[{rule.name!r}] = {state}")
                    self.source.add(*todo)

    # --- the four kinds

    def _ladder(self, ladder: Ladder) -> None:
        low, high = self.names.ends(ladder.name)
        collecting = [
            each
            for each in self.guideline.decisions.values()
            if isinstance(each, SetDecision) and each.collects == ladder.name
        ]
        self.source.add(f"{low} = {high} = 0")
        for each in collecting:
            self.source.add(" = ".join([*self.names.members(each.name), "0"]))
        for rule in self._one_by_one(ladder.rules):
            counts = [*self._because(ladder, rule), *self._concern(collecting, rule, 0)]
            then = ladder.rank(rule.then)
            unknown = []
            if rule.if_unknown is not None:
                unknown = [*_at_least(low, ladder.rank(rule.if_unknown)), *counts]
            self._rule(
                rule,
                holds=[*_at_least(low, then), *counts],
                is_open=[*_at_least(high, then), *self._concern(collecting, rule, 1)],
                unanswered=unknown,
            )
        self.source.add(f"if {high} < {low}: {high} = {low}")
        if ladder.raises:
            self._raises(ladder, low, high)

    def _raises(self, ladder: Ladder, low: str, high: str) -> None:
        self.source.add(f"raised_low = {low}", f"raised_high = {high}")
        for rule in ladder.raises:
            upper = _raised(ladder, rule, high, "raised_high")
            counts = [*_raised(ladder, rule, low, "raised_low"), *upper]
            counts += self._because(ladder, rule)
            self._rule(rule, counts, upper, counts if rule.if_unknown_raises else [])
        self.source.add(f"{low} = raised_low", f"{high} = raised_high")

    def _concern(
        self, collecting: Sequence[SetDecision], rule: LadderRule, variable: int
    ) -> list[str]:
        return [
            f"{self.names.members(each.name)[variable]} |= {1 << each.names.index(rule.concern)}"
            for each in collecting
            if rule.concern is not None and rule.concern in each.names
        ]

    def _choice(self, decision: ChoiceDecision) -> None:
        mask = self.names.options(decision.name)
        bit = {option: 1 << at for at, option in enumerate(decision.options)}
        self.source.add(f"{mask} = met = 0", "reached = True", "waiting = False")
        for at, rule in enumerate(decision.rules):
            add = f"{mask} |= {bit[rule.then]}"
            self._rule(
                rule,
                holds=[f"if reached: reached = False; met |= {1 << at}; {add}"],
                is_open=[f"if reached: waiting = True; {add}"],
                unanswered=[f"if reached: met |= {1 << at}; {add}"],
            )
        self.source.add(f"if reached: {mask} |= {bit[decision.otherwise]}")
        with self.source.block(f"if {several(mask)} and not waiting:"):
            order = decision.cautious_order
            for word, option in zip(_if_elif(order), order, strict=True):
                self.source.add(f"{word} {mask} & {bit[option]}: {mask} = {bit[option]}")
        if self.aloud:
            self._choice_reasons(decision, bit)

    def _choice_reasons(self, decision: ChoiceDecision, bit: Mapping[str, int]) -> None:
        """Of the rules that were met on the way, those that give the option it came to."""
        given = dict.fromkeys(rule.then for rule in decision.rules)
        with self.source.block("if met:"):
            for word, option in zip(_if_elif(given), given, strict=True):
                mask = self.names.options(decision.name)
                with self.source.block(f"{word} {mask} == {bit[option]}:"):
                    for at, rule in enumerate(decision.rules):
                        if rule.then == option:
                            with self.source.block(f"if met & {1 << at}:"):
                                self.source.add(*self._because(decision, rule))

    def _score(self, decision: Score) -> None:
        low, high = self.names.ends(decision.name)
        self.source.add(f"{low} = {high} = 0")
        for item in decision.items:
            self._item(decision, item, 0)

    def _item(self, decision: Score, item: ScoreItem, at: int) -> None:
        """An item of a score, all alternatives before `at` having failed."""
        if at == len(item.alternatives):
            return
        low, high = self.names.ends(decision.name)
        truth = rails(item.alternatives[at].when.node, self.names)
        points = item.alternatives[at].points
        with self.source.block(f"if {truth.true}:"):
            self.source.add(f"{low} += {points}", f"{high} += {points}")
            self.source.add(*self._because(decision, item, at))
        with self.source.block(f"elif not {truth.false}:"):
            self.source.add(f"least = most = {points}")
            self._perhaps(item, at + 1)
            self.source.add(f"{low} += least", f"{high} += most")
        if at + 1 < len(item.alternatives):
            with self.source.block("else:"):
                self._item(decision, item, at + 1)

    def _perhaps(self, item: ScoreItem, at: int) -> None:
        """The points still possible from `at` on, where an alternative before it is unknown."""
        if at == len(item.alternatives):
            self.source.add("if least > 0: least = 0", "if most < 0: most = 0")
            return
        alternative = item.alternatives[at]
        truth = rails(alternative.when.node, self.names)
        with self.source.block(f"if not {truth.false}:"):
            self.source.add(f"if least > {alternative.points}: least = {alternative.points}")
            self.source.add(f"if most < {alternative.points}: most = {alternative.points}")
        with self.source.block(f"if not {truth.true}:"):
            self._perhaps(item, at + 1)

    def _set(self, decision: SetDecision) -> None:
        inside, not_out = self.names.members(decision.name)
        if decision.collects is None:
            self.source.add(f"{inside} = {not_out} = 0")
        for rule in self._one_by_one(decision.rules):
            bit = 1 << decision.names.index(rule.member)
            unknown = [f"{not_out} |= {bit}"]
            self._rule(
                rule,
                holds=[f"{inside} |= {bit}", *self._because(decision, rule)],
                is_open=unknown,
                unanswered=unknown,
            )
        self.source.add(f"{not_out} |= {inside}")


def _if_elif(options: Collection[str]) -> list[str]:
    return ["if", *["elif"] * (len(options) - 1)] if options else []


def _at_least(end: str, rank: int) -> list[str]:
    return [f"if {end} < {rank}: {end} = {rank}"] if rank else []


def _raised(ladder: Ladder, rule: RaiseRule, end: str, into: str) -> list[str]:
    """A raise of one end, where it stands within the raise's stretch and comes out higher."""
    start, top = ladder.rank(rule.start), ladder.rank(rule.up_to)
    return [
        f"if {start} <= {end} < {top}: "
        f"rise = {end} + {rule.steps} if {end} + {rule.steps} < {top} else {top}; "
        f"{into} = rise if rise > {into} else {into}"
    ]

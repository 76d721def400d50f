"""The plain interpreter: it walks the expressions and asks the truth tables, nothing more.

It is the meaning of the language. Where it can be shorter or faster, it stays plain; the speed is
another engine's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    ChoiceRule,
    Decision,
    Fact,
    Guideline,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    SetDecision,
    SetRule,
    expressions_of,
    rules_of,
)
from rugwijzer.compiler.language.neighbours import boundaries, other_answers
from rugwijzer.compiler.language.nodes import (
    All,
    Any,
    Asked,
    Bound,
    ClaimAtom,
    Compare,
    Comparison,
    Constant,
    Contains,
    Count,
    DontKnow,
    InBand,
    Is,
    Kind,
    Node,
    Not,
    OneOf,
    Quantity,
    Ref,
    Scaled,
    Settled,
    Sum,
    Term,
    TruthOf,
    Whole,
    holds,
    refs,
)
from rugwijzer.compiler.language.outcome import (
    NOT_APPLICABLE,
    Change,
    ChoiceValue,
    DecisionValue,
    LadderValue,
    Outcome,
    Reason,
    RuleState,
    ScoreValue,
    SetValue,
    Supported,
    shown,
)
from rugwijzer.compiler.language.reads import facts_behind
from rugwijzer.compiler.language.truth import (
    Truth,
    agreed,
    both,
    every,
    from_bool,
    opposite,
    some,
)
from rugwijzer.compiler.language.types import Answer, Choice, Record

RuleWithState = LadderRule | RaiseRule | ChoiceRule | SetRule
"""Every rule but a score item, which has points and no state."""


class Reference:
    """A guideline, ready to be asked about records."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline

    @cached_property
    def _boundaries(self) -> Mapping[str, tuple[int, ...]]:
        return boundaries(self.guideline)  # takes long, and only `would_change` asks for it

    def evaluate(self, record: Record) -> Outcome:
        """All that follows from the record. It must be typed: see `read_answers`."""
        return _Evaluation(self.guideline, record).outcome()

    def truth(self, record: Record, node: Node) -> Truth:
        """What an expression comes to for a typed record; it may be that of a claim."""
        return self.truths(record, [node])[0]

    def truths(self, record: Record, nodes: Iterable[Node]) -> tuple[Truth, ...]:
        """The same of several expressions; what they share is worked out once."""
        world = _Evaluation(self.guideline, record)
        return tuple(world.truth(node) for node in nodes)

    def decision(self, record: Record, name: str) -> DecisionValue:
        """What one decision comes to for a typed record, and no more than that needs."""
        return _Evaluation(self.guideline, record).decision(name)

    def would_change(self, record: Record, decision: str | None = None) -> tuple[Change, ...]:
        """Per fact, the other answers that would raise the lower bound of a ladder.

        `decision` is the ladder's name; without it, the first ladder of the guideline.
        """
        ladder = _ladder(self.guideline, decision)
        if ladder is None:
            return ()
        world = _Evaluation(self.guideline, record)
        now = ladder.rank(world.ladder(ladder).lower)
        changes: list[Change] = []
        for fact in self.guideline.facts.values():
            left_alone = fact.fixed or fact.preference or not fact.supplied_by_person
            if left_alone or world.applies(fact) is Truth.FALSE:
                continue
            answer = record.get(fact.name)
            for value in other_answers(fact.type, answer, self._boundaries.get(fact.name, ())):
                other = _Evaluation(self.guideline, {**record, fact.name: value})
                level = other.ladder(ladder).lower
                if ladder.rank(level) > now:
                    changes.append(Change(fact.name, value, level))
        return tuple(changes)

    def waiting(
        self, record: Record, rules: Collection[str] | None = None, known: Outcome | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Per open rule, the facts to be asked that its undecided atoms come down to.

        Only of the rules named, or of all. If `asked_if` of a fact is undecided, the facts behind
        that come with it. A rule whose undecided atoms are all asked waits for nothing. `known` is
        the outcome of the same record, where some engine has it already.
        """
        world = _Evaluation(self.guideline, record)
        if known is not None:
            world.values, world.states = dict(known.decisions), dict(known.states)
        return {
            rule.name: world.waits_for(rule)
            for decision in self.guideline.decisions.values()
            if not isinstance(decision, Score)
            for rule in _rules(decision)
            if (rules is None or rule.name in rules) and world.state(rule) is RuleState.OPEN
        }

    def standing(self, record: Record, decision: SetDecision) -> tuple[Reason, ...]:
        """Each rule of a set, also one that does not hold, with the atoms that make it so."""
        world = _Evaluation(self.guideline, record)
        return tuple(world.reason(decision, rule, world.parts(rule)) for rule in decision.rules)


def _ladder(guideline: Guideline, name: str | None) -> Ladder | None:
    ladders = (each for each in guideline.decisions.values() if isinstance(each, Ladder))
    return next((ladder for ladder in ladders if name in (None, ladder.name)), None)


@dataclass
class _Evaluation:
    """One guideline, one record; each value is worked out when first needed and then kept."""

    guideline: Guideline
    record: Record
    truths: dict[str, Truth] = field(default_factory=dict)
    states: dict[str, RuleState] = field(default_factory=dict)
    seen: dict[int, Truth] = field(default_factory=dict)
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, DecisionValue] = field(default_factory=dict)

    # --- facts

    def applies(self, fact: Fact) -> Truth:
        """Whether the fact applies to this person."""
        if fact.asked_if is None:
            return Truth.TRUE
        return self.kept(f"{fact.name} applies", fact.asked_if.node)

    def asked(self, fact: Fact) -> bool:
        """Whether nothing more is to be learned about the fact in this sitting."""
        return (
            fact.name in self.record
            or not fact.supplied_by_person
            or self.applies(fact) is Truth.FALSE
        )

    def answer(self, name: str) -> Answer:
        """The fact's value in effect, or None where it is unknown."""
        fact = self.guideline.facts[name]
        if name in self.record:
            return self.record[name]
        if not fact.supplied_by_person or self.applies(fact) is Truth.FALSE:
            return fact.otherwise
        return None

    # --- expressions

    def truth(self, node: Node) -> Truth:
        """What an expression comes to, worked out once."""
        if id(node) not in self.seen:
            self.seen[id(node)] = self.worked_out(node)
        return self.seen[id(node)]

    def worked_out(self, node: Node) -> Truth:
        """What an expression comes to."""
        match node:
            case Not(operand):
                return opposite(self.truth(operand))
            case All(operands):
                return every([self.truth(operand) for operand in operands])
            case Any(operands):
                return some([self.truth(operand) for operand in operands])
            case Count(operands, op, number):
                truths = [self.truth(operand) for operand in operands]
                sure = truths.count(Truth.TRUE)
                perhaps = truths.count(Truth.UNKNOWN)
                counts = range(sure, sure + perhaps + 1)
                return agreed(from_bool(holds(op, count, number)) for count in counts)
            case TruthOf(ref):
                return self.named(ref)
            case Compare(left, op, right):
                return self.compared(left, op, right)
            case Is(ref, op, _, position):
                return agreed(from_bool(holds(op, p, position)) for p in self.positions(ref))
            case OneOf(ref, codes, negated):
                inside = agreed(from_bool(p in codes) for p in self.positions(ref))
                return opposite(inside) if negated else inside
            case Contains(ref, option, negated):
                inside = self.contains(ref, option)
                return opposite(inside) if negated else inside
            case InBand(ref, low, high, negated):
                value = self.decision(ref.name)
                assert isinstance(value, ScoreValue)
                sums = range(value.low, value.high + 1)
                inside = agreed(from_bool(low <= each <= high) for each in sums)
                return opposite(inside) if negated else inside
            case _:
                return from_bool(self.of_the_record(node))

    def of_the_record(self, node: ClaimAtom) -> bool:
        """What only claims may say: about what is asked, and about bounds."""
        match node:
            case Asked(ref):
                return self.asked(self.guideline.facts[ref.name])
            case DontKnow(ref):
                return ref.name in self.record and self.record[ref.name] is None
            case Settled(ref):
                value = self.decision(ref.name)
                return not value.open if isinstance(value, SetValue) else value.value is not None
            case Bound(ref, end, op, number):
                possible = self.positions(ref)
                return holds(op, possible[0] if end == "lower" else possible[-1], number)
            case Whole("complete"):
                return all(self.asked(fact) for fact in self.guideline.facts.values())
            case Whole("empty"):
                return not self.record
            case Whole():
                return not any(True for _ in self.contradictions())

    def named(self, ref: Ref) -> Truth:
        """The truth of a yes_no fact, a definition or a contradiction."""
        match ref.kind:
            case Kind.FACT:
                answer = self.answer(ref.name)
                return Truth.UNKNOWN if answer is None else from_bool(answer is True)
            case Kind.DEFINITION:
                return self.kept(ref.name, self.guideline.definitions[ref.name].when.node)
            case _:
                return self.kept(ref.name, self.guideline.contradictions[ref.name].when.node)

    def kept(self, name: str, node: Node) -> Truth:
        """The truth of a named expression, worked out once."""
        if name not in self.truths:
            self.truths[name] = self.truth(node)
        return self.truths[name]

    def positions(self, ref: Ref) -> tuple[int, ...]:
        """The positions (or scaled numbers) still possible; none at all for an unknown fact."""
        if ref.kind is Kind.FACT:
            answer = self.answer(ref.name)
            kind = self.guideline.facts[ref.name].type
            if answer is None:
                return ()
            if isinstance(kind, Choice):
                return (kind.options.index(str(answer)),)
            assert isinstance(answer, int)
            return (answer,)
        decision = self.guideline.decisions[ref.name]
        value = self.decision(ref.name)
        if isinstance(decision, Ladder) and isinstance(value, LadderValue):
            return tuple(range(decision.rank(value.lower), decision.rank(value.upper) + 1))
        if isinstance(decision, ChoiceDecision) and isinstance(value, ChoiceValue):
            return tuple(decision.options.index(option) for option in value.possible)
        assert isinstance(value, ScoreValue)
        return tuple(range(value.low, value.high + 1))

    def contains(self, ref: Ref, option: str) -> Truth:
        """Whether a set, fact or decision, holds an option."""
        if ref.kind is Kind.FACT:
            answer = self.answer(ref.name)
            if answer is None:
                return Truth.UNKNOWN
            assert isinstance(answer, frozenset)
            return from_bool(option in answer)
        value = self.decision(ref.name)
        assert isinstance(value, SetValue)
        if option in value.inside:
            return Truth.TRUE
        return Truth.UNKNOWN if option in value.open else Truth.FALSE

    def compared(self, left: Term, op: Comparison, right: Term) -> Truth:
        """Two terms compared. A score beside a constant is compared over its whole interval."""
        match left, right:
            case Quantity(ref), Constant(number) if ref.kind is Kind.DECISION:
                return agreed(from_bool(holds(op, each, number)) for each in self.positions(ref))
            case Constant(number), Quantity(ref) if ref.kind is Kind.DECISION:
                return agreed(from_bool(holds(op, number, each)) for each in self.positions(ref))
        first, second = self.number(left), self.number(right)
        if first is None or second is None:
            return Truth.UNKNOWN
        return from_bool(holds(op, first, second))

    def number(self, term: Term) -> int | None:
        """The scaled number a term comes to, or None where any part of it is unknown."""
        match term:
            case Constant(number):
                return number
            case Quantity(ref):
                known = self.positions(ref)
                return known[0] if len(known) == 1 else None
            case Scaled(factor, operand):
                inner = self.number(operand)
                return None if inner is None else factor * inner
            case Sum(left, right, sign):
                first, second = self.number(left), self.number(right)
                return None if first is None or second is None else first + sign * second

    # --- rules and decisions

    def state(self, rule: RuleWithState) -> RuleState:
        """How a rule stands, worked out once."""
        if rule.name not in self.states:
            self.states[rule.name] = self.stands(rule)
        return self.states[rule.name]

    def stands(self, rule: RuleWithState) -> RuleState:
        """How a rule stands."""
        match self.fires(rule):
            case Truth.TRUE:
                return RuleState.HOLDS
            case Truth.FALSE:
                return RuleState.FAILS
            case Truth.UNKNOWN:
                nodes = [expression.node for expression in expressions_of(rule)]
                return RuleState.UNANSWERED if self.all_asked(nodes) else RuleState.OPEN

    def fires(self, rule: RuleWithState) -> Truth:
        """The truth of a rule's condition, `unless` included."""
        truth = self.truth(rule.when.node)
        if isinstance(rule, SetRule) and rule.unless is not None:
            return both(truth, opposite(self.truth(rule.unless.node)))
        return truth

    def all_asked(self, nodes: Iterable[Node]) -> bool:
        """Whether every fact behind the expressions has been asked."""
        behind = (facts_behind(self.guideline, node) for node in nodes)
        return all(self.asked(self.guideline.facts[name]) for names in behind for name in names)

    def decision(self, name: str) -> DecisionValue:
        """A decision's value, worked out once."""
        if name not in self.values:
            self.values[name] = self.decided(self.guideline.decisions[name])
        return self.values[name]

    def decided(self, decision: Decision) -> DecisionValue:
        """A decision's value."""
        match decision:
            case Ladder():
                return self.ladder(decision)
            case ChoiceDecision():
                return self.choice(decision)
            case Score():
                return self.score(decision)
            case SetDecision():
                return self.set_of(decision)

    def ladder(self, ladder: Ladder) -> LadderValue:
        """The highest level that counts, and the highest that may yet count."""
        lower = upper = 0
        for rule in ladder.rules:
            state = self.state(rule)
            if state is RuleState.HOLDS:
                lower = max(lower, ladder.rank(rule.then))
            elif state is RuleState.UNANSWERED and rule.if_unknown is not None:
                lower = max(lower, ladder.rank(rule.if_unknown))
            elif state is RuleState.OPEN:
                upper = max(upper, ladder.rank(rule.then))
        upper = max(lower, upper)
        sure = [rule for rule in ladder.raises if self.raises(rule)]
        perhaps = [rule for rule in ladder.raises if self.state(rule) is RuleState.OPEN]
        return LadderValue(
            lower=ladder.levels[max([lower, *(_raised(ladder, rule, lower) for rule in sure)])],
            upper=ladder.levels[
                max([upper, *(_raised(ladder, rule, upper) for rule in [*sure, *perhaps])])
            ],
        )

    def raises(self, rule: RaiseRule) -> bool:
        """Whether a raise counts."""
        state = self.state(rule)
        return state is RuleState.HOLDS or (
            state is RuleState.UNANSWERED and rule.if_unknown_raises
        )

    def counts(self, rule: LadderRule) -> bool:
        """Whether a rule gives its level, or the level for an unanswered question."""
        state = self.state(rule)
        return state is RuleState.HOLDS or (
            state is RuleState.UNANSWERED and rule.if_unknown is not None
        )

    def choice(self, decision: ChoiceDecision) -> ChoiceValue:
        """The options still possible."""
        possible: list[str] = []
        waiting = False
        for rule in decision.rules:
            state = self.state(rule)
            if state is RuleState.FAILS:
                continue
            possible.append(rule.then)
            if state is RuleState.HOLDS:
                break
            waiting = waiting or state is RuleState.OPEN
        else:
            possible.append(decision.otherwise)
        if not waiting:
            return ChoiceValue((next(o for o in decision.cautious_order if o in possible),))
        return ChoiceValue(tuple(option for option in decision.options if option in possible))

    def score(self, decision: Score) -> ScoreValue:
        """The lowest and the highest sum still possible."""
        low = high = 0
        for item in decision.items:
            possible: list[int] = []
            for alternative in item.alternatives:
                truth = self.truth(alternative.when.node)
                if truth is Truth.FALSE:
                    continue
                possible.append(alternative.points)
                if truth is Truth.TRUE:
                    break
            else:
                possible.append(0)
            low += min(possible)
            high += max(possible)
        return ScoreValue(low, high)

    def set_of(self, decision: SetDecision) -> SetValue:
        """The members that are in, and those that may yet be."""
        if decision.collects is not None:
            ladder = self.guideline.decisions[decision.collects]
            assert isinstance(ladder, Ladder)
            sure = {rule.concern for rule in ladder.rules if self.counts(rule)}
            perhaps = {rule.concern for rule in ladder.rules if self.state(rule) is RuleState.OPEN}
        else:
            sure = {rule.member for rule in decision.rules if self.fires(rule) is Truth.TRUE}
            perhaps = {rule.member for rule in decision.rules if self.fires(rule) is Truth.UNKNOWN}
        return SetValue(
            inside=tuple(name for name in decision.names if name in sure),
            open=tuple(name for name in decision.names if name in perhaps - sure),
        )

    # --- reasons

    def because(self, node: Node, value: Truth) -> Iterator[tuple[str, Supported]]:
        """The atoms that make an expression come to `value`, in order, repeats included."""
        match node:
            case Not(operand):
                yield from self.because(operand, opposite(value))
            case All(operands) | Any(operands):
                for operand in operands:
                    if self.truth(operand) is value:
                        yield from self.because(operand, value)
            case Count(operands, op, _):
                for operand in operands:
                    truth = self.truth(operand)
                    if truth in _counted(op, value):
                        yield from self.because(operand, truth)
            case TruthOf(ref) if ref.kind is Kind.DEFINITION:
                yield from self.because(self.guideline.definitions[ref.name].when.node, value)
            case TruthOf(ref) if ref.kind is Kind.CONTRADICTION:
                yield from self.because(self.guideline.contradictions[ref.name].when.node, value)
            case _:
                for ref in refs(node):
                    if value is not Truth.UNKNOWN or not self.known(ref):
                        yield ref.name, self.contribution(ref)

    def known(self, ref: Ref) -> bool:
        """Whether a fact has a value, or a decision only one."""
        if ref.kind is Kind.FACT:
            return self.answer(ref.name) is not None
        value = self.decision(ref.name)
        return not isinstance(value, SetValue) and value.value is not None

    def contribution(self, ref: Ref) -> Supported:
        """What a fact or a decision shows of itself in a reason."""
        return self.answer(ref.name) if ref.kind is Kind.FACT else shown(self.decision(ref.name))

    def reasons(self, decision: Decision) -> Iterator[Reason]:
        """The rules that made a decision what it is, each with its support."""
        for rule in self.counting(decision):
            yield self.reason(decision, rule, self.parts(rule))
        if isinstance(decision, Score):
            for item in decision.items:
                for alternative in item.alternatives:
                    truth = self.truth(alternative.when.node)
                    if truth is Truth.TRUE:
                        yield self.reason(decision, item, [(alternative.when.node, truth)])
                    if truth is not Truth.FALSE:
                        break

    def parts(self, rule: RuleWithState) -> list[tuple[Node, Truth]]:
        """The expressions of a rule that make it hold, fail or stay unknown, and their values."""
        truth = self.fires(rule)
        parts = [(rule.when.node, truth)]
        if isinstance(rule, SetRule) and rule.unless is not None:
            parts.append((rule.unless.node, opposite(truth)))
        return [(node, value) for node, value in parts if self.truth(node) is value]

    def reason(self, decision: Decision, rule: AnyRule, parts: list[tuple[Node, Truth]]) -> Reason:
        """One rule and the atoms behind it, each name once."""
        found: dict[str, Supported] = {}
        for node, truth in parts:
            for name, value in self.because(node, truth):
                found.setdefault(name, value)
        return Reason(decision.name, rule.name, tuple(found.items()))

    def counting(self, decision: Decision) -> Iterator[RuleWithState]:
        """The rules that made a decision what it is."""
        match decision:
            case Ladder():
                yield from (rule for rule in decision.rules if self.counts(rule))
                yield from (rule for rule in decision.raises if self.raises(rule))
            case ChoiceDecision():
                value = self.choice(decision).value
                for rule in decision.rules:
                    state = self.state(rule)
                    counts = state in (RuleState.HOLDS, RuleState.UNANSWERED)
                    if counts and rule.then == value:
                        yield rule
                    if state is RuleState.HOLDS:
                        break
            case SetDecision():
                yield from (rule for rule in decision.rules if self.fires(rule) is Truth.TRUE)
            case Score():
                return

    # --- what to ask

    def waits_for(self, rule: RuleWithState) -> tuple[str, ...]:
        """The facts an open rule waits for."""
        found: dict[str, None] = {}
        for expression in expressions_of(rule):
            found.update(dict.fromkeys(self.missing(expression.node)))
        return tuple(found)

    def missing(self, node: Node) -> Iterator[str]:
        """The facts to be asked behind the undecided atoms of an expression."""
        if self.truth(node) is Truth.UNKNOWN:
            for name in dict.fromkeys(name for name, _ in self.because(node, Truth.UNKNOWN)):
                if name not in self.lacking:
                    self.lacking[name] = tuple(dict.fromkeys(self.missing_behind(name)))
                yield from self.lacking[name]

    def missing_behind(self, name: str) -> Iterator[str]:
        """The facts to be asked before an unknown fact or decision can be known."""
        fact = self.guideline.facts.get(name)
        if fact is None:
            for rule in rules_of(self.guideline.decisions[name]):
                for expression in expressions_of(rule):
                    yield from self.missing(expression.node)
        elif not self.asked(fact):
            if fact.asked_if is not None:
                yield from self.missing(fact.asked_if.node)
            yield name

    def outcome(self) -> Outcome:
        """Everything, in order of declaration."""
        guideline = self.guideline
        definitions = {
            name: self.kept(name, definition.when.node)
            for name, definition in guideline.definitions.items()
        }
        decisions = {name: self.decision(name) for name in guideline.decisions}
        states = {
            rule.name: self.state(rule)
            for decision in guideline.decisions.values()
            if not isinstance(decision, Score)
            for rule in _rules(decision)
        }
        reasons = tuple(
            reason for decision in guideline.decisions.values() for reason in self.reasons(decision)
        )
        open_facts = tuple(fact.name for fact in guideline.facts.values() if not self.asked(fact))
        contradictions = tuple(self.contradictions())
        return Outcome(definitions, contradictions, decisions, states, reasons, open_facts)

    def contradictions(self) -> Iterator[str]:
        """The contradictions that hold: the named ones, then the built-in ones."""
        for name, contradiction in self.guideline.contradictions.items():
            if self.kept(name, contradiction.when.node) is Truth.TRUE:
                yield name
        for fact in self.guideline.facts.values():
            given = self.record.get(fact.name) is not None
            if given and fact.supplied_by_person and self.applies(fact) is Truth.FALSE:
                yield NOT_APPLICABLE + fact.name


def _rules(decision: Ladder | ChoiceDecision | SetDecision) -> Iterator[RuleWithState]:
    yield from decision.rules
    if isinstance(decision, Ladder):
        yield from decision.raises


def _raised(ladder: Ladder, rule: RaiseRule, rank: int) -> int:
    top = ladder.rank(rule.up_to)
    if ladder.rank(rule.start) <= rank < top:
        return min(rank + rule.steps, top)
    return rank


def _counted(op: Comparison, value: Truth) -> tuple[Truth, ...]:
    """Which operands of a count explain that it came to `value`."""
    if value is Truth.UNKNOWN:
        return (Truth.UNKNOWN,)
    if op in ("==", "!="):
        return (Truth.TRUE, Truth.FALSE)
    many = (op in (">=", ">")) is (value is Truth.TRUE)
    return (Truth.TRUE,) if many else (Truth.FALSE,)

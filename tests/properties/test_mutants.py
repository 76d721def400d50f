"""Many people worked out at once get what the reference gives each, and so do mutants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.compiler import Guideline, build_engine
from rugwijzer.compiler.language.guideline import (
    ChoiceDecision,
    Ladder,
    Score,
    SetDecision,
    rules_of,
)
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    DecisionValue,
    LadderValue,
    RuleState,
    ScoreValue,
    SetValue,
)
from rugwijzer.compiler.language.truth import Truth
from rugwijzer.compiler.language.types import Record
from rugwijzer.compiler.mutants import Mutant, Witness, mutants_of, mutated
from rugwijzer.compiler.mutants.columns import Pair
from rugwijzer.compiler.mutants.crowd import Variant, crowd_of
from rugwijzer.compiler.mutants.judging import Judge
from rugwijzer.compiler.mutants.noticing import contradicted, contradicting, differing
from rugwijzer.compiler.mutants.standing import Standings

from .generated import examples, guidelines, records


@examples(60)
@given(st.data())
def test_many_people_at_once_come_to_what_the_reference_says_of_each(data: st.DataObject) -> None:
    guideline = data.draw(guidelines())
    crowd = [{}, *data.draw(st.lists(records(guideline), min_size=1, max_size=8))]
    assert_as_reference(guideline, Standings(guideline, crowd_of(crowd)), crowd)


@examples(60)
@given(st.data())
def test_a_mutant_worked_out_from_its_change_onwards_is_the_mutant_as_a_whole(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    crowd = [{}, *data.draw(st.lists(records(guideline), min_size=1, max_size=8))]
    before = Standings(guideline, crowd_of(crowd))
    for mutant in some_of(data, guideline):
        other = mutated(guideline, mutant)
        after = before.changed(other, mutant.owner, mutant.decision)
        assert_as_reference(other, after, crowd)
        differs = 0
        for each in differing(before, after):
            differs |= each.who
        for at, record in enumerate(crowd):
            same = told(guideline, record) == told(other, record)
            assert differs >> at & 1 == (not same)
        # What is worked out for a mutant leaves the original alone.
        assert before.columns == Standings(guideline, crowd_of(crowd)).columns


@examples(30)
@given(st.data())
def test_a_mutant_is_told_apart_by_its_witness_or_by_nobody(data: st.DataObject) -> None:
    guideline = data.draw(guidelines())
    crowd = data.draw(st.lists(records(guideline), min_size=3, max_size=8))
    judge = Judge(guideline)
    for mutant in some_of(data, guideline, 4):
        other = mutated(guideline, mutant)
        verdict = judge.verdict(mutant)
        assert verdict != "undecided"
        if isinstance(verdict, Witness):
            # Whether a score item is a reason is no difference that the solver looks for.
            assert told(guideline, verdict.record) != told(other, verdict.record)
            assert verdict.effects
        else:
            for record in crowd:
                assert told(guideline, record, items=False) == told(other, record, items=False)


@examples(60)
@given(st.data())
def test_a_variant_stands_among_the_people_as_if_it_were_a_record_of_its_own(
    data: st.DataObject,
) -> None:
    guideline = data.draw(guidelines())
    crowd = data.draw(st.lists(records(guideline), min_size=1, max_size=4))
    others = [data.draw(st.lists(records(guideline), max_size=3)) for _ in crowd]
    variants = [
        [
            Variant(name, name in other, other.get(name))
            for other in several
            for name in list(guideline.facts)[:2]
        ]
        for several in others
    ]
    plain: list[Record] = []
    for record, several in zip(crowd, variants, strict=True):
        plain.append(record)
        for each in several:
            rest = {name: answer for name, answer in record.items() if name != each.fact}
            plain.append({**rest, each.fact: each.answer} if each.given else rest)
    one, two = crowd_of(crowd, variants), crowd_of(plain)
    assert one.size == two.size
    for name in guideline.facts:
        mine, theirs = one.told.get(name), two.told.get(name)
        if mine is None or theirs is None:
            assert (mine or theirs) is None or (mine or theirs).given == 0  # type: ignore[union-attr]
        else:
            assert (mine.given, mine.known) == (theirs.given, theirs.known)
            for value in {*mine.values, *theirs.values}:
                assert mine.values.get(value, 0) == theirs.values.get(value, 0)


# --- the two ways beside each other


def some_of(data: st.DataObject, guideline: Guideline, most: int = 6) -> list[Mutant]:
    """A few mutants."""
    mutants = mutants_of(guideline)
    return data.draw(st.lists(st.sampled_from(mutants), max_size=most)) if mutants else []


def told(guideline: Guideline, record: Record, *, items: bool = True) -> tuple[object, ...]:
    """All that a mutant may be told apart by: values, which rules count, contradictions."""
    outcome = build_engine(guideline, "reference").evaluate(record)
    scores = {name for name, each in guideline.decisions.items() if isinstance(each, Score)}
    reasons = {
        (each.decision, each.rule)
        for each in outcome.reasons
        if items or each.decision not in scores
    }
    return outcome.decisions, reasons, set(outcome.contradictions)


def assert_as_reference(guideline: Guideline, standings: Standings, crowd: list[Record]) -> None:
    """Everything the columns hold, record by record, is what the reference says."""
    engine = build_engine(guideline, "reference")
    nobody = Standings(guideline, crowd_of([]))
    assert not list(contradicted(nobody, nobody))
    for at, record in enumerate(crowd):
        outcome = engine.evaluate(record)
        for name, truth in outcome.definitions.items():
            assert truth_of(standings.columns[name].truth, at) is truth
        for name in guideline.decisions:
            assert value_of(guideline, standings, name, at) == outcome.decisions[name]
        assert states_of(guideline, standings, at) == dict(outcome.states)
        assert reasons_of(standings, at) == {(each.decision, each.rule) for each in outcome.reasons}
        assert bool(contradicting(standings) >> at & 1) is bool(outcome.contradictions)
        open_facts = {name for name, each in standings.facts.items() if not each.asked >> at & 1}
        assert open_facts == set(outcome.open_facts)
        assert bool(standings.complete >> at & 1) is not bool(open_facts)


def truth_of(pair: Pair, at: int) -> Truth:
    """The truth value of one record."""
    if pair.true >> at & 1:
        return Truth.TRUE
    return Truth.FALSE if pair.false >> at & 1 else Truth.UNKNOWN


def value_of(guideline: Guideline, standings: Standings, name: str, at: int) -> DecisionValue:
    """The value of a decision for one record."""
    column = standings.columns[name]
    decision = guideline.decisions[name]
    if isinstance(decision, SetDecision):
        truths = {member: truth_of(column.members[member], at) for member in decision.names}
        return SetValue(
            tuple(member for member, truth in truths.items() if truth is Truth.TRUE),
            tuple(member for member, truth in truths.items() if truth is Truth.UNKNOWN),
        )
    (possible,) = [each for each, who in column.possible.items() if who >> at & 1]
    match decision:
        case Ladder(levels=levels):
            return LadderValue(levels[possible[0]], levels[possible[-1]])
        case ChoiceDecision(options=options):
            return ChoiceValue(tuple(options[each] for each in possible))
        case Score():
            return ScoreValue(possible[0], possible[-1])


def states_of(guideline: Guideline, standings: Standings, at: int) -> dict[str, RuleState]:
    """The state of every rule for one record."""
    found: dict[str, RuleState] = {}
    for decision in guideline.decisions.values():
        for rule in () if isinstance(decision, Score) else rules_of(decision):
            stands = standings.decided[decision.name].standings[rule.name]
            (found[rule.name],) = [
                state for state in RuleState if getattr(stands, state.value) >> at & 1
            ]
    return found


def reasons_of(standings: Standings, at: int) -> set[tuple[str, str]]:
    """The rules that count for one record."""
    return {
        (name, rule)
        for name, decided in standings.decided.items()
        for rule, who in decided.counts.items()
        if who >> at & 1
    }

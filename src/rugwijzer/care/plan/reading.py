"""What the planner reads of an assessment: decisions and preferences, unknown where they are."""

from __future__ import annotations

from collections.abc import Iterable

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.plan.choosing import Wish
from rugwijzer.compiler import Number, RuleState, SetDecision

ITEMS, MOVEMENTS, LEANINGS, LESSONS = "items", "movements", "leanings", "lessons"
NEXT_STEP, PACE, PAIN_RULE, PHASE = "next_step", "pace", "pain_rule", "phase"
MOMENTS, WORK_STEP, AIDS = "moments", "work_step", "aids"
GOAL, LIMITED, PAIN = "first_goal", "limited", "pain_now"
ADULT = 18
MILD = ("self_care", "physio", "gp_routine")
"""How urgent it is where nobody says yet that a doctor has to look at a leg soon."""


def number(assessment: Assessment, fact: str) -> int | None:
    """The answer to a fact as a whole number of its unit; None if it is not known."""
    answer = assessment.record.get(fact)
    declared = assessment.guideline.facts.get(fact)
    if declared is None or not isinstance(declared.type, Number):
        return None
    if isinstance(answer, bool) or not isinstance(answer, int):
        return None
    return int(declared.type.quantity(answer))


def option(assessment: Assessment, fact: str) -> str | None:
    """The answer to a choice; None if it is not known."""
    answer = assessment.record.get(fact)
    return answer if isinstance(answer, str) else None


def several(assessment: Assessment, fact: str) -> tuple[str, ...]:
    """The answer to a fact that may be several, in order; none if it is not known."""
    answer = assessment.record.get(fact)
    return tuple(sorted(answer)) if isinstance(answer, frozenset) else ()


def wish(assessment: Assessment) -> Wish:
    """What counts when exercises are chosen for this person."""
    return Wish(
        movements=frozenset(assessment.members(MOVEMENTS)),
        leanings=frozenset(assessment.members(LEANINGS)),
        at_home=several(assessment, "at_home"),
        likes=several(assessment, "likes"),
        goal=option(assessment, GOAL),
        pain=number(assessment, PAIN),
    )


def rules_for(assessment: Assessment, decision: str, members: Iterable[str]) -> tuple[str, ...]:
    """The rules that put these members in."""
    declared = assessment.guideline.decisions.get(decision)
    if not isinstance(declared, SetDecision):
        return ()
    wanted = set(members)
    return tuple(
        rule.name
        for rule in declared.rules
        if rule.member in wanted and assessment.outcome.states[rule.name] is RuleState.HOLDS
    )


def evidence_of(assessment: Assessment, rules: Iterable[str]) -> tuple[str, ...]:
    """The rows of evidence that rules rest on, each once."""
    found: dict[str, None] = {}
    for rule in rules:
        found.update(dict.fromkeys(assessment.guideline.rules[rule].evidence))
    return tuple(found)


def rules_of(assessment: Assessment, decision: str) -> tuple[str, ...]:
    """The rule that decided a choice; none if it was none of them, or nothing is settled yet."""
    if assessment.settled(decision) is None:
        return ()
    return tuple(
        reason.rule for reason in assessment.outcome.reasons if reason.decision == decision
    )


def about_her(assessment: Assessment) -> tuple[str, ...]:
    """Remarks on who somebody is and how she is now, that change what fits to be said."""
    age = number(assessment, "age")
    young = age is not None and age < ADULT
    numb = assessment.record.get("legs_numb") is True and assessment.urgency.lower in MILD
    # Between her own maximum and what makes her phone today there is something to be said.
    over = assessment.record.get("new_medicine") is True and not any(
        assessment.record.get(alarm) is not False for alarm in ("paracetamol_over", "black_stool")
    )
    said = (("under_18", young), ("leg_is_numb", numb), ("more_than_your_maximum", over))
    return tuple(name for name, holds in said if holds)

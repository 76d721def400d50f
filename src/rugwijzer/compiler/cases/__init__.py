"""Running the cases of a guideline: what was expected, what came out, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rugwijzer.compiler.engines import Engine
from rugwijzer.compiler.language.guideline import Case, Guideline, Ladder
from rugwijzer.compiler.language.outcome import (
    ChoiceValue,
    DecisionValue,
    LadderValue,
    Outcome,
    ScoreValue,
    SetValue,
)

STATE_SHOWN = {
    "fires": "holds",
    "just_not": "fails",
    "not_asked": "open",
    "dont_know": "unanswered",
}
"""The state a rule is in, in a case that shows it so, unless the case says otherwise."""


@dataclass(frozen=True)
class Difference:
    """One thing a case expected that did not come out."""

    case: Case
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        return (
            f"{self.case.place}: {self.case.title}\n"
            f"  {self.what}: expected {_text(self.expected)}, found {_text(self.found)}"
        )


def run_cases(guideline: Guideline, engine: Engine) -> Iterator[Difference]:
    """Every difference, over all cases of the guideline."""
    for case in guideline.cases:
        yield from differences(guideline, case, engine.evaluate(case.record))


def differences(guideline: Guideline, case: Case, outcome: Outcome) -> Iterator[Difference]:
    """Where one outcome is not what the case expects."""
    expected = dict(case.expect)
    if case.rule is not None and case.shows is not None:
        expected.setdefault("rule", STATE_SHOWN[case.shows])
    for what, wanted in expected.items():
        found = _found(guideline, case, outcome, what, wanted)
        if found != wanted:
            yield Difference(case, what, wanted, found)


def _found(guideline: Guideline, case: Case, outcome: Outcome, what: str, wanted: object) -> object:
    if what == "rule":
        state = outcome.states.get(case.rule or "")
        return state.value if state is not None else None
    if what == "contradictions":
        return list(outcome.contradictions)
    if what == "reasons":
        ladder = next(
            (name for name, each in guideline.decisions.items() if isinstance(each, Ladder)), ""
        )
        return [reason.rule for reason in outcome.reasons if reason.decision == ladder]
    return in_words(outcome.decisions[what], wanted)


def in_words(value: DecisionValue, wanted: object) -> object:
    """A decision's value in the form a case writes it, as short as `wanted` is."""
    short = not isinstance(wanted, dict)
    match value:
        case LadderValue(lower, upper):
            if short and lower == upper:
                return lower
            return {"at_least": lower, "at_most": upper}
        case ChoiceValue(possible):
            return possible[0] if short and len(possible) == 1 else {"possible": list(possible)}
        case ScoreValue(low, high):
            return low if short and low == high else {"low": low, "high": high}
        case SetValue(inside, open_):
            return list(inside) if short else {"in": list(inside), "open": list(open_)}


def _text(value: object) -> str:
    match value:
        case dict():
            return ", ".join(f"{key} {_text(each)}" for key, each in value.items())
        case list():
            return "[" + ", ".join(map(str, value)) + "]"
        case _:
            return str(value)

"""Every rule is shown at work: a person for whom it fires, one for whom it just does not, one who
was not asked, and one who does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rugwijzer.compiler.language.guideline import (
    SHOWS,
    Case,
    ChoiceDecision,
    Guideline,
    Ladder,
    Score,
    ScoreItem,
    SetDecision,
)
from rugwijzer.compiler.language.outcome import NOT_APPLICABLE, RuleState
from rugwijzer.compiler.language.places import Problem, nearest

_BESIDE = ("rule", "reasons", "contradictions")
"""What a case may expect besides the values of decisions."""


def check(guideline: Guideline) -> Iterator[Problem]:
    """Rules without their four cases, and cases about nothing."""
    shown: dict[str, set[str]] = {name: set() for name in guideline.rules}
    for case in guideline.cases:
        if not case.expect:
            yield Problem(case.place, f'case "{case.title}" expects nothing.', "Say what follows.")
        for name, expected in case.expect.items():
            yield from _expectation(guideline, case, name, expected)
        if case.rule is None:
            if "rule" in case.expect:
                yield Problem(
                    case.place,
                    f'case "{case.title}" expects a state, but is about no rule.',
                    "Add `rule:` and `shows:`.",
                )
            continue
        if case.rule not in guideline.rules:
            yield Problem(
                case.place,
                f'case "{case.title}" is about the unknown rule "{case.rule}".',
                nearest(case.rule, guideline.rules) or "Name a rule.",
            )
        elif case.shows is not None:
            shown[case.rule].add(case.shows)
    if not guideline.cases and not guideline.evidence:
        return
    for name, kinds in shown.items():
        rule = guideline.rules[name]
        if isinstance(rule, ScoreItem):
            continue
        missing = [kind for kind in SHOWS if kind not in kinds]
        if missing:
            yield Problem(
                rule.place,
                f'rule "{name}" has no case that shows {" or ".join(missing)}.',
                "Add one to the cases.yaml beside it.",
            )


def _expectation(
    guideline: Guideline, case: Case, name: str, expected: object
) -> Iterator[Problem]:
    """What one case expects of one decision, in a form and in words that could come out."""
    keys: tuple[str, ...] = ()
    words: Iterable[str] = ()
    match guideline.decisions.get(name):
        case Ladder(levels=levels):
            keys, words, form = ("at_least", "at_most"), levels, "a level"
        case ChoiceDecision(options=options):
            keys, words, form = ("possible",), options, "an option"
        case SetDecision() as decision:
            keys, words, form = ("in", "open"), decision.names, "a list of members"
        case Score():
            keys, form = ("low", "high"), "a whole number"
        case _ if name not in _BESIDE:
            yield Problem(
                case.place,
                f'case "{case.title}" expects something of the unknown decision "{name}".',
                nearest(name, guideline.decisions)
                or f"Decisions: {', '.join(guideline.decisions)}.",
            )
            return
        case _ if name == "rule":
            words, form = [state.value for state in RuleState], "a state"
        case _ if name == "reasons":
            words, form = guideline.rules, "a list of rules"
        case _:
            words, form = _contradictions(guideline), "a list of contradictions"
    if keys:
        form += f", or {{{', '.join(f'{key}: ...' for key in keys)}}}"
    words = tuple(words)
    for value in _values(expected, keys):
        known = value in words if words or isinstance(value, str) else type(value) is int
        if not known:
            wrong = f'"{value}"' if isinstance(value, str) else "this"
            yield Problem(
                case.place,
                f'case "{case.title}" cannot expect {wrong} of "{name}".',
                (nearest(value, words) if isinstance(value, str) else "") or f"Expect {form}.",
            )


def _values(expected: object, keys: tuple[str, ...]) -> Iterator[object]:
    """The single words or numbers of an expectation; None for what has no such form."""
    if isinstance(expected, dict):
        if not keys or not set(expected) <= set(keys) or not expected:
            yield None
            return
        parts = list(expected.values())
    else:
        parts = [expected]
    for part in parts:
        if isinstance(part, list):
            yield from part
        else:
            yield part


def _contradictions(guideline: Guideline) -> Iterator[str]:
    yield from guideline.contradictions
    for name in guideline.facts:
        yield NOT_APPLICABLE + name

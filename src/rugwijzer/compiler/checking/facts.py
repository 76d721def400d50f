"""Facts are complete: a value where nobody is asked, an order where there is a worst answer."""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.compiler.language.guideline import Fact, Guideline
from rugwijzer.compiler.language.places import Problem
from rugwijzer.compiler.language.types import Choice, Number, SetOf, YesNo


def check(guideline: Guideline) -> Iterator[Problem]:
    """What is missing from a fact, or does not go together."""
    for fact in guideline.facts.values():
        if fact.otherwise is None and not fact.supplied_by_person:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is supplied by {fact.supplied_by} but has no "else".',
                "Say which value it has when nobody supplies it.",
            )
        elif fact.otherwise is None and fact.asked_if is not None:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" has "asked_if" but no "else".',
                "Say which value it has when it does not apply.",
            )
        elif fact.otherwise is not None and fact.asked_if is None and fact.supplied_by_person:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" has "else" but is always asked.',
                'Remove "else", or say when it is asked with "asked_if".',
            )
        if fact.alarm and isinstance(fact.type, Choice) and not fact.type.ordered:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is an alarm, but its options have no order.',
                "List them mildest first and write `ordered: true`.",
            )
        if fact.alarm and isinstance(fact.type, SetOf):
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is an alarm, but a set has no worst answer.',
                "Make it several yes_no facts in a tick list.",
            )
        if fact.kept_as_onset and not (isinstance(fact.type, Number) and fact.type.unit == "days"):
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is kept as an onset, but is not in days.',
                "Give it `unit: days`.",
            )
        if fact.lasting and not isinstance(fact.type, YesNo | Number):
            yield Problem(
                fact.place,
                f'fact "{fact.name}" is lasting, but it is not yes_no or a number.',
                "Only a yes can stay a yes, and a number never go down. Take `lasting` out.",
            )
        yield from _renewed(guideline, fact)
        if isinstance(fact.type, Number):
            for tap in fact.taps:
                if not fact.type.low <= tap.value <= fact.type.high:
                    yield Problem(
                        fact.place,
                        f'fact "{fact.name}" has a tap for {fact.type.plain(tap.value)}, '
                        "outside its range.",
                        f"It goes from {fact.type.plain(fact.type.low)} to "
                        f"{fact.type.plain(fact.type.high)}.",
                    )


def _renewed(guideline: Guideline, fact: Fact) -> Iterator[Problem]:
    """What a no to a fact cannot renew."""
    for name in fact.renews:
        renewed = guideline.facts.get(name)
        if renewed is None:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" renews "{name}", which is no fact.',
                "Name facts only.",
            )
        elif renewed.renews or not renewed.supplied_by_person or renewed.kept_as_onset:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" cannot renew "{name}".',
                "Name a fact that the person is asked, that is no onset, and renews nothing.",
            )
        elif renewed.valid_for is None:
            yield Problem(
                fact.place,
                f'fact "{fact.name}" renews "{name}", whose answer never expires.',
                "Take it out, or give it `valid_for`.",
            )

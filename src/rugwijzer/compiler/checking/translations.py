"""Everything a person may read is there in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rugwijzer.compiler.language.guideline import (
    AskGroup,
    ChoiceDecision,
    Guideline,
    Ladder,
    Score,
    SetDecision,
    TickPart,
    Words,
    rules_of,
)
from rugwijzer.compiler.language.items import Item
from rugwijzer.compiler.language.measures import Measure
from rugwijzer.compiler.language.places import Place, Problem

LANGUAGES = {"nl": "Dutch", "en": "English"}

Text = tuple[str, Words | None, Place]


def check(guideline: Guideline) -> Iterator[Problem]:
    """Texts that are missing, or missing in one language."""
    yield from missing(texts(guideline))


def missing(found: Iterable[Text]) -> Iterator[Problem]:
    """Those of the texts that are missing, or missing in one language."""
    for what, words, place in found:
        if words is None:
            yield Problem(place, f"{what} is missing.", "Write {nl: ..., en: ...}.")
            continue
        for language, called in LANGUAGES.items():
            if not words.get(language):
                yield Problem(
                    place, f"{what} has no {called} text.", f"Write `{language}: ...` beside it."
                )


def texts(guideline: Guideline) -> Iterator[Text]:
    """Every text a person may read: what it is, the words, and where it belongs."""
    yield from _facts(guideline)
    for screen in guideline.screens:
        yield f'the title of screen "{screen.name}"', screen.title, screen.place
        if screen.intro is not None:
            yield f'the intro of screen "{screen.name}"', screen.intro, screen.place
        for part in screen.parts:
            if isinstance(part, TickPart):
                yield f'the question of a list on "{screen.name}"', part.question, part.place
                yield f'the "none" of a list on "{screen.name}"', part.none, part.place
    for definition in guideline.definitions.values():
        yield f'the meaning of "{definition.name}"', definition.meaning, definition.place
    for contradiction in guideline.contradictions.values():
        yield f'the message of "{contradiction.name}"', contradiction.message, contradiction.place
    yield from _decisions(guideline)
    for measure in guideline.measures.values():
        yield from texts_of(measure)
    for item in guideline.items.values():
        yield from _item(item)
    for course in guideline.courses.values():
        yield f'the title of course "{course.name}"', course.title, course.place
        yield f'the "about" of course "{course.name}"', course.about, course.place


def texts_of(measure: Measure) -> Iterator[Text]:
    """Every text of a measure that a person may read."""
    name = measure.name
    yield f'the title of measure "{name}"', measure.title, measure.place
    yield f'the "about" of measure "{name}"', measure.about, measure.place
    yield f'the licence of measure "{name}"', measure.licence.words, measure.licence.place
    for key in ("question", "when"):
        if (words := getattr(measure, key)) is not None:
            yield f'the "{key}" of measure "{name}"', words, measure.place
    for item in measure.items:
        if item.words is not None:
            yield f'item "{item.name}" of measure "{name}"', item.words, item.place
    for option in measure.scale.options:
        yield f'option {option.points} of measure "{name}"', option.words, measure.place
    for end in measure.scale.ends or ():
        yield f'an end of the answers of measure "{name}"', end, measure.place
    for part in measure.parts.values():
        yield f'the title of part "{part.name}" of measure "{name}"', part.title, part.place
    for band in measure.bands:
        yield f'band "{band.name}" of measure "{name}"', band.words, band.place


def _item(item: Item) -> Iterator[Text]:
    if item.pace is not None:
        yield f'the pace of item "{item.name}"', item.pace, item.place
    for number, level in enumerate(item.levels, start=1):
        for dose in level.doses:
            if dose.how is not None:
                yield f'"how" of level {number} of item "{item.name}"', dose.how, dose.place


def _facts(guideline: Guideline) -> Iterator[Text]:
    for name, fact in guideline.facts.items():
        yield f'the label of fact "{name}"', fact.label, fact.place
        if fact.supplied_by_person:
            yield f'the question of fact "{name}"', fact.question, fact.place
        for key in ("simpler", "help", "tick", "sign", "display"):
            if (words := getattr(fact, key)) is not None:
                yield f'the {key} of fact "{name}"', words, fact.place
        for option in getattr(fact.type, "options", ()):
            yield f'option "{option}" of fact "{name}"', fact.option_words.get(option), fact.place
        for tap in fact.taps:
            yield f'a tap of fact "{name}"', tap.words, fact.place
        for answer in fact.ask:
            if isinstance(answer, AskGroup):
                yield f'answer "{answer.name}" of fact "{name}"', answer.words, fact.place
                yield f'the question of "{answer.name}" of "{name}"', answer.question, fact.place


def _decisions(guideline: Guideline) -> Iterator[Text]:
    for name, decision in guideline.decisions.items():
        yield f'the title of decision "{name}"', decision.title, decision.place
        match decision:
            case Ladder():
                for level in decision.levels:
                    yield f'level "{level}"', decision.level_words.get(level), decision.place
            case ChoiceDecision():
                for option in decision.options:
                    words = decision.option_words.get(option)
                    yield f'option "{option}" of "{name}"', words, decision.place
            case SetDecision():
                for member in decision.members:
                    yield f'member "{member.name}" of "{name}"', member.words, member.place
            case Score():
                for band in decision.bands:
                    yield f'band "{band.name}" of "{name}"', band.words, band.place
        for rule in rules_of(decision):
            yield f'"words" of rule "{rule.name}"', rule.words, rule.place

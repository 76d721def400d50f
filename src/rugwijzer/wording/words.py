"""Facts, values and durations in words."""

from __future__ import annotations

import re
from datetime import date

from rugwijzer.care.assessment import Assessment
from rugwijzer.compiler import (
    Answer,
    Choice,
    Fact,
    Guideline,
    Number,
    Reason,
    SetOf,
    Words,
    YesNo,
)
from rugwijzer.library import Library


def say(words: Words | None, language: str) -> str:
    """The text in a language, on one line."""
    return " ".join((words or {}).get(language, "").split())


def duration(days: int, texts: Library, language: str) -> str:
    """A number of days in the largest unit that still says enough.

    3 days, 2 weeks, 4 months, 1 year.
    """
    for unit, size, enough in (("year", 365, 365), ("month", 30, 90), ("week", 7, 14)):
        if days >= enough:
            return counted(days // size, unit, texts, language)
    return counted(days, "day", texts, language)


def counted(number: int, unit: str, texts: Library, language: str) -> str:
    """A number with its unit: 1 week, 2 weeks."""
    return f"{number} {texts.text(f'unit.{unit}' if number == 1 else f'unit.{unit}s', language)}"


def day_in_words(on: date, texts: Library, language: str, form: str = "long") -> str:
    """A day as people say it: woensdag 1 april; `short`: 1 april; `dated`: 1 april 2026."""
    return texts.text(
        f"day.{form}",
        language,
        weekday=texts.text(f"day.weekday.{on.isoweekday()}", language),
        day=on.day,
        month=texts.text(f"day.month.{on.month}", language),
        year=on.year,
    )


def listed(words: list[str], texts: Library, language: str, joint: str = "and") -> str:
    """Words as a list in a sentence: one, two and three."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {texts.text(f'value.{joint}', language)} {words[-1]}"


def answer_in_words(fact: Fact, answer: Answer, texts: Library, language: str) -> str:
    """An answer as a person would read it back."""
    if answer is None:
        return texts.text("value.dont_know", language)
    match fact.type:
        case YesNo():
            return texts.text("value.true" if answer is True else "value.false", language)
        case Choice():
            return say(fact.option_words.get(str(answer)), language)
        case SetOf(options=options):
            assert isinstance(answer, frozenset)
            names = [
                say(fact.option_words.get(each), language) for each in options if each in answer
            ]
            return listed(names, texts, language) or texts.text("value.none_of_these", language)
        case Number() as number:
            assert isinstance(answer, int)
            if number.unit == "days":
                return duration(answer, texts, language)
            quantity = f"{float(number.quantity(answer)):g}"
            if language == "nl":
                quantity = quantity.replace(".", ",")
            unit = say(fact.display, language)
            if number.unit == "celsius":
                unit = unit or texts.text("unit.degrees", language)
            return f"{quantity} {unit}".strip()


def label(guideline: Guideline, name: str, language: str) -> str:
    """A fact's or decision's name in words."""
    fact = guideline.facts.get(name)
    if fact is not None:
        return say(fact.label, language)
    return say(guideline.decisions[name].title, language)


def sign(fact: Fact, language: str) -> str:
    """A sign as the person would say it of herself on the phone."""
    if fact.sign is not None:
        return say(fact.sign, language)
    mine = {"nl": (r"\bje\b", "mijn"), "en": (r"\byour\b", "my")}[language]
    return re.sub(*mine, say(fact.label, language))


def because_in_words(
    assessment: Assessment, reason: Reason, texts: Library, language: str
) -> list[str]:
    """The answers behind a reason, each as `label: answer`. What nobody answered is left out."""
    found: list[str] = []
    for name, value in reason.because:
        fact = assessment.guideline.facts.get(name)
        if fact is None or name not in assessment.record:
            continue
        if value is None:
            key, shown = "result.reason_dont_know", ""
        else:
            key = "result.reason"
            shown = answer_in_words(fact, value, texts, language)  # type: ignore[arg-type]
        found.append(texts.text(key, language, label=say(fact.label, language), value=shown))
    return found

"""Asking one thing at a time in a terminal, and understanding what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from rugwijzer.cli.layout import indented
from rugwijzer.compiler import (
    Answer,
    AskGroup,
    AskPart,
    Choice,
    Fact,
    Guideline,
    Number,
    SetOf,
    TickPart,
    YesNo,
)
from rugwijzer.library import Library
from rugwijzer.wording.words import say

_DAYS = {
    "day": 1, "days": 1, "dag": 1, "dagen": 1, "d": 1,
    "week": 7, "weeks": 7, "weken": 7, "w": 7,
    "month": 30, "months": 30, "maand": 30, "maanden": 30, "m": 30,
    "year": 365, "years": 365, "jaar": 365, "jaren": 365, "y": 365, "j": 365,
}  # fmt: skip
_YES = {"nl": ("ja", "j"), "en": ("yes", "y")}
_NO = {"nl": ("nee", "n"), "en": ("no", "n")}


class Back(Exception):
    """The person wants to go back one step."""


class Quit(Exception):
    """The person wants to stop."""


@dataclass(frozen=True)
class Option:
    """One answer that can be picked by its number."""

    words: str
    value: object


_DONT_KNOW = object()
_NONE = object()


class Asker:
    """Asks in one language on one console."""

    def __init__(self, guideline: Guideline, texts: Library, language: str, out: Console) -> None:
        self.guideline = guideline
        self.texts = texts
        self.language = language
        self.out = out
        self.keys = {
            key: texts.text(f"check.key.{key}", language)
            for key in ("dont_know", "back", "quit", "help")
        }

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    # --- the parts of a page

    def part(self, part: TickPart | AskPart) -> dict[str, Answer]:
        """Ask one part of a screen. Raises Back or Quit."""
        if isinstance(part, TickPart):
            return self.ticks(part)
        fact = self.guideline.facts[part.fact]
        return {fact.name: self.fact(fact)}

    def fact(self, fact: Fact) -> Answer:
        """Ask one fact; after a first "don't know", once more in simpler words."""
        answer = self.once(fact, say(fact.question, self.language))
        if answer is None and fact.simpler is not None:
            self.out.print(Text(f"\n{self.text('check.simpler.intro')}", style="italic"))
            answer = self.once(fact, say(fact.simpler, self.language))
        return answer

    def once(self, fact: Fact, question: str) -> Answer:
        """Ask one fact with one wording."""
        helped = say(fact.help, self.language)
        match fact.type:
            case YesNo():
                options = [
                    Option(self.text("check.answer.true"), True),
                    Option(self.text("check.answer.false"), False),
                ]
                return self.choose(question, options, helped, words=True)  # type: ignore[return-value]
            case Choice():
                return self.choice(fact, question, helped)
            case SetOf(options=names):
                offered = [
                    Option(say(fact.option_words[name], self.language), name) for name in names
                ]
                chosen = self.choose_several(question, offered, helped)
                return None if chosen is None else frozenset(str(each) for each in chosen)
            case Number():
                return self.number(fact, question, helped)

    def choice(self, fact: Fact, question: str, helped: str) -> Answer:
        """Ask a choice, in groups where the guideline groups its options."""
        assert isinstance(fact.type, Choice)
        options = [
            Option(say(each.words, self.language), each)
            if isinstance(each, AskGroup)
            else Option(say(fact.option_words[each], self.language), each)
            for each in fact.ask or fact.type.options
        ]
        chosen = self.choose(question, options, helped)
        if not isinstance(chosen, AskGroup):
            return chosen  # type: ignore[return-value]
        inner = [
            Option(say(fact.option_words[option], self.language), option)
            for option in chosen.options
        ]
        answer = self.choose(say(chosen.question, self.language), inner, helped)
        return chosen.not_sure if answer is None else answer  # type: ignore[return-value]

    def ticks(self, part: TickPart) -> dict[str, Answer]:
        """Ask a list: the ones that apply, an explicit "none", or "not sure", which opens each.

        What is left unticked becomes no only after the person has said so.
        """
        facts = [self.guideline.facts[name] for name in part.facts]
        options = [Option(say(fact.tick or fact.label, self.language), fact.name) for fact in facts]
        none = say(part.none, self.language) or self.text("check.answer.none")
        helped = "\n".join(say(fact.help, self.language) for fact in facts if fact.help)
        chosen = self.choose_several(say(part.question, self.language), options, helped, none)
        if chosen is None:
            return {fact.name: self.fact(fact) for fact in facts}
        answers: dict[str, Answer] = {str(name): True for name in chosen}
        others = [fact for fact in facts if fact.name not in answers]
        if not chosen:
            return {fact.name: False for fact in facts}
        if others:
            sure = self.choose(
                self.text("check.answer.others_none"),
                [
                    Option(self.text("check.answer.true"), True),
                    Option(self.text("check.answer.not_sure"), False),
                ],
                "",
                words=True,
                dont_know=False,
            )
            for fact in others:
                answers[fact.name] = False if sure is True else self.fact(fact)
        return {fact.name: answers[fact.name] for fact in facts}

    # --- the ways to answer

    def choose(
        self,
        question: str,
        options: list[Option],
        helped: str,
        *,
        words: bool = False,
        dont_know: bool = True,
    ) -> object:
        """One of several, by number; None for "don't know"."""
        self.question(question)
        self.list(options, dont_know=dont_know)

        def understood(typed: str) -> object:
            if words and typed.lower() in _YES[self.language]:
                return options[0].value
            if words and typed.lower() in _NO[self.language]:
                return options[1].value
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return options[int(typed) - 1].value
            if dont_know and typed == str(len(options) + 1):
                return _DONT_KNOW
            if len(typed.split()) > 1:
                raise ValueError(self.text("check.hint.one_only"))
            top = len(options) + 1 if dont_know else len(options)
            raise ValueError(self.text("check.hint.not_an_option", low=1, high=top))

        return self.ask(understood, helped, dont_know=dont_know)

    def choose_several(
        self, question: str, options: list[Option], helped: str, none: str | None = None
    ) -> list[object] | None:
        """Any of several, by their numbers; none of them; or None for "not sure"."""
        none = none or self.text("check.answer.none")
        self.question(question)
        shown = [*options, Option(none, _NONE)]
        self.list(shown, dont_know=True)
        self.out.print(indented(self.text("check.how_to.choose_more"), 2, "dim"))

        def understood(typed: str) -> object:
            numbers = re.split(r"[\s,;+]+", typed.strip(" ,;+"))
            if not all(each.isdecimal() and 1 <= int(each) <= len(shown) + 1 for each in numbers):
                raise ValueError(self.text("check.hint.not_an_option", low=1, high=len(shown) + 1))
            if numbers == [str(len(shown) + 1)]:
                return _DONT_KNOW
            chosen = [int(each) for each in dict.fromkeys(numbers)]
            if len(chosen) > 1 and any(each >= len(shown) for each in chosen):
                raise ValueError(self.text("check.hint.none_with_others"))
            if chosen == [len(shown)]:
                return []
            return [options[each - 1].value for each in sorted(chosen)]

        found = self.ask(understood, helped)
        return found if isinstance(found, list) else None

    def number(self, fact: Fact, question: str, helped: str) -> Answer:
        """A number typed, or one of the values offered."""
        assert isinstance(fact.type, Number)
        kind = fact.type
        options = [Option(say(tap.words, self.language), tap.value) for tap in fact.taps]
        low, high = kind.plain(kind.low), kind.plain(kind.high)
        self.question(question)
        if options:
            self.list(options, dont_know=True)
            how = "number_or_tap" if kind.unit == "days" else "choose"
            line = self.text(f"check.how_to.{how}")
        else:
            line = self.text("check.how_to.scale", low=low, high=high)
        self.out.print(indented(line, 2, "dim"))

        def understood(typed: str) -> object:
            if options and typed.isdecimal():
                if 1 <= int(typed) <= len(options):
                    chosen = options[int(typed) - 1]
                    # Who typed 5 may have meant five minutes, and not the fifth answer.
                    if kind.unit != "days" and chosen.value != kind.scaled(Fraction(typed)):
                        self.say(self.text("check.hint.chosen", words=chosen.words))
                    return chosen.value
                if int(typed) == len(options) + 1:
                    return _DONT_KNOW
                # Ten of days may be weeks to her; ten minutes are ten minutes.
                if kind.unit == "days":
                    raise ValueError(
                        self.text("check.hint.not_an_option", low=1, high=len(options) + 1)
                    )
            quantity = self.quantity(fact, typed)
            scaled = kind.scaled(quantity)
            if scaled is None or not kind.low <= scaled <= kind.high:
                raise ValueError(self.text("check.hint.out_of_range", low=low, high=high))
            return scaled

        return self.ask(understood, helped)  # type: ignore[return-value]

    def quantity(self, fact: Fact, typed: str) -> Fraction:
        """What was typed as a number; its unit may stand after it, and in days must mean days."""
        assert isinstance(fact.type, Number)
        in_days = fact.type.unit == "days"
        units = _DAYS if in_days else dict.fromkeys((fact.display or {}).values(), 1)
        match = re.fullmatch(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-zA-Z]*)", typed.strip())
        if match is None or (match[2] and match[2].lower() not in units):
            raise ValueError(self.text(f"check.hint.{'duration' if in_days else 'not_a_number'}"))
        number = Fraction(match[1].replace(",", "."))
        unit = match[2].lower()
        return Fraction(round(number * units[unit])) if unit else number

    # --- on the screen

    def question(self, question: str) -> None:
        """The question itself."""
        self.out.print()
        self.out.print(Text(question, style="bold"))

    def list(self, options: list[Option], *, dont_know: bool) -> None:
        """The answers, numbered; "don't know" last."""
        shown = [option.words for option in options]
        if dont_know:
            shown.append(self.text("check.answer.dont_know"))
        for number, words in enumerate(shown, start=1):
            self.out.print(indented(words, 6, first=f"{number}  "))

    def ask(
        self, understood: Callable[[str], object], helped: str, *, dont_know: bool = True
    ) -> object:
        """Read until what is typed is understood. None is "don't know"."""
        while True:
            typed = self.read()
            if typed.lower() == self.keys["back"]:
                raise Back
            if typed.lower() == self.keys["quit"]:
                raise Quit
            if typed.lower() == self.keys["help"]:
                self.say(helped or self.text("check.hint.no_help"))
                continue
            if dont_know and typed == self.keys["dont_know"]:
                return None
            if not typed:
                continue
            try:
                value = understood(typed)
            except ValueError as hint:
                self.say(str(hint))
                continue
            return None if value is _DONT_KNOW else value

    def say(self, line: str) -> None:
        """A hint between question and answer."""
        self.out.print(indented(line, 2, "yellow"))

    def read(self) -> str:
        """One typed line. The end of the input is the same as stopping."""
        try:
            return self.out.input("  > ").strip()
        except EOFError:
            raise Quit from None

"""Somebody who reads each question in the terminal and types the number of her answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.whole import guideline, texts

from rugwijzer.compiler import (
    Answer,
    AskGroup,
    Choice,
    Fact,
    Number,
    Screen,
    SetOf,
    TickPart,
    YesNo,
)
from rugwijzer.wording.words import say

from .terminal import PROMPT, Terminal, flat

LANGUAGES = ("nl", "en")


def text(key: str, language: str, **places: object) -> str:
    return flat(texts().text(key, language, **places))


Start = Callable[..., Terminal]


def kept(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rugwijzer" / "check.json"


# --- somebody who reads the question and types the number of her answer


def typed(fact: Fact, answer: Answer) -> list[str]:
    """What she types to answer one question."""
    if answer is None:
        return ["?", "?"] if fact.simpler else ["?"]
    match fact.type:
        case YesNo():
            return ["1" if answer else "2"]
        case SetOf(options=options):
            assert isinstance(answer, frozenset)
            chosen = [str(options.index(name) + 1) for name in options if name in answer]
            return [" ".join(chosen) or str(len(options) + 1)]
        case Choice(options=options):
            offered = fact.ask or options
            if answer in offered:
                return [str(list(offered).index(str(answer)) + 1)]
            for number, group in enumerate(offered, start=1):
                if isinstance(group, AskGroup) and answer in group.options:
                    return [str(number), str(group.options.index(str(answer)) + 1)]
            raise AssertionError(f"{fact.name} cannot be answered so")
        case Number() as number:
            assert isinstance(answer, int)
            if number.unit == "days":
                return [f"{answer} d"]
            offered_values = [tap.value for tap in fact.taps]
            if answer in offered_values:
                return [str(offered_values.index(answer) + 1)]
            return [f"{float(number.quantity(answer)):g}"]


class Person:
    """Somebody with answers, at a terminal."""

    def __init__(self, terminal: Terminal, language: str, truth: Mapping[str, Answer]) -> None:
        self.terminal = terminal
        self.language = language
        self.truth = truth
        self.pages = [terminal.until_asked()]
        self.answers = 0
        self.waiting: Fact | TickPart | None = None

    @property
    def page(self) -> str:
        return self.pages[-1]

    def type(self, line: str) -> str:
        self.pages.append(self.terminal.type(line))
        return self.page

    def asked(self) -> Fact | TickPart | None:
        """What is being asked, by the words on the screen; after a hint, what was asked before."""
        shown = flat(self.page)
        best: tuple[int, Fact | TickPart] | None = None
        if shown.endswith(f"{text('check.go_on.enter', self.language)} >"):
            return None
        for screen in guideline().screens:
            for part in screen.parts:
                if isinstance(part, TickPart):
                    at = shown.rfind(flat(say(part.question, self.language)))
                    if at >= 0 and self.is_list(part, shown[at:]) and (best or (-1,))[0] < at:
                        best = (at, part)
        for fact in guideline().facts.values():
            for words in (fact.question, fact.simpler):
                at = shown.rfind(flat(say(words, self.language))) if words else -1
                if at >= 0 and (best is None or best[0] < at):
                    best = (at, fact)
        if best is not None:
            self.waiting = best[1]
        return self.waiting

    def is_list(self, part: TickPart, shown: str) -> bool:
        """Whether this is the list that is shown: two lists may have the same question."""
        return flat(say(part.none, self.language)) in shown and any(
            flat(say(fact.tick or fact.label, self.language)) in shown
            for fact in map(guideline().facts.__getitem__, part.facts)
        )

    def answer(self) -> bool:
        """Answer what is asked. False when nothing is asked any more."""
        if not self.page.endswith(PROMPT):
            return False
        if flat(self.page).endswith(f"{text('check.go_on.enter', self.language)} >"):
            self.type("")
            return True
        if flat(self.page).endswith(f"{text('check.go_on.more', self.language)} >"):
            self.terminal.type("")
            return False
        self.answers += 1
        asked = self.asked()
        assert asked is not None, self.page
        if isinstance(asked, Fact):
            for line in typed(asked, self.truth.get(asked.name)):
                self.type(line)
            return True
        shown = flat(next(page for page in reversed(self.pages) if self.is_list(asked, flat(page))))
        offered = []
        for name in asked.facts:
            fact = guideline().facts[name]
            if flat(say(fact.tick or fact.label, self.language)) in shown:
                offered.append(name)
        ticked = [number for number, name in enumerate(offered, 1) if self.truth.get(name)]
        self.type(" ".join(map(str, ticked)) or str(len(offered) + 1))
        if ticked and len(ticked) < len(offered):
            self.answers += 1
            assert text("check.answer.others_none", self.language) in flat(self.page)
            self.type("1")
        return True

    def to_the_end(self) -> str:
        """Answer everything, and read the result."""
        while self.answer():
            assert self.answers < 60, "this never ends"
        return self.page


def whole(letter: str) -> dict[str, Answer]:
    return next(
        dict(case.record)
        for case in guideline().cases
        if case.rule is None and case.title.startswith(f"{letter}:")
    )


def screens_of(pages: list[str], language: str) -> list[Screen]:
    """The screens whose title was shown, in order."""
    found: list[Screen] = []
    for page in pages:
        for screen in guideline().screens:
            title = flat(say(screen.title, language))
            if f": {title}" in flat(page) and screen not in found:
                found.append(screen)
    return found

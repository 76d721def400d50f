"""A page of the interview as questions on a form, and what was sent as answers.

Each question is one control: one of several answers, any of several, a point on a scale, or a
number. Nothing is chosen beforehand, and nothing left open becomes an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.http import QueryDict

from rugwijzer.care.interview import Page
from rugwijzer.compiler import (
    Answer,
    AskGroup,
    AskPart,
    Choice,
    Fact,
    Guideline,
    Number,
    Screen,
    SetOf,
    TickPart,
    YesNo,
)
from rugwijzer.library import Library
from rugwijzer.service.asking.sitting import Follow, Sitting, Step

UNSURE, NONE, YES, NO = "-unsure", "-none", "-yes", "-no"
"""Values of a form that are no option: no option begins with a hyphen."""
UNIT = {"day": 1, "week": 7, "month": 30, "year": 365}
SCALE = 12
"""A number of so few values is shown as a row of them."""


@dataclass(frozen=True)
class Option:
    """One answer that can be tapped."""

    value: str
    words: str
    chosen: bool = False
    unsure: bool = False


@dataclass(frozen=True)
class Question:
    """One control. `kind` is `one`, `many`, `scale` or `number`; `alarm` asks for a sign."""

    name: str
    kind: str
    words: str
    options: tuple[Option, ...]
    facts: tuple[str, ...]
    help: tuple[str, ...] = ()
    alarm: bool = False
    low: str = ""
    high: str = ""
    unit: str = ""
    typed: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Form:
    """A page to be answered: its screen, what is said before, and the questions."""

    screen: Screen | None
    questions: tuple[Question, ...]
    said: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    """For each question that was not understood: its name, and what to do."""


@dataclass(frozen=True)
class Sent:
    """What was understood of a form: answers, and what they make necessary to ask."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    follow: tuple[Follow, ...] = ()
    kept: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


class Asking:
    """Pages of the interview of a guideline as forms, in one language."""

    def __init__(self, guideline: Guideline, texts: Library, language: str) -> None:
        self.guideline = guideline
        self.texts = texts
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    def say(self, words: Mapping[str, str] | None) -> str:
        """Words of the guideline in the reader's language."""
        return " ".join((words or {}).get(self.language, "").split())

    # --- showing

    def form(
        self,
        sitting: Sitting,
        page: Page | None,
        given: Mapping[str, Answer] | None = None,
        sent: QueryDict | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> Form | None:
        """What to show now: what the last answers made necessary, else the page; None if neither.

        `given` are answers of an earlier time on this page; `sent` what was just sent and not
        understood, with the `problems` of each question.
        """
        if sitting.follow:
            questions = tuple(self._follow(each, sitting) for each in sitting.follow)
            screen = self._screen(sitting.steps[-1].screen)
            said = (
                self.text("check.simpler.intro")
                if any(each.kind == "simpler" for each in sitting.follow)
                else ""
            )
        elif page is not None:
            questions = tuple(self._part(part) for part in page.parts)
            screen, said = page.screen, ""
        else:
            return None
        questions = tuple(self._filled(each, given or {}, sent) for each in questions)
        named = problems or {}
        return Form(
            screen,
            tuple(_with_problem(each, named.get(each.name, "")) for each in questions),
            said,
            tuple((each.name, named[each.name]) for each in questions if each.name in named),
        )

    def _screen(self, name: str) -> Screen | None:
        return next((each for each in self.guideline.screens if each.name == name), None)

    def _part(self, part: TickPart | AskPart) -> Question:
        if isinstance(part, AskPart):
            return self.fact(self.guideline.facts[part.fact])
        facts = [self.guideline.facts[name] for name in part.facts]
        none = self.say(part.none) or self.text("check.answer.none")
        return Question(
            name="tick." + facts[0].name,
            kind="many",
            words=self.say(part.question),
            options=(
                *(Option(fact.name, self.say(fact.tick or fact.label)) for fact in facts),
                Option(NONE, none),
                self._unsure("check.answer.not_sure"),
            ),
            facts=tuple(part.facts),
            help=tuple(self.say(fact.help) for fact in facts if fact.help),
            alarm=any(fact.alarm for fact in facts),
        )

    def fact(self, fact: Fact, *, simpler: bool = False) -> Question:
        """One fact as one control."""
        words = self.say(fact.simpler if simpler else fact.question)
        common = {
            "name": fact.name,
            "words": words,
            "facts": (fact.name,),
            "help": (self.say(fact.help),) if fact.help else (),
            "alarm": fact.alarm,
        }
        match fact.type:
            case YesNo():
                options = (
                    Option(YES, self.text("check.answer.true")),
                    Option(NO, self.text("check.answer.false")),
                )
                return Question(kind="one", options=(*options, self._unsure()), **common)  # type: ignore[arg-type]
            case Choice():
                return Question(kind="one", options=self._choice(fact), **common)  # type: ignore[arg-type]
            case SetOf(options=names):
                several = (
                    *(Option(each, self.say(fact.option_words[each])) for each in names),
                    Option(NONE, self.text("check.answer.none")),
                    self._unsure(),
                )
                return Question(kind="many", options=several, **common)  # type: ignore[arg-type]
            case Number() as number:
                return self._number(fact, number, common)

    def _choice(self, fact: Fact) -> tuple[Option, ...]:
        assert isinstance(fact.type, Choice)
        options = []
        for at, each in enumerate(fact.ask or fact.type.options):
            if isinstance(each, AskGroup):
                options.append(Option(f"-group{at}", self.say(each.words)))
            else:
                options.append(Option(each, self.say(fact.option_words[each])))
        return (*options, self._unsure())

    def _number(self, fact: Fact, number: Number, common: Mapping[str, object]) -> Question:
        if fact.taps:
            taps = tuple(Option(str(tap.value), self.say(tap.words)) for tap in fact.taps)
            typed = number.unit == "days"
            kind = "number" if typed else "one"
            return Question(kind=kind, options=(*taps, self._unsure()), **common)  # type: ignore[arg-type]
        if number.high - number.low < SCALE:
            row = tuple(
                Option(str(value), str(number.plain(value)))
                for value in range(number.low, number.high + 1)
            )
            return Question(kind="scale", options=(*row, self._unsure()), **common)  # type: ignore[arg-type]
        return Question(
            kind="number",
            options=(self._unsure(),),
            low=str(number.plain(number.low)),
            high=str(number.plain(number.high)),
            unit=self.say(fact.display),
            **common,  # type: ignore[arg-type]
        )

    def _unsure(self, key: str = "check.answer.dont_know") -> Option:
        return Option(UNSURE, self.text(key), unsure=True)

    def _follow(self, follow: Follow, sitting: Sitting) -> Question:
        facts = self.guideline.facts
        match follow.kind:
            case "simpler":
                return self.fact(facts[follow.name], simpler=True)
            case "inner":
                fact = facts[follow.name]
                group = fact.ask[follow.at]
                assert isinstance(group, AskGroup)
                options = tuple(
                    Option(each, self.say(fact.option_words[each])) for each in group.options
                )
                return Question(
                    name=fact.name,
                    kind="one",
                    words=self.say(group.question),
                    options=(*options, self._unsure()),
                    facts=(fact.name,),
                    help=(self.say(fact.help),) if fact.help else (),
                    alarm=fact.alarm,
                )
            case "rest":
                named = "; ".join(
                    self.say(facts[each].tick or facts[each].label) for each in follow.facts
                )
                return Question(
                    name="rest." + follow.facts[0],
                    kind="one",
                    words=self.text("check.answer.others_none"),
                    options=(
                        Option(YES, self.text("check.answer.true")),
                        Option(UNSURE, self.text("check.answer.not_sure"), unsure=True),
                    ),
                    facts=follow.facts,
                    help=(named,),
                )
            case "clash":
                contradiction = self.guideline.contradictions[follow.name]
                either = (
                    Option(NONE, self.text("check.again.keep")),
                    *(Option(each, self.say(facts[each].label)) for each in follow.facts),
                )
                return Question(
                    name="clash",
                    kind="one",
                    words=f"{self.say(contradiction.message)} {self.text('check.again.which')}",
                    options=either,
                    facts=follow.facts,
                )
            case _:
                return self.fact(facts[follow.name])

    def _filled(
        self, question: Question, given: Mapping[str, Answer], sent: QueryDict | None
    ) -> Question:
        """With the answer that was already there chosen, so that going back loses nothing."""
        if sent is not None:
            chosen = set(sent.getlist(question.name))
            typed = sent.get(f"{question.name}.typed", "")[:20]
        else:
            chosen = set(self._given(question, given))
            typed = ""
            if question.kind == "number" and not question.options[:-1]:
                typed = next(iter(chosen - {UNSURE}), "")
        options = tuple(
            Option(each.value, each.words, each.value in chosen, each.unsure)
            for each in question.options
        )
        return Question(**{**vars(question), "options": options, "typed": typed})

    def _given(self, question: Question, given: Mapping[str, Answer]) -> Iterator[str]:
        if question.name.startswith("tick."):
            ticked = [name for name in question.facts if given.get(name) is True]
            none = all(given.get(name) is False for name in question.facts)
            yield from ticked or ([NONE] if none else [])
            return
        if not set(question.facts) <= set(given):
            return
        answer = given[question.facts[0]]
        match answer:
            case None:
                yield UNSURE
            case bool():
                yield YES if answer else NO
            case int():
                fact = self.guideline.facts[question.facts[0]]
                number = fact.type
                assert isinstance(number, Number)
                known = {each.value for each in question.options}
                yield str(answer) if str(answer) in known else str(number.plain(answer))
            case frozenset():
                yield from answer or [NONE]
            case str():
                yield answer

    # --- reading back

    def read(self, form: Form, sitting: Sitting, sent: QueryDict) -> Sent:
        """What was sent, as far as it is understood."""
        answers: dict[str, Answer] = {}
        follow: list[Follow] = []
        problems: dict[str, str] = {}
        kept = ""
        for question, asked in zip(
            form.questions, sitting.follow or (None,) * len(form.questions), strict=True
        ):
            try:
                found = self._read(question, asked, sent)
            except ValueError as problem:
                problems[question.name] = str(problem)
                continue
            answers.update(found.answers)
            follow.extend(found.follow)
            kept = found.kept or kept
        return Sent(answers, tuple(follow), kept, problems)

    def _read(self, question: Question, asked: Follow | None, sent: QueryDict) -> Sent:
        values = sent.getlist(question.name)
        known = {each.value for each in question.options}
        if not set(values) <= known:
            raise ValueError(self.text("web_check.choose"))
        if question.name == "clash":
            return self._clash(asked, values)
        if question.name.startswith("tick."):
            return self._ticks(question, values)
        if question.name.startswith("rest."):
            if values == [YES]:
                return Sent(dict.fromkeys(question.facts, False))
            if values == [UNSURE]:
                return Sent(follow=tuple(Follow("each", name) for name in question.facts))
            raise ValueError(self.text("web_check.choose"))
        fact = self.guideline.facts[question.facts[0]]
        return self._fact(fact, question, values, sent, asked)

    def _clash(self, asked: Follow | None, values: Sequence[str]) -> Sent:
        if len(values) != 1 or asked is None:
            raise ValueError(self.text("web_check.choose"))
        if values == [NONE]:
            return Sent(kept=asked.name)
        return Sent(follow=(Follow("again", values[0]),))

    def _ticks(self, question: Question, values: Sequence[str]) -> Sent:
        """What is left unticked becomes no only after the person has said so."""
        ticked = [name for name in question.facts if name in values]
        if not values:
            raise ValueError(self.text("web_check.choose_or_none"))
        if ticked and NONE in values:
            raise ValueError(self.text("check.hint.none_with_others"))
        if NONE in values and UNSURE in values:
            raise ValueError(self.text("check.hint.none_with_others"))
        if values == [NONE]:
            return Sent(dict.fromkeys(question.facts, False))
        answers: dict[str, Answer] = dict.fromkeys(ticked, True)
        others = tuple(name for name in question.facts if name not in ticked)
        if UNSURE in values:
            return Sent(answers, tuple(Follow("each", name) for name in others))
        if len(others) == 1:
            return Sent(answers, (Follow("each", others[0]),))
        return Sent(answers, (Follow("rest", "", others),) if others else ())

    def _fact(
        self,
        fact: Fact,
        question: Question,
        values: Sequence[str],
        sent: QueryDict,
        asked: Follow | None,
    ) -> Sent:
        typed = sent.get(f"{question.name}.typed", "").strip()
        if isinstance(fact.type, Number) and typed and UNSURE not in values and not values:
            return Sent(
                {fact.name: self._typed(fact, typed, sent.get(f"{question.name}.unit", ""))}
            )
        if not values:
            key = "choose_or_none" if question.kind == "many" else "choose"
            raise ValueError(self.text(f"web_check.{key}"))
        if isinstance(fact.type, SetOf):
            if len(values) > 1 and {NONE, UNSURE} & set(values):
                raise ValueError(self.text("check.hint.none_with_others"))
            if values == [UNSURE]:
                return Sent({fact.name: None})
            return Sent({fact.name: frozenset(values) - {NONE}})
        if len(values) > 1:
            raise ValueError(self.text("check.hint.one_only"))
        value = values[0]
        if value == UNSURE:
            return self._unknown(fact, asked)
        if value.startswith("-group"):
            return Sent(follow=(Follow("inner", fact.name, at=int(value[len("-group") :])),))
        if value in (YES, NO):
            return Sent({fact.name: value == YES})
        if isinstance(fact.type, Number):
            return Sent({fact.name: int(value)})
        return Sent({fact.name: value})

    def _unknown(self, fact: Fact, asked: Follow | None) -> Sent:
        if asked is not None and asked.kind == "inner":
            group = fact.ask[asked.at]
            assert isinstance(group, AskGroup)
            return Sent({fact.name: group.not_sure})
        if fact.simpler is not None and (asked is None or asked.kind != "simpler"):
            return Sent(follow=(Follow("simpler", fact.name),))
        return Sent({fact.name: None})

    def _typed(self, fact: Fact, typed: str, unit: str) -> Answer:
        """A number that was typed; in days, with its unit beside it."""
        assert isinstance(fact.type, Number)
        number = fact.type
        match = re.fullmatch(r"(\d{1,6}(?:[.,]\d{1,3})?)", typed)
        if match is None:
            raise ValueError(self.text("check.hint.not_a_number"))
        quantity = Fraction(match[1].replace(",", "."))
        if number.unit == "days":
            if unit not in UNIT:
                raise ValueError(self.text("web_check.choose_unit"))
            quantity = Fraction(round(quantity * UNIT[unit]))
        scaled = number.scaled(quantity)
        if scaled is None or not number.low <= scaled <= number.high:
            low, high = number.plain(number.low), number.plain(number.high)
            raise ValueError(self.text("check.hint.out_of_range", low=low, high=high))
        return scaled


def step_of(form: Form, sent: Sent) -> Step:
    """The step that a form became."""
    return Step(form.screen.name if form.screen else "", sent.answers, sent.follow, sent.kept)


def _with_problem(question: Question, problem: str) -> Question:
    return Question(**{**vars(question), "problem": problem}) if problem else question

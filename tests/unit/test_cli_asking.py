"""Typing a number where answers with numbers are offered."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tests.whole import guideline, texts

from rugwijzer.cli.asking import Asker, Quit
from rugwijzer.compiler import Answer


class Typing(Console):
    """A terminal at which these lines are typed."""

    def __init__(self, *lines: str) -> None:
        super().__init__(file=io.StringIO(), width=80, highlight=False)
        self.lines = list(lines)

    def input(self, *_: object, **__: object) -> str:
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    @property
    def shown(self) -> str:
        assert isinstance(self.file, io.StringIO)
        return " ".join(self.file.getvalue().split())


def asked(fact: str, *lines: str) -> tuple[Answer, str]:
    out = Typing(*lines)
    answer = Asker(guideline(), texts(), "nl", out).fact(guideline().facts[fact])
    return answer, out.shown


@pytest.mark.parametrize(("typed", "minutes"), [("10", 10), ("10 minuten", 10), ("5 minuten", 5)])
def test_as_many_minutes_as_are_typed_are_meant(typed: str, minutes: int) -> None:
    assert asked("plan_minutes", typed)[0] == minutes


def test_who_types_the_number_of_an_answer_reads_which_one_it_is() -> None:
    answer, shown = asked("plan_minutes", "5")
    assert answer == 30
    assert "Je koos: 30 minuten" in shown


@pytest.mark.parametrize("typed", ["3 minuten", "90"])
def test_too_few_or_too_many_minutes_are_asked_again_with_what_is_possible(typed: str) -> None:
    answer, shown = asked("plan_minutes", typed, "15 minuten")
    assert answer == 15
    assert "Kies een getal van 5 tot 60" in shown


def test_a_bare_number_of_days_is_not_guessed_at() -> None:
    with pytest.raises(Quit):
        asked("pain_days", "30")

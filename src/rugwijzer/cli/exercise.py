"""`rugwijzer exercise NAME`: one exercise: how it goes, how much at each level, what to mind."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.cli.exercises import WIDTH, ExerciseWords, Pair, as_json, load_pairs, wrapped
from rugwijzer.compiler import LEVELS, Item, nearest
from rugwijzer.library import Library
from rugwijzer.library.exercises import Exercise
from rugwijzer.loading import load_texts
from rugwijzer.wording.doses import KEPT_UP, grows, levels_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("exercise", metavar="NAME", help="as `rugwijzer exercises` lists it")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")
    parser.add_argument(
        "--level", type=int, choices=range(1, LEVELS + 1), help="how much at this level only"
    )


def run(options: argparse.Namespace) -> int:
    """Show it."""
    pairs = load_pairs(options.guideline)
    texts = load_texts()
    asked = options.exercise.strip().casefold()
    pair = next((pair for pair in pairs if asked in _called(pair[0])), None)
    if pair is None:
        complain(options.exercise, pairs, texts, options.lang)
        return 2
    if options.json:
        found = as_json(*pair, level=options.level)
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    for line in Page(texts, options.lang, pairs).lines(*pair, level=options.level):
        print(line)
    return 0


def _called(exercise: Exercise) -> tuple[str, ...]:
    """What one may call it: its folder, its number, its name in either language."""
    names = (exercise.slug, exercise.id, *exercise.name.values())
    return tuple(name.casefold() for name in names)


def complain(name: str, pairs: Sequence[Pair], texts: Library, language: str) -> None:
    """Say that there is no such exercise, and which is meant perhaps."""
    print(texts.text("exercises.unknown", language, name=name), file=sys.stderr)
    called = {each: exercise.slug for exercise, _ in pairs for each in _called(exercise)}
    guess = nearest(name.strip().casefold(), called)
    near = next((slug for each, slug in called.items() if f'"{each}"' in guess), None)
    if near is not None:
        print(texts.text("exercises.nearest", language, nearest=near), file=sys.stderr)
    else:
        print(
            texts.text("exercises.list", language, command="`rugwijzer exercises`"), file=sys.stderr
        )


class Page(ExerciseWords):
    """An exercise as lines of text, in one language."""

    def __init__(self, texts: Library, language: str, pairs: Sequence[Pair]) -> None:
        super().__init__(texts, language)
        self.called = {exercise.slug: exercise.name[language] for exercise, _ in pairs}

    def lines(self, exercise: Exercise, item: Item, level: int | None) -> Iterator[str]:
        """All of it."""
        name = f"{exercise.name[self.language]} ({exercise.slug})"
        yield name
        yield "=" * min(len(name), WIDTH)
        yield from wrapped(exercise.good_for[self.language])
        yield ""
        yield from self.labelled("goals", self.names("goal", item.goals))
        yield from self.labelled("position", self.name("position", item.position))
        yield from self.labelled("equipment", self.names("equipment", item.equipment))
        yield from self.part("start", wrapped(exercise.start[self.language]))
        steps = [
            line
            for number, step in enumerate(exercise.steps, start=1)
            for line in wrapped(step[self.language], f"{number}. ", "   ")
        ]
        yield from self.part("steps", steps)
        yield from self.part("breathing", wrapped(exercise.breathing[self.language]))
        yield from self.part("feel", wrapped(exercise.feel[self.language]))
        yield from self.part("mistakes", bullets(each[self.language] for each in exercise.mistakes))
        others = [
            *self.other("easier", exercise.easier[self.language], item.easier),
            *self.other("harder", exercise.harder[self.language], item.harder),
        ]
        yield from self.part("other", others)
        yield from self.part("much", list(self.levels(item, level)))
        if item.blocks:
            yield from self.part("programme", bullets(self.programme(item)))
        if item.tags:
            yield from self.part("care", bullets(self.name("care", tag) for tag in item.tags))
        yield ""
        rows = dict.fromkeys((*exercise.sources, *item.evidence))
        yield from self.labelled("sources", ", ".join(rows))

    def part(self, head: str, lines: Sequence[str]) -> Iterator[str]:
        """Lines below a heading."""
        title = self.text(f"exercises.head.{head}")
        yield from ("", title, "-" * len(title), *lines)

    def labelled(self, label: str, told: str) -> list[str]:
        """A line with its label before it."""
        return wrapped(f"{self.text(f'exercises.label.{label}')}: {told}", "", "  ")

    def other(self, label: str, told: str, slugs: Sequence[str]) -> list[str]:
        """An easier or harder form, and which exercise that is if it is another."""
        ways = "".join(f" (→ {slug}: {self.called[slug]})" for slug in slugs)
        return self.labelled(label, told + ways)

    def levels(self, item: Item, only: int | None) -> Iterator[str]:
        """How much at each level, or at one."""
        shown = [
            (number, level)
            for number, level in enumerate(item.levels, start=1)
            if only in (None, number)
        ]
        if len(levels_of(item)) == 1:
            yield from wrapped(self.level(levels_of(item)[0]), "", "   ")
            return
        for number, level in shown:
            told = f"{number}. {self.text(f'exercises.level.{number}')}: {self.level(level)}"
            yield from wrapped(told, "", "   ")
        if only in (None, LEVELS) and item.group in KEPT_UP:
            kept = f"{self.text('exercises.level.keep')}: {self.text('exercises.kept')}"
            yield from wrapped(f"{LEVELS + 1}. {kept}", "", "   ")
        if item.pace is not None:
            yield from wrapped(item.pace[self.language])
        if any(grows(level) for _, level in shown):
            yield from wrapped(self.text("exercises.grow"))


def bullets(texts: Iterator[str]) -> list[str]:
    """Texts with a dot before each."""
    return [line for text in texts for line in wrapped(text, "- ", "  ")]

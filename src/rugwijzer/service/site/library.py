"""The library: exercises and positions to do, lessons to read, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rugwijzer.compiler import Item
from rugwijzer.library.entries import Text
from rugwijzer.library.exercises import GOALS, GROUPS, POSITIONS, Exercise
from rugwijzer.library.lessons import KINDS as LESSON_KINDS
from rugwijzer.library.positions import KINDS as POSITION_KINDS
from rugwijzer.service import knowledge
from rugwijzer.service.design.prose import Prose
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.head import Crumb, head_of, how_to
from rugwijzer.service.site.origins import origins
from rugwijzer.service.site.public import same_for_everybody
from rugwijzer.wording.doses import KEPT_UP, DoseWords, grows, levels_of

ALIKE = 4
"""So many exercises of the same group are named below one."""


@dataclass(frozen=True)
class Listed:
    """An exercise in the list."""

    exercise: Exercise
    goals: str
    position: str


@dataclass(frozen=True)
class Way:
    """An easier or harder form: in words, and the exercises that are one."""

    label: str
    words: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True)
class Amount:
    """How much at one level."""

    number: int
    name: str
    told: str


@same_for_everybody()
def exercises(request: HttpRequest) -> HttpResponse:
    """All exercises by group, or those for a goal or in a position."""
    goal, position = request.GET.get("goal", ""), request.GET.get("position", "")
    goal = goal if goal in GOALS else ""
    position = position if position in POSITIONS else ""
    fitting = [
        (exercise, item)
        for exercise, item in _pairs()
        if (not goal or goal in item.goals) and (not position or position == item.position)
    ]
    groups = [
        (
            _text(f"exercises.group.{group}"),
            [_listed(exercise, item) for exercise, item in fitting if item.group == group],
        )
        for group in GROUPS
    ]
    used = {item.position for _, item in _pairs()}
    shown = {
        "section": "guide",
        "here": "exercises",
        "head": head_of(
            request,
            _text("web_guide.exercises.title"),
            _text("web_guide.exercises.description"),
            (),
        ),
        "groups": [(name, listed) for name, listed in groups if listed],
        "count": len(fitting),
        "filtered": bool(goal or position),
        "goals": [(each, _text(f"exercises.goal.{each}"), each == goal) for each in GOALS],
        "positions": [
            (each, _text(f"exercises.position.{each}"), each == position)
            for each in POSITIONS
            if each in used
        ],
    }
    return render(request, "site/exercises.html", shown)


@same_for_everybody()
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """One exercise: how it goes, how much, easier and harder, and what to mind."""
    told, here = knowledge.catalogue().exercises[exercise], language()
    item = knowledge.guideline().items[exercise]
    words = DoseWords(knowledge.texts(), here)
    amounts = _amounts(item, words)
    shown = {
        "section": "guide",
        "here": "exercises",
        "head": head_of(
            request,
            told.name[here],
            _flat(told.good_for),
            (_to("exercises", "web_guide.exercises.title"),),
            [
                how_to(
                    told.name[here],
                    _flat(told.good_for),
                    [_flat(told.start), *map(_flat, told.steps)],
                    reverse(
                        "figure", kwargs={"room": "exercises", "slug": exercise, "form": "still"}
                    ),
                    [
                        _text(f"exercises.equipment.{each}")
                        for each in item.equipment
                        if each != "none"
                    ],
                )
            ],
            ("exercise", exercise),
        ),
        "room": "exercises",
        "told": told,
        "goals": _names("goal", item.goals),
        "position": _text(f"exercises.position.{item.position}"),
        "equipment": _names("equipment", item.equipment),
        "steps": (told.start, *told.steps),
        "ways": (
            _way("easier", told.easier, item.easier),
            _way("harder", told.harder, item.harder),
        ),
        "amounts": amounts,
        "rests": len(amounts) == 1,
        "grows": any(grows(level) for level in levels_of(item)),
        "pace": item.pace,
        "programme": tuple(words.programme(item)) if item.blocks else (),
        "care": [_text(f"exercises.care.{tag}") for tag in item.tags],
        "stop": Prose(here, explains=False).line(_text("plan.pain_rule.stop")),
        "alike": _alike(item),
        "origins": origins((*told.sources, *item.evidence)),
    }
    return render(request, "site/exercise.html", shown)


@same_for_everybody()
def positions(request: HttpRequest) -> HttpResponse:
    """All positions: to ease pain, to move, and to try what a question asks."""
    known = knowledge.catalogue().positions.values()
    shown = {
        "section": "guide",
        "here": "positions",
        "head": head_of(
            request,
            _text("web_guide.positions.title"),
            _text("web_guide.positions.description"),
            (),
        ),
        "groups": [
            (kind, [each for each in known if each.kind == kind]) for kind in POSITION_KINDS
        ],
    }
    return render(request, "site/exercise_positions.html", shown)


@same_for_everybody()
def position(request: HttpRequest, position: str) -> HttpResponse:
    """One position, step by step."""
    told, here = knowledge.catalogue().positions[position], language()
    picture = reverse("figure", kwargs={"room": "positions", "slug": position, "form": "still"})
    shown = {
        "section": "guide",
        "here": "positions",
        "head": head_of(
            request,
            told.name[here],
            _flat(told.good_for),
            (_to("positions", "web_guide.positions.title"),),
            [
                how_to(
                    told.name[here], _flat(told.good_for), list(map(_flat, told.steps)), picture, ()
                )
            ],
            ("position", position),
        ),
        "room": "positions",
        "told": told,
        "steps": told.steps,
        "alike": [
            each
            for each in knowledge.catalogue().positions.values()
            if each.kind == told.kind and each.slug != position
        ],
        "origins": origins(told.sources),
    }
    return render(request, "site/exercise_position.html", shown)


@same_for_everybody()
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons: how pain works, and what to do."""
    known = knowledge.catalogue().lessons.values()
    shown = {
        "section": "guide",
        "here": "lessons",
        "head": head_of(
            request, _text("web_guide.lessons.title"), _text("web_guide.lessons.description"), ()
        ),
        "groups": [(kind, [each for each in known if each.kind == kind]) for kind in LESSON_KINDS],
    }
    return render(request, "site/lessons.html", shown)


@same_for_everybody()
def lesson(request: HttpRequest, lesson: str) -> HttpResponse:
    """One lesson, with its small task and the lesson after it."""
    known = list(knowledge.catalogue().lessons.values())
    told, here = knowledge.catalogue().lessons[lesson], language()
    number = known.index(told)
    prose, plain = Prose(here), Prose(here, explains=False)
    shown = {
        "section": "guide",
        "here": "lessons",
        "head": head_of(
            request,
            told.title[here],
            _first_sentences(told.idea[here]),
            (_to("lessons", "web_guide.lessons.title"),),
            preview=("lesson", lesson),
        ),
        "told": told,
        "number": number + 1,
        "count": len(known),
        "story": prose.blocks(told.story[here]),
        "idea": prose.blocks(told.idea[here]),
        "today": plain.blocks(told.today[here]),
        "options": [
            (plain.line(option.says[here]), option.fits, prose.blocks(option.answer[here]))
            for option in told.options
        ],
        "not_for": plain.blocks(told.not_for[here]),
        "before": known[number - 1] if number else None,
        "after": known[number + 1] if number + 1 < len(known) else None,
        "origins": origins(told.sources),
    }
    return render(request, "site/lesson.html", shown)


def _amounts(item: Item, words: DoseWords) -> tuple[Amount, ...]:
    told = [
        Amount(number, _text(f"exercises.level.{number}"), words.level(level))
        for number, level in enumerate(levels_of(item), start=1)
    ]
    if item.group in KEPT_UP:
        told.append(Amount(len(told) + 1, _text("exercises.level.keep"), _text("exercises.kept")))
    return tuple(told)


def _pairs() -> Iterable[tuple[Exercise, Item]]:
    items = knowledge.guideline().items
    return [(each, items[slug]) for slug, each in knowledge.catalogue().exercises.items()]


def _listed(exercise: Exercise, item: Item) -> Listed:
    return Listed(
        exercise, _names("goal", item.goals), _text(f"exercises.position.{item.position}")
    )


def _way(label: str, words: Text, slugs: Iterable[str]) -> Way:
    known = knowledge.catalogue().exercises
    return Way(
        _text(f"exercises.label.{label}"), _flat(words), tuple(known[slug] for slug in slugs)
    )


def _alike(item: Item) -> list[Exercise]:
    others = [one for one, other in _pairs() if other.group == item.group and other is not item]
    return others[:ALIKE]


def _to(name: str, key: str) -> Crumb:
    return _text(key), reverse(name)


def _names(kind: str, names: Iterable[str]) -> str:
    return ", ".join(_text(f"exercises.{kind}.{name}") for name in names)


def _flat(words: Text) -> str:
    return " ".join(words[language()].split())


def _first_sentences(text: str, signs: int = 155) -> str:
    """The sentences that fit into a description, at least one."""
    told = ""
    for sentence in " ".join(text.split()).replace("? ", "?|").replace(". ", ".|").split("|"):
        if told and len(told) + len(sentence) > signs:
            break
        told = f"{told} {sentence}".strip()
    return told


def _text(key: str) -> str:
    return knowledge.texts().text(key, language())

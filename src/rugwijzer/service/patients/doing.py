"""Doing a part of the plan: an exercise that counts along, or a lesson with its small task."""

from __future__ import annotations

import json
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rugwijzer.figures import read_movement
from rugwijzer.library.movements import load_shown
from rugwijzer.paths import find
from rugwijzer.service import knowledge
from rugwijzer.service.design.prose import Prose
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.hers import Hers, for_her, text
from rugwijzer.service.patients.phases import phases, whole
from rugwijzer.service.telling.sections import shown
from rugwijzer.wording.words import say

MINUTE = 60
KINDS = ("ready", "move", "hold", "rest", "side", "time", "end", "paused")
BUTTONS = ("start", "pause", "go_on", "again")


@for_her
def exercise(request: HttpRequest, hers: Hers, slug: str) -> HttpResponse:
    """An exercise of her plan, with the amount of her plan."""
    told = knowledge.catalogue().exercises.get(slug)
    if told is None:
        raise Http404
    part = hers.part(slug)
    if part is None:
        return HttpResponseRedirect(reverse("exercise", kwargs={"exercise": slug}))
    found = phases(part.amount, pace_of(slug))
    words = {
        **{kind: text(f"today.player.{kind}") for kind in KINDS},
        **{name: text(f"today.player.{name}") for name in BUTTONS},
        "of": text("today.player.of", count="[count]", of="[of]"),
        "set": text("today.player.set", set="[set]", sets="[sets]"),
        "side1": text("today.player.side1"),
        "side2": text("today.player.side2"),
        "minutes": text("today.player.minutes", minutes="[minutes]"),
        "seconds": text("today.player.seconds", seconds="[seconds]"),
    }
    context = {
        "section": "today",
        "told": told,
        "steps": (told.start, *told.steps),
        "thing": shown(hers.words, part),
        "how": say(part.amount.how, language()) if part.amount is not None else "",
        "phases": json.dumps([each.as_plain() for each in found]),
        "says": json.dumps(words),
        "counts": bool(found),
        "minutes": max(1, round(whole(found) / MINUTE)),
        "done": hers.done.get(slug, 0),
        "stop": text("plan.pain_rule.stop"),
    }
    return render(request, "patients/exercise.html", context)


@for_her
def lesson(request: HttpRequest, hers: Hers, slug: str) -> HttpResponse:
    """A lesson of her plan, and the one small thing to try today."""
    told = knowledge.catalogue().lessons.get(slug)
    if told is None:
        raise Http404
    part = hers.part(slug)
    if part is None:
        return HttpResponseRedirect(reverse("lesson", kwargs={"lesson": slug}))
    here = language()
    prose, plain = Prose(here), Prose(here, explains=False)
    context = {
        "section": "today",
        "told": told,
        "story": prose.blocks(told.story[here]),
        "idea": prose.blocks(told.idea[here]),
        "task": plain.blocks(told.today[here]),
        "not_for": plain.blocks(told.not_for[here]),
        "done": hers.done.get(slug, 0),
    }
    return render(request, "patients/lesson.html", context)


def pace_of(slug: str) -> float:
    """How long the figure takes for one repetition, in seconds."""
    return _paces().get(slug, 0.0)


@cache
def _paces() -> dict[str, float]:
    found = {}
    for each in load_shown(find("content")):
        movement = read_movement(each.tree, each.number)[0]
        if each.room == "exercises" and movement is not None:
            found[each.slug] = movement.seconds
    return found

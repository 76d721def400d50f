"""A number for the pain and how much she did, a tap each, for today or one of the days before."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.whose import Whose, whose
from rugwijzer.service.records.actions import Refused, note_day
from rugwijzer.service.records.reading import diary_in
from rugwijzer.wording.words import day_in_words

PAIN, ACTIVITY = "pain", "activity"
HIGHEST = {PAIN: 10, ACTIVITY: 3}
"""From 0. Of activity: rest, a little, an ordinary day, much."""
DAYS = 7
"""Today and so many days in all can be noted."""


@login_required
def diary(request: HttpRequest) -> HttpResponse:
    """Note a day."""
    found = whose(request)
    ago = _number(request.POST.get("ago") or request.GET.get("ago"), DAYS - 1) or 0
    if request.method == "POST" and found.person is not None:
        refused = _note(request, found, ago)
        if not refused:
            after = f"?ago={ago}" if ago else ""
            return HttpResponseRedirect(reverse("diary") + after)
    kept = (
        diary_in(found.person, found.episode)
        if found.person is not None and found.episode is not None
        else {}
    )
    day = found.today - timedelta(days=ago)
    noted = kept.get(day, {})
    began = found.episode.began if found.episode is not None else None
    days = [found.today - timedelta(days=each) for each in range(DAYS)]
    return render(
        request,
        "patients/diary.html",
        {
            "section": "diary",
            "has_plan": found.has_plan,
            "episode": found.episode,
            "ago": ago,
            "day": said(day),
            "pains": range(HIGHEST[PAIN] + 1),
            "pain": noted.get(PAIN),
            "activities": [
                (each, f"mine.diary.activity.level_{each}") for each in range(HIGHEST[ACTIVITY] + 1)
            ],
            "activity": noted.get(ACTIVITY),
            "days": [
                (
                    at,
                    said(each),
                    kept.get(each, {}),
                    f"mine.diary.activity.level_{kept[each][ACTIVITY]}"
                    if ACTIVITY in kept.get(each, {})
                    else "",
                )
                for at, each in enumerate(days)
                if began is not None and each >= began
            ],
        },
    )


def _note(request: HttpRequest, found: Whose, ago: int) -> bool:
    """Keep what was tapped. Whether it was refused."""
    notes: dict[str, int | None] = {}
    for name, highest in HIGHEST.items():
        if request.POST.get("clear") == name:
            notes[name] = None
        elif (value := _number(request.POST.get(name), highest)) is not None:
            notes[name] = value
    if not notes or found.person is None:
        return True
    try:
        note_day(found.person, found.today - timedelta(days=ago), notes)
    except Refused:
        return True
    return False


def _number(sent: str | None, highest: int) -> int | None:
    if sent is None or not sent.isascii() or not sent.isdecimal() or len(sent) > 2:
        return None
    return int(sent) if int(sent) <= highest else None


def said(day: date) -> str:
    """A day in words, in the language of the page."""
    return day_in_words(day, knowledge.texts(), language())

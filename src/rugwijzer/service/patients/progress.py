"""How it goes: her numbers beside what is usual, what works again, and all earlier advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rugwijzer.care.course import DayTold, OwnCourse, own_course, usual_at
from rugwijzer.charts import Dot, Labels, Picture, course_svg, in_words
from rugwijzer.service import knowledge
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.diary import ACTIVITY, PAIN
from rugwijzer.service.patients.earlier import title_of
from rugwijzer.service.patients.whose import Whose, whose
from rugwijzer.service.records.models import Advice, Episode, Person
from rugwijzer.service.records.reading import diary_in, done_in, told_in
from rugwijzer.service.telling.sections import LOOKS
from rugwijzer.wording.course_words import WEEK, Words
from rugwijzer.wording.words import day_in_words

DAYS = 7
MOST_WEEKS = 12
"""So many weeks of what was done are shown."""
MOST_TROUBLE = 40
"""The highest score of everyday things."""
PICTURES = ("pain", "function")


@dataclass(frozen=True)
class WeekDone:
    """On how many of the days of a week she did something, and on which."""

    title: str
    days: tuple[bool, ...]
    count: int


@dataclass(frozen=True)
class Course:
    """What there is to show of somebody."""

    own: OwnCourse
    words: Words
    drawn: OwnCourse
    """The same, with the days of her diary between."""


@login_required
def progress(request: HttpRequest) -> HttpResponse:
    """The page."""
    found = whose(request)
    episode = found.latest
    shown: dict[str, object] = {
        "section": "progress",
        "episode": episode,
        "has_plan": found.has_plan,
    }
    if found.person is not None and episode is not None:
        shown |= _shown(found, found.person, episode)
    return render(request, "patients/progress.html", shown)


def _shown(found: Whose, person: Person, episode: Episode) -> dict[str, object]:
    course = course_of(person, episode, found.today)
    weeks = tuple(done_by_week(person, episode, found.today))
    shown: dict[str, object] = {
        "weeks": weeks,
        "this_week": weeks[0] if weeks else None,
        "advices": tuple(_advices(person, episode)),
    }
    if course is not None:
        own, words = course.own, course.words
        shown |= {
            "began": words.began(own),
            "first_help": words.help_first(_attention(episode)),
            "sentences": tuple(words.sentences(own)),
            "milestones": tuple(words.milestones(own)),
            "chances": tuple(words.chances(own)),
            "honest": words.honest(own) if own.usual is not None or own.chances else "",
            "pictures": tuple(name for name in PICTURES if _picture(course, name).own),
            "described": {
                name: in_words(_picture(course, name), _labels(course.words, name))
                for name in PICTURES
            },
            "has_usual": own.usual is not None and bool(own.usual.line),
            "has_function": any(each.function is not None for each in own.told),
            "rows": tuple(_rows(person, episode, course)),
        }
    return shown


@login_required
def progress_picture(request: HttpRequest, what: str, theme: str) -> HttpResponse:
    """One picture. It says the same as the table on the page, and its description too."""
    found = whose(request)
    episode = found.latest
    if found.person is None or episode is None or what not in PICTURES:
        raise Http404
    course = course_of(found.person, episode, found.today)
    picture = _picture(course, what) if course is not None else None
    if course is None or picture is None or not picture.own:
        raise Http404
    svg = course_svg(
        picture, _labels(course.words, what), "dark" if theme == "dark" else "light", what
    )
    return HttpResponse(svg, content_type="image/svg+xml")


def course_of(person: Person, episode: Episode, today: date) -> Course | None:
    """How it goes in an episode; None if nothing was told."""
    until = min(today, episode.ended or today)
    visits = told_in(person, episode, until=until)
    own = own_course(knowledge.guideline(), knowledge.engine(), visits, until)
    if own is None:
        return None
    words = Words(knowledge.guideline(), knowledge.texts(), language())
    days = {each.at: each for each in own.told}
    for on, notes in diary_in(person, episode).items():
        pain = notes.get(PAIN)
        if pain is None or on > until or on < own.began:
            continue
        day = days.get(on) or DayTold(on, (on - own.began).days, None, None)
        # What she told at a check-in counts before what she noted on that day.
        days[on] = day if day.pain is not None else replace(day, pain=pain)
    drawn = replace(own, told=tuple(days[on] for on in sorted(days)))
    return Course(own, words, drawn)


def _picture(course: Course, what: str) -> Picture:
    if what == "pain":
        return course.words.picture(course.drawn)
    dots = tuple(
        Dot(each.day / WEEK, each.function, course.words.when(each.day))
        for each in course.own.told
        if each.function is not None
    )
    return Picture(dots, highest=MOST_TROUBLE)


def _labels(words: Words, what: str) -> Labels:
    labels = words.labels()
    if what == "pain":
        return labels
    texts = words.texts
    return replace(
        labels,
        title=texts.text("mine.progress.function.title", words.language),
        scale=texts.text("mine.progress.function.scale", words.language),
    )


def _rows(person: Person, episode: Episode, course: Course) -> Iterator[Mapping[str, str]]:
    """The numbers of the pictures, newest first, and what is usual then."""
    words, usual = course.words, course.own.usual
    notes = diary_in(person, episode)
    for each in reversed(course.drawn.told):
        point = usual_at(usual, each.day) if usual is not None and usual.line else None
        activity = notes.get(each.at, {}).get(ACTIVITY)
        yield {
            "on": words.date(each.at),
            "pain": "" if each.pain is None else str(each.pain),
            "usual": words.usual(point),
            "function": "" if each.function is None else str(each.function),
            "activity": "" if activity is None else f"mine.diary.activity.level_{activity}",
        }


def done_by_week(person: Person, episode: Episode, today: date) -> Iterator[WeekDone]:
    """The last seven days, then the seven before, back to the first day."""
    active = {on for on, done in done_in(person, episode).items() if done}
    active |= {on for on, notes in diary_in(person, episode).items() if notes.get(ACTIVITY)}
    until = min(today, episode.ended or today)
    texts, said, found = knowledge.texts(), language(), False
    for _ in range(MOST_WEEKS):
        if until < episode.began:
            return
        first = until - timedelta(days=DAYS - 1)
        days = tuple(first + timedelta(days=each) in active for each in range(DAYS))
        count = sum(days)
        start = day_in_words(max(first, episode.began), texts, said, "short")
        end = day_in_words(until, texts, said, "short")
        if not found or count:
            # Earlier weeks with nothing in them are not held up to her.
            found = True
            yield WeekDone(f"{start} – {end}" if start != end else end, days, count)
        until = first - timedelta(days=1)


def _attention(episode: Episode) -> str | None:
    latest = (
        Advice.objects.filter(visit__episode=episode)
        .order_by("visit__number", "number")
        .values_list("attention", flat=True)
        .last()
    )
    return latest if episode.ended is None else None


def _advices(person: Person, episode: Episode) -> Iterator[Mapping[str, object]]:
    """Every advice, newest first: its day and title."""
    texts, said = knowledge.texts(), language()
    rows = (
        Advice.objects.filter(visit__episode__person=person)
        .select_related("guideline")
        .defer("guideline__packed", "sealed")
        .order_by("-visit__episode__began", "-visit__day", "-visit__number", "-number")
    )
    for each in rows:
        yield {
            "key": each.pk,
            "on": day_in_words(each.given, texts, said),
            "title": title_of(each, said),
            "look": LOOKS.get(each.attention, "calm"),
            "guideline": each.guideline.number,
        }

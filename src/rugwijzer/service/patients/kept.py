"""Everything that is kept of her, in words: for the page and for the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rugwijzer.compiler import AnswerProblem, read_answer
from rugwijzer.library import Library
from rugwijzer.paper.booklet import Booklet, Chapter
from rugwijzer.service import knowledge
from rugwijzer.service.patients.diary import ACTIVITY, PAIN
from rugwijzer.service.patients.earlier import Told, guideline_of, told
from rugwijzer.service.patients.whose import Whose
from rugwijzer.service.records.models import Episode, Person, Visit
from rugwijzer.service.records.reading import diary_in, done_in
from rugwijzer.service.telling.sections import today_of
from rugwijzer.wording.words import answer_in_words, day_in_words, say

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Row:
    """One answer in words. `number` is its place among the answers of the visit, from 1."""

    number: int
    label: str
    value: str


@dataclass(frozen=True)
class VisitKept:
    """One visit: what was told, and the advices that followed from it."""

    key: UUID
    on: str
    kind: str
    guideline: str
    corrected: bool
    answers: tuple[Row, ...]
    scores: tuple[Row, ...]
    advices: tuple[Told, ...]


@dataclass(frozen=True)
class DayKept:
    """One day: what was noted, and what of the plan was done."""

    on: str
    noted: tuple[str, ...]


@dataclass(frozen=True)
class EpisodeKept:
    """One episode, newest day first."""

    began: str
    ended: str
    visits: tuple[VisitKept, ...]
    days: tuple[DayKept, ...]


class Kept:
    """What is kept of a person, in one language."""

    def __init__(self, person: Person, language: str) -> None:
        self.person = person
        self.language = language
        self.texts: Library = knowledge.texts()

    def text(self, key: str, **places: object) -> str:
        """One text of this room."""
        return self.texts.text(f"mine.{key}", self.language, **places)

    def date(self, on: date) -> str:
        """A day with its year."""
        return f"{day_in_words(on, self.texts, self.language)} {on.year}"

    def episodes(self) -> tuple[EpisodeKept, ...]:
        """Everything, the newest episode first."""
        found = Episode.objects.filter(person=self.person).order_by("-began", "-pk")
        return tuple(map(self._episode, found))

    def _episode(self, episode: Episode) -> EpisodeKept:
        rows = (
            Visit.objects.filter(episode=episode)
            .select_related("episode", "guideline")
            .defer("guideline__packed")
            .order_by("-number")
        )
        return EpisodeKept(
            self.date(episode.began),
            self.date(episode.ended) if episode.ended else "",
            tuple(map(self.visit, rows)),
            tuple(self._days(episode)),
        )

    def visit(self, visit: Visit) -> VisitKept:
        """One visit in words."""
        kept = visit.told(self.person)
        advices = (
            visit.advices.select_related("guideline", "plan")
            .defer("guideline__packed")
            .order_by("number")
        )
        return VisitKept(
            visit.pk,
            self.date(visit.on),
            self.text(f"data.kind.{visit.kind}"),
            visit.guideline.number,
            visit.corrected is not None,
            tuple(self._answers(visit, kept["answers"])),
            tuple(self._scores(visit, kept["measures"])),
            tuple(told(self.person, each, self.language) for each in advices),
        )

    def _answers(self, visit: Visit, answers: dict[str, Any]) -> Iterator[Row]:
        guideline = guideline_of(visit.guideline)
        for number, (name, plain) in enumerate(answers.items(), 1):
            fact = guideline.facts.get(name)
            answer = read_answer(fact, plain) if fact is not None else None
            if fact is None or isinstance(answer, AnswerProblem):
                yield Row(number, name, str(plain))
                continue
            value = answer_in_words(fact, answer, self.texts, self.language)
            yield Row(number, say(fact.label, self.language), value)

    def _scores(self, visit: Visit, scores: dict[str, int | None]) -> Iterator[Row]:
        guideline = guideline_of(visit.guideline)
        for name, score in scores.items():
            measure = guideline.measures.get(name)
            title = say(measure.title, self.language) if measure is not None else name
            unknown = self.texts.text("value.dont_know", self.language)
            yield Row(0, title, unknown if score is None else str(score))

    def _days(self, episode: Episode) -> Iterator[DayKept]:
        noted, done = diary_in(self.person, episode), done_in(self.person, episode)
        for on in sorted({*noted, *done}, reverse=True):
            said = []
            notes = noted.get(on, {})
            if PAIN in notes:
                said.append(self.text("data.pain", number=notes[PAIN]))
            if ACTIVITY in notes:
                said.append(self.text(f"diary.activity.level_{notes[ACTIVITY]}"))
            if did := done.get(on):
                named = (f"{self._name(slug)} ({count})" for slug, count in did.items())
                said.append(self.text("data.did", what=", ".join(named)))
            yield DayKept(self.date(on), tuple(said))

    def _name(self, slug: str) -> str:
        things = knowledge.catalogue()
        if slug in things.lessons:
            return say(things.lessons[slug].title, self.language)
        if found := things.exercises.get(slug) or things.positions.get(slug):
            return say(found.name, self.language)
        key = f"plan.kind.{slug}.name"
        return self.texts.text(key, self.language) if key in self.texts else slug

    # --- on paper

    def booklet(self, found: Whose) -> Booklet:
        """The same, to print or keep."""
        chapters = []
        for episode in self.episodes():
            for visit in episode.visits:
                chapters.append(self._visit_chapter(visit))
            if episode.days:
                rows = tuple((day.on, "; ".join(day.noted)) for day in episode.days)
                chapters.append(Chapter(self.text("data.days"), "", rows))
        if not chapters:
            chapters.append(Chapter(self.text("data.nothing"), "", ()))
        today = found.today
        return Booklet(
            self.language,
            (today - EPOCH).days,
            self.text("data.title"),
            self.date(today),
            self.text("data.paper_lead", email=found.user.email),
            tuple(chapters),
            self.texts.text("disclaimer.long", self.language),
        )

    def _visit_chapter(self, visit: VisitKept) -> Chapter:
        lists = []
        for advice in visit.advices:
            lines = [advice.title, *((advice.contact,) if advice.contact else ())]
            lines += [words for words, _ in advice.why]
            if advice.plan is not None:
                lines.append(f"{advice.plan.headline()}: {advice.plan.stands()}")
                lines += [
                    f"{each.name}: {each.amount}" if each.amount else each.name
                    for each in today_of(advice.plan)
                ]
            lists.append((self.text("data.advice_on", date=advice.on), tuple(lines)))
        corrected = f" {self.text('data.corrected')}" if visit.corrected else ""
        return Chapter(
            f"{visit.on}: {visit.kind}",
            self.text("data.by_guideline", version=visit.guideline) + corrected,
            tuple((row.label, row.value) for row in (*visit.answers, *visit.scores)),
            tuple(lists),
        )

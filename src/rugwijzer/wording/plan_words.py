"""A plan in words, for whatever shows it: names, amounts, reasons, dates. Nothing here is drawn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rugwijzer.care.plan.making import STAYED_AWAY
from rugwijzer.care.plan.parts import Amount, Change, Part, Plan
from rugwijzer.compiler import ChoiceDecision, Guideline, Ladder, SetDecision
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.wording.until_seen import (
    SAME_DAY,
    UNDER_18,
    how_to_reach,
    may_it_wait,
    mild,
    not_to_do,
    to_do,
)
from rugwijzer.wording.words import counted, day_in_words, listed, say

BRIDGE, GENTLE = "bridge", "gentle"
NO_APPOINTMENT = (None, "self_care", "physio")
"""How urgent it is where nobody waits for a doctor."""
ITSELF = (
    "until_seen", "short_walks", "walking", "sleep", "work", "sitting_breaks", "lifestyle", "heat",
    "quiet_week_plan",
)  # fmt: skip
"""Kinds with a name of their own, whatever exercise or lesson goes with them."""
CALM = ("breathing", "relaxation")
"""Kinds that are said in a line, unless somebody wants every step."""
TIMED = ("heat",)
"""Kinds of which the words themselves say how long."""
MORE, LESS = ("new", "more", "harder", "back"), ("less", "easier", "out")
"""What became of a part where the plan asks more of somebody, and where it asks less."""
WAITING = ("waiting", "away")
"""Of somebody who has something to tell first."""
FEW_STEPS = 2
MEETING = ("how", "ask", "bring")
"""What is said of a planned contact, beside its day."""
MOST_NAMED = 5
"""As many open questions are named."""
WEEK = 7


@dataclass(frozen=True)
class Worded:
    """One part in words. `room` is where its slug stands in the content, if it stands there."""

    part: Part
    name: str
    amount: str
    how: str
    why: str
    tag: str
    room: str | None


@dataclass(frozen=True)
class Meeting:
    """A planned contact in words: with whom and when, and how to make it a good one."""

    line: str
    how: str
    ask: str
    bring: str


class PlanWords:
    """The words of one plan, in one language."""

    def __init__(
        self, plan: Plan, guideline: Guideline, texts: Library, things: Catalogue, language: str
    ) -> None:
        self.plan = plan
        self.guideline = guideline
        self.texts = texts
        self.things = things
        self.language = language

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    def text_if(self, key: str) -> str:
        """One text, or nothing where there is none."""
        return self.text(key) if key in self.texts else ""

    # --- how it stands

    @property
    def is_bridge(self) -> bool:
        """Whether somebody has to look first."""
        return self.plan.gate == BRIDGE

    @property
    def in_despair(self) -> bool:
        """Whether 113 is to be called first."""
        return self.plan.contact == "line_113"

    @property
    def is_urgent(self) -> bool:
        """Whether somebody is to be phoned today, or at once."""
        return self.plan.urgency is not None and self._rank(self.plan.urgency) >= self._rank(
            "same_day"
        )

    def _rank(self, level: str) -> int:
        ladder = self.guideline.decisions["urgency"]
        assert isinstance(ladder, Ladder)
        return ladder.rank(level)

    def headline(self) -> str:
        """How the plan stands, in a few words."""
        return self.text(f"plan.state.{self._state()}.title")

    def stands(self) -> str:
        """How the plan stands, in a sentence or two."""
        if self.is_bridge:
            young = self.is_young and mild(self.plan.urgency)
            said = [self.text(f"gate.bridge.intro{'_young' if young else ''}")]
            if self.plan.day > 1:
                said.append(self.text("gate.bridge.paused"))
            return " ".join(said)
        return self.text(f"plan.state.{self._state()}.text")

    def _state(self) -> str:
        if self.is_bridge:
            return BRIDGE
        if STAYED_AWAY in self.plan.notes:
            return "away"
        # What was there stays, but nobody builds up on questions that are open.
        if "finish_check_first" in self.plan.notes:
            return "waiting"
        if self.plan.state == GENTLE and self.plan.urgency in NO_APPOINTMENT:
            return "gentle_own"
        if self.plan.state == "building":
            return "start" if self.plan.day == 1 else "building" if self._more else "going_on"
        if self.plan.state == "holding" and self._less:
            return "smaller"
        return self.plan.state

    @property
    def _more(self) -> bool:
        """Whether anything was added or became more: else nobody is told so."""
        return any(change.move in MORE for change in self.plan.changes)

    @property
    def _less(self) -> bool:
        """Whether it became less: then nobody is told that it stayed as it was."""
        return any(change.move in LESS for change in self.plan.changes) and not self._more

    def notes(self, besides: Collection[str] = ()) -> Iterator[str]:
        """Kind remarks, besides those said elsewhere."""
        for note in self.plan.notes:
            if note not in besides and (said := self.text_if(f"plan.note.{note}")):
                yield said

    def which_day(self) -> str:
        """Which week and day of the plan it is."""
        return self.text("plan_page.week", week=self.plan.week, day=self.plan.day)

    def dates(self) -> str:
        """From when until when this week of the plan is."""
        return self.text(
            "plan_page.dates",
            first=self.day(self.plan.week_from, "short"),
            last=self.day(self.plan.week_from + timedelta(days=WEEK - 1), "short"),
        )

    def day(self, on: date, form: str = "long") -> str:
        """A day as people say it."""
        return day_in_words(on, self.texts, self.language, form)

    def weekdays(self) -> tuple[str, ...]:
        """The days of this week of the plan, each in two or three letters."""
        first = self.plan.week_from
        days = (first + timedelta(days=each) for each in range(WEEK))
        return tuple(self.text(f"plan_page.weekday.{each.isoweekday()}") for each in days)

    def dated_weekdays(self) -> tuple[str, ...]:
        """The same with the day of the month: ma 31."""
        first = self.plan.week_from
        days = (first + timedelta(days=each) for each in range(WEEK))
        return tuple(f"{name} {on.day}" for name, on in zip(self.weekdays(), days, strict=True))

    # --- what to do

    def told(self, part: Part, *, fully: bool = False, drawn: bool = False) -> Worded:
        """One part in words; `fully` with every step, `drawn` beside a figure that shows most."""
        return Worded(
            part,
            name=self.name(part.kind, part.slug),
            amount=self.amount(part.amount) if part.kind not in TIMED else "",
            how=self._how(part, fully, drawn),
            why=self._why(part),
            tag="" if part.move in self._silent else self.text(f"plan.move.{part.move}.tag"),
            room=self.room(part),
        )

    @cached_property
    def _silent(self) -> frozenset[str]:
        """What goes without saying: that a part is the same, or that all of a first plan is new."""
        first = all(part.move == "new" for part in self.plan.parts)
        return frozenset(("same", "new") if first else ("same",))

    def at_hand(self) -> tuple[Part, ...]:
        """What is at hand and is not for today already."""
        today = {(part.kind, part.slug) for part in self.plan.today}
        return tuple(part for part in self.plan.at_hand if (part.kind, part.slug) not in today)

    def room(self, part: Part) -> str | None:
        """The folder of the content in which a part has its own."""
        if part.slug is None:
            return None
        rooms = {
            "exercises": self.things.exercises,
            "positions": self.things.positions,
            "lessons": self.things.lessons,
        }
        return next((room for room, things in rooms.items() if part.slug in things), None)

    def name(self, kind: str, slug: str | None) -> str:
        """What a part is called."""
        if kind == "goal" and f"plan.goal.{slug}.name" in self.texts:
            return self.text(f"plan.goal.{slug}.name")
        if kind == "aids" and f"aid.{slug}.name" in self.texts:
            return self.text(f"aid.{slug}.name")
        if slug is not None and kind not in ITSELF:
            if slug in self.things.exercises:
                return self.things.exercises[slug].name[self.language]
            if slug in self.things.positions:
                return self.things.positions[slug].name[self.language]
            if slug in self.things.lessons:
                title = self.things.lessons[slug].title[self.language]
                return self.text("plan.lesson", title=title)
        return self.text(f"plan.kind.{kind}.name")

    def briefly(self, part: Part) -> str:
        """A part that is at hand, in one line."""
        if part.kind == "positions":
            return self._why(part)
        if part.kind == "aids":
            return self._how(part, fully=False)
        return self.text(f"plan.kind.{part.kind}.how")

    def _how(self, part: Part, fully: bool, drawn: bool = False) -> str:
        slug, kind = part.slug or "", part.kind
        for key in (f"plan.goal.{slug}.how", f"aid.{slug}.use"):
            if kind in ("goal", "aids") and key in self.texts:
                return self.text(key)
        if kind == "until_seen" and self.is_young and mild(self.plan.urgency):
            return self.text("plan.kind.until_seen.how_young")
        level = say(part.amount.how, self.language) if part.amount is not None else ""
        if kind in ITSELF or (kind in CALM and not fully):
            return level or self.text(f"plan.kind.{kind}.how")
        if (exercise := self.things.exercises.get(slug)) is not None:
            steps = [step[self.language] for step in exercise.steps]
            if drawn and level:
                return f"{_first(exercise.start[self.language])} {steps[0]} {level}"
            start = exercise.start[self.language]
            shown = [start, *steps] if fully else [_first(start), *steps[:FEW_STEPS]]
            own = [self.text("plan.level", how=_small(level))] if level else []
            return " ".join([*shown, *own])
        if (position := self.things.positions.get(slug)) is not None:
            steps = [step[self.language] for step in position.steps]
            return " ".join(steps if fully else steps[:FEW_STEPS])
        return level or self.text(f"plan.kind.{kind}.how")

    def _why(self, part: Part) -> str:
        slug, kind = part.slug or "", part.kind
        if kind == "aids" and f"aid.{slug}.effect" in self.texts:
            return self.text(f"aid.{slug}.effect")
        if kind not in ITSELF and slug in self.things.exercises:
            return self.things.exercises[slug].good_for[self.language]
        if kind not in ITSELF and slug in self.things.positions:
            return self.things.positions[slug].good_for[self.language]
        return self.text(f"plan.kind.{kind}.why")

    def amount(self, amount: Amount | None, *, days: bool = False) -> str:
        """How much, as people say it: 2 keer 10, elke kant, 3 tellen vasthouden."""
        if amount is None:
            return ""
        said: list[str] = []
        sets, times = amount.sets or 1, amount.times
        if amount.each_set:
            each = listed([str(number) for number in amount.each_set], self.texts, self.language)
            said.append(self.text("plan.amount.each_set", times=each))
        elif times is not None and sets > 1:
            said.append(self.text("plan.amount.sets", sets=sets, times=times))
        elif times is not None:
            said.append(self._number("times", times))
        elif amount.sets is not None:
            said.append(self._number("times", sets))
        if amount.minutes is not None:
            said.append(self._number("minutes", amount.minutes))
        if amount.metres is not None:
            said.append(self._number("metres", amount.metres))
        if amount.kg is not None:
            said.append(self._number("weight", amount.kg))
        if amount.per_side:
            said.append(self.text("plan.amount.side"))
        if amount.hold is not None:
            said.append(self._number("hold", amount.hold))
        if amount.breaths is not None:
            said.append(self._number("breaths", amount.breaths))
        if amount.a_day > 1:
            said.append(self.text("plan.amount.a_day", number=amount.a_day))
        if days and amount.days == WEEK and amount.a_day == 1:
            said.append(self.text("plan.amount.days.all"))
        elif days and amount.days < WEEK:
            said.append(self._number("days", amount.days))
        return ", ".join(said)

    def _number(self, of: str, number: int) -> str:
        form = "one" if number == 1 else "many"
        return self.text(f"plan.amount.{of}.{form}", number=number)

    def minutes(self, number: int) -> str:
        """A number of minutes."""
        return counted(number, "minute", self.texts, self.language)

    # --- what changed, and why

    def changes(self) -> Iterator[tuple[str, str]]:
        """What changed, each with the reason where it is another than the one before."""
        last = ""
        # Who has stopped is asked nothing, so that nothing changes.
        if self.plan.state == "stopped":
            return
        for change in self.plan.changes:
            reason = self.reason(change.rule)
            yield self._change(change), reason if reason != last else ""
            last = reason

    def _change(self, change: Change) -> str:
        what = self.name(change.kind, change.slug)
        old, new = change.before, change.after
        # That it stays every day, or three days, is not news.
        days = change.move not in ("more", "less") or not _as_often(old, new)
        before, after = (self.amount(each, days=days) for each in (old, new))
        lacking = not after or (change.move in ("more", "less") and (not before or before == after))
        said = self.text(
            f"plan.move.{change.move}.{'text' if lacking else 'amounts'}",
            what=what,
            before=before,
            after=after,
        )
        # The title of a lesson may be a question.
        return said.replace("?.", "?")

    def reason(self, rule: str | None) -> str:
        """What a rule of the guideline says; nothing where there is none."""
        found = self.guideline.rules.get(rule) if rule is not None else None
        return say(found.words, self.language) if found is not None else ""

    def reasons(self, rules: tuple[str, ...]) -> tuple[str, ...]:
        """What several rules say, each once."""
        return tuple(dict.fromkeys(said for rule in rules if (said := self.reason(rule))))

    def why_next(self) -> tuple[str, ...]:
        """Why the plan goes on as it does; nothing where it goes on without being more or less,
        and nothing to who has stopped.
        """
        if self._state() in ("going_on", "stopped"):
            return ()
        return self.reasons(self.plan.next_step_rules)

    # --- how much pain, and what then

    def pain_rule(self) -> tuple[str, tuple[str, ...]] | None:
        """The rule about pain: its title and its lines, the last about stopping."""
        key = f"plan.pain_rule.{self.plan.pain_rule}"
        if self.plan.pain_rule is None or f"{key}.title" not in self.texts:
            return None
        lines = (*self.texts.numbered(key, self.language), self.text("plan.pain_rule.stop"))
        return self.text(f"{key}.title"), lines

    def bad_day(self) -> str:
        """What to do on a bad day."""
        plan = self.plan
        kind = next(
            (
                key
                for key, holds in (
                    ("quiet_week", plan.state == "quiet_week"),
                    (GENTLE, plan.gate == GENTLE),
                    ("by_time", plan.pain_rule == "by_time"),
                )
                if holds
            ),
            "text",
        )
        return f"{self.text(f'plan.bad_day.{kind}')} {self.text('plan.bad_day.longer')}"

    # --- with whom, and when

    def moments(self) -> Iterator[str]:
        """The planned contacts with people, each with its first day, in a line."""
        return (meeting.line for meeting in self.meetings())

    def meetings(self) -> Iterator[Meeting]:
        """The planned contacts with people; none for who has stopped."""
        if self.plan.state == "stopped":
            return
        for moment in self.plan.moments:
            days = [self.day(on, "short") for on in moment.on if on >= self.plan.at]
            who = self.member("moments", moment.name)
            if who and days:
                shown = listed(days[:1], self.texts, self.language)
                line = self.text("plan.moments.line", who=_capital(who), dates=shown)
                more = (self.text_if(f"moment.{moment.name}.{each}") for each in MEETING)
                yield Meeting(line, *more)

    def member(self, decision: str, name: str) -> str:
        """A member or option of a decision in words: those of the messages, or the guideline's."""
        if said := self.text_if(f"{decision}.{name}.who") or self.text_if(
            f"{decision}.{name}.name"
        ):
            return said
        declared = self.guideline.decisions.get(decision)
        if isinstance(declared, SetDecision):
            words = {each.name: each.words for each in declared.members}
            return say(words.get(name), self.language)
        if isinstance(declared, ChoiceDecision):
            return say(declared.option_words.get(name), self.language)
        return ""

    def work_lead(self) -> str:
        """What the next step is about: school, for who is under 18."""
        return self.text(f"plan_page.lead.{'school' if self.is_young else 'work'}")

    def work(self) -> str:
        """The next step at work, with its day; for who is under 18, that of school."""
        if self.is_young:
            return self.text("plan.school") if mild(self.plan.urgency) else ""
        work = self.plan.work if self.plan.state != "stopped" else None
        if work is None or work.name == "none":
            return ""
        said = [self.text_if(f"work_step.{work.name}.text") or self.member("work_step", work.name)]
        if work.due is not None and said[0]:
            key = "due" if work.due >= self.plan.at else "overdue"
            said.append(self.text(f"plan.work.{key}", date=self.day(work.due)))
        return " ".join(_sentence(each) for each in said if each)

    def work_help(self) -> str:
        """What makes that step easier, or what still can be done where its day is past."""
        work = self.plan.work if self.work() and not self.is_young else None
        if work is None:
            return ""
        late = work.due is not None and work.due < self.plan.at
        return (late and self.text_if(f"work_step.{work.name}.late")) or self.text_if(
            f"work_step.{work.name}.do"
        )

    def check_in(self) -> str:
        """The next day to come back, or what to do without one."""
        if self.plan.check_in is None:
            return self.text("plan.check_in.none_planned")
        if self.plan.check_in <= self.plan.at:
            return self.text("plan.check_in.today")
        key = "alarm" if self.plan.check_in_for == "alarm" else "text"
        return self.text(f"plan.check_in.{key}", date=self.day(self.plan.check_in))

    def help_needed(self) -> tuple[str, str] | None:
        """What is advised about help, and when: of everybody who is to see somebody."""
        plan = self.plan
        if self.in_despair:
            return self.text("contact.line_113.title"), self.text("contact.line_113.how")
        # As long as questions are open, a mild level is only the least that is known so far.
        if plan.urgency in (None, "self_care") or (self._state() in WAITING and not self.is_urgent):
            return None
        # Who is on her way with a physiotherapist is not sent to one again.
        if plan.urgency == "physio" and plan.week > 1 and self._has_review():
            return None
        contact = plan.contact if plan.contact not in (None, "none") else ""
        how = how_to_reach(contact or "", plan.urgency, self.texts, self.language)
        # That it is today stands in the title.
        if plan.urgency != SAME_DAY:
            how = f"{_capital(self.text(f'urgency.{plan.urgency}.time'))}. {how}".strip()
        return self.text(f"urgency.{plan.urgency}.title"), how

    def _has_review(self) -> bool:
        return any(moment.name == "physio_review" for moment in self.plan.moments)

    def may_it_wait(self) -> tuple[str, ...]:
        """Whether it may wait for the morning, where somebody has to be phoned today."""
        plan = self.plan
        return tuple(may_it_wait(plan.urgency, plan.pressing, self.texts, self.language))

    # --- until somebody has looked

    @property
    def is_young(self) -> bool:
        """Whether she is under 18: nothing is said of driving or work."""
        return UNDER_18 in self.plan.notes

    def to_do(self, said: Collection[str] = ()) -> tuple[str, ...]:
        """What helps until somebody has looked, besides the lines `said` already."""
        level, young = self.plan.urgency, self.is_young
        return tuple(to_do(level, self.texts, self.language, young=young, said=said))

    def not_to_do(self) -> tuple[str, ...]:
        """What is better left until somebody has looked."""
        level, young = self.plan.urgency, self.is_young
        return tuple(not_to_do(level, self.texts, self.language, young=young))

    # --- when to phone after all

    def call_at_once(self) -> tuple[str, tuple[str, ...]]:
        """The signs for which one phones at once: what to do, and each sign."""
        return (
            self.text("safety_net.now.title"),
            self.texts.numbered("safety_net.now", self.language),
        )

    def call_112(self) -> str:
        """When to call 112."""
        title, when = (self.text(f"safety_net.emergency.{key}") for key in ("title", "1"))
        return f"{title} {when}."

    # --- what it rests on

    def rests_on(self, rows: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Rows of evidence: each with its marks, and the titles of its sources."""
        for row in rows:
            evidence = self.guideline.evidence.get(row)
            if evidence is None:
                continue
            marks = ", ".join(self.text(f"result.source_mark.{mark}") for mark in evidence.marks)
            titles = [
                self.guideline.sources[name].title
                for name in evidence.sources
                if name in self.guideline.sources
            ]
            yield row, marks, "; ".join(titles)

    def asks(self) -> str:
        """What else would be good to know: by name before there is a plan, if it is not much."""
        waiting = self._state() in WAITING
        # Until somebody has looked there is no plan that could fit better.
        if self.is_bridge or not self.plan.open or (waiting and len(self.plan.open) > MOST_NAMED):
            return ""
        if not waiting:
            return self.text("plan_page.open_many")
        return self.text("plan_page.open", labels=self._labels())

    def _labels(self) -> str:
        facts = self.guideline.facts
        names = [say(facts[each].label, self.language) for each in self.plan.open if each in facts]
        return listed(names, self.texts, self.language)


def _as_often(old: Amount | None, new: Amount | None) -> bool:
    if old is None or new is None:
        return False
    return (old.days, old.a_day) == (new.days, new.a_day)


def _capital(text: str) -> str:
    if text.startswith("één"):
        return f"E{text[1:]}"
    return text[:1].upper() + text[1:]


def _first(text: str) -> str:
    """The first sentence."""
    return re.split(r"(?<=[.!?]) ", text, maxsplit=1)[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    text = _capital(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."

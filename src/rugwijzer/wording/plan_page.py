"""A plan for a person to read and follow: how it stands, today, the week, and what if.

What is needed today comes first. The rest is short, and everything is for who asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rugwijzer.care.plan.parts import Part, Plan
from rugwijzer.compiler import Guideline
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.wording.pieces import Piece, bullet, gap, heading, indented, led, plain
from rugwijzer.wording.plan_words import ITSELF, PlanWords, Worded
from rugwijzer.wording.until_seen import LYING, UP, steps_with_plan

SAID_BY = {LYING: "positions", UP: "getting_up"}
"""The kinds that say the same as the first lines of what to do until somebody has looked."""
SHOWN = ("exercises", "lessons")
"""The rooms of the content of which one thing can be read with a command."""


def plan_page(
    words: PlanWords, *, sources: bool = False, everything: bool = False
) -> Iterator[Piece]:
    """The parts of a plan, in the order in which somebody needs them."""
    page = _Page(words, sources=sources, everything=everything)
    yield page.headline()
    if page.words.is_urgent or page.words.in_despair:
        yield from page.first()
    if page.words.in_despair:
        yield from page.small_print()
        return
    if page.words.is_bridge:
        yield from page.bridge()
    else:
        yield from page.today()
        yield from page.week()
        yield from page.reading()
        yield from page.changes()
        yield from page.pain()
        yield from page.prevention()
    yield from page.contact()
    yield from page.at_hand()
    yield from page.call()
    yield from page.rests_on()
    yield from page.small_print()


def today_lines(
    plan: Plan, guideline: Guideline, texts: Library, things: Catalogue, language: str
) -> Iterator[Piece]:
    """Only what is for today: for the end of a check. Nothing where somebody has to look first."""
    words = PlanWords(plan, guideline, texts, things, language)
    if not words.is_bridge and not words.in_despair and plan.today:
        yield from _Page(words, sources=False, everything=False).today(briefly=True)


def bridge_lines(
    plan: Plan, guideline: Guideline, texts: Library, things: Catalogue, language: str
) -> Iterator[Piece]:
    """Only what helps until somebody has looked, and what does not."""
    words = PlanWords(plan, guideline, texts, things, language)
    yield from _Page(words, sources=False, everything=False).bridge()


class _Page:
    def __init__(self, words: PlanWords, *, sources: bool, everything: bool) -> None:
        self.words = words
        self.plan = words.plan
        self.sources = sources
        self.everything = everything

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.words.text(key, **places)

    def heading(self, key: str, **places: object) -> Piece:
        """A heading between two parts."""
        return heading(self.text(f"plan_page.heading.{key}", **places), key)

    def headline(self) -> Piece:
        """How the plan stands, and which day it is."""
        words = self.words
        if words.in_despair:
            lines = [plain(self.text("contact.line_113.title"), "bold")]
        else:
            lines = [plain(words.headline(), "bold"), plain(words.stands())]
            lines += [plain(note, "italic") for note in words.notes()]
            if self.plan.day > 1 and not words.is_bridge:
                because = words.why_next()
                lines += [plain(each) for each in because[:1] if not self._changed_by(each)]
        return Piece(
            "panel",
            f"{words.which_day()} · {words.day(self.plan.at)}",
            key="plan",
            level="urgent" if words.is_urgent else self.plan.state,
            inner=tuple(lines),
        )

    def _changed_by(self, reason: str) -> bool:
        return any(reason == said for _, said in self.words.changes())

    def first(self) -> Iterator[Piece]:
        """What comes before any plan: whom to phone, and when."""
        found = self.words.help_needed()
        if found is None:
            return
        title, how = found
        yield self.heading("first")
        yield indented(title, 2, "bold red")
        yield indented(how, 2)
        if not self.words.in_despair and self.plan.urgency is not None:
            for line in self.words.may_it_wait():
                yield indented(line, 2, "italic")
            texts, language = self.words.texts, self.words.language
            bridge = self.words.is_bridge
            for line in steps_with_plan(self.plan.urgency, texts, language, bridge=bridge):
                yield bullet(line)

    # --- what to do

    def today(self, *, briefly: bool = False) -> Iterator[Piece]:
        """What to do today, numbered: what, how much, how and why."""
        parts = self.plan.today
        if not parts:
            if self.plan.parts:
                yield self.heading("today")
                yield indented(self.text("plan_page.nothing_today"), 2)
            return
        minutes = sum(part.minutes for part in parts)
        if minutes:
            warm = any(part.kind == "heat" for part in parts)
            key = "today_heat" if warm else "today_minutes"
            yield self.heading(key, minutes=self.words.minutes(minutes))
        else:
            yield self.heading("today")
        for number, part in enumerate(parts, start=1):
            told = self.words.told(part, fully=self.everything)
            yield self._titled(told, f"{number}. ", 3)
            yield indented(told.how, 5)
            if not briefly:
                yield indented(f"{self.text('plan_page.lead.why')} {told.why}", 5, "dim")
            if self.everything:
                yield from self._fully(part)
            if self.sources:
                yield from self._sources(part)

    def _titled(self, told: Worded, first: str, columns: int) -> Piece:
        """The name of a part in bold, with its amount and what became of it."""
        rest = f": {told.amount}" if told.amount else ""
        if told.tag:
            rest += f" ({told.tag})"
        return Piece("led", rest, lead=told.name, columns=columns + 2, first=first, key="joined")

    def _fully(self, part: Part) -> Iterator[Piece]:
        """How it may feel, an easier and a harder way, and why it is in this plan."""
        exercise = self.words.things.exercises.get(part.slug or "")
        if exercise is not None and self.words.room(part) == "exercises":
            for key, said in (
                ("feel", exercise.feel),
                ("easier", exercise.easier),
                ("harder", exercise.harder),
            ):
                # Three short walks have no easier way, and a first week is not for a harder one.
                if key != "feel" and (part.kind in ITSELF or self.plan.week == 1):
                    continue
                lead = self.text(f"plan_page.lead.{key}")
                yield led(lead, said[self.words.language], 5, "")
        for reason in self.words.reasons(part.rules):
            yield indented(reason, 5, "dim")

    def _sources(self, part: Part) -> Iterator[Piece]:
        """The rules that put a part in, and the rows of evidence they rest on, with their marks."""
        rows = [f"{row} ({marks})" for row, marks, _ in self.words.rests_on(part.evidence)]
        if part.rules or rows:
            yield indented("; ".join([*part.rules, *rows]), 5, "dim")

    def rests_on(self) -> Iterator[Piece]:
        """The sources of all rows of evidence, each row once."""
        parts = (*self.plan.today, *self.plan.parts, *self.plan.at_hand)
        rows = dict.fromkeys(row for part in parts for row in part.evidence)
        if self.sources and rows:
            yield self.heading("sources")
            for row, _, titles in self.words.rests_on(rows):
                yield indented(f"{row}: {titles}.", 4, "dim", "• ")

    def week(self) -> Iterator[Piece]:
        """The week: a line for each part, a column for each day."""
        if not self.plan.parts:
            return
        yield self.heading("week", dates=self.words.dates())
        yield Piece("week")

    def reading(self) -> Iterator[Piece]:
        """The commands that tell more of what is in the plan."""
        commands: dict[str, dict[str, None]] = {room: {} for room in SHOWN}
        for part in (*self.plan.today, *self.plan.parts):
            room = self.words.room(part) if part.kind not in ITSELF else None
            if room in commands and part.slug is not None:
                verb = "guide" if room == "lessons" else "exercise"
                commands[room][f"rugwijzer {verb} {part.slug}"] = None
        for room, key in (("exercises", "step_by_step"), ("lessons", "read")):
            named = list(commands[room])[:1] if not self.everything else list(commands[room])
            if named:
                said = ", ".join(named)
                yield indented(self.text(f"plan_page.{key}", commands=said, command=said), 2, "dim")

    # --- what changed, and what if

    def changes(self) -> Iterator[Piece]:
        """What changed since the plan before, and why."""
        changed = list(self.words.changes())
        if not changed:
            return
        yield self.heading("changes")
        for what, reason in changed:
            yield bullet(what)
            if reason:
                yield indented(reason, 4, "dim")

    def pain(self) -> Iterator[Piece]:
        """How much pain is fine, and what to do on a bad day and on a good one."""
        if not self.plan.parts:
            return
        rule = self.words.pain_rule()
        if rule is not None:
            title, lines = rule
            yield heading(title, "pain")
            for line in lines:
                yield bullet(line)
        else:
            yield gap()
        yield led(self.text("plan_page.lead.bad_day"), self.words.bad_day())
        yield led(self.text("plan_page.lead.good_day"), self.text("plan.good_day.text"))

    def prevention(self) -> Iterator[Piece]:
        """How to stay well, for who needs no plan any more."""
        if self.plan.state != "graduated":
            return
        yield heading(self.text("plan.prevention.title"), "prevention")
        for line in self.words.texts.numbered("plan.prevention", self.words.language):
            yield bullet(line)

    def bridge(self) -> Iterator[Piece]:
        """What helps until somebody has looked, what does not, and when to call 112."""
        texts, language = self.words.texts, self.words.language
        yield self.heading("do")
        for number, part in enumerate(self.plan.today, start=1):
            told = self.words.told(part, fully=self.everything)
            yield self._titled(told, f"{number}. ", 3)
            yield indented(told.how, 5)
            if self.sources:
                yield from self._sources(part)
        kinds = {part.kind for part in self.plan.today}
        for line in self.words.to_do([line for line, kind in SAID_BY.items() if kind in kinds]):
            yield bullet(line)
        yield self.heading("do_not")
        for line in self.words.not_to_do():
            yield bullet(line)
        yield heading(self.text("gate.bridge.call_112.title"), "call_112")
        for line in texts.numbered("gate.bridge.call_112", language):
            yield bullet(line)

    # --- with whom, and when

    def contact(self) -> Iterator[Piece]:
        """Who helps and when, the next step at work, and the next day to come back."""
        lines: list[Piece] = []
        found = self.words.help_needed()
        if found is not None and not self.words.is_urgent:
            title, how = found
            lines.append(led(f"{title}.", how))
        lines += [bullet(line) for line in self.words.moments()]
        if work := self.words.work():
            lines.append(led(self.words.work_lead(), work))
        lines.append(led(self.text("plan_page.lead.check_in"), self.words.check_in()))
        if asks := self.words.asks():
            lines.append(bullet(asks))
        yield self.heading("contact")
        yield from lines

    def at_hand(self) -> Iterator[Piece]:
        """What may be done whenever it helps, and things to try."""
        if parts := self.words.at_hand():
            yield self.heading("at_hand")
            told = [self.words.told(part, fully=self.everything) for part in parts]
            if self.everything:
                for each in told:
                    yield led(f"{_named(each)}.", f"{each.how} {each.why}")
            elif self.plan.week == 1:
                for each in told:
                    yield led(f"{_named(each)}.", self.words.briefly(each.part))
            else:
                yield indented(f"{'; '.join(_named(each) for each in told)}.", 2)
        if self.plan.aids and self.everything:
            yield self.heading("aids")
            for aid in self.plan.aids:
                aided = self.words.told(Part("aids", aid, None, 0, (), (), ()))
                yield led(f"{aided.name}.", f"{aided.how} {aided.why}")

    def call(self) -> Iterator[Piece]:
        """When to phone after all: for everybody who is not to phone now."""
        if self.plan.urgency in ("call_now", "call_112"):
            return
        title, signs = self.words.call_at_once()
        yield self.heading("call")
        yield bullet(f"{title}:")
        for sign in signs:
            yield indented(sign, 6, first="- ")
        if not self.words.is_urgent:
            yield bullet(self.text("safety_net.short.today"))
        if not self.words.is_bridge:
            yield bullet(self.words.call_112())
        if self.everything:
            yield bullet(self.text("safety_net.despair"))
            yield indented(self.text("safety_net.common"), 2, "italic")
        else:
            yield bullet(self.text("safety_net.short.despair"))

    def small_print(self) -> Iterator[Piece]:
        """What this is not, and which version said it."""
        made = self.text(
            "result.made_at",
            date=self.words.day(self.plan.at, "dated"),
            version=self.plan.guideline_version or "?",
        )
        alone = "" if "nobody_watches" in self.plan.notes else "nobody_watches"
        said = [self.text(f"disclaimer.{key}") for key in (alone, "short") if key]
        more = "" if self.everything else self.text("plan_page.more")
        yield gap()
        yield indented(" ".join([*said, made, more]).rstrip(), 0, "dim")


def _named(told: Worded) -> str:
    """A part with its amount, in a line among others."""
    return f"{told.name}, {told.amount}" if told.amount else told.name

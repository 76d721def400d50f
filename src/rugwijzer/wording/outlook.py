"""The outlook: what it may be, what may slow recovery, the first steps, and when to come back.

It follows after how soon, who and why, and only for who may begin with a plan. At most one short
paragraph for each part; the rest is for who asks for everything. What is not settled is not shown,
and said to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from rugwijzer.care.assessment import CONTACT, FACTORS, GATE, PROFILE, URGENCY, Assessment
from rugwijzer.care.follow_up import check_ins, first_day, next_check_in
from rugwijzer.care.plan.parts import Plan
from rugwijzer.compiler import Ladder, SetDecision
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.wording.pieces import Piece, bullet, gap, heading, indented, led
from rugwijzer.wording.plan_page import today_lines
from rugwijzer.wording.words import day_in_words, listed, say

GROUPS = ("psychological", "social", "physical")
"""In the order in which there is something to do."""
THINGS = 3
"""How many things to do one can take in on a day; dates in a row as well."""
OCCUPATIONAL = "occupational_physician"
OWN_GP = ("gp", "gp_or_hap")
BEYOND_ONE = ("step_3", "step_4")
"""The steps of care for which one professional is no longer enough."""
HEAVY = ("lifting", "sport")
"""Wishes that wait while the plan is gentle."""
OFF_SICK = ("partly_off", "fully_off")
WORK_TO_DO = (*OFF_SICK, "adapted")
WEEKS = ((6 * 7, "first_six"), (8 * 7, "to_eight"), (365, "to_a_year"))
"""Until how many days of being off sick which step of sick leave comes next."""
SOON = ("first_six", "to_eight")
"""The steps of sick leave that are news to somebody."""


@dataclass(frozen=True)
class Planned:
    """A plan, with what the content says of the things in it."""

    plan: Plan
    things: Catalogue


class Outlook:
    """The parts of a result that come after the urgent ones, for one person in one language."""

    def __init__(
        self,
        assessment: Assessment,
        texts: Library,
        language: str,
        *,
        everything: bool = False,
        planned: Planned | None = None,
    ) -> None:
        """`planned` is the plan of the day, where there is one to be shown."""
        self.planned = planned
        self.assessment = assessment
        self.guideline = assessment.guideline
        self.texts = texts
        self.language = language
        self.everything = everything

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    def heading(self, key: str) -> Piece:
        """A heading between two parts."""
        return heading(self.text(f"result.heading.{key}"), key)

    def option(self, decision: str) -> str | None:
        """The settled option of a choice, if any."""
        return self.assessment.settled(decision)

    def answer(self, fact: str) -> str | None:
        """The option chosen for a fact, if it was."""
        found = self.assessment.record.get(fact)
        return found if isinstance(found, str) else None

    @property
    def closed(self) -> bool:
        """Whether a doctor has to look before there is any outlook to give."""
        return self.assessment.so_far(GATE) in (None, "bridge") or self.at_least("same_day")

    def at_least(self, level: str) -> bool:
        """Whether the advice is at least this urgent."""
        ladder = self.guideline.decisions[URGENCY]
        assert isinstance(ladder, Ladder)
        return ladder.rank(self.assessment.urgency.lower) >= ladder.rank(level)

    @property
    def may_begin(self) -> bool:
        """Whether small things to do may be given: not while careful until an appointment."""
        gentle = self.assessment.so_far(GATE) != "full"
        return not self.closed and not (gentle and self.at_least("gp_routine"))

    @property
    def has_own_steps(self) -> bool:
        """Whether something of her own comes before the three things that are for everybody.

        Who only has much pain, or pain in the leg, is helped most by those three.
        """
        groups = {group for _, group in self.assessment.grouped(FACTORS)} - {"physical"}
        return self.may_begin and bool(groups or self.answer("first_goal"))

    def parts(self) -> Iterator[Piece]:
        """All of it, for who need not wait for a doctor."""
        if self.closed:
            return
        yield from self.kind()
        yield from self.factors()
        yield from self.not_yet()
        yield from self.today()
        yield from self.steps()

    def kind(self) -> Iterator[Piece]:
        """What it may be, what an examination would add, and how it usually goes on."""
        fits, phase = self.option("kind"), self.option("phase")
        if fits is None:
            return
        yield self.heading("kind")
        said = [self.text(f"kind.{fits}.text"), self.text(f"kind.{fits}.examined")]
        # That an irritated nerve mostly calms down in three months is a comfort at first only.
        long_ago = fits == "radicular" and phase != "acute"
        if f"kind.{fits}.course" in self.texts and not long_ago:
            said.append(self.text(f"kind.{fits}.course"))
        elif phase is not None:
            said.append(self.text(f"phase.{phase}.course"))
        yield indented(" ".join(said), 2)

    def not_yet(self) -> Iterator[Piece]:
        """What is not known yet, in one honest sentence."""
        if not self.may_begin:
            return
        more = "factors_more" if self.assessment.members(FACTORS) else FACTORS
        missing = [
            self.text(f"result.not_yet_of.{part}")
            for part, decision in (("kind", "kind"), (more, FACTORS), (PROFILE, PROFILE))
            if self.assessment.is_open(decision)
        ]
        if missing:
            what = listed(missing, self.texts, self.language)
            yield gap()
            yield indented(self.text("result.not_yet", what=what), 2)

    def factors(self) -> Iterator[Piece]:
        """What may slow recovery and one small thing to do about each; and how much support."""
        grouped = sorted(
            self.assessment.grouped(FACTORS),
            key=lambda each: GROUPS.index(each[1]) if each[1] in GROUPS else len(GROUPS),
        )
        if not self.may_begin:
            yield gap()
            yield indented(self.text("result.after_appointment"), 2)
            return
        if not grouped:
            return
        names = [self.member(FACTORS, factor) for factor, _ in grouped]
        if not self.has_own_steps and not self.everything:
            yield gap()
            what = listed(names, self.texts, self.language)
            yield indented(self.text("result.slower", what=what), 2)
            return
        yield self.heading("factors")
        shown = grouped if self.everything else grouped[: self.room()]
        for area, members in groupby(shown, key=lambda each: each[1]):
            lead = self.text(f"factor.group.{area}") if area in GROUPS else ""
            for factor, _ in members:
                line = f"{self.text(f'factor.{factor}.does')} {self.text(f'factor.{factor}.try')}"
                yield led(f"{lead}:", line) if lead else bullet(line)
                lead = ""
        if rest := names[len(shown) :]:
            what = listed(rest, self.texts, self.language)
            yield bullet(self.text("result.also", what=what))

    def today(self) -> Iterator[Piece]:
        """What is for today; who reads everything reads it with the week."""
        if self.planned is not None and not self.everything:
            plan, things = self.planned.plan, self.planned.things
            yield from today_lines(plan, self.guideline, self.texts, things, self.language)

    def room(self) -> int:
        """How many factors there is room for: the wish and a step at work are things to do too."""
        taken = (self.answer("first_goal") is not None) + (self.answer("work") in WORK_TO_DO)
        return max(THINGS - taken, 1)

    def support(self) -> Iterator[Piece]:
        """How much support fits, and which step of care: the two belong together."""
        profile, step = self.option(PROFILE), self.option("care_step")
        if self.with_whom_in_plan:
            return
        if profile is not None and step is not None and self.may_begin:
            said = f"{self.text(f'profile.{profile}.text')} {self.text(f'care_step.{step}.text')}"
            yield bullet(said)

    def steps(self) -> Iterator[Piece]:
        """The wish, support, work, a scan, who else can help, and when to come back."""
        lines = [
            *self.wish(),
            *self.work(),
            *self.support(),
            *self.others(),
            *self.scan(),
            *self.come_back(),
        ]
        if lines:
            yield self.heading("steps" if self.has_own_steps else "further")
            yield from lines

    def wish(self) -> Iterator[Piece]:
        """What she wants to do again first, as one first step."""
        goal = self.answer("first_goal")
        heavy = goal in HEAVY and self.assessment.so_far(GATE) != "full"
        if goal is not None and self.may_begin and not heavy:
            # The plan itself says when it begins with it, and how much.
            step = "goal.in_plan" if self.in_plan("goal") else f"goal.{goal}.step"
            yield led(self.text(f"goal.{goal}.wish"), self.text(step))

    def in_plan(self, kind: str) -> bool:
        """Whether the plan of this week has a part of this kind."""
        return self.planned is not None and any(
            part.kind == kind for part in self.planned.plan.parts
        )

    @property
    def with_whom_in_plan(self) -> bool:
        """Whether the week says who else helps, and when."""
        if self.planned is None or self.everything:
            return False
        return len(self.planned.plan.moments) > 1

    def work(self) -> Iterator[Piece]:
        """The next step at work; off sick, with what comes when and what to say."""
        work = self.answer("work")
        if work is None:
            return
        has_work = work != "no_paid_work"
        said = [self.text(f"work.{work}.text")]
        if has_work and not self.may_begin:
            said = [self.text("work.until_seen")]
        if work in OFF_SICK:
            weeks = self.sick_leave()
            if weeks is not None and (self.everything or weeks in SOON):
                said.append(self.text(f"work.weeks.{weeks}"))
        lead = self.text("result.lead.work") if has_work else self.text("result.lead.day")
        yield led(lead, " ".join(said))
        if OCCUPATIONAL in self.assessment.members("escalation") and self.may_begin:
            yield from self.saying(self.text("work.say"), OCCUPATIONAL)
        if self.everything and has_work:
            for line in self.texts.numbered("work.more", self.language):
                yield indented(line, 4)

    def sick_leave(self) -> str | None:
        """What comes next in sick leave, if it is known how long it lasts."""
        days = self.assessment.record.get("off_work_days")
        if isinstance(days, bool) or not isinstance(days, int):
            return None
        return next((step for until, step in WEEKS if days < until), "after_a_year")

    def scan(self) -> Iterator[Piece]:
        """Whether a scan helps, and why."""
        imaging = self.option("imaging")
        if imaging is not None:
            yield led(self.text("result.lead.imaging"), self.text(f"imaging.{imaging}.text"))

    def others(self) -> Iterator[Piece]:
        """Who else can help, and one sentence to say to them."""
        contact = self.assessment.so_far(CONTACT)
        named = {contact, OCCUPATIONAL, "gp" if contact in OWN_GP else None}
        others = [each for each in self.assessment.members("escalation") if each not in named]
        # Who needs more than one professional hears at once what to say to them.
        beyond = self.option("care_step") in BEYOND_ONE
        if contact != "none" and not beyond and self.with_whom_in_plan:
            return
        if contact != "none" and others and not self.everything and not beyond:
            names = [self.member("escalation", each) for each in others]
            who = "; ".join(names)
            yield bullet(self.text("result.later_also", who=who))
            return
        for helper in others:
            name = self.member("escalation", helper)
            lead = f"{name[:1].upper()}{name[1:]}."
            if self.everything:
                yield led(lead, self.text(f"escalation.{helper}.how"))
                yield from self.saying(self.text("result.say_this"), helper)
            else:
                yield led(lead, self.quoted(self.text("result.say_this"), helper))

    def saying(self, lead: str, helper: str) -> Iterator[Piece]:
        """One sentence to say to somebody."""
        yield indented(self.quoted(lead, helper), 4)

    def quoted(self, lead: str, helper: str) -> str:
        """The sentence to say, in Dutch, with its meaning for who reads another language."""
        dutch = self.texts.text(f"escalation.{helper}.say", "nl")
        own = "" if self.language == "nl" else f" ({self.text(f'escalation.{helper}.say')})"
        return f"{lead} “{dutch}”{own}"

    def come_back(self, columns: int = 4, first: str = "• ") -> Iterator[Piece]:
        """The next day to come back on."""
        began = first_day(self.assessment)
        found = next_check_in(self.assessment, began, self.assessment.at)
        if found is None:
            return
        date = day_in_words(found.on, self.texts, self.language)
        calendar = found.calendar
        said = [self.text(f"follow_up.{calendar}.text")]
        if self.everything:
            after = (each for each in check_ins(self.assessment, began) if each.on > found.on)
            dates = [
                day_in_words(each.on, self.texts, self.language, "short")
                for each in islice(after, THINGS)
            ]
            if dates:
                later = listed(dates, self.texts, self.language)
                said.append(self.text("follow_up.later", dates=later))
        yield led(self.text("follow_up.back", date=date), " ".join(said), columns, first)

    def member(self, decision: str, name: str) -> str:
        """A member of a set in the guideline's own words."""
        declared = self.guideline.decisions[decision]
        assert isinstance(declared, SetDecision)
        words = next(each.words for each in declared.members if each.name == name)
        return say(words, self.language)

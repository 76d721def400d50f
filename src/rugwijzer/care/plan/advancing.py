"""What a visit makes of a plan: it begins, grows, holds, eases, pauses, or has done its work.

What a check-in means is the guideline's decision (`next_step`); here it is carried out. Nothing
grows while an answer is missing that could change the decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from rugwijzer.care.assessment import FACTORS, GATE, Assessment
from rugwijzer.care.history import DAYS_IN_CARE
from rugwijzer.care.plan import choosing
from rugwijzer.care.plan.filling import Filling
from rugwijzer.care.plan.kinds import first_kinds, next_kind
from rugwijzer.care.plan.parts import Part
from rugwijzer.care.plan.reading import (
    ITEMS,
    LESSONS,
    MOMENTS,
    NEXT_STEP,
    PAIN_RULE,
    PHASE,
    number,
    option,
    wish,
)
from rugwijzer.care.plan.running import (
    QUIET_SHARE,
    RETURN_SHARE,
    WHOLE,
    Ladders,
    Running,
    eased,
    grown,
    on_by_time,
    stepped_back,
)

SAME_DAY = ("same_day", "call_now", "call_112")
STATE_AFTER = {
    "start": "building",
    "build_up": "building",
    "hold": "holding",
    "step_back": "stepping_back",
    "quiet_week": "quiet_week",
    "get_help": "referred",
    "graduate": "graduated",
    "stop": "stopped",
    "paused": "paused",
}
"""How a plan stands after a visit that meant this."""
COMFORT_MOVES = 2
SESSION = ((0, 2), (2, 3), (6, 4))
"""From how many weeks of building up a session has how many exercises."""
LESSONS_A_WEEK = {"acute": 1, "subacute": 2, "chronic": 2}
"""Few while the pain is new (PNE-23), more when it has lasted (PNE-25)."""
LESSON_DAYS = 6
LONG_PAUSE = 14
"""After so many days of pause exercises begin a level lower."""
EASING = "comfort_moves"
IN_PLACE_OF = {"walking": "short_walks", "exercises": "comfort_moves"}
"""What comes in place of something smaller; comfort moves then stay at hand."""
ANYONE = {"own_choice", "build_up"}
"""Leanings that come with time, and not with somebody's body."""
MET = "nearly_all"
NO_ROOM = "no_room"


class Advancing:
    """How plans move on, for one guideline."""

    def __init__(self, ladders: Ladders, filling: Filling) -> None:
        """`ladders` are the rungs of every exercise."""
        self.ladders = ladders
        self.filling = filling

    def after(
        self, running: Running | None, assessment: Assessment, today: date, *, away: bool
    ) -> Running:
        """How a plan stands after a visit; None before the first.

        `away`: the check-in that was due is at least a week past.
        """
        if assessment.settled(GATE) is None or assessment.settled(NEXT_STEP) is None:
            return self._waiting(running, assessment, today)
        if running is None or self._new_episode(running, assessment, today):
            moved = self._begun(running, assessment, today)
        else:
            moved = self._moved(running, assessment, today, away)
        return self._laid_out(running, moved, assessment, today)

    # --- how it moves

    def _waiting(self, running: Running | None, assessment: Assessment, today: date) -> Running:
        """Questions are open: what runs goes on as it was, and nothing new begins."""
        if running is not None and running.state not in ("waiting", "paused"):
            return replace(running, step=None, notes=("finish_check_first",))
        before = running or Running(began=today, grew=today)
        state = running.state if running is not None else "waiting"
        waiting = replace(before, state=state, step=None, notes=("finish_check_first",))
        return replace(waiting, parts=self.filling.week(waiting, assessment, 1))

    def _begun(self, running: Running | None, assessment: Assessment, today: date) -> Running:
        """A plan from the beginning; what somebody has learnt already is not taught again."""
        gate = assessment.settled(GATE)
        begun = Running(
            began=today,
            grew=today,
            step=assessment.settled(NEXT_STEP),
            gate=gate,
            taught=(*running.taught, *running.lessons) if running is not None else (),
            notes=("welcome_back",) if running is not None else (),
        )
        if gate != "full":
            state = "gentle" if gate == "gentle" else "paused"
            return replace(begun, state=state, paused_since=today)
        lasting = assessment.settled(PHASE) in ("subacute", "chronic")
        return replace(begun, kinds=first_kinds(assessment.members(ITEMS), lasting=lasting))

    def _moved(self, running: Running, assessment: Assessment, today: date, away: bool) -> Running:
        step, gate = assessment.settled(NEXT_STEP), assessment.settled(GATE)
        assert step is not None
        flared = assessment.record.get("flare_up") is True
        moved = replace(
            running, step=step, gate=gate, state=STATE_AFTER[step], quiet=flared, notes=(),
            new_kind=None if running.may_grow(today) else running.new_kind,
        )  # fmt: skip
        if gate == "bridge" or step == "paused":
            on = running.state == "paused" and running.paused_since is not None
            return replace(
                moved, state="paused", paused_since=running.paused_since if on else today
            )
        if step == "stop":
            return moved
        if gate == "gentle":
            return replace(moved, state="gentle", paused_since=running.paused_since or today)
        if running.paused_since is not None:
            return self._resumed(moved, assessment, today)
        if running.state == "waiting":
            return self._begun(None, assessment, today)
        away = away or running.state == "stopped"
        again = "welcome_back" in running.notes
        if away and not again and step not in ("quiet_week", "graduate"):
            back = eased(moved, self.ladders, today, RETURN_SHARE)
            return replace(back, state=_still(step), notes=("welcome_back",))
        if flared and step != "graduate":
            smaller = moved if running.quiet else eased(moved, self.ladders, today, QUIET_SHARE)
            return replace(smaller, share=min(smaller.share, QUIET_SHARE), grew=today)
        match step:
            case "step_back":
                return stepped_back(moved, today) if running.may_grow(today) else moved
            case "build_up" if running.may_grow(today):
                more = self._one_more(grown(moved, self.ladders, today), assessment)
                return more if running.share == WHOLE else grown(moved, self.ladders, today)
            case "graduate":
                well = on_by_time(moved, today) if running.may_grow(today) else moved
                return self._kept_up(well, assessment)
            case "hold" if running.may_grow(today):
                return self._held(moved, assessment, today)
        return moved

    def _resumed(self, moved: Running, assessment: Assessment, today: date) -> Running:
        """After a pause: smaller, from where she was; who never began begins."""
        assert moved.paused_since is not None
        if not moved.kinds:
            begun = self._begun(None, assessment, today)
            taught = (*moved.taught, *moved.lessons)
            return replace(begun, taught=taught, resumed=today, notes=("go_on_smaller",))
        long = (today - moved.paused_since).days >= LONG_PAUSE
        back = eased(moved, self.ladders, today, RETURN_SHARE) if long else moved
        return replace(
            back, share=min(back.share, RETURN_SHARE), state=_still(moved.step), grew=today,
            paused_since=None, resumed=today, notes=("go_on_smaller",),
        )  # fmt: skip

    def _held(self, moved: Running, assessment: Assessment, today: date) -> Running:
        """Exercises stay. A quota that was met goes on by time, unless the leg decides (GA-26)."""
        met = option(assessment, "done") == MET
        by_time = met and assessment.settled(PAIN_RULE) in ("traffic_light", "by_time")
        held = on_by_time(moved, today) if by_time else replace(moved, grew=today)
        return self._one_more(held, assessment, quiet_only=True)

    def _kept_up(self, running: Running, assessment: Assessment) -> Running:
        """What goes on after recovery: who had no exercises yet gets some (PRV-01, PRV-14)."""
        if "exercises" in running.kinds or "exercises" not in assessment.members(ITEMS):
            return running
        kept = tuple(kind for kind in running.kinds if kind != EASING)
        return replace(running, kinds=(*kept, "exercises"), new_kind="exercises")

    def _one_more(
        self, running: Running, assessment: Assessment, *, quiet_only: bool = False
    ) -> Running:
        """The one kind that comes in this week."""
        inside = assessment.members(ITEMS)
        offered = (*inside, "stamina") if "walking" in inside else inside
        if not choosing.forms(assessment.guideline.items.values(), wish(assessment)):
            offered = inside
        factors = assessment.members(FACTORS)
        # What found no room before waits until all else is in.
        first = [kind for kind in offered if kind not in running.no_room]
        kind = next_kind(running.kinds, first, factors, quiet_only=quiet_only) or next_kind(
            running.kinds, offered, factors, quiet_only=quiet_only
        )
        suits = self._form_that_suits(assessment) and not quiet_only
        if suits and "stamina" in offered and "stamina" not in running.kinds:
            kind = "stamina"
        if kind is None:
            return running
        instead = IN_PLACE_OF.get(kind)
        kept = tuple(each for each in running.kinds if each not in (instead, kind))
        return replace(running, kinds=(*kept, kind), new_kind=kind)

    @staticmethod
    def _form_that_suits(assessment: Assessment) -> bool:
        """Whether a form of moving that somebody likes is among the first for how she leans."""
        found = choosing.forms(assessment.guideline.items.values(), wish(assessment))
        return bool(found and set(found[0].first_for) & set(wish(assessment).leanings) - ANYONE)

    @staticmethod
    def _new_episode(running: Running, assessment: Assessment, today: date) -> bool:
        """Whether this is the first visit about new pain, after earlier pain."""
        return running.began != today and number(assessment, DAYS_IN_CARE) in (None, 0)

    # --- what it holds

    def _laid_out(
        self, before: Running | None, moved: Running, assessment: Assessment, today: date
    ) -> Running:
        """The week as it is from today."""
        running = moved
        since = before.since if before is not None and before.state == running.state else today
        earlier = before.met if before is not None else {}
        met = {name: earlier.get(name, today) for name in assessment.members(MOMENTS)}
        running = replace(running, since=since, met=met)
        running = self._taught(running, assessment, today)
        mastered = self._mastered(before, running)
        running = self._with_exercises(running, assessment, mastered)
        reached = self.filling.reached(before, running, assessment)
        running = replace(running, reached=reached)
        week = (today - running.began).days // 7 + 1
        smaller = running.quiet or running.state == "stepping_back"
        than = before.parts if smaller and before is not None else ()
        parts = self.filling.week(running, assessment, week, than)
        if before is not None and self._found_no_room(before, running, parts, assessment):
            assert running.new_kind is not None
            return self._laid_out(
                before,
                replace(
                    moved, kinds=before.kinds, new_kind=None, notes=(*moved.notes, NO_ROOM),
                    no_room=(*moved.no_room, running.new_kind),
                ),
                assessment,
                today,
            )  # fmt: skip
        return replace(running, parts=parts)

    def _found_no_room(
        self, before: Running, running: Running, parts: Sequence[Part], assessment: Assessment
    ) -> bool:
        """Whether the kind that would come in this week found no day: then it did not come in."""
        kind = running.new_kind
        if kind is None or kind in before.kinds or kind not in running.kinds:
            return False
        there = any(part.kind == kind for part in parts)
        return not there and self.filling.has(kind, running, assessment)

    def _taught(self, running: Running, assessment: Assessment, today: date) -> Running:
        """The lessons of this week: in the order of the guideline, none twice."""
        gentle = running.state == "gentle"
        if running.quiet or running.state in ("paused", "stopped", "waiting"):
            return running
        if "lessons" not in running.kinds and not gentle:
            return running
        since = running.lessons_since
        if since is not None and (today - since).days < LESSON_DAYS:
            return running
        taught = tuple(dict.fromkeys((*running.taught, *running.lessons)))
        left = [
            slug
            for member in assessment.members(LESSONS)
            if (slug := member.replace("_", "-")) not in taught
        ]
        most = LESSONS_A_WEEK.get(assessment.settled(PHASE) or "", 1)
        return replace(running, taught=taught, lessons=tuple(left[:most]), lessons_since=today)

    def _mastered(self, before: Running | None, running: Running) -> frozenset[str]:
        """The exercises that stood on their last rung this week, and went well."""
        if before is None or running.step != "build_up":
            return frozenset()
        last = {name: len(ladder) - 1 for name, ladder in self.ladders.items()}
        return frozenset(name for name, at in before.rungs.items() if at == last[name])

    def _with_exercises(
        self, running: Running, assessment: Assessment, mastered: frozenset[str]
    ) -> Running:
        """The exercises of each kind: those that were there as long as they fit, and new ones."""
        items, wanted = assessment.guideline.items.values(), wish(assessment)
        chosen = dict(running.chosen)
        rungs = dict(running.rungs)
        if EASING not in (*self._kinds_with_exercises(running),):
            chosen.pop(EASING, None)
        for kind in self._kinds_with_exercises(running):
            kept = [
                self._in_place_of(name, rungs, assessment)
                if name in mastered and kind == "exercises"
                else name
                for name in chosen.get(kind, ())
            ]
            match kind:
                case "comfort_moves":
                    found = choosing.comfort_moves(items, wanted, COMFORT_MOVES, kept)
                case "exercises":
                    most = max(most for weeks, most in SESSION if running.steps >= weeks)
                    free = [item for item in items if item.name not in chosen.get(EASING, ())]
                    found = choosing.exercises(free, wanted, most, kept)
                case _:
                    found = choosing.forms(items, wanted)[:1]
            chosen[kind] = tuple(item.name for item in found)
            for name in chosen[kind]:
                rungs.setdefault(name, 0)
        return replace(running, chosen=chosen, rungs=rungs)

    @staticmethod
    def _kinds_with_exercises(running: Running) -> Iterator[str]:
        for kind in ("comfort_moves", "exercises", "stamina"):
            gentle = kind == EASING and (running.quiet or running.state == "gentle")
            if kind in running.kinds or gentle:
                yield kind

    def _in_place_of(self, name: str, rungs: dict[str, int], assessment: Assessment) -> str:
        """The harder exercise for one that is mastered, where it fits; else the exercise itself."""
        wanted = wish(assessment)
        for harder in assessment.guideline.items[name].harder:
            other = assessment.guideline.items[harder]
            if harder not in rungs and choosing.fits(other, wanted):
                return harder
        return name


def _still(step: str | None) -> str:
    """How a plan stands that goes on smaller: help that is advised stays advised."""
    return "referred" if step == "get_help" else "holding"

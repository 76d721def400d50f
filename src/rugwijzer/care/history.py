"""What one person told over time: which answers count now, and what changed since the beginning.

A visit is one day on which somebody answered something. A record of many visits is made in this
order:

1. visits after the moment are left out, and those of one day are joined;
2. of each fact the latest answer counts, as long as `care.kept` lets it; a don't know is an answer,
   and a no to "is anything new?" renews what it is about (`care.renewal`);
3. what the visits themselves tell is added: the facts in `DERIVED`, which nobody is asked;
4. an older answer to a question that no longer applies is left out, unless it is an alarm answer
   other than its mildest: that one counts until it is answered anew.

**What changed** is measured from the first visit to the latest one at which it was told. Where one
end is missing or is don't know, the change is don't know: never zero, which would say *unchanged*.
The latest end may be no older than `valid_for` of the change itself, or else of what it is the
change in: "better", told months ago, is no comfort today.

**Watched closely** is somebody with pain from a nerve, or whom a doctor should look at: on the
calendars of `CLOSELY`, as of the visit before, or with an answer to one of the `FOUR` questions
other than its mildest. These four are never renewed for her, and are asked at every check-in.

**What a check-in asks** is what does not count any more, what counts only until it is answered
anew, the list that asks what is new, and the four questions of whoever is watched closely
(`to_ask`). The first check-in in every four weeks is a fuller one: it also asks what would expire
before the next. The interview of a check-in goes on from the record without these; the advice,
meanwhile, from the record with them.

**A new episode** begins where somebody says that the pain began after a day on which she had told
how long it lasted before. The latest word on how long it lasts decides. Change and days in care
then count from the first visit on or after the day the new pain began. Her answers stay: an alarm
sign does not go away because the pain is new.

>>> from rugwijzer.compiler import load
>>> from rugwijzer.paths import find
>>> visits = [
...     Visit(date(2026, 3, 2), {"pain_now": 8}),
...     Visit(date(2026, 3, 9), {"pain_now": 5}),
... ]
>>> record_of(load(find("guideline")), visits, date(2026, 3, 9))["pain_change"]
-3
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, takewhile

from rugwijzer.care.kept import Kept, expired, is_mildest, record_at
from rugwijzer.care.renewal import DURATION, nothing_new, renewed
from rugwijzer.compiler import (
    Answer,
    Choice,
    ChoiceValue,
    Engine,
    Fact,
    Guideline,
    Number,
    Reference,
    Truth,
    YesNo,
    facts_behind,
)

CHECK_IN = "check_in"
DAYS_IN_CARE = "days_in_care"
PAIN_CHANGE = "pain_change"
PAIN_CHANGE_PERCENT = "pain_change_percent"
FUNCTION_CHANGE = "function_change"
FLARE_UPS = "flare_ups_4_weeks"
MISSED = "missed_in_a_row"
SILENT = "silent_days"
STOPPING = "stopping"
DERIVED = (
    CHECK_IN, DAYS_IN_CARE, PAIN_CHANGE, PAIN_CHANGE_PERCENT, FUNCTION_CHANGE,
    FLARE_UPS, MISSED, SILENT, STOPPING,
)  # fmt: skip
"""The facts worked out from the visits. A guideline that does not declare one goes without."""

PAIN = "pain_now"
FUNCTION = "everyday"
"""The measure whose score tells how limited somebody is: more is more limited."""

FLARE_UP, DONE, LITTLE = "flare_up", "done", "little"
STOPPED, GOING_ON, BETTER, OTHER_REASON = "stopped", "going_on", "better", "other_reason"
FOUR_WEEKS, FORTNIGHT = 28, 14
FOLLOW_UP = "follow_up"
CLOSELY = ("nerve", "after_doctor")
"""The calendars of people who are asked about their nerves at every check-in."""
FOUR = ("saddle", "bladder", "bowel", "legs")
"""One question each, for these people every time."""
TRIAGE = ("urgency", "concerns", "contact", "gate")


def scores(guideline: Guideline) -> dict[str, tuple[int, int]]:
    """The measures whose score a visit may carry, each with its lowest and highest.

    Those scored question by question have no such score.
    """
    return {
        name: (math.ceil(measure.low), math.floor(measure.high))
        for name, measure in guideline.measures.items()
        if measure.method != "apart"
    }


@dataclass(frozen=True)
class Visit:
    """One day, the answers given that day, and the scores of instruments filled in that day.

    What a doctor said (`seen_cancer` and others) stands among the answers. A score is a whole
    number within `scores`, or None for *don't know*.
    """

    at: date
    answers: Mapping[str, Answer]
    measures: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether anything was told at all."""
        return bool(self.answers or self.measures)


@dataclass(frozen=True)
class ChangedAnswer:
    """A fact with two answers that cannot both be true, and the days on which they were given."""

    fact: str
    earlier: date
    later: date


def by_day(visits: Iterable[Visit], at: date) -> tuple[Visit, ...]:
    """The visits up to and including a day, in order; those of one day are joined.

    Of two answers of one day the one that comes later in `visits` counts.
    """
    days: dict[date, Visit] = {}
    for visit in visits:
        if visit.at > at:
            continue
        before = days.get(visit.at, Visit(visit.at, {}))
        days[visit.at] = Visit(
            visit.at, {**before.answers, **visit.answers}, {**before.measures, **visit.measures}
        )
    return tuple(days[day] for day in sorted(days))


def record_of(guideline: Guideline, visits: Iterable[Visit], at: date) -> dict[str, Answer]:
    """The answers that count on a day, with what the visits themselves tell."""
    return Past(guideline).through(by_day(visits, at)).record(at)


@dataclass(frozen=True)
class Past:
    """The visits so far, and of each fact the latest answer. It grows a visit at a time.

    Whoever goes through many visits in turn keeps it, and does not begin anew for each. `engine` is
    a fast one of the same guideline, where there is one already.
    """

    guideline: Guideline
    days: tuple[Visit, ...] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict)
    engine: Engine | None = field(default=None, compare=False)

    def after(self, visit: Visit) -> Past:
        """The same with one more visit, of a later day than all before it."""
        again = dict(renewed(self.guideline, self.kept, visit.answers, visit.at))
        if not again.keys().isdisjoint(FOUR) and self.closely:
            again = {name: each for name, each in again.items() if name not in FOUR}
        told = {name: Kept(answer, visit.at) for name, answer in visit.answers.items()}
        kept = {**self.kept, **again, **told}
        return Past(self.guideline, (*self.days, visit), kept, self.engine)

    @cached_property
    def closely(self) -> bool:
        """Whether somebody is watched closely after these visits.

        As long as it is not settled which calendar fits, she is if one of those may.
        """
        guideline, kept = self.guideline, self.kept
        if any(
            name in kept and not is_mildest(guideline.facts[name], kept[name].answer)
            for name in FOUR
        ):
            return True
        if FOLLOW_UP not in guideline.decisions:
            return False
        record = self.record(self.days[-1].at)
        calendar = (
            Reference(guideline).decision(record, FOLLOW_UP)
            if self.engine is None
            else self.engine.evaluate(record).decisions[FOLLOW_UP]
        )
        return isinstance(calendar, ChoiceValue) and not set(calendar.possible).isdisjoint(CLOSELY)

    def through(self, visits: Iterable[Visit]) -> Past:
        """The same with more visits, each of a later day."""
        past = self
        for visit in visits:
            past = past.after(visit)
        return past

    def record(self, at: date) -> dict[str, Answer]:
        """The answers that count on a day that is not before the last visit."""
        return _record(self.guideline, self.kept, self.days, at)


def _record(
    guideline: Guideline, kept: Mapping[str, Kept], days: Sequence[Visit], at: date
) -> dict[str, Answer]:
    record = record_at(guideline, kept, at) | derived(guideline, days, at)
    return still_applying(guideline, record, kept, at)


def still_applying(
    guideline: Guideline, record: Mapping[str, Answer], kept: Mapping[str, Kept], at: date
) -> dict[str, Answer]:
    """The record without older answers to questions that no longer apply (step 4)."""
    found = dict(record)
    reference = Reference(guideline)
    older = [
        (fact.name, fact.asked_if.node)
        for fact in _in_order(guideline)
        if fact.asked_if is not None
        and fact.name in found
        and fact.name in kept
        and kept[fact.name].given != at
        and not (fact.alarm and not is_mildest(fact, found[fact.name]))
    ]
    truths = reference.truths(found, [node for _, node in older])
    left_out: set[str] = set()
    # One that is left out may be what another hangs on: in order, one by one.
    for (name, node), truth in zip(older, truths, strict=True):
        hangs_on = left_out and not left_out.isdisjoint(facts_behind(guideline, node))
        if (reference.truth(found, node) if hangs_on else truth) is Truth.FALSE:
            del found[name]
            left_out.add(name)
    return found


def derived(guideline: Guideline, visits: Iterable[Visit], at: date) -> dict[str, Answer]:
    """The facts of `DERIVED` that the guideline declares, as of a day; None is *don't know*.

    On the first visit, and on the first of a new episode, there is no change yet: those facts are
    absent, and have their `else`.
    """
    days = by_day(visits, at)
    found: dict[str, Answer] = {}
    if CHECK_IN in guideline.facts and any(visit.told and visit.at < at for visit in days):
        found[CHECK_IN] = True
    found |= _of_check_ins(guideline, days, at)
    episode = days[_first_of_episode(guideline, days) :]
    found |= _stopping(guideline, episode)
    if not episode or episode[0].at == at:
        return found
    if fact := guideline.facts.get(DAYS_IN_CARE):
        found[DAYS_IN_CARE] = _fitted(fact, Fraction((at - episode[0].at).days))
    told = [visit for visit in episode if visit.told]
    if not told or told[0].at == at:
        return found
    pain = guideline.facts.get(PAIN)
    if pain is not None:
        for name, change in ((PAIN_CHANGE, _points), (PAIN_CHANGE_PERCENT, _percent)):
            if fact := guideline.facts.get(name):
                lasts = fact.valid_for or pain.valid_for
                found[name] = _changed(fact, change, _ends(told, at, _pain(pain), lasts))
    if fact := guideline.facts.get(FUNCTION_CHANGE):
        ends = _ends(told, at, _function, fact.valid_for)
        found[FUNCTION_CHANGE] = _changed(fact, _points, ends)
    return found


def ask_again(
    guideline: Guideline, record: Mapping[str, Answer], visits: Iterable[Visit], at: date
) -> tuple[str, ...]:
    """The facts whose latest answer is too old, and that apply now or may apply.

    An alarm answer that counts until it is answered anew is among them. Only what the person
    herself is asked. `record` is that of `record_of` on the same day.
    """
    return _expired(guideline, record, _latest(guideline, by_day(visits, at)), at)


def _expired(
    guideline: Guideline, record: Mapping[str, Answer], kept: Mapping[str, Kept], at: date
) -> tuple[str, ...]:
    reference = Reference(guideline)
    return tuple(
        name
        for name, fact in guideline.facts.items()
        if name in kept
        and fact.supplied_by_person
        and expired(fact, (at - kept[name].at).days)
        and (name in record or _may_apply(reference, fact, record))
    )


def to_ask(guideline: Guideline, visits: Iterable[Visit], at: date) -> dict[str, Answer]:
    """The record from which the interview of a day goes on: without what is asked anew that day.

    What counts until it is answered anew is asked again, unless its question no longer applies, or
    nothing changed there and it makes no difference to how soon, to whom, why, and how much plan.
    """
    days = by_day(visits, at)
    past = Past(guideline).through(visit for visit in days if visit.at < at)
    today = next((visit for visit in days if visit.at == at), Visit(at, {}))
    return to_ask_after(past, today)


def to_ask_after(past: Past, today: Visit) -> dict[str, Answer]:
    """The same, from the visits before today and what was told today so far."""
    guideline, earlier, at = past.guideline, past.days, today.at
    if not earlier:
        return record_of(guideline, (today,), at)
    now = past.after(today)
    kept = now.kept
    record = now.record(at)
    again = {*_expired(guideline, record, kept, at), *_of_four_weeks(guideline, kept, earlier, at)}
    again |= {name for name, fact in guideline.facts.items() if fact.renews}
    same = {
        name: _mildest(guideline.facts[name])
        for name in again & nothing_new(guideline, today.answers) & record.keys()
        if guideline.facts[name].alarm
    }
    if same and _triage(guideline, record) == _triage(guideline, record | same):
        again -= same.keys()
    if past.closely:
        again |= {name for name in FOUR if name in guideline.facts}
    again -= today.answers.keys()
    again -= _past_asking(guideline, record, again)
    return {name: answer for name, answer in record.items() if name not in again}


def _past_asking(
    guideline: Guideline, record: Mapping[str, Answer], names: Iterable[str]
) -> frozenset[str]:
    """Alarm answers that stand although their question no longer applies: nobody asks it anew.

    The questions that hang on them are asked then, as long as they stand.
    """
    reference = Reference(guideline)
    facts = [guideline.facts[name] for name in names if name in record]
    return frozenset(
        fact.name
        for fact in facts
        if fact.alarm
        and not is_mildest(fact, record[fact.name])
        and not _may_apply(reference, fact, record)
    )


def _of_four_weeks(
    guideline: Guideline, kept: Mapping[str, Kept], earlier: Sequence[Visit], at: date
) -> Iterable[str]:
    """What is asked at the fuller check-in, the first in every four weeks.

    That is what would expire before the next fuller one, and was not asked in the last two weeks.
    """
    first = earlier[_first_of_episode(guideline, earlier)].at
    if (at - first).days // FOUR_WEEKS == (earlier[-1].at - first).days // FOUR_WEEKS:
        return
    for name, each in kept.items():
        fact, days = guideline.facts[name], (at - each.at).days
        if fact.supplied_by_person and days >= FORTNIGHT and expired(fact, days + FOUR_WEEKS):
            yield name


def _mildest(fact: Fact) -> Answer:
    return fact.type.options[0] if isinstance(fact.type, Choice) else False


def _triage(guideline: Guideline, record: Mapping[str, Answer]) -> list[object]:
    reference = Reference(guideline)
    return [reference.decision(record, name) for name in TRIAGE if name in guideline.decisions]


def changed_answers(
    guideline: Guideline, visits: Iterable[Visit], at: date
) -> tuple[ChangedAnswer, ...]:
    """The pairs of answers that cannot both be true, in order of the facts and then of the days.

    Of a fact marked `lasting`: a number that went down, such as an age, or a yes that became a no,
    such as "ever". The later answer counts; it is for the person to say which is right. A don't
    know in between takes nothing back. Of any other fact a yes may well become a no: whoever
    despaired and no longer does is not to be asked which of the two was right.
    """
    days = by_day(visits, at)
    found: list[ChangedAnswer] = []
    for name, fact in guideline.facts.items():
        if not fact.lasting:
            continue
        told = [
            (visit.at, answer) for visit in days if (answer := visit.answers.get(name)) is not None
        ]
        found += [
            ChangedAnswer(name, one_day, other_day)
            for (one_day, one), (other_day, other) in pairwise(told)
            if _cannot_both_be_true(fact, one, other)
        ]
    return tuple(found)


def _cannot_both_be_true(fact: Fact, earlier: Answer, later: Answer) -> bool:
    match fact.type:
        case YesNo():
            return earlier is True and later is False
        case Number():
            return isinstance(earlier, int) and isinstance(later, int) and later < earlier
        case _:
            return False


def _latest(guideline: Guideline, days: Sequence[Visit]) -> Mapping[str, Kept]:
    """Of each fact the latest answer, with the day it was given or renewed."""
    return Past(guideline).through(days).kept


def _in_order(guideline: Guideline) -> Iterable[Fact]:
    """The facts, each after all that its `asked_if` reads: what it depends on is settled first."""
    return (guideline.facts[name] for name in guideline.order if name in guideline.facts)


def _may_apply(reference: Reference, fact: Fact, record: Mapping[str, Answer]) -> bool:
    """Whether the fact applies, or it cannot be told yet."""
    if fact.asked_if is None:
        return True
    return reference.truth(record, fact.asked_if.node) is not Truth.FALSE


# --- check-ins


def _of_check_ins(guideline: Guideline, days: Sequence[Visit], at: date) -> dict[str, Answer]:
    """What is counted over check-ins. A don't know counts as the worse: no number is too small."""
    found: dict[str, Answer] = {}
    flare_ups = [visit for visit in days if FLARE_UP in visit.answers]
    if flare_ups and (fact := guideline.facts.get(FLARE_UPS)):
        number = sum(
            (at - visit.at).days < FOUR_WEEKS and visit.answers[FLARE_UP] is not False
            for visit in flare_ups
        )
        found[FLARE_UPS] = _fitted(fact, Fraction(number))
    done = [visit.answers[DONE] for visit in days if DONE in visit.answers]
    if done and (fact := guideline.facts.get(MISSED)):
        told = list(takewhile(lambda each: _missed(guideline, each), reversed(done)))
        found[MISSED] = _fitted(fact, Fraction(len(told)))
    earlier = [visit for visit in days if visit.told and visit.at < at]
    if earlier and (fact := guideline.facts.get(SILENT)):
        found[SILENT] = _fitted(fact, Fraction((at - earlier[-1].at).days))
    return found


def _stopping(guideline: Guideline, episode: Sequence[Visit]) -> dict[str, Answer]:
    """The latest word on stopping since this pain began; nothing if there was none."""
    said = [visit.answers[STOPPED] for visit in episode if STOPPED in visit.answers]
    if not said or STOPPING not in guideline.facts:
        return {}
    latest = said[-1]
    return {STOPPING: latest if latest in (GOING_ON, BETTER, None) else OTHER_REASON}


def _missed(guideline: Guideline, done: Answer) -> bool:
    """Whether less than half of the plan was done, as far as is known."""
    kind = guideline.facts[DONE].type
    assert isinstance(kind, Choice)
    return not isinstance(done, str) or kind.options.index(done) >= kind.options.index(LITTLE)


# --- episodes


def episode(guideline: Guideline, visits: Iterable[Visit], at: date) -> tuple[Visit, ...]:
    """The visits of the episode that the latest duration speaks of, by day, up to a day."""
    days = by_day(visits, at)
    return days[_first_of_episode(guideline, days) :]


def _first_of_episode(guideline: Guideline, days: Sequence[Visit]) -> int:
    """Which visit is the first of the episode that the latest duration speaks of."""
    fact = guideline.facts.get(DURATION)
    if fact is None or not isinstance(fact.type, Number):
        return 0
    told: list[tuple[int, int]] = []
    for visit in days:
        lasts = visit.answers.get(DURATION)
        if isinstance(lasts, int):
            # Days are counted as numbers: an onset may lie before the first day of the calendar.
            day = visit.at.toordinal()
            told.append((day, day - math.ceil(fact.type.quantity(lasts))))
    if not told:
        return 0
    _, onset = told[-1]
    if not any(day < onset for day, _ in told[:-1]):
        return 0
    return next(index for index, visit in enumerate(days) if visit.at.toordinal() >= onset)


# --- change


Ends = tuple[Fraction, Fraction] | None
"""Then and now, or None if either is missing or don't know."""


def _ends(
    told: Sequence[Visit],
    at: date,
    read: Callable[[Visit], tuple[bool, Fraction | None]],
    lasts: int | None,
) -> Ends:
    """The first visit and the latest later one that said something, if not older than `lasts`."""
    first, *later = told
    latest = next((visit for visit in reversed(later) if read(visit)[0]), None)
    if latest is None or (lasts is not None and (at - latest.at).days > lasts):
        return None
    then, now = read(first)[1], read(latest)[1]
    return None if then is None or now is None else (then, now)


def _pain(fact: Fact) -> Callable[[Visit], tuple[bool, Fraction | None]]:
    kind = fact.type

    def read(visit: Visit) -> tuple[bool, Fraction | None]:
        answer = visit.answers.get(PAIN)
        if isinstance(kind, Number) and isinstance(answer, int):
            return True, kind.quantity(answer)
        return PAIN in visit.answers, None

    return read


def _function(visit: Visit) -> tuple[bool, Fraction | None]:
    score = visit.measures.get(FUNCTION)
    return FUNCTION in visit.measures, None if score is None else Fraction(score)


def _changed(
    fact: Fact, change: Callable[[Fraction, Fraction], Fraction | None], ends: Ends
) -> Answer:
    difference = change(*ends) if ends is not None else None
    return None if difference is None else _fitted(fact, difference)


def _points(then: Fraction, now: Fraction) -> Fraction:
    return now - then


def _percent(then: Fraction, now: Fraction) -> Fraction | None:
    """Rounded up, so that an improvement is never made larger than it is."""
    if then == 0:
        return Fraction(0) if now == 0 else None
    return Fraction(math.ceil(100 * (now - then) / then))


def _fitted(fact: Fact, quantity: Fraction) -> Answer:
    """A quantity as an answer to a fact, within its range; don't know if it is no such number."""
    if not isinstance(fact.type, Number):
        return None
    scaled = fact.type.scaled(quantity)
    return None if scaled is None else min(max(scaled, fact.type.low), fact.type.high)

"""The result for a person: how soon, who, why, the outlook, and when to phone after all.

Most needed first, and in one minute: details are for who asks for everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rugwijzer.care.assessment import Assessment
from rugwijzer.care.kept import is_mildest
from rugwijzer.care.plan.reading import about_her
from rugwijzer.compiler import Fact, Ladder, Number, Reason, SetOf, Value, YesNo, facts_behind
from rugwijzer.library import Library
from rugwijzer.wording.outlook import Outlook, Planned
from rugwijzer.wording.pieces import Piece, bullet, gap, heading, indented, led, plain
from rugwijzer.wording.plan_page import bridge_lines
from rugwijzer.wording.until_seen import (
    LEG_IS_NUMB,
    SAME_DAY,
    UNDER_18,
    how_to_reach,
    may_it_wait,
    not_to_do,
    steps,
    to_do,
)
from rugwijzer.wording.words import (
    answer_in_words,
    because_in_words,
    day_in_words,
    duration,
    say,
    sign,
)


def result(
    assessment: Assessment,
    texts: Library,
    language: str,
    *,
    sources: bool = False,
    everything: bool = False,
    asked: bool = False,
    planned: Planned | None = None,
) -> Iterator[Piece]:
    """The parts of a result, most needed first, with the plan of the day if there is one.

    `asked`: more is offered in another way.
    """
    writer = _Writer(
        assessment, texts, language, sources=sources, everything=everything, planned=planned
    )
    writer.asked = asked
    yield writer.how_soon()
    yield from writer.what_to_do()
    yield from writer.who()
    yield from writer.why()
    yield from writer.concerns()
    if not writer.too_early:
        yield from writer.outlook.parts()
    yield from writer.until_then()
    knows = writer.outlook.closed and not writer.too_early and not writer.in_despair
    if knows and (back := list(writer.outlook.come_back(2, ""))):
        yield writer.heading("come_back")
        yield from back
    if everything:
        yield from writer.would_change()
    yield from writer.safety_net()
    yield from writer.small_print()


def emergency(assessment: Assessment, texts: Library, language: str) -> Iterator[Piece]:
    """What to do at once, shown before any further question."""
    writer = _Writer(assessment, texts, language, sources=False, everything=False)
    lines = texts.numbered(f"urgency.{writer.level}.do", language)
    yield Piece(
        "panel",
        texts.text("check.emergency_now.title", language),
        key="emergency",
        style="red",
        level=writer.level,
        inner=(
            plain(texts.text("check.emergency_now.text", language)),
            gap(),
            plain(writer.title(), "bold red"),
            *(Piece("bullet", each, columns=-1, first="  • ") for each in lines),
        ),
    )
    yield from writer.who()
    yield plain(texts.text("check.emergency_now.not_after_all", language), "italic")


def to_say(assessment: Assessment, texts: Library, language: str) -> Iterator[Piece]:
    """The sentences to say to whom is contacted."""
    writer = _Writer(assessment, texts, language, sources=False, everything=False)
    contact = assessment.so_far("contact")
    if contact is not None:
        yield from (writer.said(key) for key in writer.sentences(contact))


class _Writer:
    def __init__(
        self,
        assessment: Assessment,
        texts: Library,
        language: str,
        *,
        sources: bool,
        everything: bool,
        planned: Planned | None = None,
    ) -> None:
        self.planned = planned
        self.assessment = assessment
        self.guideline = assessment.guideline
        self.texts = texts
        self.language = language
        self.sources = sources
        self.everything = everything
        self.asked = False
        self.outlook = Outlook(assessment, texts, language, everything=everything, planned=planned)
        self.level = assessment.urgency.lower
        ladder = self.guideline.decisions["urgency"]
        assert isinstance(ladder, Ladder)
        self.ladder = ladder

    @property
    def mild(self) -> bool:
        """Whether nobody has to be phoned today."""
        return self.ladder.rank(self.level) < self.ladder.rank("same_day")

    @property
    def brief(self) -> bool:
        """Whether what is also said elsewhere is left out: for who needs no doctor."""
        return not self.everything and self.ladder.rank(self.level) < self.ladder.rank("gp_routine")

    @property
    def too_early(self) -> bool:
        """Whether too little is known to say anything that could reassure."""
        return self.mild and not self.assessment.urgency.settled

    def text(self, key: str, **places: object) -> str:
        """One text in the reader's language."""
        return self.texts.text(key, self.language, **places)

    def heading(self, key: str) -> Piece:
        """A heading between two parts."""
        return heading(self.text(f"result.heading.{key}"), key)

    def bullets(self, lines: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[Piece]:
        """Lines with a dot before each."""
        for line in lines:
            yield bullet(line)

    @property
    def young(self) -> bool:
        """Whether the person is under 18."""
        return UNDER_18 in about_her(self.assessment)

    @property
    def numb(self) -> bool:
        """Whether a leg has less feeling and nobody has to be phoned for it yet."""
        return LEG_IS_NUMB in about_her(self.assessment)

    @property
    def in_despair(self) -> bool:
        """Whether 113 is to be called first: what is said of a back then gives way."""
        return self.assessment.so_far("contact") == "line_113"

    def title(self) -> str:
        """What to do, in one line."""
        if self.in_despair:
            return self.text("contact.line_113.title")
        return self.text(f"urgency.{self.level}.title")

    def how_soon(self) -> Piece:
        """The level, and how sure it is."""
        lines = []
        if not self.too_early:
            lines = [plain(self.title(), "bold"), plain(_capital(self.time()))]
        if not self.assessment.urgency.settled:
            if lines:
                lines.append(gap())
            lines.append(plain(self.text(f"urgency.{self.level}.at_least"), "bold"))
            lines.append(plain(self.text("result.not_settled")))
            if self.too_early:
                lines.append(plain(self.text("check.leaving.in_doubt")))
        return Piece(
            "panel",
            self.text("result.heading.how_soon"),
            key="how_soon",
            level="too_early" if self.too_early else self.level,
            roomy=not self.brief,
            inner=tuple(lines),
        )

    def time(self) -> str:
        """When to contact somebody."""
        if self.numb and self.level == "self_care":
            return self.text("urgency.self_care.time_numb")
        return self.text(f"urgency.{self.level}.time")

    def what_to_do(self) -> Iterator[Piece]:
        """The steps that belong to the level."""
        if self.too_early or self.brief:
            return
        yield self.heading("do_now")
        bridge = self.assessment.so_far("gate") == "bridge"
        for _, line in steps(self.level, self.texts, self.language, bridge=bridge):
            yield bullet(line)

    def who(self) -> Iterator[Piece]:
        """Whom to turn to, and two sentences to say, in Dutch with their meaning beside it."""
        contact = self.assessment.so_far("contact")
        if contact is None or self.too_early or (contact == "none" and not self.everything):
            return
        yield self.heading("who")
        if self.brief:
            who = _capital(self.text(f"contact.{contact}.who"))
            yield led(f"{who}.", self.how_to_reach(contact), 2, "")
            first = self.sentences(contact)[0]
            yield self.said(first, self.text("result.say_this"), 2)
            return
        yield indented(_capital(self.text(f"contact.{contact}.who")), 2, "bold")
        yield indented(self.how_to_reach(contact), 2)
        sentences = self.sentences(contact) if contact != "none" else []
        if not sentences:
            return
        yield Piece("heading", self.text("result.heading.say"), key="say", style="bold", columns=2)
        for key in sentences:
            yield self.said(key)

    def said(self, key: str, lead: str = "", columns: int = 4) -> Piece:
        """A sentence to say, in Dutch, with its meaning for who reads another language."""
        own = "" if self.language == "nl" else self.sentence(key, self.language)
        style = "" if lead else "italic"
        return Piece(
            "said", self.sentence(key, "nl"), lead=lead, own=own, columns=columns, style=style
        )

    def how_to_reach(self, contact: str) -> str:
        """How to reach somebody."""
        if contact == "none" and self.numb:
            return self.text("result.leg_is_numb")
        return how_to_reach(contact, self.level, self.texts, self.language)

    def sentences(self, contact: str) -> list[str]:
        """The keys of the sentences to say: two of the contact, and one of the concern.

        One that would name signs or a duration where there are none gives way to a plainer one.
        """
        keys = [f"contact.{contact}.say.{number}" for number in ("1", "2")]
        at_once = self.ladder.rank(self.level) >= self.ladder.rank("call_now")
        if at_once and f"contact.{contact}.say_now" in self.texts:
            keys[1] = f"contact.{contact}.say_now"
        concern = self.main_concern()
        if concern is not None and f"concern.{concern}.say" in self.texts:
            keys.append(f"concern.{concern}.say")
        places = {"{signs}": self.signs("nl"), "{since}": self.since("nl")}
        lacking = [place for place, words in places.items() if not words]
        for at, key in enumerate(keys[:2]):
            if any(place in self.text(key) for place in lacking):
                keys[at] = f"contact.{contact}.say_plain.{('first', 'second')[at]}"
        return [key for key in keys if key in self.texts]

    def sentence(self, key: str, language: str) -> str:
        """A sentence to say, with the signs and the duration in it."""
        return self.texts.text(
            key,
            language,
            signs=self.signs(language),
            since=self.since(language),
            pain=self.pain(language),
        )

    def pain(self, language: str) -> str:
        """What hurts: the back, or the leg as well."""
        areas = self.assessment.record.get("pain_area")
        leg = isinstance(areas, frozenset) and "lower_leg" in areas
        return self.texts.text(f"result.pain.{'back_and_leg' if leg else 'back'}", language)

    def signs(self, language: str) -> str:
        """What made the level, as the person would say it: the alarm signs among the reasons."""
        signs: dict[str, str] = {}
        for reason in self.top_reasons():
            for name, _ in reason.because:
                fact = self.guideline.facts.get(name)
                answer = self.assessment.record.get(name)
                if fact is None or not fact.alarm or answer is None:
                    continue
                if not is_mildest(fact, answer):
                    signs[name] = sign(fact, language)
        # "My legs are weak, or feel different" is said by the answers that say which.
        conditions = (self.guideline.facts[name].asked_if for name in signs)
        told = {
            fact
            for condition in conditions
            if condition is not None
            for fact in facts_behind(self.guideline, condition.node)
        }
        said = dict.fromkeys(words for name, words in signs.items() if name not in told)
        return ", ".join(list(said)[:4])

    def since(self, language: str) -> str:
        """How long the pain has been there, if that is known."""
        days = self.assessment.record.get("pain_days")
        if not isinstance(days, int) or isinstance(days, bool):
            return ""
        since = duration(days, self.texts, language)
        return (
            since if language == "nl" else self.texts.text("value.since", language, duration=since)
        )

    def top_reasons(self) -> list[Reason]:
        """The reasons that gave the level itself."""
        reasons = self.assessment.reasons("urgency")
        if not reasons:
            return []
        top = self.assessment.rank_of(reasons[0])
        return [reason for reason in reasons if self.assessment.rank_of(reason) == top]

    def main_concern(self) -> str | None:
        """The concern of the first reason that has one."""
        for reason in self.top_reasons():
            concern = getattr(self.guideline.rules[reason.rule], "concern", None)
            # What follows from not knowing alone, nobody has said of herself.
            known = any(value is not None for _, value in reason.because)
            if isinstance(concern, str) and known:
                return concern
        return None

    def why(self) -> Iterator[Piece]:
        """The reasons, the highest level first; those that gave it with the answers behind them."""
        reasons = self.assessment.reasons("urgency")
        if self.too_early and not reasons:
            return
        yield self.heading("why")
        if not reasons:
            yield bullet(self.text("result.leg_is_numb" if self.numb else "result.no_reasons"))
        elif self.numb:
            yield bullet(self.text("result.leg_is_numb"))
        top = self.top_reasons()
        urgent = self.ladder.rank(self.level) >= self.ladder.rank("same_day")
        for reason in reasons:
            if urgent and self.assessment.rank_of(reason) < self.ladder.rank("gp_routine"):
                continue
            # A milder reason beside a mild level names another helper, and only confuses.
            if not urgent and not self.everything and reason not in top:
                continue
            if self.overtaken(reason, top):
                continue
            rule = self.guideline.rules[reason.rule]
            yield bullet(say(rule.words, self.language), key=rule.name)
            if reason in top and not self.brief:
                answers = because_in_words(self.assessment, reason, self.texts, self.language)
                for answer in answers:
                    yield indented(answer, 4, "dim")
            if self.sources:
                yield from self.sources_of(reason)

    def overtaken(self, reason: Reason, top: list[Reason]) -> bool:
        """Whether the level was given for the same concern: "within a few days" beside "now"
        would only slow somebody down."""
        concern = getattr(self.guideline.rules[reason.rule], "concern", None)
        return (
            reason not in top
            and concern is not None
            and any(
                getattr(self.guideline.rules[each.rule], "concern", None) == concern for each in top
            )
        )

    def sources_of(self, reason: Reason) -> Iterator[Piece]:
        """The evidence of a reason, each row with its marks and sources."""
        for row in self.guideline.rules[reason.rule].evidence:
            evidence = self.guideline.evidence.get(row)
            if evidence is not None:
                marks = ", ".join(
                    self.text(f"result.source_mark.{mark}") for mark in evidence.marks
                )
                names = ", ".join(evidence.sources)
                yield indented(f"{row} ({marks}) {names}", 6, "dim")

    def concerns(self) -> Iterator[Piece]:
        """What the doctor looks at, and whether it may wait for the morning."""
        inside = [
            member
            for member in self.assessment.concerns.inside
            if f"concern.{member}.name" in self.texts
        ]
        if self.level == SAME_DAY and not set(inside) & set(self.assessment.pressing):
            yield self.heading("out_of_hours")
            for line in may_it_wait(self.level, (), self.texts, self.language):
                yield indented(line, 2)
        if not inside:
            return
        yield self.heading("doctor_looks_at")
        pressing = self.assessment.pressing
        for member in inside:
            yield bullet(_capital(self.text(f"concern.{member}.name")))
            yield indented(self.text(f"concern.{member}.means"), 4)
            urgent = self.ladder.rank(self.level) >= self.ladder.rank("same_day")
            if urgent and member in pressing:
                for line in may_it_wait(self.level, (member,), self.texts, self.language):
                    yield indented(line, 4, "italic")

    def until_then(self) -> Iterator[Piece]:
        """What may be done now: the bridge, a gentle start, or what one can do oneself."""
        gate = self.assessment.so_far("gate")
        if gate is None or self.too_early or self.in_despair:
            return
        if gate == "bridge" and self.outside and not self.at_least("same_day"):
            return
        if gate == "full" and not self.everything:
            return
        yield heading(self.text(f"gate.{gate}.title"), gate)
        yield indented(self.text(f"gate.{gate}.intro"), 2)
        if gate == "bridge" and self.planned is not None:
            plan, things = self.planned.plan, self.planned.things
            yield from bridge_lines(plan, self.guideline, self.texts, things, self.language)
            return
        if gate == "bridge":
            texts, language = self.texts, self.language
            yield from self.bullets([*to_do(self.level, texts, language, young=self.young)])
            yield from self.bullets([*not_to_do(self.level, texts, language, young=self.young)])
            yield indented(self.text("gate.bridge.call_112.title"), 2, "bold")
            yield from self.bullets(self.texts.numbered("gate.bridge.call_112", self.language))
            return
        yield indented(self.text(f"gate.{gate}.more"), 2)

    @property
    def outside(self) -> bool:
        """Whether the pain or the person is one this is not made for: no plan, and no alarm."""
        return self.assessment.settled("kind") in ("out_of_scope", "not_low_back")

    def at_least(self, level: str) -> bool:
        """Whether the advice is at least this urgent."""
        return self.ladder.rank(self.level) >= self.ladder.rank(level)

    def would_change(self) -> Iterator[Piece]:
        """Other answers that would raise the level: one line per level, the highest first."""
        if self.too_early or self.ladder.rank(self.level) >= self.ladder.rank("call_now"):
            return
        changes: dict[str, dict[str, None]] = {}
        best: dict[str, tuple[int, str]] = {}
        for change in self.assessment.would_change:
            rank = self.ladder.rank(change.level)
            fact = self.guideline.facts[change.fact]
            if isinstance(fact.type, SetOf):
                continue
            described = self.other_answer(fact, change.value)
            if change.fact not in best or rank > best[change.fact][0]:
                best[change.fact] = (rank, described)
        for rank, described in best.values():
            changes.setdefault(self.ladder.levels[rank], {})[described] = None
        if not changes:
            return
        yield self.heading("would_change")
        for level in reversed(self.ladder.levels):
            if level in changes:
                names = list(changes[level])
                yield bullet(f"{self.text(f'urgency.{level}.title')}: {'; '.join(names)}.")

    def other_answer(self, fact: Fact, value: Value) -> str:
        """A fact with another answer than the one given, in a few words."""
        name = say(fact.label, self.language)
        shown = answer_in_words(fact, value, self.texts, self.language)
        match fact.type:
            case Number():
                return f"{name} ({self.text('value.at_least', value=shown)})"
            case YesNo() if value is True:
                return name
            case _:
                return f"{name}: {_without_yes(shown)}"

    def safety_net(self) -> Iterator[Piece]:
        """When to phone after all: for everyone whose advice is not to phone now."""
        if self.ladder.rank(self.level) >= self.ladder.rank("call_now"):
            return
        yield self.heading("safety_net")
        brief = self.mild and not self.everything
        later = self.assessment.settled("phase") in ("subacute", "chronic")
        lists = ["now"]
        if self.mild and self.everything:
            lists += ["today"] if later else ["today", "soon"]
        for group in lists:
            yield bullet(f"{self.text(f'safety_net.{group}.title')}:")
            for line in self.texts.numbered(f"safety_net.{group}", self.language):
                yield indented(line, 6, first="- ")
        if brief:
            yield bullet(self.text("safety_net.short.today"))
        # Who has had the pain for months need not hear that four weeks is long.
        if self.mild and later:
            yield bullet(self.text("safety_net.short.soon_later"))
        elif brief:
            yield bullet(self.text("safety_net.short.soon"))
        yield bullet(
            f"{self.text('safety_net.emergency.title')} {self.text('safety_net.emergency.1')}."
        )
        if brief:
            yield bullet(self.text("safety_net.short.despair"))
            return
        yield bullet(self.text("safety_net.despair"))
        yield indented(self.text("safety_net.common"), 2, "italic")

    def small_print(self) -> Iterator[Piece]:
        """What this is not, and which version said it."""
        version = self.guideline.version
        made = self.text(
            "result.made_at",
            date=day_in_words(self.assessment.at, self.texts, self.language, "dated"),
            version=version.number if version is not None else "?",
        )
        alone, no_diagnosis = (
            self.text(f"disclaimer.{key}") for key in ("nobody_watches", "short")
        )
        if self.everything:
            yield gap()
            yield plain(alone)
            yield plain(no_diagnosis, "dim")
            yield plain(made, "dim")
            return
        more = "" if self.asked else self.text("result.more")
        yield gap()
        yield indented(f"{alone} {no_diagnosis} {made} {more}".rstrip(), 0)


def _without_yes(text: str) -> str:
    """An option as it stands after a colon: without its "yes" or "no", and a small letter."""
    text = re.sub(r"^(Ja|Nee|Yes|No), ", "", text)
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

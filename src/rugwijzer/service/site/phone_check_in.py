"""A check-in of somebody whose visits are on her phone: one screen after another, and nothing kept.

The sitting travels with the form, encrypted and signed as in the cookie of the first check (see
`site.carried`), and not in a cookie of its own. The visits it goes on from are on the phone and are
sent along anyway; they do not fit in a cookie; and a cookie would go with every request, and get
mixed up with a first check in another window. The seal is for two reasons. What is read back was
made here, so that nobody sends a sitting of her own making. And it names the visits and the day by
their digest: a sitting goes on only with the same visits on the same day, or else the phone begins
anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string

from rugwijzer.care.assessment import URGENCY
from rugwijzer.care.doctor_said import FACT
from rugwijzer.care.history import Visit
from rugwijzer.care.interview import Page
from rugwijzer.care.returning import Interviews, Returning, has_week
from rugwijzer.compiler import Answer, LadderValue
from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import sealed, unsealed
from rugwijzer.service.asking.clashes import with_clash
from rugwijzer.service.asking.questions import Asking, step_of
from rugwijzer.service.asking.sitting import Sitting, Step
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.site.check import CHANGED, Progress
from rugwijzer.service.site.phone_reading import BadBody, Kept, as_plain
from rugwijzer.service.site.phone_telling import GOING_ON, STOPPED, card, words_of
from rugwijzer.service.telling.sections import LOOKS, sections
from rugwijzer.wording.result import emergency
from rugwijzer.wording.result import result as result_pieces

WHY = ("check_in", "changed", "quiet", "again")
"""Why somebody comes: it is time, something has changed, it is much worse, or to begin again."""
QUIET: Mapping[str, Answer] = {"new_worse": True, "flare_up": True}
"""What somebody has said who asked for a quiet week."""
NEW, STOPPING = "something_new", "stopping"
MOST_SENT = 300


@cache
def interviews() -> Interviews:
    """The interviews of this guideline."""
    return Interviews.of(knowledge.planner())


def returning_of(kept: Kept, why: str = "check_in") -> Returning:
    """Somebody who was here before, and why she comes now."""
    return Returning(
        knowledge.planner(),
        kept.visits,
        kept.today,
        interviews=interviews(),
        purpose="quiet_week" if why == "quiet" else "check_in",
        first=CHANGED if why in ("changed", "quiet") else (),
        anew=True,
    )


@dataclass(frozen=True)
class Sent:
    """One request of a check-in."""

    why: str
    do: str
    token: str
    answers: QueryDict


def sent_of(body: Mapping[str, Any]) -> Sent:
    """What was sent besides the visits. Raises BadBody."""
    why, do, token = (body.get(key, "") for key in ("why", "do", "sealed"))
    pairs = body.get("sent", [])
    if why not in WHY or not isinstance(do, str) or not isinstance(token, str):
        raise BadBody("not_read", 400)
    if not isinstance(pairs, list) or len(pairs) > MOST_SENT:
        raise BadBody("not_read", 400)
    answers = QueryDict(mutable=True)
    for pair in pairs:
        match pair:
            case [str(name), str(value)]:
                answers.appendlist(name, value)
            case _:
                raise BadBody("not_read", 400)
    return Sent(why, do, token, answers)


def check_in(request: HttpRequest, kept: Kept, body: Mapping[str, Any]) -> dict[str, object]:
    """One step of a check-in. Raises BadBody."""
    sent = sent_of(body)
    return _Step(request, kept, sent).answer()


class _Step:
    def __init__(self, request: HttpRequest, kept: Kept, sent: Sent) -> None:
        self.request = request
        self.kept = kept
        self.sent = sent
        self.returning = returning_of(kept, sent.why)
        self.asking = Asking(knowledge.guideline(), knowledge.texts(), language())
        self.version = f"{knowledge.version()}:{sent.why}:{kept.digest}"

    def answer(self) -> dict[str, object]:
        """The next page, what cannot wait, or how it ends."""
        begun = self.begun()
        if not self.sent.token:
            return self.shown(begun)
        try:
            sitting = unsealed(self.sent.token, knowledge.guideline(), self.version)
        except ValueError:
            return {**self.shown(begun), "lost": True}
        least = len(begun.steps)
        if self.sent.do == "back" and len(sitting.steps) > least:
            return self.shown(sitting.until(len(sitting.steps) - 1), sitting.steps[-1].answers)
        if self.sent.do == "warned":
            return self.shown(replace(sitting, warned=self.level(sitting)))
        if self.sent.do != "answer":
            return self.shown(sitting)
        return self.answered(sitting)

    def begun(self) -> Sitting:
        """The sitting at its beginning: what somebody said by coming for this."""
        if self.sent.why == "quiet" and self.returning.earlier_days:
            return Sitting(changed=True, steps=(Step(NEW, QUIET),))
        if self.sent.why == "again" and self.returning.earlier_days:
            return Sitting(steps=(Step(STOPPING, {STOPPED: GOING_ON}),))
        return Sitting(changed=self.sent.why == "changed")

    def page(self, sitting: Sitting) -> tuple[Page | None, int]:
        """What to ask now, and how much may still come."""
        return self.returning.ahead(sitting.record)

    def level(self, sitting: Sitting) -> str:
        """The level if it is an emergency; not before it is known what the doctor said of it."""
        told = sitting.record
        if self.returning.asks_doctor(told):
            return ""
        interview = interviews().whole
        outcome = interview.engine.evaluate(self.returning.known(told))
        value = outcome.decisions[URGENCY]
        assert isinstance(value, LadderValue)
        return value.lower if interview.is_emergency(outcome) else ""

    def answered(self, sitting: Sitting) -> dict[str, object]:
        """What follows from the answers to one page."""
        page, _ = self.page(sitting)
        form = self.asking.form(sitting, page)
        if form is None:
            return self.ended(sitting)
        read = self.asking.read(form, sitting, self.sent.answers)
        if read.problems:
            return self.shown(sitting, problems=read.problems)
        after = sitting.with_step(step_of(form, read))
        after = with_clash(after, self.returning.known(after.record))
        return self.shown(after)

    # --- what is shown

    def shown(
        self,
        sitting: Sitting,
        given: Mapping[str, Answer] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> dict[str, object]:
        """A page of questions; or what cannot wait; or the end."""
        level = self.level(sitting)
        if level and level != sitting.warned and not sitting.follow:
            return self.warning(sitting, level)
        page, left = self.page(sitting)
        form = self.asking.form(
            sitting,
            page,
            given={**sitting.record, **(given or {})},
            sent=self.sent.answers if problems else None,
            problems=problems,
        )
        if form is None:
            return self.ended(sitting)
        names = {each.screen for each in sitting.steps if each.screen}
        names |= {form.screen.name} if form.screen else set()
        context = {
            "form": form,
            "progress": Progress(len(names), max(left - 1, 0)),
            "back": len(sitting.steps) > len(self.begun().steps),
            "said": self.said(sitting),
        }
        return self.with_visit(
            sitting,
            {
                "html": render_to_string("site/phone_question.html", context, self.request),
                "urgent": bool(level),
            },
        )

    def warning(self, sitting: Sitting, level: str) -> dict[str, object]:
        """What cannot wait, with the call card."""
        assessment = self.returning.assessment(sitting.record)
        told = sections(emergency(assessment, knowledge.texts(), language()))
        context = {"level": level, "panel": told[0].pieces[0], "sections": told[1:]}
        found: dict[str, object] = {
            "html": render_to_string("site/phone_emergency.html", context, self.request),
            "card": card(self.request, self.returning, sitting.record),
            "urgent": True,
        }
        return self.with_visit(sitting, found)

    def ended(self, sitting: Sitting) -> dict[str, object]:
        """How it ends: how soon, if that is another than before; and what becomes of the plan."""
        told, texts, said = sitting.record, knowledge.texts(), language()
        assessment, plan = self.returning.assessment(told), self.returning.plan(told)
        words = words_of(plan)
        first, *parts = sections(result_pieces(assessment, texts, said, asked=True))
        panel = first.pieces[0]
        weekly = has_week(assessment, plan)
        context = {
            "words": words,
            "panel": panel if self.returning.level_moved(told) or not weekly else None,
            "look": LOOKS[panel.level],
            "told": [each for each in parts if each.key in ("do_now", "who", "why")],
            "urgent": words.is_urgent,
            "weekly": weekly,
            "changes": tuple(words.changes()) if weekly else (),
            "because": words.why_next() if weekly else (),
            "said": self.said(sitting),
        }
        found: dict[str, object] = {
            "html": render_to_string("site/phone_ended.html", context, self.request),
            "card": card(self.request, self.returning, told) if words.is_urgent else "",
            "done": True,
            "urgent": words.is_urgent,
        }
        return self.with_visit(sitting, found)

    def said(self, sitting: Sitting) -> dict[str, object] | None:
        """What is said of what the doctor said, right after it was told."""
        if not sitting.steps or FACT not in sitting.steps[-1].answers or not self.returning.past:
            return None
        answer, texts, here = sitting.steps[-1].answers[FACT], knowledge.texts(), language()
        if answer is None:
            return {"text": texts.text("doctor_said.unknown.text", here)}
        key = f"doctor_said.{answer}"
        if self.returning.said(answer).lead_on:
            return {
                "title": texts.text(f"{key}.title", here),
                "text": texts.text(f"{key}.stays", here),
                "lines": texts.numbered(f"{key}.others", here),
            }
        return {"text": texts.text(f"{key}.text", here)}

    def with_visit(self, sitting: Sitting, found: dict[str, object]) -> dict[str, object]:
        """With the sitting and what was told in it, for the phone to keep."""
        record = self.returning.record(sitting.record)
        visit = Visit(self.kept.today, record)
        return {
            "done": False,
            **found,
            "sealed": sealed(sitting, self.version),
            "visit": as_plain(knowledge.guideline(), visit) if record else None,
        }

"""The check: one screen after another, what cannot wait at once, and then the result.

The address of a screen is its number and nothing more; the answers travel in the visitor's cookie.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import blake2b
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugwijzer.care.assessment import URGENCY, Assessment, assess
from rugwijzer.care.history import Visit
from rugwijzer.care.interview import Interview, Page
from rugwijzer.compiler import LadderValue, Record
from rugwijzer.service import knowledge
from rugwijzer.service.asking.carried import HOURS, TooMuch, carried, carry, let_go
from rugwijzer.service.asking.clashes import with_clash
from rugwijzer.service.asking.questions import Asking, Form, step_of
from rugwijzer.service.asking.sitting import Sitting
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.telling.sections import LOOKS, TODAY, beginning, sections, today_of, week_of
from rugwijzer.wording.outlook import Planned
from rugwijzer.wording.plan_paper import paper_of
from rugwijzer.wording.plan_words import PlanWords
from rugwijzer.wording.result import emergency
from rugwijzer.wording.result import result as result_pieces

CHANGED = ("passing_and_feeling",)
"""The screen that comes first when something has changed."""


FIRST = ("do_now", "who", "why")
"""The sections of a result that come before everything else."""
REASONS = 4
"""So many reasons stand in sight; they are in order of how much they weigh."""
SAME = 2048
"""For so many lists of answers it is remembered what follows; most begin alike."""


@cache
def interview() -> Interview:
    """The questions of a first check."""
    return Interview(knowledge.guideline(), knowledge.engine())


Ahead = tuple[Page | None, int, str]
"""The page that follows, at most how many screens there still are, and how urgent it is if it is
an emergency."""
_known: dict[bytes, Ahead] = {}
_mark, _one_by_one = secrets.token_bytes(32), Lock()


def ahead(sitting: Sitting) -> Ahead:
    """What follows after these answers.

    It is remembered under a mark made of the answers, without the answers themselves, and only
    while the service runs.
    """
    said = repr([(name, _in_order(value)) for name, value in sitting.record.items()])
    mark = blake2b(said.encode(), key=_mark).digest()
    found = _known.get(mark)
    if found is None:
        found = _ahead(sitting.record)
        with _one_by_one:
            if len(_known) >= SAME:
                del _known[next(iter(_known))]
            _known[mark] = found
    return found


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _ahead(record: Record) -> Ahead:
    page, left = interview().ahead(record)
    outcome = knowledge.engine().evaluate(record)
    value = outcome.decisions[URGENCY]
    assert isinstance(value, LadderValue)
    return page, left, value.lower if interview().is_emergency(outcome) else ""


@dataclass(frozen=True)
class Progress:
    """The number of a screen, and at most how many come after it."""

    number: int
    left: int

    @property
    def all(self) -> int:
        """As many screens as there may be."""
        return self.number + self.left


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What is going to be asked, and what becomes of the answers."""
    sitting, lost = _carried(request)
    if request.method == "POST":
        answer = _to_question(1)
        carry(answer, Sitting(someone="someone" in request.POST), knowledge.version())
        return answer
    shown = render(
        request,
        "site/check_start.html",
        {
            "section": "check",
            "hours": HOURS,
            "resume": len(sitting.steps) + 1 if sitting.steps else 0,
            "lost": lost,
        },
    )
    if lost:
        let_go(shown)
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def changed(request: HttpRequest) -> HttpResponse:
    """Something has changed: first what cannot wait."""
    if request.method == "POST":
        answer = _to_question(1)
        carry(answer, Sitting(changed=True, someone="someone" in request.POST), knowledge.version())
        return answer
    return render(request, "site/changed.html", {"section": "check"})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, step: int) -> HttpResponse:
    """One screen: shown, or answered."""
    whole, lost = _carried(request)
    if lost or not 1 <= step <= len(whole.steps) + 1:
        return _to_start() if lost or not whole.steps else _to_question(len(whole.steps) + 1)
    sitting = whole.until(step - 1)
    page = next_page(sitting)
    asking = Asking(knowledge.guideline(), knowledge.texts(), language())
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            gone = HttpResponseRedirect(reverse("check"))
            let_go(gone)
            return gone
        try:
            return _answered(request, asking, sitting, page, step)
        except TooMuch:
            return render(
                request, "design/problem.html", {"key": "site.problem.too_much"}, status=422
            )
    earlier = whole.steps[step - 1].answers if len(whole.steps) >= step else {}
    form = asking.form(sitting, page, given={**sitting.record, **earlier})
    if form is None:
        return _to_result(request)
    return _shown(request, sitting, form, step)


def _answered(
    request: HttpRequest, asking: Asking, sitting: Sitting, page: Page | None, step: int
) -> HttpResponse:
    form = asking.form(sitting, page)
    if form is None:
        return _to_result(request)
    if request.POST.get("do") == "warned":
        answer = _to_question(step)
        carry(answer, replace(sitting, warned=ahead(sitting)[2]), knowledge.version())
        return answer
    sent = asking.read(form, sitting, request.POST)
    if sent.problems and not _cannot_wait(sitting, sitting.with_step(step_of(form, sent))):
        again = asking.form(sitting, page, sent=request.POST, problems=sent.problems)
        assert again is not None
        return _shown(request, sitting, again, step, status=422)
    after = with_clash(sitting.with_step(step_of(form, sent)))
    done = not after.follow and next_page(after) is None
    answer = _to_result(request) if done else _to_question(step + 1)
    carry(answer, after, knowledge.version())
    return answer


def _cannot_wait(before: Sitting, after: Sitting) -> bool:
    """Whether what was answered makes it an emergency, so that nothing else is asked for first."""
    return ahead(after)[2] not in ("", before.warned, ahead(before)[2])


def next_page(sitting: Sitting) -> Page | None:
    """What to ask now; first what cannot wait, for who says that something has changed."""
    if sitting.changed:
        record = sitting.record
        for screen in knowledge.guideline().screens:
            open_parts = tuple(part for part in screen.parts if not set(part.facts) <= set(record))
            if screen.name in CHANGED and open_parts:
                return Page(screen, open_parts)
    return ahead(sitting)[0]


def assessment_of(sitting: Sitting) -> Assessment:
    """What follows from the answers so far."""
    return assess(knowledge.guideline(), knowledge.engine(), sitting.record, date.today())


def _shown(
    request: HttpRequest, sitting: Sitting, form: Form, step: int, status: int = 200
) -> HttpResponse:
    _, left, level = ahead(sitting)
    if level and level != sitting.warned:
        return render(
            request,
            "site/check_emergency.html",
            {
                "section": "check",
                "step": step,
                "back": step - 1,
                "level": level,
                **emergency_of(sitting),
            },
        )
    seen = {each.screen for each in sitting.steps if each.screen}
    name = form.screen.name if form.screen else ""
    progress = Progress(len(seen | {name}), max(left - 1, 0))
    return render(
        request,
        "site/check_question.html",
        {
            "section": "check",
            "form": form,
            "step": step,
            "back": step - 1,
            "progress": progress,
            "sitting": sitting,
        },
        status=status,
    )


def emergency_of(sitting: Sitting) -> dict[str, object]:
    """What the page that cannot wait says."""
    told = sections(emergency(assessment_of(sitting), knowledge.texts(), language()))
    return {"panel": told[0].pieces[0], "sections": told[1:]}


def result(request: HttpRequest) -> HttpResponse:
    """How soon, who, why, and what to do."""
    sitting, lost = _carried(request)
    if lost or not sitting.steps:
        return _to_start()
    assessment = assessment_of(sitting)
    words = plan_words_of(sitting)
    planned = Planned(words.plan, knowledge.catalogue())
    texts, said = knowledge.texts(), language()
    first, *told = sections(result_pieces(assessment, texts, said, asked=True, planned=planned))
    everything = sections(result_pieces(assessment, texts, said, everything=True))
    panel = first.pieces[0]
    has_today = any(each.key in TODAY for each in told)
    return render(
        request,
        "site/check_result.html",
        {
            "section": "check",
            "panel": panel,
            "look": LOOKS[panel.level],
            "urgent": panel.level in ("same_day", "call_now", "call_112"),
            "first": [beginning(each, REASONS) for each in told if each.key in FIRST],
            "told": [each for each in told if each.key not in (*FIRST, *TODAY, "safety_net")],
            "safety_net": next((each for each in told if each.key == "safety_net"), None),
            "would_change": next((e for e in everything if e.key == "would_change"), None),
            "today": today_of(words) if has_today else (),
            "minutes": words.minutes(sum(part.minutes for part in words.plan.today)),
            "week": week_of(words) if has_today else None,
            "step": len(sitting.steps),
            "hours": HOURS,
        },
    )


def paper(request: HttpRequest) -> HttpResponse:
    """The plan on one page, as PDF."""
    sitting, lost = _carried(request)
    if lost or not sitting.steps:
        return _to_start()
    words = plan_words_of(sitting)
    printed = paper_of(words.plan, words.guideline, words.texts, words.things, words.language)
    answer = HttpResponse(printed, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="rugwijzer.pdf"'
    return answer


def plan_words_of(sitting: Sitting) -> PlanWords:
    """The plan that follows from the answers so far, in words."""
    today = date.today()
    plan = knowledge.planner().plan_of((Visit(today, sitting.record),), today)
    return PlanWords(
        plan, knowledge.guideline(), knowledge.texts(), knowledge.catalogue(), language()
    )


def _carried(request: HttpRequest) -> tuple[Sitting, bool]:
    return carried(request, knowledge.guideline(), knowledge.version())


def _to_question(step: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("check_question", kwargs={"step": step}))


def _to_start() -> HttpResponse:
    return HttpResponseRedirect(reverse("check"))


def _to_result(request: HttpRequest) -> HttpResponse:
    """To the result: with htmx as a page of its own, for more than the questions changes there."""
    address = reverse("check_result")
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)

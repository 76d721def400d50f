"""Her data: see all of it, correct it, take it with her, withdraw consent, delete everything."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import cast
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rugwijzer.compiler import Choice, Fact
from rugwijzer.paper.booklet import booklet_pdf
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import give_consent, has_consented
from rugwijzer.service.accounts.models import User
from rugwijzer.service.asking.questions import UNSURE, Asking, Form, Option, Question
from rugwijzer.service.asking.sitting import Follow, Sitting, Step
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.patients.kept import Kept
from rugwijzer.service.patients.models import Letter
from rugwijzer.service.patients.whose import Whose, whose
from rugwijzer.service.records.actions import (
    Refused,
    add_person,
    correct_answer,
    delete_person,
    withdraw,
)
from rugwijzer.service.records.models import Visit
from rugwijzer.service.records.reading import everything
from rugwijzer.wording.words import label

again = cast(
    Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]], reauthentication_required
)
"""First to show once more that it is her."""


@login_required
def data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of her."""
    found = whose(request)
    kept = Kept(found.person, language()) if found.person is not None else None
    return render(
        request,
        "patients/data.html",
        {
            "section": "data",
            "has_plan": found.has_plan,
            "email": found.user.email,
            "made": found.user.made,
            "consents": found.user.consents.order_by("given"),
            "agreed": has_consented(found.user),
            "episodes": kept.episodes() if kept is not None else (),
            "reminders": found.reminders,
        },
    )


@login_required
def data_json(request: HttpRequest) -> HttpResponse:
    """All of it for a program, as it is kept."""
    found = whose(request)
    told = everything(found.user) | {"reminders": _reminders(found)}
    answer = HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=2), content_type="application/json"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file("json")}"'
    return answer


@login_required
def data_pdf(request: HttpRequest) -> HttpResponse:
    """All of it to read and print."""
    found = whose(request)
    if found.person is None:
        raise Http404
    printed = booklet_pdf(Kept(found.person, language()).booklet(found))
    answer = HttpResponse(printed, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file("pdf")}"'
    return answer


@login_required
def data_correct(request: HttpRequest, visit: UUID, number: int) -> HttpResponse:
    """Another answer in the place of one she gave. The address does not name the question."""
    found = whose(request)
    row = (
        Visit.objects.filter(pk=visit, episode__person=found.person)
        .select_related("episode", "guideline")
        .first()
        if found.person is not None
        else None
    )
    if found.person is None or row is None:
        raise Http404
    answers = row.told(found.person)["answers"]
    name = list(answers)[number - 1] if 0 < number <= len(answers) else ""
    fact = knowledge.guideline().facts.get(name)
    if fact is None:
        raise Http404
    question = _question(fact)
    problems: dict[str, str] = {}
    if request.method == "POST":
        # A don't know is taken at once here: nothing simpler is asked.
        sitting = Sitting((Step("", {}, (Follow("simpler", name),)),))
        sent = _asking().read(Form(None, (question,)), sitting, request.POST)
        problems = dict(sent.problems)
        if name in sent.answers:
            try:
                advice = correct_answer(found.person, row.pk, name, sent.answers[name], found.today)
            except Refused:
                return HttpResponseRedirect(reverse("data"))
            return HttpResponseRedirect(reverse("earlier_advice", kwargs={"advice": advice.pk}))
    problem = problems.get(name, "")
    shown = Question(**{**vars(question), "problem": problem})
    kept = Kept(found.person, language()).visit(row)
    return render(
        request,
        "patients/data_correct.html",
        {
            "section": "data",
            "form": Form(None, (shown,), "", tuple(problems.items())),
            "visit": kept,
            "now": kept.answers[number - 1],
        },
        status=422 if problems else 200,
    )


@login_required
@again
def data_withdraw(request: HttpRequest) -> HttpResponse:
    """She does not agree any more: her answers are gone, the account stays."""
    if request.method == "POST":
        withdraw(_user(request))
        return HttpResponseRedirect(reverse("data"))
    return render(request, "patients/data_withdraw.html", {"section": "data"})


@login_required
@require_POST
def data_agree(request: HttpRequest) -> HttpResponse:
    """She agrees again, and we begin anew."""
    user = _user(request)
    give_consent(user)
    add_person(user)
    return HttpResponseRedirect(reverse("data"))


@login_required
@again
def data_delete(request: HttpRequest) -> HttpResponse:
    """The second tap: everything is gone at once."""
    if request.method == "POST":
        user = _user(request)
        logout(request)
        delete_person(user)
        return HttpResponseRedirect(reverse("goodbye"))
    return render(request, "patients/data_delete.html", {"section": "data"})


def goodbye(request: HttpRequest) -> HttpResponse:
    """It is done."""
    return render(request, "patients/data_goodbye.html", {})


def _user(request: HttpRequest) -> User:
    return User.objects.get(pk=str(request.user.pk))


def _reminders(found: Whose) -> dict[str, object] | None:
    kept = found.reminders
    if kept is None or found.person is None:
        return None
    return {
        "zone": kept.zone,
        "at": kept.at.isoformat("minutes"),
        "daily": kept.daily,
        "by_mail": kept.by_mail,
        "calendar": bool(kept.feed),
        "letters": [
            {
                "kind": each.kind,
                "since": each.since.isoformat(),
                "sent": each.sent.isoformat() if each.sent else None,
            }
            for each in Letter.objects.filter(person=found.person).order_by("pk")
        ],
    }


def _file(ending: str) -> str:
    return f"{knowledge.texts().text('mine.data.file', language())}.{ending}"


def _asking() -> Asking:
    return Asking(knowledge.guideline(), knowledge.texts(), language())


def _question(fact: Fact) -> Question:
    """The question, with every answer in one list."""
    asking = _asking()
    question = asking.fact(fact)
    words = question.words or label(knowledge.guideline(), fact.name, language())
    options = question.options
    if isinstance(fact.type, Choice):
        unsure = next(each for each in options if each.value == UNSURE)
        every = (Option(each, asking.say(fact.option_words[each])) for each in fact.type.options)
        options = (*every, unsure)
    return Question(**{**vars(question), "words": words, "options": options})

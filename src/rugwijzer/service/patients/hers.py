"""Whose page it is: somebody who is signed in, her episode, and what she told in it.

Nothing of anybody stands in an address: whose it is follows from who is signed in, and from nothing
else. So nobody can ask for what is another's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from rugwijzer.care.history import BETTER, STOPPED, Visit
from rugwijzer.care.plan.parts import Part, Plan
from rugwijzer.care.returning import Interviews, Returning
from rugwijzer.service import knowledge
from rugwijzer.service.accounts.actions import has_consented
from rugwijzer.service.accounts.models import User
from rugwijzer.service.design.templatetags.design import language
from rugwijzer.service.records import reading
from rugwijzer.service.records.models import Episode, Person
from rugwijzer.wording.plan_words import PlanWords

P = ParamSpec("P")
CHANGED = ("passing_and_feeling",)
"""The screen that comes first when something has changed."""


@cache
def interviews() -> Interviews:
    """The interviews of this guideline."""
    return Interviews.of(knowledge.planner())


@dataclass(frozen=True)
class Hers:
    """Somebody in an episode, on a day."""

    person: Person
    episode: Episode
    today: date

    @cached_property
    def told(self) -> tuple[Visit, ...]:
        """What she told so far, day by day."""
        return reading.told_in(self.person, self.episode, until=self.today)

    def returning(self, why: str = "check_in") -> Returning:
        """What she is asked today, and what follows from it."""
        return Returning(
            knowledge.planner(),
            self.told,
            self.today,
            interviews=interviews(),
            purpose="quiet_week" if why in ("quiet", "better") else "check_in",
            first=CHANGED if why in ("changed", "quiet") else (),
            anew=True,
        )

    @cached_property
    def plan(self) -> Plan:
        """Her plan, as it is shown today."""
        return knowledge.planner().plan_of(self.told, self.today)

    @cached_property
    def is_better(self) -> bool:
        """Whether she stops because she is better, and a few signs are to be asked before that."""
        said = [each.answers[STOPPED] for each in self.told if STOPPED in each.answers]
        return said[-1:] == [BETTER] and self.plan.state != "graduated"

    @cached_property
    def words(self) -> PlanWords:
        """The same in words."""
        return words_of(self.plan)

    @cached_property
    def done(self) -> dict[str, int]:
        """How often each thing was done today."""
        return reading.done_in(self.person, self.episode).get(self.today, {})

    def part(self, slug: str) -> Part | None:
        """The part of her plan with this name, for today or for when it helps."""
        parts = (*self.plan.today, *self.plan.parts, *self.plan.at_hand)
        return next((each for each in parts if name_of(each) == slug), None)


def name_of(part: Part) -> str:
    """Under which name it is kept that a part was done."""
    return part.slug or part.kind


def words_of(plan: Plan) -> PlanWords:
    """A plan in the words of this request."""
    return PlanWords(
        plan, knowledge.guideline(), knowledge.texts(), knowledge.catalogue(), language()
    )


def today_is() -> date:
    """The day, where the service is."""
    return timezone.localdate()


def hers_of(user: User) -> Hers | None:
    """Her episode of now, if she is in one and still agrees that it is kept."""
    person = reading.person_of(user)
    if person is None or not has_consented(user):
        return None
    episode = reading.active_episode(person)
    return Hers(person, episode, max(today_is(), episode.began)) if episode is not None else None


def for_her(
    view: Callable[Concatenate[HttpRequest, Hers, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page of somebody with a plan. Who has none is led to where she can get one."""

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        hers = hers_of(cast(User, request.user))
        if hers is None:
            return HttpResponseRedirect(reverse("today"))
        answer = view(request, hers, *args, **kwargs)
        return private(answer)

    kept: Callable[Concatenate[HttpRequest, P], HttpResponse] = login_required(page)  # type: ignore[assignment]
    return kept


def private(answer: HttpResponse) -> HttpResponse:
    """A page that no browser or machine in between keeps: the next one at this screen sees none."""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def text(key: str, **places: object) -> str:
    """One text in the language of the page."""
    return knowledge.texts().text(key, language(), **places)

"""The addresses of what everybody may see."""

from __future__ import annotations

from django.urls import path

from rugwijzer.service.design.routes import route
from rugwijzer.service.site import addresses, call_card, check, figures, front, guide, rules

assert addresses  # registers how a page of the guide stands in an address

urlpatterns = [
    path("", front.home, name="home"),
    route("gids/", "guide/", guide.contents, "guide"),
    route("gids/<page:page>/", "guide/<page:page>/", guide.page, "guide_page"),
    route("zo-beslissen-we/", "how-we-decide/", rules.contents, "rules"),
    route("je-gegevens/", "your-data/", front.privacy, "privacy"),
    route("check/", "check/", check.start, "check"),
    route("check/<int:step>/", "check/<int:step>/", check.question, "check_question"),
    route("check/uitslag/", "check/result/", check.result, "check_result"),
    route("check/belkaart/", "check/call-card/", call_card.call_card, "call_card"),
    route("check/plan.pdf", "check/plan.pdf", check.paper, "check_paper"),
    route("veranderd/", "changed/", check.changed, "changed"),
    path("figuur/<slug:room>/<slug:slug>/<slug:form>.svg", figures.figure, name="figure"),
]

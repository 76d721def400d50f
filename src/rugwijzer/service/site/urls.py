"""The addresses of what everybody may see."""

from __future__ import annotations

from django.urls import path

from rugwijzer.service.design import examples
from rugwijzer.service.design.routes import route
from rugwijzer.service.site import addresses, check, figures, front, guide, rules, sources

assert addresses  # registers how a page of the guide stands in an address

urlpatterns = [
    path("", front.home, name="home"),
    route("gids/", "guide/", guide.contents, "guide"),
    route("gids/<page:page>/", "guide/<page:page>/", guide.page, "guide_page"),
    route("zo-beslissen-we/", "how-we-decide/", rules.contents, "rules"),
    route(
        "zo-beslissen-we/vragen/",
        "how-we-decide/questions/",
        rules.questions,
        "rules_questions",
    ),
    route(
        "zo-beslissen-we/vragen/<name:fact>/",
        "how-we-decide/questions/<name:fact>/",
        rules.question,
        "rules_question",
    ),
    route(
        "zo-beslissen-we/begrippen/<name:term>/",
        "how-we-decide/terms/<name:term>/",
        rules.term,
        "rules_term",
    ),
    route("zo-beslissen-we/bronnen/", "how-we-decide/sources/", sources.contents, "rules_sources"),
    route(
        "zo-beslissen-we/bronnen/<source:source>/",
        "how-we-decide/sources/<source:source>/",
        sources.page_of,
        "rules_source",
    ),
    route("zo-beslissen-we/waarborgen/", "how-we-decide/promises/", sources.claims, "rules_claims"),
    route(
        "zo-beslissen-we/nog-na-te-kijken/",
        "how-we-decide/not-signed-off/",
        sources.unsigned,
        "rules_unsigned",
    ),
    route(
        "zo-beslissen-we/<name:decision>/",
        "how-we-decide/<name:decision>/",
        rules.decision,
        "rules_decision",
    ),
    route(
        "zo-beslissen-we/<name:decision>/<name:rule>/",
        "how-we-decide/<name:decision>/<name:rule>/",
        rules.rule,
        "rules_rule",
    ),
    route("vormgeving/", "design/", examples.preview, "preview"),
    route("je-gegevens/", "your-data/", front.privacy, "privacy"),
    route("check/", "check/", check.start, "check"),
    route("check/<int:step>/", "check/<int:step>/", check.question, "check_question"),
    route("check/uitslag/", "check/result/", check.result, "check_result"),
    route("veranderd/", "changed/", check.changed, "changed"),
    path("figuur/<slug:room>/<slug:slug>/<slug:form>.svg", figures.figure, name="figure"),
]

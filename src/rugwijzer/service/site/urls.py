"""The addresses of what everybody may see."""

from __future__ import annotations

from django.urls import path

from rugwijzer.service.design import examples
from rugwijzer.service.design.routes import route
from rugwijzer.service.site import (
    addresses,
    call_card,
    check,
    figures,
    front,
    guide,
    library,
    phone,
    phone_device,
    previews,
    rules,
    search,
    sitemaps,
    sources,
)

assert addresses  # registers how a page of the guide stands in an address

urlpatterns = [
    path("", front.home, name="home"),
    # What is asked for most stands first, for addresses are tried in order.
    route("check/", "check/", check.start, "check"),
    route("check/<int:step>/", "check/<int:step>/", check.question, "check_question"),
    route("check/uitslag/", "check/result/", check.result, "check_result"),
    route("check/belkaart/", "check/call-card/", call_card.call_card, "call_card"),
    route("check/plan.pdf", "check/plan.pdf", check.paper, "check_paper"),
    route("veranderd/", "changed/", check.changed, "changed"),
    route("gids/", "guide/", guide.contents, "guide"),
    route("gids/<page:page>/", "guide/<page:page>/", guide.page, "guide_page"),
    route("zoeken/", "search/", search.search, "search"),
    route("oefeningen/", "exercises/", library.exercises, "exercises"),
    route(
        "oefeningen/<exercise:exercise>/",
        "exercises/<exercise:exercise>/",
        library.exercise,
        "exercise",
    ),
    route("houdingen/", "positions/", library.positions, "positions"),
    route(
        "houdingen/<position:position>/",
        "positions/<position:position>/",
        library.position,
        "position",
    ),
    route("lessen/", "lessons/", library.lessons, "lessons"),
    route("lessen/<lesson:lesson>/", "lessons/<lesson:lesson>/", library.lesson, "lesson"),
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
    route("vormgeving/", "design/", examples.preview, "design"),
    route("je-gegevens/", "your-data/", front.privacy, "privacy"),
    route("telefoon/", "phone/", phone.phone, "phone"),
    route("telefoon/belkaart/", "phone/call-card/", phone.card, "phone_card"),
    route("telefoon/vandaag/", "phone/today/", phone.today, "phone_today"),
    route("telefoon/weekcheck/", "phone/check-in/", phone.check_in, "phone_check_in"),
    route("telefoon/bewaar/", "phone/keep/", phone.keep, "phone_keep"),
    route("telefoon/wis/", "phone/erase/", phone.forget, "phone_forget"),
    route(
        "telefoon/geen-verbinding/", "phone/no-connection/", phone_device.offline, "phone_offline"
    ),
    path("sw.js", phone_device.worker, name="phone_worker"),
    path("manifest.webmanifest", phone_device.manifest, name="manifest"),
    path("figuur/<slug:room>/<slug:slug>/<slug:form>.svg", figures.figure, name="figure"),
    path("beeld/<slug:kind>/<slug:slug>.png", previews.preview, name="preview"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

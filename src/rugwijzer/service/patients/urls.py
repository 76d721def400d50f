"""The addresses of somebody with an account and a plan."""

from __future__ import annotations

from rugwijzer.service.design.routes import route
from rugwijzer.service.patients import check_in, doing, stopping, taking, today, urls_mine

urlpatterns = [
    route("bewaren/", "keep/", taking.take, "take_check"),
    route("vandaag/", "today/", today.today, "today"),
    route("vandaag/gedaan/", "today/done/", today.done, "today_done"),
    route("vandaag/plan/", "today/plan/", today.week, "week"),
    route("vandaag/hoe-gaat-het/", "today/how-is-it/", check_in.check_in, "check_in"),
    route(
        "vandaag/hoe-gaat-het/<int:step>/",
        "today/how-is-it/<int:step>/",
        check_in.question,
        "check_in_question",
    ),
    route(
        "vandaag/hoe-gaat-het/uitslag/",
        "today/how-is-it/result/",
        check_in.result,
        "check_in_result",
    ),
    route("vandaag/belkaart/", "today/call-card/", check_in.call_card, "today_call_card"),
    route("vandaag/stoppen/", "today/stop/", stopping.stop, "stop_plan"),
    route(
        "oefening-doen/<slug:slug>/", "do-exercise/<slug:slug>/", doing.exercise, "doing_exercise"
    ),
    route("les-doen/<slug:slug>/", "do-lesson/<slug:slug>/", doing.lesson, "doing_lesson"),
    *urls_mine.urlpatterns,
]

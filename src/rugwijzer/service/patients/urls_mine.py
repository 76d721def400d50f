"""The addresses of her progress, diary, reminders and data."""

from __future__ import annotations

from rugwijzer.service.design.routes import route
from rugwijzer.service.patients import data, diary, earlier, progress, reminders

urlpatterns = [
    route("verloop/", "progress/", progress.progress, "progress"),
    route(
        "verloop/<str:what>-<str:theme>.svg",
        "progress/<str:what>-<str:theme>.svg",
        progress.progress_picture,
        "progress_picture",
    ),
    route(
        "verloop/advies/<uuid:advice>/",
        "progress/advice/<uuid:advice>/",
        earlier.earlier_advice,
        "earlier_advice",
    ),
    route("dagboek/", "diary/", diary.diary, "diary"),
    route("herinneringen/", "reminders/", reminders.reminders, "reminders"),
    route(
        "herinneringen/agenda/",
        "reminders/calendar/",
        reminders.calendar_change,
        "calendar_change",
    ),
    route(
        "herinneringen/stop/<str:secret>/",
        "reminders/stop/<str:secret>/",
        reminders.letters_stop,
        "letters_stop",
    ),
    route(
        "agenda/<str:secret>.ics", "calendar/<str:secret>.ics", reminders.calendar_feed,
        "calendar_feed",
    ),
    route("klein-beginnen/", "small-start/", reminders.small_start, "small_start"),
    route("mijn-gegevens/", "my-data/", data.data, "data"),
    route("mijn-gegevens/alles.json", "my-data/all.json", data.data_json, "data_json"),
    route("mijn-gegevens/alles.pdf", "my-data/all.pdf", data.data_pdf, "data_pdf"),
    route(
        "mijn-gegevens/verbeteren/<uuid:visit>/<int:number>/",
        "my-data/correct/<uuid:visit>/<int:number>/",
        data.data_correct,
        "data_correct",
    ),
    route("mijn-gegevens/intrekken/", "my-data/withdraw/", data.data_withdraw, "data_withdraw"),
    route("mijn-gegevens/toestaan/", "my-data/agree/", data.data_agree, "data_agree"),
    route("mijn-gegevens/wissen/", "my-data/delete/", data.data_delete, "data_delete"),
    route("tot-ziens/", "goodbye/", data.goodbye, "goodbye"),
]  # fmt: skip

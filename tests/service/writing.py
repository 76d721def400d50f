"""A process that writes visits as fast as it can, until it is killed (`test_kill.py`).

It says on standard output what was confirmed, one line for each write, after the fact.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import date, timedelta

import django

BEGAN = date(2026, 3, 2)


def main(people: int) -> None:
    """Writes for so many people at once."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rugwijzer.service.config.settings"
    django.setup()
    threads = [threading.Thread(target=_write, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _write(number: int) -> None:
    from rugwijzer.care.history import Visit
    from rugwijzer.service.accounts.actions import give_consent, has_consented
    from rugwijzer.service.accounts.models import User
    from rugwijzer.service.records import actions, reading

    email = f"person{number}@example.org"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if not has_consented(user):
        give_consent(user)
    person = reading.person_of(user) or actions.add_person(user)
    while True:
        episode = reading.active_episode(person)
        if episode is None:
            begun = actions.start_episode(person, Visit(BEGAN, {"pain_now": 5}))
            _say(number, "visit", begun.pk.hex, 1)
            continue
        last = episode.visits.order_by("number").last()
        assert last is not None
        if last.number >= 12:
            actions.stop_episode(person, last.on + timedelta(days=1), "better")
            _say(number, "stopped", episode.pk.hex, 0)
            continue
        day = last.day + 7
        told = Visit(BEGAN + timedelta(days=day), {"pain_now": day % 10})
        visit = actions.record_visit(person, told)
        _say(number, "visit", episode.pk.hex, visit.number)
        actions.mark_done(person, told.at, "bridge", day)
        _say(number, "done", episode.pk.hex, day)


def _say(number: int, what: str, episode: str, at: int) -> None:
    os.write(1, f"{number} {what} {episode} {at}\n".encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))

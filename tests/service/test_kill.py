"""A service that is killed at any moment loses nothing it confirmed, and keeps nothing half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

KILLS = 300 if os.environ.get("RUGWIJZER_SLOW") else 5
PEOPLE = 4
WRITING = Path(__file__).with_name("writing.py")
CHECK = """
import sys, django
django.setup()
from collections import Counter
from django.db import connection
from rugwijzer.service.audit.models import Entry
from rugwijzer.service.records.models import *
for line in sys.stdin:
    number, what, episode, at = line.split()
    rows = Episode.objects.filter(pk=episode)
    if what == "visit":
        visit = Visit.objects.get(episode=episode, number=at)
        assert visit.told(visit.episode.person)["answers"].keys() == {"pain_now"}
    elif what == "done":
        done = Done.objects.get(episode=episode, day=at)
        assert done.told(done.episode.person) == {"bridge": int(at)}
    else:
        assert rows.get().ended is not None
for visit in Visit.objects.select_related("episode__person"):
    advice = visit.advices.get()
    assert advice.told(visit.episode.person)["urgency"]
    assert advice.plan.told(visit.episode.person)["parts"] is not None
for episode in Episode.objects.all():
    numbers = list(episode.visits.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert episode.plans.filter(active=True).count() == (episode.ended is None)
    assert episode.plans.count() == len(numbers)
did = Counter(Entry.objects.values_list("what", flat=True))
assert did["episode_started"] == Episode.objects.count()
assert did["visit_recorded"] + did["episode_started"] == Visit.objects.count()
assert did["done_marked"] == Done.objects.count()
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
print(connection.vendor, Visit.objects.count())
"""


@pytest.fixture
def surroundings(tmp_path: Path, transactional_db: None) -> Iterator[dict[str, str]]:
    """A database of its own: a file, or one more in the PostgreSQL of this run."""
    found = os.environ | {
        "RUGWIJZER_FOLDER": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "rugwijzer.service.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    name = f"killed_{uuid4().hex}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        found["RUGWIJZER_DATABASE"] = found["RUGWIJZER_DATABASE"].replace("/postgres?", f"/{name}?")
    else:
        found.pop("RUGWIJZER_DATABASE", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=found, check=True)
    yield found
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_what_was_confirmed_is_there_and_no_plan_is_half_however_often_it_is_killed(
    surroundings: dict[str, str],
) -> None:
    confirmed: list[str] = []
    moments = random.Random(8)
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, str(WRITING), str(PEOPLE)], env=surroundings, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(moments.uniform(0.0, 1.5))
            process.send_signal(signal.SIGKILL)
            said = (first + process.stdout.read()).decode()
        assert process.returncode == -signal.SIGKILL
        confirmed += [line for line in said.splitlines(keepends=True) if line.endswith("\n")]
    assert len(confirmed) >= KILLS
    checked = subprocess.run(
        [sys.executable, "-c", CHECK],
        env=surroundings,
        input="".join(confirmed),
        text=True,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    vendor, visits = checked.stdout.split()
    assert vendor == connection.vendor
    assert int(visits) >= sum(" visit " in line for line in confirmed)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_deleted_person_is_left_in_the_files_of_sqlite(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("what PostgreSQL deleted goes at its next vacuum")
    done = subprocess.run(
        [sys.executable, "-c", DELETE],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    planted = [bytes.fromhex(each) for each in done.stdout.split()]
    assert len(planted) > 10
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"bert@example.org" in held
    for each in planted:
        assert each not in held


DELETE = """
import django
django.setup()
from datetime import date, timedelta
from importlib import import_module
from django.conf import settings
from rugwijzer.care.history import Visit as Told
from rugwijzer.service.accounts.actions import give_consent
from rugwijzer.service.accounts.models import User
from rugwijzer.service.records import actions
from rugwijzer.service.records.models import *

planted = [b"pain_now", b"bridge_of_anna", b"anna@example.org"]
for name in ("anna", "bert"):
    user = User.objects.create_user(name + "@example.org", "een lang wachtwoord")
    give_consent(user)
    person = actions.add_person(user)
    began = date(2026, 3, 2)
    actions.start_episode(person, Told(began, {"pain_now": 7}))
    for week in range(1, 9):
        at = began + timedelta(days=7 * week)
        actions.record_visit(person, Told(at, {"pain_now": 7}))
        actions.mark_done(person, at, "bridge_of_" + name, 1)
        actions.note_day(person, at, {"pain": 3})
    actions.keep_draft(person, {"s": []})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.save()
    if name == "anna":
        planted += [session.session_key.encode(), user.pk.hex.encode(), person.pk.hex.encode()]
        planted += [bytes(person.wrapped_key), person.key, user.password.encode()]
        for model in (Visit, Advice, Plan, Done, Diary, Draft, Episode):
            planted += [bytes(row.sealed)[:64] for row in model.objects.all()]
actions.delete_person(User.objects.get(email="anna@example.org"))
print(*(each.hex() for each in planted))
"""

"""Her data: all of it to see, correct, take with her, and to have gone at once."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.service.addresses import address
from tests.service.conftest import told

from rugwijzer.paper.booklet import Booklet, Chapter, booklet_pdf
from rugwijzer.service.accounts.models import User
from rugwijzer.service.audit.models import Entry
from rugwijzer.service.audit.pseudonyms import pseudonym
from rugwijzer.service.patients.kept import Kept
from rugwijzer.service.patients.reminding import open_feed
from rugwijzer.service.records.actions import mark_done, note_day, start_episode
from rugwijzer.service.records.models import Advice, Diary, Episode, Person, Visit

TODAY = date.today()
HERS = "een lang wachtwoord"


def begun(user: User, **answers: Any) -> Visit:
    first = told(0, **answers)
    start_episode(
        user.person, type(first)(TODAY - timedelta(days=2), first.answers, {"everyday": 12})
    )
    note_day(user.person, TODAY, {"pain": 6, "activity": 1})
    mark_done(user.person, TODAY, "walking", 2)
    return Visit.objects.get(episode__person=user.person)


@pytest.fixture
def hers(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def shown_again(client: Client, where: str) -> Client:
    """She shows once more that it is her."""
    asked = client.get(where)
    assert asked.status_code == 302
    answer = client.post(asked.headers["Location"], {"password": HERS})
    assert answer.headers["Location"] == where
    return client


def test_every_answer_stands_there_in_words_with_its_day_and_guideline(
    hers: Client, anna: User
) -> None:
    visit = begun(anna, saddle="none", pain_area=frozenset({"low_back"}), fever=None)
    page = hers.get(address("data")).content.decode()
    kept = Kept(anna.person, "nl").visit(visit)
    assert len(kept.answers) == 4
    for row in (*kept.answers, *kept.scores):
        assert row.label in page
        assert row.value in page
    assert visit.guideline.number in page
    assert str(visit.on.year) in page
    assert "pijn 6" in page
    assert "new_or_worse" not in page
    assert "low_back" not in page
    english = hers.get(address("data", "en")).content.decode()
    assert "pain 6" in english
    assert "My data" in english


def test_a_corrected_answer_is_advised_on_anew_and_the_new_advice_is_shown(
    hers: Client, anna: User
) -> None:
    visit = begun(anna, saddle="none")
    number = list(visit.told(anna.person)["answers"]).index("saddle") + 1
    where = f"/mijn-gegevens/verbeteren/{visit.pk}/{number}/"
    assert "saddle" not in where
    assert 'value="new_or_worse"' in hers.get(where).content.decode()
    assert hers.post(where, {}).status_code == 422
    assert hers.post(where, {"saddle": "-group1"}).status_code == 422
    answer = hers.post(where, {"saddle": "new_or_worse"})
    new = Advice.objects.get(number=2)
    assert answer.headers["Location"] == f"/verloop/advies/{new.pk}/"
    visit.refresh_from_db()
    assert visit.told(anna.person)["answers"]["saddle"] == "new_or_worse"
    assert new.attention in ("same_day", "call_now", "call_112")
    page = hers.get(answer.headers["Location"]).content.decode()
    assert address("today_call_card") in page


def test_dont_know_can_be_the_right_answer(hers: Client, anna: User) -> None:
    visit = begun(anna, saddle="none")
    number = list(visit.told(anna.person)["answers"]).index("saddle") + 1
    hers.post(f"/mijn-gegevens/verbeteren/{visit.pk}/{number}/", {"saddle": "-unsure"})
    visit.refresh_from_db()
    assert visit.told(anna.person)["answers"]["saddle"] is None


def test_every_kind_of_question_can_be_corrected(hers: Client, anna: User) -> None:
    visit = begun(
        anna,
        saddle="none",
        age=40,
        pain_days=12,
        pain_area=frozenset({"low_back"}),
        fever=False,
        cancer_ever=False,
    )
    for number in range(1, len(visit.told(anna.person)["answers"]) + 1):
        for language in ("mijn-gegevens/verbeteren", "en/my-data/correct"):
            assert hers.get(f"/{language}/{visit.pk}/{number}/").status_code == 200
    assert hers.get(f"/mijn-gegevens/verbeteren/{visit.pk}/0/").status_code == 404
    assert hers.get(f"/mijn-gegevens/verbeteren/{visit.pk}/99/").status_code == 404


def test_nobody_corrects_what_another_told(client: Client, anna: User, bert: User) -> None:
    visit = begun(anna, saddle="none")
    client.force_login(bert)
    where = f"/mijn-gegevens/verbeteren/{visit.pk}/1/"
    assert client.get(where).status_code == 404
    assert client.post(where, {"pain_now": "1"}).status_code == 404
    page = client.get(address("data")).content.decode()
    assert "pijn 6" not in page
    assert "anna" not in page


def test_the_file_for_a_computer_holds_everything(hers: Client, anna: User) -> None:
    begun(anna, saddle="none")
    open_feed(anna.person)
    answer = hers.get(address("data_json"))
    assert "attachment" in answer["Content-Disposition"]
    told_all = json.loads(answer.content)
    (episode,) = told_all["episodes"]
    assert episode["visits"][0]["answers"] == {"pain_now": 4, "saddle": "none"}
    assert episode["visits"][0]["measures"] == {"everyday": 12}
    assert episode["diary"] == {TODAY.isoformat(): {"pain": 6, "activity": 1}}
    assert told_all["account"]["email"] == "anna@example.org"
    assert told_all["reminders"]["calendar"] is True


def test_the_file_to_read_is_a_pdf_with_the_same(hers: Client, anna: User) -> None:
    begun(anna, saddle="none")
    for language in ("nl", "en"):
        answer = hers.get(address("data_pdf", language))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert len(answer.content) > 5_000
    from rugwijzer.service.patients.whose import Whose

    person = Person.objects.get(user=anna)
    booklet = Kept(person, "nl").booklet(Whose(anna, person, None, None))
    labels = {label for chapter in booklet.chapters for label, _ in chapter.rows}
    kept = Kept(person, "nl").visit(Visit.objects.get())
    assert {row.label for row in (*kept.answers, *kept.scores)} <= labels
    assert any(lines for chapter in booklet.chapters for _, lines in chapter.lists)


def test_a_long_booklet_gets_as_many_pages_as_it_takes() -> None:
    rows = tuple((f"Vraag {each}", "ja") for each in range(200))
    chapters = (Chapter("Een", "", rows), Chapter("Twee", "leeg", (), (("Drie", ("a", "b")),)))
    pages = booklet_pdf(Booklet("nl", 20_000, "Mijn gegevens", "vandaag", "Alles.", chapters, "."))
    assert int(re.findall(rb"/Count (\d+)", pages)[0]) >= 4
    assert pages == booklet_pdf(
        Booklet("nl", 20_000, "Mijn gegevens", "vandaag", "Alles.", chapters, ".")
    )


def test_deleting_takes_two_taps_and_showing_that_it_is_her(hers: Client, anna: User) -> None:
    begun(anna)
    where = address("data_delete")
    assert where in hers.get(address("data")).content.decode()
    shown_again(hers, where)
    page = hers.get(where).content.decode()
    assert "zonder naam" in page
    answer = hers.post(where)
    assert answer.headers["Location"] == address("goodbye")
    assert not User.objects.filter(pk=anna.pk).exists()
    assert not Person.objects.exists()
    assert not Episode.objects.exists()
    assert not Diary.objects.exists()
    assert not Session.objects.exists()
    who = pseudonym(str(anna.pk))
    assert list(Entry.objects.filter(subject=who).values_list("what", flat=True))[-1] == (
        "person_deleted"
    )
    bye = hers.get(address("goodbye"))
    assert bye.status_code == 200
    assert "gewist" in bye.content.decode()
    assert hers.get(address("data")).status_code == 302


def test_whoever_finds_her_phone_open_deletes_nothing(hers: Client, anna: User) -> None:
    begun(anna)
    for name in ("data_delete", "data_withdraw"):
        answer = hers.post(address(name))
        assert answer.headers["Location"].partition("?")[0] == address("account_reauthenticate")
        hers.post(answer.headers["Location"], {"password": "een ander wachtwoord"})
    assert Person.objects.filter(user=anna).exists()


def test_withdrawing_takes_the_answers_and_leaves_the_account(hers: Client, anna: User) -> None:
    begun(anna)
    where = address("data_withdraw")
    shown_again(hers, where)
    assert hers.post(where).headers["Location"] == address("data")
    assert not Person.objects.exists()
    assert User.objects.filter(pk=anna.pk).exists()
    page = hers.get(address("data")).content.decode()
    assert "geen antwoorden" in page
    for name in ("progress", "diary", "reminders", "small_start"):
        assert hers.get(address(name)).status_code == 200
    assert hers.get(address("data_pdf")).status_code == 404
    hers.post(address("data_agree"))
    assert Person.objects.filter(user=anna).exists()

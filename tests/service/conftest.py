"""What every test of the service may ask for.

A test that touches the database gets the mark `database` by itself. All run on SQLite; those run
once more on PostgreSQL (`tests/service/on_postgres.py`, part of `make test`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django import Settings

from rugwijzer.care.history import Visit as Told

DAY = date(2026, 3, 2)
TOUCHING = {"db", "transactional_db", "anna", "bert"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database; runs on both")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or asked & TOUCHING:
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _dutch_first() -> Iterator[None]:
    """The last page somebody asked for in English leaves this thread in English."""
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> None:
    """Pages in tests name their files without the marks that `collectstatic` gives them."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def told(days: int = 0, **answers: object) -> Told:
    """What somebody says so many days after the first."""
    return Told(DAY + timedelta(days=days), {"pain_now": 4, **answers})  # type: ignore[dict-item]


@pytest.fixture
def make(db: None) -> Callable[..., object]:
    from allauth.account.models import EmailAddress

    from rugwijzer.service.accounts.actions import give_consent
    from rugwijzer.service.accounts.models import User
    from rugwijzer.service.records.actions import add_person

    def made(name: str, *, agreed: bool = True, **fields: object) -> User:
        user = User.objects.create_user(f"{name}@example.org", "een lang wachtwoord", **fields)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if agreed:
            give_consent(user)
            add_person(user)
        return user

    return made


@pytest.fixture
def anna(make: Callable[..., object]) -> object:
    """Somebody with an account of whom answers may be kept."""
    return make("anna")


@pytest.fixture
def bert(make: Callable[..., object]) -> object:
    """Somebody else."""
    return make("bert")

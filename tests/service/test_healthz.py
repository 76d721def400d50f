"""Who looks after the service can ask whether it works."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_is_well_when_its_database_answers() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_without_its_database_it_is_not_well_and_the_guide_can_still_be_read() -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("gone")):
        answer = Client().get("/healthz")
        assert answer.status_code == 503
        assert b"gone" not in answer.content
        assert Client().get("/gids/").status_code == 200

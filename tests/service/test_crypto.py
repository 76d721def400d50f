"""What is sealed opens with its own key, in its own place, and nowhere else."""

from __future__ import annotations

import os
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from rugwijzer.service.accounts import keys
from rugwijzer.service.records.sealing import BLOCK, Place, key_of, new_key, rewrapped, seal, unseal

OLD, NEW = "o" * 40, "n" * 40
HERE = Place("records_visit", UUID(int=1), "sealed")

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(plain)
def test_what_is_sealed_comes_out_as_it_went_in(content: object) -> None:
    key = os.urandom(32)
    assert unseal(key, HERE, seal(key, HERE, content)) == content


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("records_plan", UUID(int=1), "sealed"),
        Place("records_visit", UUID(int=2), "sealed"),
        Place("records_visit", UUID(int=1), "other"),
    ],
)
def test_a_sealed_row_put_in_another_place_does_not_open(elsewhere: Place) -> None:
    key = os.urandom(32)
    with pytest.raises(keys.CannotOpen):
        unseal(key, elsewhere, seal(key, HERE, {"pain_now": 3}))


def test_one_changed_bit_and_it_does_not_open() -> None:
    key = os.urandom(32)
    sealed = seal(key, HERE, {"pain_now": 3})
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(keys.CannotOpen):
            unseal(key, HERE, changed)


def test_somebody_elses_key_does_not_open_it() -> None:
    with pytest.raises(keys.CannotOpen):
        unseal(os.urandom(32), HERE, seal(os.urandom(32), HERE, {}))


def test_the_same_answer_never_looks_the_same_and_its_length_says_little() -> None:
    key = os.urandom(32)
    one, two = seal(key, HERE, {"pain_now": 3}), seal(key, HERE, {"pain_now": 3})
    longer = seal(key, HERE, {"pain_now": 3, "saddle": "new_or_worse"})
    assert one != two
    assert len(one) == len(two) == len(longer)
    assert (len(one) - 1 - 12 - 16) % BLOCK == 0


def test_a_key_wrapped_under_the_old_one_opens_while_the_old_one_is_there(
    settings: Settings,
) -> None:
    person = uuid4()
    settings.MASTER_KEYS = OLD
    wrapped = new_key(person)
    key = key_of(person, wrapped)
    settings.MASTER_KEYS = f"{NEW}, {OLD}"
    assert key_of(person, wrapped) == key
    assert not keys.is_newest(wrapped)
    again = rewrapped(person, wrapped)
    settings.MASTER_KEYS = NEW
    assert key_of(person, again) == key
    assert keys.is_newest(again)
    with pytest.raises(keys.CannotOpen):
        key_of(person, wrapped)


def test_a_key_wrapped_for_one_person_is_not_the_key_of_another() -> None:
    with pytest.raises(keys.CannotOpen):
        key_of(uuid4(), new_key(uuid4()))


@pytest.mark.parametrize("named", ["", " , ", "short", f"{OLD},short"])
def test_without_a_good_key_the_service_refuses(named: str, settings: Settings) -> None:
    settings.MASTER_KEYS = named
    with pytest.raises(ImproperlyConfigured):
        new_key(uuid4())

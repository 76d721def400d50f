"""Items: how long a dose takes, what a programme becomes, and what the guideline's own ones say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from rugwijzer.cli.exercises import named
from rugwijzer.compiler import (
    Dose,
    Guideline,
    Item,
    Place,
    Range,
    SetDecision,
    export_guideline,
    load,
    restore_guideline,
)
from rugwijzer.library.checking.doses import KNOWN, Named, mismatches
from rugwijzer.library.exercises import TAGS, load_exercises
from rugwijzer.paths import find

HERE = Place("", 0)
BICYCLE = load(Path(__file__).parents[1] / "bicycle")


@cache
def real() -> Guideline:
    return load(find("guideline"))


def one(number: int) -> Range:
    return Range(number, number)


# --- how long it takes


@pytest.mark.parametrize(
    ("dose", "once", "a_day"),
    [
        (Dose(HERE, times=one(8), a_week=one(3)), one(24), one(24)),
        (Dose(HERE, times=one(8), hold=one(2), a_week=one(3)), one(40), one(40)),
        (Dose(HERE, sets=one(3), hold=one(10), a_week=one(3)), one(69), one(69)),
        (Dose(HERE, times=one(5), per_side=True, a_day=Range(1, 2)), one(30), Range(30, 60)),
        (Dose(HERE, each_set=(6, 4, 2), hold=one(8), a_week=one(3)), one(162), one(162)),
        (Dose(HERE, times=one(4), metres=one(20), a_week=one(3)), one(80), one(80)),
        (Dose(HERE, times=one(5), breaths=one(1), a_week=one(7)), one(65), one(65)),
        (Dose(HERE, minutes=Range(2, 5), as_needed=True), Range(120, 300), Range(120, 300)),
        (Dose(HERE, minutes=one(2), an_hour=one(2)), one(120), one(0)),
        (Dose(HERE, woven_in=True), one(0), one(0)),
    ],
)
def test_how_long_a_dose_takes(dose: Dose, once: Range, a_day: Range) -> None:
    assert dose.seconds_once == once
    assert dose.seconds == a_day


def test_what_goes_between_other_things_has_no_days_of_its_own() -> None:
    assert Dose(HERE, times=one(8), a_week=one(3)).planned
    assert not Dose(HERE, minutes=one(2), an_hour=one(2)).planned
    assert not Dose(HERE, minutes=one(2), as_needed=True).planned
    assert not Dose(HERE, woven_in=True).planned


def test_a_dose_without_days_is_for_every_day() -> None:
    assert Dose(HERE, times=one(8), a_day=one(2)).days == one(7)


def test_a_level_with_something_beside_it_takes_as_long_as_the_longer() -> None:
    level = BICYCLE.items["hill-ride"].levels[1]
    assert level.also is not None
    assert level.seconds == level.dose.seconds
    assert real().items["yoga"].levels[1].seconds == Range(60 * 60, 75 * 60)


# --- a programme


def weeks(item: Item, *, slow: bool) -> list[tuple[int, int, int]]:
    return [(each.weeks, each.minutes, each.a_week) for each in item.programme(slow=slow)]


def test_walking_grows_to_thirty_minutes_on_five_days_in_twelve_weeks() -> None:
    walking = real().items["walking"]
    assert weeks(walking, slow=False) == [
        (2, 10, 3), (2, 15, 3), (2, 20, 3), (2, 20, 4), (2, 25, 4), (2, 30, 4), (14, 30, 5),
    ]  # fmt: skip
    assert [each.brisk is not None for each in walking.blocks] == [False] * 4 + [True] * 3
    assert walking.blocks[5].either == (26, 5)


def test_on_the_slower_path_each_step_lasts_twice_as_long_and_it_ends_in_the_same_week() -> None:
    walking = real().items["walking"]
    slow = weeks(walking, slow=True)
    assert slow == [
        (4, 10, 3), (4, 15, 3), (4, 20, 3), (4, 20, 4), (4, 25, 4), (4, 30, 4), (2, 30, 5),
    ]  # fmt: skip
    assert sum(each[0] for each in slow) == 26


# --- the guideline's own


def test_an_exported_guideline_carries_its_items() -> None:
    for guideline in (BICYCLE, real()):
        assert guideline.items
        assert restore_guideline(export_guideline(guideline)).items == guideline.items


def test_to_begin_with_nothing_but_a_class_takes_more_than_ten_minutes_a_day() -> None:
    for item in real().items.values():
        if item.group != "form":
            assert item.levels[0].seconds.first <= 600, item.name


FIGURES = ("sets", "times", "hold", "breaths", "minutes", "metres", "kg", "a_day", "a_week",
           "an_hour", "weeks")  # fmt: skip
IN_OTHER_WORDS = {
    "an_hour": {1, 2},  # every 60 min, every 30 min
    "a_week": {7},  # daily
    "breaths": {1},  # one breath
}
OURS = {
    ("yoga", 2, "minutes"), ("yoga", 3, "minutes"), ("yoga", 3, "a_week"),
    ("pilates", 1, "minutes"), ("pilates", 2, "minutes"), ("pilates", 3, "minutes"),
    ("legs-on-a-chair", 3, "minutes"),
    ("sitting-break", 1, "minutes"), ("sitting-break", 2, "minutes"),
}  # fmt: skip
"""Figures of another level or row: PLAN-90, or what the file says beside it."""


def told(item: Item) -> list[str]:
    """What the row of the evidence says of each level."""
    row = real().evidence[item.evidence[0]].fact
    found = re.search(r"L1 (.*?)\. L2 (.*?)\. L3 (.*?)\. (?:Doses|Easier|Harder)", row)
    assert found is not None, item.name
    return list(found.groups())


def test_every_figure_of_a_dose_is_one_of_the_evidence() -> None:
    days_elsewhere = "PLAN-91"
    for item in real().items.values():
        for number, (level, row) in enumerate(zip(item.levels, told(item), strict=True), start=1):
            figures = {int(each) for each in re.findall(r"\d+", row)} | {1}
            for dose in level.doses:
                assert set(dose.each_set) <= figures
                for key in FIGURES:
                    amount = getattr(dose, key)
                    if amount is None or (item.name, number, key) in OURS:
                        continue
                    known = figures | IN_OTHER_WORDS.get(key, set())
                    if {amount.first, amount.last} <= known:
                        continue
                    assert key in ("a_day", "a_week"), (item.name, number, key)
                    assert days_elsewhere in item.evidence, (item.name, number, key)


def test_every_item_cites_its_own_row_first_and_that_of_the_levels() -> None:
    for item in real().items.values():
        assert item.evidence[0].startswith("EX-")
        assert item.evidence[1] == "EX-LEVELS"
    assert len({item.evidence[0] for item in real().items.values()}) == len(real().items)


# --- joined to the words


def test_every_exercise_has_an_item_and_every_item_its_words() -> None:
    exercises = load_exercises(find("content"))
    items = {name: named(item) for name, item in real().items.items()}
    assert list(mismatches({each.slug for each in exercises}, items)) == []
    for each in exercises:
        assert real().items[each.slug].evidence[0] == each.id


def test_the_tags_we_have_words_for_are_the_movements_that_are_decided_on() -> None:
    movements = real().decisions["movements"]
    assert isinstance(movements, SetDecision)
    assert set(TAGS) == set(movements.names)
    used = {tag for item in real().items.values() for tag in item.tags}
    assert set(TAGS) - used == {"moves_fast"}


def test_no_exercise_asks_nothing_of_anybody() -> None:
    assert [item.name for item in real().items.values() if not item.tags] == []


BRIDGE = Named("items/bridge.yaml", "hip", ("strength",), "on_back", ("mat",), ("on_back",))


def test_an_exercise_without_an_item_and_an_item_without_words_are_named() -> None:
    assert list(mismatches({"bridge", "hop"}, {"bridge": BRIDGE})) == [
        "exercises/hop/words.yaml: the guideline does not say how much of this exercise. "
        "Add items/hop.yaml to the guideline, or take the exercise out."
    ]
    assert list(mismatches(set(), {"bridge": BRIDGE})) == [
        "items/bridge.yaml: there are no words for this item. "
        "Add exercises/bridge/words.yaml to content, or take the item out."
    ]


@pytest.mark.parametrize("key", KNOWN)
def test_a_name_that_nobody_knows_is_named(key: str) -> None:
    value = getattr(BRIDGE, key)
    other = Named(**{**vars(BRIDGE), key: "hop" if isinstance(value, str) else ("hop",)})
    (problem,) = mismatches({"bridge"}, {"bridge": other})
    assert problem.startswith(f"items/bridge.yaml: {key} says hop, which is not known. Known: ")

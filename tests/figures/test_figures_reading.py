"""Reading a movement: every mistake is named, with how to mend it."""

from __future__ import annotations

import pytest

from rugwijzer.figures import read_movement
from rugwijzer.figures.movement import eased, speed, when

GOOD: dict[str, object] = {
    "anchor": {"part": "feet", "at": [0, "floor"]},
    "pins": ["right_foot", "left_foot"],
    "poses": {"start": {"slope": 90}, "low": {"from": "start", "knee": {"near": 20, "far": 10}}},
    "loop": [
        {"to": "low", "seconds": 2, "breath": "in"},
        {"hold": 1},
        {"to": "start", "seconds": 2},
    ],
}


def test_a_good_movement_has_no_problems() -> None:
    movement, problems = read_movement(GOOD)
    assert problems == ()
    assert movement is not None
    assert movement.seconds == 5
    assert movement.first == "start"
    assert movement.poses["low"].angles["knee.right"] == 20
    assert movement.poses["low"].angles["knee.left"] == 10
    assert set(movement.poses["low"].pins) == {"right_foot", "left_foot"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"speed": 3}, "speed: is no key here."),
        ({"view": "sideways"}, "view: 'sideways' is not known. Use one of: side, front"),
        ({"anchor": {"part": "nose"}}, "anchor.part: 'nose' is not known."),
        ({"poses": {"start": {"nee": 20}}}, "poses.start.nee: is no joint. Use one of:"),
        ({"poses": {"start": {"knee": "far"}}}, "poses.start.knee: is not a number."),
        (
            {"poses": {"start": {"knee": {"flexion": 3}}}},
            "poses.start.knee: bends in one way only.",
        ),
        ({"poses": {"start": {"from": "low"}}}, "poses.start.from: 'low' does not stand above."),
        ({"loop": []}, "loop: goes nowhere."),
        ({"loop": [{"to": "up"}]}, "loop.0.to: 'up' is not known."),
        ({"loop": [{"to": "low", "seconds": -1}]}, "loop.0.seconds: is not above zero."),
        ({"pins": ["right_ear"]}, "pins: 'right_ear' is not known."),
        ({"works": ["brain"]}, "works: 'brain' is not known."),
        ({"feel": [{"part": "soul"}]}, "feel.part: 'soul' is not known."),
        ({"supports": [{"kind": "cloud"}]}, "supports.0.kind: 'cloud' is not known."),
        ({"held": [{"kind": "stick"}]}, "held.0: is nowhere. Write at, or from and to."),
        ({"figure": {"hair": "none"}}, "figure.hair: 'none' is not known."),
        ({"stills": ["middle"]}, "stills: 'middle' is not known."),
    ],
)
def test_each_mistake_is_named(change: dict[str, object], words: str) -> None:
    movement, problems = read_movement({**GOOD, **change})
    assert movement is None
    assert any(problem.startswith(words) for problem in problems), problems


COUNTS: tuple[object, ...] = (0, 21, -1, 2.0, 2.5, True, "3", None, float("inf"), 10**400)
UNTRUE: tuple[object, ...] = (1, 0, "true", None, [])
BICYCLE: dict[str, object] = {"pins": {"right_foot": "pedal"}}
HUGE = 10**400
ENDLESS = 10**5000


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"poses": {"start": {"from": ["start"]}}}, "poses.start.from: a list does not stand"),
        ({"poses": {"start": {"from": {"a": 1}}}}, "poses.start.from: a dict does not stand"),
        ({"view": []}, "view: has none or too many."),
        ({"view": ["side", "front", "back", "feet"]}, "view: has none or too many."),
        ({"view": {"yaw": float("nan")}}, "view.yaw: is too large, or no number."),
        ({"stills": ["start", "low", "start", "low", "start"]}, "stills: has too many poses."),
        *(
            ({"repeats": odd}, "repeats: is no such number. Write a whole number from 1 to 20.")
            for odd in COUNTS
        ),
        *(({"mirror": odd}, "mirror: is neither") for odd in UNTRUE),
        *(
            ({"poses": {"start": {"knee": odd}, "low": {}}}, "poses.start.knee: is too large")
            for odd in (float("inf"), float("-inf"), float("nan"), HUGE, -HUGE, 1000.5)
        ),
        ({"travel": ENDLESS}, "travel: is too large"),
        ({"works": [ENDLESS]}, "works: a int is not known."),
        ({"works": {"low": [ENDLESS]}}, "works: a int is not known."),
        ({"works": {"low": [["thigh"]]}}, "works: a list is not known."),
        ({"loop": [{"to": "low", "seconds": HUGE}]}, "loop.0.seconds: is too large"),
        ({"loop": [{"hold": HUGE}, {"to": "low"}]}, "loop.0.hold: is too large"),
        ({"loop": [{"hold": 0}, {"to": "low"}]}, "loop.0.hold: is not above zero."),
        ({"loop": [{"to": ENDLESS}]}, "loop.0.to: a int is not known."),
        ({"loop": [{"hold": 1, "to": "low"}, {"to": "start"}]}, "loop.0.hold: is a pause"),
        ({"loop": [{"hold": 1, "seconds": 2}, {"to": "low"}]}, "loop.0.hold: is a pause"),
        ({"loop": [{"to": "low", "label": "up"}]}, "loop.0.label: is no key here."),
        (
            {"poses": {"start": {"hip": {"near": 3, "right": 4}}}},
            "poses.start.hip: names one side twice.",
        ),
        (
            {"poses": {"start": {"hip": {"left": 3, "far": 4}}}},
            "poses.start.hip: names one side twice.",
        ),
        ({"order": ["arm.middle"]}, "order: 'arm.middle' is not known."),
        ({"order": [["arm.left"]]}, "order: a list is not known."),
        ({"pins": {"right_foot": "mat"}}, "pins.right_foot: there is no mat in the room."),
        ({"pins": {"right_foot": {"where": "bed"}}}, "pins.right_foot.where: there is no bed"),
        (BICYCLE, "pins.right_foot: there is no bicycle in the room. Add it to supports."),
        (
            {"poses": {"start": {"pins": {"right_hand": "wall"}}}},
            "poses.start.pins.right_hand: there is no wall in the room.",
        ),
        ({"anchor": {"part": "feet", "at": [0, "mat"]}}, "anchor.at: there is no mat in the room."),
        ({"anchor": {"part": "feet", "at": [HUGE, "floor"]}}, "anchor.at: is too large"),
        ({"supports": [{"kind": "mat", "at": float("nan")}]}, "supports.0.at: is too large"),
    ],
)
def test_each_odd_value_is_named(change: dict[str, object], words: str) -> None:
    movement, problems = read_movement({**GOOD, **change})
    assert movement is None
    assert any(problem.startswith(words) for problem in problems), problems


@pytest.mark.parametrize(
    "change",
    [
        {"view": ["side", "front", "back"]},
        {"stills": ["start", "low", "start", "low"]},
        {"repeats": 20, "mirror": True},
        {"travel": 1000},
        {"order": ["leg.left", "arm.right", "leg.right"]},
        {"pins": {"right_hand": "right_knee", "right_foot": "floor", "left_foot": [1, 0]}},
        {"supports": [{"kind": "bicycle"}], **BICYCLE},
        {"supports": [{"kind": "mat"}], "anchor": {"part": "feet", "at": [0, "mat"]}},
    ],
)
def test_the_utmost_is_still_good(change: dict[str, object]) -> None:
    assert read_movement({**GOOD, **change})[1] == ()


def test_a_mistake_in_a_surface_is_told_once() -> None:
    assert len(read_movement({**GOOD, "pins": {"right_foot": "moon"}})[1]) == 1


def test_what_is_missing_is_named() -> None:
    assert len(read_movement({})[1]) == 3
    assert read_movement([1, 2])[0] is None


def test_people_take_turns() -> None:
    looks = {movement.look for n in range(8) if (movement := read_movement(GOOD, n)[0]) is not None}
    assert len(looks) == 4


@pytest.mark.parametrize("ease", ["smooth", "linear", "in", "out"])
def test_time_and_way_belong_together(ease: str) -> None:
    for step in range(11):
        share = step / 10
        assert eased(when(share, ease), ease) == pytest.approx(share, abs=1e-9)
        if 0 < share < 1:
            slope = (eased(share + 1e-6, ease) - eased(share - 1e-6, ease)) / 2e-6
            assert speed(share, ease) == pytest.approx(slope, abs=1e-4)

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

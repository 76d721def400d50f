"""Bodies: sides, angles and contacts mean what docs/explanation/movement.md says."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

from rugwijzer.figures import Movement, Solved, read_movement
from rugwijzer.figures.body import BUILDS, SLENDER, STURDY
from rugwijzer.figures.checking import joints
from rugwijzer.figures.pose import Camera, Eye, pose
from rugwijzer.figures.vectors import distance


def made(**fields: object) -> Movement:
    """A movement of these fields, standing where they say nothing."""
    tree: dict[str, object] = {
        "anchor": {"part": "feet"},
        "poses": {"start": {"slope": 90}},
        "loop": [{"to": "start", "seconds": 1}],
    }
    movement, problems = read_movement({**tree, **fields})
    assert problems == ()
    assert movement is not None
    return movement


# --- sides and views


def test_a_standing_body_faces_right_with_its_right_side_near() -> None:
    body = pose({"slope": 90}, "forward")
    assert body.trunk.front == pytest.approx((1, 0, 0))
    assert body.arms["right"][0].start[2] > 0 > body.arms["left"][0].start[2]


@pytest.mark.parametrize(
    ("facing", "up", "front"),
    [
        ("up", (-1, 0, 0), (0, 1, 0)),
        ("down", (1, 0, 0), (0, -1, 0)),
        ("side", (-1, 0, 0), (0, 0, 1)),
    ],
)
def test_a_lying_body_has_its_head_and_its_belly_where_the_page_says(
    facing: str, up: tuple[float, float, float], front: tuple[float, float, float]
) -> None:
    body = pose({"slope": 0}, facing)
    assert body.trunk.axis == pytest.approx(up, abs=1e-9)
    assert body.trunk.front == pytest.approx(front, abs=1e-9)


def test_on_its_back_and_on_its_belly_the_right_side_stays_near() -> None:
    for facing in ("up", "down"):
        assert pose({"slope": 0}, facing).legs["right"][0].start[2] > 0


def test_from_the_front_the_left_hand_is_to_the_right() -> None:
    body = pose({"slope": 90}, "forward")
    eye = Eye(Camera(90))
    assert eye.see(body.arms["left"][0].start)[0] > eye.see(body.arms["right"][0].start)[0]


# --- angles


@pytest.mark.parametrize("angle", [-20, 0, 45, 90, 125])
def test_slope_and_hip_together_give_the_thigh(angle: float) -> None:
    body = pose({"slope": 90, "hip.right": angle}, "forward")
    expected = (sin(radians(angle)), -cos(radians(angle)), 0)
    assert body.legs["right"][0].axis == pytest.approx(expected, abs=1e-9)


def test_a_round_back_tilts_the_pelvis_and_keeps_the_slope_and_the_thigh() -> None:
    angles = {"slope": 0, "lumbar": 25, "thorax": 30, "hip.right": 90}
    flat, round_one = pose({"slope": 0, "hip.right": 90}, "down"), pose(angles, "down")
    assert round_one.trunk.axis == pytest.approx(flat.trunk.axis, abs=1e-9)
    assert round_one.legs["right"][0].axis == pytest.approx(flat.legs["right"][0].axis, abs=1e-9)
    assert round_one.spine[0].axis[1] > flat.spine[0].axis[1] + 0.2
    assert max(bone.start[1] for bone in round_one.spine) > 0.15


def test_the_arm_goes_ahead_overhead_and_outwards() -> None:
    def hand(**angles: float) -> tuple[float, float, float]:
        return pose({"slope": 90, **angles}, "forward").arms["right"][0].axis

    assert hand(**{"shoulder.right": 90}) == pytest.approx((1, 0, 0), abs=1e-9)
    assert hand(**{"shoulder.right": 180}) == pytest.approx((0, 1, 0), abs=1e-9)
    assert hand(**{"shoulder_abduction.right": 90}) == pytest.approx((0, 0, 1), abs=1e-9)


def test_outward_rotation_turns_the_kneecap_out_and_the_shin_in() -> None:
    angles = {"slope": 90, "hip.right": 90, "knee.right": 90, "hip_rotation.right": 30}
    thigh, shank, _ = pose(angles, "forward").legs["right"]
    assert thigh.front[2] > 0
    assert shank.axis[2] < 0


def test_side_and_turn_go_to_the_left() -> None:
    leaning = pose({"slope": 90, "lumbar_side": 20}, "forward")
    assert leaning.head.start[2] < -0.1
    turned = pose({"slope": 90, "thorax_turn": 40}, "forward")
    assert turned.spine[-1].front[2] < -0.5


def test_measured_angles_are_those_that_were_asked_for() -> None:
    angles = {
        "slope": 70, "hip.right": 40, "hip.left": -10, "knee.right": 55, "knee.left": 5,
        "shoulder.right": 120, "elbow.left": 80, "hip_abduction.left": 15, "ankle.right": 10,
    }  # fmt: skip
    found = joints(pose(angles, "forward"))
    for joint, angle in angles.items():
        assert found[joint] == pytest.approx(angle, abs=0.5), joint


def test_two_builds_have_the_same_bones() -> None:
    assert [s.at for s in SLENDER.trunk] == [s.at for s in STURDY.trunk]
    assert set(BUILDS) == {"slender", "sturdy"}


# --- contacts


def test_both_builds_lie_on_the_mat_with_the_same_angles() -> None:
    for build in BUILDS:
        movement = made(
            facing="up",
            supports=[{"kind": "mat"}],
            anchor={"part": "trunk", "at": [0, "mat"]},
            poses={"start": {"slope": 0, "hip": 45, "knee": 90}},
            figure={"build": build},
        )
        body = Solved(movement).at_pose("start")
        assert 0.2 < body.spine[0].start[1] < 0.4


def test_a_pinned_foot_stays_while_the_body_sinks() -> None:
    movement = made(
        pins=["right_foot", "left_foot"],
        poses={
            "start": {"slope": 90, "hip": 4, "knee": 6},
            "low": {"slope": 60, "hip": 80, "knee": 80},
        },
        loop=[{"to": "low", "seconds": 1}, {"to": "start", "seconds": 1}],
    )
    solved = Solved(movement)
    feet = [solved.body(time).legs["left"][2] for time in movement.times()]
    assert max(distance(foot.start, feet[0].start) for foot in feet) < 1e-6
    assert all(foot.axis == pytest.approx((1, 0, 0), abs=1e-9) for foot in feet)


def test_a_raised_heel_leaves_the_ball_of_the_foot_where_it_is() -> None:
    movement = made(
        pins=["right_foot", "left_foot"],
        poses={
            "start": {"slope": 90, "knee": 4},
            "up": {"slope": 90, "knee": 4, "heel": 30, "toes": 30},
        },
        loop=[{"to": "up", "seconds": 1}, {"to": "start", "seconds": 1}],
    )
    solved = Solved(movement)
    flat, high = solved.at_pose("start").legs["right"][2], solved.at_pose("up").legs["right"][2]
    assert high.at(0.0, -0.14)[1] > flat.at(0.0, -0.14)[1] + 0.05


def test_a_hand_follows_the_part_of_the_body_it_holds() -> None:
    movement = made(
        facing="up",
        supports=[{"kind": "mat"}],
        anchor={"part": "trunk", "at": [0, "mat"]},
        poses={
            "start": {"slope": 0, "hip": 120, "knee": 120, "pins": {"right_hand": "right_knee"}},
            "near": {"from": "start", "hip": 130, "knee": 130},
        },
        loop=[{"to": "near", "seconds": 1}, {"to": "start", "seconds": 1}],
    )
    solved = Solved(movement)
    for time in movement.times():
        body = solved.body(time)
        assert distance(body.arms["right"][2].at(0.4), body.legs["right"][1].start) < 0.25


def test_the_neck_rests_the_head_on_the_mat() -> None:
    movement = made(
        facing="up",
        supports=[{"kind": "mat"}],
        anchor={"part": "trunk", "at": [0, "mat"]},
        pins={"head": "mat"},
        poses={"start": {"slope": 0}, "up": {"slope": -20}},
        loop=[{"to": "up", "seconds": 1}, {"to": "start", "seconds": 1}],
    )
    solved = Solved(movement)
    heights = [solved.body(time).head.at(0.5, -0.235)[1] for time in movement.times()]
    assert max(heights) - min(heights) < 0.06


def test_the_other_side_is_the_mirror() -> None:
    movement = made(
        pins=["left_foot"],
        poses={"start": {"slope": 90, "hip": {"right": 45, "left": 0}, "lumbar": {"turn": 10}}},
    )
    other = movement.mirrored().poses["start"]
    assert other.angles["hip.left"] == 45
    assert other.angles["lumbar_turn"] == -10
    assert set(other.pins) == {"right_foot"}

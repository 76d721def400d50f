"""The angles that the evidence gives for key poses (EX table of joint angles), to compare with.

A number is meant within TOLERANCE degrees, a pair in round brackets is a range, a pair in square
brackets is one side and the other, in any order. Below 0 a slope has the shoulders lower than the
hips. The evidence itself calls them a drawing convention.
"""

from __future__ import annotations

from collections.abc import Mapping

from rugwijzer.figures import body
from rugwijzer.figures.checking import joints
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.solving import Solved

TOLERANCE = 6.0
PINNED = 30.0
"""An arm that is held somewhere bends as its contact asks; it may be this far off."""
RELAXED = 15.0
"""Where the evidence has a straight elbow, an arm may hang as loosely as this."""

Wanted = Mapping[str, object]
Row = tuple[str, object, float, float]
"""A joint, what the evidence says, what it is, and how far it is off."""

EVIDENCE: dict[str, dict[str, Wanted]] = {
    "EX-01": {
        "start": {"slope": 0, "lumbar": -5, "hip": 45, "knee": 90, "shoulder": 0, "elbow": 0},
        "end": {
            "slope": 0,
            "lumbar": 10,
            "hip": [120, 45],
            "knee": [130, 90],
            "shoulder": 60,
            "elbow": 60,
        },
    },
    "EX-02": {
        "start": {"slope": 0, "lumbar": -10, "hip": 45, "knee": 90, "shoulder": 20, "elbow": 30},
        "end": {"slope": 0, "lumbar": 5, "hip": 40, "knee": 90, "shoulder": 20, "elbow": 30},
    },
    "EX-03": {
        "neutral": {"slope": 0, "lumbar": 0, "hip": 90, "knee": 90, "shoulder": 90, "elbow": 0},
        "round": {
            "slope": 0,
            "lumbar": 25,
            "thorax": 30,
            "neck": 30,
            "hip": 95,
            "knee": 90,
            "shoulder": 90,
            "elbow": 0,
        },
        "hollow": {
            "slope": 0,
            "lumbar": -20,
            "thorax": -5,
            "neck": -20,
            "hip": 85,
            "knee": 90,
            "shoulder": 90,
            "elbow": 0,
        },
    },
    "EX-04": {
        "start": {"slope": 0, "lumbar": -5, "hip": 55, "knee": 110, "shoulder": 10, "elbow": 0},
        "end": {"slope": -25, "lumbar": 0, "hip": 0, "knee": 94, "shoulder": 10, "elbow": 0},
    },
    "EX-05": {
        "forearms": {"slope": 10, "lumbar": 0, "hip": 0, "knee": 0, "shoulder": 80, "elbow": 90}
    },
    "EX-06": {"end": {"slope": (12, 17), "lumbar": 0, "lumbar_side": 0, "hip": 0}},
    "EX-07": {
        "start": {"slope": 0, "lumbar": 0, "hip": 90, "knee": 90, "shoulder": 90, "elbow": 0},
        "end": {
            "slope": 0,
            "lumbar": (-5, 0),
            "hip": [0, 90],
            "knee": [0, 90],
            "shoulder": [180, 90],
            "elbow": 0,
        },
    },
    "EX-08": {
        "start": {"slope": 0, "lumbar": 0, "hip": 90, "knee": 90, "shoulder": 90, "elbow": 0},
        "end": {
            "slope": 0,
            "lumbar": 0,
            "hip": [15, 90],
            "knee": [5, 90],
            "shoulder": [170, 90],
            "elbow": 0,
        },
    },
    "EX-09": {
        "start": {
            "slope": 0,
            "lumbar": -5,
            "hip": [45, 0],
            "knee": [90, 0],
            "shoulder": -10,
            "elbow": 60,
        },
        "end": {
            "slope": (0, 15),
            "lumbar": -5,
            "hip": [45, 0],
            "knee": [90, 0],
            "shoulder": -10,
            "elbow": 60,
        },
    },
    "EX-10": {
        "hold": {"slope": 0, "lumbar": 0, "hip": 45, "knee": 90, "shoulder": 20, "elbow": 30}
    },
    "EX-11": {
        "slide": {
            "slope": 0,
            "lumbar": 0,
            "hip": [10, 45],
            "knee": [15, 90],
            "shoulder": 20,
            "elbow": 0,
        }
    },
    "EX-12": {
        "start": {"slope": 0, "lumbar": 0, "hip": 90, "knee": 90, "shoulder": 10, "elbow": 0},
        "tap": {"slope": 0, "lumbar": 0, "hip": [50, 90], "knee": 90, "shoulder": 10, "elbow": 0},
    },
    "EX-13": {
        "start": {"slope": 90, "lumbar": 0, "hip": 0, "knee": 10},
        "end": {"slope": (30, 40), "lumbar": 0, "hip": 65, "knee": 20},
    },
    "EX-14": {
        "start": {"slope": 90, "lumbar": 0, "hip": 90, "knee": 95, "shoulder": 0, "elbow": 0},
        "mid": {"slope": 55, "lumbar": 0, "hip": 110, "knee": 90, "shoulder": 30, "elbow": 0},
        "end": {"slope": 90, "lumbar": 0, "hip": 0, "knee": 0, "shoulder": 0, "elbow": 0},
    },
    "EX-15": {
        "squat": {"slope": 60, "lumbar": 0, "hip": 80, "knee": 80, "shoulder": 90, "elbow": 0}
    },
    "EX-16": {
        "start": {"slope": 85, "lumbar": 0, "hip": [60, 0], "knee": [70, 0], "shoulder": 0},
        "end": {"slope": 90, "lumbar": 0, "hip": 0, "knee": [0, 10], "shoulder": 0},
    },
    "EX-17": {
        "bottom": {
            "slope": (30, 45),
            "lumbar": (0, 25),
            "hip": 90,
            "knee": 60,
            "shoulder": 60,
            "elbow": 0,
        }
    },
    "EX-18": {
        "walk": {
            "slope": 90,
            "lumbar": 0,
            "hip": [20, -20],
            "knee": (0, 40),
            "shoulder": 0,
            "elbow": 0,
        }
    },
    "EX-19": {"clam": {"slope": 0, "lumbar": 0, "hip": 45, "knee": 80}},
    "EX-20": {
        "chest": {"slope": (0, 15), "lumbar": -15, "hip": 0, "knee": 0, "shoulder": 0, "elbow": 0}
    },
    "EX-21": {
        "end": {
            "slope": 0,
            "lumbar": 0,
            "hip": [(80, 90), 0],
            "knee": [(10, 20), 0],
            "shoulder": 60,
            "elbow": 20,
        }
    },
    "EX-22": {
        # of its two forms the one in the words: standing, not half kneeling
        "standing": {"slope": 90, "lumbar": 0, "hip": [-15, 30], "knee": [0, 35]}
    },
    "EX-23": {"end": {"slope": 0, "lumbar": 5, "hip": 95, "knee": 90, "shoulder": 50, "elbow": 40}},
    "EX-24": {
        "end": {
            "slope": 0,
            "lumbar_turn": 20,
            "hip": 45,
            "knee": 90,
            "shoulder_abduction": 80,
            "elbow": 0,
        }
    },
    "EX-25": {
        "start": {
            "slope": 0,
            "thorax_turn": 0,
            "hip": (80, 90),
            "knee": (80, 90),
            "shoulder": 90,
            "elbow": 0,
        },
        "end": {"slope": 0, "thorax_turn": (60, 80), "hip": (80, 90), "knee": (80, 90), "elbow": 0},
    },
    "EX-26": {"end": {"slope": (-15, 0), "thorax_turn": 40, "hip": 95, "knee": 90}},
    "EX-27": {
        "end": {"slope": 10, "lumbar": 30, "hip": 130, "knee": 145, "shoulder": 170, "elbow": 0}
    },
    "EX-28": {
        "end": {
            "slope": (20, 25),
            "lumbar": -20,
            "hip": (-5, 0),
            "knee": 0,
            "shoulder": 60,
            "elbow": 90,
        }
    },
    "EX-29": {
        "end": {
            "slope": (35, 40),
            "lumbar": -30,
            "hip": (-10, -5),
            "knee": 0,
            "shoulder": 50,
            "elbow": (0, 10),
        }
    },
    "EX-30": {"end": {"slope": (105, 110), "lumbar": -20, "hip": -10, "knee": 0, "elbow": 90}},
    "EX-31": {
        "A": {
            "slope": 90,
            "lumbar": 0,
            "hip": 90,
            "knee": [15, 90],
            "neck": -20,
            "shoulder": 0,
            "elbow": 0,
        },
        "B": {
            "slope": 75,
            "lumbar": 20,
            "hip": 90,
            "knee": 90,
            "neck": 30,
            "shoulder": 0,
            "elbow": 0,
        },
    },
    "EX-32": {
        "hold": {
            "slope": 0,
            "lumbar": 0,
            "hip": 90,
            "knee": 90,
            "shoulder_abduction": 30,
            "elbow": 20,
        }
    },
    "EX-33": {
        "hold": {
            "slope": [0, 90],
            "lumbar": 0,
            "hip": (45, 90),
            "knee": 90,
            "shoulder": 30,
            "elbow": 90,
        }
    },
    "EX-35": {
        "gait": {
            "slope": (88, 90),
            "lumbar": 0,
            "hip": [30, -15],
            "knee": [5, 40],
            "shoulder": [20, -20],
            "elbow": 20,
        }
    },
    "EX-36": {
        "pedal": {
            "slope": (60, 75),
            "lumbar": 10,
            "hip": [100, 45],
            "knee": [110, (25, 30)],
            "shoulder": 60,
            "elbow": 15,
        }
    },
    "EX-41": {
        "A": {"slope": 90, "lumbar": -10, "hip": 90, "knee": 90, "shoulder": 0, "elbow": 0},
        "B": {"slope": 90, "lumbar": 15, "hip": 90, "knee": 90, "shoulder": 0, "elbow": 0},
    },
    "EX-42": {
        "hold": {
            "slope": 90,
            "lumbar": 0,
            "hip": [0, 45],
            "knee": [5, 60],
            "shoulder_abduction": 15,
            "elbow": 0,
        }
    },
    "EX-43": {
        "start": {"slope": 90, "lumbar": 0, "hip": 0, "knee": 10, "shoulder": 80, "elbow": 0},
        "end": {"slope": 90, "lumbar": 0, "hip": 0, "knee": 10, "shoulder": -10, "elbow": 95},
    },
    "EX-44": {
        "end": {"slope": -25, "lumbar": 0, "hip": 0, "knee": [94, 0], "shoulder": 10, "elbow": 0}
    },
}


def compare(exercise: str, movement: Movement) -> tuple[str, ...]:
    """What differs: for each row of the evidence, in the key pose that comes nearest to it."""
    solved = Solved(movement)
    bodies = {name: joints(solved.at_pose(name)) for name in movement.poses}
    found = []
    for label, wanted in EVIDENCE.get(exercise, {}).items():
        told = {name: _differences(wanted, angles) for name, angles in bodies.items()}
        best = min(told, key=lambda name: _far(told[name], _held(movement, name)))
        held = _held(movement, best)
        found += [
            f"{label} (pose {best}): {name} is {have:.0f}°, the evidence says {_said(want)}"
            for name, want, have, over in told[best]
            if over > _allowed(name, want, held)
        ]
    return tuple(found)


def _far(rows: list[Row], held: frozenset[str]) -> tuple[float, float]:
    """How far a pose is from a row: first by what is not allowed, then by all."""
    over = [max(0.0, row[3] - _allowed(row[0], row[1], held)) for row in rows]
    return sum(over), sum(row[3] for row in rows)


def _differences(wanted: Wanted, angles: Mapping[str, float]) -> list[Row]:
    """Every joint of one pose, with the working side on the better side."""
    found: list[Row] = []
    for group in ("hip", "shoulder", ""):
        choices = []
        for order in (body.SIDES, body.SIDES[::-1]):
            rows: list[Row] = []
            for joint, value in wanted.items():
                if _group(joint) != group:
                    continue
                if f"{joint}.right" not in angles:
                    have = angles.get(joint, 0.0)
                    rows.append((joint, value, have, _over(value, have)))
                    continue
                pair = value if isinstance(value, list) else [value, value]
                for side, one in zip(order, pair, strict=True):
                    have = angles[f"{joint}.{side}"]
                    rows.append((f"{joint}.{side}", one, have, _over(one, have)))
            choices.append(rows)
        found += min(choices, key=lambda rows: sum(over for _, _, _, over in rows))
    return found


def _held(movement: Movement, pose: str) -> frozenset[str]:
    """The sides whose arm is pinned in a pose."""
    ends = movement.poses[pose].pins
    return frozenset(end.partition("_")[0] for end in ends if end.endswith(("_hand", "_elbow")))


def _allowed(name: str, want: object, held: frozenset[str]) -> float:
    joint, _, side = name.partition(".")
    if _group(joint) != "shoulder":
        return TOLERANCE
    if side in held:
        return PINNED
    return RELAXED if joint == "elbow" and want == 0 else TOLERANCE


def _group(joint: str) -> str:
    """Legs and arms may work on opposite sides, so each is matched by itself."""
    root = joint.partition("_")[0]
    return (
        "hip"
        if root in ("hip", "knee", "ankle")
        else "shoulder"
        if root in ("shoulder", "elbow")
        else ""
    )


def _over(want: object, have: float) -> float:
    if isinstance(want, tuple):
        low, high = (float(end) for end in want)
        return max(low - have, have - high, 0.0)
    if isinstance(want, list):
        return min(abs(float(one) - have) for one in want)
    assert isinstance(want, int | float)
    return abs(want - have)


def _said(want: object) -> str:
    return f"{want[0]} to {want[1]}" if isinstance(want, tuple) else str(want)

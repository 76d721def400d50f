"""Moving figures: a movement as data becomes a drawing of a person who does it."""

from rugwijzer.figures.checking import findings
from rugwijzer.figures.movement import Movement
from rugwijzer.figures.reading import read_movement
from rugwijzer.figures.solving import Solved
from rugwijzer.figures.svg import icon_svg, moving_svg, still_svg

__all__ = ["Movement", "Solved", "findings", "icon_svg", "moving_svg", "read_movement", "still_svg"]

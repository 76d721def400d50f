"""Charts: figures over time become a picture as SVG, with the same in words and as a table.

It knows no guideline and no language: what stands in a picture is passed in.
"""

from rugwijzer.charts.course import Band, Dot, Labels, Picture, course_svg, course_table, in_words
from rugwijzer.charts.extras import ChartsMissing

__all__ = [
    "Band",
    "ChartsMissing",
    "Dot",
    "Labels",
    "Picture",
    "course_svg",
    "course_table",
    "in_words",
]

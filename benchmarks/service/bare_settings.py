"""The settings of the service, with the bare view among its addresses."""

from __future__ import annotations

from pathlib import Path

from rugwijzer.service.config.settings import *  # noqa: F403
from rugwijzer.service.config.settings import TEMPLATES

ROOT_URLCONF = "benchmarks.service.bare"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]

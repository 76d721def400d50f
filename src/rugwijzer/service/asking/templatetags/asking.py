"""Tags of pages that ask: the drawing of a fact."""

from __future__ import annotations

from django import template

from rugwijzer.service.asking.pictograms import pictogram

register = template.Library()
register.simple_tag(pictogram)

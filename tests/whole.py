"""The real guideline, and what is made of it and of the content, once for all tests that use it."""

from __future__ import annotations

from functools import cache

from rugwijzer.care.plan.making import Planner
from rugwijzer.compiler import Engine, Guideline, build_engine, load_files, read_files
from rugwijzer.library import Library, load_library
from rugwijzer.library.catalogue import Catalogue, load_catalogue
from rugwijzer.paths import find


@cache
def guideline() -> Guideline:
    """With its cases and people; that it is well made is tested elsewhere."""
    return load_files(read_files(find("guideline")), checked=False)


@cache
def engine() -> Engine:
    """The fast one."""
    return build_engine(guideline(), "compiled")


@cache
def planner() -> Planner:
    """What makes plans by it."""
    return Planner(guideline(), engine())


@cache
def texts() -> Library:
    """Every short text."""
    return load_library(find("content"))


@cache
def things() -> Catalogue:
    """Exercises, positions and lessons."""
    return load_catalogue(find("content"))

"""The compiler: a guideline kept as data, checked, and made into engines. It knows no medicine.

```
reading   files to a typed guideline         every mistake with file, line and how to mend it
checking  what reading alone cannot see      one module per check
engines   reference, compiled, elm           siblings that must agree
cases     the guideline's own examples       run on an engine
export    a checked guideline as one document
language  nodes, types, units, truth tables  beneath all of them
```

This is its face. What it names is fetched from its room when first used: a command that only
applies a guideline does not wait for what reads and checks one.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rugwijzer.compiler.checking.evidence import citations
    from rugwijzer.compiler.engines import Engine
    from rugwijzer.compiler.engines.compiled import Compiled
    from rugwijzer.compiler.engines.reference import Reference
    from rugwijzer.compiler.export import export_guideline, restore_guideline
    from rugwijzer.compiler.language.courses import Course, CoursePoint, value_between
    from rugwijzer.compiler.language.guideline import (
        AskGroup,
        AskPart,
        Case,
        ChoiceDecision,
        Claim,
        Contradiction,
        Fact,
        Guideline,
        Ladder,
        LadderRule,
        Screen,
        SetDecision,
        TickPart,
        Words,
    )
    from rugwijzer.compiler.language.history import ExampleVisit, HistoryExample
    from rugwijzer.compiler.language.items import LEVELS, Block, Dose, Item, Level, Range
    from rugwijzer.compiler.language.measures import (
        Figure,
        Measure,
        MeasureBand,
        MeasureExample,
        MinimalChange,
        Moment,
    )
    from rugwijzer.compiler.language.nodes import Node
    from rugwijzer.compiler.language.outcome import (
        NOT_APPLICABLE,
        Change,
        ChoiceValue,
        LadderValue,
        Outcome,
        Reason,
        RuleState,
        ScoreValue,
        SetValue,
        Supported,
    )
    from rugwijzer.compiler.language.places import GuidelineError, Place, Problem, nearest
    from rugwijzer.compiler.language.reads import facts_behind
    from rugwijzer.compiler.language.stories import Story, StoryMoment
    from rugwijzer.compiler.language.truth import Truth
    from rugwijzer.compiler.language.types import (
        Answer,
        Choice,
        Number,
        Record,
        SetOf,
        Value,
        YesNo,
    )
    from rugwijzer.compiler.reading.answers import (
        AnswerError,
        AnswerProblem,
        plain_answer,
        plain_record,
        read_answer,
        read_answers,
    )
    from rugwijzer.compiler.reading.files import (
        claims_digest,
        digest,
        population_digest,
        read_files,
        read_pack,
    )
    from rugwijzer.compiler.reading.history import read_history_examples
    from rugwijzer.compiler.reading.stories import read_stories

_ROOMS = {
    "checking.evidence": ("citations",),
    "engines": ("Engine",),
    "engines.compiled": ("Compiled",),
    "engines.reference": ("Reference",),
    "export": ("export_guideline", "restore_guideline"),
    "language.courses": ("Course", "CoursePoint", "value_between"),
    "language.guideline": (
        "AskGroup", "AskPart", "Case", "ChoiceDecision", "Claim", "Contradiction", "Fact",
        "Guideline", "Ladder", "LadderRule", "Screen", "SetDecision", "TickPart", "Words",
    ),
    "language.items": ("LEVELS", "Block", "Dose", "Item", "Level", "Range"),
    "language.measures": (
        "Figure", "Measure", "MeasureBand", "MeasureExample", "MinimalChange", "Moment",
    ),
    "language.history": ("ExampleVisit", "HistoryExample"),
    "language.stories": ("Story", "StoryMoment"),
    "language.nodes": ("Node",),
    "language.outcome": (
        "NOT_APPLICABLE",
        "Change", "ChoiceValue", "LadderValue", "Outcome", "Reason", "RuleState", "ScoreValue",
        "SetValue", "Supported",
    ),
    "language.places": ("GuidelineError", "Place", "Problem", "nearest"),
    "language.reads": ("facts_behind",),
    "language.truth": ("Truth",),
    "language.types": ("Answer", "Choice", "Number", "Record", "SetOf", "Value", "YesNo"),
    "reading.answers": (
        "AnswerError", "AnswerProblem", "plain_answer", "plain_record", "read_answer",
        "read_answers",
    ),
    "reading.files": ("claims_digest", "digest", "population_digest", "read_files", "read_pack"),
    "reading.history": ("read_history_examples",),
    "reading.stories": ("read_stories",),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "LEVELS",
    "NOT_APPLICABLE",
    "Answer",
    "AnswerError",
    "AnswerProblem",
    "AskGroup",
    "AskPart",
    "Block",
    "Case",
    "Change",
    "Choice",
    "ChoiceDecision",
    "ChoiceValue",
    "Claim",
    "Compiled",
    "Contradiction",
    "Course",
    "CoursePoint",
    "Dose",
    "Engine",
    "ExampleVisit",
    "Fact",
    "Figure",
    "Guideline",
    "GuidelineError",
    "HistoryExample",
    "Item",
    "Ladder",
    "LadderRule",
    "LadderValue",
    "Level",
    "Measure",
    "MeasureBand",
    "MeasureExample",
    "MinimalChange",
    "Moment",
    "Node",
    "Number",
    "Outcome",
    "Place",
    "Problem",
    "Range",
    "Reason",
    "Record",
    "Reference",
    "RuleState",
    "ScoreValue",
    "Screen",
    "SetDecision",
    "SetOf",
    "SetValue",
    "Story",
    "StoryMoment",
    "Supported",
    "TickPart",
    "Truth",
    "Value",
    "Words",
    "YesNo",
    "build_engine",
    "citations",
    "claims_digest",
    "digest",
    "export_guideline",
    "facts_behind",
    "load",
    "load_files",
    "nearest",
    "plain_answer",
    "plain_record",
    "population_digest",
    "read_answer",
    "read_answers",
    "read_files",
    "read_pack",
    "read_history_examples",
    "read_stories",
    "restore_guideline",
    "value_between",
    "with_pack",
]


def __getattr__(name: str) -> Any:
    """Fetch a name of the face from its room."""
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{room}"), name)


def load(folder: Path) -> Guideline:
    """The guideline in a folder, read and checked. Raises GuidelineError with every mistake."""
    from rugwijzer.compiler.reading.files import read_files

    return load_files(read_files(folder))


def load_files(files: Mapping[str, str], *, checked: bool = True) -> Guideline:
    """The guideline in these files, read and, unless `checked` is false, checked.

    Raises GuidelineError with every mistake found.
    """
    from rugwijzer.compiler.checking import problems_of
    from rugwijzer.compiler.language.places import GuidelineError
    from rugwijzer.compiler.reading.guideline import read_guideline

    guideline, problems = read_guideline(files)
    if not problems and checked:
        problems = problems_of(guideline)
    if problems:
        raise GuidelineError(problems)
    return guideline


def with_pack(guideline: Guideline, files: Mapping[str, str]) -> Guideline:
    """The guideline with the measures of a pack beside its own; what it decides stays the same.

    Raises GuidelineError with every mistake in the pack.
    """
    from dataclasses import replace

    from rugwijzer.compiler.checking import problems_of_pack
    from rugwijzer.compiler.language.places import GuidelineError, Problem
    from rugwijzer.compiler.reading.measures import read_measures

    found, problems = read_measures(files)
    if not problems:
        alone = replace(
            guideline, facts={}, definitions={}, contradictions={}, decisions={}, measures=found
        )
        problems = problems_of_pack(alone)
    for name in found.keys() & guideline.measures.keys():
        taken = guideline.measures[name].place
        problems.append(
            Problem(
                found[name].place,
                f'the name "{name}" is already taken at {taken}.',
                "Choose another.",
            )
        )
    if problems:
        raise GuidelineError(problems)
    return replace(guideline, measures={**guideline.measures, **found})


def build_engine(guideline: Guideline, name: Literal["reference", "compiled"]) -> Engine:
    """An engine for a checked guideline."""
    if name == "reference":
        from rugwijzer.compiler.engines.reference import Reference

        return Reference(guideline)
    from rugwijzer.compiler.engines.compiled import Compiled

    return Compiled(guideline)

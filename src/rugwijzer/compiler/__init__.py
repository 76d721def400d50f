"""The compiler: a guideline kept as data, checked, and made into engines. It knows no medicine.

```
reading   files to a typed guideline         every mistake with file, line and how to mend it
checking  what reading alone cannot see      one module per check
engines   reference, compiled                siblings that must agree
cases     the guideline's own examples       run on an engine
language  nodes, types, units, truth tables  beneath all of them
```
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from rugwijzer.compiler.checking import problems_of
from rugwijzer.compiler.checking.evidence import citations
from rugwijzer.compiler.engines import Engine
from rugwijzer.compiler.engines.reference import Reference
from rugwijzer.compiler.export import export, restore
from rugwijzer.compiler.language.guideline import (
    AskGroup,
    AskPart,
    Case,
    ChoiceDecision,
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
from rugwijzer.compiler.language.nodes import Node
from rugwijzer.compiler.language.outcome import (
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
from rugwijzer.compiler.language.types import Answer, Choice, Number, Record, SetOf, Value, YesNo
from rugwijzer.compiler.reading.answers import (
    AnswerError,
    AnswerProblem,
    plain_answer,
    plain_record,
    read_answer,
    read_answers,
)
from rugwijzer.compiler.reading.guideline import digest, read_files, read_guideline

__all__ = [
    "Answer",
    "AnswerError",
    "AnswerProblem",
    "AskGroup",
    "AskPart",
    "Case",
    "Change",
    "Choice",
    "ChoiceDecision",
    "ChoiceValue",
    "Contradiction",
    "Engine",
    "Fact",
    "Guideline",
    "GuidelineError",
    "Ladder",
    "LadderRule",
    "LadderValue",
    "Node",
    "Number",
    "Outcome",
    "Place",
    "Problem",
    "Reason",
    "Record",
    "Reference",
    "RuleState",
    "Screen",
    "ScoreValue",
    "SetDecision",
    "SetOf",
    "SetValue",
    "Supported",
    "TickPart",
    "Value",
    "Words",
    "YesNo",
    "build_engine",
    "citations",
    "digest",
    "export",
    "facts_behind",
    "load",
    "load_files",
    "nearest",
    "plain_answer",
    "plain_record",
    "read_answer",
    "read_answers",
    "read_files",
    "restore",
]


def load(folder: Path) -> Guideline:
    """The guideline in a folder, read and checked. Raises GuidelineError with every mistake."""
    return load_files(read_files(folder))


def load_files(files: Mapping[str, str], *, checked: bool = True) -> Guideline:
    """The guideline in these files, read and, unless `checked` is false, checked.

    Raises GuidelineError with every mistake found.
    """
    guideline, problems = read_guideline(files)
    if not problems and checked:
        problems = problems_of(guideline)
    if problems:
        raise GuidelineError(problems)
    return guideline


def build_engine(guideline: Guideline, name: Literal["reference", "compiled"]) -> Engine:
    """An engine for a checked guideline."""
    if name == "reference":
        return Reference(guideline)
    from rugwijzer.compiler.engines.compiled import Compiled

    return Compiled(guideline)

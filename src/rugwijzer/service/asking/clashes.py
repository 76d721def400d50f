"""Answers that do not go together are asked about, kindly and once. They count meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rugwijzer.compiler import Answer
from rugwijzer.service import knowledge
from rugwijzer.service.asking.sitting import Follow, Sitting, Step


def with_clash(sitting: Sitting, known: Mapping[str, Answer] | None = None) -> Sitting:
    """With a kind question added, where answers do not go together. They count meanwhile.

    `known` is what the questions go on from, where that is more than was told in this sitting.
    """
    if sitting.follow:
        return sitting
    guideline = knowledge.guideline()
    record = sitting.record if known is None else known
    asked = {each.name for step in sitting.steps for each in step.follow if each.kind == "clash"}
    outcome = knowledge.engine().evaluate(record)
    for name in outcome.contradictions:
        if name in asked or name in sitting.accepted or name not in guideline.contradictions:
            continue
        facts = tuple(
            fact
            for fact in guideline.contradictions[name].facts
            if guideline.facts[fact].supplied_by_person and fact in record
        )
        if facts and sitting.steps:
            *before, last = sitting.steps
            clash = Step(last.screen, last.answers, (Follow("clash", name, facts),), last.kept)
            return replace(sitting, steps=(*before, clash))
    return sitting

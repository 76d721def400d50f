"""`rugwijzer facts`: every fact the guideline knows, for people who write files of answers."""

from __future__ import annotations

import argparse
import json

from rugwijzer.cli.answer_files import only_ascii
from rugwijzer.compiler import Choice, Fact, Number, SetOf, YesNo, plain_answer
from rugwijzer.loading import load_guideline
from rugwijzer.wording.words import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="nl (default) or en")


def run(options: argparse.Namespace) -> int:
    """Print them."""
    guideline = load_guideline(options.guideline)
    if options.json:
        found = [as_json(fact) for fact in guideline.facts.values()]
        print(json.dumps(found, ensure_ascii=only_ascii(), indent=2))
        return 0
    for fact in guideline.facts.values():
        marks = [mark for mark in ("alarm", "fixed", "lasting") if getattr(fact, mark)]
        if not fact.supplied_by_person:
            marks.append(f"supplied by {fact.supplied_by}")
        if fact.asked_if is not None:
            marks.append(f"asked if {fact.asked_if.text}")
        print(f"{fact.name}: {describe(fact)}{' [' + '; '.join(marks) + ']' if marks else ''}")
        print(f"    {say(fact.question or fact.label, options.lang)}")
    return 0


def describe(fact: Fact) -> str:
    """What may be answered, on one line."""
    match fact.type:
        case YesNo():
            return "true or false"
        case Number() as number:
            unit = "" if number.unit == "plain" else f" {number.unit}"
            return f"{number.plain(number.low)} to {number.plain(number.high)}{unit}"
        case Choice(options=options, ordered=ordered):
            return (" < " if ordered else " | ").join(options)
        case SetOf(options=options):
            return f"any of [{', '.join(options)}]"


def as_json(fact: Fact) -> dict[str, object]:
    """A fact as plain values."""
    found: dict[str, object] = {"id": fact.name}
    match fact.type:
        case YesNo():
            found["type"] = "yes_no"
        case Number() as number:
            found |= {
                "type": "number",
                "unit": number.unit,
                "step": float(number.step) if number.step.denominator > 1 else int(number.step),
                "range": [number.plain(number.low), number.plain(number.high)],
            }
        case Choice(options=options, ordered=ordered):
            found |= {"type": "choice", "options": list(options), "ordered": ordered}
        case SetOf(options=options):
            found |= {"type": "set", "options": list(options)}
    found |= {
        "alarm": fact.alarm,
        "fixed": fact.fixed,
        "lasting": fact.lasting,
        "supplied_by": fact.supplied_by,
        "asked_if": fact.asked_if.text if fact.asked_if is not None else None,
    }
    if fact.otherwise is not None:
        found["else"] = plain_answer(fact, fact.otherwise)
    found |= {
        "valid_for_days": fact.valid_for,
        "renews": list(fact.renews),
        "codes": dict(fact.codes),
        "label": dict(fact.label or {}),
        "question": dict(fact.question or {}),
        "option_words": {option: dict(words) for option, words in fact.option_words.items()},
        "evidence": list(fact.evidence),
    }
    return found

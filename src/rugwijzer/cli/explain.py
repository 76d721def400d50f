"""`rugwijzer explain RULE`: one rule in words, its condition, its sources and its cases."""

from __future__ import annotations

import argparse
import sys

from rugwijzer.cli.loading import load_guideline
from rugwijzer.cli.wording import say
from rugwijzer.compiler import Guideline, nearest
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceRule,
    LadderRule,
    RaiseRule,
    ScoreItem,
    SetRule,
    rules_of,
)
from rugwijzer.compiler.language.nodes import Kind, refs


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line may say."""
    parser.add_argument("rule", metavar="RULE", help="the rule's name, as `assess` gives it")


def run(options: argparse.Namespace) -> int:
    """Explain it."""
    guideline = load_guideline(options.guideline)
    rule = guideline.rules.get(options.rule)
    if rule is None:
        near = nearest(options.rule, guideline.rules)
        print(f'There is no rule "{options.rule}". {near}'.rstrip(), file=sys.stderr)
        if not near:
            print("Rules:", ", ".join(guideline.rules), file=sys.stderr)
        return 2
    for line in explained(guideline, rule):
        print(line)
    return 0


def explained(guideline: Guideline, rule: AnyRule) -> list[str]:
    """The lines of the explanation."""
    decision = next(name for name, each in guideline.decisions.items() if rule in rules_of(each))
    found = [
        f"{rule.name}  ({decision}, {rule.place})",
        f"  nl  {say(rule.words, 'nl')}",
        f"  en  {say(rule.words, 'en')}",
        "",
    ]
    match rule:
        case LadderRule():
            found.append(f"When         {rule.when.text}")
            found.append(f"Then         {rule.then}")
            unknown = rule.if_unknown or f"nothing: {rule.if_unknown_reason or 'a mild level'}"
            found.append(f"If unknown   {unknown}")
            if rule.concern is not None:
                found.append(f"Concern      {rule.concern}")
            if rule.why_costly is not None:
                found.append(f"Worth it     {' '.join(rule.why_costly.split())}")
            for each in rule.redundant:
                found.append(f"Kept though  {' '.join(each.why.split())}")
            if rule.echo is not None:
                found.append(f"Kept though another always gives as much: {rule.echo}")
        case RaiseRule():
            found.append(f"When         {rule.when.text}")
            found.append(f"Raises       {rule.steps} from {rule.start}, up to {rule.up_to}")
        case ChoiceRule():
            found.append(f"When         {rule.when.text}")
            found.append(f"Then         {rule.then}")
        case SetRule():
            found.append(f"When         {rule.when.text}")
            if rule.unless is not None:
                found.append(f"Unless       {rule.unless.text}")
            found.append(f"Then         {rule.member} is in")
        case ScoreItem():
            for alternative in rule.alternatives:
                found.append(f"{alternative.points:>+4} points  when {alternative.when.text}")
    found += _definitions(guideline, rule)
    found += ["", "Evidence"]
    for name in rule.evidence:
        row = guideline.evidence[name]
        found.append(f"  {name}  {row.fact}")
        found.append(f"      {', '.join(row.marks) or 'no mark'}; {', '.join(row.sources)}")
    cases = [case for case in guideline.cases if case.rule == rule.name]
    if cases:
        found += ["", "Cases"]
        found += [f"  {case.shows or '':<10} {case.title}" for case in cases]
    return found


def _definitions(guideline: Guideline, rule: AnyRule) -> list[str]:
    """The definitions behind the condition, opened one by one."""
    from rugwijzer.compiler.language.guideline import expressions_of

    waiting = [
        ref
        for expression in expressions_of(rule)
        for ref in refs(expression.node)
        if ref.kind is Kind.DEFINITION
    ]
    seen: dict[str, str] = {}
    while waiting:
        ref = waiting.pop(0)
        if ref.name not in seen:
            when = guideline.definitions[ref.name].when
            seen[ref.name] = when.text
            waiting += [each for each in refs(when.node) if each.kind is Kind.DEFINITION]
    return ["", "Where", *(f"  {name} = {text}" for name, text in seen.items())] if seen else []

"""Writes what can be written by machine: the pages in `docs/reference`, and the examples in README.

    python docs/generate.py            write every page anew
    python docs/generate.py --check    write nothing; name the pages that are out of date

The pages come from the guideline, the commands and a real sitting of the check, so that they cannot
say anything else than the program does. Nothing here depends on the day, the width of a window or
the place of the checkout.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from importlib import import_module
from pathlib import Path

from claims_page import claims  # type: ignore[import-not-found]
from guide_page import guide, told_by  # type: ignore[import-not-found]
from plan_constants import planner, stories  # type: ignore[import-not-found]
from rich.console import Console
from rich.text import TextType

from rugwijzer.care.interview import Interview
from rugwijzer.cli import COMMANDS
from rugwijzer.cli import main as rugwijzer
from rugwijzer.cli.facts import describe
from rugwijzer.cli.result import result
from rugwijzer.cli.session import Session
from rugwijzer.compiler import (
    Fact,
    Guideline,
    TickPart,
    Words,
    citations,
    load,
    plain_answer,
)
from rugwijzer.compiler.language.guideline import (
    AnyRule,
    ChoiceDecision,
    ChoiceRule,
    Decision,
    Evidence,
    Ladder,
    LadderRule,
    RaiseRule,
    Score,
    ScoreItem,
    SetDecision,
    SetRule,
    rules_of,
)
from rugwijzer.library import Library
from rugwijzer.loading import load_texts
from rugwijzer.paths import find

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = Path("docs/reference")
MADE = "<!-- Written by docs/generate.py. Change the guideline or the program, not this page. -->"
DAY = date(2026, 1, 5)
"""Every example is as of this day."""
WIDTH = 78
"""Every example is as wide as this."""


def main() -> int:
    """Write the pages, or say which are out of date. Returns the exit status."""
    parser = argparse.ArgumentParser(description="Write the reference pages and README's examples.")
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    options = parser.parse_args()
    stale = [path for path, text in pages().items() if text != text_of(path)]
    if options.check:
        for path in stale:
            sys.stderr.write(f"{path} is out of date. Run: python docs/generate.py\n")
        return 1 if stale else 0
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(stale)} pages changed.\n")
    return 0


def text_of(path: Path) -> str:
    """The page as it stands, or nothing."""
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""


def pages() -> dict[Path, str]:
    """Every page this program writes, by its path from the root."""
    guideline = load(find("guideline"))
    makers: Mapping[str, Callable[[Guideline], Iterator[str]]] = {
        "evidence-coverage.md": evidence_coverage,
        "sign-off.md": sign_off,
        "rules.md": rules,
        "claims.md": claims,
        "facts.md": facts,
        "guide.md": guide,
        "commands.md": lambda _: commands(),
    }
    found = {
        REFERENCE / name: "\n".join((MADE, "", *make(guideline))).rstrip() + "\n"
        for name, make in makers.items()
    }
    found[Path("README.md")] = with_examples(text_of(Path("README.md")), guideline)
    return found


# --- small pieces of Markdown


def cell(text: object) -> str:
    """Text as one cell of a table."""
    return " ".join(str(text or "").split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell(each) for each in row)} |"


def code(text: object) -> str:
    """Text as code; nothing stays nothing."""
    return f"`{text}`" if text not in (None, "") else ""


def codes(names: Iterable[str]) -> str:
    """Names as code, with commas."""
    return ", ".join(code(name) for name in names)


def say(words: Words | None, language: str) -> str:
    """One text, on one line."""
    return " ".join((words or {}).get(language, "").split())


# --- evidence


def evidence_coverage(guideline: Guideline) -> Iterator[str]:
    """Every row of the evidence, and what became of it."""
    rows = guideline.evidence.values()
    cited_by, told = citations(guideline), told_by()
    uses = Counter(row.use for row in rows)
    marks = Counter(mark for row in rows for mark in row.marks)
    meaning = {
        "cited": "a rule, fact, definition, contradiction or measure rests on it",
        "told": "it stands in the words of a page, a lesson or an exercise",
        "information": "background: nothing to decide with",
        "not_formalised": "cannot be written as a rule; the reason stands beside it",
        "later": "belongs to a part that is not built yet; the plan stands beside it",
    }
    yield "# What became of every row of the evidence"
    yield ""
    yield f"{len(rows)} rows in `guideline/evidence.yaml`, {len(guideline.sources)} sources in"
    yield "`guideline/sources.yaml`."
    yield ""
    yield from table(
        ("Use", "Rows", "Meaning"),
        [(name, uses[name], words) for name, words in meaning.items()],
    )
    yield ""
    yield from table(("Mark", "Rows"), sorted(marks.items()))
    yield ""
    yield "A row may have several marks. Rows that are in use and marked `proposed` or `unverified`"
    yield "wait for clinicians: see [sign-off.md](sign-off.md)."
    yield ""
    yield from table(
        ("Row", "What it says", "Marks", "Use", "Cited by", "Told in", "Why not, or plan"),
        (
            (
                row.name,
                row.fact,
                ", ".join(row.marks),
                row.use,
                codes(cited_by.get(row.name, ())),
                ", ".join(told.get(row.name, ())),
                row.why or row.plan or "",
            )
            for row in rows
        ),
    )


def sign_off(guideline: Guideline) -> Iterator[str]:
    """The rows a clinician must still approve, by topic, with the rules that use them."""
    waiting = [row for row in guideline.evidence.values() if waits(row)]
    everything = things_by_topic(guideline)
    yield "# For the clinicians who must sign this off"
    yield ""
    yield "This guideline is a proposal until clinicians have approved it. Below stands every row"
    yield "of the evidence that is in use and is marked `proposed` (a choice of this project) or"
    yield "`unverified` (not confirmed at its source). None of them has been signed off."
    yield ""
    yield "Read each row with the rules that use it. `rugwijzer explain RULE` shows the condition,"
    yield "the sources and the cases of a rule; [rules.md](rules.md) holds all of them."
    yield ""
    counts = Counter(mark for row in waiting for mark in row.marks)
    yield from table(
        ("To sign off", "Rows"),
        [
            ("all", len(waiting)),
            ("marked `proposed`", counts["proposed"]),
            ("marked `unverified`", counts["unverified"]),
        ],
    )
    for topic, things in everything.items():
        rows = [
            (row, users)
            for row in waiting
            if (users := [name for name, cited in things if row.name in cited])
        ]
        if not rows:
            continue
        yield ""
        yield f"## {topic}"
        yield ""
        yield from table(
            ("Row", "What it says", "Marks", "Used by", "Sources"),
            (
                (row.name, row.fact, ", ".join(row.marks), codes(users), ", ".join(row.sources))
                for row, users in rows
            ),
        )
    yield from sign_off_words(guideline)
    for title, intro, head, rows in (planner(guideline), stories(guideline)):
        yield from ("", f"## {title}", "", *intro, "")
        yield from table(head, rows)


def sign_off_words(guideline: Guideline) -> Iterator[str]:
    """The rows that the guide, lessons and exercises tell people, and that are not yet certain."""
    told = told_by()
    rows = [row for row in guideline.evidence.values() if uncertain(row) and row.name in told]
    yield ""
    yield "## the words of the guide, lessons and exercises"
    yield ""
    yield f"{len(rows)} rows. Read each with the texts that tell it, in `content/`."
    yield ""
    yield from table(
        ("Row", "What it says", "Marks", "Told in", "Sources"),
        (
            (
                row.name,
                row.fact,
                ", ".join(row.marks),
                ", ".join(told[row.name]),
                ", ".join(row.sources),
            )
            for row in rows
        ),
    )


def waits(row: Evidence) -> bool:
    """Whether a row is in use by the guideline and not yet certain."""
    return row.use == "cited" and uncertain(row)


def uncertain(row: Evidence) -> bool:
    """Whether a row still needs a clinician's eye."""
    return bool({"proposed", "unverified"} & set(row.marks))


def things_by_topic(guideline: Guideline) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """All that cites evidence, by topic: the rules by their folder, then the rest by its kind."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for decision in ladders_first(guideline):
        for rule in rules_of(decision):
            topic = f"{decision.name}: {rule.topic}" if rule.topic else decision.name
            found.setdefault(topic, []).append((rule.name, rule.evidence))
    for topic, things in (
        ("definitions", guideline.definitions),
        ("facts and their questions", guideline.facts),
        ("contradictions", guideline.contradictions),
        ("measures", guideline.measures),
        ("items", guideline.items),
    ):
        found[topic] = [(name, each.evidence) for name, each in things.items()]
    return found


def ladders_first(guideline: Guideline) -> list[Decision]:
    """The decisions, ladders before the others: what they say is read first."""
    return sorted(guideline.decisions.values(), key=lambda each: not isinstance(each, Ladder))


# --- rules

KINDS = {Ladder: "ladder", ChoiceDecision: "choice", Score: "score", SetDecision: "set"}


def rules(guideline: Guideline) -> Iterator[str]:
    """Every rule: when, then, if unknown, words, evidence."""
    yield "# Every rule"
    yield ""
    yield "Read with [`spec/language.md`](../../spec/language.md): what `when`, `then` and"
    yield "`if_unknown` mean. Rules of one decision stand in the order of the files."
    yield ""
    yield from table(
        ("Decision", "Kind", "Rules"),
        (
            (code(each.name), KINDS[type(each)], len(rules_of(each)))
            for each in ladders_first(guideline)
        ),
    )
    for decision in ladders_first(guideline):
        topic = None
        if getattr(decision, "collects", None):
            yield ""
            yield f"## {decision.name}"
            yield ""
            yield "It has no rules of its own: a member is in when a rule of"
            yield f"`{getattr(decision, 'collects', '')}` with that concern counts."
        for rule in rules_of(decision):
            here = f"{decision.name}: {rule.topic}" if rule.topic else decision.name
            if here != topic:
                topic = here
                yield ""
                yield f"## {topic}"
            yield ""
            yield from one_rule(rule)


def one_rule(rule: AnyRule) -> Iterator[str]:
    """One rule as a small section."""
    yield f"### {rule.name}"
    yield ""
    yield f"> {say(rule.words, 'nl')}"
    yield ">"
    yield f"> {say(rule.words, 'en')}"
    yield ""
    match rule:
        case LadderRule():
            yield f"- when `{rule.when.text}`"
            yield f"- then `{rule.then}`"
            unknown = f"`{rule.if_unknown}`" if rule.if_unknown else "nothing"
            reason = f" ({cell(rule.if_unknown_reason)})" if rule.if_unknown_reason else ""
            yield f"- if unknown {unknown}{reason}"
            if rule.concern:
                yield f"- concern `{rule.concern}`"
            if rule.echo:
                yield f"- kept although another rule gives as much: {cell(rule.echo)}"
        case RaiseRule():
            yield f"- when `{rule.when.text}`"
            yield f"- raises by {rule.steps} from `{rule.start}`, never above `{rule.up_to}`"
            yield f"- if unknown {'raises' if rule.if_unknown_raises else 'nothing'}"
        case ChoiceRule():
            yield f"- when `{rule.when.text}`"
            yield f"- then `{rule.then}`"
        case SetRule():
            yield f"- when `{rule.when.text}`"
            if rule.unless is not None:
                yield f"- unless `{rule.unless.text}`"
            yield f"- then `{rule.member}` is in"
        case ScoreItem():
            for alternative in rule.alternatives:
                yield f"- {alternative.points:+} points when `{alternative.when.text}`"
    yield f"- evidence {codes(rule.evidence)}"


# --- facts


def facts(guideline: Guideline) -> Iterator[str]:
    """Every fact: what may be answered, when it is asked, in which words."""
    known = guideline.facts.values()
    yield "# Every fact"
    yield ""
    yield "A file of answers is a mapping `fact: value`. A fact that is left out is *not asked*;"
    yield "`null` is *don't know*. How to write one:"
    yield "[write-a-file-of-answers.md](../how-to/write-a-file-of-answers.md)."
    yield ""
    yield f"{len(known)} facts, {sum(fact.alarm for fact in known)} of them alarm signs."
    place = ""
    for fact in known:
        if fact.place.file != place:
            place = fact.place.file
            yield ""
            yield f"## {Path(place).stem}"
        yield ""
        yield from one_fact(fact)


def one_fact(fact: Fact) -> Iterator[str]:
    """One fact as a small section."""
    yield f"### {fact.name}"
    yield ""
    words = fact.question or fact.label
    yield f"> {say(words, 'nl')}"
    yield ">"
    yield f"> {say(words, 'en')}"
    yield ""
    yield f"- value: {cell(describe(fact))}"
    known = ("alarm", "fixed", "lasting", "preference")
    marks = [mark for mark in known if getattr(fact, mark)]
    if marks:
        yield f"- marks: {', '.join(marks)}"
    if not fact.supplied_by_person:
        yield f"- supplied by: {fact.supplied_by}"
    if fact.asked_if is not None:
        yield f"- asked if `{fact.asked_if.text}`"
    if fact.otherwise is not None:
        yield f"- otherwise `{json.dumps(plain_answer(fact, fact.otherwise))}`"
    if fact.valid_for is not None:
        yield f"- an answer counts for {fact.valid_for} days"
    if fact.kept_as_onset:
        yield "- kept as a day of onset, and grows"
    if fact.simpler is not None:
        yield f"- after a don't know: {say(fact.simpler, 'nl')} / {say(fact.simpler, 'en')}"
    if fact.codes:
        yield "- codes: " + ", ".join(f"{system} {each}" for system, each in fact.codes.items())
    if fact.evidence:
        yield f"- evidence {codes(fact.evidence)}"


# --- commands


def commands() -> Iterator[str]:
    """Every command and option, taken from the parsers themselves."""
    yield "# Every command"
    yield ""
    yield "Exit status: 0 fine, 1 the guideline or a file is wrong, 2 wrong usage."
    yield "`rugwijzer --version` gives the version of the program."
    for name, description in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"rugwijzer {name}", add_help=False)
        parser.add_argument(
            "--guideline", type=Path, metavar="DIR", help="use the guideline in this folder"
        )
        import_module(f"rugwijzer.cli.{name}").arguments(parser)
        yield ""
        yield f"## rugwijzer {name}"
        yield ""
        yield f"{description[0].upper()}{description[1:]}."
        yield ""
        yield from table(("Argument", "Meaning"), arguments(parser))


def arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """What one parser understands, tasks opened."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {each.dest: each.help for each in action._choices_actions}
            for task, inner in action.choices.items():
                yield code(task), helps.get(task) or ""
                yield from ((f"{code(task)} {word}", text) for word, text in arguments(inner))
        elif not isinstance(action, argparse._HelpAction):
            words = " ".join(action.option_strings) or str(action.metavar or action.dest)
            if action.option_strings and action.nargs != 0:
                offered = "\\|".join(map(str, action.choices)) if action.choices else ""
                words += f" {action.metavar or offered}"
            yield code(words.replace("\\|", "|")), action.help or ""


# --- the examples in README


ANSWERS = {
    "age": "34",
    "pain_area": "low_back",
    "pain_days": "1 dag",
    "onset": "strain",
    "pain_now": "6",
}
"""What is answered in the example; every other question with its mildest answer."""

NUMB = {
    "age": 47,
    "pain_area": ["low_back", "lower_leg"],
    "pain_days": 21,
    "pain_now": 6,
    "saddle": "new_or_worse",
    "bladder": None,
}

VISITS = (
    {"at": "2025-12-15", "answers": {"pain_days": 10, "pain_now": 7}, "measures": {"everyday": 20}},
    {"at": "2026-01-05", "answers": {"pain_now": 4}, "measures": {"everyday": 12}},
)


def with_examples(text: str, guideline: Guideline) -> str:
    """README with its examples made anew, between `<!-- example: NAME -->` and `<!-- end -->`."""
    makers = {"check": check_example, "assess": assess_example, "history": history_example}

    def anew(found: re.Match[str]) -> str:
        lines = "\n".join(line.rstrip() for line in makers[found[1]](guideline))
        return f"<!-- example: {found[1]} -->\n```console\n{lines}\n```\n<!-- end -->"

    return re.sub(r"<!-- example: (\w+) -->\n.*?<!-- end -->", anew, text, flags=re.DOTALL)


class Typist(Console):
    """A console at which somebody types the wanted answer to each question."""

    def __init__(self, wanted: Mapping[str, str]) -> None:
        self.wanted = wanted
        self.typed_at = io.StringIO()
        super().__init__(file=self.typed_at, width=WIDTH, highlight=False, force_terminal=False)

    def input(self, prompt: TextType = "", **_: object) -> str:
        """Type the number of the wanted answer, or the answer itself."""
        shown = re.split(r"^  > .*$", self.typed_at.getvalue(), flags=re.MULTILINE)[-1]
        asked = max((each for each in self.wanted if each in " ".join(shown.split())), key=len)
        typed = self.wanted[asked]
        for number, words in re.findall(r"^ *(\d+)  (.*)$", shown, flags=re.MULTILINE):
            if words.strip() and typed.startswith(words.strip()):
                typed = str(number)
        self.typed_at.write(f"{prompt}{typed}\n")
        return typed


def wanted_answers(guideline: Guideline, texts: Library) -> dict[str, str]:
    """For every question, in its words, the answer of the example."""
    found: dict[str, str] = {}
    for fact in guideline.facts.values():
        answer = ANSWERS.get(fact.name)
        if answer is None:
            mildest = getattr(fact.type, "options", None)
            no = texts.text("check.answer.false", "nl")
            answer = say(fact.option_words[mildest[0]], "nl") if mildest else no
        elif answer in fact.option_words:
            answer = say(fact.option_words[answer], "nl")
        found[say(fact.question or fact.label, "nl")] = answer
    for screen in guideline.screens:
        for part in screen.parts:
            if isinstance(part, TickPart):
                found[say(part.question, "nl")] = say(part.none, "nl")
    return found


def check_example(guideline: Guideline) -> Iterator[str]:
    """A sitting of the check, shortened."""
    texts = load_texts()
    out = Typist(wanted_answers(guideline, texts))
    session = Session(guideline, texts, "nl", {}, DAY, out)
    if not session.ask_all():
        raise LookupError("the example sitting did not come to its end")
    out.print()
    for part in result(session.assessment(), texts, "nl"):
        out.print(part)
    lines = [line.rstrip() for line in out.typed_at.getvalue().splitlines()]
    asked = Interview(guideline).next_screen({})
    assert asked is not None
    first = asked.parts[0]
    assert isinstance(first, TickPart)
    yield "$ rugwijzer check"
    for start in (
        texts.text("check.progress.screen", "nl", number=1),
        say(first.question, "nl"),
        say(guideline.facts["age"].question, "nl"),
        "╭─ ",
        texts.text("result.heading.why", "nl"),
        texts.text("result.heading.kind", "nl"),
        texts.text("disclaimer.nobody_watches", "nl")[:30],
    ):
        yield "…"
        yield from paragraph(lines, start)


def paragraph(lines: Sequence[str], start: str) -> Sequence[str]:
    """The lines from the first that begins so, to the next empty one."""
    for number, line in enumerate(lines):
        if line.startswith(start):
            return lines[number : [*lines, ""].index("", number)]
    raise LookupError(f"the example sitting has no line that begins with: {start}")


def assess_example(_: Guideline) -> Iterator[str]:
    """An assessment as JSON, shortened."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as printed:
        file = Path(folder) / "example.json"
        file.write_text(json.dumps(NUMB), encoding="utf-8")
        rugwijzer(["assess", str(file), "--json", "--at", DAY.isoformat()])
    shown = json.dumps(shortened(json.loads(printed.getvalue())), ensure_ascii=False, indent=2)
    yield "$ cat example.json"
    yield json.dumps(NUMB)
    yield f"$ rugwijzer assess example.json --json --at {DAY.isoformat()}"
    yield from inline(shown).replace('"…"', "…").splitlines()


def history_example(_: Guideline) -> Iterator[str]:
    """What is said of a few visits, beside the assessment."""
    visits = "".join(f"{json.dumps(visit)}\n" for visit in VISITS)
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as printed:
        file = Path(folder) / "visits.jsonl"
        file.write_text(visits, encoding="utf-8")
        rugwijzer(["assess", str(file), "--history", "--json", "--at", DAY.isoformat()])
    shown = json.dumps({"history": json.loads(printed.getvalue())["history"]}, indent=2)
    yield "$ cat visits.jsonl"
    yield from visits.splitlines()
    yield f"$ rugwijzer assess visits.jsonl --history --json --at {DAY.isoformat()}"
    first, *inside, last = inline(shown).splitlines()
    yield from (first, "  …", *inside, "  …", last)


def shortened(value: object) -> object:
    """A value with at most two entries to a list, and no long text."""
    match value:
        case dict():
            return {key: shortened(each) for key, each in value.items()}
        case list():
            short = [shortened(each) for each in value[:2]]
            return [*short, "…"] if len(value) > 2 else short
        case str() if len(value) > 60:
            return f"{value[: value.index(' ', 40)]} …"
        case _:
            return value


def inline(text: str) -> str:
    """JSON with its innermost lists and mappings on one line, where that fits."""

    def joined(found: re.Match[str]) -> str:
        line = " ".join(found[0].split())
        return line if len(line) < 70 else found[0]

    return re.sub(r"[\[{][^\[\]{}]*[\]}]", joined, text)


if __name__ == "__main__":
    raise SystemExit(main())

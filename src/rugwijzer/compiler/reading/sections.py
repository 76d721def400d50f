"""Each kind of file under `guideline/`, from tree to typed parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rugwijzer.compiler.language.guideline import (
    SHOWS,
    Alternative,
    AskPart,
    Band,
    Case,
    ChoiceDecision,
    ChoiceRule,
    Contradiction,
    Decision,
    Definition,
    Expression,
    Fact,
    Ladder,
    LadderRule,
    Member,
    Person,
    RaiseRule,
    Redundant,
    Score,
    ScoreItem,
    Screen,
    SetDecision,
    SetRule,
    TickPart,
)
from rugwijzer.compiler.language.nodes import Node, parts
from rugwijzer.compiler.language.places import Place, Problem, nearest
from rugwijzer.compiler.language.types import Answer
from rugwijzer.compiler.reading.answers import AnswerProblem, read_answer
from rugwijzer.compiler.reading.documents import (
    Mapping,
    Plain,
    Scalar,
    Sequence,
    Tree,
    describe,
    plain,
)
from rugwijzer.compiler.reading.expressions import Symbols, read_expression
from rugwijzer.compiler.reading.fields import Fields, as_sequence, check_name, check_option

KINDS = ("ladder", "choice", "score", "set")
_KEYS = {
    "ladder": ("levels", "rules"),
    "choice": ("options", "otherwise", "cautious_order", "rules"),
    "score": ("bands", "items"),
    "set": ("members", "collects", "rules"),
}
_BESIDE_WORDS = {"choice": ("days",), "set": ("may_wait", "group", "days")}
"""What an option or a member may say besides its words."""
NEVER = Expression("", None, Place("", 0))  # type: ignore[arg-type]
"""Stands in for an expression that could not be read; its guideline is never returned."""


def _expression(fields: Fields, key: str, symbols: Symbols, problems: list[Problem]) -> Expression:
    if fields.required(key, f"Write `{key}: ` and a condition.") is None:
        return NEVER
    text = fields.text(key)
    if text is None:
        return NEVER
    return read_expression(text, fields.at(key), symbols, problems) or NEVER


def _beside(tree: Tree | None, key: str) -> Tree | None:
    """What an option or a member says under one key besides its words."""
    return tree.entries.get(key) if isinstance(tree, Mapping) else None


def read_definition(name: str, tree: Tree, symbols: Symbols, problems: list[Problem]) -> Definition:
    """One entry of `definitions/`."""
    fields = Fields(tree, f'definition "{name}"', problems, ("when", "meaning", "evidence"))
    when = _expression(fields, "when", symbols, problems)
    return Definition(name, when, fields.words("meaning"), fields.names("evidence"), fields.place)


def read_contradiction(
    name: str, tree: Tree, symbols: Symbols, problems: list[Problem]
) -> Contradiction:
    """One entry of `contradictions/`."""
    fields = Fields(
        tree, f'contradiction "{name}"', problems, ("when", "facts", "message", "evidence")
    )
    for fact, place in fields.placed_names("facts"):
        if fact not in symbols.facts:
            fields.problem(
                f'{fields.what} asks back the unknown fact "{fact}".',
                nearest(fact, symbols.facts) or "Name facts that are declared.",
                place,
            )
    return Contradiction(
        name=name,
        when=_expression(fields, "when", symbols, problems),
        facts=fields.names("facts"),
        message=fields.words("message"),
        evidence=fields.names("evidence"),
        place=fields.place,
    )


# --- decisions


class DecisionReader:
    """One decision, read in two steps: its values at once, its rules when all names are known."""

    def __init__(self, name: str, tree: Tree, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self.fields = Fields(
            tree,
            f'decision "{name}"',
            problems,
            ("kind", "title", *dict.fromkeys(key for keys in _KEYS.values() for key in keys)),
        )
        check_name(name, tree.place, "a folder under decisions/", problems)
        self.fields.required("kind", f"It is one of: {', '.join(KINDS)}.")
        self.kind = self.fields.one_of("kind", KINDS)
        for key in self.fields.entries:
            if self.kind is not None and key not in ("kind", "title", *_KEYS[self.kind]):
                self.fields.problem(
                    f'"{key}" does not belong to a decision of kind {self.kind}.',
                    f"It has: kind, title, {', '.join(_KEYS[self.kind])}.",
                    self.fields.at(key),
                )
        self.rule_trees: list[tuple[Tree, str]] = []
        inline = "items" if self.kind == "score" else "rules"
        if (tree_of_rules := self.fields.tree(inline)) is not None:
            self.add_rules(tree_of_rules, "")
        self.values = self._values()
        self.bands = self._bands()

    def add_rules(self, tree: Tree, topic: str) -> None:
        """The rules of one more file."""
        what = f"the rules of {self.fields.what}"
        self.rule_trees += [(item, topic) for item in as_sequence(tree, what, self.problems)]

    def _values(self) -> dict[str, tuple[Place, dict[str, str], Tree | None]]:
        """Levels, options or members, each with its place and words."""
        key = {"ladder": "levels", "choice": "options", "set": "members"}.get(self.kind or "")
        if key is None:
            return {}
        tree = self.fields.required(key, f"Name them under `{key}:`.")
        values: dict[str, tuple[Place, dict[str, str], Tree | None]] = {}
        match tree:
            case Mapping(entries):
                for name, inner in entries.items():
                    self._check_value(name, tree.keys[name])
                    what = f'"{name}" of {self.fields.what}'
                    fields = Fields(
                        inner, what, self.problems,
                        ("nl", "en", *_BESIDE_WORDS.get(self.kind or "", ())),
                    )  # fmt: skip
                    words = {
                        language: text
                        for language in ("nl", "en")
                        if (text := fields.text(language)) is not None
                    }
                    values[name] = (tree.keys[name], words, inner)
            case Sequence():
                for name, place in self.fields.placed_names(key):
                    self._check_value(name, place)
                    if name in values:
                        self.fields.problem(
                            f'{self.fields.what} names "{name}" twice.', "Name it once.", place
                        )
                    values[name] = (place, {}, None)
            case None:
                pass
            case _:
                self.fields.problem(
                    f'"{key}" of {self.fields.what} must be a mapping, '
                    f"not {describe(plain(tree))}.",
                    "Write `name: {nl: ..., en: ...}` per line.",
                    tree.place,
                )
                return values
        if tree is not None and not values:
            self.fields.problem(f"{self.fields.what} has no {key}.", "Name them.", tree.place)
        return values

    def _check_value(self, name: str, place: Place) -> None:
        """Levels are written bare and so are names; options and members are written in quotes."""
        check = check_name if self.kind == "ladder" else check_option
        called = {"ladder": "a level", "choice": "an option"}.get(self.kind or "", "a member")
        check(name, place, f"{called} of {self.fields.what}", self.problems)

    def _bands(self) -> tuple[Band, ...]:
        tree = self.fields.tree("bands")
        if tree is None:
            return ()
        found: list[Band] = []
        for item in as_sequence(tree, f"the bands of {self.fields.what}", self.problems):
            fields = Fields(
                item, f"a band of {self.fields.what}", self.problems,
                ("band", "from", "to", "nl", "en"),
            )  # fmt: skip
            name, low, high = fields.text("band"), fields.whole("from"), fields.whole("to")
            if name is None or low is None or high is None:
                fields.problem(
                    f"a band of {self.fields.what} is incomplete.",
                    "Write `- {band: low, from: 0, to: 3}`.",
                )
                continue
            check_option(name, fields.at("band"), f"a band of {self.fields.what}", self.problems)
            words = {
                language: text
                for language in ("nl", "en")
                if (text := fields.text(language)) is not None
            }
            found.append(Band(name, low, high, words or None, fields.place))
        return tuple(found)

    def declare(self, symbols: Symbols) -> None:
        """Make the decision's name and values known to expressions."""
        names = tuple(self.values)
        match self.kind:
            case "ladder":
                symbols.ladders[self.name] = names
            case "choice":
                symbols.choices[self.name] = names
            case "set":
                symbols.sets[self.name] = names
            case _:
                symbols.scores[self.name] = {
                    band.name: (band.low, band.high) for band in self.bands
                }

    def decision(self, symbols: Symbols) -> Decision:
        """The whole decision, its rules typed."""
        fields, names = self.fields, tuple(self.values)
        words = {name: words for name, (_, words, _) in self.values.items()}
        title = fields.words("title")
        rules = [self._rule(tree, topic, symbols) for tree, topic in self.rule_trees]
        match self.kind:
            case "ladder":
                return Ladder(
                    self.name, title, names, words,
                    tuple(rule for rule in rules if isinstance(rule, LadderRule)),
                    tuple(rule for rule in rules if isinstance(rule, RaiseRule)),
                    fields.place,
                )  # fmt: skip
            case "choice":
                return ChoiceDecision(
                    self.name, title, names, words,
                    tuple(rule for rule in rules if isinstance(rule, ChoiceRule)),
                    self._otherwise(names),
                    self._cautious(names),
                    fields.place,
                    self._days(),
                )  # fmt: skip
            case "set":
                return SetDecision(
                    self.name, title, self._members(),
                    tuple(rule for rule in rules if isinstance(rule, SetRule)),
                    fields.text("collects"),
                    fields.place,
                )  # fmt: skip
            case _:
                items = tuple(rule for rule in rules if isinstance(rule, ScoreItem))
                return Score(self.name, title, items, self.bands, fields.place)

    def _otherwise(self, names: tuple[str, ...]) -> str:
        self.fields.required("otherwise", "Name the option that counts when no rule holds.")
        return self.fields.one_of("otherwise", names) or ""

    def _cautious(self, names: tuple[str, ...]) -> tuple[str, ...]:
        self.fields.required(
            "cautious_order", "List every option, the one to be assumed in doubt first."
        )
        return self.fields.names("cautious_order")

    def _members(self) -> tuple[Member, ...]:
        found: list[Member] = []
        days = self._days()
        for name, (place, words, tree) in self.values.items():
            may_wait = None
            if (said := _beside(tree, "may_wait")) is not None:
                value = plain(said)
                may_wait = value if isinstance(value, bool) else None
                if may_wait is None:
                    self.fields.problem(
                        f'"may_wait" of "{name}" must be true or false.', "Write true or false.",
                        said.place,
                    )  # fmt: skip
            group = None
            if (said := _beside(tree, "group")) is not None:
                value = plain(said)
                group = value if isinstance(value, str) else None
                if group is None:
                    self.fields.problem(
                        f'"group" of "{name}" must be a word.',
                        "Write the heading it is shown under.", said.place,
                    )  # fmt: skip
            found.append(Member(name, words or None, may_wait, place, group, days.get(name, ())))
        return tuple(found)

    def _days(self) -> dict[str, tuple[int, ...]]:
        """Of each option or member that has them: the days, counted from the first."""
        found: dict[str, tuple[int, ...]] = {}
        for name, (_, _, tree) in self.values.items():
            if (said := _beside(tree, "days")) is None:
                continue
            value = plain(said)
            days = [each for each in value if type(each) is int] if isinstance(value, list) else []
            if not days or days != value or days != sorted({day for day in days if day > 0}):
                self.fields.problem(
                    f'"days" of "{name}" must be whole days after the first, in order.',
                    "Write [3, 7, 14].", said.place,
                )  # fmt: skip
            found[name] = tuple(days)
        return found

    def _rule(
        self, tree: Tree, topic: str, symbols: Symbols
    ) -> LadderRule | RaiseRule | ChoiceRule | SetRule | ScoreItem | None:
        match self.kind:
            case "score":
                return self._item(tree, topic, symbols)
            case "choice":
                fields, name, words, evidence = self._head(tree, ("when", "then"))
                return ChoiceRule(
                    name, words, evidence, fields.place, topic,
                    _expression(fields, "when", symbols, self.problems),
                    self._value_of(fields, "then"),
                )  # fmt: skip
            case "set":
                fields, name, words, evidence = self._head(tree, ("member", "when", "unless"))
                unless = None
                if "unless" in fields:
                    unless = _expression(fields, "unless", symbols, self.problems)
                return SetRule(
                    name, words, evidence, fields.place, topic,
                    self._value_of(fields, "member"),
                    _expression(fields, "when", symbols, self.problems),
                    unless,
                )  # fmt: skip
            case _:
                if isinstance(tree, Mapping) and "raise" in tree.entries:
                    return self._raise(tree, topic, symbols)
                return self._ladder_rule(tree, topic, symbols)

    def _head(
        self, tree: Tree, keys: Iterable[str], name_key: str = "rule"
    ) -> tuple[Fields, str, dict[str, str] | None, tuple[str, ...]]:
        name = ""
        if isinstance(tree, Mapping) and isinstance(tree.entries.get(name_key), Scalar):
            name = tree.entries[name_key].text  # type: ignore[union-attr]
        fields = Fields(
            tree,
            f'{name_key} "{name}"' if name else f"{'an' if name_key == 'item' else 'a'} {name_key}",
            self.problems,
            (name_key, *keys, "evidence", "words"),
        )
        if fields.required(name_key, f"Begin with `- {name_key}: its_name`.") is not None:
            what = f"{'an' if name_key == 'item' else 'a'} {name_key} of {self.fields.what}"
            check_name(name, fields.at(name_key), what, self.problems)
        return fields, name, fields.words("words"), fields.names("evidence")

    def _value_of(self, fields: Fields, key: str) -> str:
        fields.required(key, f"It is one of: {', '.join(self.values)}.")
        return fields.one_of(key, self.values) or next(iter(self.values), "")

    def _ladder_rule(self, tree: Tree, topic: str, symbols: Symbols) -> LadderRule:
        fields, name, words, evidence = self._head(
            tree,
            (
                *("when", "then", "if_unknown", "if_unknown_reason", "concern"),
                *("echo", "why_costly", "redundant"),
            ),
        )
        stated = "if_unknown" in fields
        if_unknown = fields.one_of("if_unknown", (*self.values, "none")) if stated else None
        when = _expression(fields, "when", symbols, self.problems)
        return LadderRule(
            name, words, evidence, fields.place, topic,
            when=when,
            then=self._value_of(fields, "then"),
            if_unknown=None if if_unknown == "none" else if_unknown,
            if_unknown_stated=stated,
            if_unknown_reason=fields.text("if_unknown_reason"),
            concern=fields.text("concern"),
            echo=fields.text("echo"),
            why_costly=fields.text("why_costly"),
            redundant=tuple(_redundant(fields, when.node, symbols, self.problems)),
        )  # fmt: skip

    def _raise(self, tree: Tree, topic: str, symbols: Symbols) -> RaiseRule:
        fields, name, words, evidence = self._head(
            tree,
            (
                *("when", "raise", "from", "up_to"),
                *("if_unknown", "if_unknown_reason", "echo", "why_costly"),
            ),
        )
        steps = fields.whole("raise")
        if steps is not None and steps < 1:
            fields.problem(
                f"{fields.what} raises by {steps}.", "Raise by at least 1.", fields.at("raise")
            )
        return RaiseRule(
            name, words, evidence, fields.place, topic,
            when=_expression(fields, "when", symbols, self.problems),
            steps=steps or 1,
            start=self._value_of(fields, "from"),
            up_to=self._value_of(fields, "up_to"),
            if_unknown_raises=fields.one_of("if_unknown", ("raise", "none"), "none") == "raise",
            if_unknown_reason=fields.text("if_unknown_reason"),
            echo=fields.text("echo"),
            why_costly=fields.text("why_costly"),
        )  # fmt: skip

    def _item(self, tree: Tree, topic: str, symbols: Symbols) -> ScoreItem:
        fields, name, words, evidence = self._head(tree, ("alternatives",), "item")
        alternatives: list[Alternative] = []
        inner = fields.required("alternatives", "Write `alternatives: [{when: ..., points: 1}]`.")
        if inner is not None:
            for each in as_sequence(inner, f"the alternatives of {fields.what}", self.problems):
                part = Fields(
                    each, f"an alternative of {fields.what}", self.problems, ("when", "points")
                )
                part.required("points", "Write how many points it gives.")
                alternatives.append(
                    Alternative(
                        _expression(part, "when", symbols, self.problems),
                        part.whole("points") or 0,
                    )
                )
        return ScoreItem(name, words, evidence, fields.place, topic, tuple(alternatives))


def _redundant(
    fields: Fields, when: Node, symbols: Symbols, problems: list[Problem]
) -> Iterator[Redundant]:
    """`redundant: {part: why}`: a key of the rule, or a condition as it stands in `when`."""
    for part, tree in fields.mapping("redundant").items():
        why = tree.text.strip() if isinstance(tree, Scalar) else ""
        if not why:
            fields.problem(
                f'"{part}" is kept as redundant without a reason.', "Say why.", tree.place
            )
        elif part in ("then", "if_unknown"):
            yield Redundant(part, why)
        elif (read := read_expression(part, tree.place, symbols, problems)) is not None:
            if when is None or read.node in parts(when):
                yield Redundant(read.node, why)
            else:
                fields.problem(
                    f"`{part}` is no part of the condition of {fields.what}.",
                    "Copy a part of `when` as it stands there, or write `then` or `if_unknown`.",
                    tree.place,
                )


# --- screens


def read_screen(tree: Tree, problems: list[Problem]) -> Screen:
    """One entry of a list of screens."""
    fields = Fields(tree, "a screen", problems, ("screen", "title", "intro", "opened", "parts"))
    if fields.required("screen", "Begin with `- screen: its_name`.") is not None:
        check_name(fields.text("screen") or "", fields.at("screen"), "a screen", problems)
    name = fields.text("screen") or "?"
    fields.what = f'screen "{name}"'
    parts: list[TickPart | AskPart] = []
    inner = fields.required("parts", "List what it asks: `- ask: fact` or `- tick: [facts]`.")
    if inner is not None:
        for item in as_sequence(inner, f"the parts of {fields.what}", problems):
            keys: tuple[str, ...] = ("ask", "tick", "question", "none")
            if isinstance(item, Mapping) and "ask" in item.entries and "tick" not in item.entries:
                keys = ("ask",)
            part = Fields(item, f"a part of {fields.what}", problems, keys)
            if part.readable and ("ask" in part) == ("tick" in part):
                part.problem(
                    f"a part of {fields.what} must have either `ask` or `tick`.",
                    "Write `- ask: fact` or `- tick: [facts]`.",
                )
            elif "ask" in part:
                parts.append(AskPart(part.text("ask") or "", part.place))
            else:
                parts.append(
                    TickPart(
                        part.names("tick"), part.words("question"), part.words("none"), part.place
                    )
                )
    return Screen(
        name, fields.words("title"), fields.words("intro"), tuple(parts), fields.place,
        opened=fields.flag("opened"),
    )  # fmt: skip


# --- people and cases


def _record(
    tree: Tree | None, what: str, facts: dict[str, Fact], problems: list[Problem]
) -> dict[str, Answer]:
    if tree is None:
        return {}
    if not isinstance(tree, Mapping):
        problems.append(
            Problem(
                tree.place,
                f"the facts of {what} must be a mapping, not {describe(plain(tree))}.",
                "Write {fact: value}.",
            )
        )
        return {}
    record: dict[str, Answer] = {}
    for name, value in tree.entries.items():
        fact = facts.get(name)
        if fact is None:
            problems.append(
                Problem(
                    tree.keys[name],
                    f'{what} names the unknown fact "{name}".',
                    nearest(name, facts) or "Declare it under facts/ first.",
                )
            )
            continue
        answer = read_answer(fact, plain(value))
        if isinstance(answer, AnswerProblem):
            problems.append(
                Problem(tree.keys[name], f'{what}, fact "{name}": {answer.what}', answer.mend)
            )
        else:
            record[name] = answer
    return record


def read_person(name: str, tree: Tree, facts: dict[str, Fact], problems: list[Problem]) -> Person:
    """One entry of `people/`."""
    fields = Fields(tree, f'person "{name}"', problems, ("title", "facts"))
    fields.required("title", "Say in a few words who this is.")
    fields.required("facts", "Write the answers below it: `fact: value`.")
    record = _record(fields.tree("facts"), fields.what, facts, problems)
    return Person(name, fields.text("title") or "", record, fields.place)


def read_case(
    tree: Tree,
    topic: str,
    facts: dict[str, Fact],
    people: dict[str, Person],
    problems: list[Problem],
) -> Case:
    """One entry of a `cases.yaml`."""
    fields = Fields(
        tree,
        "a case",
        problems,
        ("case", "rule", "shows", "person", "facts", "not_asked", "expect"),
    )
    fields.required("case", "Begin with `- case: ` and a sentence.")
    title = fields.text("case") or "?"
    fields.what = f'case "{title}"'
    person = fields.text("person")
    record: dict[str, Answer] = {}
    if person is not None:
        if person not in people:
            fields.problem(
                f'{fields.what} starts from the unknown person "{person}".',
                nearest(person, people) or "Describe the person under people/.",
                fields.at("person"),
            )
        else:
            record.update(people[person].record)
    record.update(_record(fields.tree("facts"), fields.what, facts, problems))
    for name, place in fields.placed_names("not_asked"):
        if name not in facts:
            fields.problem(
                f'{fields.what} leaves out the unknown fact "{name}".',
                nearest(name, facts) or "Name a declared fact.",
                place,
            )
        record.pop(name, None)
    fields.required("expect", "Say what should follow: `expect: {decision: value}`.")
    expect = fields.tree("expect")
    expected: dict[str, Plain] = {}
    if isinstance(expect, Mapping):
        expected = {key: plain(value) for key, value in expect.entries.items()}
    elif expect is not None:
        fields.problem(
            f"what {fields.what} expects must be a mapping, not {describe(plain(expect))}.",
            "Write `expect: {decision: value}`.",
            expect.place,
        )
    if ("rule" in fields) != ("shows" in fields):
        fields.problem(
            f"{fields.what} must have both `rule` and `shows`, or neither.",
            f"`shows` is one of: {', '.join(SHOWS)}.",
        )
    return Case(
        title=title,
        place=fields.place,
        topic=topic,
        rule=fields.text("rule"),
        shows=fields.one_of("shows", SHOWS),  # type: ignore[arg-type]
        person=person,
        record=record,
        expect=expected,
    )


# --- sources, evidence, version

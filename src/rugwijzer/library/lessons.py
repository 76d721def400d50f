"""The lessons: five minutes each, on how pain works, and on what somebody can do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rugwijzer.library.entries import Entry, Text, whole

KINDS = ("how_pain_works", "doing")
EVERYONE = "everyone"
FACTORS = (
    "earlier_episodes", "limited_activity", "leg_pain", "much_pain", "poor_health",
    "pain_elsewhere", "poor_sleep", "stress", "fear_of_moving", "low_mood", "waiting",
    "expects_no_recovery", "worst_thoughts", "heavy_work", "work_relations", "unhappy_at_work",
    "off_work",
)  # fmt: skip
"""What may slow recovery, by the names of the guideline; a test keeps the two equal."""
FILE = "lesson.yaml"


@dataclass(frozen=True)
class LessonOption:
    """A possible answer to the question of a lesson, and a kind word about it."""

    says: Text
    fits: bool
    answer: Text


@dataclass(frozen=True)
class Lesson:
    """One lesson. `serves` are factors, or everyone; `aloud` is the whole of it, to be read out."""

    slug: str
    id: str
    kind: str
    order: int
    title: Text
    serves: tuple[str, ...]
    story: Text
    idea: Text
    today: Text
    asks: Text
    options: tuple[LessonOption, ...]
    not_for: Text
    aloud: Text
    sources: tuple[str, ...]


def load_lessons(folder: Path) -> tuple[Lesson, ...]:
    """Every lesson, how pain works first, each kind in its order. Raises ContentProblem."""
    return whole(read_lessons(folder))


def read_lessons(folder: Path) -> tuple[tuple[Lesson, ...], tuple[Entry, ...]]:
    """The lessons as far as they can be read, and their files with every mistake."""
    paths = sorted((folder / "lessons").glob(f"*/{FILE}"))
    found = [_lesson(Entry(path, folder)) for path in paths]
    for kind in KINDS:
        orders = [lesson.order for lesson, _ in found if lesson.kind == kind]
        for lesson, entry in found:
            amiss = orders.count(lesson.order) > 1 or lesson.order > len(orders)
            if lesson.kind == kind and amiss:
                entry.say(f"order {lesson.order} does not fit.", f"Number {kind} 1, 2, 3.")
    lessons = sorted(
        (lesson for lesson, _ in found if lesson.kind),
        key=lambda lesson: (KINDS.index(lesson.kind), lesson.order),
    )
    return tuple(lessons), tuple(entry for _, entry in found)


def _lesson(entry: Entry) -> tuple[Lesson, Entry]:
    asks, options = _question(entry)
    lesson = Lesson(
        slug=entry.slug,
        id=entry.id("id"),
        kind=entry.name("kind", KINDS),
        order=entry.whole("order"),
        title=entry.text("title"),
        serves=entry.names("serves", (*FACTORS, EVERYONE)),
        story=entry.text("story"),
        idea=entry.text("idea"),
        today=entry.text("today"),
        asks=asks,
        options=options,
        not_for=entry.text("not_for"),
        aloud=entry.text("aloud"),
        sources=entry.ids("sources"),
    )
    entry.end()
    return lesson, entry


def _fits(entry: Entry, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        entry.say(f"{key}.fits must be true or false.", "Write true or false.")
    return value is True


def _question(entry: Entry) -> tuple[Text, tuple[LessonOption, ...]]:
    question = entry.inner("question", entry.field("question"), ("ask", "options"))
    options: list[LessonOption] = []
    given = question.get("options")
    for number, each in enumerate(given if isinstance(given, list) else (), start=1):
        key = f"question.options.{number}"
        inner = entry.inner(key, each, ("says", "fits", "answer"))
        options.append(
            LessonOption(
                entry.words(f"{key}.says", inner.get("says")),
                _fits(entry, key, inner.get("fits")),
                entry.words(f"{key}.answer", inner.get("answer")),
            )
        )
    if len(options) != 3 or sum(option.fits for option in options) != 1:
        entry.say(
            "question.options must be three, and one of them fits.", "Write `fits: true` once."
        )
    return entry.words("question.ask", question.get("ask")), tuple(options)

"""A plan on one page of A4: what stands on it, and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rugwijzer.care.plan.parts import Part, Plan
from rugwijzer.compiler import Guideline
from rugwijzer.figures import read_movement, still_svg
from rugwijzer.library import Library
from rugwijzer.library.catalogue import Catalogue
from rugwijzer.library.movements import read_shown
from rugwijzer.paper import Block, Move, Row, Sheet, plan_pdf
from rugwijzer.paths import find
from rugwijzer.wording.plan_words import PlanWords, Worded
from rugwijzer.wording.until_seen import LYING, UP

MOST_MOVES = 6
MOST_BOXES = 4
UNDRAWN = ("until_seen", "goal", "heat")
"""Kinds that have no figure, and are told all the same."""
UP_KIND = "getting_up"
WATCHED = ("nobody_watches",)
"""Remarks that stand in the small print."""
EPOCH = date(1970, 1, 1)


def paper_of(
    plan: Plan, guideline: Guideline, texts: Library, things: Catalogue, language: str
) -> bytes:
    """The plan as a PDF of one page."""
    sheet = sheet_of(PlanWords(plan, guideline, texts, things, language))
    return plan_pdf(sheet, drawings(move.figure for move in (*sheet.moves, *sheet.helps)))


def drawings(keys: Iterable[str | None]) -> dict[str, str]:
    """The still figures, for paper, by `room/slug`; of what has none, nothing."""
    wanted = {key for key in keys if key is not None}
    shown = read_shown(find("content"))[0] if wanted else ()
    drawn: dict[str, str] = {}
    for each in shown:
        key = f"{each.room}/{each.slug}"
        movement = read_movement(each.tree, each.number)[0] if key in wanted else None
        if movement is not None:
            drawn[key] = still_svg(movement, "", "", theme="light")
    return drawn


def sheet_of(words: PlanWords) -> Sheet:
    """What stands on the page."""
    plan, text = words.plan, words.text
    bridge = words.is_bridge
    when = words.day(plan.at) if bridge else f"{words.which_day()} · {words.dates()}"
    # Who sees no way forward hears that alone.
    alone = words.in_despair
    moves = () if alone else tuple(_moves(words, (*plan.today, *plan.parts)))
    rows = () if bridge or alone else tuple(_row(words, part) for part in plan.parts)
    return Sheet(
        language=words.language,
        day=(plan.at - EPOCH).days,
        title=text("plan_page.paper.title_bridge" if bridge else "plan_page.paper.title"),
        when=when,
        headline="" if bridge or alone else f"{words.headline()}.",
        text="" if alone else " ".join([words.stands(), *words.notes(WATCHED)]),
        first=_first(words),
        moves_title=text("plan_page.paper.moves"),
        moves=moves,
        helps_title=text("plan_page.paper.at_hand"),
        helps=() if alone else tuple(_moves(words, words.at_hand(), have=moves)),
        week_title=text("plan_page.paper.what"),
        weekdays=words.dated_weekdays(),
        rows=rows,
        tick=text("plan_page.paper.tick"),
        blocks=() if alone else tuple(_blocks(words)),
        call=tuple(_call(words)),
        small=(
            text("plan_page.paper.asked"),
            text(
                "plan_page.paper.made",
                date=words.day(plan.at, "short"),
                version=plan.guideline_version or "?",
            ),
            text("disclaimer.nobody_watches"),
            text("disclaimer.short"),
        ),
    )


def _first(words: PlanWords) -> Block | None:
    """Whom to phone, where that comes before the plan."""
    found = words.help_needed()
    if found is None or not (words.is_urgent or words.in_despair or words.is_bridge):
        return None
    return Block(found[0], (found[1], *words.may_it_wait()))


def _moves(words: PlanWords, parts: Sequence[Part], have: Sequence[Move] = ()) -> list[Move]:
    """What is to be shown how: what has a figure, and a few things more. At most six on a page,
    each only once.
    """
    found: dict[str, Move] = {}
    for part in parts:
        told = words.told(part, drawn=True)
        key = f"{told.room}/{part.slug}" if told.room in ("exercises", "positions") else None
        # Who waits for a doctor, perhaps with a broken vertebra, gets out of bed at night as well.
        told_all_the_same = part.kind in UNDRAWN or (words.is_bridge and part.kind == UP_KIND)
        if key is None and not told_all_the_same:
            continue
        found.setdefault(key or f"{part.kind}/{part.slug}", _move(words, told, key))
    names = {move.name for move in have}
    new = [move for move in found.values() if move.name not in names]
    return new[: max(MOST_MOVES - len(have), 0)]


def _move(words: PlanWords, told: Worded, key: str | None) -> Move:
    alt = words.text("plan_page.paper.figure", name=told.name)
    return Move(told.name, told.amount, told.how, key, alt if key is not None else "")


def _row(words: PlanWords, part: Part) -> Row:
    told = words.told(part)
    boxes = min(part.amount.a_day, MOST_BOXES) if part.amount is not None else 1
    return Row(told.name, told.amount, part.on, boxes)


def _blocks(words: PlanWords) -> list[Block]:
    """How much pain is fine, a bad day, with whom and when: what one looks up."""
    text, plan = words.text, words.plan
    found: list[Block] = []
    if words.is_bridge:
        found.append(Block(text("plan_page.heading.do"), words.to_do((LYING, UP))))
        found.append(Block(text("plan_page.heading.do_not"), words.not_to_do()))
    elif plan.parts:
        if (rule := words.pain_rule()) is not None:
            found.append(Block(*rule))
        found.append(Block(text("plan.bad_day.title"), (words.bad_day(),)))
        found.append(Block(text("plan.good_day.title"), (text("plan.good_day.text"),)))
    lines = [*words.moments()]
    if work := words.work():
        lines.append(f"{words.work_lead()} {work}")
    if (needed := words.help_needed()) is not None and _first(words) is None:
        lines.insert(0, f"{needed[0]}. {needed[1]}")
    if lines:
        found.append(Block(text("plan_page.paper.contact"), tuple(lines)))
    found.append(Block(text("plan.check_in.title"), (words.check_in(),)))
    return found


def _call(words: PlanWords) -> list[Block]:
    """When to phone, and when to call 112."""
    text, texts, language = words.text, words.texts, words.language
    _, signs = words.call_at_once()
    found = [Block(text("plan_page.paper.call"), signs)]
    if not words.is_urgent:
        found.append(Block("", (text("safety_net.short.today"),)))
    if words.is_bridge:
        lines = texts.numbered("gate.bridge.call_112", language)
        found.append(Block(text("gate.bridge.call_112.title"), lines))
    else:
        title, when = (text(f"safety_net.emergency.{key}") for key in ("title", "1"))
        found.append(Block(title, (f"{when}.",)))
    if not words.in_despair:
        found.append(Block("", (text("safety_net.short.despair"),)))
    return found

"""`prices.json`: what each rule costs and whom it serves, and of exactly which guideline.

Whoever shows the price of a rule reads it here; without drawing anybody, and only while the
guideline and its rates are still those that were counted. Figures are rounded to what the number
of people bears, so that a price changes in the file when it changes and not by every new draw.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rugwijzer.population.cost import Cost, Price, Served
from rugwijzer.population.evaluate import WITHOUT_ALARM
from rugwijzer.population.intervals import Share
from rugwijzer.population.rates import Truth

FILE = "prices.json"
PER = 1000
"""What a rule costs is counted of so many people without alarm signs."""
PER_CAUSE = 100
"""Whom it serves is counted of so many people with that cause."""


@dataclass(frozen=True)
class Rounded:
    """A share of so many people, and the ends of its 95 % interval, all rounded alike."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Service:
    """Of people with one serious cause: for how many the rule counts, and decides alone."""

    counts: Rounded
    alone: Rounded


@dataclass(frozen=True)
class KeptPrice:
    """How many a rule alone sends to each level, and the serious causes that it surely serves.

    A level to which it alone sends nobody is left out.
    """

    alone: Mapping[str, Rounded]
    serves: Mapping[str, Service]


NOTHING = KeptPrice({}, {})


@dataclass(frozen=True)
class Cause:
    """A serious cause: its name in words, and how many simulated people had it."""

    words: Mapping[str, str]
    people: int


@dataclass(frozen=True)
class Prices:
    """The prices of one guideline.

    `without_alarm` is how many people the cost was counted on. A rule of the urgency that is not
    in `rules` costs nobody anything and surely serves nobody.
    """

    digest: str
    population_digest: str
    count: int
    seed: int
    without_alarm: int
    causes: Mapping[str, Cause]
    rules: Mapping[str, KeptPrice]

    def of(self, rule: str) -> KeptPrice:
        """The price of a rule of the urgency."""
        return self.rules.get(rule, NOTHING)


def prices_of(
    cost: Cost,
    truths: Mapping[str, Truth],
    digests: tuple[str, str],
    drawn: tuple[int, int],
) -> Prices:
    """What is to be kept of a cost that was counted.

    `digests` are those of the guideline and its rates, `drawn` how many people and with which seed.
    """
    kept = {price.name: _kept(cost, price) for price in cost.rules}
    return Prices(
        *digests,
        *drawn,
        cost.without_alarm,
        {
            name: Cause(dict(truths[name].title), people)
            for name, people in sorted(cost.people.items())
            if name != WITHOUT_ALARM
        },
        {name: price for name, price in sorted(kept.items()) if price != NOTHING},
    )


def rounded(share: Share, per: int) -> Rounded:
    """A share per so many people, in as many decimals as its interval bears.

    >>> rounded(Share(226, 43_000), 1000)
    Rounded(value=5.3, low=4.6, high=6.0)
    >>> rounded(Share(9, 12), 100)
    Rounded(value=75, low=47, high=91)
    """
    width = (share.high - share.low) * per / 2
    digits = next((digits for digits, unit in enumerate((1, 0.1)) if width >= unit), 2)
    ends = ((share.value or 0.0) * per, share.low * per, share.high * per)
    return Rounded(*(round(end, digits or None) for end in ends))


def _kept(cost: Cost, price: Price) -> KeptPrice:
    levels = zip(cost.levels, price.at, strict=True)
    return KeptPrice(
        {level: rounded(Share(at, cost.without_alarm), PER) for level, at in levels if at},
        {cause: _service(served) for cause, served in sorted(price.truly_serves.items())},
    )


def _service(served: Served) -> Service:
    return Service(rounded(served.counts, PER_CAUSE), rounded(served.alone, PER_CAUSE))


# --- the file


def write_prices(folder: Path, prices: Prices) -> Path:
    """Write the document beside the guideline, a rule to a line. Raises OSError."""
    head = {
        "digest": prices.digest,
        "population_digest": prices.population_digest,
        "count": prices.count,
        "seed": prices.seed,
        "without_alarm": prices.without_alarm,
    }
    causes = {
        name: {"words": dict(cause.words), "people": cause.people}
        for name, cause in prices.causes.items()
    }
    rules = {name: price_as_json(price) for name, price in prices.rules.items()}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for key, entries in (("causes", causes), ("rules", rules)):
        inner = ",".join(
            f"\n  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}"
            for name, entry in entries.items()
        )
        lines.append(f" {json.dumps(key)}: {{{inner}\n }}")
    path = folder / FILE
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def price_as_json(price: KeptPrice) -> dict[str, object]:
    """A price as plain values; a figure is [value, low, high]."""
    return {
        "alone": {level: _figure(share) for level, share in price.alone.items()},
        "serves": {
            cause: {"counts": _figure(service.counts), "alone": _figure(service.alone)}
            for cause, service in price.serves.items()
        },
    }


def _figure(share: Rounded) -> list[float]:
    return [share.value, share.low, share.high]


def read_prices(folder: Path, digest: str, population_digest: str) -> Prices | None:
    """The prices of the guideline with these digests; None if there are none, or of another."""
    try:
        document = json.loads((folder / FILE).read_text(encoding="utf-8"))
        found = Prices(
            document["digest"],
            document["population_digest"],
            int(document["count"]),
            int(document["seed"]),
            int(document["without_alarm"]),
            {
                name: Cause(
                    {str(language): str(text) for language, text in each["words"].items()},
                    int(each["people"]),
                )
                for name, each in document["causes"].items()
            },
            {name: _read_price(each) for name, each in document["rules"].items()},
        )
        known = {cause for price in found.rules.values() for cause in price.serves}
        if not known <= set(found.causes):
            return None
    except (OSError, ArithmeticError, LookupError, RecursionError, ValueError, TypeError,
            AttributeError):  # fmt: skip
        return None
    ours = (digest, population_digest)
    return found if (found.digest, found.population_digest) == ours else None


def _read_price(entry: Mapping[str, Mapping[str, object]]) -> KeptPrice:
    return KeptPrice(
        {level: _read_figure(figure) for level, figure in entry["alone"].items()},
        {cause: _read_service(service) for cause, service in entry["serves"].items()},
    )


def _read_service(entry: object) -> Service:
    if not isinstance(entry, dict):
        raise TypeError(FILE)
    return Service(_read_figure(entry["counts"]), _read_figure(entry["alone"]))


def _read_figure(figure: object) -> Rounded:
    if not isinstance(figure, list) or not all(type(each) in (int, float) for each in figure):
        raise TypeError(FILE)
    return Rounded(*figure)

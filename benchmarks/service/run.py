"""`python -m benchmarks.service.run`: how quick the service is, and how much it sends; one table.

`make bench` runs it. The exit status is 1 if a goal is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.service import speed, weight
from benchmarks.service.beginning import Begun, begin
from benchmarks.service.speed import Raced
from benchmarks.service.weight import Weight, weigh
from benchmarks.staging import browsing, stage

ROOT = Path(__file__).resolve().parents[2]
SCREENS = 8
"""So many screens person A of the guideline meets."""
SETTLE = 3.0


def main() -> int:
    """Measure and print. The exit status is 1 if a goal is missed."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.service.bare_settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    with stage(**variables) as staged:
        address = staged.address
        with browsing() as browser:
            checked = staged.after_the_check(browser, "A")
            chantal = staged.signed_in(browser, "chantal")
            weights = [
                weigh(browser, address, "home", "/", []),
                weigh(browser, address, "a page of the guide", "/gids/eerste-dagen/", []),
                weigh(browser, address, "the first screen of the check", "/check/1/", checked),
                weigh(browser, address, "a screen in the middle", "/check/4/", checked),
                weigh(browser, address, "the result", "/check/uitslag/", checked),
                weigh(browser, address, "Today", "/vandaag/", chantal),
            ]
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in checked)
        raced = speed.race(address, cookie, SCREENS)
        at_once = begin(staged.served.surroundings, 0)
        settled = begin(staged.served.surroundings, SETTLE)

    check = [each for each in weights if "screen" in each.name]
    is_light = all(each.first <= weight.GOAL for each in check)
    print("\n".join(_speeds(raced)))
    print()
    print("\n".join(_weights(weights, is_light)))
    print()
    print("\n".join(_begun([("at once", at_once), (f"{SETTLE:g} s later", settled)])))
    return 0 if raced.is_met and is_light else 1


def _speeds(raced: Raced) -> Iterator[str]:
    yield (
        f"Requests per second, one process, {speed.CONNECTIONS} connections, the middle of "
        f"{speed.ROUNDS} rounds of {speed.SECONDS:g} s in turns:"
    )
    for each in (raced.check, raced.bare):
        yield (
            f"  {each.name:<24}{each.size / 1000:>7.1f} kB{each.a_second:>8.0f} a second"
            f"{each.p50:>8.1f} ms p50{each.p99:>8.1f} ms p99{each.errors:>4} errors"
        )
    verdict = "met" if raced.is_met else "missed"
    yield f"  at least {speed.GOAL:.0%} of the bare view: {raced.share:.0%} {verdict}"


def _weights(weights: Sequence[Weight], is_light: bool) -> Iterator[str]:
    yield "Over the wire, with all a page asks for:"
    yield f"  {'':<32}{'first visit':>12}{'requests':>10}{'later':>12}{'requests':>10}"
    for each in weights:
        yield (
            f"  {each.name:<32}{each.first / 1000:>9.1f} kB{each.requests:>10}"
            f"{each.again / 1000:>9.1f} kB{each.asked_again:>10}"
        )
    yield f"  the check at most {weight.GOAL // 1000} kB: {'met' if is_light else 'missed'}"


def _begun(begun: Sequence[tuple[str, Begun]]) -> Iterator[str]:
    yield "From a start, the first visitor:"
    for when, each in begun:
        pages = ", ".join(f"{path} {seconds * 1000:.0f} ms" for path, seconds in each.pages.items())
        yield (
            f"  {when}: answers after {each.healthy:.1f} s; {pages}; "
            f"the process holds {each.megabytes:.0f} MB"
        )


if __name__ == "__main__":
    raise SystemExit(main())

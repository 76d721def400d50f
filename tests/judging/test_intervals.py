"""Intervals of counted shares, beside values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugwijzer.population.intervals import Share, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_an_interval_is_the_published_one(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00006)


@given(st.integers(0, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_stays_between_none_and_all(
    counted: tuple[int, int],
) -> None:
    share = Share(*counted)
    assert 0 <= share.low <= share.high <= 1
    if share.value is not None:
        assert share.low <= share.value + 1e-12
        assert share.value <= share.high + 1e-12


def test_nobody_says_nothing() -> None:
    assert (Share(0, 0).low, Share(0, 0).high) == (0, 1)


@pytest.mark.parametrize(("count", "total"), [(3, 2), (-1, 5)])
def test_more_than_all_is_no_share(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, total)

"""Tables and figures as plain text: columns that stand straight in any terminal."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from rugwijzer.population.intervals import Share

GAP = 2


def aligned(
    rows: Sequence[Sequence[str]], left: Container[int] = (0,), indent: int = 0
) -> Iterator[str]:
    """The rows in columns: those numbered in `left` begin straight, the others end straight.

    >>> print(*aligned([["level", "share"], ["today", "3.4"]]), sep="\\n")
    level  share
    today    3.4
    """
    columns = max((len(row) for row in rows), default=0)
    widths = [max(len(row[each]) for row in rows if each < len(row)) for each in range(columns)]
    for row in rows:
        cells = [
            cell.ljust(widths[each]) if each in left else cell.rjust(widths[each])
            for each, cell in enumerate(row)
        ]
        yield (" " * indent + (" " * GAP).join(cells)).rstrip()


class Figures:
    """Numbers as a language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def whole(self, number: int) -> str:
        """A count.

        >>> Figures("nl").whole(20000), Figures("en").whole(20000)
        ('20.000', '20,000')
        """
        text = f"{number:,}"
        return text.replace(",", ".") if self.language == "nl" else text

    def decimal(self, number: float, digits: int = 1) -> str:
        """A number with so many digits behind the decimal sign."""
        return self._with_sign(f"{number:.{digits}f}")

    def short(self, number: float) -> str:
        """A number with no more digits than it needs.

        >>> Figures("nl").short(0.25), Figures("nl").short(43.0)
        ('0,25', '43')
        """
        return self._with_sign(f"{number:g}")

    def _with_sign(self, text: str) -> str:
        return text.replace(".", ",") if self.language == "nl" else text

    def scaled(self, share: Share, scale: int = 100, *, digits: int | None = None) -> str:
        """A share per hundred, or per `scale`; without `digits`, one below 10 and none above."""
        if share.value is None:
            return "-"
        return self._number(share.value * scale, digits)

    def with_interval(self, share: Share, scale: int = 100, digits: int | None = None) -> str:
        """A share and its interval, with as many digits behind the sign as `scaled` has.

        >>> Figures("en").with_interval(Share(34, 1000))
        '3.4 (2.4–4.7)'
        """
        if share.value is None:
            return "-"
        if digits is None:
            digits = 1 if share.value * scale < 9.95 else 0
        value, low, high = (
            self._number(each * scale, digits) for each in (share.value, share.low, share.high)
        )
        return f"{value} ({low}–{high})"

    def _number(self, number: float, digits: int | None) -> str:
        return self.decimal(number, (1 if number < 9.95 else 0) if digits is None else digits)

"""Numbers and days for paper, as people of the language in force write them."""

from math import isfinite

from tripod.sentences import figure, sentence

NONE = "–"
MOST_DIGITS = 4
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number(value: float | None, digits: int = 0) -> str:
    """With so many decimals; a dash where there is none."""
    if value is None or not isfinite(value):
        return NONE
    said = figure(value, f".{digits}f")
    if not said.strip("-0.,"):
        said = said.lstrip("-")
    return said.replace("-", "−")


def between(value: float, pm: float, digits: int = 0) -> str:
    """With half the width of its 95 % interval, where that is known; with more decimals where that would be ± 0."""
    if not isfinite(value) or not isfinite(pm):
        return number(value, digits)
    while 0 < pm < 0.5 * 10**-digits and digits < MOST_DIGITS:
        digits += 1
    return f"{number(value, digits)} ± {number(pm, digits)}"


def up_to(least: float, most: float, digits: int = 0) -> str:
    """From the one to the other; only `least` where both are written alike, and that it is at least this where nobody
    knows `most`."""
    low, high = number(least, digits), number(most, digits)
    if not isfinite(most):
        return sentence("report_value.at_least", n=low)
    return low if low == high else sentence("report_value.from_to", low=low, high=high)


def day(iso: str) -> str:
    """`29 November 2026` of an ISO date; "" of anything else."""
    parts = day_of(iso)
    if parts is None:
        return ""
    return sentence("report_day.whole", day=parts[2], month=sentence(f"report_month.m_{parts[1]}"), year=parts[0])


def short_day(iso: str) -> str:
    """`29 Nov`."""
    parts = day_of(iso)
    if parts is None:
        return ""
    return sentence("report_day.short", day=parts[2], month=sentence(f"report_month_short.m_{parts[1]}"))


def day_of(iso: str) -> tuple[int, int, int] | None:
    """Year, month and day of an ISO date or time; None of anything else."""
    parts = iso[:10].split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, of_month = map(int, parts)
    there = 1 <= month <= 12 and 1 <= of_month <= _DAYS[month - 1] and 0 < year < 10_000
    return (year, month, of_month) if there else None


def clock_of(iso: str) -> str:
    """`14:06` of an ISO time, "" where it has none."""
    return iso[11:16] if len(iso) >= 16 and iso[13:14] == ":" else ""

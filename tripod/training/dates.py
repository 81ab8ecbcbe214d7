"""Days between two times of the diary, and dates that cannot be true."""

from collections.abc import Iterable

import numpy as np

FIRST_DAY = "2020-01-01"
"""Nothing was kept before it."""


def days_between(then: str, now: str) -> int:
    """Whole days from one ISO time to another, by their dates; 0 where one of them is no time, as in a diary that
    somebody edited."""
    try:
        days = np.datetime64(now[:10], "D") - np.datetime64(then[:10], "D")
        return int(days / np.timedelta64(1, "D"))
    except ValueError:
        return 0


def days_after(now: str, days: int) -> str:
    """The ISO date so many days later; the same text where it is no time."""
    try:
        return str(np.datetime64(now[:10], "D") + np.timedelta64(days, "D"))
    except ValueError:
        return now


def lately(then: str, now: str, days: int) -> bool:
    """Whether it was within so many days. Not what is later than now: a clock was wrong then, or is now. Who travels
    west comes home a day earlier."""
    return -1 <= days_between(then, now) < days


def odd_days(made: Iterable[str], now: str) -> list[str]:
    """Those ISO dates, oldest first, that cannot be true: from before there was such a program, or later than tomorrow.
    A clock was wrong then, or is now."""
    last = max(days_after(now, 1)[:10], FIRST_DAY)
    days = (of[:10] for of in made if is_day(of))
    return sorted(day for day in days if not FIRST_DAY <= day <= last)


def is_day(made: str) -> bool:
    """Whether it begins with an ISO date."""
    try:
        return not np.isnat(np.datetime64(made[:10], "D"))
    except ValueError:
        return False

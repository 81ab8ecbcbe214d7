"""Days between two times of the diary."""

import numpy as np


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

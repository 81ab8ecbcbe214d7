"""ISO times as days that people write, in the language of the catalogue."""

from functools import lru_cache

from PySide6.QtCore import QDate, QLocale

from tripod.sentences import sentence

EPOCH = QDate(1970, 1, 1)


def date_of(made: str) -> QDate:
    """The date of an ISO time where it was made; not valid where it is none."""
    return QDate.fromString(made[:10], "yyyy-MM-dd")


def days_of(made: str) -> int:
    """Days since 1970."""
    return _days(made[:10])


@lru_cache(maxsize=16_384)
def _days(day: str) -> int:
    return EPOCH.daysTo(QDate.fromString(day, "yyyy-MM-dd"))


def short_day(made: str) -> str:
    """`29 Nov`; the text itself where it is no time."""
    return _said(made, date_of(made), sentence("view_history.short_day"))


def long_day(made: str) -> str:
    """`29 November`."""
    return _said(made, date_of(made), sentence("view_history.long_day"))


def day_title(made: str, today: str) -> str:
    """`Today, 29 November`, `Thursday, 26 November`, with the year where it is another one."""
    day = date_of(made)
    if made[:10] == today:
        return sentence("view_history.today", day=long_day(made))
    same_year = made[:4] == today[:4]
    return _said(made, day, sentence("view_history.day_title" if same_year else "view_history.day_title_with_year"))


def clock(made: str) -> str:
    """`14:06`."""
    return made[11:16]


def _said(made: str, day: QDate, how: str) -> str:
    return QLocale(sentence("view_history.locale")).toString(day, how) if day.isValid() else made[:10]

"""What the page of a recording says of it."""

from PySide6.QtCore import QDate, QLocale, Qt, QTime

from tripod.balance.judgement_words import fault_title
from tripod.boards.stance_faults import fault_named
from tripod.live.playback import About
from tripod.record.time_line import FaultStretch, TimeLine
from tripod.sentences import figure, language, sentence, shipped_text


def day(created: str) -> str:
    """The date of an ISO time, "" where it is none."""
    return _date(created, sentence("replay.day_form"))


def short_day(created: str) -> str:
    """The same with a short name of the month."""
    return _date(created, sentence("replay.short_day_form"))


def day_of_year(created: str) -> str:
    """The date without its year, for what is of late."""
    return _date(created, sentence("replay.day_of_year_form"))


def _date(created: str, form: str) -> str:
    date = QDate.fromString(created[:10], Qt.DateFormat.ISODate)
    return QLocale(language()).toString(date, form) if date.isValid() else ""


def time_of_day(created: str) -> str:
    """Hours and minutes of an ISO time, "" where it is none."""
    time = QTime.fromString(created[11:16], "hh:mm")
    return time.toString("hh:mm") if time.isValid() else ""


def when(created: str) -> str:
    """Date and time of day, or that nobody knows."""
    return _when(day(created), created)


def short_when(created: str) -> str:
    """The same with a short name of the month."""
    return _when(short_day(created), created)


def _when(on: str, created: str) -> str:
    said = ", ".join(filter(None, (on, time_of_day(created))))
    return said or sentence("replay.when_not_known")


def length(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def position(seconds: float) -> str:
    """Minutes, seconds and tenths; what lies before the moment that two recordings share is negative."""
    tenths = round(abs(seconds) * 10)
    minutes, rest = divmod(tenths, 600)
    sign = "−" if seconds < 0 and tenths else ""
    return f"{sign}{minutes}:{figure(rest / 10, '04.1f')}"


def did(line: TimeLine) -> str:
    """The drill that was done, with its score."""
    if not line.title:
        return sentence("replay.no_drill")
    title = shipped_text(line.title)
    return f"{title} · {line.score}" if line.score is not None else title


def who(about: About) -> str:
    """Who stood there, and on which board."""
    person = about.person or sentence("replay.nobody_named")
    board = sentence("replay.virtual", board=about.board) if about.simulated else about.board
    return f"{person} · {board}"


def head_said(about: About) -> str:
    """The recording in a few words, for the head of the window."""
    return " · ".join(filter(None, (sentence("replay.recording"), day(about.created), who(about))))


def calibration_said(about: About) -> str:
    """That it is read under another calibration than its own, "" where it is not."""
    if not about.calibrated:
        return ""
    return sentence("replay.under_calibration", day=short_day(about.calibrated) or about.calibrated)


def fault_said(fault: FaultStretch) -> str:
    """A fault in plain words; one of another program version by its name."""
    known = fault_named(fault.fault)
    return fault_title(known, fault.foot) if known else fault.fault

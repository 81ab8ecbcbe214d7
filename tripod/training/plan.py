"""Four weeks that lead somewhere: which day of them this is, and of what kind.

A block is four weeks of two to five days, counted by days that were trained, not by the calendar: who skips a week goes
on where they stopped. The first day of a block assesses; the last day of each second week is a retention day, on which
nothing is said about faults; the fourth week is lighter, and so is a day after two bad ones in a row. After a long time
away any day but the first of a block is lighter, with every word of the coach. All of it follows from the diary's
entries and the date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from tripod.storage.schemas.diary import PlanFile
from tripod.training.dates import days_between
from tripod.training.diary import Entry
from tripod.training.progress import POOR, worth

WEEKS = 4
RETENTION_WEEKS = (2, 4)
"""Whose last day shows what stayed."""
LIGHT_WEEK = 4
AWAY_DAYS = 14
"""After so long without training a day begins lighter, and with every word of the coach."""
BAD_DAYS = 2


class Kind(StrEnum):
    """Of a day. Each has its sentence in the catalogue, in the table `day_kind`."""

    ASSESS = "assess"
    TRAIN = ""
    RETENTION = "retention"
    LIGHTER = "lighter"


class Because(StrEnum):
    """Why a day is of its kind. Each has its sentence in the catalogue, in the table `day_because`."""

    BLOCK_BEGINS = "block_begins"
    NOT_ASSESSED = "not_assessed"
    WEEK_ENDS = "week_ends"
    FOURTH_WEEK = "fourth_week"
    TWO_BAD_DAYS = "two_bad_days"
    WAS_AWAY = "was_away"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Place:
    """A day of the plan."""

    number: int
    """From 1, over all blocks."""
    block: int
    week: int
    """Of the block, 1 to 4."""
    day: int
    """Of the week, from 1."""
    kind: Kind
    because: Because
    again: bool = False
    """Something was trained on this date already."""


def place_of(number: int, plan: PlanFile) -> tuple[int, int, int]:
    """Block, week in it, and day in that, of the training day with this number; each from 1."""
    since = max(number - plan.from_day, 0)
    weeks, day = divmod(since, plan.days_a_week)
    block, week = divmod(weeks, WEEKS)
    return block + 1, week + 1, day + 1


def outline(number: int, plan: PlanFile) -> Place:
    """A day as the plan has it, before anything is known of how those before it went."""
    block, week, day = place_of(number, plan)
    kind, because = Kind.TRAIN, Because.NOTHING
    if week == 1 and day == 1:
        kind, because = Kind.ASSESS, Because.BLOCK_BEGINS
    elif week in RETENTION_WEEKS and day == plan.days_a_week:
        kind, because = Kind.RETENTION, Because.WEEK_ENDS
    elif week == LIGHT_WEEK:
        kind, because = Kind.LIGHTER, Because.FOURTH_WEEK
    return Place(number, block, week, day, kind, because)


def place_now(entries: Sequence[Entry], plan: PlanFile, today: str) -> Place:
    """Which day it is. `entries`: of one board, oldest first. `today`: ISO time."""
    days = [e for e in entries if e.day]
    last = days[-1] if days else None
    again = last is not None and last.made[:10] == today[:10]
    number = (last.day + (not again)) if last is not None else 1
    place = outline(number, plan)
    if again:
        return Place(number, place.block, place.week, place.day, Kind.TRAIN, Because.NOTHING, again=True)
    kind, because = place.kind, place.because
    scored = [e for e in days if e.kind == Kind.ASSESS and e.score is not None and e.drill != "today"]
    if kind is Kind.TRAIN and not scored and number <= plan.from_day + 2:
        kind, because = Kind.ASSESS, Because.NOT_ASSESSED
    elif kind is not Kind.ASSESS and last is not None and days_between(last.made, today) >= AWAY_DAYS:
        kind, because = Kind.LIGHTER, Because.WAS_AWAY
    elif kind is Kind.TRAIN and bad_days(days) >= BAD_DAYS:
        kind, because = Kind.LIGHTER, Because.TWO_BAD_DAYS
    return Place(number, place.block, place.week, place.day, kind, because)


def bad_days(days: Sequence[Entry]) -> int:
    """How many training days in a row, up to the last, were bad: half of what was scored, or more, was poor. A lighter
    day ends the row: what it was for is done."""
    row = 0
    for number in sorted({e.day for e in days}, reverse=True):
        of = [e for e in days if e.day == number]
        scores = [worth(e) for e in of if e.score is not None and e.drill != "today"]
        if any(e.kind == Kind.LIGHTER for e in of) or not scores or median(scores) >= POOR:
            return row
        row += 1
    return row

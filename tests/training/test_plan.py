"""Which day of four weeks it is, and of what kind."""

from collections.abc import Callable

import pytest

from tripod.storage.schemas.diary import PlanFile
from tripod.training.diary import Entry
from tripod.training.plan import AWAY_DAYS, Because, Kind, outline, place_now, place_of

THREE = PlanFile()


@pytest.fixture
def days(entry: Callable[..., Entry]) -> Callable[..., list[Entry]]:
    """Training days of one scored drill each, two days apart: `days(90, 40, kind="…")`."""

    def make(*scores: int, first: int = 1, kinds: dict[int, str] | None = None) -> list[Entry]:
        made = [f"2026-03-{1 + 2 * n:02d}T18:00:00+01:00" for n in range(len(scores))]
        return [
            _at(entry(score, day=first + n, kind=(kinds or {}).get(first + n, "assess" if first + n == 1 else "")), at)
            for n, (score, at) in enumerate(zip(scores, made, strict=True))
        ]

    def _at(of: Entry, made: str) -> Entry:
        return Entry(**{**vars(of), "made": made})

    return make


@pytest.mark.parametrize("a_week", [2, 3, 4, 5])
def test_each_block_assesses_first_and_has_two_silent_days_and_a_lighter_week(a_week: int) -> None:
    plan = PlanFile(days_a_week=a_week)
    for block in range(3):
        kinds = [outline(block * 4 * a_week + n, plan).kind for n in range(1, 4 * a_week + 1)]
        assert kinds[0] is Kind.ASSESS
        assert [n for n, kind in enumerate(kinds, 1) if kind is Kind.RETENTION] == [2 * a_week, 4 * a_week]
        assert kinds[3 * a_week : -1] == [Kind.LIGHTER] * (a_week - 1)
        assert kinds.count(Kind.TRAIN) == 3 * a_week - 2


def test_weeks_are_counted_from_where_somebody_chose_how_often() -> None:
    assert place_of(7, PlanFile(days_a_week=5, from_day=7)) == (1, 1, 1)
    assert place_of(13, PlanFile(days_a_week=3)) == (2, 1, 1)


def test_days_go_on_where_they_stopped_whatever_the_calendar_says(days: Callable[..., list[Entry]]) -> None:
    done = days(70, 70, 70)
    assert place_now(done, THREE, "2026-03-07T18:00:00").number == 4
    later = place_now(done, THREE, "2026-03-15T18:00:00")
    assert (later.number, later.week, later.kind) == (4, 2, Kind.TRAIN)


def test_who_was_away_for_long_begins_lighter(days: Callable[..., list[Entry]]) -> None:
    done = days(70, 70, 70)
    away = place_now(done, THREE, f"2026-03-{5 + AWAY_DAYS}T09:00:00")
    assert (away.kind, away.because) == (Kind.LIGHTER, Because.WAS_AWAY)
    assert place_now(done, THREE, f"2026-03-{4 + AWAY_DAYS}T09:00:00").kind is Kind.TRAIN


@pytest.mark.parametrize("before", [5, 9, 11, 12])
def test_who_was_away_hears_every_word_on_whatever_day_they_come_back(
    days: Callable[..., list[Entry]], before: int
) -> None:
    done = days(*[70] * before)
    at_once, later = (place_now(done, THREE, f"2026-{of}T09:00:00") for of in (f"03-{2 * before:02d}", "04-20"))
    assert at_once.because in (Because.WEEK_ENDS, Because.FOURTH_WEEK, Because.BLOCK_BEGINS)
    begins = at_once.because is Because.BLOCK_BEGINS
    assert later.because is (Because.BLOCK_BEGINS if begins else Because.WAS_AWAY)
    assert later.kind is (Kind.ASSESS if begins else Kind.LIGHTER)


def test_two_bad_days_in_a_row_bring_one_lighter_day(days: Callable[..., list[Entry]]) -> None:
    now = "2026-03-12T18:00:00"
    bad = place_now(days(70, 30, 20), THREE, now)
    assert (bad.kind, bad.because) == (Kind.LIGHTER, Because.TWO_BAD_DAYS)
    assert place_now(days(70, 30, 60), THREE, now).kind is Kind.TRAIN
    assert place_now(days(70, 30, 20, 40, kinds={4: "lighter"}), THREE, now).kind is Kind.TRAIN, "not day after day"


def test_a_bad_day_is_one_that_somebody_saw_go_wrong(
    entry: Callable[..., Entry], days: Callable[..., list[Entry]]
) -> None:
    done = [Entry(**{**vars(e), "answers": {"back_rounded": True}}) for e in days(90, 95, 95)]
    assert place_now(done, THREE, "2026-03-07T18:00:00").because is Because.TWO_BAD_DAYS


def test_twice_on_one_date_is_one_day(days: Callable[..., list[Entry]]) -> None:
    again = place_now(days(70, 70), THREE, "2026-03-03T21:00:00+01:00")
    assert (again.number, again.again, again.kind) == (2, True, Kind.TRAIN)


def test_what_was_not_scored_is_assessed_again_but_not_for_ever(entry: Callable[..., Entry]) -> None:
    def done(n: int) -> list[Entry]:
        of = [entry(None, day=k, kind="assess") for k in range(1, n + 1)]
        return [Entry(**{**vars(e), "made": f"2026-03-{e.day:02d}T10:00:00"}) for e in of]

    kinds = [place_now(done(n), THREE, f"2026-03-{n + 1:02d}T10:00:00").kind for n in range(5)]
    assert kinds == [Kind.ASSESS] * 3 + [Kind.TRAIN, Kind.TRAIN]


@pytest.mark.parametrize("made", ["", "yesterday", "2026-13-40", "9999-99-99T10:00:00"])
def test_a_time_that_is_none_does_no_harm(made: str, entry: Callable[..., Entry]) -> None:
    odd = Entry(**{**vars(entry(70, day=1, kind="assess")), "made": made})
    assert place_now([odd], THREE, "2026-03-01T10:00:00").number == 2

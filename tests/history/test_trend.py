"""What may be said of a drill over weeks: held against alike tries only, and said only where repeats allow it."""

from math import isnan

import pytest

from tripod.analysis.own_change import Told
from tripod.history.ask import kept, tries_of
from tripod.history.found import Done, Wanted
from tripod.history.trend import Trend, trend
from tripod.history.words import change_said, repeats_said, since_said
from tripod.training.alike import Kind


@pytest.fixture
def of_drill(index):
    def of_drill(drill: str = "tripod-hold", person: str = "P-07", kind: Kind = Kind.ALL) -> Trend:
        tables = index().tables
        found = kept(tables, Wanted(person, drill))
        return trend([of for of in found if isinstance(of, Done)], tries_of(tables, person, drill), kind)

    return of_drill


def around(mean: int) -> tuple[int, int, int]:
    return mean - 3, mean, mean + 3


def test_better_than_the_first_three(write, of_drill) -> None:
    for day, mean in enumerate((50, 52, 51, 60, 66, 72, 74, 73), 1):
        write("P-07", f"2026-11-{day:02}", around(mean))
    found = of_drill()
    assert (found.base, found.told) == (51, Told.MORE)
    assert [p.first for p in found.points] == [True] * 3 + [False] * 5
    assert change_said(found).startswith("Better than your first 3 by 22; your own repeats differ by ")
    assert found.since is not None
    assert since_said(found, lambda made: made[:10]) == (
        "Since 2026-11-04 nothing that your own repeats could not explain."
    )
    assert repeats_said(found).startswith("One try: SEM 3.0, MDC95 9.")
    assert "ICC(1,1) of 8 sessions with 24 tries" in repeats_said(found)


def test_repeats_that_differ_more_than_scores_can_have_no_figure(write, of_drill) -> None:
    for day in range(1, 6):
        write("P-07", f"2026-11-{day:02}", (0, 100))
    found = of_drill()
    assert (found.told, isnan(found.least), found.since) == (Told.TOO_FAR, True, None)
    assert change_said(found) == "Your repeats differ too much to tell any change."
    assert "your repeats differ too much to tell any change" in repeats_said(found)
    assert "MDC95" not in repeats_said(found)


def test_worse_and_too_close(write, of_drill) -> None:
    for day, mean in enumerate((70, 72, 71, 70, 72, 69), 1):
        write("P-07", f"2026-11-{day:02}", around(mean))
    assert "2 less than your first 3; your own repeats differ by 15: too close to call." in change_said(of_drill())
    write("P-07", "2026-11-09", around(40))
    assert change_said(of_drill()).startswith("Less than your first 3 by 31; ")


def test_too_few_say_how_many_more(write, of_drill) -> None:
    assert change_said(of_drill()) == "Nothing that can be compared yet."
    write("P-07", "2026-11-01", ())
    assert of_drill().untold == 1
    write("P-07", "2026-11-02", (70,))
    found = of_drill()
    assert (found.told, found.more_sessions) == (Told.CANNOT_TELL, 3)
    assert "after 3 more sessions" in change_said(found)
    for day in (3, 4, 5):
        write("P-07", f"2026-11-{day:02}", (70,))
    found = of_drill()
    assert found.change is not None
    assert change_said(found) == "Cannot tell yet whether it changes: that takes 4 more repeated tries."
    assert isnan(found.least)
    assert repeats_said(found) == since_said(found, str) == ""


@pytest.mark.parametrize(
    "other",
    [{"calibration": "2026-11-03"}, {"board_id": "ab" * 8}, {"foot": "left"}, {"level": 1}, {"cueing": "uncued"},
     {"simulated": True}],
)  # fmt: skip
def test_only_what_is_alike_is_held_against_each_other(other, write, of_drill) -> None:
    for day in range(1, 6):
        write("P-07", f"2026-11-{day:02}", around(40), cueing="cued")
    write("P-07", "2026-11-08", around(90), **{"cueing": "cued", **other})
    found = of_drill()
    assert (found.told, found.more_sessions) == (Told.CANNOT_TELL, 3)
    assert [p.alike for p in found.points] == [False] * 5 + [True]


def test_an_unscored_try_is_no_nought(write, of_drill) -> None:
    for day in range(1, 6):
        write("P-07", f"2026-11-{day:02}", around(70))
    write("P-07", "2026-11-07", ())
    found = of_drill()
    assert (len(found.points), found.untold, found.base) == (5, 1, 70)


def test_sway_is_told_in_per_cent(swayed, of_drill) -> None:
    for day, mm_s in enumerate((10, 11, 9, 10, 11, 9, 10, 8.8), 1):
        swayed("P-07", f"2026-11-{day:02}", mm_s)
    found = of_drill("quiet-stance")
    assert (found.speed, found.base) == (True, 10)
    assert change_said(found).startswith("12 % less sway; your own repeats differ by ")
    assert change_said(found).endswith(" %: too close to call.")
    swayed("P-07", "2026-11-09", 3)
    assert change_said(of_drill("quiet-stance")).startswith("70 % less sway than in your first 3; ")


def test_a_score_of_holds_and_reps_stays_the_score(write, of_drill) -> None:
    """Of a drill with one hold of 40 and reps of 95 and 49 the score is 56, which is no mean of the three."""
    for day in range(1, 6):
        write("P-07", f"2026-11-{day:02}", (40, 95, 49), score=56, reps=2)
    found = of_drill()
    assert (found.base, found.change.now if found.change else None) == (pytest.approx(56), pytest.approx(56))


def test_a_time_that_is_none_is_left_out(write, of_drill) -> None:
    write("P-07", "2026-11-01", (70,))
    write("P-07", "somewhenT", (70,))
    assert (len(of_drill().points), of_drill().untold) == (1, 1)


def test_holds_and_reps_of_one_drill_are_two_things(write, of_drill) -> None:
    """Holds get better and reps do not: neither hides in the other, nor is their difference taken for chance."""
    for day, mean in enumerate((50, 52, 51, 60, 66, 72, 74, 73), 1):
        write("P-07", f"2026-11-{day:02}", (*around(mean), *around(90)), reps=3)
    whole, holds, reps = (of_drill(kind=kind) for kind in (Kind.ALL, Kind.HOLDS, Kind.REPS))
    assert whole.kinds == (Kind.HOLDS, Kind.REPS)
    assert [p.value for p in holds.points] == [50, 52, 51, 60, 66, 72, 74, 73]
    assert {p.value for p in reps.points} == {90}
    assert (holds.told, reps.told) == (Told.MORE, Told.TOO_CLOSE)
    assert holds.repeats is not None
    assert reps.repeats is not None
    assert whole.repeats is not None
    assert (holds.repeats.tries, reps.repeats.tries, whole.repeats.tries) == (24, 24, 48)
    # Forty points between a hold and a rep are no chance of a try.
    assert whole.repeats.sem < 1.1 * holds.repeats.sem
    assert holds.repeats.icc > 0.8 > reps.repeats.icc


def test_a_drill_of_one_kind_has_one_trend(write, of_drill) -> None:
    write("P-07", "2026-11-01", around(70), reps=3)
    assert of_drill().kinds == (Kind.ALL,)

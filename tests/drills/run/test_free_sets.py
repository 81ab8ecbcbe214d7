"""Free sets in a drill: what ends them, and that a step throws nothing away."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import NotBack, Paced, RepCounted, TryNotScored, TryScored
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.seen.look import Look

DRILLS, _ = library()
PERIOD_S = 0.0125
BEGINS_S = 4.0
"""By then the set has begun."""


def done(
    look: Callable[..., Look],
    reps_s: Sequence[float],
    to_s: float,
    away_s: Sequence[tuple[float, float]] = (),
    name: str = "hinge-reps",
    sway_mm: Callable[[float], float] = lambda t: 0.0,
) -> tuple[Engine, list[Any]]:
    """A set of hinges of 4 s and 35 mm that begin at these times, with the right foot away between those."""
    of = Engine(Given(DRILLS[name], load_board("pads"), Options(asks=False), period_s=PERIOD_S))
    rng, events = np.random.default_rng(1), list[Any]()
    noise = rng.normal(0, 0.3, (round(to_s / PERIOD_S) + 1, 2))
    for k in range(round(to_s / PERIOD_S)):
        t = k * PERIOD_S
        back = sum(35 * np.sin(np.pi * min(max((t - at) / 4, 0), 1)) ** 2 for at in reps_s) + sway_mm(t)
        away = any(a <= t < b for a, b in away_s)
        cop = (-80.0 if away else noise[k, 0], 100 - back + noise[k, 1])
        events += of.take(look(t, cop=cop, **({"right": None} if away else {})))
    return of, events


def tries(events: Sequence[Any]) -> list[Any]:
    return [e for e in events if isinstance(e, TryScored | TryNotScored)]


@pytest.mark.parametrize("long_s", [0.5, 1.0, 2.0])
def test_a_step_to_the_side_throws_no_rep_away(look: Callable[..., Look], long_s: float) -> None:
    reps = [6, 11, 16, 24, 29, 34]
    of, events = done(look, reps, 45, [(21, 21 + long_s)])
    (told,) = tries(events)
    assert isinstance(told, TryScored)
    assert len(of.tries[-1].reps) == 6
    assert of.tries[-1].between == (6, 6)
    assert told.t_s == pytest.approx(40, abs=1.2)


def test_who_stays_away_has_ended_the_set_with_what_was_done(look: Callable[..., Look]) -> None:
    of, events = done(look, [6, 11, 16], 26, [(21, 30)])
    (told,) = tries(events)
    assert isinstance(told, TryScored)
    assert told.t_s == pytest.approx(23.5, abs=0.05)
    assert len(of.tries[-1].reps) == 3


@pytest.mark.parametrize(
    ("mm", "late_s", "feedback", "told"),
    [
        (-25.0, 0.35, True, [1, 3, 5]),  # forward instead of back
        (0.0, 0.35, True, [1, 3, 5]),
        (0.0, 0.35, False, []),
        (25.0, 0.35, True, []),
        (25.0, 1.2, True, []),  # who follows late goes back all the same
        (8.0, 0.8, True, []),
    ],
)
def test_a_paced_rep_that_goes_no_way_back_is_told_as_the_next_begins(
    look: Callable[..., Look], mm: float, late_s: float, feedback: bool, told: list[int]
) -> None:
    drill = DRILLS["paced-hinge"]
    drill = replace(drill, steps=tuple(s for s in drill.steps if s.kind == "reps"))
    options = Options(asks=False, feedback=feedback)
    of = Engine(Given(drill, load_board("pads"), options, period_s=PERIOD_S))
    rng, events, starts = np.random.default_rng(1), list[Any](), list[float]()
    for k in range(round(70 / PERIOD_S)):
        t = k * PERIOD_S
        # Down in three seconds, one there, two up.
        since = t - starts[-1] - late_s if starts else -1.0
        there = float(np.interp(since, (0, 3, 4, 6), (0, 1, 1, 0)))
        new = of.take(look(t, cop=(0.0, 100 - mm * there + rng.normal(0, 1.0))))
        events += new
        starts += [e.due_s for e in new if isinstance(e, Paced) and e.word == "down"]
    assert len(starts) == 6
    assert [e.rep for e in events if isinstance(e, NotBack)] == told


def test_who_stays_away_before_the_first_rep_begins_again(look: Callable[..., Look]) -> None:
    of, events = done(look, [], 12, [(6, 30)])
    (told,) = tries(events)
    assert str(told.reason) == "a foot left its place"
    assert of.state is State.WAITING


def test_two_taps_end_a_free_set_and_pause_one_in_which_nothing_was_done(look: Callable[..., Look]) -> None:
    taps = [(21.0, 21.4), (21.8, 22.2)]
    of, events = done(look, [6, 11, 16], 24, taps)
    (told,) = tries(events)
    assert isinstance(told, TryScored)
    assert len(of.tries[-1].reps) == 3
    of, events = done(look, [], 24, taps)
    assert of.state is State.PAUSED
    assert str(of.tries[-1].reason) == "paused"


def test_a_step_in_a_paced_set_loses_the_rep_under_way_alone(look: Callable[..., Look]) -> None:
    of, events = done(look, [], 3.3, name="posterior-shift")
    begun = next(e.t_s for e in events if e.kind == "begin")
    reps = [begun + 1.3 + 8 * k for k in range(5)]
    of, events = done(look, reps, begun + 45, [(reps[2] + 1.7, reps[2] + 4.0)], "posterior-shift")
    assert [type(told) for told in tries(events)] == [TryScored]
    assert len(of.tries[-1].reps) == 4


def test_counts_that_sway_invents_aloud_do_not_end_the_set(look: Callable[..., Look]) -> None:
    """Who sways widely once the set has begun: aloud more are counted than were done."""

    def sway(t: float) -> float:
        return 14 * np.sin(np.pi * (t - 5) / 2.5) ** 2 if 5 < t < 15 else 0.0

    reps = [16 + 7 * k for k in range(6)]
    of, events = done(look, reps, 70, sway_mm=sway)
    spoken = [e for e in events if isinstance(e, RepCounted)]
    assert spoken[5].t_s < reps[3]
    (told,) = tries(events)
    assert told.t_s > reps[5] + 4
    # So wide and even a sway may be reps, too.
    assert of.tries[-1].between[0] <= 6 <= of.tries[-1].between[1]


def test_the_key_ends_a_set_at_once(look: Callable[..., Look]) -> None:
    of, _ = done(look, [6, 11], 18)
    assert [type(e) for e in of.command(DrillCommand.FINISH)] == [TryScored]
    assert len(of.tries[-1].reps) == 2

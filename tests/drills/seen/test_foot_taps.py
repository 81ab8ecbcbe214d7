"""Commands by foot."""

from collections.abc import Callable, Sequence
from math import nan
from typing import Any

import pytest

from tripod.boards import load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.seen.foot_taps import FootTaps
from tripod.drills.seen.look import Look

PERIOD_S = 0.0125
DRILLS, _ = library()


def rows(look: Callable[..., Look], lifted: Sequence[tuple[float, float, str]], seconds: float = 6.0) -> list[int]:
    """What is counted while each of (from, to, foot) is off the board."""
    taps, found = FootTaps(("left", "right")), list[int]()
    for k in range(round(seconds / PERIOD_S)):
        found.append(taps(standing(look, k * PERIOD_S, lifted)))
    return [n for n in found if n]


def standing(look: Callable[..., Look], t: float, lifted: Sequence[tuple[float, float, str]]) -> Look:
    off = {foot for a, b, foot in lifted if a <= t < b}
    even = (0.55, 0.27, 0.18)
    return look(t, None if "right" in off else even, None if "left" in off else even)


def test_taps_of_one_foot_are_counted_once_they_are_over(look: Callable[..., Look]) -> None:
    for n in range(1, 5):
        assert rows(look, [(1 + 0.6 * k, 1.3 + 0.6 * k, "right") for k in range(n)]) == [n]


@pytest.mark.parametrize(
    ("lifted", "counted"),
    [
        ([(1.0, 1.05, "right"), (1.5, 1.55, "right")], []),
        ([(1.0, 2.0, "right"), (2.5, 3.5, "right"), (4.0, 5.0, "right")], [1, 1]),
        ([(1.0, 1.3, "right"), (1.5, 1.8, "left"), (2.0, 2.3, "right"), (2.5, 2.8, "left")], [1]),
        ([(1.0, 1.3, "right"), (4.0, 4.3, "right")], [1, 1]),
        ([(1.0, 9.0, "right"), (1.0, 9.0, "left")], []),
    ],
    ids=["noise", "steps", "walking", "far apart", "stepping off"],
)
def test_what_is_no_row_of_taps(
    look: Callable[..., Look], lifted: list[tuple[float, float, str]], counted: list[int]
) -> None:
    assert rows(look, lifted) == counted


def test_readings_that_fail_are_no_taps(look: Callable[..., Look]) -> None:
    taps = FootTaps(("left", "right"))
    for k in range(round(6 / PERIOD_S)):
        t = k * PERIOD_S
        failed = any(1 + 0.6 * n <= t < 1.3 + 0.6 * n for n in range(4))
        assert taps(look(t, None)._replace(load=(370.0, nan)) if failed else look(t)) == 0


def test_a_foot_that_comes_back_after_a_gap_did_not_tap(look: Callable[..., Look]) -> None:
    taps = FootTaps(("left", "right"))
    seen = [taps(look(t, None if t == 1.0 else (0.55, 0.27, 0.18))) for t in (0.0, 1.0, 30.0, 30.5, 31.0, 32.0)]
    assert seen == [0] * 6


def test_who_keeps_balance_with_the_free_foot_commands_nothing(look: Callable[..., Look]) -> None:
    drill = DRILLS["one-leg-hold"]
    of = Engine(Given(drill, load_board("pads"), Options(foot="right", asks=False), period_s=PERIOD_S))
    events: list[Any] = []
    for k in range(round(14 / PERIOD_S)):
        t = k * PERIOD_S
        dabs = any(8 + 0.5 * n <= t < 8.2 + 0.5 * n for n in range(4))
        events += of.take(look(t) if dabs else look(t, left=None))
    assert not {"paused", "done"} & {e.kind for e in events}
    assert of.state is State.WORKING


def test_the_free_foot_taps_in_a_hold_on_one_leg(look: Callable[..., Look]) -> None:
    lifted = [(0.0, 1.0, "left"), (1.3, 1.7, "left"), (2.0, 9.0, "left")]
    assert rows(look, lifted) == [2]


@pytest.mark.parametrize(("n", "word"), [(2, "paused"), (3, "part"), (4, "done")])
def test_a_row_of_taps_pauses_skips_or_stops(look: Callable[..., Look], n: int, word: str) -> None:
    of = Engine(Given(DRILLS["tripod-hold"], load_board("pads"), Options(asks=False), period_s=PERIOD_S))
    lifted = [(8 + 0.6 * k, 8.3 + 0.6 * k, "right") for k in range(n)]
    events: list[Any] = []
    for k in range(round((8.3 + 0.6 * (n - 1) + 1.0) / PERIOD_S)):
        events += of.take(standing(look, k * PERIOD_S, lifted))
    assert word in [e.kind for e in events if e.t_s >= 8.3 + 0.6 * (n - 1) and e.kind != "wait"][-1:]
    assert of.state is {2: State.PAUSED, 3: State.SETTLING, 4: State.DONE}[n]


def test_two_taps_go_on_again(look: Callable[..., Look]) -> None:
    of = Engine(Given(DRILLS["tripod-hold"], load_board("pads"), Options(asks=False), period_s=PERIOD_S))
    of.take(look(0.0))
    of.command(DrillCommand.PAUSE)
    for k in range(round(4 / PERIOD_S)):
        of.take(standing(look, k * PERIOD_S, [(1, 1.3, "left"), (1.6, 1.9, "left")]))
    assert of.state is not State.PAUSED

"""What doctor's page says of boards that are wrong as a whole, and of boards on which somebody stands."""

from typing import Any

import numpy as np
import pytest
from bench import Bench

from tripod.boards import load_board
from tripod.device.protocol import FIRST_AFTER_BOOT, SUPPLY_DIPPED, WATCHDOG_RESTART
from tripod.live.doctor import examine
from tripod.live.session import Session
from tripod.live.stream_summary import self_test, stream_summary
from tripod.live.summary_page import summary_page
from tripod.sources.stream import Stream


def page(board: str = "pads", seconds: float = 4.0, **how: Any) -> str:
    """Doctor's page of a board on the bench."""
    it = Bench(load_board(board), **how)
    clock = it.clock()
    return "\n".join(line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, seconds))


def stands(it: Bench, counts: np.ndarray, t_s: float) -> None:
    """Somebody stands there and sways; he moves every cell more than its noise."""
    t = t_s + np.arange(len(counts)) / it.rate_hz
    counts += 200_000 + 20_000 * np.sin(2 * np.pi * 0.4 * t + 1)[:, None]


@pytest.mark.parametrize("hz", [10.0, 20.0, 80.0])
def test_who_stands_on_a_board_of_any_rate_ends_no_examination(hz: float) -> None:
    said = page(wrong=stands, rate_hz=hz, seconds=8)
    assert "No reading was seen that cannot be true" in said
    assert ("pin 15" in said) is (hz == 10)


def test_who_shakes_all_cells_ends_no_examination() -> None:
    def shakes(it: Bench, counts: np.ndarray, t_s: float) -> None:
        stands(it, counts, t_s)
        counts += it.rng.normal(0, 10_000, counts.shape)

    said = page(wrong=shakes)
    assert "All cells jump alike" in said
    assert "No reading was seen that cannot be true" not in said


def test_a_status_of_a_later_protocol_is_a_failed_reading() -> None:
    said = page(status=lambda cell, t_s: 99 if cell == 1 else 0)
    assert "a status that this program does not know" in said
    assert "A sensor gives no sound reading" in said


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"self_test": SUPPLY_DIPPED}, "because its 5 V dipped"),
        ({"self_test": 1, "supply_mv": 3300}, "The 5 V of the board are 3300 mV"),
        ({"self_test": WATCHDOG_RESTART}, "its watchdog started it anew"),
        ({"worst": (0, 1, 0, 0, 7, 0)}, "base of the left big toe: open; base of the right big toe: missing"),
        ({"clock_ratio": 0.0}, "the board's clock or counter does not run"),
    ],
)
def test_what_the_board_says_of_itself_is_in_the_last_words(how: dict[str, Any], says: str) -> None:
    said = page(**how)
    assert says in said.partition("state\n")[2]
    assert "nan" not in said


def test_a_board_that_begins_anew_under_examination() -> None:
    it = Bench(load_board("pads"))
    clock, read = it.clock(), it.read

    def begins_anew() -> bytes:
        it.self_test = FIRST_AFTER_BOOT if 3 < it.now_s < 3.9 else 0
        return read()

    it.read = begins_anew  # type: ignore[method-assign]
    said = "\n".join(line.said for line in examine(Stream("bench", it, lambda: it, clock), clock, 5.0))
    assert "The board began anew or went away once" in said


def test_a_board_that_tests_nothing_is_not_called_ok() -> None:
    it = Bench(load_board("pads"), tested=0)
    clock = it.clock()
    session = Session(Stream("bench", it, lambda: it, clock), now=clock.now)
    while not session.pipeline.t_s >= 2:
        session.step()
    setup = session.pipeline.setup
    assert setup
    assert not self_test(setup).ok
    assert "self-test: no cell is tested" in summary_page(stream_summary(session.pipeline, session.source))
    session.close()

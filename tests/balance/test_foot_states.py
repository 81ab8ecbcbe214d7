"""What a page shows of one sampling: cautions, overload, and numbers that a board has not earned."""

import numpy as np
import pytest

from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sources import fast_clock, open_source


def last_picture(source: str) -> Snapshot:
    clock = fast_clock()
    session = Session(open_source(source, clock=clock), now=clock.now)
    while session.step():
        pass
    picture = session.pipeline.snapshot()
    session.close()
    return picture


def test_an_empty_raw_board_asks_to_be_zeroed() -> None:
    assert "if it is empty, zero it" in last_picture("virtual:empty,cal=nominal,seconds=2").caution
    assert last_picture("virtual:empty,seconds=2").caution == ""


def test_a_raw_board_is_less_sure_than_a_calibrated_one() -> None:
    raw, made = (last_picture(f"virtual:quiet,board=plate,seconds=2,cal={cal}") for cal in ("nominal", "factory"))
    assert raw.total_pm_n > 5 * made.total_pm_n
    assert raw.feet["left"].share_pm[0] > 1.2 * made.feet["left"].share_pm[0]
    assert raw.feet["left"].ellipse
    assert made.feet["left"].ellipse
    assert raw.feet["left"].ellipse.major_mm > 2 * made.feet["left"].ellipse.major_mm


def test_an_insole_warms_up() -> None:
    assert "first 5 minutes" in last_picture("virtual:quiet,board=insole,seconds=2").caution


def test_an_insole_shows_no_distance_to_an_edge_that_it_does_not_know() -> None:
    assert np.isnan(last_picture("virtual:quiet,board=insole,seconds=2").margin_mm)
    assert last_picture("virtual:quiet,board=plate,seconds=2").margin_mm > 50


def test_too_heavy_is_said_with_both_numbers() -> None:
    picture = last_picture("virtual:one-leg,board=insole,seconds=6,weight_kg=150")
    assert "this board carries 90" in picture.overload or picture.feet["left"].status != (0, 0, 0)
    assert last_picture("virtual:quiet,seconds=2").overload == ""


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_shares_sum_to_one_and_their_pm_is_finite(board: str) -> None:
    picture = last_picture(f"virtual:quiet,board={board},seconds=2")
    for foot in picture.feet.values():
        assert sum(foot.share) == pytest.approx(1)
        assert all(0 < pm < 0.5 for pm in foot.share_pm)


def test_a_foot_that_is_loaded_too_little_to_tell_is_vague_and_silent() -> None:
    raw = last_picture("virtual:roll-out,board=pads,seconds=6,cal=nominal")
    made = last_picture("virtual:roll-out,board=pads,seconds=6")
    assert all(foot.vague for foot in raw.feet.values())
    assert not any(any(foot.light) for foot in raw.feet.values())
    assert not any(foot.vague for foot in made.feet.values())
    assert made.feet["right"].light[1]

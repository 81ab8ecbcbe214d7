"""What JSON states of a stance is what the live page showed there: value, ± and word."""

from math import nan

import numpy as np
import pytest
from msgspec import to_builtins

from tripod.balance.both_feet import zero_sigma_n
from tripod.balance.stated import Stated, StatedPlace, covariance_mm2, stated_file, stated_place_file
from tripod.balance.uncertainty import ellipse_95
from tripod.boards import POINTS
from tripod.live.session import Session
from tripod.live.stream_summary import stream_summary, summary
from tripod.live.summary_page import summary_page
from tripod.sources import fast_clock, open_source


def stood(text: str) -> Session:
    clock = fast_clock()
    session = Session(open_source(f"virtual:{text}", clock=clock), now=clock.now)
    while session.step():
        pass
    session.close()
    return session


@pytest.mark.parametrize("board", ["pads", "plate", "insole", "insole-left"])
def test_live_and_json_state_the_same_uncertainty(board: str) -> None:
    session = stood(f"quiet,board={board},seconds=4")
    shown, said = session.snapshot(), summary(session.pipeline, session.source)
    assert shown.board
    claims, stated = shown.board.claims, said["stated"]
    for foot in shown.board.feet:
        of, live = stated["feet"][foot], shown.feet[foot]
        for k, point in enumerate(POINTS):
            assert of["share"][point]["value"] == pytest.approx(said["share"][foot][point], abs=1e-5)
            # The last reading of a person who sways beside the mean of four seconds.
            assert of["share"][point]["pm"] == pytest.approx(live.share_pm[k], rel=0.12)
            assert of["share"][point]["word"] == claims.share
        assert live.ellipse
        assert of["cop_in_foot"]["mm"] == pytest.approx(said["cop_in_foot_mm"][foot], abs=1e-4)
        live_mm2 = np.array(covariance_mm2(live.ellipse))
        # Of a plate most of it is that nobody knows how the foot is turned, which hangs on the CoP's distance.
        assert of["cop_in_foot"]["covariance_mm2"] == pytest.approx(
            live_mm2, rel=0.15, abs=0.5 + 0.1 * live_mm2.trace()
        )
        assert of["cop_in_foot"]["word"] == claims.cop
        told = said["thresholds"][foot]
        assert set(told) == {f for f in claims.faults if f == "heel_heavy" or f.endswith("_light")}
        assert told["mt5_light"]["below"] == pytest.approx(min(0.08, 0.13 - of["share"]["mt5"]["pm"]), abs=2e-4)
    assert stated["total"]["pm"] == pytest.approx(shown.total_pm_n, rel=0.05)
    assert said["delay"]["sensor_s"] == pytest.approx(shown.sensor_delay_s, abs=1e-6)
    page = summary_page(stream_summary(session.pipeline, session.source))
    for foot in shown.board.feet:
        heel = stated["feet"][foot]["share"]["heel"]
        assert f"{foot}: heel {100 * heel['value']:.0f} ± {100 * heel['pm']:.0f} %" in page
        ap_mm = 1.96 * stated["feet"][foot]["cop_in_foot"]["covariance_mm2"][1][1] ** 0.5
        assert f"{foot} CoP: {said['cop_in_foot_mm'][foot][1]:.0f} ± {ap_mm:.0f} mm from the back" in page
    both = stated["cop_both"]
    assert both is None or both["mm"] == pytest.approx(said["cop_mm"]["both"], abs=1e-4)
    assert (both is None) == (said["cop_mm"]["both"] is None)
    if both is not None:
        ml_mm, ap_mm = (1.96 * both["covariance_mm2"][k][k] ** 0.5 for k in (0, 1))
        foot_mm = [1.96 * stated["feet"][f]["cop_in_foot"]["covariance_mm2"][1][1] ** 0.5 for f in shown.board.feet]
        assert 0.5 * min(foot_mm) < ap_mm < 1.02 * max(foot_mm)
        x, y = said["cop_mm"]["both"]
        assert f"CoP of both: {abs(x):.0f} ± {ml_mm:.0f} mm" in page
        assert f"{y:.0f} ± {ap_mm:.0f} mm from the back of the heels" in page
    assert f"{stated['total']['value']:.1f} ± {stated['total']['pm']:.1f}" in page


@pytest.mark.parametrize("board", ["pads", "plate"])
def test_left_and_right_are_stated_with_what_gains_and_zeros_make_of_them(board: str) -> None:
    session = stood(f"quiet,board={board},seconds=4")
    said, setup = summary(session.pipeline, session.source), session.pipeline.setup
    left, load = said["stated"]["left_part"], said["load"]
    assert left["value"] == pytest.approx(load["left"] / (load["left"] + load["right"]), abs=1e-4)
    # With gains and zeros drawn anew, the part moves as much as is stated.
    assert setup is not None
    rng, each = np.random.default_rng(2), len(setup.board.cells) // 2
    sigma = np.hypot(np.array([law.gain_sigma for law in setup.calibration.cells]), setup.board.errors.hysteresis)
    force = np.repeat([load["left"], load["right"]], each) / each
    drawn = force * (1 + sigma * rng.standard_normal((4000, 2 * each)))
    drawn += zero_sigma_n(setup) * rng.standard_normal(drawn.shape)
    parts = drawn[:, :each].sum(1) / drawn.sum(1)
    assert left["pm"] == pytest.approx(1.96 * parts.std(), rel=0.25)
    page = summary_page(stream_summary(session.pipeline, session.source))
    assert f"left {100 * left['value']:.1f} ± {100 * left['pm']:.1f} %, right " in page


def test_scales_that_differ_state_no_left_and_right_and_a_stance_as_drawn_no_edge() -> None:
    session = stood("quiet,board=insole,seconds=2")
    stated = summary(session.pipeline, session.source)["stated"]
    assert (stated["left_part"], stated["margin"]) == (None, None)
    session = stood("quiet,board=plate,seconds=2")
    assert summary(session.pipeline, session.source)["stated"]["margin"] is None


def test_a_foot_that_is_not_there_states_nothing() -> None:
    session = stood("empty,board=plate,seconds=2")
    said = summary(session.pipeline, session.source)
    assert said["stated"]["feet"] == {"left": None, "right": None}
    assert said["thresholds"] == {}


def test_an_uncalibrated_insole_states_no_place() -> None:
    session = stood("quiet,board=insole,seconds=2,cal=nominal")
    left = summary(session.pipeline, session.source)["stated"]["feet"]["left"]
    assert left["cop_in_foot"] is None
    assert left["share"]["heel"]["pm"] > 0.05


def test_an_ellipse_goes_back_to_its_covariance() -> None:
    covariance = np.array([[4.0, 1.2], [1.2, 2.0]])
    assert np.array(covariance_mm2(ellipse_95(covariance))) == pytest.approx(covariance)


def test_what_is_not_known_is_null() -> None:
    assert stated_file(Stated(nan, 1.0, "N", "measured")) is None
    assert to_builtins(stated_file(Stated(1.0, nan, "N", "measured"))) == {
        "value": 1.0,
        "pm": None,
        "unit": "N",
        "word": "measured",
    }
    assert to_builtins(stated_place_file(StatedPlace((1.0, 2.0), None, "measured CoP"))) == {
        "mm": [1.0, 2.0],
        "covariance_mm2": None,
        "word": "measured CoP",
    }

"""What a page shows of one sampling: cautions, overload, and numbers that a board has not earned."""

from dataclasses import replace

import numpy as np
import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.foot_states import FootState, caution, feet_states, total_pm_n
from tripod.balance.geometry import Feet
from tripod.balance.pose import drawn_pose
from tripod.balance.setup import Setup
from tripod.balance.uncertainty import K_95_1D, K_95_2D
from tripod.boards import load_board
from tripod.device.protocol import Banner, Group
from tripod.force.calibration import HAND_BUILD_MM, nominal, unfitted_places_mm
from tripod.force.drift import DriftWatch
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
    raw, made = (last_picture(f"virtual:quiet,board=pads,seconds=2,cal={cal}") for cal in ("nominal", "factory"))
    assert raw.total_pm_n > 5 * made.total_pm_n
    assert raw.feet["left"].share_pm[0] > 1.2 * made.feet["left"].share_pm[0]
    assert raw.feet["left"].ellipse
    assert made.feet["left"].ellipse
    # In both the foot may stand beside its marks; what the board adds to that is what differs.
    assert raw.feet["left"].ellipse.major_mm > 1.25 * made.feet["left"].ellipse.major_mm


def test_an_insole_warms_up() -> None:
    assert "first 5 minutes" in last_picture("virtual:quiet,board=insole,seconds=2").caution


def test_an_insole_shows_no_distance_to_an_edge_that_it_does_not_know() -> None:
    assert last_picture("virtual:quiet,board=insole,seconds=2").margin is None
    margin = last_picture("virtual:quiet,board=plate,seconds=2").margin
    assert margin
    assert margin.mm > 50
    assert not margin.measured


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


PADS = load_board("pads")
BANNER = Banner((1, 0, 0), "pads", "ab" * 8, 0, 0, 5000, 0, 0, 0, 0, (Group(0, 2, 0, 80.0, (0,) * 6),))
STANDS = np.array([[200.0, 100, 80, 210, 95, 70]])


def setup(**calibrated: object) -> Setup:
    laws = tuple(replace(law, gain_sigma=0.001) for law in nominal(PADS).cells)
    calibration = replace(nominal(PADS), kind="user", made="2026-11-01", cells=laws, **calibrated)  # type: ignore[arg-type]
    return Setup(PADS, BANNER, calibration, None, Feet())


def cautioned(of: Setup, t_s: float = 1000.0) -> str:
    law = BalanceLaw(PADS, Feet())
    return caution(of, law.matrices, STANDS[0], law(STANDS), t_s, DriftWatch(PADS))


def test_a_cell_far_beyond_what_calibrated_it_is_said() -> None:
    assert cautioned(setup(range_n=[(5.0, 190.0)] * 6)) == cautioned(setup()) == ""
    beyond = [(5.0, 300.0), (5.0, 80.0), *[(5.0, 300.0)] * 4]
    assert cautioned(setup(range_n=beyond)) == (
        f"The {PADS.cells[1].plain} carries 100 N; it was calibrated up to 80: beyond that it is a guess."
    )


@pytest.mark.parametrize(
    ("covariance", "places_mm", "build_mm", "mm"),
    [
        (False, (), None, HAND_BUILD_MM),
        (False, (), 0.5, 0.5),
        (True, (), 0.5, 0.0),
        (True, ((0.0, 0.0),) * 6, None, 0.0),
        # As a fit of old left it: as if the cells lay as exactly as the board's file says.
        (True, (), None, (HAND_BUILD_MM**2 - PADS.errors.position_mm**2) ** 0.5),
    ],
)
def test_an_ellipse_is_as_wide_as_its_board_is_built(
    covariance: bool, places_mm: tuple[tuple[float, float], ...], build_mm: float | None, mm: float
) -> None:
    law, of = BalanceLaw(PADS, Feet()), setup()
    fitted = tuple(map(tuple, np.diag(np.full(18, 1e-9)))) if covariance else ()
    calibration = replace(of.calibration, covariance=fitted, places_mm=places_mm, build_mm=build_mm)
    assert unfitted_places_mm(PADS, calibration) == pytest.approx(mm)
    exact = replace(calibration, build_mm=0.0)
    state, least = (
        feet_states(replace(of, calibration=c), law.matrices, STANDS[0], law(STANDS), np.zeros(6, np.uint8))["left"]
        for c in (calibration, exact)
    )
    own = STANDS[0, :3]
    added = K_95_2D**2 * mm**2 * float(((own / own.sum()) ** 2).sum())
    assert _major(state) ** 2 - _major(least) ** 2 == pytest.approx(added, rel=1e-6, abs=1e-9)


def test_what_a_fit_knows_of_a_cell_reaches_the_ellipse_of_its_own_foot() -> None:
    def ellipses(variances: dict[int, float]) -> dict[str, float]:
        diagonal = np.full(18, 1e-9)
        for k, variance in variances.items():
            diagonal[k] = variance
        exact = {f: replace(drawn_pose(PADS, Feet(), f), covariance=((0.0,) * 10,) * 10) for f in ("left", "right")}
        law = BalanceLaw(PADS, Feet(), exact)
        covariance = tuple(map(tuple, np.diag(diagonal)))
        states = feet_states(setup(covariance=covariance), law.matrices, STANDS[0], law(STANDS), np.zeros(6, np.uint8))
        return {foot: _major(state) for foot, state in states.items()}

    usual = ellipses({})
    for part, variance in ((0, 0.1**2), (1, 20.0**2), (2, 20.0**2)):
        left, right = ellipses({6 * part + 1: variance}), ellipses({6 * part + 4: variance})
        assert left["left"] > 1.2 * usual["left"], part
        assert left["right"] == pytest.approx(usual["right"])
        assert right["right"] > 1.2 * usual["right"], part
        assert right["left"] == pytest.approx(usual["left"])


def test_the_total_is_as_unsure_as_its_gains_and_errors_in_common_add_up() -> None:
    def pm_n(sigma: float, covariance: np.ndarray | None = None) -> float:
        of = setup() if covariance is None else setup(covariance=tuple(map(tuple, covariance)))
        laws = tuple(replace(law, gain_sigma=sigma) for law in of.calibration.cells)
        return total_pm_n(replace(of, calibration=replace(of.calibration, cells=laws)), STANDS[0])

    squares = float((STANDS[0] ** 2).sum())
    assert pm_n(0.2) == pytest.approx(K_95_1D * 0.2 * squares**0.5, rel=0.02)
    common = np.zeros((18, 18))
    common[:6, :6] = 0.2**2
    assert pm_n(0.2, common) == pytest.approx(K_95_1D * 0.2 * STANDS.sum(), rel=0.02)


def _major(state: FootState) -> float:
    assert state.ellipse
    return state.ellipse.major_mm

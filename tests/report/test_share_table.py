"""Mean shares beside their bands: what is outside for sure, what lies at the edge, and how unsure each is."""

from dataclasses import replace

from tests.report.conftest import GOLDEN
from tripod.report.figures import between
from tripod.report.page import Table
from tripod.report.read_session import SeenSession, read_session
from tripod.report.standing import left_part
from tripod.report.tables import share_table

OUTSIDE, EDGE = "Outside of the band by more than the ±: ", "At the edge of the band, too close to call"


def with_pm(seen: SeenSession, pm: float) -> Table:
    """The table where each share is known to this half width."""
    table = share_table(replace(seen, unsure=dict.fromkeys(seen.setup.board.feet, (pm, pm, pm))), "")
    assert table is not None
    return table


def test_what_is_outside_only_within_its_uncertainty_is_at_the_edge() -> None:
    stood = replace(read_session(GOLDEN / "pads-drill"), run=None)
    sure, unsure = with_pm(stood, 0.0), with_pm(stood, 0.4)
    assert OUTSIDE in sure.below
    assert any(sure.warm)
    assert OUTSIDE not in unsure.below
    assert not any(unsure.warm)
    points = sure.below.removeprefix(OUTSIDE).split(".")[0].split(", ")
    assert EDGE in unsure.below
    assert all(point in unsure.below for point in points)


def test_left_and_right_have_the_uncertainty_that_follows_from_the_board() -> None:
    stood = replace(read_session(GOLDEN / "pads-drill"), run=None)
    left, pm = left_part(stood)
    table = with_pm(stood, 0.02)
    assert table.rows[-1][1:3] == [between(100 * left, 100 * pm), between(100 * (1 - left), 100 * pm)]
    unsure = tuple(replace(law, gain_sigma=5 * law.gain_sigma) for law in stood.setup.calibration.cells)
    calibration = replace(stood.setup.calibration, cells=unsure, covariance=())
    doubted = replace(stood, setup=replace(stood.setup, calibration=calibration))
    assert left_part(doubted)[1] > 2 * pm > 0

"""A board that reads another weight than the one that was said, from real packets to the caution on the page."""

from collections.abc import Callable
from math import nan

import numpy as np
import pytest

from tripod.balance.judgement import Answer
from tripod.balance.weight_doubt import weight_doubt
from tripod.boards import GRAVITY, load_board
from tripod.live.session import Session
from tripod.live.snapshot import Snapshot
from tripod.sources import fast_clock, open_source
from tripod.training.profile import Profile

Wired = Callable[..., Session]
OF_75 = Profile(weight_kg=75.0)


def stood(session: Session, t_s: float = 6.0) -> Snapshot:
    """Zeroed while nobody stood there, and then read on until the board's clock is at `t_s`."""
    port = session.board_port  # type: ignore[attr-defined]
    while port.t_s < 1.5:
        session.step()
    session.zero()
    while port.t_s < t_s:
        session.step()
    return session.snapshot()


def gains(session: Session, **by_cell: float) -> Session:
    """Cells that read so much of what they carry, from the beginning on."""
    port = session.board_port  # type: ignore[attr-defined]
    names = [cell.name for cell in port.board.cells]

    def wrong(counts: np.ndarray, _t_s: float, _seq: int) -> None:
        for name, part in by_cell.items():
            k = names.index(name)
            counts[k] = port.zero[k] + part * (counts[k] - port.zero[k])

    port.wrong = wrong
    return session


@pytest.mark.parametrize("board", ["pads", "plate"])
def test_who_weighs_what_they_said_is_told_nothing(wired: Wired, board: str) -> None:
    assert stood(wired(board, profile=OF_75)).caution == ""


def test_a_cell_that_reads_a_tenth_from_the_beginning_is_seen_in_the_total(wired: Wired) -> None:
    shown = stood(gains(wired(profile=OF_75), left_heel=0.1))
    assert "22 % less than you said" in shown.caution
    assert stood(gains(wired(), left_heel=0.1)).caution == ""  # Nobody said a weight.


def test_a_plate_that_reads_twice_is_seen_in_the_total(wired: Wired) -> None:
    cells = {c.name: 2.0 for c in load_board("plate").cells if c.foot == "right"}
    shown = stood(gains(wired("plate", profile=OF_75), **cells))
    assert "50 % more than you said" in shown.caution
    assert "nothing in your hands" in shown.caution


def test_nobody_is_weighed_while_stepping_on_or_on_one_foot(wired: Wired) -> None:
    assert "%" not in stood(wired(profile=OF_75, foot_n=(75 * GRAVITY, 0.0))).caution
    session = wired(profile=Profile(weight_kg=120.0))
    port = session.board_port  # type: ignore[attr-defined]
    said: list[tuple[Answer | None, str]] = []
    while port.t_s < 5:
        session.step()
        shown = session.snapshot()
        said.append((shown.judgement.answer if shown.judgement else None, shown.caution))
    assert any("less than you said" in caution for _, caution in said)
    assert not any("less than you said" in caution for answer, caution in said if answer is Answer.MOVING)


def test_a_virtual_person_is_not_the_one_at_the_screen() -> None:
    clock, heavier = fast_clock(), Profile(weight_kg=120.0)
    session = Session(open_source("virtual:quiet,seconds=4", clock=clock), now=clock.now, profile=heavier)
    while session.step():
        pass
    assert session.snapshot().caution == ""
    session.close()


@pytest.mark.parametrize(
    ("board", "total_kg", "pm_kg", "said"),
    [
        ("pads", 67.0, 1.0, ""),  # The toes bear the rest.
        ("pads", 64.0, 1.0, "15 % less"),
        ("plate", 67.0, 1.0, "11 % less"),
        ("plate", 67.0, 7.0, ""),
        ("pads", 79.0, 1.0, "5 % more"),
        ("insole", 30.0, 1.0, ""),  # It never weighs.
        ("pads", nan, 1.0, ""),
    ],
)
def test_what_is_said_goes_by_the_board_and_its_uncertainty(
    wired: Wired, board: str, total_kg: float, pm_kg: float, said: str
) -> None:
    shown = stood(wired("pads"))
    found = weight_doubt(load_board(board), shown.feet, total_kg * GRAVITY, pm_kg * GRAVITY, 75.0)
    assert (said in found) if said else (found == "")


def test_nothing_is_good_where_the_total_is_not_the_weight_that_was_said(wired: Wired) -> None:
    session = wired(profile=Profile(weight_kg=90.0))
    shown = stood(session)
    assert "less than you said" in shown.caution
    assert shown.judgement
    assert shown.judgement.answer is not Answer.GOOD

"""The virtual board that somebody plays: the same actions at the same times give the same bytes, and true loads."""

from collections.abc import Callable, Sequence
from math import inf, nan

import numpy as np
import pytest

from tripod.boards import GRAVITY
from tripod.device.blocks import Block
from tripod.device.protocol import Status
from tripod.drills.run.event_types import StepOnAsked
from tripod.virtual.board import VirtualBoard
from tripod.virtual.played import Played
from tripod.virtual.played_actions import (
    Action,
    Cause,
    HoldOn,
    LeanTo,
    LetDo,
    Posture,
    Press,
    PutMass,
    StandOn,
    TakeInHands,
    TakeMassesOff,
    Toes,
    Trouble,
    Weigh,
    done,
)
from tripod.virtual.played_scripts import lean_about, press, roll, to_point

Make = Callable[[str], VirtualBoard]
ToBlock = Callable[[bytes], Block]
Timed = Sequence[tuple[float, Action]]


def played(board: VirtualBoard, script: Timed, seconds: float) -> bytes:
    """What the board sends while this is done; the person is told of each thing when it is time."""
    assert board.played is not None
    data, t, to_come = b"", 0.0, list(script)
    while t < seconds:
        while to_come and to_come[0][0] <= t:
            board.played.do(to_come.pop(0)[1])
        packets = board.packets()
        data += b"".join(packet for _, packet in packets)
        t += 0.05
    return data


def cells_n(board: VirtualBoard, last_s: float = 0.3) -> np.ndarray:
    """(cells,) true mean forces of the last seconds."""
    t = np.concatenate([part.t_s for part in board.truth])
    force = np.concatenate([part.cell_n for part in board.truth])
    return force[t > t[-1] - last_s].mean(0)


SCRIPT: Timed = (
    (0.5, StandOn(())), (2.0, Press(1, 80.0)), (3.0, Press(1, 0.0)), (3.5, StandOn(("left",))),
    (5.0, LeanTo("left", 3.0, -20.0)), (6.0, Cause(Trouble.STUCK, 2)), (7.0, Cause(None)),
)  # fmt: skip


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_the_same_actions_at_the_same_times_give_the_same_bytes(board: str, virtual_board: Make) -> None:
    one, same = (played(virtual_board(f"play,board={board},seed=4"), SCRIPT, 8) for _ in range(2))
    assert one == same
    other = [(t + 0.05, action) for t, action in SCRIPT]
    assert played(virtual_board(f"play,board={board},seed=4"), other, 8) != one


def test_what_is_to_come_comes_in_its_time_like_what_is_done_then(virtual_board: Make) -> None:
    told, scripted = (virtual_board("play,seed=4") for _ in range(2))
    assert scripted.played is not None
    scripted.played.play(SCRIPT[:5])
    played(told, SCRIPT[:5], 8)
    played(scripted, (), 8)
    # The lead before the first sample is the script's too.
    assert cells_n(scripted) == pytest.approx(cells_n(told), rel=0.02, abs=0.5)


@pytest.mark.parametrize(("board", "cell"), [("pads", 4), ("plate", 6), ("insole", 2)])
def test_a_press_loads_its_cell_alone(board: str, cell: int, virtual_board: Make) -> None:
    made = virtual_board(f"play,board={board}")
    played(made, [(0.0, StandOn(())), (2.0, Press(cell, 12.0))], 4)
    wanted = np.zeros(len(made.board.cells))
    wanted[cell] = 12.0
    assert cells_n(made) == pytest.approx(wanted, abs=0.1)


def test_a_mass_stands_where_it_is_put_and_goes(virtual_board: Make) -> None:
    plate = virtual_board("play,board=plate")
    played(plate, [(0.0, StandOn(())), (1.5, PutMass(20.0, -130.0, 60.0))], 4)
    force, cells = cells_n(plate), plate.board.cells
    assert force.sum() == pytest.approx(20 * GRAVITY, abs=0.2)
    at = np.array([(c.x_mm, c.y_mm) for c in cells])
    assert force @ at / force.sum() == pytest.approx((-130, 60), abs=0.5)
    played(plate, [(0.0, TakeMassesOff())], 2)
    assert cells_n(plate) == pytest.approx(np.zeros(len(cells)), abs=0.1)


@pytest.mark.parametrize("corner", range(4))
def test_a_mass_on_a_plates_corner_pulls_at_no_other(virtual_board: Make, corner: int) -> None:
    plate = virtual_board("play,board=plate")
    cell = plate.board.cells[corner]
    played(plate, [(0.0, StandOn(())), (1.5, PutMass(20.0, cell.x_mm, cell.y_mm))], 4)
    wanted = np.zeros(len(plate.board.cells))
    wanted[corner] = 20 * GRAVITY
    assert cells_n(plate) == pytest.approx(wanted, abs=0.2)


def test_a_mass_near_a_plates_edge_is_where_it_is_and_nothing_reads_backwards(virtual_board: Make) -> None:
    plate = virtual_board("play,board=plate")
    played(plate, [(0.0, StandOn(())), (1.5, PutMass(20.0, -160.0, 20.0))], 4)
    force, at = cells_n(plate), np.array([(c.x_mm, c.y_mm) for c in plate.board.cells])
    assert force.min() > -0.1
    assert force @ at / force.sum() == pytest.approx((-160, 20), abs=0.5)


def test_a_mass_beside_the_blocks_is_on_nothing_that_measures(virtual_board: Make) -> None:
    pads = virtual_board("play,board=pads")
    played(pads, [(0.0, StandOn(())), (1.5, PutMass(20.0, 0.0, 100.0)), (1.5, PutMass(5.0, -90.0, 40.0))], 4)
    assert cells_n(pads)[0] == pytest.approx(5 * GRAVITY, abs=0.1)
    assert cells_n(pads).sum() == pytest.approx(5 * GRAVITY, abs=0.2)


@pytest.mark.parametrize("turned", ["", ",turned=15:3,off_mm=6:-4"])
@pytest.mark.parametrize(("foot", "point"), [("left", "heel"), ("right", "mt1"), ("right", "mt5")])
def test_all_the_weight_comes_over_a_point_also_on_turned_feet(
    foot: str, point: str, turned: str, virtual_board: Make
) -> None:
    made = virtual_board(f"play,board=pads{turned}")
    there = to_point(made.board, foot, point, made.foot_mm)
    played(made, [(0.0, HoldOn(True)), (0.0, StandOn((foot,))), (0.0, there), (0.0, Toes(0.0))], 3)
    force = cells_n(made)
    wanted = [k for k, c in enumerate(made.board.cells) if (c.foot, c.point) == (foot, point)]
    assert force.argmax() == wanted[0]
    assert force.max() > 0.7 * 75 * GRAVITY
    assert force.sum() == pytest.approx(75 * GRAVITY, rel=0.01)


def test_weight_goes_from_foot_to_foot_and_a_bar_adds_to_it(virtual_board: Make) -> None:
    made = virtual_board("play,board=plate,weight_kg=60")
    played(made, [(0.0, Weigh(0.8)), (0.0, TakeInHands(40.0))], 3)
    force = cells_n(made, 1.0)
    left = force[list(made.board.cells_of("left"))].sum()
    assert force.sum() == pytest.approx(100 * GRAVITY, rel=0.005)
    assert left / force.sum() == pytest.approx(0.8, abs=0.04)


def test_leaning_about_covers_every_cell_and_a_roll_goes_round(virtual_board: Make) -> None:
    made = virtual_board("play,board=pads")
    assert made.played is not None
    made.played.play(lean_about(made.board, made.board.feet))
    played(made, (), 32)
    force = np.concatenate([t.cell_n for t in made.truth])
    part = force / force.sum(1, keepdims=True)
    assert (np.ptp(part, axis=0) > 0.15).all()
    assert force.sum(1).min() > 0.9 * 75 * GRAVITY
    made.truth.clear()
    made.played.play(roll(made.board, 12.0))
    played(made, (), 14)
    cop = np.concatenate([t.cop_mm for t in made.truth])[:, 1] - (100, 0)
    most = [int(i) for i in (cop[:, 1].argmin(), cop[:, 0].argmax(), cop[:, 1].argmax())]
    # Heel, base of the little toe on the right, base of the big toe: in this order.
    assert most == sorted(most)
    assert np.ptp(cop, axis=0) == pytest.approx((65, 145), abs=25)


@pytest.mark.parametrize(
    ("trouble", "status"), [(Trouble.STUCK, Status.STUCK), (Trouble.OPEN, Status.SATURATED), (Trouble.SLOW, None)]
)
def test_a_trouble_comes_and_goes(
    trouble: Trouble, status: Status | None, virtual_board: Make, block_of: ToBlock
) -> None:
    made = virtual_board("play,board=pads")
    script = [(3.0, Cause(trouble, 1)), (7.0, Cause(None))]
    block = block_of(played(made, script, 10))
    t = (block.tick_us - block.tick_us[0]) / 1e6
    during, after = (t > 3.2) & (t < 6.9), t > 7.2
    assert (np.diff(block.seq) == 1).all()
    if status is None:
        assert 1 / np.diff(t[during]).mean() == pytest.approx(10, rel=0.05)
    else:
        assert (block.status[during, 1] == status).any()
    assert not block.status[after].any()
    assert 1 / np.diff(t[after]).mean() == pytest.approx(80, rel=0.02)


def test_swapped_wires_are_those_of_the_two_cells(virtual_board: Make, block_of: ToBlock) -> None:
    made = virtual_board("play,board=pads,cal=nominal")
    script = [(0.0, StandOn(())), (2.0, Press(0, 200.0)), (4.0, Cause(Trouble.SWAPPED, 0, 1))]
    counts = block_of(played(made, script, 6)).counts
    rose = [(counts[k] - counts[140]).argmax() for k in (300, 450)]
    assert rose == [0, 1]


def test_the_pupil_takes_over_and_gives_back(virtual_board: Make) -> None:
    made = virtual_board("play,board=pads")
    assert made.played is not None
    played(made, [(0.0, StandOn(()))], 3)
    made.played.hear(StepOnAsked(made.played.now_s, ("left", "right")))
    assert cells_n(made).sum() < 1
    played(made, [(0.0, LetDo(True))], 4)
    assert cells_n(made).sum() == pytest.approx(75 * GRAVITY, rel=0.08)
    played(made, [(0.0, LetDo(False))], 4)
    assert cells_n(made).sum() < 1


@pytest.mark.parametrize(
    "action",
    [
        PutMass(nan, 0, 0), PutMass(-3, 0, 0), PutMass(1e9, 0, 0), PutMass(5, inf, 0), Press(0, nan), Weigh(nan),
        LeanTo("left", nan, 0), LeanTo("middle", 0, 0), Toes(inf), TakeInHands(nan),
    ],
)  # fmt: skip
def test_nonsense_changes_nothing(action: Action) -> None:
    assert done(Posture(), action) == Posture()


def test_a_press_on_a_cell_that_is_not_there_loads_nothing(virtual_board: Make) -> None:
    made = virtual_board("play")
    played(made, [(0.0, StandOn(())), (0.0, Press(99, 50.0))], 2.5)
    assert cells_n(made) == pytest.approx(np.zeros(6), abs=0.1)


def test_it_is_left_alone_by_every_other_scenario(virtual_board: Make) -> None:
    assert virtual_board("quiet").played is None
    assert isinstance(virtual_board("play,habit=mt1_light").pupil, Played)


def test_a_press_is_let_go_by_its_script(virtual_board: Make) -> None:
    made = virtual_board("play")
    assert made.played is not None
    made.played.play(press(made.board, 3, 100.0))
    played(made, (), 1.5)
    assert cells_n(made)[3] == pytest.approx(100, abs=1)
    played(made, (), 1.5)
    assert cells_n(made)[3] < 1
    assert not made.played.now().under_way

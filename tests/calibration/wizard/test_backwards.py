"""A press that goes down: the wire is named, not taken, and may be turned round."""

from collections.abc import Callable

import numpy as np
import pytest

from tripod.boards import load_board
from tripod.calibration.fit.checks import check
from tripod.calibration.fit.readings import ReadingsError, read_captures
from tripod.calibration.fit.terms import FitRefused
from tripod.calibration.wizard.resume import resume, to_file
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wiring_check import Mapping, backwards_cell, pressed_cell
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block, rewired
from tripod.sentences import sentence
from tripod.storage.versioned import as_plain

PADS = load_board("pads")
REST = np.zeros(6)


def down(cell: int, force_n: float = 120.0) -> np.ndarray:
    force = np.zeros(6)
    force[cell] = -force_n
    return force


def test_a_press_that_goes_down_is_no_press() -> None:
    assert pressed_cell(PADS, REST, down(1)) is None
    assert backwards_cell(PADS, REST, down(1)) == 1
    assert pressed_cell(PADS, REST, -down(1)) == 1
    assert backwards_cell(PADS, REST, -down(1)) is None
    assert backwards_cell(PADS, REST, down(1) + down(2)) is None


def press(bench, wizard: Wizard, cell: int, sign: int = 1) -> None:
    bench.hold(wizard, sign * -down(cell), 0.4)
    bench.empty(wizard, 0.5)


def test_it_is_named_and_waits_for_the_wires_or_for_being_turned_round(bench: Callable[..., object]) -> None:
    board = bench("pads")
    wizard = Wizard(board.board, 200.0, Answers(Wizard(board.board, 200.0).answers.route))
    board.empty(wizard)
    press(board, wizard, 0, -1)
    view = wizard.view()
    assert view.problem == sentence("check_step.backwards", cell=PADS.cells[0].plain)
    assert view.backwards
    assert wizard.mapping.answered == (None,) * 6
    press(board, wizard, 0)
    assert (wizard.view().problem, wizard.view().backwards) == ("", False)
    assert wizard.mapping.answered[:2] == (0, None)
    press(board, wizard, 1, -1)
    wizard.turn_round()
    assert wizard.mapping.answered[:3] == (0, 1, None)
    assert wizard.mapping.turned == (False, True, False, False, False, False)
    for cell in (2, 3, 4, 5):
        press(board, wizard, cell)
    assert PADS.cells[1].plain in wizard.view().detail
    kept = as_plain(to_file(PADS, wizard.begun))
    assert resume(PADS, 200.0, kept).mapping == wizard.mapping


def test_a_wire_that_is_swapped_and_backwards_is_both() -> None:
    mapping = Mapping.unpressed(PADS).with_turned(1).with_answer(0).trusted()
    assert mapping.correction == (1, 0, 2, 3, 4, 5)
    assert mapping.turned == (True, False, False, False, False, False)
    counts = np.arange(1, 7, dtype=np.int32)[None]
    none = np.zeros((1, 6), np.uint8)
    block = rewired(Block(np.arange(1), np.arange(1), counts, none, none), mapping.correction, mapping.turned)
    assert block.counts.tolist() == [[-2, 1, 3, 4, 5, 6]]


def readings(turned: tuple[int, ...], offset: int = 0) -> str:
    """A mass on each block of pads, one after the other, with some cells reversed."""
    gain = np.array([c.nominal.gain for c in PADS.cells])
    lines = ["capture,load_n,x_mm,y_mm," + ",".join(c.name for c in PADS.cells)]
    sign = np.array([-1 if k in turned else 1 for k in range(6)])
    for k in (None, *range(6)):
        force = np.zeros(6)
        if k is not None:
            force[k] = 200.0
        at = ",".join(("", "") if k is None else (f"{PADS.cells[k].x_mm}", f"{PADS.cells[k].y_mm}"))
        counts = np.rint(sign * (4000 + force / gain)).astype(int)
        counts[counts < 0] += offset
        lines.append(f"c{k},{0 if k is None else 200},{at}," + ",".join(map(str, counts)))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("cell", [0, 1, 5])
def test_readings_with_a_reversed_column_name_the_cell(cell: int) -> None:
    with pytest.raises(FitRefused) as refused:
        check(PADS, read_captures(readings((cell,)), PADS, "r.csv"))
    assert str(refused.value) == sentence("fit_refused.cell_backwards", cell=PADS.cells[cell].plain)


def test_readings_with_all_columns_reversed_say_so() -> None:
    with pytest.raises(FitRefused) as refused:
        check(PADS, read_captures(readings(tuple(range(6))), PADS, "r.csv"))
    assert str(refused.value) == sentence("fit_refused.all_backwards")


def test_sound_readings_are_no_fault() -> None:
    check(PADS, read_captures(readings(()), PADS, "r.csv"))


def test_counts_written_without_their_sign_are_recognised() -> None:
    with pytest.raises(ReadingsError, match="unsigned 24 bit"):
        read_captures(readings((1,), offset=1 << 24), PADS, "r.csv")

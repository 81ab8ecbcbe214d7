"""Which key does what on a board that is played. No widgets."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from tripod.boards import FEET, Board


class Does(StrEnum):
    """What a key does; each has its name in the catalogue, in the table `view_play_does`."""

    STEP = "step"
    FEET = "feet"
    LEFT = "left"
    RIGHT = "right"
    FORWARD = "forward"
    BACK = "back"
    OUTWARD = "outward"
    INWARD = "inward"
    UPRIGHT = "upright"
    ROUND = "round"
    PRESS = "press"
    MASS = "mass"
    BAR = "bar"
    TOES = "toes"
    HOLD_ON = "hold_on"
    FAULT = "fault"
    PLUG = "plug"
    DO_IT = "do_it"
    EACH_TIME = "each_time"


KEYS: dict[tuple[Qt.Key, bool], Does] = {
    (Qt.Key.Key_O, False): Does.STEP,
    (Qt.Key.Key_B, False): Does.FEET,
    (Qt.Key.Key_Left, False): Does.LEFT,
    (Qt.Key.Key_Right, False): Does.RIGHT,
    (Qt.Key.Key_Up, False): Does.FORWARD,
    (Qt.Key.Key_Down, False): Does.BACK,
    (Qt.Key.Key_Right, True): Does.OUTWARD,
    (Qt.Key.Key_Left, True): Does.INWARD,
    (Qt.Key.Key_0, False): Does.UPRIGHT,
    (Qt.Key.Key_C, False): Does.ROUND,
    (Qt.Key.Key_M, False): Does.MASS,
    (Qt.Key.Key_I, False): Does.BAR,
    (Qt.Key.Key_U, False): Does.TOES,
    (Qt.Key.Key_H, False): Does.HOLD_ON,
    (Qt.Key.Key_F, False): Does.FAULT,
    (Qt.Key.Key_Q, False): Does.PLUG,
    (Qt.Key.Key_G, False): Does.DO_IT,
    (Qt.Key.Key_G, True): Does.EACH_TIME,
}
"""Key, and whether with Shift."""
REPEATS = (Does.LEFT, Does.RIGHT, Does.FORWARD, Does.BACK, Does.OUTWARD, Does.INWARD)

NAMES: dict[Does, str] = {
    does: chr(key.value) for (key, _), does in KEYS.items() if does not in (*REPEATS, Does.PLUG, Does.EACH_TIME)
}
"""The keys that are written on buttons."""

_NUMBER: dict[Qt.Key, tuple[int, bool]] = {
    Qt.Key.Key_1: (0, False), Qt.Key.Key_2: (1, False), Qt.Key.Key_3: (2, False), Qt.Key.Key_4: (3, False),
    Qt.Key.Key_Exclam: (0, True), Qt.Key.Key_At: (1, True), Qt.Key.Key_QuoteDbl: (1, True),
    Qt.Key.Key_NumberSign: (2, True), Qt.Key.Key_section: (2, True), Qt.Key.Key_sterling: (2, True),
    Qt.Key.Key_Dollar: (3, True),
}  # fmt: skip
"""Figures, and what stands above them on American, British and German keyboards."""


@dataclass(frozen=True)
class Meant:
    """What a key means; `cell` for presses."""

    does: Does
    cell: int = 0


def meant_by(key: int, modifiers: Qt.KeyboardModifier, board: Board) -> Meant | None:
    """What a key means on this board; None where it means nothing here.

    A figure is a cell of the left foot (of the board's one foot), with Shift of the right one.
    """
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    pressed = Qt.Key(key)
    if pressed in _NUMBER:
        number, above = _NUMBER[pressed]
        feet = [foot for foot in FEET if foot in board.feet]
        cells = board.cells_of(feet[-1] if shift or above else feet[0])
        return Meant(Does.PRESS, cells[number]) if number < len(cells) else None
    does = KEYS.get((pressed, shift))
    return Meant(does) if does is not None else None

"""The keys of the page of a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from tripod.views.replay.page import ReplayPage

JUMP_S, FAR_S = 1.0, 10.0


def window_key(page: ReplayPage, keys: str) -> bool:
    """What a key that the window hears does here; whether it does anything."""
    match keys:
        case "Space":
            page.toggle()
        case "M":
            page.mark_here()
        case "E":
            page.next_event()
        case "X":
            page.swap()
        case "Esc":
            page.leave()
        case "Shift+Left" | "Shift+Right":
            page.seek(page.playing.t_s + (JUMP_S if keys == "Shift+Right" else -JUMP_S))
        case _:
            return False
    return True


def own_key(page: ReplayPage, event: QKeyEvent) -> bool:
    """What a key that the page hears does; whether it does anything."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Left | Qt.Key.Key_Right:
            page.step(1 if event.key() == Qt.Key.Key_Right else -1)
        case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
            page.seek(page.playing.t_s + (FAR_S if event.key() == Qt.Key.Key_PageDown else -FAR_S))
        case Qt.Key.Key_Home:
            page.seek(page.playing.begin_s)
        case Qt.Key.Key_End:
            page.seek(page.playing.end_s)
        case Qt.Key.Key_Plus | Qt.Key.Key_Up:
            page.faster(1)
        case Qt.Key.Key_Minus | Qt.Key.Key_Down:
            page.faster(-1)
        case Qt.Key.Key_E if shift:
            page.previous_event()
        case Qt.Key.Key_Y:
            page.change_align()
        case Qt.Key.Key_B:
            page.change_beside()
        case Qt.Key.Key_C:
            page.recalibrated_asked.emit()
        case Qt.Key.Key_Delete:
            page.unmark_here()
        case _:
            return False
    return True

"""The keys of the page of a recording."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from tripod.live.side_by_side import alignable
from tripod.sentences import sentence

if TYPE_CHECKING:
    from tripod.live.playback import Playback

JUMP_S, FAR_S = 1.0, 10.0


class Line(Protocol):
    """The line of time that is played."""

    @property
    def t_s(self) -> float: ...
    @property
    def begin_s(self) -> float: ...
    @property
    def end_s(self) -> float: ...


class Replayed(Protocol):
    """What keys do to a recording that is looked at; how: `page.py`."""

    playbacks: list[Playback]

    @property
    def playing(self) -> Line: ...
    def toggle(self) -> None: ...
    def seek(self, t_s: float) -> None: ...
    def step(self, by: int) -> None: ...
    def next_event(self) -> None: ...
    def previous_event(self) -> None: ...
    def faster(self, steps: int) -> None: ...
    def change_beside(self) -> None: ...
    def change_align(self) -> None: ...
    def swap(self) -> None: ...
    def mark_here(self) -> None: ...
    def unmark_here(self) -> None: ...
    def leave(self) -> None: ...
    def say(self, text: str) -> None: ...


def _of_two(page: Replayed, action: Callable[[], None]) -> bool:
    """Do what only makes sense with two beside each other, or say so; whether there are two."""
    if len(page.playbacks) > 1:
        action()
        return True
    page.say(sentence("view_why_not.one_recording"))
    return False


def window_key(page: Replayed, keys: str) -> bool:
    """What a key that the window hears does here; whether it does anything."""
    match keys:
        case "Space":
            page.toggle()
        case "M":
            page.mark_here()
        case "E":
            page.next_event()
        case "X":
            _of_two(page, page.swap)
        case "Esc":
            page.leave()
        case "Shift+Left" | "Shift+Right":
            page.seek(page.playing.t_s + (JUMP_S if keys == "Shift+Right" else -JUMP_S))
        case _:
            return False
    return True


def own_key(page: Replayed, event: QKeyEvent, ask_recalibrated: Callable[[], None]) -> bool:
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
            if _of_two(page, page.change_align) and not alignable([of.line for of in page.playbacks]):
                page.say(sentence("view_why_not.no_try_to_lay"))
        case Qt.Key.Key_B:
            page.change_beside()
        case Qt.Key.Key_C:
            ask_recalibrated()
        case Qt.Key.Key_Delete:
            page.unmark_here()
        case _:
            return False
    return True

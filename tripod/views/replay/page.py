"""The page of a recording: the feet at any moment, what happened when, and another recording beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from tripod.live.playback import Playback
from tripod.live.playing import Playing
from tripod.live.side_by_side import Laid, alignable, laid
from tripod.sentences import sentence
from tripod.views.kit.pace import MAP_S, TEXT_S, Every
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words
from tripod.views.replay.frame import ReplayFrame
from tripod.views.replay.keys import own_key, window_key
from tripod.views.replay.playback_panel import PlaybackPanel

SAID_S = 6.0


class ReplayPage(ReplayFrame):
    """Owns the recordings that it shows, and closes them."""

    closed = Signal()
    beside_asked = Signal()
    """Another recording is to be chosen, to be shown beside this one."""
    report_asked = Signal()
    export_asked = Signal()
    recalibrated_asked = Signal()
    """This one is to be shown beside itself, as it reads under the board's current calibration."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self._clock = clock
        self.playing = Playing()
        self.playbacks: list[Playback] = []
        self.by_first_sample = False
        """Two are laid beside each other by their first samples, not by where the first try begins."""
        self._said, self._said_until_s = "", -inf
        self._map, self._text = Every(MAP_S), Every(TEXT_S)
        self._dirty = True
        """All is to be painted anew."""
        self._shown: object = None
        self._lay: Laid | None = None
        self._connect()

    def _connect(self) -> None:
        transport = self.transport
        for button, action in (
            (transport.play, self.toggle), (transport.back, partial(self.step, -1)),
            (transport.on, partial(self.step, 1)), (transport.next, self.next_event),
            (transport.mark, self.mark_here), (transport.swap, self.swap),
            (transport.align, self.change_align), (transport.beside, self.change_beside),
            (transport.report, self.report_asked), (transport.export, self.export_asked),
            (transport.close_page, self.closed),
        ):  # fmt: skip
            button.clicked.connect(action)
        transport.speed.chosen.connect(self._set_speed)
        self.line.sought.connect(self.seek)
        self.marking.changed.connect(self.follow_marks)
        self.marking.said.connect(self.say)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dirty = True

    # -- which recordings ------------------------------------------------------------------------------------------

    def open(self, playback: Playback) -> None:
        """Show this one alone, from its beginning, and play it."""
        self.close_playbacks()
        self.playbacks = [playback]
        self.playing = Playing()
        self.by_first_sample = False
        self.say("")
        self.marking.close_note()
        self._show_playbacks()
        self.playing.toggle()
        self.line.setFocus()

    def open_beside(self, playback: Playback) -> None:
        """Show this one beside the first, in place of any that was."""
        for old in self.playbacks[1:]:
            old.close()
        self.playbacks = [*self.playbacks[:1], playback]
        self._show_playbacks()

    def close_playbacks(self) -> None:
        """Give up all of them."""
        self.playing.pause()
        for playback in self.playbacks:
            playback.close()
        self.playbacks, self.marking.playback = [], None
        for panel in self.panels:
            panel.playback = panel.snapshot = None

    def _show_playbacks(self) -> None:
        two = len(self.playbacks) > 1
        self.marking.playback = self.playbacks[0]
        for panel, playback in zip(self.panels, self.playbacks, strict=False):
            panel.set_compact(two)
            panel.open(playback)
        self.panels[1].setVisible(two)
        self.side.setVisible(not two)
        self._shown, self._lay, self._dirty = None, None, True

    # -- one picture -----------------------------------------------------------------------------------------------

    def tick(self, now_s: float) -> None:
        """One frame."""
        if not self.playbacks:
            return
        self._follow_preparing()
        moved = self.playing.tick(now_s, ready_s(self.panels[: len(self.playbacks)]))
        waiting = not all(p.ready for p in self.panels[: len(self.playbacks)])
        if moved or self._dirty or waiting:
            compose = self._dirty or self._map.due(now_s) or waiting
            self._dirty = False
            self._show(compose)
        if self._text.due(now_s) or self._said_until_s <= now_s < self._said_until_s + 1:
            self._show_words(now_s)

    def _show(self, compose: bool) -> None:
        t_s = self.playing.t_s
        self.line.show_moment(t_s)
        for panel in self.panels[: len(self.playbacks)]:
            panel.show_moment(t_s, compose)
            if compose:
                panel.show_words(t_s)
        first = self.panels[0]
        if compose and len(self.playbacks) == 1 and first.snapshot is not None and first.playback is not None:
            self.side.show_moment(first.snapshot, first.playback.window_now)

    def _show_words(self, now_s: float) -> None:
        playing = self.playing
        self.transport.show_playing(under_way=playing.under_way, ended=playing.ended, speed=playing.speed)
        self.transport.show_two(len(self.playbacks) > 1, alignable([playback.line for playback in self.playbacks]))
        lanes = [panel.lane() for panel in self.panels[: len(self.playbacks)]]
        note = self._said if now_s < self._said_until_s else self._note()
        shown = lanes, playing.begin_s, playing.end_s, note
        if shown != self._shown:
            self._shown = shown
            self.line.show_lanes(*shown)
        for panel in self.panels[: len(self.playbacks)]:
            panel.show_words(playing.t_s)

    def _note(self) -> str:
        for panel in self.panels[: len(self.playbacks)]:
            if panel.note():
                return panel.note()
        if self.playing.ended:
            return sentence("replay.at_its_end")
        if len(self.playbacks) > 1:
            tries = self._lay is not None and self._lay.by_first_try
            return sentence("replay.by_first_try") if tries else sentence("replay.by_first_sample")
        return ""

    def _follow_preparing(self) -> None:
        """Once the samples of all are read it is known how long they are, and how they lie beside each other."""
        if not all(playback.duration_s for playback in self.playbacks):
            return
        lay = laid([playback.line for playback in self.playbacks], by_first_sample=self.by_first_sample)
        for panel, shift in zip(self.panels, lay.shifts_s, strict=False):
            self._dirty |= panel.shift_s != shift
            panel.shift_s = shift
        if lay != self._lay:
            self._lay = lay
            self.playing.set_range(lay.begin_s, lay.end_s)
            self.follow_marks()

    def follow_marks(self) -> None:
        """Show the marks that there are now."""
        for playback in self.playbacks:
            self.marking.read(playback)
        self._changed()

    # -- what one may do -------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Play, pause, or at the end play it again."""
        self.playing.toggle()
        self._changed()

    def seek(self, t_s: float) -> None:
        """Go to this moment of the line, as far as it is prepared."""
        self.playing.seek(min(t_s, ready_s(self.panels[: len(self.playbacks)])))
        self._changed()

    def step(self, by: int) -> None:
        """So many frames of the first recording on, or back; it stands still there."""
        self.playing.pause()
        if self.playbacks:
            self.seek(self.playbacks[0].step_s(self.playing.t_s, by))

    def next_event(self) -> None:
        """To what happened next in the first recording."""
        self._to_event(self.playbacks[0].line.next_s(self.playing.t_s) if self.playbacks else None, "no_later_event")

    def previous_event(self) -> None:
        """To what happened before."""
        self._to_event(
            self.playbacks[0].line.previous_s(self.playing.t_s) if self.playbacks else None, "no_earlier_event"
        )

    def _to_event(self, t_s: float | None, otherwise: str) -> None:
        if t_s is None:
            self.say(sentence(f"replay.{otherwise}"))
            return
        self.seek(t_s)

    def _set_speed(self, key: str) -> None:
        self.playing.speed = float(key)

    def faster(self, steps: int) -> None:
        """So many speeds faster."""
        self.playing.faster(steps)
        self._changed()

    def change_beside(self) -> None:
        """Choose another recording to show beside this one; where there is one, show this one alone again."""
        if len(self.playbacks) > 1:
            self.playbacks.pop().close()
            self.panels[1].playback = None
            self._show_playbacks()
        else:
            self.beside_asked.emit()

    def swap(self) -> None:
        """The one on the left goes to the right."""
        if len(self.playbacks) > 1:
            self.playbacks.reverse()
            self._show_playbacks()

    def change_align(self) -> None:
        """Lay two recordings beside each other by their first samples, or by where the first try begins."""
        self.by_first_sample = len(self.playbacks) > 1 and not self.by_first_sample
        self._changed()

    def mark_here(self) -> None:
        """Mark this moment of the first recording, and let a note be written to it; it stands still there."""
        self.playing.pause()
        self.marking.mark_here(self.playing.t_s)

    def unmark_here(self) -> None:
        """Take away a mark that was made here later."""
        self.marking.unmark_here(self.playing.t_s)

    def leave(self) -> None:
        """Esc: out of the note, else of the page."""
        if not self.marking.close_note():
            self.closed.emit()

    def _changed(self) -> None:
        self._dirty = True
        self._text.reset()

    def say(self, text: str) -> None:
        """Say this for some seconds."""
        self._said, self._said_until_s = text, self._clock() + SAID_S if text else -inf
        self._text.reset()

    # -- keys ------------------------------------------------------------------------------------------------------

    def key(self, keys: str) -> bool:
        """What a key of the window does here; whether it does anything."""
        return window_key(self, keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not own_key(self, event, self.recalibrated_asked.emit):
            super().keyPressEvent(event)


def ready_s(panels: Sequence[PlaybackPanel]) -> float:
    """Up to here, on the line, what these show is prepared."""
    return min(inf if p.playback is None or p.playback.ready else p.playback.ready_s - p.shift_s for p in panels)

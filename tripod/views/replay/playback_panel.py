"""One recording on the page: who and when, the rep and the fault of the moment, and the feet."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.live.playback import Playback
from tripod.live.snapshot import Phase, Snapshot
from tripod.record.time_line import TimeLine
from tripod.sentences import sentence
from tripod.views.kit.theme import BODY, HEAD, STRONG, Theme
from tripod.views.kit.widgets import Line, Panel
from tripod.views.kit.words import Words
from tripod.views.replay.feet import ReplayFeet
from tripod.views.replay.time_line import Lane
from tripod.views.replay.words import calibration_said, did, fault_said, short_day, short_when, time_of_day, when, who

CUE_S = 2.5
"""So long it stands there what the coach said."""


class PlaybackPanel(Panel):
    """Shows the moment that it is told."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.playback: Playback | None = None
        self.snapshot: Snapshot | None = None
        self.shift_s = 0.0
        self._fitted = False
        self.when = Line("", theme, "text", HEAD, STRONG)
        self.did = Line("", theme, "muted", BODY)
        self.rep = Line("", theme, "muted", BODY, STRONG)
        self.fault = Line("", theme, "warn", BODY, STRONG)
        self.cue = Line("", theme, "muted", BODY)
        self.feet = ReplayFeet(theme, words, clock)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.when, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self.did, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self.rep, 0, Qt.AlignmentFlag.AlignBaseline)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self.fault)
        said.addStretch(1)
        said.addWidget(self.cue)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(self.feet, 1)

    def open(self, playback: Playback) -> None:
        """Show this recording."""
        self.playback, self.snapshot, self._fitted = playback, None, False
        self.feet.clear_trails()
        self.feet.fitted.forget()
        self.when.setToolTip(str(playback.about.folder))
        self.did.set_text(who(playback.about))
        self.show_words(0.0)

    def show_words(self, t_s: float) -> None:
        """What happened at this moment of the line."""
        playback = self.playback
        if playback is None:
            return
        line, own_s = playback.line, t_s + self.shift_s
        created = playback.about.created
        self.when.set_text(short_when(created) if self.feet.compact else when(created))
        of = (
            calibration_said(playback.about) or (did(line) if playback.duration_s else ""),
            "" if self.feet.compact else who(playback.about),
        )
        self.did.set_text(" · ".join(filter(None, of)))
        rep = line.rep_at(own_s)
        self.rep.set_text(sentence("replay.rep", n=rep) if rep else "")
        faults = line.faults_at(own_s)
        away = self.snapshot is not None and self.snapshot.phase is Phase.LOST
        told = faults and self.feet.compact
        # Alone it stands beside the feet already, with what to do.
        self.fault.set_text(sentence("replay.away") if away else fault_said(faults[0]) if told else "")
        cue = line.cue_at(own_s, CUE_S)
        note = line.note_at(own_s, CUE_S)
        said = sentence("replay.cue_words", words=cue) if cue else ""
        self.cue.set_text(said or (sentence("replay.mark_text", text=note) if note else ""))

    def show_moment(self, t_s: float, compose: bool) -> None:
        """Show the feet at this moment of the line; outside of the recording its first or last moment, faint."""
        playback = self.playback
        if playback is None:
            return
        own_s = t_s + self.shift_s
        snapshot = playback.at(own_s)
        seconds = playback.window_now
        if snapshot is None or seconds is None:
            return
        if not self._fitted and playback.ready:
            self._fitted = True
            self.feet.fit_map(playback.usual_n)
        grey = snapshot.phase is not Phase.LIVE or not -1e-6 <= own_s <= playback.duration_s + 1e-6
        self.snapshot = snapshot
        self.feet.show_moment(snapshot, seconds, grey, compose)

    def lane(self) -> Lane:
        """This recording on the time line."""
        playback = self.playback
        if playback is None:
            return Lane(TimeLine(0.0))
        created = playback.about.created
        return Lane(playback.line, self.shift_s, short_day(created) or "–", time_of_day(created), playback.ready_s)

    def set_compact(self, compact: bool) -> None:
        """Beside another recording: shares alone."""
        self.feet.set_compact(compact)

    @property
    def ready(self) -> bool:
        """Whether there is something to show."""
        return self.snapshot is not None

    def note(self) -> str:
        """Why there is nothing yet, or how far it is prepared; "" where all is there."""
        playback = self.playback
        if playback is None or playback.ready or playback.failed:
            return playback.failed if playback is not None else ""
        return sentence("replay.preparing", percent=round(100 * playback.read_part))

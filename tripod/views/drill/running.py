"""A drill under way: feet, ring of time, the tries, what is said, and the keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.drills.run.state import State
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.commands import free_set
from tripod.views.drill.parts import DrillFeet, Ring, Tries
from tripod.views.drill.words import DrillWords
from tripod.views.kit.theme import BIG, BODY, HEAD, HEAVY, MARGIN, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.kit.words import Words

ASKED_MOST = 160
"""Longest text in letters up to which a question and its context are shown together."""


class RunningDrill(QWidget):
    """Shows the engine's picture of a drill; what its buttons do is up to the page."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        own: DrillWords,
        clock: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._own = own
        self._written = ""
        """What screen readers were told last."""
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.headline = Line("", theme, "muted", TEXT)
        self.feet = DrillFeet(theme, words, clock)
        self.blind = Line(sentence("view_drill_running.no_feedback_in_this_one"), theme, "muted", TEXT)
        self.blind.setWordWrap(True)
        self.blind.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ring = Ring(theme, self._own)
        self.task = Line("", theme, "text", HEAD + 3, STRONG)
        self.task.setWordWrap(True)
        self.task.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tries = Tries(theme, self._own)
        self.note = Line("", theme, "text", TEXT)
        self.spoken = Line("", theme, "muted", BODY)
        self.score = Line("", theme, "text", 44, HEAVY)
        self.score_said = Line("", theme, "muted", BODY)
        self.pause = KeyButton(sentence("view_drill_running.pause"), sentence("view_drill_running.space"), theme)
        self.repeat = KeyButton(sentence("view_drill_running.repeat"), "←", theme)
        self.skip = KeyButton(sentence("view_drill_running.skip"), "→", theme)
        self.finish = KeyButton(sentence("view_drill_running.end_set"), "F", theme)
        self.end = KeyButton(sentence("view_drill_running.end"), sentence("view_drill_running.esc"), theme)
        self.yes = KeyButton(sentence("view_drill_running.yes"), "Y", theme)
        self.no = KeyButton(sentence("view_drill_running.no"), "N", theme)
        self.coach = KeyButton(sentence("view_drill_running.coach_view"), "F11", theme)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.title)
        left.addWidget(self.headline)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.feet, 10)
        middle.addWidget(self.blind, 10)
        ring = QVBoxLayout()
        ring.addWidget(self.ring, 1)
        ring.addWidget(self.task)
        middle.addLayout(ring, 10)
        left.addLayout(middle, 1)
        says = Panel(theme)
        inner = QVBoxLayout(says)
        inner.setContentsMargins(24, 14, 24, 14)
        inner.setSpacing(6)
        for line in (self.note, self.spoken):
            line.setWordWrap(True)
            inner.addWidget(line)
        left.addWidget(says)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.pause, self.repeat, self.skip, self.finish, self.end, self.yes, self.no, self.coach):
            keys.addWidget(button)
        keys.addStretch()
        left.addLayout(keys)
        self.so_far = Panel(theme)
        inner = QVBoxLayout(self.so_far)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(4)
        inner.addWidget(Line(sentence("view_drill_running.so_far"), theme, "muted", SMALL + 0.5, STRONG))
        inner.addWidget(self.score)
        self.score_said.setWordWrap(True)
        inner.addWidget(self.score_said)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.tries, 1)
        right.addWidget(self.so_far)
        both = QHBoxLayout(self)
        both.setContentsMargins(2 * MARGIN, MARGIN, MARGIN, 16)
        both.setSpacing(MARGIN)
        both.addLayout(left, 1)
        both.addLayout(right)

    def show_picture(self, view: DrillView, snapshot: Snapshot, grey: bool, compose: bool) -> None:
        """What moves; `compose` paints the feet anew, else their dots alone are moved."""
        self.feet.setVisible(view.feedback)
        self.blind.setVisible(not view.feedback)
        if view.feedback:
            self.feet.show_snapshot(snapshot, grey, compose)
        self.ring.show_view(view)

    def show_text(self, view: DrillView, snapshot: Snapshot) -> None:
        """What is read."""
        self.title.set_text(view.drill.title)
        self.headline.set_text(self._own.headline(view))
        # Who is asked must know what about; what is long is said and written below.
        asked = f"{view.text} {view.question}" if len(view.text) + len(view.question) < ASKED_MOST else view.question
        self.task.set_text(asked if view.question else view.text)
        for panel in (self.tries, self.so_far):
            panel.setVisible(not view.drill.only_places)
        self.tries.show_view(view)
        self.note.set_text(self._note(view, snapshot))
        self.spoken.set_text(sentence("view_drill_running.the_coach_said", words=view.written) if view.written else "")
        self._announce(view.written)
        score = view.score if view.score is not None else self._set_score(view)
        self.score.set_text("–" if score is None or not view.feedback else str(score))
        self.score_said.set_text(self._own.reference(view.reference))
        asking, paused = view.state is State.ASKING, view.state is State.PAUSED
        self.yes.setVisible(asking)
        self.no.setVisible(asking)
        self.finish.setVisible(free_set(view))
        readying = view.state is State.READYING
        self.repeat.setVisible(not paused and not view.scoring)
        self.pause.set_text(
            sentence("view_drill_running.go_on")
            if paused
            else sentence("view_drill_running.i_am_ready")
            if readying
            else sentence("view_drill_running.pause")
        )
        self.pause.set_strong(paused or readying)
        self.ring.setAccessibleDescription(self.ring.spoken())

    def _note(self, view: DrillView, snapshot: Snapshot) -> str:
        if snapshot.phase is Phase.LOST:
            return sentence("view_drill_running.the_board_is_unplugged_plug")
        if snapshot.overload:
            return snapshot.overload
        if snapshot.implausible and snapshot.board is not None:
            return snapshot.implausible[0].said(snapshot.board)
        if view.active and view.feedback:
            first = view.active[0]
            return self._own.fault(first.fault, first.foot) + "."
        if view.reps:
            last = view.reps[-1]
            where = sentence("view_drill_running.it_lost_most_in_the", phase=self._own.phase(last.worst))
            return sentence("view_drill_running.last_rep", n=last.score) + (where if last.worst else "") + "."
        if view.reason:
            return sentence("view_drill_running.not_scored", why=view.reason)
        return ""

    def _set_score(self, view: DrillView) -> int | None:
        scores = [r.score for r in view.reps] or [t.score for t in view.tries if t.scored and t.score is not None]
        return round(sum(scores) / len(scores)) if scores else None

    def _announce(self, words: str) -> None:
        """What is spoken reaches screen readers, too."""
        if words and words != self._written:
            self._written = words
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

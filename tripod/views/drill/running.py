"""A drill under way: feet with their shares, ring and time between them, one word, the try so far, and the keys."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.coach.fading import EVERY
from tripod.drills.run.state import State
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.columns import of_view
from tripod.views.drill.commands import free_set
from tripod.views.drill.feet import DrillFeet
from tripod.views.drill.point_lanes import PointLanes
from tripod.views.drill.question import QuestionPanel
from tripod.views.drill.ring import Ring
from tripod.views.drill.said import SaidWord, said_now
from tripod.views.drill.words import DrillWords
from tripod.views.kit.line_breaks import even_width
from tripod.views.kit.text import advance
from tripod.views.kit.theme import BIG, BODY, HEAD, HEAVY, MARGIN, SMALL, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line
from tripod.views.kit.words import Words

_RING = 264.0
_HEAD_APART = 14
_GRID_LEAST, _GRID_MOST = 124, 160
_HINT_FROM = 1180
"""A narrower window has no room for how the drill is told things by foot."""


class Stage(QWidget):
    """Feet at the sides; ring, word and sentence between them."""

    resized = Signal()

    def __init__(self, theme: Theme, words: Words, own: DrillWords, clock: Callable[[], float]) -> None:
        super().__init__()
        self.feet = DrillFeet(theme, words, clock, self)
        self.ring = Ring(theme, own, self.feet)
        self.word = SaidWord(theme, self.feet)
        self.sentence = Line("", theme, "text", HEAD, parent=self.feet)
        self.spoken = Line("", theme, "muted", BODY, parent=self.feet)
        for line in (self.sentence, self.spoken):
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setMinimumSize(self.feet.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.feet.setGeometry(self.rect())
        self.lay_out()

    def lay_out(self) -> None:
        """Put what stands between the feet as large as there is room for it."""
        room = self.feet.middle().adjusted(10, 0, -10, 0)
        if room.width() > 0.7 * self.width():
            # Where no feet are shown a line must still end before one has to turn one's head.
            room = QRectF(0.15 * self.width(), 0, 0.7 * self.width(), self.height())
        wide = round(room.width())
        small = self.height() < 330
        self.sentence.set_scale(0.86 if small else 1.0)
        said = self.sentence.heightForWidth(wide) if self.sentence.text() else 0
        spoken = self.spoken.heightForWidth(wide) if self.spoken.text() else 0
        word = (34 if small else 46) if self.word.text() else 0
        below = word + said + spoken + 14
        side = min(_RING * max(self.feet.scale(), 1.0), room.width(), self.height() - below)
        side = max(side, 72.0)
        top = max((self.height() - side - below) / 2, 0.0)
        left = room.center().x() - side / 2
        self.ring.setGeometry(round(left), round(top), round(side), round(side))
        y = round(top + side + 4)
        for widget, high in ((self.word, word), (self.sentence, said), (self.spoken, spoken)):
            widget.setVisible(high > 0)
            # Of two lines neither is a lone word.
            line = even_width(widget, wide) if high and widget is not self.word else wide
            widget.setGeometry(round(room.center().x() - line / 2), y, line, max(high, 1))
            y += high + (4 if high else 0)


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
        self._own, self._words = own, words
        self._written = ""
        """What screen readers were told last."""
        self.title = Line("", theme, "text", BIG - 2, HEAVY)
        self.headline = Line("", theme, "muted", TEXT)
        self.before = Line("", theme, "muted", BODY)
        self.score = Line("", theme, "text", BIG - 2, HEAVY)
        self.stage = Stage(theme, words, own, clock)
        self.feet, self.ring, self.word = self.stage.feet, self.stage.ring, self.stage.word
        self.sentence, self.spoken = self.stage.sentence, self.stage.spoken
        self.question = QuestionPanel(theme, own)
        self.so_far = PointLanes(theme, words)
        self.pause = KeyButton(sentence("view_drill_running.pause_it"), sentence("view_drill_running.space"), theme)
        self.repeat = KeyButton(sentence("view_drill_running.repeat"), "←", theme)
        self.skip = KeyButton(sentence("view_drill_running.skip"), "→", theme)
        self.finish = KeyButton(sentence("view_drill_running.end_set"), "F", theme)
        self.end = KeyButton(sentence("view_drill_running.end"), "Esc", theme)
        self.coach = KeyButton(sentence("view_drill_running.coach_view"), "F11", theme)
        self.hint = Line("", theme, "muted", SMALL)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(_HEAD_APART)
        for line in (self.title, self.headline):
            head.addWidget(line, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        for line in (self.before, self.score):
            head.addWidget(line, 0, Qt.AlignmentFlag.AlignBottom)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for button in (self.pause, self.repeat, self.skip, self.finish, self.end, self.coach):
            keys.addWidget(button)
        keys.addStretch()
        keys.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * MARGIN, 14, 2 * MARGIN, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.stage, 1)
        column.addWidget(self.question, 1)
        column.addWidget(self.so_far)
        column.addLayout(keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.so_far.setFixedHeight(round(min(max(0.19 * self.height(), _GRID_LEAST), _GRID_MOST)))
        self.hint.setVisible(bool(self.hint.text()) and self.width() >= _HINT_FROM)

    def show_picture(self, view: DrillView, snapshot: Snapshot, grey: bool, compose: bool) -> None:
        """What moves; `compose` paints the feet anew, else their dots alone are moved."""
        if view.state is State.ASKING:
            self.question.clock.show_view(view)
            return
        blind = self.feet.blind
        self.feet.show_view(view, snapshot, grey, compose)
        if blind != self.feet.blind:
            self.stage.lay_out()
        self.ring.show_view(view)

    def show_text(self, view: DrillView, snapshot: Snapshot) -> None:
        """What is read."""
        asking = view.state is State.ASKING
        self.stage.setVisible(not asking)
        self.question.setVisible(asking)
        self.title.set_text(view.drill.title)
        self._show_scores(view)
        self._show_headline(self._headline(view))
        if asking:
            self.question.show_view(view)
        else:
            self._show_said(view, snapshot)
        columns = of_view(view)
        waits = view.kind in ("hold", "reps") and not asking and view.feedback
        judged = view.drill.on_board and not (view.drill.only_places or view.drill.measures_sway)
        self.so_far.setVisible(judged and (waits or bool(columns)))
        self.so_far.show_columns(columns, loud=view.feedback)
        self._announce(view.written)
        self._show_keys(view)
        self.ring.setAccessibleDescription(self.ring.spoken())

    def _headline(self, view: DrillView) -> list[str]:
        """Where in the drill one is, the most important first."""
        if view.state is State.ASKING:
            return [self.question.headline(view)]
        said = self._own.headline(view)
        if view.feedback and view.fading != EVERY:
            said.insert(1, sentence(f"view_drill_running.fading_{min(view.fading, 2)}"))
        return list(filter(None, [*said, self._own.reference_short(view.reference)]))

    def _show_headline(self, said: list[str]) -> None:
        """As much of it as there is room for beside the title and the scores."""
        taken = sum(line.sizeHint().width() for line in (self.title, self.before, self.score) if not line.isHidden())
        room = self.width() - 4 * MARGIN - taken - 4 * _HEAD_APART
        while len(said) > 1 and advance(" · ".join(said), TEXT) > room:
            said = said[:-1]
        self.headline.set_text(" · ".join(said))

    def _show_said(self, view: DrillView, snapshot: Snapshot) -> None:
        said = said_now(view, snapshot, self._words, self._own)
        self.word.show_said(said)
        self.sentence.set_text(said.sentence)
        repeats = view.written and view.written.strip(".") in said.sentence
        spoken = (
            sentence("view_drill_running.the_coach_said", words=view.written) if view.written and not repeats else ""
        )
        self.spoken.set_text(spoken)
        self.stage.lay_out()

    def _show_scores(self, view: DrillView) -> None:
        """The holds or reps before, and the one under way."""
        done = [t.score for t in view.tries if t.scored and t.score is not None]
        scores = [r.score for r in view.reps]
        now = view.score if view.score is not None else round(sum(scores) / len(scores)) if scores else None
        shown = now is not None and view.feedback and view.scoring
        self.score.set_text(str(now) if shown else str(done[-1]) if done and not view.scoring else "–")
        said: list[str] = []
        if done and view.scoring:
            said.append(sentence("view_drill_running.before", scores=" · ".join(str(score) for score in done[-3:])))
        said.append(sentence("view_drill_running.this_one_so_far" if view.scoring else "view_drill_running.last_one"))
        self.before.set_text("    ".join(said))
        has_one = bool(done) or view.scoring
        scored = view.drill.scores and not view.drill.measures_sway and view.state is not State.ASKING
        for line in (self.before, self.score):
            line.setVisible(scored and has_one)

    def _show_keys(self, view: DrillView) -> None:
        paused, readying = view.state is State.PAUSED, view.state is State.READYING
        self.finish.setVisible(free_set(view))
        self.repeat.setVisible(not paused and not view.scoring and view.state is not State.ASKING)
        word = "go_on" if paused else "i_am_ready" if readying else "it"
        self.pause.set_text(sentence(f"view_drill_running.pause_{word}"))
        self.pause.set_strong(paused or readying)
        taps = view.scoring and len(view.feet) > 1
        self.hint.set_text(
            sentence("view_drill_running.by_foot_free" if free_set(view) else "view_drill_running.by_foot")
            if taps
            else ""
        )
        self.hint.setVisible(taps and self.width() >= _HINT_FROM)

    def _announce(self, words: str) -> None:
        """What is spoken reaches screen readers, too."""
        if words and words != self._written:
            self._written = words
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

"""What stands below the ring of a drill under way: one word with its shape, one sentence, and what the coach said."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tripod.balance.judgement import Answer, Judgement
from tripod.balance.judgement_words import body, title
from tripod.boards import POINTS
from tripod.boards.stance_faults import POINT_OF
from tripod.drills.run.state import State
from tripod.drills.score.cost import is_after
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.words import DrillWords
from tripod.views.kit.judgement_mark import is_warm, paint_mark
from tripod.views.kit.text import Run, advance, draw_runs
from tripod.views.kit.theme import HEAVY, HUGE, Theme
from tripod.views.kit.words import Words


@dataclass(frozen=True)
class Said:
    """What is said now; each may be empty."""

    word: str = ""
    sentence: str = ""
    judgement: Judgement | None = None
    """Whose shape stands before the word."""


def said_now(view: DrillView, snapshot: Snapshot, words: Words, own: DrillWords) -> Said:
    """The one word and the one sentence of this moment."""
    machine = _of_the_machine(snapshot)
    if machine:
        return Said(sentence=machine)
    if view.state is State.ASKING:
        return Said()
    if not view.scoring:
        waits = view.state in (State.WAITING, State.SETTLING) and view.reason is not None
        return Said(sentence=own.not_scored(view) if waits else view.text)
    if not view.feedback:
        return Said(sentence=sentence("view_drill_said.no_feedback"))
    judgement, board = snapshot.judgement, snapshot.board
    if judgement is None or board is None:
        return Said()
    if judgement.answer is Answer.MOVING and view.kind == "reps":
        return _between_faults(view, own)
    return Said(_word(judgement, words) or title(judgement, board), body(judgement, board), judgement)


def _of_the_machine(snapshot: Snapshot) -> str:
    """What of the machine goes before everything, "" where there is nothing."""
    if snapshot.phase is Phase.LOST:
        return sentence("view_drill_said.the_board_is_unplugged")
    if snapshot.overload:
        return snapshot.overload
    if snapshot.implausible and snapshot.board is not None:
        return snapshot.implausible[0].said(snapshot.board)
    return ""


def _word(judgement: Judgement, words: Words) -> str:
    """Foot and point of what is off; "" where it is about no one point."""
    advice, about = judgement.advice, judgement.about
    if judgement.answer is not Answer.OFF:
        return ""
    if about is not None:
        return sentence("view_drill_said.foot_and_point", foot=words.foot(about.foot), point=words.point(about.point))
    if advice is not None and POINT_OF.get(advice.fault) in POINTS:
        point = words.point(POINT_OF[advice.fault])
        return sentence("view_drill_said.foot_and_point", foot=words.foot(advice.foot), point=point)
    return ""


def _between_faults(view: DrillView, own: DrillWords) -> Said:
    """While one moves and no fault is told: how the last rep was."""
    moving = Judgement(Answer.MOVING)
    if not view.reps:
        return Said(sentence("view_drill_said.first_rep"), view.text, moving)
    last = view.reps[-1]
    lost = sentence("view_drill_said.lost_most_in_the", phase=own.phase(last.worst)) if last.worst else ""
    if is_after(last.costs):
        lost = sentence("view_drill_said.just_after")
    word = sentence("view_drill_said.rep_had", n=len(view.reps), score=last.score)
    return Said(word, lost or sentence("view_drill_said.nothing_lost"), moving)


class SaidWord(QWidget):
    """The one word, with the shape of its judgement before it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.said = Said()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_said(self, said: Said) -> None:
        """Show this one."""
        if said != self.said:
            self.said = said
            self.setAccessibleName(said.word)
            self.update()

    def text(self) -> str:
        """The word."""
        return self.said.word

    def sizeHint(self) -> QSize:
        return QSize(200, round(HUGE + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        said, theme = self.said, self.theme
        if not said.word:
            return
        size = min(HUGE, 0.76 * self.height())
        gap, mark = 0.34 * size, 0.84 * size if said.judgement is not None else 0.0
        room = self.width() - mark - (gap if mark else 0) - 4
        size *= min(1.0, room / max(advance(said.word, size, HEAVY), 1))
        wide = advance(said.word, size, HEAVY) + mark + (gap if mark else 0)
        x, middle = (self.width() - wide) / 2, self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if said.judgement is not None:
                paint_mark(painter, said.judgement, QRectF(x, middle - mark / 2, mark, mark), theme)
            warm = said.judgement is not None and is_warm(said.judgement)
            ink = theme.warn if warm else theme.text
            draw_runs(
                painter, [Run(said.word, size, ink, HEAVY)], x + mark + (gap if mark else 0), middle + 0.36 * size
            )

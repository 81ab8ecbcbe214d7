"""The advice panel: what to do, the number behind it, and quiet messages below."""

from dataclasses import dataclass
from math import isfinite

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.judgement_words import body, foot_name, title
from tripod.boards.stance_faults import Fault
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import figure, sentence
from tripod.views.kit.judgement_mark import answer_said, is_warm
from tripod.views.kit.theme import HEAD, REGULAR, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.kit.words import Words
from tripod.views.live.judgement_sign import AnswerChip, JudgementSign


@dataclass(frozen=True)
class Said:
    """What the panel says."""

    title: str
    body: str
    evidence: str = ""
    loud: bool = False
    judgement: Judgement | None = None
    """What it comes from; None where it is about the machine."""


class AdvicePanel(Panel):
    """The one place of the page that speaks."""

    other_board = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = words
        self.setAccessibleName(sentence("view_live_advice_panel.advice"))
        self.sign = JudgementSign(theme)
        self.title = Line("", theme, "text", HEAD, STRONG)
        self.answer = AnswerChip(theme)
        self.body = Line("", theme, "text", TEXT, REGULAR)
        self.evidence = Line("", theme, "muted", SMALL + 0.5, REGULAR)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self.again = KeyButton(sentence("view_live_advice_panel.choose_another_board"), "", theme)
        self.again.hide()
        self.turn = KeyButton(sentence("view_live_advice_panel.turn_round"), "W", theme)
        self.turn.hide()
        self.again.clicked.connect(self.other_board)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(6)
        for line in (self.title, self.body, self.evidence, self.message):
            line.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        head.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.body)
        column.addWidget(self.again)
        column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.message)
        column.addWidget(self.evidence)
        self.message.hide()

    def show_snapshot(self, snapshot: Snapshot, stale_s: float, frozen: bool) -> None:
        """Say the one thing that matters most. `stale_s` is how long no sample has come, 0 while they do."""
        said = self.said(snapshot, stale_s, frozen)
        self.title.set_text(said.title)
        self.title.set_role("warn" if said.loud else "text")
        self.sign.show_judgement(said.judgement)
        # The answer stands once: where the title says it, no word beside it does.
        told = said.judgement is not None and said.title.casefold() == answer_said(said.judgement).casefold()
        self.answer.show_judgement(None if told else said.judgement)
        self.body.set_text(said.body)
        self.evidence.set_text(said.evidence)
        self.evidence.setVisible(bool(said.evidence))
        self.show_message(self.message.text())
        self.set_loud(said.loud)
        self.turn.setVisible(snapshot.phase is Phase.LIVE and snapshot.turnable)
        self.again.setVisible(snapshot.phase in (Phase.ENDED, Phase.FAILED))

    def set_scale(self, scale: float) -> None:
        """Larger type in a larger window."""
        for part in (self.title, self.body, self.evidence, self.message, self.answer, self.sign):
            part.set_scale(scale)

    def set_brief(self, offered: bool) -> None:
        """Where a way to know how the feet stand is offered beside it, the panel does not ask for it again."""
        judgement = self.sign.shown
        self.body.setVisible(not (offered and judgement is not None and judgement.why is Why.STANCE))

    def show_message(self, text: str) -> None:
        """A quiet line, or none."""
        self.message.set_text(text)
        # What the panel says already is not said twice.
        self.message.setVisible(bool(text) and text != self.body.text())

    def said(self, snapshot: Snapshot, stale_s: float, frozen: bool) -> Said:
        """What is to be said: the machine first, then the load that is too high, then the feet."""
        machine = self._of_the_machine(snapshot, stale_s)
        if machine is not None:
            return machine
        if snapshot.overload:
            return Said(sentence("view_live_advice_panel.too_much_load"), snapshot.overload, loud=True)
        judgement, board = snapshot.judgement, snapshot.board
        if judgement is None or board is None:
            awaited = sentence("view_live_advice_panel.the_board_has_said_what")
            return Said(sentence("view_live_advice_panel.no_readings_yet"), awaited)
        broken = self._words.broken_cells(board, snapshot)
        # A judgement is held for a moment, also after the cell has come back.
        if judgement.why is Why.NO_READING and broken:
            more = len(broken) - 1
            return Said(
                self._words.broken(*broken[0]),
                sentence("view_live_advice_panel.check_its_plug_and_cable"),
                sentence("view_live_advice_panel.and_more", n=more) if more > 0 else "",
                loud=True,
                judgement=judgement,
            )
        if frozen:
            return Said(
                sentence("view_live_advice_panel.frozen"),
                sentence("view_live_advice_panel.the_picture_stands_still_recording"),
            )
        return Said(
            title(judgement, board),
            body(judgement, board),
            self._evidence(snapshot, judgement),
            loud=is_warm(judgement),
            judgement=judgement,
        )

    def _evidence(self, snapshot: Snapshot, judgement: Judgement) -> str:
        match judgement.answer:
            case Answer.OFF:
                return self._words.evidence(judgement)
            case Answer.MOVING:
                return sentence("view_live_advice_panel.judged_again", n=1)
            case Answer.CANNOT_TELL if judgement.other is not None:
                foot = foot_name(judgement.other_foot)
                return sentence("view_live_advice_panel.other_foot", foot=foot, answer=answer_said(judgement.other))
            case Answer.CANNOT_TELL if judgement.why is Why.WARMING_UP:
                # The panel's own sentence says it already.
                return ""
            case Answer.GOOD if not snapshot.caution:
                return self._checked(snapshot)
            case _:
                return snapshot.caution

    @staticmethod
    def _checked(snapshot: Snapshot) -> str:
        """What was found good, and nothing more."""
        what = [sentence("view_live_advice_panel.checked_points")]
        standing = [foot for foot, state in snapshot.feet.items() if state.loaded]
        if len(standing) == 1 and len(snapshot.feet) > 1:
            what.append(sentence("view_live_advice_panel.one_foot_alone", foot=foot_name(standing[0])))
        elif isfinite(snapshot.left_fraction) and snapshot.board and Fault.SHIFT_LEFT in snapshot.board.claims.faults:
            what.append(sentence("view_live_advice_panel.checked_shift"))
        return sentence("view_live_advice_panel.checked", what=", ".join(what))

    def _of_the_machine(self, snapshot: Snapshot, stale_s: float) -> Said | None:
        match snapshot.phase:
            case Phase.WAITING:
                return Said(
                    sentence("view_live_advice_panel.waiting_for_the_board"),
                    snapshot.message or sentence("view_live_advice_panel.it_says_hello_each_second"),
                )
            case Phase.LOST:
                body = sentence("view_live_advice_panel.tripod_reconnects_by_itself_as")
                return Said(sentence("view_live_advice_panel.board_unplugged"), body, snapshot.message, loud=True)
            case Phase.ENDED:
                return Said(
                    sentence("view_live_advice_panel.at_its_end"),
                    snapshot.message or sentence("view_live_advice_panel.there_is_nothing_more_to"),
                )
            case Phase.FAILED:
                return Said(sentence("view_live_advice_panel.it_cannot_go_on"), snapshot.message, loud=True)
            case Phase.LIVE:
                pass
        if stale_s > 0:
            body = sentence("view_live_advice_panel.no_new_sample_for_s", n=figure(stale_s, ".1f"))
            return Said(sentence("view_live_advice_panel.the_board_is_silent"), body, loud=True)
        return None

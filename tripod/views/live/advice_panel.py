"""The advice panel: what to do, the number behind it, and quiet messages below."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tripod.balance.stance_advice import Fault
from tripod.live.snapshot import Phase, Snapshot
from tripod.views.kit.theme import HEAD, REGULAR, SMALL, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel
from tripod.views.kit.words import Words


@dataclass(frozen=True)
class Said:
    """What the panel says."""

    title: str
    body: str
    evidence: str = ""
    loud: bool = False


class AdvicePanel(Panel):
    """The one place of the page that speaks."""

    other_board = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._words = words
        self.setAccessibleName(self.tr("Advice"))
        self.title = Line("", theme, "text", HEAD, STRONG)
        self.body = Line("", theme, "text", TEXT, REGULAR)
        self.evidence = Line("", theme, "muted", SMALL + 0.5, REGULAR)
        self.message = Line("", theme, "accent", SMALL + 0.5, STRONG)
        self.again = KeyButton(self.tr("Choose another board"), "", theme)
        self.again.hide()
        self.again.clicked.connect(self.other_board)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(6)
        for line in (self.title, self.body, self.evidence, self.message):
            line.setWordWrap(True)
        column.addWidget(self.title)
        column.addWidget(self.body)
        column.addWidget(self.again)
        column.addStretch()
        column.addWidget(self.message)
        column.addWidget(self.evidence)
        self.setMinimumHeight(138)
        self.message.hide()

    def show_snapshot(self, snapshot: Snapshot, stale_s: float, frozen: bool) -> None:
        """Say the one thing that matters most. `stale_s` is how long no sample has come, 0 while they do."""
        said = self.said(snapshot, stale_s, frozen)
        self.title.set_text(said.title)
        self.title.set_role("warn" if said.loud else "text")
        self.body.set_text(said.body)
        self.evidence.set_text(said.evidence)
        self.evidence.setVisible(bool(said.evidence))
        self.set_loud(said.loud)
        self.again.setVisible(snapshot.phase in (Phase.ENDED, Phase.FAILED))

    def set_scale(self, scale: float) -> None:
        """Larger type in a larger window."""
        for line in (self.title, self.body, self.evidence, self.message):
            line.set_scale(scale)
        self.setMinimumHeight(round(138 * scale))

    def show_message(self, text: str) -> None:
        """A quiet line, or none."""
        self.message.set_text(text)
        self.message.setVisible(bool(text))

    def said(self, snapshot: Snapshot, stale_s: float, frozen: bool) -> Said:
        """What is to be said: the machine first, then the load that is too high, then the foot."""
        machine = self._of_the_machine(snapshot, stale_s)
        if machine is not None:
            return machine
        if snapshot.overload:
            return Said(self.tr("Too much load"), snapshot.overload, loud=True)
        broken = self._words.broken_cells(snapshot.board, snapshot)
        if broken:
            title = self._words.broken(*broken[0])
            more = len(broken) - 1
            body = self.tr("Check its plug and cable. Until then this foot has no true shares.")
            return Said(title, body, self.tr("and {n} more").format(n=more) if more else "", loud=True)
        advice = snapshot.advice
        if advice is not None:
            return Said(
                self._words.fault_title(advice),
                self._words.cue(advice.fault),
                snapshot.caution if advice.fault is Fault.STEP_ON else self._words.evidence(advice),
                loud=advice.fault is not Fault.STEP_ON,
            )
        if frozen:
            return Said(self.tr("Frozen"), self.tr("The picture stands still; recording goes on. Space lets it run."))
        if not any(state.loaded for state in snapshot.feet.values()):
            body = self.tr("The board has said what it is; its first sample is awaited.")
            return Said(self.tr("No readings yet"), body)
        body = self.tr("All three points carry. Stay easy, toes relaxed.")
        return Said(self.tr("Nothing to correct"), body, snapshot.caution)

    def _of_the_machine(self, snapshot: Snapshot, stale_s: float) -> Said | None:
        match snapshot.phase:
            case Phase.WAITING:
                return Said(self.tr("Waiting for the board"), snapshot.message or self.tr("It says hello each second."))
            case Phase.LOST:
                body = self.tr("tripod reconnects by itself as soon as the board is back.")
                return Said(self.tr("Board unplugged"), body, snapshot.message, loud=True)
            case Phase.ENDED:
                return Said(self.tr("At its end"), snapshot.message or self.tr("There is nothing more to show."))
            case Phase.FAILED:
                return Said(self.tr("It cannot go on"), snapshot.message, loud=True)
            case Phase.LIVE:
                pass
        if stale_s > 0:
            body = self.tr("No new sample for {n} s. The picture is old.").format(n=f"{stale_s:.1f}")
            return Said(self.tr("The board is silent"), body, loud=True)
        return None

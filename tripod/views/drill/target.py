"""*Make these my target*: what it will do, why it is refused, and how to take it back."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tripod.drills.score.bands import Baseline
from tripod.drills.score.cop_target import PhaseTarget
from tripod.sentences import sentence
from tripod.training.hold_target import bands_said
from tripod.training.target_offer import TargetOffer
from tripod.views.kit.text import Run, draw_runs, runs_width
from tripod.views.kit.theme import BODY, BUTTON_RADIUS, SMALL, Theme
from tripod.views.kit.widgets import KeyButton, Line


class TargetButton(KeyButton):
    """Dashed where it would be refused; pressed then, it says why."""

    refused = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.refused:
            super().paintEvent(event)
            return
        theme = self.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.accent if self.hasFocus() else theme.outline, 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), BUTTON_RADIUS, BUTTON_RADIUS)
            baseline = self.height() / 2 + 0.36 * BODY
            name, hint = [Run(self.text(), BODY, theme.muted)], [Run(self.key, SMALL, theme.muted)]
            if self.width() < self.sizeHint().width():
                draw_runs(painter, name, (self.width() - runs_width(name)) / 2, baseline)
                return
            draw_runs(painter, name, 14, baseline)
            draw_runs(painter, hint, self.width() - 13 - runs_width(hint), baseline)


class TargetRow(QWidget):
    """The button with its sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = TargetOffer()
        self.said = Line("", theme, "muted", SMALL + 0.5)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.button = TargetButton(sentence("view_drill_target.make"), "A", theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)

    def show_offer(self, offer: TargetOffer) -> None:
        """What the button does now."""
        self.offer = offer
        self.button.refused = bool(offer.why_not)
        made = offer.made and offer.would is not None
        self.button.set_text(sentence("view_drill_target.take_back" if made else "view_drill_target.make"))
        self.button.set_strong(made)
        said = offer.why_not if offer.would is None else _said(offer.would, "kept" if made else "would")
        self.said.set_text(said)
        self.button.setToolTip(said)
        self.button.setAccessibleDescription(said)
        self.button.update()


def _said(target: PhaseTarget | Baseline, which: str) -> str:
    if isinstance(target, Baseline):
        return sentence(f"view_drill_target.holds_{which}", bands=bands_said(target))
    values = {"reps": target.reps, "depth": target.depth_mm, "band": target.band_mm}
    return sentence(f"view_drill_target.{which}", **values)

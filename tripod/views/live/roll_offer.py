"""The offer to roll once round the feet: calm, in blue, above what is said of them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tripod.drills.run.state import State
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.views.kit.theme import BODY, PANEL_RADIUS, STRONG, TEXT, Theme
from tripod.views.kit.widgets import KeyButton, Line, Panel

_SIDE = 26


class RollOffer(Panel):
    """What a plate lacks, and the two ways to give it; hidden where nothing is lacking."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(sentence("view_live_roll_offer.roll_once"))
        self.setAccessibleDescription(sentence("view_live_roll_offer.slowly"))
        self.title = Line(sentence("view_live_roll_offer.roll_once"), theme, "text", TEXT + 0.5, STRONG)
        self.body = Line(sentence("view_live_roll_offer.slowly"), theme, "muted", BODY - 0.5)
        self.body.setWordWrap(True)
        self._not_now = False
        self.not_now = KeyButton(sentence("view_live_roll_offer.not_now"), "Esc", theme)
        self.not_now.clicked.connect(self.put_off)
        self.roll = KeyButton(sentence("view_live_roll_offer.roll"), "E", theme)
        self.roll.set_strong(True)
        self.by_hand = KeyButton(
            sentence("view_live_roll_offer.by_hand"), sentence("view_live_roll_offer.shift"), theme
        )
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(_Round(theme))
        head.addWidget(self.title, 1)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        for button in (self.roll, self.by_hand, self.not_now):
            if button is not self.roll:
                # In a narrow window it leaves out its key.
                button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            keys.addWidget(button)
        keys.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.body)
        column.addLayout(keys)
        self.hide()

    def put_off(self) -> None:
        """Say no more of it, until it was known once, or another board is opened."""
        self._not_now = True
        self.hide()

    def renew(self) -> None:
        """Offer it again where it would tell something."""
        self._not_now = False

    def show_snapshot(self, snapshot: Snapshot, grey: bool) -> None:
        """Offer it where it would tell something now."""
        if not snapshot.may_roll:
            self.renew()
        busy = snapshot.drill is not None and snapshot.drill.state is not State.DONE
        offered = snapshot.may_roll and snapshot.phase is Phase.LIVE and not self._not_now
        self.setVisible(offered and not grey and not busy)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.accent, 1))
            painter.setBrush(self.theme.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), PANEL_RADIUS, PANEL_RADIUS)


class _Round(QWidget):
    """An arrow that goes round."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ring = QRectF(0, 0, 18, 18)
        ring.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.accent, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            # Clockwise from the left over the top to below, where its head is.
            painter.drawArc(ring, 200 * 16, -280 * 16)
            tip = QPointF(ring.center().x() - 2.5, ring.bottom())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent)
            painter.drawPolygon(QPolygonF([tip + QPointF(-2.5, 0), tip + QPointF(4, -5), tip + QPointF(4, 5)]))

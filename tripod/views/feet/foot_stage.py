"""The widget that paints feet: background once, load and numbers where they changed, CoP dot at every frame."""

from collections.abc import Callable
from functools import reduce
from math import isfinite, nan

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from tripod.balance.foot_states import FootState
from tripod.balance.map_scale import FittedScale, MapScale
from tripod.boards import GRAVITY, POINTS, Board
from tripod.live.snapshot import Phase, Snapshot
from tripod.views.feet.cop_art import CopArt, Moving, Trails
from tripod.views.feet.dwell_art import DwellArt
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.load_art import LoadArt
from tripod.views.feet.pieces import Piece, always, changed, repaint
from tripod.views.feet.stance import pose_of
from tripod.views.feet.tripod_art import Look
from tripod.views.kit.screen_delay import ScreenDelay
from tripod.views.kit.theme import Theme
from tripod.views.kit.words import Words


def wrong_at_points(words: Words, board: Board | None, foot: str, state: FootState) -> tuple[str, str, str]:
    """What is wrong with the cells that sit under heel, MT1 and MT5, in a word; "" where nothing is, or none sits."""
    out = [""] * 3
    if board is not None:
        for i, status, cause in zip(board.cells_of(foot), state.status, state.causes, strict=False):
            if board.cells[i].point in POINTS:
                out[POINTS.index(board.cells[i].point)] = words.wrong(status, cause)
    return out[0], out[1], out[2]


class FootStage(QWidget):
    """Feet, load, triangle and dot. What stands around them is up to the page."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.theme = theme
        self.words = words
        self.snapshot = Snapshot(Phase.WAITING, "")
        self.grey = False
        self.flip = False
        self.between = False
        """Draw between the points, too: drawn, not measured."""
        self.arts: dict[str, FootArt] = {}
        self.fitted = FittedScale()
        """Pages that show the same feet share it."""
        self.latency = ScreenDelay()
        self._cost_s = 0.0
        self._clock = clock
        self._ground = QPixmap()
        self._composed = QPixmap()
        self._made_of: object = None
        self._pieces: list[Piece] = []
        """As they were last composed; none where all is to be painted."""
        self._numbers: list[Piece] = []
        self._due = True
        """To be composed before it is next painted."""
        self._trails = Trails()
        self._cop, self._dwell = CopArt(), DwellArt()
        self._moving: list[Moving] = []
        self._moving_rects: list[QRect] = []
        self._loads = LoadArt()
        self._painted_t_s = float("nan")

    def feet(self) -> tuple[str, ...]:
        """The feet of the board, or both before one is known."""
        return self.snapshot.board.feet if self.snapshot.board else ("left", "right")

    def places(self) -> dict[str, Place]:
        """Where each foot stands in this widget."""
        raise NotImplementedError

    def paint_surroundings(self, painter: QPainter) -> None:
        """What stands still around the feet; `ground_key` must name all that it depends on."""

    def paint_numbers(self, painter: QPainter) -> None:
        """What changes with the load, unless `number_pieces` does it."""

    def number_pieces(self) -> list[Piece]:
        """The same in pieces, where somebody knows which of them changed."""
        return [always(self.rect(), self.paint_numbers)]

    def ground_key(self) -> object:
        """Value that changes whenever `paint_surroundings` would paint something else."""
        return None

    def stroke(self) -> float:
        """How much thicker than in a small window lines and points are drawn."""
        return 1.0

    def map_scale(self) -> MapScale:
        """Where the map's colours end now."""
        snapshot, board = self.snapshot, self.snapshot.board
        if board is None:
            return MapScale(nan)
        weight_n = snapshot.profile.weight_kg * GRAVITY if board.claims.newtons else nan
        return self.fitted.scale(board.limits.map_full_scale_n, weight_n)

    def hold_scale(self, hold: bool) -> None:
        """Keep the map's scale as it is, whoever steps on, or let it fit again."""
        self.fitted.hold(self.map_scale() if hold else None)
        self.compose()

    def may_draw_between(self) -> bool:
        """Whether the sole lies on something everywhere, and only sensors are missing between the points."""
        board = self.snapshot.board
        return (
            board is not None and board.claims.map_radius_mm > 0 and not board.unsupported and not board.claims.newtons
        )

    def set_between(self, between: bool) -> None:
        """Draw between the points, or only what is measured."""
        self.between = between
        self.compose()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.compose()

    def set_flip(self, flip: bool) -> None:
        """Show left and right exchanged, as in a mirror."""
        self.flip = flip
        self.compose()

    def show_snapshot(self, snapshot: Snapshot, grey: bool, compose: bool, *, numbers: bool = True) -> None:
        """Take the newest picture; `compose` paints all of it, less the numbers if these have time, else the dot alone
        is moved."""
        if (snapshot.phase, grey) != (self.snapshot.phase, self.grey):
            compose = numbers = True
        self.snapshot, self.grey = snapshot, grey
        self.fitted.see(snapshot.t_s, snapshot.total_n, any(state.loaded for state in snapshot.feet.values()))
        self._lengthen_trails()
        self._dwell.follow(snapshot)
        before = self._moving_rects
        if not compose:
            self._find_moving()
            self._update(before + self._moving_rects)
        elif self._due or not self.isVisible():
            self._compose_when_painted()
        elif (painted := self._compose(numbers=numbers)) is not None:
            self._update(before + self._moving_rects + painted)

    def take_cost_s(self) -> float:
        """Time spent on painting since this was last asked."""
        cost, self._cost_s = self._cost_s, 0.0
        return cost

    def clear_trails(self) -> None:
        """Forget where the CoP was."""
        self._trails.clear()
        self._dwell.clear()

    def compose(self) -> None:
        """Paint all but the dot into a picture that the next frames start from; unseen, once it is shown."""
        self._pieces = []
        if not self.isVisible():
            self._compose_when_painted()
        elif self._compose() is not None:
            self.update()

    def _compose_when_painted(self) -> None:
        """While a window is made and laid out it has many sizes and looks, and most are never seen."""
        self._due = True
        self.update()

    def _update(self, rects: list[QRect]) -> None:
        # In one rectangle: within a region of several Qt paints line by line, and asks other threads to help.
        around = reduce(QRect.united, rects, QRect())
        if not around.isEmpty():
            self.update(around)

    def _compose(self, *, numbers: bool = True) -> list[QRect] | None:
        """The same while a frame is painted already, where something changed; says where that was, or None where there
        is no room for it. Without `numbers` these stay what they were."""
        if self.width() < 2 or self.height() < 2:
            return None
        start = self._clock()
        if self._make_ground():
            self._pieces = []
        if numbers or not self._pieces:
            self._numbers = self.number_pieces()
        pieces = [self._load_piece(foot, art) for foot, art in self.arts.items()] + self._numbers
        rects = changed(self._pieces, pieces, self.rect()) if self._pieces else [self.rect()]
        self._pieces = pieces
        if rects:
            with QPainter(self._composed) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                repaint(painter, rects, lambda rect: self._paint_ground(painter, rect), pieces)
        self._find_moving()
        self._cost_s += self._clock() - start
        self._due = False
        return rects

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        painter.drawPixmap(QRectF(rect), self._ground, self._of_picture(rect))

    def _of_picture(self, rect: QRect) -> QRectF:
        """The same part of a picture that has the screen's resolution."""
        dpr = self._composed.devicePixelRatio()
        return QRectF(rect.x() * dpr, rect.y() * dpr, rect.width() * dpr, rect.height() * dpr)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compose_when_painted()

    def paintEvent(self, event: QPaintEvent) -> None:
        start = self._clock()
        if self._due or self._composed.devicePixelRatio() != self.devicePixelRatioF():
            self._compose()
        with QPainter(self) as painter:
            painter.drawPixmap(QRectF(event.rect()), self._composed, self._of_picture(event.rect()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for moving in self._moving:
                self._cop.paint(painter, moving, self.theme, self.grey, self.stroke(), self.devicePixelRatioF())
        now = self._clock()
        self._cost_s += now - start
        self._count_latency(now)

    def _count_latency(self, now_s: float) -> None:
        shown = self.snapshot
        if shown.phase is Phase.LIVE and isfinite(shown.arrived_s) and shown.t_s != self._painted_t_s:
            before_s, self._painted_t_s = self._painted_t_s, shown.t_s
            host = shown.host_delay_s if isfinite(shown.host_delay_s) else 0.0
            self.latency.add(now_s, now_s - shown.arrived_s + host, shown.t_s - before_s)

    def _make_ground(self) -> bool:
        """What stands still; False where it is there already."""
        board, dpr = self.snapshot.board, self.devicePixelRatioF()
        made_of = (
            self.size(), dpr, self.theme, self.flip, board, self.snapshot.own_feet, self.ground_key(),
            [pose_of(self.snapshot, foot) for foot in self.feet()],
        )  # fmt: skip
        if made_of == self._made_of:
            return False
        self._made_of = made_of
        self._trails.clear()
        self._loads.clear(dpr)
        radius = board.claims.map_radius_mm if board else 0.0
        self.arts = {
            foot: FootArt(foot, self.snapshot.own_feet, radius, place, self.theme, dpr)
            for foot, place in self.places().items()
        }
        self._ground = QPixmap(self.size() * dpr)
        self._ground.setDevicePixelRatio(dpr)
        self._ground.fill(self.theme.background)
        self._composed = self._ground.copy()
        with QPainter(self._ground) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for art in self.arts.values():
                art.paint_ground(painter)
            self.paint_surroundings(painter)
        return True

    def _load_piece(self, foot: str, art: FootArt) -> Piece:
        """A foot with all that shows its load."""
        state, board = self.snapshot.feet.get(foot), self.snapshot.board
        standing = state is None or (state.loaded and not self.grey)
        light = state.light if state is not None and standing else (False, False, False)
        wrong = wrong_at_points(self.words, board, foot, state) if state else ("", "", "")
        look = Look(self.theme, self.stroke(), self.grey, standing, light, tuple(map(bool, wrong)), _equivalent(board))
        loads = state.point_n if state is not None and board is not None else None
        between = self.between and self.may_draw_between()
        return self._loads.piece(art, look, loads, self.map_scale().full_n, self._dwell, between=between)

    def _lengthen_trails(self) -> None:
        for foot, art in self.arts.items():
            self._trails.lengthen(foot, self.snapshot.t_s, dot_of(self.snapshot, foot, art))

    def _find_moving(self) -> None:
        """Where the dots are now, with their trails and ellipses, and the rectangles that these cover."""
        self._moving, self._moving_rects = [], []
        for foot, art in self.arts.items():
            dot, state = dot_of(self.snapshot, foot, art), self.snapshot.feet.get(foot)
            if dot is None or state is None:
                continue
            moving = Moving(dot, self._trails.line(foot), state.ellipse, art.place)
            self._moving.append(moving)
            self._moving_rects.append(moving.rect().toAlignedRect())


def _equivalent(board: Board | None) -> bool:
    """Whether the loads at the points are those that would give the same CoP, and no sensor's."""
    return board is not None and board.claims.map_radius_mm <= 0


def dot_of(snapshot: Snapshot, foot: str, art: FootArt) -> QPointF | None:
    """Where the CoP of a foot is on the widget; None where nobody knows."""
    state = snapshot.feet.get(foot)
    if state is None or not all(map(isfinite, state.cop_mm)):
        return None
    return art.transform.map(QPointF(*state.cop_mm))

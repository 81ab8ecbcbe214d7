"""The widget that paints feet: background once, load a few times a second, CoP dot at every frame."""

from collections.abc import Callable
from math import ceil, isfinite, nan

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from tripod.balance.foot_states import FootState
from tripod.balance.map_scale import FittedScale, MapScale
from tripod.boards import GRAVITY, POINTS, Board
from tripod.live.snapshot import Phase, Snapshot
from tripod.views.feet.cop_art import CopArt, Moving, Trails
from tripod.views.feet.dwell_art import DwellArt
from tripod.views.feet.foot_shape import FootArt, Place
from tripod.views.feet.stance import pose_of
from tripod.views.feet.tripod_art import Look, draw_diamonds, draw_tripod
from tripod.views.kit.pace import Latency
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
        self.latency = Latency()
        self._cost_s = 0.0
        self._clock = clock
        self._ground = QPixmap()
        self._composed = QPixmap()
        self._made_of: object = None
        self._resized = False
        """Since it was last composed."""
        self._trails = Trails()
        self._cop, self._dwell = CopArt(), DwellArt()
        self._moving: list[Moving] = []
        self._moving_rects: list[QRect] = []
        self._tripods: dict[str, tuple[object, QPixmap]] = {}
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
        """What changes with the load."""

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

    def show_snapshot(self, snapshot: Snapshot, grey: bool, compose: bool) -> None:
        """Take the newest picture; `compose` paints all of it, else the dot alone is moved."""
        if (snapshot.phase, grey) != (self.snapshot.phase, self.grey):
            compose = True
        self.snapshot, self.grey = snapshot, grey
        self.fitted.see(snapshot.t_s, snapshot.total_n, any(state.loaded for state in snapshot.feet.values()))
        self._lengthen_trails()
        self._dwell.follow(snapshot)
        if compose:
            self.compose()
            return
        before = self._moving_rects
        self._find_moving()
        for rect in before + self._moving_rects:
            self.update(rect)

    def take_cost_s(self) -> float:
        """Time spent on painting since this was last asked."""
        cost, self._cost_s = self._cost_s, 0.0
        return cost

    def clear_trails(self) -> None:
        """Forget where the CoP was."""
        self._trails.clear()
        self._dwell.clear()

    def compose(self) -> None:
        """Paint all but the dot into a picture that the next frames start from."""
        if self._compose():
            self.update()

    def _compose(self) -> bool:
        """The same while a frame is painted already; False where there is no room for it."""
        if self.width() < 2 or self.height() < 2:
            return False
        start = self._clock()
        self._make_ground()
        with QPainter(self._composed) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawPixmap(0, 0, self._ground)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for foot, art in self.arts.items():
                state = self.snapshot.feet.get(foot)
                if state is not None:
                    self._paint_load(painter, art, foot, state)
                    self._dwell.paint(painter, foot, art, self.theme, self.grey)
                self._paint_tripod(painter, art, foot, state)
            self.paint_numbers(painter)
        self._find_moving()
        self._cost_s += self._clock() - start
        self._resized = False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Composed when it is next painted: while a window is laid out it has many sizes, and most are never seen.
        self._resized = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        start = self._clock()
        if self._resized or self._composed.devicePixelRatio() != self.devicePixelRatioF() or self._composed.isNull():
            self._compose()
        dpr = self._composed.devicePixelRatio()
        with QPainter(self) as painter:
            rect = event.rect()
            source = QRectF(rect.x() * dpr, rect.y() * dpr, rect.width() * dpr, rect.height() * dpr)
            painter.drawPixmap(QRectF(rect), self._composed, source)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
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

    def _make_ground(self) -> None:
        board, dpr = self.snapshot.board, self.devicePixelRatioF()
        made_of = (
            self.size(), dpr, self.theme, self.flip, board, self.snapshot.own_feet, self.ground_key(),
            [pose_of(self.snapshot, foot) for foot in self.feet()],
        )  # fmt: skip
        if made_of == self._made_of:
            return
        self._made_of = made_of
        self._trails.clear()
        self._tripods.clear()
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

    def _paint_load(self, painter: QPainter, art: FootArt, foot: str, state: FootState) -> None:
        board = self.snapshot.board
        if board is None:
            return
        wrong = wrong_at_points(self.words, board, foot, state)
        load = [float("nan") if w else n for n, w in zip(state.point_n, wrong, strict=True)]
        between = self.between and self.may_draw_between()
        art.paint_map(painter, load, self.map_scale().full_n, self.grey, between=between)

    def _paint_tripod(self, painter: QPainter, art: FootArt, foot: str, state: FootState | None) -> None:
        """Triangle and points, kept as a picture until they look different: wide lines are dear."""
        standing = state is None or (state.loaded and not self.grey)
        light = state.light if state is not None and standing else (False, False, False)
        wrong = wrong_at_points(self.words, self.snapshot.board, foot, state) if state else ("", "", "")
        broken = tuple(map(bool, wrong))
        equivalent = self._equivalent()
        looks = Look(self.theme, self.stroke(), self.grey, standing, light, broken, equivalent)
        room = ceil(16 * self.stroke())
        box = QPolygonF(art.points).boundingRect().toAlignedRect().adjusted(-room, -room, room, room)
        if foot not in self._tripods or self._tripods[foot][0] != looks:
            picture = QPixmap(box.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            picture.fill(Qt.GlobalColor.transparent)
            with QPainter(picture) as inner:
                inner.setRenderHint(QPainter.RenderHint.Antialiasing)
                inner.translate(-box.x(), -box.y())
                draw_tripod(inner, art.points, looks)
            self._tripods[foot] = (looks, picture)
        painter.drawPixmap(box.topLeft(), self._tripods[foot][1])
        if equivalent and state is not None:
            parts = [n / self.map_scale().full_n for n in state.point_n]
            draw_diamonds(painter, art.points, parts, looks)

    def _equivalent(self) -> bool:
        """Whether the loads at the points are those that would give the same CoP, and no sensor's."""
        board = self.snapshot.board
        return board is not None and board.claims.map_radius_mm <= 0

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
            moving = Moving(dot, [at for _, at in self._trails.of(foot)], state.ellipse, art.place)
            self._moving.append(moving)
            self._moving_rects.append(moving.rect().toAlignedRect())


def dot_of(snapshot: Snapshot, foot: str, art: FootArt) -> QPointF | None:
    """Where the CoP of a foot is on the widget; None where nobody knows."""
    state = snapshot.feet.get(foot)
    if state is None or not all(map(isfinite, state.cop_mm)):
        return None
    return art.transform.map(QPointF(*state.cop_mm))

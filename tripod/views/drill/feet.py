"""The feet of a drill under way: shares with the bands of the drill at each point, and room for the ring between."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from tripod.boards.stance_faults import FLOORS
from tripod.drills.seen.measure import own_floors
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.drill.told import as_told, told_heavy
from tripod.views.feet.foot_shape import Place
from tripod.views.feet.foot_stage import FootStage
from tripod.views.feet.pieces import Piece
from tripod.views.feet.point_labels import (
    ABOVE,
    BELOW,
    GAP,
    LABEL_WIDTH,
    SHORT_BELOW,
    SHORT_WIDTH,
    Laid,
    PointLabel,
    label_pieces,
    lay,
    point_labels,
)
from tripod.views.feet.stance import clockwise_rad, draw_directions, pose_of
from tripod.views.feet.turned_places import turned_places
from tripod.views.kit.text import Align, Run, draw_runs
from tripod.views.kit.theme import BODY, STRONG, Theme
from tripod.views.kit.words import Words

_REFERENCE = (1200.0, 500.0)
_TOP, _BOTTOM = 30.0, 8.0
_WIDE = 0.41
"""Of a foot's length, with its toes."""
_LEAST_OF_HIGH = 0.6
"""Feet have at least this part of the size that they would have alone, or the names at their points are short."""
LEAST_MIDDLE = 230.0
"""Between the two feet, for the ring and what is said below it."""


class DrillFeet(FootStage):
    """Both feet at the sides; nothing of them where nothing is to be shown. What stands between them is laid over."""

    def __init__(self, theme: Theme, words: Words, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(theme, words, clock, parent)
        self.setAccessibleName(sentence("view_drill_feet.your_feet_from_above"))
        self.setMinimumSize(600, 230)
        self.view: DrillView | None = None
        self.blind = False

    def show_view(self, view: DrillView, snapshot: Snapshot, grey: bool, compose: bool) -> None:
        """Show the newest picture of the drill."""
        blind = not view.feedback
        compose = compose or blind != self.blind
        self.view, self.blind = view, blind
        self.show_snapshot(as_told(view, snapshot), grey, compose)

    def scale(self) -> float:
        """How much larger than in a 1280x800 window everything is drawn."""
        return min(max(min(self.width() / _REFERENCE[0], self.height() / _REFERENCE[1]), 0.82), 2.0)

    def stroke(self) -> float:
        return max(self.scale(), 1.0)

    def feet(self) -> tuple[str, ...]:
        return () if self.blind else super().feet()

    def ground_key(self) -> object:
        return self.blind

    def side(self) -> float:
        """Width of what a foot has with its labels."""
        return min(2 * self.label_px() + self._alone_px(), self._most_px())

    def _alone_px(self) -> float:
        """Width of a foot that is as high as there is room."""
        return _WIDE * (self.height() - (_TOP + _BOTTOM) * self.scale())

    def _most_px(self) -> float:
        return (self.width() - LEAST_MIDDLE) / 2

    @property
    def short(self) -> bool:
        """Whether labels have short names, since beside whole ones the feet would be small."""
        named = 2 * (LABEL_WIDTH + GAP) * self.scale()
        return self._most_px() - named < _LEAST_OF_HIGH * self._alone_px()

    def label_px(self) -> float:
        """Width of a label, and its distance from the sole."""
        return ((SHORT_WIDTH if self.short else LABEL_WIDTH) + GAP) * self.scale()

    def middle(self) -> QRectF:
        """The room between the feet; beside the one that there is; all where none is shown."""
        feet, side = self.feet(), self.side()
        if not feet:
            return QRectF(self.rect())
        if len(feet) == 1:
            return QRectF(side, 0, self.width() - side, self.height())
        return QRectF(side, 0, self.width() - 2 * side, self.height())

    def places(self) -> dict[str, Place]:
        k, feet, side = self.scale(), self.feet(), self.side()
        if not feet:
            return {}
        turned = {foot: clockwise_rad(self.snapshot, foot) for foot in feet}
        room = QRectF(0, _TOP * k, side * len(feet), self.height() - (_TOP + _BOTTOM) * k)
        own = turned_places(
            turned,
            self.snapshot.own_feet,
            room,
            self.label_px(),
            self.flip,
            (ABOVE * k, (SHORT_BELOW if self.short else BELOW) * k),
        )
        beyond = self.width() - room.width()
        right = {foot for foot, place in own.items() if place.x > side} if len(feet) > 1 else {"right"}
        return {f: replace(place, x=place.x + (beyond if f in right else 0.0)) for f, place in own.items()}

    def paint_surroundings(self, painter: QPainter) -> None:
        k = self.scale()
        for foot, art in self.arts.items():
            title = [Run(self.words.foot_title(foot), BODY * k, self.theme.muted, STRONG, 2.0 * k)]
            draw_runs(painter, title, art.middle_x + k, art.rect().top() - 10 * k, Align.CENTRE)
            pose = pose_of(self.snapshot, foot)
            if pose is not None:
                draw_directions(painter, art, pose, self.theme, self.stroke())

    def number_pieces(self) -> list[Piece]:
        return [piece for laid in self._laid() for piece in label_pieces(laid, self.theme, self.grey)]

    def label_rects(self) -> list[QRectF]:
        """Where text about points stands."""
        return [laid.rect() for laid in self._laid()]

    def _laid(self) -> list[Laid]:
        # The newtons are left out: what a drill holds against its bands are shares.
        labels = (self._label(of) for of in point_labels(self.words, self) if of.foot in self.arts)
        k, short = self.scale(), self.short
        return [lay(of, self.arts[of.foot], self.theme, self.grey, k, short=short) for of in labels]

    def _label(self, label: PointLabel) -> PointLabel:
        label = replace(label, load="", band=self.band(label.foot, label.point))
        view = self.view
        scoring = view is not None and view.scoring
        heavy = scoring and view and (label.foot, label.point) in told_heavy(view, self.snapshot)
        return replace(label, loud=True, flag=sentence("view_drill_feet.heavy")) if heavy and not self.grey else label

    def band(self, foot: str, point: str) -> tuple[float, float] | None:
        """What the share of a point is held against: its band, or while one moves the least that is asked."""
        view = self.view
        if view is None or view.reference is None or foot not in view.reference.bands:
            return None
        if view.kind == "reps":
            return own_floors(view.reference, foot, {**FLOORS, **view.drill.floors})[point], 1.0
        return view.reference.bands[foot][point]

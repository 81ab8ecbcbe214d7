"""Where the feet stand and point, as pictures of feet need it: only on a board whose shares depend on it."""

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tripod.balance.geometry import mirror
from tripod.balance.pose import Pose, drawn_pose
from tripod.balance.pose_words import turn_said
from tripod.drills.run.state import State
from tripod.live.snapshot import Snapshot
from tripod.sentences import sentence
from tripod.views.feet.foot_shape import FootArt
from tripod.views.kit.theme import Theme, faded

_REACH = 1.05
"""How far the lines go, in lengths of the foot: past the toes."""
_LABEL = 0.6, 0.88
"""Between these the line straight ahead leaves out what may be the label of the base of the big toe."""
_APART_DEG = 1.0
"""Lines that lie closer than this are one."""


def pose_of(snapshot: Snapshot, foot: str) -> Pose | None:
    """As measured, else as the board draws it; None where the cells go with the foot, or no board is known."""
    board = snapshot.board
    if board is None or not board.rigid or foot not in board.places:
        return None
    state = snapshot.feet.get(foot)
    known = state.pose if state is not None else None
    return known if known is not None else drawn_pose(board, snapshot.own_feet, foot)


def clockwise_rad(snapshot: Snapshot, foot: str) -> float:
    """By how much the foot is turned, seen from above."""
    pose = pose_of(snapshot, foot)
    return mirror(foot) * pose.turn_rad if pose is not None else 0.0


def unjudged_in_a_roll(snapshot: Snapshot) -> Snapshot:
    """While somebody rolls round the feet, as was asked, no point is too light; else the picture itself."""
    drill = snapshot.drill
    if drill is None or drill.kind != "roll" or drill.state is State.DONE:
        return snapshot
    feet = {foot: replace(state, light=(False, False, False)) for foot, state in snapshot.feet.items()}
    return replace(snapshot, feet=feet)


def turn_label(pose: Pose) -> str:
    """What stands at the end of the foot's axis: `12° out ± 4°`, or that nobody measured it."""
    if not pose.measured:
        return sentence("view_feet_stance.not_measured")
    return turn_said(pose.turn_deg, pose.turn_pm_deg)


def axis_tip(art: FootArt) -> QPointF:
    """The end of the foot's axis, past the toes."""
    return art.transform.map(QPointF(0, _REACH * art.length_mm))


def draw_directions(painter: QPainter, art: FootArt, pose: Pose, theme: Theme, stroke: float) -> None:
    """Dotted lines from the back of the heel: straight ahead, and along the foot; fainter where nobody measured it."""
    heel, tip = QPointF(art.place.x, art.place.y), axis_tip(art)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if abs(pose.turn_deg) >= _APART_DEG:
        painter.setPen(_dotted(faded(theme.outline, 0.9), stroke))
        length = art.length_mm * art.place.px_per_mm
        for start, end in ((0.0, _LABEL[0]), (_LABEL[1], 1.0)):
            painter.drawLine(QPointF(heel.x(), heel.y() - start * length), QPointF(heel.x(), heel.y() - end * length))
    painter.setPen(_dotted(faded(theme.text, 0.9 if pose.measured else 0.45), 1.2 * stroke))
    painter.drawLine(heel, tip)


def _dotted(ink: QColor, wide: float) -> QPen:
    pen = QPen(ink, wide)
    pen.setDashPattern([1.0, 4.5 / wide])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen

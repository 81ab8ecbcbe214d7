"""Where a foot stands on a board, where it points and how long it is, with the uncertainty of each.

A pose maps the foot's own frame to the board's. Its covariance (10, 10) is that of its place x and y, its turn, its
length, and of x and y of heel, MT1 and MT5 within a foot of that length; in mm and radians.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, degrees, radians, sin

import msgspec
import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from tripod.balance.geometry import USUAL_FEET, Feet, check_points, foot_points, mirror, turned
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.boards import FEET, POINTS, Board
from tripod.sentences import sentence
from tripod.storage.schemas.stance import StanceFile
from tripod.storage.schemas.summary import PlaceFile

Array = NDArray[np.float64]

TOLD_LENGTH_MM, USUAL_LENGTH_MM = 3.0, 12.0
"""Standard deviation of a foot's length that somebody entered, and of one that nobody did: adults' feet differ by 12 mm
within each sex (ANSUR II)."""
OFF_MARKS_MM, OFF_MARKS_DEG = (4.0, 6.0), 2.0
"""How far, across and along, a foot stands off marks that it can feel, and how it is turned on them; at most."""
LINE_TURN_DEG, LINE_MM = 1.5, 3.0
"""How exactly a foot stands that somebody set along a printed line with the heel on its mark."""
EYE_TURN_DEG, EYE_MM = 4.0, 5.0
"""And one that somebody turned on the screen, or whose angle they guessed."""
MOST_BESIDE_MM, SUREST_MM = 250.0, 0.3
"""No foot stands farther from its drawn place, and of none its place is known more exactly (SD)."""


class Known(StrEnum):
    """How a pose came about; the words are those of files. Each has its sentence in the table `pose_known`."""

    DRAWN = "as drawn"
    """Nobody measured it: people's own stance, with its spread."""
    LINE = "line"
    """Somebody said by how much the foot is turned, and that it stands on its line."""
    EYE = "by eye"
    """Somebody turned the foot on the screen as it stands."""
    POINTS = "points"
    """Stood on each of the three points."""
    ROLL = "roll"
    """Rolled once round the edge of the foot."""
    MARKS = "marks"
    """The cells sit under the foot's own points."""


TOLD = (Known.LINE, Known.EYE)
"""Somebody said so, and it holds until somebody says otherwise."""


@dataclass(frozen=True)
class Pose:
    """Of one foot."""

    x_mm: float
    """Back of the heel, on the foot's axis, in the board's frame."""
    y_mm: float
    turn_rad: float
    """By how much the toes point outward, on either foot."""
    length_mm: float
    points_mm: tuple[tuple[float, float], ...]
    """Heel, MT1, MT5 in the foot's own frame."""
    covariance: tuple[tuple[float, ...], ...]
    known: Known

    @property
    def turn_deg(self) -> float:
        """By how much the toes point outward."""
        return degrees(self.turn_rad)

    @property
    def turn_pm_deg(self) -> float:
        """Half width of the 95 % interval of the turn, in degrees."""
        return 1.96 * degrees(self.covariance[2][2] ** 0.5)

    @property
    def measured(self) -> bool:
        """Whether somebody or something told it, so that what follows from it may be judged."""
        return self.known is not Known.DRAWN


def drawn_pose(board: Board, feet: Feet, foot: str) -> Pose:
    """The foot as the board's file draws it: with people's spread on a plate; where cells sit under its points as far
    off its marks as people stand on them (what that does to its shares is `Errors.placement_forefoot`)."""
    place, errors = board.places[foot], board.errors
    spread = errors.stance_mm, errors.stance_mm, radians(errors.stance_turn_deg)
    known = Known.DRAWN
    if not board.rigid:
        on_marks = (*OFF_MARKS_MM, radians(OFF_MARKS_DEG))
        spread, known = (
            (min(spread[0], on_marks[0]), min(spread[1], on_marks[1]), min(spread[2], on_marks[2])),
            Known.MARKS,
        )
    return _pose(board, feet, foot, (place.x_mm, place.y_mm, radians(place.turn_deg)), spread, known)


def lined_pose(
    board: Board,
    feet: Feet,
    foot: str,
    turn_deg: float,
    off_mm: tuple[float, float] = (0.0, 0.0),
    *,
    by_eye: bool = False,
) -> Pose:
    """The foot along a printed line, its toes turned outward by `turn_deg`, its heel off its mark by `off_mm`; or, less
    exactly, as somebody sees it stand.

    Raises:
        ValueError: nobody stands so.
    """
    if not LEAST_TURN_DEG <= turn_deg <= MOST_TURN_DEG:
        raise ValueError(f"{turn_deg} degrees")
    place = board.places[foot]
    at = place.x_mm + off_mm[0], place.y_mm + off_mm[1], radians(turn_deg)
    if by_eye:
        return _pose(board, feet, foot, at, (EYE_MM, EYE_MM, radians(EYE_TURN_DEG)), Known.EYE)
    return _pose(board, feet, foot, at, (LINE_MM, LINE_MM, radians(LINE_TURN_DEG)), Known.LINE)


def with_feet(board: Board, feet: Feet, stance: Mapping[str, Pose]) -> dict[str, Pose]:
    """The stance after somebody said that their feet are others: what was told holds for those, too; what was measured
    was measured of others."""
    told: dict[str, Pose] = {}
    for foot, pose in stance.items():
        if pose.known in TOLD:
            place, eye = board.places[foot], pose.known is Known.EYE
            off = pose.x_mm - place.x_mm, pose.y_mm - place.y_mm
            told[foot] = lined_pose(board, feet, foot, pose.turn_deg, off, by_eye=eye)
    return told


def _pose(
    board: Board,
    feet: Feet,
    foot: str,
    at: tuple[float, float, float],
    spread: tuple[float, float, float],
    known: Known,
) -> Pose:
    length = TOLD_LENGTH_MM if feet != USUAL_FEET else USUAL_LENGTH_MM
    points = board.errors.placement_mm
    sigmas = np.array([*spread, *((length, *([points] * 6)) if board.rigid else [0.0] * 7)])
    return Pose(*at, feet.length_of(foot), _pairs(foot_points(feet, foot)), _rows(np.diag(sigmas**2)), known)


def to_board(pose: Pose, foot: str, at_mm: Array) -> Array:
    """Places (..., 2) in the foot's frame, in the board's."""
    return at_mm @ turned(foot, pose.turn_rad).T + (pose.x_mm, pose.y_mm)


def to_foot(pose: Pose, foot: str, at_mm: Array) -> Array:
    """Places (..., 2) in the board's frame, in the foot's."""
    return (at_mm - (pose.x_mm, pose.y_mm)) @ turned(foot, pose.turn_rad)


def points_on_board(pose: Pose, foot: str) -> Array:
    """Heel, MT1 and MT5 in the board's frame, shape (3, 2), mm."""
    return to_board(pose, foot, np.array(pose.points_mm))


def points_jacobian(pose: Pose, foot: str) -> Array:
    """(6, 10) derivatives of x and y of the three points on the board by the pose's ten parameters."""
    points, rotation = np.array(pose.points_mm), turned(foot, pose.turn_rad)
    jacobian = np.zeros((6, 10))
    jacobian[0::2, 0] = jacobian[1::2, 1] = 1.0
    jacobian[:, 2] = (points @ _turning(foot, pose.turn_rad).T).ravel()
    jacobian[:, 3] = (points @ rotation.T / pose.length_mm).ravel()
    for k in range(3):
        jacobian[2 * k : 2 * k + 2, 4 + 2 * k : 6 + 2 * k] = rotation
    return jacobian


def points_covariance(pose: Pose, foot: str) -> Array:
    """(6, 6) of x and y of heel, MT1 and MT5 on the board, in mm2."""
    jacobian = points_jacobian(pose, foot)
    return jacobian @ np.array(pose.covariance) @ jacobian.T


def place_covariance(pose: Pose, foot: str, at_mm: Array) -> Array:
    """(2, 2) in mm2: by how much a place (2,) of the board's frame is uncertain in the foot's frame for its pose."""
    jacobian = np.empty((2, 3))
    jacobian[:, :2] = -turned(foot, pose.turn_rad).T
    jacobian[:, 2] = (at_mm - (pose.x_mm, pose.y_mm)) @ _turning(foot, pose.turn_rad)
    return jacobian @ np.array(pose.covariance)[:3, :3] @ jacobian.T


def updated(pose: Pose, change: Array, covariance: Array, known: Known) -> Pose:
    """The pose after its ten parameters (those of its covariance) changed by `change` (10,)."""
    scale = 1 + float(change[3]) / pose.length_mm
    points = np.array(pose.points_mm) * scale + change[4:].reshape(3, 2)
    at = pose.x_mm + float(change[0]), pose.y_mm + float(change[1]), pose.turn_rad + float(change[2])
    return Pose(*at, pose.length_mm * scale, _pairs(points), _rows(covariance), known)


def poses_of(board: Board, feet: Feet, measured: Mapping[str, Pose]) -> dict[str, Pose]:
    """A pose for each foot of the board: the measured one, else the drawn one."""
    return {f: measured[f] if f in measured else drawn_pose(board, feet, f) for f in FEET if f in board.places}


def stance_to_file(stance: Mapping[str, Pose]) -> StanceFile:
    """As files hold it."""
    return msgspec.convert({f: msgspec.to_builtins(p) for f, p in stance.items()}, StanceFile)


def stance_on(board: Board, file: StanceFile) -> dict[str, Pose]:
    """The stance that a file holds, of feet that stand on this board.

    Raises:
        ValueError: the board's cells go with the foot, it lacks a foot, or a foot stands as none does on it.
    """
    stance = stance_from_file(file)
    for foot, pose in stance.items():
        place = board.places.get(foot)
        if place is None or not board.rigid:
            raise ValueError(sentence("pose_file.not_of_this_board"))
        beside = max(abs(pose.x_mm - place.x_mm), abs(pose.y_mm - place.y_mm)) > MOST_BESIDE_MM
        sure = min(pose.covariance[0][0], pose.covariance[1][1]) < SUREST_MM**2
        if beside or sure or not LEAST_TURN_DEG - 1 <= pose.turn_deg <= MOST_TURN_DEG + 1:
            raise ValueError(sentence("pose_file.cannot_be"))
    return stance


def stance_from_file(file: StanceFile) -> dict[str, Pose]:
    """The stance that a file holds.

    Raises:
        ValueError: a covariance that cannot be, or points that no foot has.
    """
    stance = {foot: msgspec.convert(of, Pose, from_attributes=True) for foot, of in file.items()}
    for foot, pose in stance.items():
        square = all(len(row) == len(pose.covariance) for row in pose.covariance)
        if not square or not _may_be_covariance(np.array(pose.covariance)):
            raise ValueError(sentence("pose_file.cannot_be"))
        check_points(Feet(pose.length_mm, {foot: dict(zip(POINTS, pose.points_mm, strict=True))}), foot)
    return stance


def stance_file(poses: Mapping[str, Pose]) -> dict[str, PlaceFile]:
    """Where each foot stands, with half widths of 95 % intervals; where the cells go with the foot only its place as
    drawn."""
    return {foot: _place_file(pose) for foot, pose in poses.items()}


def _place_file(pose: Pose) -> PlaceFile:
    place = PlaceFile(
        known=pose.known.value,
        x_mm=round(pose.x_mm, 2),
        y_mm=round(pose.y_mm, 2),
        turn_deg=round(pose.turn_deg, 2),
        length_mm=round(pose.length_mm, 1),
    )
    if pose.known is Known.MARKS:
        return place
    x, y, _, length = (round(1.96 * pose.covariance[k][k] ** 0.5, 2) for k in range(4))
    return structs.replace(place, x_pm_mm=x, y_pm_mm=y, turn_pm_deg=round(pose.turn_pm_deg, 2), length_pm_mm=length)


def _may_be_covariance(matrix: Array) -> bool:
    return bool(np.allclose(matrix, matrix.T) and np.linalg.eigvalsh(matrix).min() > -1e-6)


def _turning(foot: str, turn_rad: float) -> Array:
    """Derivative of `turned` by the turn."""
    a = mirror(foot) * turn_rad
    return mirror(foot) * np.array([[-sin(a), cos(a)], [-cos(a), -sin(a)]])


def _pairs(points: Array) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points.tolist())


def _rows(matrix: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())

"""Paints where the CoP dwelt: on a board that knows no distribution, what it does measure under the sole."""

from math import inf

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from tripod.balance.dwell import CELL_MM, LAST_S, Dwell
from tripod.drills.run.state import State
from tripod.live.snapshot import Snapshot
from tripod.views.feet.foot_shape import FootArt
from tripod.views.feet.load_map import map_colours
from tripod.views.feet.stance import pose_of
from tripod.views.kit.theme import Theme

_SEEN, _FULL = 0.02, 0.14
"""From this part of the longest stay on it is coloured, and from this one on opaque."""

_SHOWN_S = 0.1
"""A heat trail of ten seconds changes slowly."""


def drill_under_way(snapshot: Snapshot) -> bool:
    """Whether the feet do a drill now."""
    return snapshot.drill is not None and snapshot.drill.state is not State.DONE


class DwellArt:
    """The heat trails of all feet: of the last ten seconds, or of the drill under way."""

    def __init__(self) -> None:
        self._dwells: dict[str, tuple[object, Dwell]] = {}

    def clear(self) -> None:
        """Forget all."""
        self._dwells.clear()

    def follow(self, snapshot: Snapshot) -> None:
        """Take the newest picture."""
        board = snapshot.board
        if board is None or board.claims.map_radius_mm > 0:
            self._dwells.clear()
            return
        keep_s = inf if drill_under_way(snapshot) else LAST_S
        for foot, state in snapshot.feet.items():
            made_of = board, snapshot.own_feet, pose_of(snapshot, foot), keep_s
            if foot not in self._dwells or self._dwells[foot][0] != made_of:
                # Where another foot, or another place of it, is the frame, the places are not the same.
                self._dwells[foot] = made_of, Dwell(snapshot.own_feet.length_of(foot), keep_s)
            self._dwells[foot][1].add(snapshot.t_s, *state.cop_mm)

    def looks(self, foot: str) -> object:
        """Another value whenever so much more of a foot's stay is known that it is to be painted again."""
        return self._dwells[foot][1].newest_s // _SHOWN_S if foot in self._dwells else None

    def paint(self, painter: QPainter, foot: str, art: FootArt, theme: Theme, grey: bool) -> None:
        """The stays of a foot inside of its sole, where it stands and points."""
        if foot not in self._dwells:
            return
        dwell = self._dwells[foot][1]
        seconds = dwell.seconds
        most = float(seconds.max())
        if most <= 0:
            return
        rows, columns = (np.flatnonzero((seconds > _SEEN * most).any(axis=k)) for k in (1, 0))
        box = slice(max(rows[0] - 1, 0), rows[-1] + 2), slice(max(columns[0] - 1, 0), columns[-1] + 2)
        part = seconds[box] / most
        height, width = part.shape
        pixels = np.ascontiguousarray(_argb(theme, grey)[np.rint(part * 255).astype(np.intp)])
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        at = QRectF(dwell.left_mm + box[1].start * CELL_MM, box[0].start * CELL_MM, width * CELL_MM, height * CELL_MM)
        painter.save()
        painter.setClipPath(art.sole)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(art.transform, combine=True)
        painter.drawImage(at, image)
        painter.restore()


def _argb(theme: Theme, grey: bool) -> np.ndarray:
    """Premultiplied colours of 256 parts of the longest stay, seldom to often."""
    key = theme.name, theme.palette, grey
    if key not in _TABLES:
        part = np.linspace(0, 1, 256)
        alpha = np.clip((part - _SEEN) / (_FULL - _SEEN), 0, 1)
        alpha = alpha * alpha * (3 - 2 * alpha)
        bgra = np.empty((256, 4))
        bgra[:, :3] = map_colours(theme, 256, grey)[:, ::-1] * alpha[:, None]
        bgra[:, 3] = 255 * alpha
        _TABLES[key] = np.rint(bgra).astype(np.uint8).view("<u4").astype(np.uint32).reshape(-1)
    return _TABLES[key]


_TABLES: dict[tuple[str, str, bool], np.ndarray] = {}

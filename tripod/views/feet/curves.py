"""Cuts a long series down to what the width can show, and into lines that bridge no gap."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF
from shiboken6 import VoidPtr

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def envelope(
    t_s: NDArray[np.float64], values: NDArray[np.float32], bucket_s: float
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]:
    """Least and greatest of `values` (n, k) in each bucket of time.

    Buckets are tied to the clock, not to the newest sample: a spike keeps its shape while it moves on.
    """
    which = np.floor(t_s / bucket_s).astype(np.int64)
    starts = np.flatnonzero(np.diff(which, prepend=which[0] - 1))
    middle: NDArray[np.float64] = (which[starts] + 0.5).astype(np.float64) * bucket_s
    return (
        middle,
        np.fmin.reduceat(values, starts, axis=0),
        np.fmax.reduceat(values, starts, axis=0),
    )


def zigzag(low: NDArray[np.float32], high: NDArray[np.float32]) -> NDArray[np.float32]:
    """Both ends of each bucket (n,), in the order of one line (2 n,) that covers what lies between."""
    both = np.stack([low, high], axis=1)
    both[1::2] = both[1::2, ::-1]
    return both.reshape(-1)


def polylines(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[QPolygonF]:
    """The curve cut where it has no value; nan is never bridged."""
    sound = np.isfinite(y)
    edges = np.flatnonzero(np.diff(sound, prepend=False, append=False))
    out: list[QPolygonF] = []
    for start, end in edges.reshape(-1, 2):
        points = QPolygonF()
        size = int(end - start)
        points.resize(size)
        view = np.frombuffer(_memory(points, size), np.float64).reshape(-1, 2)
        view[:, 0], view[:, 1] = x[start:end], y[start:end]
        out.append(points)
    return out


def _memory(points: QPolygonF, size: int) -> memoryview:
    """The memory of a polygon of `size` points, writable: filling it point by point costs more than drawing it.

    A cast, because Qt's stubs know neither that `VoidPtr` takes a length nor that it is a buffer.
    """
    buffer = cast("Callable[[QPointF, int, bool], WriteableBuffer]", VoidPtr)
    return memoryview(buffer(points.data(), 16 * size, True))

"""A recording as it reads under another calibration; what was recorded stays as it is."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tripod.device.items import Zeroed
from tripod.force.calibration import Calibration
from tripod.record.recording import Recording

Array = NDArray[np.float64]


def recalibrated(recording: Recording, calibration: Calibration) -> Recording:
    """The same samples under this calibration. Zeros that were taken are means of raw counts, and hold still: in the
    order and the sign that this calibration gives its cells. What the empty board was seen to read is a force, and is
    forgotten."""
    old = recording.calibration

    def moved(counts: Array) -> Array:
        wires = np.empty_like(counts)
        wires[_wires(old, len(counts))] = counts * _signs(old, len(counts))
        return wires[_wires(calibration, len(counts))] * _signs(calibration, len(counts))

    def of_zero(item: object) -> Zeroed | None:
        return Zeroed(moved(item.tare_counts)) if isinstance(item, Zeroed) and item.tare_counts is not None else None

    return replace(
        recording,
        calibration=calibration,
        tare_counts=None if recording.tare_counts is None else moved(recording.tare_counts),
        learned=replace(recording.learned, empty_n=None, moved=()),
        events=tuple(replace(h, item=zero) if (zero := of_zero(h.item)) else h for h in recording.events),
    )


def _wires(calibration: Calibration, cells: int) -> list[int]:
    return list(calibration.mapping) or list(range(cells))


def _signs(calibration: Calibration, cells: int) -> Array:
    return np.where(calibration.turned, -1.0, 1.0) if calibration.turned else np.ones(cells)

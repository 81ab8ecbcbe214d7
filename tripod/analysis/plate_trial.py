"""A force-plate file as a trial: net CoP of its plates, and each foot's where the file says whose it is."""

import numpy as np

from tripod.analysis.trace import Array, CopTrace
from tripod.analysis.trial import FootTrial, Trial
from tripod.plate_files.plate_file import Plate, PlateFile, Side


def trial_of(file: PlateFile) -> Trial:
    """Of two plates that share one frame the net CoP is (F_l c_l + F_r c_r) / (F_l + F_r)."""
    feet = {p.side.value: p for p in file.plates if p.side in (Side.LEFT, Side.RIGHT)}
    stood = {side: FootTrial(_trace(file, plate.cop_mm), plate.force_n, _NONE) for side, plate in feet.items()}
    return Trial(str(file.path), _trace(file, _net(file.plates)), "", stood, taken=file.said())


_NONE = np.zeros((0, 3))


def _trace(file: PlateFile, cop_mm: Array) -> CopTrace:
    return CopTrace(file.time_s, cop_mm)


def _net(plates: tuple[Plate, ...]) -> Array:
    """(n, 2); a plate that nobody stands on adds nothing."""
    if len(plates) == 1:
        return plates[0].cop_mm
    force = np.stack([np.where(np.isfinite(p.cop_mm).all(1), p.force_n, 0.0) for p in plates])
    moment = sum(f[:, None] * np.nan_to_num(p.cop_mm) for f, p in zip(force, plates, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        total = force.sum(0)[:, None]
        return np.asarray(np.where(total > 0, moment / total, np.nan), np.float64)

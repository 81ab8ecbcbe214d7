"""Which part of each region of a foot comes to rest on which block of the pads, for feet off their marks."""

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import mirror

Array = NDArray[np.float64]

MT_WIDTH_MM = 7.0
"""Standard deviation of a metatarsal head's pressure across the foot."""
ARCH_LENGTH_MM = 22.0
"""The same of the midfoot along it."""
SEAM_FRACTION = 0.0150
"""The seam between the blocks of the big-toe and the little-toe side lies under MT3: outward, in foot lengths."""
HEEL_EDGE, FORE_EDGE = 0.30, 0.53
"""Front edge of the heel's block and back edge of the other two, in foot lengths."""


def block_parts(foot: str, length_mm: float, regions_mm: Array, off_mm: Array) -> Array:
    """(n, 3, 9) parts of each region that heel, MT1 and MT5 block carry; regions (n, 9, 2) in the foot's frame, the
    foot `off_mm` (n, 2) off its marks. What would rest on no block is carried by the others in proportion."""
    at = regions_mm + off_mm[:, None]
    outward = mirror(foot) * at[..., 0] - SEAM_FRACTION * length_mm
    big_toe = _phi(-outward / MT_WIDTH_MM)
    heel = _phi((HEEL_EDGE * length_mm - at[..., 1]) / ARCH_LENGTH_MM)
    fore = _phi((at[..., 1] - FORE_EDGE * length_mm) / ARCH_LENGTH_MM)
    parts = np.stack([heel, fore * big_toe, fore * (1 - big_toe)], axis=1)
    return parts / np.maximum(parts.sum(1, keepdims=True), 0.05)


def _phi(z: Array) -> Array:
    from scipy.special import ndtr  # noqa: PLC0415

    return np.asarray(ndtr(z))

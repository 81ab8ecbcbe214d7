"""Laws of the sensor circuits: ADC counts to conductance, and back for the virtual board."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tripod.boards import FrontEnd

Array = NDArray[np.float64]

ADC_FULL = 65536
"""ADC counts (code x 64) of the whole supply."""


def conductance_us(front_end: FrontEnd, counts: ArrayLike) -> Array:
    """Conductance of an FSR in microsiemens from ADC counts (any shape); never below 0."""
    v = np.asarray(counts, float) / ADC_FULL
    if front_end.kind == "conductance":
        g = (v / front_end.reference - 1) / front_end.ohm
    else:
        g = v / np.maximum(1 - v, 1 / ADC_FULL) / front_end.ohm
    return np.maximum(g * 1e6, 0.0)


def fsr_counts(front_end: FrontEnd, g_us: ArrayLike) -> Array:
    """ADC counts (not yet rounded) that a conductance in microsiemens makes, ending where the circuit ends."""
    g = np.maximum(np.asarray(g_us, float), 0.0) * 1e-6
    if front_end.kind == "conductance":
        v = front_end.reference * (1 + front_end.ohm * g)
    else:
        v = front_end.ohm * g / (1 + front_end.ohm * g)
    return np.minimum(v * ADC_FULL, front_end.full_scale_counts)

"""The law of an FSR: conductance to force."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tripod.force.calibration import CellLaw

Array = NDArray[np.float64]


def fsr_force_n(law: CellLaw, g_us: ArrayLike) -> Array:
    """Force in newtons of conductances in microsiemens (any shape, kept); rises monotonically from 0 at 0.

    A piecewise law interpolates between logarithms, where an FSR is nearly straight: few knots suffice, and the force
    stays positive. (The widespread formula of two straight lines jumps from 12.5 N to 0 at 1000 uS.)
    """
    g = np.asarray(g_us, float)
    if law.law != "piecewise":
        return law.gain * g**law.exponent
    knots = np.log(np.array(law.knots))
    x: Array = knots[:, 0]
    y: Array = knots[:, 1]
    with np.errstate(divide="ignore"):
        u = np.log(g)
    inside = np.interp(u, x, y)
    beyond = np.minimum(u - x[0], 0) + np.maximum(u - x[-1], 0)
    return law.gain * np.exp(inside + law.exponent * beyond)

"""The part of scipy.interpolate that tripod calls; scipy ships no types."""

import numpy as np
from numpy.typing import NDArray

class CubicSpline:
    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float64], /) -> None: ...
    def __call__(self, x: NDArray[np.float64], /) -> NDArray[np.float64]: ...

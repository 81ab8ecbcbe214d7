"""The live filter: causal 2nd-order Butterworth low-pass whose state crosses blocks."""

from math import isnan, pi, sqrt, tan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CUTOFF_HZ = 10.0


class LowPass:
    """Filters columns. A nan comes out as nan and leaves the column's state as it was.

    Written as a recursion over frames because each output needs the one before; so it cannot depend on how the
    stream was cut. Bilinear transform with pre-warping; starts settled on the first value.
    """

    def __init__(self, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> None:
        k = tan(pi * min(cutoff_hz / rate_hz, 0.45))
        norm = 1 / (1 + sqrt(2) * k + k * k)
        self._b0 = k * k * norm
        self._a1 = 2 * (k * k - 1) * norm
        self._a2 = (1 - sqrt(2) * k + k * k) * norm
        self._state: list[list[float] | None] = []
        self.delay_s = sqrt(2) / (2 * pi * cutoff_hz)
        """Group delay at low frequencies."""

    def __call__(self, values: Array) -> Array:
        """Filtered copy of (n, columns)."""
        out = np.empty_like(values)
        if not self._state:
            self._state = [None] * values.shape[1]
        b0, a1, a2 = self._b0, self._a1, self._a2
        for column in range(values.shape[1]):
            state = self._state[column]
            result: list[float] = []
            for x in values[:, column].tolist():
                if isnan(x):
                    result.append(x)
                    continue
                if state is None:
                    # Transposed direct form 2, settled on x.
                    state = [x * (1 - b0), x * (b0 - a2)]
                y = b0 * x + state[0]
                state[0] = 2 * b0 * x - a1 * y + state[1]
                state[1] = b0 * x - a2 * y
                result.append(y)
            self._state[column] = state
            out[:, column] = result
        return out

"""The live filter: causal 2nd-order Butterworth low-pass whose state crosses blocks."""

from math import isnan, pi, sqrt, tan

import numpy as np
from numpy.typing import NDArray

from tripod import kernel

Array = NDArray[np.float64]

CUTOFF_HZ = 10.0
LEAST_RATE = 2.5
"""A stream with fewer samplings than so many times the cutoff has nothing above it to be taken off; the filter would
only ring."""


class LowPass:
    """Filters columns. A nan comes out as nan and leaves the column's state as it was.

    Written as a recursion over frames because each output needs the one before; so it cannot depend on how the
    stream was cut. Bilinear transform with pre-warping; starts settled on the first value.
    """

    def __init__(self, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> None:
        self._state: Array = np.zeros((0, 4))
        """(columns, 4) whether anything came, the two states of the transposed direct form 2, and what came out
        last."""
        self.set_rate(rate_hz, cutoff_hz)

    def set_rate(self, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> None:
        """From the next value on so many come a second; columns go on from what they last gave."""
        if cutoff_hz * LEAST_RATE <= rate_hz:
            k = tan(pi * cutoff_hz / rate_hz)
            norm = 1 / (1 + sqrt(2) * k + k * k)
            self._b0, self._a1, self._a2 = k * k * norm, 2 * (k * k - 1) * norm, (1 - sqrt(2) * k + k * k) * norm
            delay_s = sqrt(2) / (2 * k * rate_hz)
        else:
            # What comes out is what goes in.
            self._b0, self._a1, self._a2, delay_s = 1.0, 2.0, 1.0, 0.0
        self.delay_s = delay_s
        """Group delay at low frequencies: that of the analogue filter which the bilinear transform makes this one
        from, sqrt(2) / w with w = 2 k rate_hz."""
        for state in self._state:
            state[:] = self._settled(state[3]) if state[0] and not isnan(state[3]) else 0.0

    def __call__(self, values: Array) -> Array:
        """Filtered copy of (n, columns)."""
        out = np.empty(values.shape)
        if not len(self._state):
            self._state = np.zeros((values.shape[1], 4))
        b0, a1, a2 = self._b0, self._a1, self._a2
        if kernel.compiled is not None:
            kernel.compiled.low_pass(np.ascontiguousarray(values), out, self._state, b0, a1, a2)
            return out
        for column, of in enumerate(self._state.tolist()):
            came, first, second, y = of
            result: list[float] = []
            for x in values[:, column].tolist():
                if isnan(x):
                    result.append(x)
                    continue
                if not came:
                    came, first, second, y = self._settled(x)
                y = b0 * x + first
                first = 2 * b0 * x - a1 * y + second
                second = b0 * x - a2 * y
                result.append(y)
            self._state[column] = came, first, second, y
            out[:, column] = result
        return out

    def _settled(self, x: float) -> tuple[float, float, float, float]:
        """The state of a column after x for a long time."""
        return 1.0, x * (1 - self._b0), x * (self._b0 - self._a2), x

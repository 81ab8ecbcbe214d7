"""Stabilogram diffusion (Collins & De Luca 1993, Exp Brain Res 95:308): how far the CoP has gone after a time.

The mean square of the way made within a lag grows fast at first and slowly later. A line is drawn through each part:
the authors chose where by eye; here it is 0.1 to 0.5 s and 2 to 10 s. D is half a line's slope, also of the planar
way, and H half the slope of its logarithm over that of the lag. The lines cross at the critical lag.
"""

from collections.abc import Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SHORT_S, LONG_S = (0.1, 0.5), (2.0, 10.0)


def mean_square_way(values: Array, lags: int) -> Array:
    """(lags + 1,) mean of (x[n + m] - x[n])² for m = 0 … lags of (n,) values, in n log n."""
    n = len(values)
    x = values - values.mean()
    spectrum = np.fft.rfft(x, 1 << (2 * n - 1).bit_length())
    products = np.fft.irfft(spectrum * spectrum.conj())[: lags + 1]
    squares = np.concatenate([[0.0], np.cumsum(x * x)])
    m = np.arange(lags + 1)
    ways = squares[n - m] + (squares[n] - squares[m]) - 2 * products
    return np.maximum(ways / (n - m), 0.0).astype(np.float64)


def diffusion(cop_mm: Array, rate_hz: float) -> Mapping[str, float]:
    """Name -> value of (n, 2) even samples in mm; nan where the trace is shorter than twice the longest lag."""
    lags = round(LONG_S[1] * rate_hz)
    if len(cop_mm) < 2 * lags:
        ways = [np.full(lags + 1, nan)] * 2
    else:
        ways = [mean_square_way(cop_mm[:, axis], lags) for axis in range(2)]
    out: dict[str, float] = {}
    for name, way in zip(("ml", "ap", "r"), (*ways, ways[0] + ways[1]), strict=True):
        out |= _lines(way, rate_hz, name)
    return out


def _lines(way: Array, rate_hz: float, name: str) -> dict[str, float]:
    lag = np.arange(len(way)) / rate_hz

    def fit(span: tuple[float, float], *, logs: bool) -> tuple[float, float]:
        part = slice(round(span[0] * rate_hz), round(span[1] * rate_hz) + 1)
        x, y = (np.log(lag[part]), np.log(way[part])) if logs else (lag[part], way[part])
        if not np.isfinite(y).all():
            return nan, nan
        x0 = x - x.mean()
        slope = float(x0 @ y / (x0 @ x0))
        return slope, float(y.mean() - slope * x.mean())

    (fast, above), (slow, over) = fit(SHORT_S, logs=False), fit(LONG_S, logs=False)
    with np.errstate(divide="ignore"):
        fast_log, slow_log = fit(SHORT_S, logs=True)[0], fit(LONG_S, logs=True)[0]
    return {
        f"diffusion_short_{name}_mm2_s": fast / 2,
        f"diffusion_long_{name}_mm2_s": slow / 2,
        f"diffusion_critical_{name}_s": (over - above) / (fast - slow) if fast != slow else nan,
        f"hurst_short_{name}": fast_log / 2,
        f"hurst_long_{name}": slow_log / 2,
    }

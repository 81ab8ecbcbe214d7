"""Spectral measures. What they come to depends on how a spectrum is estimated more than on who stands there: the
median frequency of one recording differs by up to 137 % between usual choices (Vieira et al. 2009, Braz J Med Biol Res
42:665). So the estimator is part of the value: Welch, Hann windows of 10 s that overlap by half, each without its
straight line, over 0.15 to 5 Hz (band: Prieto et al. 1996)."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WINDOW_S, LOW_HZ, HIGH_HZ = 10.0, 0.15, 5.0
ESTIMATOR = "welch, hann 10 s, 50 % overlap, linear detrend, zero-padded to n, 0.15-5 Hz"


def spectral(values: Array, rate_hz: float, axis: str) -> Mapping[str, float]:
    """Name -> value of one axis, (n,) even samples in mm; `axis` is `ml` or `ap`."""
    hz, density = spectrum(values, rate_hz)
    band = (hz >= LOW_HZ) & (hz <= HIGH_HZ)
    hz, density = hz[band], density[band]
    summed = density.cumsum()
    m0, m1, m2 = (float((hz**k * density).sum()) for k in range(3))
    return {
        f"power_{axis}_mm2": m0 * float(hz[1] - hz[0]),
        f"f50_{axis}_hz": float(hz[np.searchsorted(summed, 0.5 * summed[-1])]),
        f"f95_{axis}_hz": float(hz[np.searchsorted(summed, 0.95 * summed[-1])]),
        f"f_peak_{axis}_hz": float(hz[density.argmax()]),
        f"centroid_frequency_{axis}_hz": sqrt(m2 / m0),
        f"frequency_dispersion_{axis}": sqrt(max(1 - m1 * m1 / (m0 * m2), 0.0)),
    }


def spectrum(values: Array, rate_hz: float) -> tuple[Array, Array]:
    """Frequencies in Hz and density in mm²/Hz (`ESTIMATOR`) of (n,) even samples in mm.

    To fill each window up to n costs n² for all of them. The mean of their powers is the transform of the mean of their
    autocorrelations, which twice a window's length holds (Wiener-Khinchin): it alone is filled up.
    """
    from scipy.signal import welch  # noqa: PLC0415

    n, length = len(values), min(len(values), round(WINDOW_S * rate_hz))
    wide = min(n, 2 * length)
    hz, density = welch(values, rate_hz, "hann", nperseg=length, noverlap=length // 2, nfft=wide, detrend="linear")
    if wide == n:
        return hz, density
    density[1:-1] /= 2
    lags = np.fft.irfft(density, wide)
    filled = np.zeros(n)
    filled[:length], filled[-length + 1 :] = lags[:length], lags[-length + 1 :]
    density = np.fft.rfft(filled).real
    # Of one side: all but 0 Hz and, of an even number, the last stand for two.
    density[1 : (n + 1) // 2] *= 2
    return np.fft.rfftfreq(n, 1 / rate_hz).astype(np.float64), density

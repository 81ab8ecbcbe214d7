"""Sway density (Baratto et al. 2002, Motor Control 6:246): for how long in a row the CoP stays within 3 mm of where it
is. Its peaks are moments of good control. The curve is smoothed at 2.5 Hz (Butterworth of 4th order, without phase);
what stays longer than 10 s before or
after counts as 10 s."""

from collections.abc import Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

NAMES = ("sway_density_peak_s", "sway_density_peak_way_mm")
RADIUS_MM, SMOOTH_HZ, MOST_S = 3.0, 2.5, 10.0


def sway_density(cop_mm: Array, rate_hz: float) -> Mapping[str, float]:
    """Mean height of the peaks in seconds and mean way between them in mm, of (n, 2) even samples in mm."""
    from scipy.signal import butter, find_peaks, sosfiltfilt  # noqa: PLC0415

    stays = stays_s(cop_mm, rate_hz)
    smooth = sosfiltfilt(butter(4, SMOOTH_HZ, fs=rate_hz, output="sos"), stays)
    peaks, _ = find_peaks(smooth)
    if len(peaks) < 2:
        return dict.fromkeys(NAMES, nan)
    way = np.diff(cop_mm[peaks], axis=0)
    values = float(smooth[peaks].mean()), float(np.hypot(way[:, 0], way[:, 1]).mean())
    return dict(zip(NAMES, values, strict=True))


def stays_s(cop_mm: Array, rate_hz: float) -> Array:
    """(n,) for how long in a row, before and after each sample, the CoP is within 3 mm of it, in seconds."""
    n, most = len(cop_mm), round(MOST_S * rate_hz)
    samples = np.zeros(n)
    x, y = (np.ascontiguousarray(c) for c in cop_mm.T)
    for forward in (True, False):
        still = np.arange(n)
        for lag in range(1, min(most, n - 1) + 1):
            still = still[still < n - lag] if forward else still[still >= lag]
            other = still + lag if forward else still - lag
            near = (x[other] - x[still]) ** 2 + (y[other] - y[still]) ** 2 <= RADIUS_MM**2
            still = still[near]
            if not len(still):
                break
            samples[still] += 1
    return samples / rate_hz

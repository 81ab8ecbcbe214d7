"""The part of scipy.signal that tripod calls; scipy ships no types."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

def butter(order: int, cutoff_hz: float, /, *, fs: float, output: Literal["sos"]) -> Array: ...
def sosfiltfilt(sos: Array, x: Array, /, axis: int = -1) -> Array: ...
def find_peaks(x: Array, /) -> tuple[NDArray[np.intp], dict[str, Array]]: ...
def welch(
    x: Array, fs: float, window: str, *, nperseg: int, noverlap: int, nfft: int, detrend: str
) -> tuple[Array, Array]: ...

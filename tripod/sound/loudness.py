"""One loudness for all that is said: by its root mean square, as ears go, not by its highest peak."""

import numpy as np
from numpy.typing import NDArray

RMS = 0.08
"""Of every phrase, in full scale, from its first sample to its last."""
PEAK = 0.6
"""No sample is higher: with tone and earcons beside it a phrase stays below full scale."""
_KNEE = 0.4
"""Higher peaks are bent. Consonants of a synthetic voice stand out by 20 dB; bent they sound the same."""


def as_loud(pcm: NDArray[np.floating]) -> NDArray[np.float32]:
    """Mono samples (n,) at `RMS`, as near as `PEAK` allows; silence stays silence."""
    rms = float(np.sqrt(np.mean(np.square(pcm, dtype=np.float64)))) if len(pcm) else 0.0
    loud = np.asarray(pcm, np.float64) * (RMS / max(rms, 1e-9))
    over = np.maximum(np.abs(loud) - _KNEE, 0.0)
    bent = np.minimum(np.abs(loud), _KNEE) + (PEAK - _KNEE) * np.tanh(over / (PEAK - _KNEE))
    return (np.sign(loud) * bent).astype(np.float32)

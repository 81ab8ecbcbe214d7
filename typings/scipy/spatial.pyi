"""The part of scipy.spatial that tripod calls; scipy ships no types."""

import numpy as np
from numpy.typing import NDArray

class QhullError(RuntimeError): ...

class ConvexHull:
    vertices: NDArray[np.intp]
    def __init__(self, points: NDArray[np.float64], /) -> None: ...

class KDTree:
    def __init__(self, data: NDArray[np.float64], /, leafsize: int = 10) -> None: ...
    def count_neighbors(self, other: KDTree, r: float, /, *, p: float) -> np.intp: ...

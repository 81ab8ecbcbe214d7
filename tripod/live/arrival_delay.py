"""How late the newest sample came, from arrival times and the board's clock.

Where both clocks began nobody knows, so the delay is what a sample needs beyond the quickest of the last seconds. The
two clocks drift apart (an Uno's resonator by up to half a per cent), so the quickest make a line, not a level.
"""

from math import isfinite, nan

SPAN_S = 5.0


class ArrivalDelay:
    """Follows the quickest sample of each span."""

    def __init__(self) -> None:
        self._spans: list[tuple[float, float]] = []
        """(arrival, arrival less board time) of the quickest sample of the span before and of this one."""
        self._span_began = nan

    def __call__(self, arrived_s: float, board_s: float) -> float:
        """Delay in seconds of a sample taken at `board_s` on the board's clock; nan where arrival is not known."""
        if not isfinite(arrived_s):
            return nan
        offset = arrived_s - board_s
        if not self._spans or arrived_s - self._span_began >= SPAN_S:
            self._spans = [*self._spans[-1:], (arrived_s, offset)]
            self._span_began = arrived_s
        elif offset < self._line(arrived_s) or offset < self._spans[-1][1]:
            self._spans[-1] = (arrived_s, offset)
        return max(offset - self._line(arrived_s), 0.0)

    def _line(self, at_s: float) -> float:
        """The offset that a quick sample would have at `at_s`."""
        if len(self._spans) < 2:
            return self._spans[-1][1]
        (t0, d0), (t1, d1) = self._spans
        if t1 - t0 < SPAN_S / 2:
            return min(d0, d1)
        return d1 + (d1 - d0) / (t1 - t0) * (at_s - t1)

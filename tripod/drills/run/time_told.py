"""How much time is left of something that takes its time, for ears: half way, each ten seconds, the last five."""

from tripod.drills.run.event_types import HalfWay, TimeLeft

HALF_FROM_S = 20.0
"""What is shorter has no half that is worth a word."""
TEN_S, LAST_S = 10, 5


class TimeTold:
    """From `began_s` on, for `length_s`."""

    def __init__(self, began_s: float, length_s: float, *, counted: bool, tens: bool) -> None:
        """`counted`: the last five seconds are; `tens`: each ten that are left is told, where that is not half way."""
        half_s = length_s / 2
        due: list[tuple[float, int]] = []
        if length_s >= HALF_FROM_S:
            due.append((half_s, 0))
        if tens:
            due += [(length_s - left, left) for left in range(TEN_S, int(length_s), TEN_S) if left != half_s]
        if counted:
            due += [(length_s - left, left) for left in range(1, LAST_S + 1) if left < length_s]
        self._due = sorted((began_s + after_s, left) for after_s, left in due)

    def __call__(self, t_s: float) -> list[HalfWay | TimeLeft]:
        """What is due by now and was not told yet; what a gap in the stream swallowed is not caught up with."""
        told: list[HalfWay | TimeLeft] = []
        while self._due and self._due[0][0] <= t_s:
            _, left = self._due.pop(0)
            told = [HalfWay(t_s) if left == 0 else TimeLeft(t_s, left, counted=left <= LAST_S)]
        return told

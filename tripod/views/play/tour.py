"""The tour of five minutes: what comes next, and when it was done. No Qt."""

from dataclasses import dataclass
from enum import StrEnum

from tripod.balance.judgement import Answer
from tripod.live.snapshot import Snapshot

SOURCE = "virtual:play,board=pads"
"""The board that it is done on."""


class Stop(StrEnum):
    """What is learnt, one after another; each has its sentences in the catalogue, in the table `view_tour`."""

    LEAN = "lean"
    """Stand and watch: lean until a point is said to be off."""
    BACK = "back"
    """And come back, until all is good."""
    HOLD = "hold"
    CALIBRATE = "calibrate"
    OVER = "over"


ORDER = tuple(Stop)


@dataclass(frozen=True)
class TourView:
    """What the strip says."""

    stop: Stop
    number: int
    """Of the stop, from 1."""
    of: int
    begun: bool
    """What this stop is about has begun: the drill runs, or the calibration is shown."""


class Tour:
    """Goes on when it sees that something was done, whichever way it was done."""

    def __init__(self) -> None:
        self.stop = Stop.LEAN
        self._calibration: str | None = None
        """In use when the tour came there."""

    def follow(self, snapshot: Snapshot, calibrating: bool) -> TourView:
        """Another picture; `calibrating`: the wizard's page is on the screen."""
        if self._done(snapshot):
            self.stop = ORDER[ORDER.index(self.stop) + 1]
        drill = snapshot.drill is not None and snapshot.drill.result is None
        begun = drill if self.stop is Stop.HOLD else calibrating
        return TourView(self.stop, ORDER.index(self.stop) + 1, len(ORDER) - 1, begun)

    def skip(self) -> None:
        """On to the next stop, whether this one was done or not."""
        if self.stop is not Stop.OVER:
            self.stop = ORDER[ORDER.index(self.stop) + 1]

    def _done(self, snapshot: Snapshot) -> bool:
        answer = snapshot.judgement.answer if snapshot.judgement is not None else None
        match self.stop:
            case Stop.LEAN:
                return answer is Answer.OFF
            case Stop.BACK:
                return answer is Answer.GOOD
            case Stop.HOLD:
                return snapshot.drill is not None and snapshot.drill.result is not None
            case Stop.CALIBRATE:
                self._calibration = self._calibration or snapshot.calibration
                return snapshot.calibration not in ("", self._calibration)
            case Stop.OVER:
                return False

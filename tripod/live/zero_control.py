"""The zero of the board that is being read: taken, taken back, and taken by itself where it has drifted."""

from collections.abc import Callable
from contextlib import suppress

from tripod.device.items import Zeroed
from tripod.force.tare import TareRefused
from tripod.live.commands import Refused
from tripod.live.measuring import NothingToUndo
from tripod.live.pipeline import Pipeline
from tripod.sentences import sentence

REZERO_S = 5.0
"""An empty board is not zeroed by itself more often than this."""


class ZeroControl:
    """Lives on the pipeline's thread."""

    def __init__(self, pipeline: Pipeline, tell: Callable[[Zeroed], None], now: Callable[[], float]) -> None:
        """`tell`: lets whoever hears the source know of a new zero. `now`: a clock in seconds."""
        self._pipeline, self._tell, self._now = pipeline, tell, now
        self._rezeroed_s = float("-inf")

    def zero(self) -> None:
        """Take the zero from the last second.

        Raises:
            Refused: there is no board yet, somebody stands on it, it moves, or a cell gives nothing.
        """
        self._need_board()
        try:
            tare = self._pipeline.measuring.zero()
        except TareRefused as error:
            raise Refused(str(error)) from error
        self._tell(Zeroed(tare))

    def undo(self) -> None:
        """Take back the last zero.

        Raises:
            Refused: there is none.
        """
        self._need_board()
        try:
            tare = self._pipeline.measuring.undo_zero()
        except NothingToUndo as error:
            raise Refused(sentence("refused.no_zero_to_undo")) from error
        self._tell(Zeroed(tare))

    def follow_drift(self) -> None:
        """Zero the board if it is empty and has drifted."""
        if self._pipeline.setup is None or not self._pipeline.measuring.drifted:
            return
        if self._now() - self._rezeroed_s > REZERO_S:
            self._rezeroed_s = self._now()
            # Not steady after all: then at the next look.
            with suppress(Refused):
                self.zero()

    def _need_board(self) -> None:
        if self._pipeline.setup is None:
            raise Refused(sentence("no_board_yet.to_zero"))

"""A recording as a source: the same items as when it was live, at the same places."""

from collections.abc import Generator

import numpy as np

from tripod.boards import Board
from tripod.device.blocks import Block
from tripod.device.items import Back, DrillBegun, End, Hello, Item, LineCount, Noticed, SourceError, StanceSet, Zeroed
from tripod.force.calibration import to_file
from tripod.record.clock_jumps import ClockJumps
from tripod.record.recording import Recording, RecordingError
from tripod.record.sample_rows import LeftOut
from tripod.sentences import sentence
from tripod.storage.schemas.calibration import CalibrationFile
from tripod.storage.schemas.feet import FeetFile


class Replay:
    """Reads as fast as it can; who wants it at its own pace waits between the reads (`sources.Paced`)."""

    replayed = True

    def __init__(self, recording: Recording, rows: int = 0) -> None:
        """`rows`: at most so many a block; 0 for as many as the file gives."""
        self.label = str(recording.folder)
        self.simulated = recording.simulated
        self.person = recording.subject
        self.feet: FeetFile | None = recording.feet
        self._recording = recording
        self._items = self._play(rows)
        self._lost = 0
        self.clock_jumps = ClockJumps(recording.banner.groups[0].rate_hz)
        """Those of the samples that were read so far."""

    @property
    def pupil(self) -> None:
        """Whoever stood there hears nothing any more."""

    @property
    def holds_drill(self) -> bool:
        """Whether a drill was done in it."""
        return any(isinstance(happened.item, DrillBegun) for happened in self._recording.events)

    def board(self, name: str) -> Board:
        return self._recording.board

    def calibration(self, board: Board, board_id: str) -> CalibrationFile:
        return to_file(self._recording.calibration)

    def items(self) -> Generator[Item]:
        """All that `read` gives, one by one, up to the end.

        Raises:
            RecordingError: no line holds a sample, or the file changed while it was read.
        """
        return self._items

    def read(self) -> list[Item]:
        try:
            return [next(self._items)]
        except StopIteration:
            return [End()]
        except RecordingError as error:
            raise SourceError(str(error)) from error

    def line(self) -> LineCount:
        return LineCount(lost_frames=self._lost)

    def close(self) -> None:
        self._items.close()

    def _play(self, rows: int) -> Generator[Item]:
        yield Hello(self._recording.banner)
        theirs, ours = self._recording.calibration.board_id, self._recording.banner.board_id
        if theirs not in ("", ours):
            # Two boards of one name have one file, and each its own calibration.
            yield Noticed(sentence("recording.calibration_of_another", theirs=theirs[:4], ours=ours[:4]))
        if self._recording.tare_counts is not None:
            yield Zeroed(self._recording.tare_counts)
        if self._recording.stance:
            yield StanceSet(self._recording.stance)
        yield self._recording.learned
        waiting = [(h.after_seq, h.item) for h in self._recording.events if h.item is not None]
        last, left_out = -1, LeftOut()
        for chunk in self.clock_jumps.closed(self._recording.blocks(left_out=left_out)):
            while waiting and waiting[0][0] < chunk.seq[0]:
                yield waiting.pop(0)[1]
            if self.clock_jumps.begins(chunk):
                yield Back(False)
            at = 0
            while at < len(chunk):
                stop = len(chunk)
                if waiting:
                    stop = min(stop, int(np.searchsorted(chunk.seq, waiting[0][0], "right")))
                if rows:
                    stop = min(stop, at + rows)
                if stop > at:
                    block = chunk.rows(slice(at, stop))
                    self._lost += int(block.seq[-1]) - (last if last >= 0 else int(block.seq[0]) - 1) - len(block)
                    last = int(block.seq[-1])
                    yield block
                    at = stop
                # An event belongs before the next row there is, also where the row that it names is gone.
                while waiting and (waiting[0][0] < chunk.seq[at] if at < len(chunk) else _past(waiting, chunk)):
                    yield waiting.pop(0)[1]
        if left_out.rows:
            yield Noticed(left_out.said())
        if self.clock_jumps.found:
            yield Noticed(self.clock_jumps.said())
        if self._recording.cut_bytes:
            yield Noticed(sentence("recording.was_cut"))


def _past(waiting: list[tuple[int, Item]], chunk: Block) -> bool:
    return waiting[0][0] <= chunk.seq[-1]

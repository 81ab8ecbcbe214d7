"""A recording as a source: the same items as when it was live, at the same places."""

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tripod.boards import Board
from tripod.device.frames import Block
from tripod.device.source import Back, End, Gone, Hears, Hello, Item, LineCount, Noticed, SourceError, Told, Zeroed
from tripod.record.recording import Happened, LeftOut, Recording, RecordingError, is_tare


class Replay:
    """Reads as fast as it can; who wants it at its own pace waits between the reads (`sources.Paced`)."""

    replayed = True

    def __init__(self, recording: Recording, rows: int = 0) -> None:
        """`rows`: at most so many a block; 0 for as many as the file gives."""
        self.label = str(recording.folder)
        self.simulated = bool(recording.header["simulated"])
        self.feet: Mapping[str, Any] | None = recording.header["feet"]
        self._recording = recording
        self._items = self._play(rows)
        self._lost = 0

    @property
    def pupil(self) -> Hears | None:
        return None

    def board(self, name: str) -> Board:
        return self._recording.board

    def calibration(self, board: Board, board_id: str) -> dict[str, Any] | None:
        return self._recording.header["calibration"]

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
        tare = self._recording.header["tare_counts"]
        if tare is not None:
            yield Zeroed(np.array(tare, float))
        cells = len(self._recording.board.cells)
        waiting = [h for h in self._recording.events if is_tare(h.values.get("tare_counts"), cells) and _item(h)]
        last, left_out = -1, LeftOut()
        for chunk in self._recording.blocks(left_out=left_out):
            while waiting and waiting[0].after_seq < chunk.seq[0]:
                yield from _item(waiting.pop(0))
            at = 0
            while at < len(chunk):
                stop = len(chunk)
                if waiting:
                    stop = min(stop, int(np.searchsorted(chunk.seq, waiting[0].after_seq, "right")))
                if rows:
                    stop = min(stop, at + rows)
                if stop > at:
                    block = _rows(chunk, at, stop)
                    self._lost += int(block.seq[-1]) - (last if last >= 0 else int(block.seq[0]) - 1) - len(block)
                    last = int(block.seq[-1])
                    yield block
                    at = stop
                # An event belongs before the next row there is, also where the row that it names is gone.
                while waiting and (waiting[0].after_seq < chunk.seq[at] if at < len(chunk) else _past(waiting, chunk)):
                    yield from _item(waiting.pop(0))
        if left_out.rows:
            yield Noticed(left_out.sentence())
        if self._recording.cut_bytes:
            yield Noticed("The recording was cut; it is shown up to its last whole sample.")


def _past(waiting: list[Happened], chunk: Block) -> bool:
    return waiting[0].after_seq <= chunk.seq[-1]


def _rows(chunk: Block, at: int, stop: int) -> Block:
    rows = slice(at, stop)
    return replace(
        chunk,
        seq=chunk.seq[rows],
        tick_us=chunk.tick_us[rows],
        counts=chunk.counts[rows],
        status=chunk.status[rows],
        age=chunk.age[rows],
    )


def _item(happened: Happened) -> list[Item]:
    """The item that an event stands for; events that change no number have none."""
    values = happened.values
    if happened.event == "zero":
        tare = values.get("tare_counts")
        return [Zeroed(np.array(tare, float) if tare is not None else None)]
    if happened.event == "gone":
        return [Gone(str(values.get("reason", "")))]
    if happened.event == "back":
        return [Back(bool(values.get("restarted")))]
    if happened.event in ("drill", "drill_command"):
        return [Told(happened.event, values)]
    return []

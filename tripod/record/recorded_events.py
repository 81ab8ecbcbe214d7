"""Reads events.jsonl: the lines that change numbers become the items that they stand for."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from tripod.device.items import Back, DrillBegun, DrillCommand, DrillCommanded, Gone, Item, Noticed, Zeroed
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, NoFile, read_bytes
from tripod.storage.schemas.session import BackLine, DrillCommandLine, DrillLine, GoneLine, LineHead, ZeroLine
from tripod.storage.versioned import plain_sentence

MOST_BYTES = 64 << 20
"""A day of drills has some 20 MB."""
MOST_DAMAGED = 10_000
"""Lines that are none; with more of them it is another file."""
Line = ZeroLine | GoneLine | BackLine | DrillLine | DrillCommandLine
_LINES: dict[str, type[Line]] = {
    "zero": ZeroLine,
    "gone": GoneLine,
    "back": BackLine,
    "drill": DrillLine,
    "drill_command": DrillCommandLine,
}


@dataclass(frozen=True)
class Happened:
    """A line, as the item that it stands for; None where it changes no number (a mark, a drill's own events)."""

    after_seq: int
    item: Item | None


def read_events(path: Path, cells: int) -> tuple[Happened, ...]:
    """All whole lines; none where there is no such file.

    Raises:
        FileError: it cannot be read.
    """
    try:
        lines = filter(None, read_bytes(path, MOST_BYTES).split(b"\n"))
    except NoFile:
        return ()
    happened: list[Happened] = []
    damaged = 0
    for line in lines:
        try:
            head = msgspec.json.decode(line, type=LineHead)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            damaged += 1
            if damaged > MOST_DAMAGED:
                raise FileError(path, sentence("recording.no_events")) from error
            # The last line may be cut like any other; what it lost is at most the last half second.
            continue
        happened.append(Happened(head.after_seq, _item(head.event, line, cells)))
    return tuple(happened)


def _item(event: str, line: bytes, cells: int) -> Item | None:
    if event not in _LINES:
        return None
    try:
        return _of_line(msgspec.json.decode(line, type=_LINES[event]), cells)
    except (msgspec.DecodeError, RecursionError) as error:
        if event != "drill":
            return None
        if isinstance(error, msgspec.ValidationError):
            return Noticed(sentence("recorded_drill.cannot_be_read", why=plain_sentence(error)))
        return Noticed(sentence("recorded_drill.nested_too_deep"))


def _of_line(line: Line, cells: int) -> Item | None:
    match line:
        case ZeroLine(tare_counts=None):
            return Zeroed(None)
        case ZeroLine(tare_counts=tare):
            return Zeroed(np.array(tare, float)) if tare is not None and len(tare) == cells else None
        case GoneLine(reason=reason):
            return Gone(reason)
        case BackLine(restarted=restarted):
            return Back(restarted)
        case DrillLine():
            return DrillBegun(line)
        case DrillCommandLine(word=word, value=answer):
            known = {c.value: c for c in DrillCommand}
            return DrillCommanded(known[word], answer) if word in known else None

"""Reads events.jsonl: the lines that change numbers become the items that they stand for."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from tripod.device.items import (
    Back,
    DrillBegun,
    DrillCommand,
    DrillCommanded,
    Gone,
    Item,
    Noticed,
    StanceSet,
    Untimed,
    Zeroed,
)
from tripod.record.layout import EVENTS
from tripod.record.sample_rows import longest_rising
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, NoFile, read_bytes
from tripod.storage.schemas.session import (
    BackLine,
    DrillCommandLine,
    DrillLine,
    GoneLine,
    LineHead,
    StanceLine,
    UntimedLine,
    ZeroLine,
)
from tripod.storage.versioned import plain_sentence

MOST_BYTES = 64 << 20
"""A day of drills has some 20 MB."""
MOST_DAMAGED = 10_000
"""Lines that are none; with more of them it is another file."""
Line = ZeroLine | StanceLine | GoneLine | BackLine | UntimedLine | DrillLine | DrillCommandLine
_LINES: dict[str, type[Line]] = {
    "zero": ZeroLine,
    "stance": StanceLine,
    "gone": GoneLine,
    "back": BackLine,
    "untimed": UntimedLine,
    "drill": DrillLine,
    "drill_command": DrillCommandLine,
}


@dataclass(frozen=True)
class Happened:
    """A line, as the item that it stands for; None where it changes no number (a mark, a drill's own events)."""

    after_seq: int
    item: Item | None


def read_events(path: Path, cells: int) -> tuple[Happened, ...]:
    """All whole lines in their order, before them a notice that counts the others if there are any; none where there is
    no such file.

    Raises:
        FileError: it cannot be read.
    """
    try:
        lines = read_bytes(path, MOST_BYTES).split(b"\n")
    except NoFile:
        return ()
    happened: list[Happened] = []
    numbers: list[int] = []
    wrong: list[int] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            happened.append(_happened(line, cells))
            numbers.append(number)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            wrong.append(number)
            if len(wrong) > MOST_DAMAGED:
                raise FileError(path, sentence("recording.no_events")) from error
    # A line of a later row than those that follow it would keep all of them back.
    order = np.array([h.after_seq * len(lines) + at for at, h in enumerate(happened)], object)
    kept = longest_rising(order)
    wrong += set(numbers) - {numbers[at] for at in kept}
    left_out = [Happened(-1, Noticed(_left_out(wrong)))] if wrong else []
    return (*left_out, *(happened[at] for at in kept))


def _left_out(lines: list[int]) -> str:
    if len(lines) == 1:
        return sentence("recording.one_event_left_out", file=EVENTS, line=min(lines))
    return sentence("recording.events_left_out", lines=len(lines), file=EVENTS, line=min(lines))


def _happened(line: bytes, cells: int) -> Happened:
    """
    Raises:
        msgspec.DecodeError, UnicodeDecodeError, RecursionError: it is no line of this file.
    """
    head = msgspec.json.decode(line, type=LineHead)
    if head.event not in _LINES:
        return Happened(head.after_seq, None)
    try:
        return Happened(head.after_seq, _of_line(msgspec.json.decode(line, type=_LINES[head.event]), cells))
    except (msgspec.ValidationError, RecursionError) as error:
        if head.event != "drill":
            raise
        deep = isinstance(error, RecursionError)
        why = "" if deep else plain_sentence(error)
        said = (
            sentence("recorded_drill.nested_too_deep") if deep else sentence("recorded_drill.cannot_be_read", why=why)
        )
        return Happened(head.after_seq, Noticed(said))


def _of_line(line: Line, cells: int) -> Item | None:
    match line:
        case ZeroLine(tare_counts=None):
            return Zeroed(None)
        case ZeroLine(tare_counts=tare):
            if tare is None or len(tare) != cells:
                raise msgspec.ValidationError("not as many values as cells")
            return Zeroed(np.array(tare, float))
        case StanceLine(stance=stance):
            return StanceSet(stance)
        case GoneLine(reason=reason):
            return Gone(reason)
        case UntimedLine(clock_stands=clock_stands):
            return Untimed(clock_stands)
        case BackLine(restarted=restarted):
            return Back(restarted)
        case DrillLine():
            return DrillBegun(line)
        case DrillCommandLine(word=word, value=answer):
            known = {c.value: c for c in DrillCommand}
            return DrillCommanded(known[word], answer) if word in known else None

"""A recorded session as one table of numbers at full rate, with what each column is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.exports.cannot_export import CannotExport
from tripod.sentences import sentence

Array = NDArray[np.float64]

MOST_TIMES, MOST_ROWS = 2, 1_000_000
"""A table is not made longer than so many times its rows and so many more by rows of nothing."""


@dataclass(frozen=True)
class Column:
    """One column of n rows."""

    name: str
    """Ends in its unit where it has one: `left_heel_n`."""
    values: Array
    """(n,); nan where there is no value."""
    unit: str
    """`s`, `N`, `mm`, `counts`, `1` for a fraction or a number, `index` for a load that is no newtons."""
    says: str
    """What it is, and what the board may call it."""


@dataclass(frozen=True)
class Happened:
    """Something that happened in the session."""

    time_s: float
    kind: str
    """`mark`, `zero`, `drill_begin`, `fault`, `cue`, …"""
    text: str


@dataclass(frozen=True)
class DrillDone:
    """A drill that was begun in the session, or a part of one that was put together from others."""

    name: str
    level: int | None
    """Of its progression, 0 as it ships; None where it is known at none."""
    parts: tuple["DrillDone", ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As plain values, fit for JSON."""
        parts = {"parts": [of.to_dict() for of in self.parts]} if self.parts else {}
        return {"drill": self.name, "level": self.level, **parts}


@dataclass(frozen=True)
class PlateUnderFoot:
    """A rigid plate under one foot, in the board's frame."""

    foot: str
    corners_mm: tuple[tuple[float, float], ...]
    """Its bearing points, right front, left front, left back, right back: nothing beyond them is measured."""


@dataclass(frozen=True)
class Session:
    """What is known of the session as a whole."""

    name: str
    created: str
    """ISO 8601, "" where it is not known."""
    person: str
    """The person's code; "" where none was given."""
    program: str
    board: str
    board_id: str
    calibration: str
    """When it was made; "" for the board file's nominal one."""
    calibrated: bool
    simulated: bool
    rate_hz: float
    newtons: bool
    cop: str
    """What the board may call its CoP."""
    plates: tuple[PlateUnderFoot, ...]
    drills: tuple[DrillDone, ...] = ()
    """In the order in which they began."""


@dataclass(frozen=True)
class SessionTable:
    """All of it."""

    session: Session
    columns: tuple[Column, ...]
    events: tuple[Happened, ...]
    lost_frames: int
    """Samplings between the first and the last that are not there."""

    def __len__(self) -> int:
        return len(self.columns[0].values)

    def column(self, name: str) -> Array:
        """(n,) by name.

        Raises:
            KeyError: there is none of that name.
        """
        return self.by_name()[name].values

    def by_name(self) -> Mapping[str, Column]:
        """name -> column."""
        return {c.name: c for c in self.columns}

    def even(self) -> "SessionTable":
        """With a row of nan for each sampling that was lost, for formats that count rows instead of stamping them; its
        times are those of an even rate.

        Raises:
            CannotExport: far more was lost than is there.
        """
        seq = self.column("seq").astype(np.int64)
        at = seq - seq[0]
        if len(at) == at[-1] + 1:
            return self
        n = int(at[-1]) + 1
        if n > MOST_TIMES * len(at) + MOST_ROWS:
            raise CannotExport(sentence("export.too_much_lost", lost=n - len(at)))
        time = np.interp(np.arange(n), at, self.column("time_s"))
        whole: dict[str, Array] = {"time_s": time, "seq": np.arange(n, dtype=np.float64) + float(seq[0])}
        columns = [Column(c.name, whole.get(c.name, _spread(c.values, at, n)), c.unit, c.says) for c in self.columns]
        return SessionTable(self.session, tuple(columns), self.events, self.lost_frames)


def _spread(values: Array, at: NDArray[np.int64], n: int) -> Array:
    out = np.full(n, np.nan)
    out[at] = values
    return out


def described(table: SessionTable, lost: Sequence[str]) -> dict[str, object]:
    """What stands beside bare numbers: the session, each column's unit and meaning, and what is not in it."""
    s = table.session
    return {
        "session": {
            "name": s.name,
            "created": s.created or None,
            "person": s.person or None,
            "program": s.program,
            "board": s.board,
            "board_id": s.board_id,
            "calibration": s.calibration or None,
            "calibrated": s.calibrated,
            "simulated": s.simulated,
            "rate_hz": s.rate_hz,
            "lost_frames": table.lost_frames,
            "drills": [drill.to_dict() for drill in s.drills],
        },
        "columns": {c.name: {"Description": c.says, "Units": c.unit} for c in table.columns},
        "events": [{"time_s": e.time_s, "kind": e.kind, "text": e.text} for e in table.events],
        "not_in_this_file": list(lost),
    }

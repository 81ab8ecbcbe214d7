"""The formats by name, and what each cannot hold."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tripod.exports.bids import write_bids
from tripod.exports.c3d import write_c3d
from tripod.exports.csv_table import write_csv
from tripod.exports.mot import write_mot
from tripod.exports.parquet import write_parquet
from tripod.exports.session_table import SessionTable
from tripod.exports.xdf import write_xdf


class Loss(StrEnum):
    """What a format cannot hold. Each has its sentence in the catalogue, in the table `export_loss`."""

    UNCERTAINTY = "uncertainty"
    """The ± of shares and the ellipse of a CoP follow from the session's folder, not from a table."""
    SINGLE = "single"
    """Numbers are kept in single precision."""
    EVEN = "even"
    """Rows are counted, not stamped: lost samplings are rows without values, and their times those of an even rate."""
    COUNTS = "counts"
    SHARES = "shares"
    EVENTS = "events"
    EVENTS_CUT = "events_cut"
    """More happened, or more was said, than the format has room for."""
    PLATFORM = "platform"
    """The board earns no force platform: it measures no whole CoP in newtons."""
    NO_LOAD_ZERO = "no_load_zero"
    """A foot that does not stand has zeros, for the format has no missing values."""


@dataclass(frozen=True)
class Format:
    """One format."""

    ending: str
    """"" for a folder."""
    write: Callable[[SessionTable, Path, list[str]], None]
    """Of a table, into a new file or folder, with the sentences on what is lost.

    Raises:
        OSError: it cannot be written.
        CannotExport: this session cannot be in that format, or a library is missing.
    """
    losses: tuple[Loss, ...]


FORMATS: dict[str, Format] = {
    "csv": Format(".csv", write_csv, (Loss.UNCERTAINTY,)),
    "parquet": Format(".parquet", write_parquet, (Loss.UNCERTAINTY,)),
    "c3d": Format(".c3d", write_c3d, (Loss.UNCERTAINTY, Loss.SINGLE, Loss.EVEN)),
    "xdf": Format(".xdf", write_xdf, (Loss.UNCERTAINTY,)),
    "mot": Format(".mot", write_mot, (Loss.UNCERTAINTY, Loss.COUNTS, Loss.SHARES, Loss.EVENTS, Loss.NO_LOAD_ZERO)),
    "bids": Format("", write_bids, (Loss.UNCERTAINTY,)),
}

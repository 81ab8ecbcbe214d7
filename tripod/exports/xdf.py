"""XDF 1.0, the file of the Lab Streaming Layer: one stream of numbers, one of markers.

No library writes it from Python (pyxdf reads). The format: `XDF:`, then chunks of length, tag (2 bytes) and content,
all little-endian; a length is the number of its own bytes (1, 4 or 8) and then the number
(github.com/sccn/xdf, Specifications).
"""

import struct
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from tripod.exports.session_table import SessionTable

FILE_HEADER, STREAM_HEADER, SAMPLES, CLOCK_OFFSET, STREAM_FOOTER = 1, 2, 3, 4, 6
ROWS = 4096
"""Samples a chunk."""
NUMBERS, MARKERS = 1, 2


def write_xdf(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new file.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    columns = [c for c in table.columns if c.name != "time_s"]
    time = table.column("time_s")
    values = np.column_stack([c.values for c in columns])
    with path.open("xb") as file:
        file.write(b"XDF:")
        file.write(_chunk(FILE_HEADER, _xml("info", "<version>1.0</version>")))
        channels = "".join(
            f"<channel><label>{escape(c.name)}</label><unit>{escape(c.unit)}</unit><type>{escape(c.says)}</type></channel>"
            for c in columns
        )
        file.write(_header(NUMBERS, table, "Force", len(columns), table.session.rate_hz, "double64", channels, lost))
        file.write(
            _header(MARKERS, table, "Markers", 1, 0.0, "string", "<channel><label>marker</label></channel>", lost)
        )
        for start in range(0, len(table), ROWS):
            part = slice(start, start + ROWS)
            rows = np.zeros(len(time[part]), [("has", "u1"), ("t", "<f8"), ("v", "<f8", (len(columns),))])
            rows["has"], rows["t"], rows["v"] = 8, time[part], values[part]
            file.write(_chunk(SAMPLES, struct.pack("<I", NUMBERS) + _length(len(rows)) + rows.tobytes()))
        if table.events:
            said = b"".join(_marker(e.time_s, f"{e.kind} {e.text}".strip()) for e in table.events)
            file.write(_chunk(SAMPLES, struct.pack("<I", MARKERS) + _length(len(table.events)) + said))
        for stream in (NUMBERS, MARKERS):
            # One clock: without these a reader takes it for several.
            for at in (time[0], time[-1]):
                file.write(_chunk(CLOCK_OFFSET, struct.pack("<Idd", stream, float(at), 0.0)))
        times = [e.time_s for e in table.events]
        file.write(_footer(NUMBERS, float(time[0]), float(time[-1]), len(table), table.session.rate_hz))
        file.write(_footer(MARKERS, min(times, default=0.0), max(times, default=0.0), len(times), 0.0))


def _header(
    stream: int, table: SessionTable, kind: str, channels: int, rate_hz: float, form: str, desc: str, lost: list[str]
) -> bytes:
    s = table.session
    facts = {
        "name": f"tripod {s.board}" + (" markers" if kind == "Markers" else ""),
        "type": kind,
        "channel_count": str(channels),
        "nominal_srate": repr(rate_hz),
        "channel_format": form,
        "source_id": s.board_id,
        "version": "1.0",
        "created_at": s.created,
    }
    about = {
        "person": s.person, "calibration": s.calibration, "simulated": str(s.simulated).lower(),
        "not_in_this_file": " ".join(lost),
    }  # fmt: skip
    inside = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in facts.items())
    beside = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in about.items())
    content = _xml("info", f"{inside}<desc><channels>{desc}</channels>{beside}</desc>")
    return _chunk(STREAM_HEADER, struct.pack("<I", stream) + content)


def _footer(stream: int, first_s: float, last_s: float, count: int, rate_hz: float) -> bytes:
    facts = {"first_timestamp": first_s, "last_timestamp": last_s, "sample_count": count, "measured_srate": rate_hz}
    inside = "".join(f"<{k}>{v!r}</{k}>" for k, v in facts.items()) + "<clock_offsets/>"
    return _chunk(STREAM_FOOTER, struct.pack("<I", stream) + _xml("info", inside))


def _marker(time_s: float, text: str) -> bytes:
    words = text.encode()
    return struct.pack("<Bd", 8, time_s) + _length(len(words)) + words


def _xml(tag: str, inside: str) -> bytes:
    return f'<?xml version="1.0"?><{tag}>{inside}</{tag}>'.encode()


def _chunk(tag: int, content: bytes) -> bytes:
    return _length(len(content) + 2) + struct.pack("<H", tag) + content


def _length(value: int) -> bytes:
    return struct.pack("<BB", 1, value) if value < 256 else struct.pack("<BI", 4, value)

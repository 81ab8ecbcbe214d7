"""A BIDS data set of one session: a motion recording (BIDS 1.9, Motion) with its channels, events and sidecars."""

import json
import re
from math import isfinite
from pathlib import Path

from tripod.exports.session_table import Column, SessionTable, described

VERSION = "1.9.0"
_TYPES = {"mm": "POS"}
"""BIDS' types of motion channels, but for that of the time of each row, `LATENCY`; all else is `MISC`."""
_EVENT_COLUMNS = {
    "trial_type": {"Description": "what happened: a mark, a zero, or drill_ and what a drill did"},
    "value": {
        "Description": "what belongs to it: a phrase by name, the words of a mark, the fault, its foot and phase"
    },
}


def write_bids(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new folder.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    session = table.session
    subject, task = f"sub-{_label(session.person) or 'unknown'}", f"task-{_label(session.name) or 'standing'}"
    stem = f"{subject}_{task}_tracksys-{_label(session.board)}"
    path.mkdir(parents=True)
    place = path / subject / "motion"
    place.mkdir(parents=True)
    columns = [c for c in table.columns if c.name != "seq"]
    _json(path / "dataset_description.json", {
        "Name": session.name, "BIDSVersion": VERSION, "DatasetType": "raw",
        "GeneratedBy": [{"Name": "tripod", "Version": session.program.removeprefix("tripod ")}],
    })  # fmt: skip
    _text(
        path / "README",
        "\n".join(["A session recorded with tripod; it is a training aid, not a medical device.", *lost, ""]),
    )
    _text(path / "participants.tsv", f"participant_id\n{subject}\n")
    _json(place / f"{stem}_motion.json", {
        "SamplingFrequency": session.rate_hz, "TaskName": task.removeprefix("task-"),
        "TrackingSystemName": session.board, "DeviceSerialNumber": session.board_id,
        "SoftwareVersions": session.program, "MissingValues": "n/a",
        "MotionChannelCount": len(columns),
        **{f"{kind}ChannelCount": sum(_type(c) == kind for c in columns) for kind in ("POS", "LATENCY", "MISC")},
        "tripod": described(table, lost),
    })  # fmt: skip
    lines = ["name\tcomponent\ttype\ttracked_point\tunits\tdescription"]
    lines += [f"{c.name}\t{_component(c)}\t{_type(c)}\t{_point(c)}\t{c.unit}\t{c.says}" for c in columns]
    _text(place / f"{subject}_{task}_tracksys-{_label(session.board)}_channels.tsv", "\n".join([*lines, ""]))
    with (place / f"{stem}_motion.tsv").open("x", encoding="utf-8", newline="\n") as file:
        for row in zip(*(c.values.tolist() for c in columns), strict=True):
            file.write("\t".join(f"{v:.10g}" if isfinite(v) else "n/a" for v in row) + "\n")
    events = ["onset\tduration\ttrial_type\tvalue"]
    events += [f"{e.time_s:.6f}\t0\t{e.kind}\t{' '.join(e.text.split()) or 'n/a'}" for e in table.events]
    _text(place / f"{subject}_{task}_events.tsv", "\n".join([*events, ""]))
    _json(place / f"{subject}_{task}_events.json", _EVENT_COLUMNS)


def _label(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)


def _type(column: Column) -> str:
    return "LATENCY" if column.name == "time_s" else _TYPES.get(column.unit, "MISC")


def _component(column: Column) -> str:
    return {"ml": "x", "ap": "y"}.get(column.name.split("_")[-2] if column.unit == "mm" else "", "n/a")


def _point(column: Column) -> str:
    return column.name.rsplit("_", 2)[0] if column.unit == "mm" else "n/a"


def _json(path: Path, value: object) -> None:
    _text(path, json.dumps(value, indent=1, allow_nan=False) + "\n")


def _text(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)

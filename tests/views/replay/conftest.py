"""Two recordings of one person, an hour apart."""

import json
from pathlib import Path

import pytest

from tripod.live.session import Session
from tripod.sources import fast_clock, open_source

SECONDS = 14.0
TOLD = (
    {"happened": "begin", "t_s": 2.0, "kind": "reps", "number": 1},
    {"happened": "pace", "t_s": 3.0, "word": "down", "rep": 1, "due_s": 3.0},
    {"happened": "fault", "t_s": 5.0, "fault": "mt1_light", "foot": "right", "onset_s": 4.6},
    {"happened": "cue", "t_s": 5.2, "words": "Big toe right."},
    {"happened": "fault_over", "t_s": 6.0, "fault": "mt1_light", "foot": "right", "onset_s": 4.6, "duration_s": 1.4},
    {"happened": "pace", "t_s": 9.0, "word": "tall", "rep": 1, "due_s": 9.0},
    {"happened": "try", "t_s": 10.0, "score": 62, "number": 1},
)


def made(folder: Path, source: str, later_s: float = 0.0) -> Path:
    """A real recording of a virtual board, with the events of a drill that nobody needs to do here."""
    session = Session(open_source(source, clock=fast_clock()), person="P-07")
    session.record_from_start(folder)
    while not session.pipeline.t_s >= SECONDS:
        session.step()
    session.close()
    first_us = int((folder / "samples.csv").read_text().split("\n", 2)[1].split(",")[1])
    lines = [{"event": "drill", "t_us": first_us, "after_seq": 0, "drill": {"name": "paced", "title": "Paced hinge"}}]
    for told in TOLD:
        moved = {k: v + later_s if k in ("t_s", "due_s", "onset_s") else v for k, v in told.items()}
        t_us = first_us + round(1e6 * moved["t_s"])
        lines.append({"event": "drill_event", "t_us": t_us, "after_seq": 0, **moved})
    # In their order of rows, as the recorder writes them: a reader leaves out what is not.
    (folder / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("recordings")
    return (
        made(place / "2026-11-29_14-06-00", "virtual:quiet,board=pads,seed=3"),
        made(place / "2026-11-12_18-20-00", "virtual:quiet,board=plate,seed=4", later_s=1.5),
    )

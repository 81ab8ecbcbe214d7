"""Makes the lines of events.jsonl of what happened beside the samples; `recorded_events` reads them again."""

from dataclasses import dataclass

import msgspec

from tripod.device.items import (
    Back,
    DrillBegun,
    DrillCommanded,
    End,
    Gone,
    Noticed,
    StanceSet,
    Untimed,
    Zeroed,
)
from tripod.drills.run.event_lines import as_line
from tripod.drills.run.event_types import Event
from tripod.storage.json_value import Json, JsonObject


@dataclass(frozen=True)
class Marked:
    """Somebody marked a moment."""

    text: str


Occurrence = Zeroed | StanceSet | Gone | Back | Untimed | Noticed | DrillBegun | DrillCommanded | Event | Marked | End
"""What happens beside the samples."""


def event_line(t_us: int, after_seq: int, of: Occurrence) -> JsonObject:
    """One line: the board's clock and the number of the last sample before it, then what happened."""
    return {"t_us": t_us, "after_seq": after_seq, **_values(of)}


def _values(of: Occurrence) -> dict[str, Json]:
    match of:
        case Zeroed(tare):
            return {"event": "zero", "tare_counts": None if tare is None else tare.tolist()}
        case StanceSet(stance):
            return {"event": "stance", "stance": msgspec.to_builtins(stance)}
        case Gone(reason):
            return {"event": "gone", "reason": reason}
        case Back(restarted):
            return {"event": "back", "restarted": restarted}
        case Untimed(clock_stands):
            return {"event": "untimed", "clock_stands": clock_stands}
        case Noticed(said):
            return {"event": "noticed", "sentence": said}
        case DrillBegun(start):
            return {"event": "drill", **msgspec.to_builtins(start)}
        case DrillCommanded(command, answer):
            return {"event": "drill_command", "word": command.value, "value": answer}
        case Event():
            return {"event": "drill_event", **as_line(of)}
        case Marked(text):
            return {"event": "mark", "text": text}
        case End():
            return {"event": "end"}

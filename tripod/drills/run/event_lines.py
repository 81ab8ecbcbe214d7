"""Events of a drill as the lines of a recording's events.jsonl hold them."""

from enum import Enum
from math import isfinite

import msgspec

from tripod.balance.judgement import Answer, Judgement
from tripod.drills.not_scored import NotScored
from tripod.drills.run.event_types import Event, PartBegan, RackJudged, ReadyJudged, TryNotScored, TryScored
from tripod.drills.seen.ready_check import ready_file
from tripod.storage.json_value import Json, JsonObject

_IN_FILE = {"step": "kind"}
"""Fields that have another name in recordings: there, what kind of step it is has always been `kind`."""


def as_line(event: Event) -> JsonObject:
    """The event as a line of a recording's events.jsonl holds it; what there is not is None."""
    line: JsonObject = {"happened": event.kind, "t_s": round(event.t_s, 6)}
    if isinstance(event, ReadyJudged):
        return line | msgspec.to_builtins(ready_file(event.ready))
    if isinstance(event, RackJudged):
        return line | judged_dict(event.judgement)
    if isinstance(event, TryScored | TryNotScored):
        line["scored"] = isinstance(event, TryScored)
    if isinstance(event, TryScored):
        line |= {"answer": event.judged.answer.value, "answer_why": event.judged.why and event.judged.why.value}
    for name in event.__struct_fields__[1:]:
        if name == "judged":
            continue
        line[_IN_FILE.get(name, name)] = _plain(getattr(event, name))
    if isinstance(event, PartBegan):
        line |= {"say": event.say.text if event.say else "", "then": [say.text for say in event.then]}
    return line


def judged_dict(judgement: Judgement) -> JsonObject:
    """A judgement as plain values."""
    advice, about = judgement.advice, judgement.about
    return {
        "answer": judgement.answer.value,
        "fault": advice.fault.value if advice and judgement.answer is Answer.OFF else None,
        "why": judgement.why.value if judgement.why else None,
        "foot": judgement.foot or None,
        "point": about.point if about else None,
    }


def _plain(value: object) -> Json:
    if isinstance(value, NotScored):
        return str(value)
    missing = isinstance(value, float) and not isfinite(value)
    return None if missing else value.value if isinstance(value, Enum) else msgspec.to_builtins(value)

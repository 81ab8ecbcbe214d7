"""An event of a drill as others take it: a short kind and a text."""

from tripod.drills.run.event_types import CueGiven, Event, FaultBegan, FaultEnded, Paced, PartBegan, TryScored


def marker(event: Event) -> tuple[str, str]:
    """Kind, as recordings have it, and what belongs to it."""
    match event:
        case PartBegan():
            return "drill_part", f"{event.step} {event.number}/{event.of}: {event.text}"
        case FaultBegan() | FaultEnded():
            return f"drill_{event.kind}", " ".join(filter(None, (event.fault, event.foot, event.phase)))
        case CueGiven():
            return "drill_cue", event.words
        case Paced():
            return "drill_pace", f"{event.word} {event.rep}"
        case TryScored():
            return "drill_try", f"{event.number}: {event.score}"
        case _:
            return f"drill_{event.kind}", ""

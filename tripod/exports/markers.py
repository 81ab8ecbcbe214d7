"""An event of a drill as others take it: a short kind and a text. What was said is a phrase's name, the same in every
language in which it may have been said."""

from collections.abc import Sequence

from tripod.drills.format.say import Say
from tripod.drills.run.event_types import CueGiven, Event, FaultBegan, FaultEnded, Paced, PartBegan, TryScored


def marker(event: Event) -> tuple[str, str]:
    """Kind, as recordings have it, and what belongs to it."""
    match event:
        case PartBegan():
            said = [event.say, *event.then] if event.say else []
            return "drill_part", f"{event.step} {event.number}/{event.of}: {said_as(said, event.text)}"
        case FaultBegan() | FaultEnded():
            return f"drill_{event.kind}", " ".join(filter(None, (event.fault, event.foot, event.phase)))
        case CueGiven():
            return "drill_cue", event.wording
        case Paced():
            return "drill_pace", f"{event.word} {event.rep}"
        case TryScored():
            return "drill_try", f"{event.number}: {event.score}"
        case _:
            return f"drill_{event.kind}", ""


def said_as(said: Sequence[Say], text: str) -> str:
    """The names of phrases; `text`, as it was written, where a drill brought words of its own along."""
    return " ".join(of.text for of in said) if said and not any(of.own for of in said) else text

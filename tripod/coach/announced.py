"""What an event of a drill brings to be heard at once: an earcon, a phrase. Faults are no part of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tripod.coach.phrases import NUMBERS
from tripod.drills.format.say import Say
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import (
    Done,
    Event,
    FeetNotPlaced,
    FeetPlaced,
    Paced,
    PartBegan,
    Paused,
    ReadyJudged,
    RepCounted,
    StepOffAsked,
    StepOnAsked,
    TryNotScored,
    TryScored,
    WorkBegan,
)
from tripod.drills.seen.ready_check import Ready

_LOST = {Cause.LEFT_PLACE: "lost", Cause.NO_QUIET_STANCE: "not_quiet"}
"""What is said of a try that is lost; of other causes the sound alone."""


@dataclass(frozen=True)
class Announcement:
    """What is to be heard, in this order, of one event."""

    effect: str = ""
    """An earcon's name; "" for none."""
    word: str = ""
    """A phrase by its name; "" for none."""
    foot: str = ""
    """The side that the phrase, or what a step says, names."""
    say: Say | None = None
    """What a step says, where it brings words of its own along."""
    counting: bool = False
    """One of many in a row: a cue that was written stays to be read meanwhile."""
    on_time: bool = False
    """A word that comes after another would come too late, and is left out then."""
    hush: bool = False
    """What waits to be said is dropped first."""
    written: str = ""
    """What is written instead of the phrase's words."""


def announced(event: Event) -> Iterator[Announcement]:
    """What this event brings; nothing for most."""
    match event:
        case PartBegan():
            yield from _of_part(event)
        case StepOnAsked(feet=(foot,)):
            yield Announcement(word="step_on_one", foot=foot)
        case StepOnAsked():
            yield Announcement(word="step_on")
        case StepOffAsked():
            yield Announcement(word="step_off")
        case ReadyJudged(ready=ready):
            yield _of_ready(ready)
        case FeetPlaced():
            yield Announcement("done", "placed")
        case FeetNotPlaced(again=again):
            yield Announcement("lost", "not_placed" if again else "never_placed")
        case WorkBegan():
            yield Announcement("start", "begin")
        case Paced(word=word):
            yield Announcement({"hold": "bottom"}.get(word, word), word, counting=True, on_time=True)
        case RepCounted(rep=rep):
            yield Announcement("rep", NUMBERS[rep - 1] if rep <= len(NUMBERS) else "", counting=True)
        case TryScored():
            yield Announcement("done")
        case TryNotScored(reason=reason):
            yield Announcement("lost", _LOST.get(reason.cause, ""))
        case Paused():
            yield Announcement(word="paused", hush=True)
        case Done(reason=NotScored(cause=Cause.NO_READING)):
            yield Announcement("lost", "no_reading")
        case Done():
            yield Announcement("done", "done")
        case _:
            return


def _of_part(event: PartBegan) -> Iterator[Announcement]:
    """Its sound, and where it is begun for the first time all that it says, naming the foot that it is done on."""
    foot = event.feet[0] if len(event.feet) == 1 else ""
    first = event.number == 1
    yield Announcement("hold" if event.step == "hold" else "start", say=event.say if first else None, foot=foot)
    for say in event.then if first else ():
        yield Announcement(say=say, foot=foot)


def _of_ready(ready: Ready) -> Announcement:
    """What the ready check found: its sentences in writing, the first thing to do about it in speech."""
    keys = {
        "not_zero": ready.zero_wrong,
        "not_marks": ready.off_marks or ready.unlike,
        "not_weight": ready.weight_wrong,
    }
    word = next((key for key, is_so in keys.items() if is_so), "ready" if ready.fine else "")
    return Announcement(word=word, written=" ".join(ready.problems()))

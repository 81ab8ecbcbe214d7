"""What an event of a drill brings to be heard at once: an earcon, a phrase. Faults are no part of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

from tripod.balance.judgement import Answer, Judgement
from tripod.coach.numbers import score_key, seconds_key
from tripod.coach.phrases import NUMBERS
from tripod.coach.speech import Urgency
from tripod.drills.format.questions import is_name
from tripod.drills.format.say import Say
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import (
    Answered,
    Asked,
    Done,
    Event,
    FeetNotPlaced,
    FeetPlaced,
    GoCalled,
    HalfWay,
    Listening,
    MoveNotSeen,
    MoveSeen,
    NotBack,
    Paced,
    PartBegan,
    Paused,
    PointAsked,
    RackJudged,
    ReadyAsked,
    ReadyJudged,
    RepCounted,
    Repeated,
    Skipped,
    StepOffAsked,
    StepOnAsked,
    TimeLeft,
    TryNotScored,
    TryScored,
)
from tripod.drills.score.judged import Judged, Untold
from tripod.drills.seen.ready_check import Ready

LEAST_MANY = 2
"""Of more than so many the last one is called that."""
_AGAIN = {Cause.LEFT_PLACE: "lost", Cause.NO_QUIET_STANCE: "not_quiet"}
"""What is said of a try that is lost and begun again; of other causes the sound alone."""
_OVER = {Cause.NO_REP: "no_rep", Cause.STANCE_UNKNOWN: "never_placed", Cause.NO_READING: "no_reading"}
"""What is said of a try that is over without a score; of other causes the sound alone."""


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
    urgency: Urgency = Urgency.TOLD
    """Who speaks first, where several want to. What paces or counts leaves a cue to be read meanwhile."""
    due_s: float = nan
    """When the word was due, where that counts; nan for at once."""
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
        case PointAsked(point=point):
            yield Announcement("tick", f"onto_{point}")
        case FeetPlaced():
            yield Announcement("done", "placed")
        case FeetNotPlaced(again=again):
            yield Announcement("lost", "not_placed" if again else "never_placed")
        case GoCalled():
            yield Announcement("start", "begin")
        case MoveSeen():
            yield Announcement("rep")
        case MoveNotSeen(why=why):
            yield Announcement(word=f"unseen_{why.value}")
        case ReadyAsked(number=number):
            yield Announcement(word="ready_how" if number == 1 else "ready_now")
        case HalfWay():
            yield Announcement(word="half", urgency=Urgency.HALF, due_s=event.t_s)
        case TimeLeft(seconds=seconds, counted=True):
            yield Announcement(word=NUMBERS[seconds - 1], urgency=Urgency.COUNT, due_s=event.t_s)
        case TimeLeft(seconds=seconds):
            yield Announcement(word=seconds_key(seconds), urgency=Urgency.ASIDE, due_s=event.t_s)
        case Asked():
            yield from _of_question(event)
        case Answered(yes=yes, given=given):
            heard = {True: "heard_yes", False: "heard_no", None: "heard_not_seen"}[yes]
            yield Announcement(word=heard if given else "not_answered", hush=True)
        case Listening():
            yield Announcement("tick")
        case RackJudged(judgement=judgement):
            yield _of_judgement(judgement)
        case Skipped() | Repeated():
            yield Announcement(hush=True)
        case Paced(word=word, due_s=due_s):
            yield Announcement({"hold": "bottom"}.get(word, word), word, urgency=Urgency.PACER, due_s=due_s)
        case RepCounted(rep=rep):
            number = NUMBERS[rep - 1] if rep <= len(NUMBERS) else ""
            yield Announcement("rep", number, urgency=Urgency.COUNT, due_s=event.t_s)
        case NotBack():
            yield Announcement(word="hips_farther", urgency=Urgency.CUE)
        case TryScored(score=int(score)):
            yield Announcement("done", praise(event.judged))
            yield Announcement(word=score_key(score))
        case TryScored():
            yield Announcement("done")
        case TryNotScored(reason=reason, again=again):
            yield Announcement("lost", (_AGAIN if again else _OVER).get(reason.cause, ""))
        case Paused():
            yield Announcement(word="paused", hush=True)
        case Done(reason=NotScored(cause=Cause.NO_READING)):
            yield Announcement("lost", "no_reading")
        case Done(reason=NotScored(cause=Cause.STOPPED_EARLY)):
            yield Announcement("done", "done", hush=True)
        case Done():
            yield Announcement("done", "done")
        case _:
            return


def praise(judged: Judged) -> str:
    """The phrase that says no more of a try than the board could tell; "" where there was something to act on."""
    match judged.answer, judged.why:
        case Answer.GOOD, _:
            return "well"
        case Answer.CANNOT_TELL, Untold.UNANSWERED:
            # The feet are all that was seen so far: what no board sees is asked next.
            return "rack_good"
        case Answer.CANNOT_TELL, Untold.UNSURE:
            return "saw_unsure"
        case Answer.CANNOT_TELL, Untold.NOT_SEEN | Untold.TOO_VAGUE:
            return "rack_not_claimed"
        case _:
            return ""


def _of_part(event: PartBegan) -> Iterator[Announcement]:
    """Its sound, and where it is begun for the first time all that it says, naming the foot that it is done on."""
    foot = event.feet[0] if len(event.feet) == 1 else ""
    first = event.number == 1 or event.again
    yield Announcement("hold" if event.step == "hold" else "start", say=event.say if first else None, foot=foot)
    for say in event.then if first else ():
        yield Announcement(say=say, foot=foot)
    if event.sides and event.number > 1:
        yield Announcement(word="other_side")
    elif event.number > 1 and not event.again:
        yield Announcement(word="last_one" if event.number == event.of > LEAST_MANY else "once_more")


def _of_question(event: Asked) -> Iterator[Announcement]:
    """Its words, and how a foot answers."""
    if is_name(event.question):
        yield Announcement(word=event.question)
    else:
        yield Announcement(say=Say(event.question, own=True))
    if event.by_foot:
        yield Announcement(word="yes_or_no")


def _of_judgement(judgement: Judgement) -> Announcement:
    """One word: good, the point that is off, or why it cannot be told."""
    effect = "done" if judgement.answer is Answer.GOOD else "lost"
    return Announcement(effect, rack_word(judgement), judgement.foot if judgement.answer is Answer.OFF else "")


def rack_word(judgement: Judgement) -> str:
    """The phrase that says a judgement."""
    about = judgement.about
    match judgement.answer:
        case Answer.GOOD | Answer.MOVING as answer:
            return f"rack_{answer.value}"
        case Answer.OFF if about is not None:
            return f"rack_{about.point}_{'light' if about.share < about.band.low else 'heavy'}"
        case Answer.OFF:
            return f"rack_{judgement.advice.fault.value}" if judgement.advice else ""
        case Answer.CANNOT_TELL:
            return f"rack_{judgement.why.value}" if judgement.why else ""


def _of_ready(ready: Ready) -> Announcement:
    """What the ready check found: its sentences in writing, the first thing to do about it in speech."""
    keys = {
        "not_zero": ready.zero_wrong,
        "not_marks": ready.off_marks or ready.unlike,
        "not_weight": ready.weight_wrong,
    }
    word = next((key for key, is_so in keys.items() if is_so), "ready" if ready.fine else "")
    return Announcement(word=word, written=" ".join(ready.problems()))

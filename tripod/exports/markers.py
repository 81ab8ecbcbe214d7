"""An event of a drill as others take it: a short kind and a text, the same from a running drill and from a recording.
What was said is a phrase's name, the same in every language in which it may have been said."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tripod.drills.format.say import Say, says_of
from tripod.drills.run.event_lines import as_line
from tripod.drills.run.event_types import Event


class DrillLine(Struct, frozen=True):
    """An event of a drill as recordings have it, as far as others may want it."""

    happened: str = ""
    kind: str = ""
    """What kind of step it is of."""
    eyes: str = ""
    number: int | None = None
    of: int | None = None
    text: str = ""
    fault: str | None = None
    foot: str | None = None
    feet: tuple[str, ...] = ()
    phase: str | None = None
    words: str = ""
    wording: str = ""
    say: str | list[str] | None = None
    then: tuple[str, ...] = ()
    word: str = ""
    rep: int | None = None
    scored: bool = True
    score: int | None = None
    recovered: bool | None = None
    point: str | None = None
    move: str = ""
    seconds: int | None = None
    question: str = ""
    yes: bool | None = None
    given: bool = True
    answer: str = ""
    fine: bool = False
    drill: str = ""


def marker(event: Event) -> tuple[str, str]:
    """Kind, as recordings have it, and what belongs to it."""
    return f"drill_{event.kind}", drill_text(msgspec.convert(as_line(event), DrillLine))


def drill_text(line: DrillLine) -> str:
    """What belongs to an event besides its kind, in the terms of files."""
    match line.happened:
        case "part":
            first = [line.say] if isinstance(line.say, str) else line.say or []
            kind = _words(line.kind, f"{line.number}/{line.of}", f"eyes_{line.eyes}" if line.eyes else "")
            return f"{kind}: {_said(says_of([*first, *line.then]), line.text)}"
        case "fault" | "fault_over":
            return _words(line.fault, line.foot, line.phase)
        case "cue":
            return line.wording or line.words
        case "cue_result":
            return _words(line.fault, line.foot, line.wording, "recovered" if line.recovered else "not_recovered")
        case "coach_back":
            return _words(line.fault, line.foot)
        case "pace":
            return _words(line.word, line.rep)
        case "try":
            return f"{line.number}: {_score(line.score) if line.scored else 'not_scored'}"
        case "done":
            return _score(line.score)
        case "begin":
            return _words(line.kind, line.number, *line.feet)
        case "ready":
            return "fine" if line.fine else "not_fine"
        case "answered":
            said = {True: "yes", False: "no", None: "did_not_see"}[line.yes] if line.given else "not_answered"
            return _words(line.question, said)
        case _:
            about = line.kind, line.number, *line.feet, line.foot, line.point, line.move, line.rep, line.seconds
            return _words(*about, line.question, line.answer, line.drill)


def _said(said: Sequence[Say], text: str) -> str:
    """The names of phrases; `text`, as it was written, where a drill brought words of its own along."""
    return " ".join(of.text for of in said) if said and not any(of.own for of in said) else text


def _score(score: int | None) -> str:
    return "no_score" if score is None else str(score)


def _words(*of: str | int | None) -> str:
    return " ".join(str(one) for one in of if one not in (None, ""))

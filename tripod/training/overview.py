"""What a coach wants to know of each person at a glance: when they trained last, what was worst, and what is next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tripod.boards import BoardError, load_board
from tripod.boards.names import fault_at
from tripod.boards.stance_faults import point_of
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import seen_wrong, stopping_answers
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject
from tripod.storage.places import diary_path
from tripod.training.choose_drills import day_of
from tripod.training.dates import lately, odd_days
from tripod.training.diary import Diary, DiaryError, Entry, read_diary
from tripod.training.last_board import last_board
from tripod.training.people import codes
from tripod.training.progress import decides


class Found(StrEnum):
    """What the last day of somebody's training came to; each has its sentence in the table `worst`."""

    NOTHING_YET = "nothing_yet"
    ON_THE_VIRTUAL_BOARD_ONLY = "on_the_virtual_board_only"
    """Of somebody who never stood there nothing is said."""
    CANNOT_TELL = "cannot_tell"
    """Nothing of it was scored, or no fault was told where some could not have been."""
    NO_FAULT = "no_fault"
    SEEN = "seen"
    """Somebody saw what no board sees, and what stops a person, whatever the feet did."""
    FAULT = "fault"


@dataclass(frozen=True)
class Worst:
    """What was worst on the last day."""

    found: Found
    fault: str = ""
    """The one that came most often, or the name of the answer by which somebody saw something."""
    point: str = ""
    foot: str = ""
    """"" where the fault is about both, or the diary does not tell."""

    def words(self) -> str:
        """In the words of the screen."""
        if self.found is Found.SEEN:
            return sentence(f"seen_plain.{self.fault}")
        if self.found is not Found.FAULT:
            return sentence(f"worst.{self.found.value}")
        return fault_at(self.fault, self.foot)


@dataclass(frozen=True)
class Next:
    """The drill to go on with."""

    drill: str
    title: str
    simulated: bool = False
    """By the plan of a virtual board: nobody has trained on any other."""

    def words(self) -> str:
        """Its title, and of virtual work that it is such."""
        return sentence("people_next.virtual", title=self.title) if self.simulated else self.title


@dataclass(frozen=True)
class Overview:
    """One person; what virtual pupils did under their code counts for nothing."""

    code: str
    last: str = ""
    """Date of the last session in ISO 8601, "" where there was none."""
    this_week: int = 0
    """Drills that were done in the last seven days."""
    worst: Worst = Worst(Found.NOTHING_YET)
    next: Next | None = None
    damaged: str = ""
    """Why nothing can be said, one sentence."""
    odd: bool = False
    """The date of the last session cannot be true."""

    def last_said(self) -> str:
        """The date of the last session, with a word of doubt where there is one."""
        return sentence("worst.odd_day", day=self.last) if self.odd else self.last

    def to_dict(self) -> JsonObject:
        """For JSON."""
        worst = {"found": self.worst.found.value, "fault": self.worst.fault or None}
        worst |= {"point": self.worst.point or None, "foot": self.worst.foot or None, "said": self.worst.words()}
        return {
            "person": self.code,
            "last_session": self.last or None,
            "last_session_doubted": self.odd,
            "drills_this_week": self.this_week,
            "worst": worst,
            "next": _next_dict(self.next),
            "damaged": self.damaged or None,
        }


def _next_dict(of: Next | None) -> JsonObject | None:
    return {"drill": of.drill, "title": of.title, "simulated": of.simulated} if of is not None else None


def overviews(drills: Mapping[str, Drill], today: str) -> list[Overview]:
    """Of everybody here. `drills`: all by name. `today`: the date, ISO 8601."""
    return [overview(code, drills, today) for code in codes()]


def overview(code: str, drills: Mapping[str, Drill], today: str) -> Overview:
    """Of one person."""
    try:
        diary = read_diary(diary_path(code))
    except DiaryError as error:
        return Overview(code, worst=Worst(Found.CANNOT_TELL), damaged=str(error))
    done = _own(diary)
    last = done[-1].made[:10] if done else ""
    this_week = sum(lately(entry.made, today, 7) for entry in done)
    odd = bool(odd_days([last], today))
    return Overview(code, last, this_week, _worst(diary, done), next_for(diary, drills, today), odd=odd)


def next_for(diary: Diary, drills: Mapping[str, Drill], today: str) -> Next | None:
    """The drill to go on with: work that is owed, else what the plan has for the day on the board that was stood on
    last, a virtual one only where there is no other; None where that board is not known any more. `today`: ISO date."""
    last = last_board(diary)
    for owed in diary.owed.values():
        name = owed.drill if owed.worked else owed.work
        if owed.simulated == last.simulated and name in drills:
            return Next(name, drills[name].title, last.simulated)
    try:
        board = load_board(last.name)
    except BoardError:
        return None
    chosen = day_of(diary, drills, board, last.board_id, today).chosen
    first = drills[chosen[0].drill] if chosen else None
    return Next(first.name, first.title, last.simulated) if first is not None else None


def _own(diary: Diary) -> list[Entry]:
    """What the person did, oldest first."""
    return [entry for entry in diary.entries if not entry.simulated]


def _worst(diary: Diary, done: Sequence[Entry]) -> Worst:
    if not done:
        return Worst(Found.ON_THE_VIRTUAL_BOARD_ONLY if diary.entries else Found.NOTHING_YET)
    of_day = [e for e in done if e.made[:10] == done[-1].made[:10]]
    seen = [name for e in of_day for name in stopping_answers(e.answers)]
    seen = seen or [name for e in of_day for name in seen_wrong(e.answers)]
    if seen:
        return Worst(Found.SEEN, seen[-1])
    scored = [e for e in of_day if e.score is not None]
    if not scored:
        return Worst(Found.CANNOT_TELL)
    faults = Counter[str]()
    for entry in scored:
        faults.update(entry.faults)
    if not any(faults.values()):
        return Worst(Found.NO_FAULT if all(map(decides, scored)) else Found.CANNOT_TELL)
    (fault, _), *_ = faults.most_common(1)
    feet = Counter(e.foot_of(fault) for e in scored if e.faults.get(fault) and e.foot_of(fault))
    foot = feet.most_common(1)[0][0] if feet else ""
    return Worst(Found.FAULT, fault, point_of(fault), foot)

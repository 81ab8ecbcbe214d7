"""The four weeks that a person is in: the days that were done, the day that comes now, and where the rest leads if each
goes well."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tripod.boards import Board, BoardError, load_board
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import LEADS_ON, QUESTIONS
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject
from tripod.storage.schemas.diary import PlanFile
from tripod.training.correct import asks
from tripod.training.dates import days_after
from tripod.training.day_now import DayNow, day_on
from tripod.training.diary import Diary, Entry
from tripod.training.drill_title import drill_title
from tripod.training.keep_drill import with_entries
from tripod.training.last_board import ANY_BOARD, last_board
from tripod.training.plan import WEEKS, Place, outline, place_of
from tripod.training.profile import Profile
from tripod.training.progress import GOOD
from tripod.training.today import NAME


@dataclass(frozen=True)
class DoneDay:
    """A training day that is over."""

    number: int
    made: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Weeks:
    """The block of weeks in which the next day lies."""

    board: str
    plan: PlanFile
    done: tuple[DoneDay, ...]
    now: DayNow
    ahead: tuple[DayNow, ...]
    """Each after good scores on all days before."""
    library: Mapping[str, Drill]

    def lines(self) -> list[str]:
        """In words, a line a day."""
        said = [sentence("plan_said.weeks", weeks=WEEKS, days=self.plan.days_a_week, board=self.board)]
        for d in self.done:
            said.append(sentence("plan_said.day", day=self._day(d.number), kind=_kind(d.kind), drills=self._scores(d)))
        said += self.now.lines()
        said += [sentence("plan_said.ahead")] if self.ahead else []
        for one in self.ahead:
            place = one.day.place
            titles = ", ".join(self.library[c.drill].title for c in one.done)
            said.append(
                sentence("plan_said.day", day=self._day(place.number), kind=_kind(place.kind.value), drills=titles)
            )
        return said

    def to_dict(self) -> JsonObject:
        """As plain values, fit for JSON."""
        return {
            "board": self.board,
            "days_a_week": self.plan.days_a_week,
            "done": [
                {
                    "number": d.number,
                    "made": d.made,
                    "kind": d.kind or "train",
                    "drills": [
                        {
                            "drill": e.drill,
                            "level": e.level,
                            "score": e.score,
                            "answers": dict(e.answers),
                            "answer": e.judged.answer.value if e.judged else None,
                        }
                        for e in d.entries
                    ],
                }
                for d in self.done
            ],
            "today": self.now.to_dict(),
            "ahead_if_each_goes_well": [one.to_dict() for one in self.ahead],
        }

    def _day(self, number: int) -> str:
        _, week, day = place_of(number, self.plan)
        return sentence("plan_said.place", week=week, day=day)

    def _scores(self, day: DoneDay) -> str:
        return ", ".join(
            sentence("plan_said.score", title=self._title(e.drill), score=e.score)
            if e.score is not None
            else self._title(e.drill)
            for e in day.entries
            if e.drill != NAME
        )

    def _title(self, name: str) -> str:
        return drill_title(name, self.library)


def _kind(kind: str) -> str:
    return sentence(f"day_name.{kind or 'train'}")


def weeks_of(diary: Diary, library: Mapping[str, Drill], profile: Profile, now: str) -> Weeks:
    """The weeks of the board on which somebody trained last, a person rather than a virtual pupil. `now`: ISO time."""
    last = last_board(diary)
    board, board_id = _board(last.name), last.board_id
    first = day_on(diary, library, board, board_id, profile, now)
    days = [e for e in diary.entries if e.board_id == board_id and e.day]
    numbers = sorted({e.day for e in days})
    block = first.day.place.block
    done = [
        DoneDay(n, of[0].made, of[0].kind, tuple(of))
        for n in numbers
        if place_of(n, diary.plan)[0] == block
        for of in [[e for e in days if e.day == n]]
    ]
    return Weeks(
        board.name,
        diary.plan,
        tuple(done),
        first,
        _ahead(diary, first, board, board_id, profile, now, simulated=last.simulated),
        library,
    )


def _ahead(
    diary: Diary, first: DayNow, board: Board, board_id: str, profile: Profile, now: str, *, simulated: bool
) -> tuple[DayNow, ...]:
    """The rest of the block, each day after good scores on all before."""
    found, day, library = list[DayNow](), first, first.library
    apart = 7 // diary.plan.days_a_week
    while outline(day.day.place.number + 1, diary.plan).block == first.day.place.block:
        good = [_good(day.day.place, d.drill, d.level, d.mends, board, board_id, now, library) for d in day.done]
        entries = [replace(entry, simulated=simulated) for entry in good]
        diary, _, _ = with_entries(diary, entries, library, set())
        now = days_after(now, apart)
        day = day_on(diary, library, board, board_id, profile, now)
        # Nobody knows what days that are still to come will not have changed.
        found.append(replace(day, standstills=()))
    return tuple(found)


def _good(
    place: Place,
    name: str,
    level: int,
    against: str,
    board: Board,
    board_id: str,
    made: str,
    library: Mapping[str, Drill],
) -> Entry:
    """A drill that went well."""
    drill = library[name]
    score = GOOD if any(step.kind in ("hold", "reps") for step in drill.steps) else None
    # Whoever looks finds that the half split is what helps, where it is owed.
    answers: dict[str, bool | None] = {q: of.good or q == LEADS_ON for q, of in QUESTIONS.items() if asks(drill, q)}
    return Entry(
        made, name, board.name, board_id, score, (), {}, level=level, day=place.number, kind=place.kind.value,
        answers=answers, against=against,
    )  # fmt: skip


def _board(name: str) -> Board:
    """The board of that name as it ships; any other where it has gone."""
    try:
        return load_board(name)
    except BoardError:
        return load_board(ANY_BOARD)

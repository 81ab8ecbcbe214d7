"""The day of the plan that comes now, for a person on a board: which drills, why, and all of it as one drill."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripod.balance.setup import Setup
from tripod.boards import Board
from tripod.drills.format.drill import Drill
from tripod.drills.format.limits import load_refusal
from tripod.drills.format.part import Options
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject
from tripod.training.choose_drills import Chosen, Day, day_of
from tripod.training.dates import odd_days
from tripod.training.diary import Diary
from tripod.training.drill_line import foot_line, hinge_line
from tripod.training.plan import Because, Kind
from tripod.training.profile import Profile
from tripod.training.standstill import Standstill, standstills
from tripod.training.today import NAME, Fitting, today, why_said

TODAY = NAME


@dataclass(frozen=True)
class DayNow:
    """A day, and the drill that it makes."""

    day: Day
    fitting: Fitting
    library: Mapping[str, Drill]
    odd_days: tuple[str, ...] = ()
    """ISO dates of what was trained that cannot be true, oldest first."""
    standstills: tuple[Standstill, ...] = ()
    """What the weeks before did not change."""

    @property
    def drill(self) -> Drill:
        return self.fitting.drill

    @property
    def done(self) -> tuple[Chosen, ...]:
        """What is done of it: all that fits into its time."""
        return self.fitting.chosen

    def to_dict(self) -> JsonObject:
        """As plain values, fit for JSON."""
        place = self.day.place
        return place_dict(self.day) | {
            "why": place.because.value or None,
            "minutes": round(self.fitting.length_s / 60, 1),
            "again": place.again,
            "drills": [chosen_dict(one, self.library) for one in self.done],
            "left_out": [one.drill for one in self.fitting.left_out],
            "weakest": weakest_dict(self.day),
            "odd_dates": list(self.odd_days),
            "standstills": [standstill_dict(of, self.library) for of in self.standstills],
        }

    def lines(self) -> list[str]:
        """In words: the day, what is weakest, and each drill with its reason."""
        place = self.day.place
        kind, because = place.kind, place.because
        said = sentence("plan_said.again" if place.again else "plan_said.today", week=place.week, day=place.day)
        about = [sentence(f"day_kind.{kind.value}")] if kind is not Kind.TRAIN else []
        about += [sentence(f"day_because.{because.value}")] if because is not Because.NOTHING else []
        odd = self.odd_days
        doubt = [sentence("plan_said.odd_dates", n=len(odd), first=odd[0], last=odd[-1])] if odd else []
        weakest = [] if kind is Kind.ASSESS and not place.again else [self.day.assessment.said()]
        return [
            " ".join([said, *about]),
            *doubt,
            *(of.said(self.library) for of in self.standstills),
            *weakest,
            *(
                sentence("plan_said.drill", title=self.library[one.drill].title, why=why_said(one, self.library))
                for one in self.done
            ),
        ]


def day_now(diary: Diary, library: Mapping[str, Drill], setup: Setup, profile: Profile, now: str) -> DayNow:
    """The day that comes now on this board. `now`: ISO time."""
    return day_on(diary, library, setup.board, setup.banner.board_id, profile, now)


def day_on(
    diary: Diary, library: Mapping[str, Drill], board: Board, board_id: str, profile: Profile, now: str
) -> DayNow:
    """The same, where no board is there."""

    def may(drill: Drill) -> bool:
        return not load_refusal(drill, board, Options("both", profile.weight_kg, profile.bar_kg))

    day = day_of(diary, library, board, board_id, now, may)
    mine = [e for e in diary.entries if e.board_id == board_id]
    lines = [line.names for line in (foot_line(library), hinge_line(library))]
    still = standstills(mine, lines, library, now)
    odd = odd_days((e.made for e in mine), now)
    return DayNow(day, today(day, diary, library, board, board_id), library, tuple(odd), still)


def place_dict(day: Day) -> JsonObject:
    """Where in the plan a day is, as plain values."""
    place = day.place
    return {
        "number": place.number,
        "block": place.block,
        "week": place.week,
        "day": place.day,
        "kind": place.kind.value or "train",
    }


def chosen_dict(one: Chosen, library: Mapping[str, Drill]) -> JsonObject:
    """A drill of a day, as plain values."""
    return {
        "drill": one.drill,
        "level": one.level,
        "reason": one.why.value,
        "against": one.against or None,
        "halved": one.halved,
        "said": why_said(one, library),
    }


def weakest_dict(day: Day) -> JsonObject:
    """What is weakest, as plain values."""
    found = day.assessment
    return {
        "part": found.part.value,
        "reason": found.why.value,
        "holds": found.foot_score,
        "hinges": found.hinge_score,
        "fault": found.fault or None,
        "foot": found.side or None,
        "said": found.said(),
    }


def standstill_dict(of: Standstill, library: Mapping[str, Drill]) -> JsonObject:
    """What weeks did not change, as plain values."""
    return {
        "kind": of.kind.value,
        "weeks": of.weeks,
        "fault": of.fault or None,
        "tried": list(of.tried),
        "unmoved": [
            {"drill": u.drill, "sittings": u.sittings, "before": round(u.before, 1), "now": round(u.now, 1),
             "told": u.told.value}
            for u in of.unmoved
        ],
        "spoken": of.spoken,
        "rounds": of.rounds,
        "another_drill": of.another or None,
        "said": of.said(library),
    }  # fmt: skip

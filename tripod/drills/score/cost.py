"""What a try loses, and for which point: from the one measure of each point and the faults that were told by it.

    score = 100 - 100 x the mean of a rate over all looks

The rate is 1 while a fault is told and for `AFTER_S` after it, in a set of reps also for the whole rep in which it
began: what a word, a tone or a lucky sway mended is not yet held, and a pupil who is mended again and again must not
score above one who need not be. So a word that mends every other rep does not make half of the set good.
It is `UNTOLD` x grade (at most 1) where nothing is told. So what costs ten points or more was told, and what is never
told costs nine at most; what cannot be told has no grade and costs nothing. The price is of time and not of each fault,
so that a share that crosses its threshold again and again costs no more than one that stays beyond it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tripod.boards import POINTS, plain_fault, plain_point
from tripod.boards.stance_faults import POINT_OF, Fault
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.measure import SHIFT, SWAY, Graded
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import CostFile

AFTER_S = 8.0
"""For so long after a fault is over it counts, in a hold and in a set: somewhat less than a habit takes to come back
after a cue."""
UNTOLD = 0.09
LEAST_POINTS = 0.05
"""What costs less is not worth a word."""
WAY, DEPTH = "way", "depth"
"""What `Key.point` names where a rep did not go as its target, or hardly back."""
RETURN, TOES = "return", "toes"
"""And where points that may get light came back late or on detours, or toes rested that were to work."""


class Key(NamedTuple):
    """What cost something. A tuple, as `Charge` is: each look of a try has them."""

    fault: Fault | None
    """None where none was told."""
    foot: str
    """"" where it is of both."""
    point: str
    """`heel`, `mt1`, `mt5`; of both `shift`, `sway`, `way` or `depth`."""


class Charge(NamedTuple):
    """Of one look."""

    rate: float
    """0 to 1, with what is counted after a fault."""
    now: float
    """The same without."""
    of: tuple[Key, ...]
    """What is to blame, in equal parts."""
    told: tuple[Key, ...]
    """Faults that are told at this look."""


NOTHING = Charge(0.0, 0.0, (), ())

Told = frozenset[tuple[Fault, str]]
"""Faults with their feet."""
NO_FAULT: Told = frozenset()


@dataclass(frozen=True)
class Cost:
    """What one thing cost in a try."""

    key: Key
    points: float
    """Of the 100."""
    told_s: float
    """For how long the fault was told; 0 where none was."""
    counted_s: float
    """For how long it counted; what costs at the same time shares it."""
    times: int
    """How often a fault began; 0 of one that began in the rep before and lasts on."""


class Charges:
    """Charges look after look; a fault that is over counts for `after_s` more."""

    def __init__(self, after_s: float = AFTER_S) -> None:
        self._after_s = after_s
        self._until_s: dict[Key, float] = {}

    def __call__(self, t_s: float, graded: Sequence[Graded], told: Sequence[FaultEvent]) -> Charge:
        """`graded`: what is wrong at this look; `told`: the current faults."""
        if not (graded or told or self._until_s):
            return NOTHING
        now = tuple(_key(event, graded) for event in told)
        for key in now:
            self._until_s[key] = t_s + self._after_s
        if True in [until <= t_s for until in self._until_s.values()]:
            self._until_s = {key: until for key, until in self._until_s.items() if until > t_s or key in now}
        worst = max(graded, key=lambda of: of.grade, default=None)
        untold = UNTOLD * min(worst.grade, 1.0) if worst else 0.0
        if self._until_s:
            return Charge(1.0, 1.0 if now else untold, now or tuple(self._until_s), now)
        return Charge(untold, untold, (Key(None, worst.foot, worst.point),) if worst else (), ())


def with_missed(charge: Charge, missed: float, point: str) -> Charge:
    """The charge of a look in a try in which this part, 0 to 1, of something was missing that nobody speaks to."""
    more = UNTOLD * missed
    if more <= charge.rate or any(key.fault for key in charge.of):
        return charge
    return Charge(more, more, (Key(None, "", point),), ())


def told_only(charge: Charge) -> Charge:
    """The charge where points may get light, as long as no fault is made of it."""
    return charge if any(key.fault for key in charge.of) else NOTHING


def is_after(found: Sequence[Cost]) -> bool:
    """Whether what it lost it lost, for the most part, to a fault that began before it did."""
    return bool(found) and bool(found[0].key.fault) and not found[0].times


def going_on(charges: Sequence[Charge]) -> Told:
    """Faults that are told at each of these looks, whichever of its points a lost contact is charged to."""
    told = [_faults(charge.told) for charge in charges]
    return frozenset[tuple[Fault, str]]().union(*told[:1]).intersection(*told)


def whole_lost(charges: Sequence[Charge], before: Told = NO_FAULT) -> Sequence[Charge]:
    """Of a rep: where a fault began in it all of it is lost, to whatever began. What was told `before` and lasts on
    belongs to the rep where it began; of this one it loses what it lasts, and the time after it."""
    began: dict[Key, None] = {}
    for charge in charges:
        began |= dict.fromkeys(key for key in charge.told if (key.fault, key.foot) not in before)
        before = _faults(charge.told)
    return [charge._replace(rate=1.0, of=tuple(began)) for charge in charges] if began else charges


def costs(charges: Sequence[Charge], period_s: float, before: Told = NO_FAULT) -> tuple[Cost, ...]:
    """What a try of these looks lost, the most expensive first. `before`: faults that were told when it began."""
    rate: dict[Key, float] = {}
    counted: dict[Key, int] = {}
    told: dict[Key, int] = {}
    times: dict[Key, int] = {}
    for charge in charges:
        for key in charge.of:
            rate[key] = rate.get(key, 0.0) + charge.rate / len(charge.of)
            counted[key] = counted.get(key, 0) + 1
        for key in charge.told:
            told[key] = told.get(key, 0) + 1
            times[key] = times.get(key, 0) + ((key.fault, key.foot) not in before)
        before = _faults(charge.told)
    n = max(len(charges), 1)
    found = [
        Cost(k, 100 * r / n, told.get(k, 0) * period_s, counted[k] * period_s, times.get(k, 0))
        for k, r in rate.items()
        if r > 0
    ]
    return tuple(sorted(found, key=_dearest))


def _dearest(of: Cost) -> tuple[float, str, str, str]:
    return -of.points, of.key.fault or "", of.key.foot, of.key.point


def mean_costs(of: Sequence[tuple[Cost, ...]]) -> tuple[Cost, ...]:
    """Of several reps that count alike."""
    sums: dict[Key, Cost] = {}
    for one in (cost for costs_of in of for cost in costs_of):
        had = sums.get(one.key, Cost(one.key, 0.0, 0.0, 0.0, 0))
        points, told_s, counted_s = had.points + one.points / len(of), had.told_s + one.told_s, had.counted_s
        sums[one.key] = Cost(one.key, points, told_s, counted_s + one.counted_s, had.times + one.times)
    return tuple(sorted(sums.values(), key=_dearest))


def said(found: Sequence[Cost], *, reps: bool = False) -> str:
    """What was lost and why, in one line; "" where nothing was. `reps`: of a set, where a fault costs its rep."""
    dear = [of for of in found if of.points >= LEAST_POINTS]
    told = [_said_told(of, fault, reps=reps) for of in dear if (fault := of.key.fault)]
    missed = [of for of in dear if of.key.point in (RETURN, TOES)]
    told += [sentence(f"cost.untold_{of.key.point}", points=of.points) for of in missed]
    untold = [of for of in dear if not of.key.fault and of not in missed]
    if untold:
        worst = max(untold, key=lambda of: of.points)
        points = sum(of.points for of in untold)
        told.append(sentence("cost.untold", points=points, worst=_plain(worst.key)))
    return "".join(told)


def rep_said(found: Sequence[Cost]) -> str:
    """Why a rep is worth what it is: the same of one rep, where a fault that began in it takes all; "" where nothing
    was lost."""
    dear = [of for of in found if of.times and of.points >= LEAST_POINTS]
    began = [_name_of(of.key, fault) for of in dear if (fault := of.key.fault)]
    if began:
        return sentence("rep_cost.began", names=sentence("rep_cost.and").join(began))
    lost = said(found, reps=True)
    return sentence("rep_cost.of_a_hundred", lost=lost) if lost else ""


def costs_file(found: Sequence[Cost]) -> list[CostFile]:
    """What cost points, in the same order."""
    return [
        CostFile(
            fault=of.key.fault,
            foot=of.key.foot or None,
            point=of.key.point,
            points=round(of.points, 2),
            told_s=round(of.told_s, 3),
            counted_s=round(of.counted_s, 3),
            times=of.times,
        )
        for of in found
    ]


def _said_told(of: Cost, fault: Fault, *, reps: bool) -> str:
    name = _name_of(of.key, fault)
    values: Mapping[str, float] = {"times": of.times, "told": of.told_s, "counted": of.counted_s, "points": of.points}
    if not of.times:
        return sentence("cost.told_before", name=name, after=AFTER_S, points=of.points, counted=of.counted_s)
    return sentence("cost.told_in_reps" if reps else "cost.told", name=name, after=AFTER_S, **values)


def _name_of(key: Key, fault: Fault) -> str:
    """Of a fault, whose foot did what; of a lost contact, which point."""
    if not key.foot:
        return sentence("cost.of_both", fault=plain_fault(fault))
    if fault is Fault.CONTACT_LOST and key.point in POINTS:
        return sentence("cost.lost_at", point=plain_point(key.point, key.foot))
    return sentence("cost.of_a_foot", foot=key.foot, fault=plain_fault(fault))


def _faults(told: Sequence[Key]) -> Told:
    return frozenset((key.fault, key.foot) for key in told if key.fault) if told else NO_FAULT


def _plain(key: Key) -> str:
    return plain_point(key.point, key.foot) if key.point in POINTS else sentence(f"cost_part.{key.point}")


def _key(event: FaultEvent, graded: Sequence[Graded]) -> Key:
    """A lost contact is charged to the point that has none at this look."""
    same = next((of.point for of in graded if of.fault == event.fault and of.foot == event.foot), "")
    usual = SWAY if event.fault is Fault.SWAY else SHIFT if not event.foot else "heel"
    return Key(event.fault, event.foot, POINT_OF.get(event.fault) or same or usual)

"""Decides from past scores how a drill goes on: level, next drill, amount of feedback, and work that is owed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from tripod.boards import PLAIN_FAULTS
from tripod.drills.format.drill import Drill
from tripod.drills.score.result import GOOD_SCORE
from tripod.sentences import sentence
from tripod.training.diary import Diary, Entry, Owed, SwayEntry

GOOD, POOR = GOOD_SCORE, 50
"""Scores from which a drill is done well, and below which it is too hard."""
USUAL_SD = 8.0
"""Of one try's score, until the person's own tries tell."""


def compare(new: Entry, before: Sequence[Entry]) -> str:
    """The new score beside the last one that was cued alike, and whether the difference means anything: what somebody
    does with a coach says nothing of what stays without, nor the reverse."""
    if new.sway is not None:
        return _sway_said(new.sway)
    before = [entry for entry in before if entry.like is new.like]
    if new.score is None:
        return sentence("compared.not_scored", why=new.reason)
    if not before:
        return sentence(f"compared.first_{new.like.value}", score=new.score)
    last = before[-1]
    assert last.score is not None
    least = least_difference(new, before)
    if abs(new.score - last.score) < least:
        return sentence("compared.too_close", score=new.score, last=last.score, least=least)
    if new.score > last.score:
        return sentence("compared.better", score=new.score, last=last.score)
    return sentence("compared.less", score=new.score, last=last.score)


def _sway_said(sway: SwayEntry) -> str:
    unknown = sentence("compared.sway_not_told")
    speeds = [
        unknown if of is None else sentence("compared.sway_speed", mm_s=of) for of in (sway.open_mm_s, sway.closed_mm_s)
    ]
    quotient = unknown if sway.romberg_quotient is None else f"{sway.romberg_quotient:.2f}"
    return sentence("compared.sway", open=speeds[0], closed=speeds[1], quotient=quotient)


def least_difference(new: Entry, before: Sequence[Entry]) -> float:
    """What two scores must differ by before it is no chance: 1.96 standard errors of the difference, from how much the
    tries of one session differ."""
    # The usual spread counts as one session, or two equal tries would make every point a difference.
    spreads = [USUAL_SD**2, *(stdev(e.scores) ** 2 for e in (*before, new) if len(e.scores) > 1)]
    variance = sum(spreads) / len(spreads)
    last = before[-1]
    return 1.96 * sqrt(variance * (1 / max(len(new.scores), 1) + 1 / max(len(last.scores), 1)))


@dataclass(frozen=True)
class Progress:
    """Where a person stands in a drill."""

    level: int
    """How many times `LEVEL_S` its holds are longer than they begin."""
    goes_on: str
    """The drill to go on with."""
    why: str


def progress(drill: Drill, done: Sequence[Entry]) -> Progress:
    """Two good scores in a row lengthen the holds and, at their longest, lead to the harder drill; two poor ones the
    other way. `done` are the drill's scored entries, oldest first; `drill` as its file has it."""
    least, most = drill.levels()
    level, streak, now = 0, list[int](), Progress(0, drill.name, "")
    for entry in done:
        if entry.score is None or entry.level != level:
            # What was done with shorter holds, or before there were others, says nothing of these.
            continue
        streak = [*streak, entry.score][-2:]
        now = Progress(level, drill.name, "")
        first, second = streak[0], streak[-1]
        if len(streak) < 2:
            continue
        if min(streak) >= GOOD and level < most:
            level, streak = level + 1, []
            longest = _longest_s(drill, level)
            why = sentence("progress.longer_holds", first=first, second=second, longest=longest)
            now = Progress(level, drill.name, why)
        elif min(streak) >= GOOD and drill.harder:
            now = Progress(level, drill.harder, sentence("progress.next_drill", first=first, second=second))
        elif max(streak) < POOR and level > least:
            level, streak = level - 1, []
            longest = _longest_s(drill, level)
            why = sentence("progress.shorter_holds", first=first, second=second, longest=longest)
            now = Progress(level, drill.name, why)
        elif max(streak) < POOR and drill.easier:
            now = Progress(level, drill.easier, sentence("progress.easier_drill", first=first, second=second))
    if now.why or not (drill.harder or level < most):
        return now
    return replace(now, why=sentence("progress.once_more", good=GOOD))


def _longest_s(drill: Drill, level: int) -> float:
    """Of the drill's growing holds at this level."""
    return max(s.duration_s for s in drill.at_level(level).steps if s.most_s > 0)


def fading(done: Sequence[Entry]) -> int:
    """0 cue every fault, 1 every other, 2 none: less the better it goes, so that the person learns."""
    good = 0
    for entry in reversed(done):
        if entry.score is None or entry.score < GOOD:
            break
        good += 1
    return min(good // 2, 2)


def work_against(fault: str, than: str, drills: Mapping[str, Drill]) -> str:
    """The drill to do against a fault, off the board rather than on it, and another than where it was not mended; ""
    where there is none."""
    good = [d for d in drills.values() if fault in d.corrects and d.name != than and not d.has_bar]
    return min(good, key=lambda d: (d.on_board, d.order)).name if good else ""


def after_work(diary: Diary, entry: Entry, title: Callable[[str], str]) -> tuple[dict[str, Owed], list[str], list[str]]:
    """What is owed after a drill; the faults whose words may be tried again; and what to say of it. `title` gives that
    of a drill by its name."""
    owed, again, said = dict(diary.owed), list[str](), list[str]()
    for fault, one in diary.owed.items():
        if not one.concerns(entry):
            continue
        plain = PLAIN_FAULTS.get(fault, fault)
        if entry.drill == one.work and not one.worked:
            owed[fault] = replace(one, worked=True)
            said.append(sentence("owed_work.now_the_drill_again", title=title(one.drill), fault=plain))
        elif entry.drill == one.drill and one.worked and entry.score is not None:
            del owed[fault]
            again.append(fault)
            now = entry.faults.get(fault, 0)
            said.append(
                sentence("owed_work.before_and_after", title=title(one.work), fault=plain, now=now, before=one.times)
            )
    return owed, again, said

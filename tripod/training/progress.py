"""Decides from past scores, and from what somebody saw, how a drill goes on: level, next drill, amount of feedback."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from tripod.drills.format.drill import Drill
from tripod.drills.score.result import GOOD_SCORE
from tripod.sentences import figure, sentence
from tripod.training.diary import Entry, SwayEntry
from tripod.training.seen import open_answers, stopping_answers

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
    quotient = unknown if sway.romberg_quotient is None else figure(sway.romberg_quotient, ".2f")
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
    """Of the drill's progression (`Drill.at_level`)."""
    goes_on: str
    """The drill to go on with."""
    why: str


def counts(entry: Entry) -> bool:
    """Whether a try says how the drill goes on: not one without a score, nor one in which nothing was said, which has
    its own like, nor one of a day that was made lighter."""
    return entry.score is not None and entry.feedback and entry.kind not in ("retention", "lighter")


def worth(entry: Entry) -> int:
    """Its score as far as progress goes: whatever the feet score, what somebody saw go wrong makes it no good one."""
    assert entry.score is not None
    return min(entry.score, POOR - 1) if stopping_answers(entry.answers) else entry.score


def progress(drill: Drill, done: Sequence[Entry]) -> Progress:
    """Two good scores in a row lead one level up and, from the level that its file names, to the harder drill; two
    poor ones the other way. `done` are the drill's scored entries, oldest first; `drill` as its file has it."""
    least, most = drill.levels()
    level, streak, now = 0, list[Entry](), Progress(0, drill.name, "")
    for entry in done:
        if not counts(entry) or entry.level != level:
            # What was done at another level, or before there were others, says nothing of this one.
            continue
        streak = [*streak, entry][-2:]
        now = Progress(level, drill.name, "")
        if len(streak) < 2:
            continue
        both = [worth(e) for e in streak]
        if min(both) >= GOOD and (level < most or drill.harder):
            leads_on = drill.harder if level >= drill.leads_on_at else ""
            level = min(level + 1, most)
            now = Progress(level, leads_on or drill.name, _why(drill, level, streak, leads_on))
            streak = [] if level != entry.level else streak
        elif max(both) < POOR and level > least:
            level -= 1
            now = Progress(level, drill.name, _why(drill, level, streak, ""))
            streak = []
        elif max(both) < POOR and drill.easier:
            now = Progress(level, drill.easier, _because("easier_drill", streak))
    if now.why or not (drill.harder or level < most):
        return now
    seen = open_answers([e.answers for e in done])
    if seen:
        return replace(now, why=sentence("progress_because.seen", seen=sentence(f"seen_plain.{seen[0]}")))
    return replace(now, why=sentence("progress.once_more", good=GOOD))


def _why(drill: Drill, level: int, streak: Sequence[Entry], leads_on: str) -> str:
    """Why it goes on at this level, and with what."""
    if leads_on:
        return _because("next_drill", streak)
    before = streak[-1].level
    what, value = drill.changed(level, before)
    said = sentence(f"progress_grown.{what}", value=value)
    return _because("more" if level > before else "less", streak, now=said)


def _because(which: str, streak: Sequence[Entry], **more: str) -> str:
    seen = [name for entry in streak for name in stopping_answers(entry.answers)]
    if seen:
        return sentence(f"progress_because.{which}_seen", seen=sentence(f"seen_plain.{seen[-1]}"), **more)
    first, second = (entry.score for entry in streak)
    return sentence(f"progress_because.{which}", first=first, second=second, **more)


def fading(done: Sequence[Entry], level: int | None = None) -> int:
    """How much the coach says (`coach.fading`): less the better it goes, so that the person learns; never nothing at a
    level that is new. `level`: at which it is done now, None for the last one."""
    good = 0
    counted = [e for e in done if counts(e)]
    for entry in reversed(counted):
        if worth(entry) < GOOD:
            break
        good += 1
    new = level is not None and not any(e.level == level for e in counted)
    return min(good // 2, 1 if new else 2)

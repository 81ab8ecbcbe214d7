"""Decides from past scores, and from what somebody saw, how a drill goes on: level, next drill, amount of feedback."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tripod.balance.judgement import Answer
from tripod.boards import plain_fault
from tripod.drills.format.drill import Drill
from tripod.drills.format.questions import seen_wrong, stopping_answers
from tripod.drills.score.tries import GOOD_SCORE
from tripod.sentences import sentence
from tripod.training.answers import open_answers
from tripod.training.diary import Entry

GOOD, POOR = GOOD_SCORE, 50
"""Scores from which a drill is done well, and below which it is too hard."""


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
    its own like, nor one of a day that was made lighter, nor one that cannot tell whether it was good."""
    said = entry.score is not None and entry.feedback and entry.kind not in ("retention", "lighter")
    return said and decides(entry)


def decides(entry: Entry) -> bool:
    """Whether its score says enough of the feet. Of entries from before the answer was kept nobody knows: they go on
    counting as they did, so that nobody falls back to where they began."""
    return entry.judged is None or entry.judged.decides


def worth(entry: Entry) -> int:
    """Its score as far as progress goes: with an answer of *off* none is a good one, for a fault was told or seen in
    it; what stops somebody makes it a poor one, whatever the feet score."""
    assert entry.score is not None
    most = POOR - 1 if stopping_answers(entry.answers) else GOOD - 1 if is_off(entry) else entry.score
    return min(entry.score, most)


def is_off(entry: Entry) -> bool:
    """Whether its answer is that something was wrong. Of entries from before it was kept nobody knows."""
    return entry.judged is not None and entry.judged.answer is Answer.OFF


def may_load(drill: Drill, entry: Entry) -> bool:
    """Whether more may follow as far as somebody's eyes go: a bar grows only where all that was asked was answered."""
    return not drill.has_bar or None not in entry.answers.values()


def progress(drill: Drill, done: Sequence[Entry]) -> Progress:
    """Two good scores in a row in which no fault was told or seen (`worth`) lead one level up and, from the level that
    its file names, to the harder drill; two poor ones the other way. `done` are the drill's scored entries, oldest
    first; `drill` as its file has it."""
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
        good = min(both) >= GOOD and all(may_load(drill, e) for e in streak)
        if good and (level < most or drill.harder):
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
    last = done[-1] if done else None
    if last is not None and last.judged is not None and not last.judged.decides:
        return replace(now, why=sentence("progress.cannot_tell", score=last.score, why=last.judged.said()))
    if last is not None and last.score is not None and last.score >= GOOD and last.feedback:
        if is_off(last):
            return replace(now, why=sentence("progress.off", score=last.score, what=_wrong(last), good=GOOD))
        if not may_load(drill, last):
            return replace(now, why=sentence("progress.nobody_looked", score=last.score))
    return replace(now, why=sentence("progress.once_more", good=GOOD))


def _wrong(entry: Entry) -> str:
    """What was told most often in it, or what somebody saw."""
    if entry.faults:
        return plain_fault(max(entry.faults, key=lambda fault: entry.faults[fault]))
    seen = seen_wrong(entry.answers)
    return sentence(f"seen_plain.{seen[0]}") if seen else sentence("progress.a_fault")


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

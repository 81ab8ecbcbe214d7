"""Puts a day of the plan together as one drill: ready check, a test hold, the day's drills, the same hold again."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import ceil, sqrt

from tripod.analysis.own_change import SCORES
from tripod.boards import Board
from tripod.coach.fading import FADE
from tripod.coach.spoken_length import spoken_length_s
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.questions import QUESTIONS
from tripod.drills.format.say import Say
from tripod.drills.format.section import Section
from tripod.sentences import sentence
from tripod.training.choose_drills import Chosen, Day, Why, is_away
from tripod.training.correct import plain
from tripod.training.diary import Diary
from tripod.training.plan import Because, Kind, Place
from tripod.training.progress import fading, progress

TODAY_S = 600.0
TEST_S = 20.0
REST_S = 8.0
NAME = "today"
_LEAST_REPS = 3
_MOST_TEXT = 400


@dataclass(frozen=True)
class Fitting:
    """What of a day fits into its time."""

    drill: Drill
    chosen: tuple[Chosen, ...]
    """What is done, some of it shortened."""
    left_out: tuple[Chosen, ...]

    @property
    def length_s(self) -> float:
        """About how long it takes, with all that is said."""
        return spoken_length_s(self.drill)


def today(day: Day, diary: Diary, library: Mapping[str, Drill], board: Board, board_id: str) -> Fitting:
    """The day as a drill, with a section for each drill in it. What does not fit into ten minutes is shortened, and if
    that does not do, left out, from the middle: a day ends in hinges."""
    chosen, left_out = list(day.chosen), list[Chosen]()
    fitting = Fitting(_made(day, chosen, diary, library, board, board_id), tuple(chosen), ())
    while fitting.length_s > TODAY_S and len(chosen) > 1:
        whole = [k for k, c in enumerate(chosen[:-1]) if not c.halved and _halves(library[c.drill])]
        if whole:
            chosen[whole[-1]] = replace(chosen[whole[-1]], halved=True)
        else:
            left_out.append(chosen.pop(-2))
        fitting = Fitting(_made(day, chosen, diary, library, board, board_id), tuple(chosen), tuple(left_out))
    return fitting


def _halves(drill: Drill) -> bool:
    """Whether anything of it can be shortened."""
    return drill.on_board and any(_halved(step) != step for step in drill.steps)


def _made(
    day: Day, chosen: Sequence[Chosen], diary: Diary, library: Mapping[str, Drill], board: Board, board_id: str
) -> Drill:
    kind = day.place.kind
    silent = Step("hold", sentence("today.test_hold"), Say("hold_silent"), TEST_S, feedback=False, test=True)
    steps = [_ready(board), replace(silent, say=Say("hold_tripod"))]
    sections = [Section(0, NAME, kind=kind.value, told=_told_first(kind))]
    for n, one in enumerate(chosen):
        # What is asked of a later drill is not asked of this one: within one drill each question comes once.
        later = {q for c in chosen[n + 1 :] for s in library[c.drill].steps for q in s.questions}
        drill = library[one.drill].at_level(one.level)
        done = diary.of(drill.name, board_id)
        # Who comes back after a long time hears everything, and so does who is assessed.
        faded = 0 if kind is Kind.ASSESS or is_away(day.place) else fading(done, one.level)
        was = done[-1].fading if done else 0
        told = FADE[faded] if faded != was and kind is not Kind.RETENTION else ""
        sections.append(Section(len(steps), drill.name, one.level, kind.value, faded, told, one.mends, drill.title))
        steps.append(Step("rest", next_said(one, library), Say("rest"), REST_S))
        steps += [replace(s, feedback=s.feedback and kind is not Kind.RETENTION) for s in _steps(drill, one, later)]
    steps += _instead(chosen[-1:], sections, len(steps), diary, library, board_id)
    sections.append(Section(len(steps), NAME, kind=kind.value))
    steps.append(silent)
    of = [library[one.drill] for one in chosen]
    return Drill(
        NAME,
        sentence("today.title"),
        day_said(day.place, [d.title for d in of]),
        "both",
        tuple(steps),
        floors=next((d.floors for d in of if d.floors), dict[str, float]()),
        cues=_cues(of),
        bar_more_kg=max((library[c.drill].at_level(c.level).bar_more_kg for c in chosen), default=0.0),
        sections=tuple(sections),
    )


def _instead(
    last: Sequence[Chosen],
    sections: list[Section],
    first: int,
    diary: Diary,
    library: Mapping[str, Drill],
    board_id: str,
) -> list[Step]:
    """The hinge with which a day ends whose bar is not lifted, because nobody looked before, or what they saw was not
    good; its section is added to `sections`."""
    bar = library[last[0].drill] if last else None
    if bar is None or not bar.has_bar or bar.easier not in library or not any(s.wants for s in bar.steps):
        return []
    hinge = library[bar.easier]
    if hinge.has_bar or not hinge.has_reps:
        return []
    done = diary.of(hinge.name, board_id)
    level = progress(hinge, done).level
    one = Chosen(hinge.name, Why.HINGE_INSTEAD, level, halved=last[0].halved)
    of = sections[-1]
    faded = min(of.fading, fading(done, level))
    sections.append(Section(first, hinge.name, level, of.kind, faded, "no_bar", title=hinge.title, instead=True))
    rest = Step("rest", next_said(one, library), Say("rest"), REST_S)
    coached = of.kind != Kind.RETENTION
    steps = _steps(hinge.at_level(level), one, set())
    return [rest, *(replace(s, feedback=s.feedback and coached) for s in steps)]


def _ready(board: Board) -> Step:
    text = sentence("today.ready_check_toes_lifted") if board.unsupported else sentence("today.ready_check")
    return Step("ready", text, move="lift" if board.unsupported else "", feedback=False)


def _told_first(kind: Kind) -> str:
    return {Kind.RETENTION: "retention", Kind.LIGHTER: "lighter"}.get(kind, "")


def _steps(drill: Drill, one: Chosen, later: Set[str]) -> list[Step]:
    """What a drill asks for: of one on both feet that alone, so that a day keeps its time."""
    legs = [s for s in drill.steps if drill.feet == "one" or drill.feet_of(s) == "both"]
    legs = [replace(s, questions=tuple(q for q in s.questions if q not in later)) for s in legs]
    legs = [s for s in legs if s.kind != "check" or s.questions]
    while legs and legs[-1].kind == "rest":
        del legs[-1]
    return [_halved(s) if one.halved else s for s in (_standing_alone(s, drill) for s in legs)]


def _standing_alone(step: Step, drill: Drill) -> Step:
    """The step with what it has of its drill written in it."""
    measures = drill.measures_of(step) if step.kind in ("hold", "reps") else ""
    return replace(step, feet=drill.feet_of(step), measures=measures)


def _halved(step: Step) -> Step:
    if step.baseline:
        # A baseline needs all of them.
        return step
    return replace(step, times=ceil(step.times / 2), reps=max(ceil(0.6 * step.reps), min(step.reps, _LEAST_REPS)))


def _cues(drills: Sequence[Drill]) -> dict[str, tuple[str, ...]]:
    """Wordings that the drills bring along, each once."""
    found: dict[str, tuple[str, ...]] = {}
    for drill in drills:
        for fault, words in drill.cues.items():
            found[fault] = tuple(dict.fromkeys([*found.get(fault, ()), *words]))
    return found


def why_said(one: Chosen, library: Mapping[str, Drill]) -> str:
    """Why a drill is done today, in one sentence."""
    seen = "_seen" if one.why is Why.WORK and one.against in QUESTIONS else ""
    drill = library[one.drill]
    before = library[drill.easier].title if drill.easier in library else ""
    return sentence(
        f"chosen_because.{one.why.value}{seen}", title=drill.title, against=plain(one.against), before=before
    )


def next_said(one: Chosen, library: Mapping[str, Drill]) -> str:
    """What comes next, and why."""
    title = library[one.drill].title
    return sentence("today.next_drill", title=title, why=why_said(one, library))[:_MOST_TEXT]


def day_said(place: Place, titles: Sequence[str]) -> str:
    """Which day it is, and what is done."""
    drills = ", ".join(titles[:-1]) + (sentence("today.and") if len(titles) > 1 else "") + "".join(titles[-1:])
    said = [sentence("today.trains", drills=drills)]
    if place.kind is not Kind.TRAIN:
        said.append(sentence(f"day_kind.{place.kind.value}"))
    if place.because is not Because.NOTHING:
        said.append(sentence(f"day_because.{place.because.value}"))
    return " ".join(said)[:300]


def today_sentence(tests: Sequence[int], problems: Sequence[str] = ()) -> str:
    """The one sentence at the end: the scores of the test holds before and after, and what the ready check found."""
    return " ".join([_tests(tests), *problems])


def _tests(tests: Sequence[int]) -> str:
    if len(tests) < 2:
        return sentence("today.not_both_scored")
    before, after = tests[0], tests[-1]
    least = 1.96 * SCORES.tries_sd * sqrt(2)
    if abs(after - before) < least:
        return sentence("today.too_close", before=before, after=after)
    return sentence("today.before_and_after", before=before, after=after)

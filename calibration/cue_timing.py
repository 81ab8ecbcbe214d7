"""Whether the coach's words come in time: the room for them in each drill, and how late they are heard.

    python calibration/cue_timing.py [--drill NAME] [--language en] [--habit FAULT[:FOOT]] [--seeds 2] [--board pads]

The first table follows from the drills' tempos and the lengths of the recorded phrases alone. For the second each drill
of the library is done by virtual pupils with habits, through the whole pipeline to samples, and what sounds is held
against what happens. A lag is from the onset of a fault to the first sample of the first word about it; where the coach
keeps silent to compare its words with silence, there is none. Both stand in README.md.
"""

import argparse
from collections.abc import Iterator, Sequence

import numpy as np
from heard_drill import HeardDrill, hear_drill

from tripod.boards import FEET, STANCE_FAULTS
from tripod.boards.stance_faults import OF_BOTH
from tripod.coach.cueing import BOTH_S
from tripod.coach.phrases import LANGUAGES, cues, short_cues
from tripod.coach.speech import MARGIN_S
from tripod.coach.voice import length_s, samples
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.run.event_types import CueForm, FaultBegan
from tripod.sound.earcons import length_s as earcon_s
from tripod.sound.tone import RATE

HABITS = ("mt1_light:right", "mt5_light", "heel_heavy", "contact_lost:left", "shift_left")
TOLD_S = 0.4 + BOTH_S
"""From a fault's onset to the first word about it at the earliest."""


def seen_faults(step: Step, on_one_leg: bool) -> list[str]:
    """What may be spoken to in a step."""
    hidden = {"sway"} if step.moving else set[str]()
    return [f for f in STANCE_FAULTS if f not in hidden and not (on_one_leg and f in OF_BOTH and f != "sway")]


def lengths(faults: Sequence[str], language: str, *, short: bool) -> list[float]:
    """How long the words about these faults take, in seconds, of one foot and of both."""
    found = []
    for fault in faults:
        for foot in (*FEET, ""):
            said = short_cues(fault, language, foot) if short else cues(fault, language, foot)
            found += [length_s(p.key, language) for p in said]
    return found


def paced_rooms(step: Step, language: str) -> dict[str, float]:
    """Seconds for a cue in each phase of a paced rep: the pacer's word before it is over, and the next not begun."""
    assert step.tempo
    gaps = {
        "down": step.tempo.descent_s,
        "hold": step.tempo.bottom_s,
        "up": step.tempo.ascent_s,
        "tall": step.tempo.top_s,
    }
    earcons = {"hold": "bottom"}
    return {
        word: gap - earcon_s(earcons.get(word, word)) - length_s(word, language) - MARGIN_S
        for word, gap in gaps.items()
    }


def room_row(drill: Drill, step: Step, language: str) -> str:
    """A row of the first table."""
    faults = seen_faults(step, drill.feet_of(step) == "one")
    word, whole = lengths(faults, language, short=True), lengths(faults, language, short=False)
    spoken = f"{min(word):.2f}–{max(word):.2f} | {min(whole):.2f}–{max(whole):.2f}"
    head = f"| {drill.name} | {step.kind} | {language} |"
    if step.kind == "hold":
        room = step.duration_s - TOLD_S - MARGIN_S
        return f"{head} {room:.1f} of {step.duration_s:.0f} | {spoken} | at once | {_fits(whole, room, 'at once')} |"
    if step.tempo is None:
        return f"{head} no pacer | {spoken} | at once | between reps as long as the person stands, or after the set |"
    rooms = paced_rooms(step, language)
    said = ", ".join(f"{word} {room:.2f}" for word, room in rooms.items())
    open_s = sum(max(0.0, room - max(word)) for room in rooms.values())
    said += f"; any word may begin in {open_s:.1f} of {step.tempo.rep_s:.0f}"
    held = [name for name, room in rooms.items() if room >= max(word)]
    between = _fits(whole, rooms["tall"], "after *tall*")
    return f"{head} {said} | {spoken} | after {', '.join(f'*{name}*' for name in held) or '**nowhere**'} | {between} |"


def _fits(spoken: Sequence[float], room_s: float, where: str) -> str:
    fitting = sum(s <= room_s for s in spoken)
    if fitting == len(spoken):
        return where
    return f"{fitting} of {len(spoken)} {where}, the others after the set" if fitting else "after the set"


def heard_rows(drills: Sequence[Drill], args: argparse.Namespace) -> Iterator[str]:
    """The rows of the second table."""
    for drill in drills:
        for language in args.language:
            habits = args.habit if drill.on_board and drill.coached else ("",)
            tries = [
                hear_drill(drill, scenario(args.board, seed, habit), language, keep=False)
                for habit in habits
                for seed in range(1, args.seeds + 1)
            ]
            yield heard_row(drill, language, tries)


def scenario(board: str, seed: int, habit: str) -> str:
    """Who does it. Every other one is slower to follow."""
    delay = (0.35, 0.6)[seed % 2]
    return f"pupil,board={board},seed={seed},delay={delay}" + (f",habit={habit}" if habit else "")


def heard_row(drill: Drill, language: str, tries: Sequence[HeardDrill]) -> str:
    """What sounded, of all tries."""
    lags, sentences = np.concatenate([lags_s(t) for t in tries]), sum(_after_words(t) for t in tries)
    due = sum(e.kind == "pace" for t in tries for e in t.events)
    lag = "– | – | –"
    if len(lags):
        lag = " | ".join(f"{x:.2f}" for x in (*np.quantile(lags, (0.5, 0.95)), lags.max()))
    swallowed = sum(t.swallowed() for t in tries)
    over, dropped = sum(len(t.overlaps()) for t in tries), sum(len(t.dropped()) for t in tries)
    late = max((x for t in tries for x in t.pacer_late_s()), default=0.0)
    levels = [level_db(p.key, language) for t in tries for p in t.words]
    own, later, again = np.sum([_phases(t) for t in tries], axis=0)
    phases = f"{own}, {later}, {again}" if due else "–"
    return (
        f"| {drill.name} | {language} | {len(lags)} + {sentences} | {lag} | {phases} | {swallowed} of {due} |"
        f" {1000 * late:.0f} | {dropped} | {over} | {max(levels) - min(levels):.1f} |"
    )


def _phases(heard: HeardDrill) -> tuple[int, int, int]:
    """Words in the phase in which their fault began, in a later one that it lasts into, and in the next rep."""
    began = [e for e in heard.events if isinstance(e, FaultBegan)]
    own = later = again = 0
    for event, said in heard.spoken_cues():
        if event.form is not CueForm.SHORT:
            continue
        of = [e for e in began if e.fault == event.fault and event.foot in (e.foot, "") and e.t_s <= event.t_s]
        lasts = any(
            e.fault == event.fault and e.onset_s <= event.t_s < e.t_s for e in heard.events if e.kind == "fault_over"
        )
        same = heard.phase_at(said.start / RATE) == of[-1].phase
        own, later, again = own + (lasts and same), later + (lasts and not same), again + (not lasts)
    return own, later, again


def lags_s(heard: HeardDrill) -> np.ndarray:
    """From the onset of each fault to the first word about it, in seconds."""
    first: dict[tuple[str, str, float], float] = {}
    given = {(round(c.t_s, 6), c.fault): c for c in heard.run.coach.cues}
    silent = {(c.fault, c.foot, c.onset_s) for c in heard.run.coach.cues if not c.words}
    for event, said in heard.spoken_cues():
        cue = given[round(event.t_s, 6), event.fault]
        key = (cue.fault, cue.foot, cue.onset_s)
        if np.isfinite(cue.onset_s) and key not in silent:
            first.setdefault(key, said.start / RATE - cue.onset_s)
    return np.array(list(first.values()))


def _after_words(heard: HeardDrill) -> int:
    """Sentences that explain a word."""
    return sum(not np.isfinite(c.onset_s) and c.form is CueForm.WHOLE for c in heard.run.coach.cues)


def level_db(key: str, language: str) -> float:
    """The root mean square of a phrase, in dB of full scale."""
    return 10 * float(np.log10((samples(key, language).astype(float) ** 2).mean()))


def main(argv: Sequence[str] | None = None) -> None:
    """Print both tables."""
    drills, _ = library()
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--drill", choices=list(drills), action="append", help="may be repeated (default all)")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="may be repeated (default all)")
    parser.add_argument("--habit", action="append", help="fault, or fault:foot; may be repeated")
    parser.add_argument("--board", default="pads")
    parser.add_argument("--seeds", type=int, default=2, help="pupils of each habit")
    args = parser.parse_args(argv)
    args.language, args.habit = args.language or list(LANGUAGES), args.habit or HABITS
    chosen = [drills[name] for name in args.drill or drills]
    print("| drill | step | | room, s | a word takes | a sentence takes | the word comes | the sentence comes |")
    print("|---|---|---|---|---|---|---|---|")
    for drill in chosen:
        steps = [s for s in drill.steps if s.kind in ("hold", "reps") and s.feedback]
        for row in dict.fromkeys(room_row(drill, step, language) for step in steps for language in args.language):
            print(row)
    print()
    print(
        "| drill | | cues + sentences after words | lag, median s | 95 % | worst | in the fault's phase, a later one,"
        " the next rep | pacer's words swallowed | after due at most, ms | words dropped | covered | RMS spread, dB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for row in heard_rows(chosen, args):
        print(row, flush=True)


if __name__ == "__main__":
    main()

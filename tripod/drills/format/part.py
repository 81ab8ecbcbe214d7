"""What one person is going to do of a drill: its parts in their order, and what was chosen for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import nan

from tripod.boards import FEET, Board
from tripod.drills.format.drill import ROLL_S, Drill, Step
from tripod.drills.format.say import Say
from tripod.drills.format.section import Section, section_of
from tripod.sentences import sentence

ROLLED = ("mt1", "mt5", "round")
"""Moves of a `say` that are seen from shares."""


@dataclass(frozen=True)
class Options:
    """What a try depends on beside the looks; a recording keeps it."""

    foot: str = "both"
    """For drills on one foot: left, right, or both for one after the other."""
    weight_kg: float = nan
    bar_kg: float = nan
    convention: bool = False
    """Hold against the convention even where there is a baseline."""
    asks: bool = True
    """Whether somebody is there to answer questions."""
    feedback: bool = True
    """Off for a retention try: nothing is said about faults."""
    roll: bool = False
    """Whether the drill begins with a roll round the feet, because nobody knows where they stand."""
    waits: bool = True
    """Whether the drill waits for the voice and for the learner; drills that were recorded before it did do not."""


@dataclass(frozen=True)
class Part:
    """One thing to do: a step, once, on these feet."""

    step: Step
    feet: tuple[str, ...]
    number: int
    """Which of the step's repetitions, from 1."""


def roll_step() -> Step:
    """What a drill begins with on a plate that does not know where the feet stand."""
    return Step("roll", sentence("roll_step.text"), Say("roll_edge"), duration_s=ROLL_S, move="round")


def _goes_by_stance(drill: Drill, step: Step, options: Options) -> bool:
    """Whether a plate must know where the feet stand before this; sway needs no place of the feet."""
    if step.kind == "hold" and drill.measures_of(step) == "sway":
        return False
    return step.kind in ("hold", "reps", "roll") or (options.waits and step.kind == "say" and step.move in ROLLED)


def parts_of(drill: Drill, board: Board, options: Options) -> tuple[Part, ...]:
    """The drill in its order, for these feet of the board."""
    foot = options.foot
    asked = [(f,) for f in ((foot,) if foot in FEET else FEET) if f in board.feet]
    parts: list[Part] = []
    for mode, steps in groupby(drill.steps, drill.feet_of):
        group = list(steps)
        for feet in asked if mode == "one" else [board.feet]:
            parts += [Part(step, feet, n) for step in group for n in range(1, step.times + 1)]
    first = next((k for k, part in enumerate(parts) if _goes_by_stance(drill, part.step, options)), None)
    if options.roll and not drill.measures_sway and first is not None and parts[first].step.kind != "roll":
        parts.insert(first, Part(roll_step(), board.feet, 1))
    return tuple(parts)


def sections_of(drill: Drill, parts: Sequence[Part]) -> tuple[Section | None, ...]:
    """The section in which each part of the drill stands; what was put between belongs to what comes before it."""
    at, found = {id(step): index for index, step in enumerate(drill.steps)}, list[Section | None]()
    for part in parts:
        index = at.get(id(part.step))
        found.append(section_of(drill.sections, index) if index is not None else (found[-1] if found else None))
    return tuple(found)


def after_in_section(parts: Sequence[Part], sections: Sequence[Section | None], at: int) -> list[Part]:
    """The parts that come after this one in its section; `sections` as `sections_of` has them."""
    return [part for part, of in zip(parts[at + 1 :], sections[at + 1 :], strict=True) if of == sections[at]]

"""What a step says: one of the coach's phrases by its name, or words that the drill brings along."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PHRASES = (
    "stand_open", "stand_closed", "stand_usual", "stand_together", "together_closed", "open_eyes", "hold_on",
    "brace", "what_hinge", "three_points", "roll_heel", "roll_mt1", "roll_mt5", "roll_round", "roll_edge",
    "roll_points", "short_foot", "baseline_hold", "hold_tripod", "hold_silent", "hold_one_leg", "toes_lift",
    "toes_press", "to_and_fro", "hips_back", "pelvis_rolls", "wall_find", "wall_touch", "broomstick", "broomstick_keep",
    "hip_creases", "half_hinge", "full_hinge", "paced_hinge", "free_hinge", "deadlift", "hero_pose",
    "half_split_check", "half_split", "glute_bridge", "rest", "foam_on", "tandem", "lean_how", "lean_forward",
    "lean_forward_right", "lean_right", "lean_back_right", "lean_back", "lean_back_left", "lean_left",
    "lean_forward_left", "chair_ready", "chair_stand", "heel_raise", "one_leg_squat", "stop_now",
)  # fmt: skip
"""What a step may say by name: the steps' phrases of `coach/phrases.toml`."""
_SENTENCE = re.compile(r".*[\s].*|.*[.!?…]", re.DOTALL)


@dataclass(frozen=True)
class Say:
    """A step's `say`, told apart when its file is read."""

    text: str
    own: bool = False
    """Whether `text` are words of the drill's own; else it is the name of a phrase."""

    @property
    def unknown(self) -> bool:
        """Whether it names a phrase that there is not."""
        return not self.own and self.text not in PHRASES


def says_of(written: str | Sequence[str]) -> tuple[Say, ...]:
    """What stands at `say` in a file, one text or several in their order; nothing for an empty one."""
    return tuple(filter(None, map(say_of, (written,) if isinstance(written, str) else written)))


def say_of(text: str) -> Say | None:
    """One text of it; None for nothing.

    Words with a space between them, and one word that ends like a sentence (`Breathe.`), are the drill's own.
    """
    return Say(text, own=text not in PHRASES and _SENTENCE.fullmatch(text) is not None) if text else None

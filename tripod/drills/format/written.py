"""The texts of a drill in the language that the program writes."""

from dataclasses import replace

from tripod.drills.format.drill import Drill
from tripod.sentences import shipped_text


def in_language(drill: Drill) -> Drill:
    """The same drill; what of its texts came with the program stands in the language in force."""
    steps = tuple(
        replace(
            step,
            text=shipped_text(step.text),
            part=shipped_text(step.part),
            about=shipped_text(step.about),
            otherwise=shipped_text(step.otherwise),
        )
        for step in drill.steps
    )
    return replace(drill, title=shipped_text(drill.title), trains=shipped_text(drill.trains), steps=steps)

"""Of a drill that was put together from others: which of its steps belong to which, and how each is coached."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """From one step on, up to where the next section begins."""

    first: int
    """Index of its first step."""
    drill: str
    """The drill that it is, by name."""
    level: int = 0
    """Of that drill's progression."""
    kind: str = ""
    """`assess`, `retention`, `lighter`, or "" for training."""
    fading: int = 0
    """How much the coach says in it: see `coach.fading`."""
    told: str = ""
    """The word by which the coach says how much that is; "" where nothing changed."""
    against: str = ""
    """The fault, or the thing that was seen, that it is to mend."""
    title: str = ""
    """Of that drill, as its file has it; "" in recordings from before it was kept."""
    instead: bool = False
    """Done only where an answer ended the section before it; else passed over."""


def after_passed_over(sections: Sequence[Section | None], at: int) -> int:
    """The index of the part that follows on this one, which was done; `sections`: of each part. One that only comes in
    place of another is passed over."""
    here, at = sections[at] if 0 <= at < len(sections) else None, at + 1
    while at < len(sections) and (of := sections[at]) is not None and of.instead and of != here:
        at += 1
    return at


def section_of(sections: tuple[Section, ...], step: int) -> Section | None:
    """The section in which the step with this index stands; None before the first."""
    found = [section for section in sections if section.first <= step]
    return found[-1] if found else None

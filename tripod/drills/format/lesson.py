"""A drill in parts that may be done on different days: each part is a drill of its own beside the whole."""

from collections.abc import Mapping
from dataclasses import replace

from tripod.drills.format.drill import Drill, Step
from tripod.sentences import sentence

MOST_TITLE = 60
"""Letters of a drill's title."""
_IDLE = ("check", "rest", "ready")


def with_parts(drills: Mapping[str, Drill]) -> dict[str, Drill]:
    """The same drills, and after each that has parts these as `name-1`, `name-2` …, where no other has that name."""
    out: dict[str, Drill] = {}
    for name, drill in drills.items():
        out[name] = drill
        out |= {part.name: part for part in parts_of_lesson(drill) if part.name not in drills}
    return out


def parts_of_lesson(drill: Drill) -> tuple[Drill, ...]:
    """A drill's parts, each leading to the next; () where it has none, or one in which nothing is done. A step
    that names a part begins it."""
    groups: list[list[Step]] = []
    for step in drill.steps:
        if step.part or not groups:
            groups.append([])
        groups[-1].append(step)
    if len(groups) < 2 or any(all(step.kind in _IDLE for step in group) for group in groups):
        return ()
    names = [f"{drill.name}-{n}" for n in range(1, len(groups) + 1)]
    return tuple(
        replace(
            drill,
            name=name,
            title=sentence("lesson.part", title=drill.title, n=n, part=group[0].part or "…")[:MOST_TITLE],
            trains=group[0].about or drill.trains,
            steps=tuple(group),
            easier=names[n - 2] if n > 1 else drill.easier,
            harder=names[n] if n < len(names) else drill.harder,
        )
        for n, (name, group) in enumerate(zip(names, groups, strict=True), 1)
    )

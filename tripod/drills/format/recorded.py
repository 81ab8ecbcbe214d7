"""A drill as a recording keeps it, there and back, so that what was done can be replayed."""

from collections.abc import Mapping
from dataclasses import asdict, replace

import msgspec

from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import DrillError, decoded, made, whole_numbers
from tripod.drills.format.section import Section
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject
from tripod.storage.problem import Misfit, typed
from tripod.storage.schemas.drill import SCHEMA, RecordedDrill, RecordedStep

_NO_FILE_HAS = ("name", "own", "steps", "bar_more_kg", "sections")
"""What a recording keeps of a drill beside what its file says."""


def drill_to_record(drill: Drill) -> JsonObject:
    """A drill as plain values, every key there; what a step says stands as it does in the drill's file."""
    return {**asdict(drill), "steps": [_step_to_record(step) for step in drill.steps]}


def _step_to_record(step: Step) -> JsonObject:
    texts = [say.text for say in step.says]
    plain: JsonObject = {**asdict(step), "say": texts if len(texts) > 1 else "".join(texts)}
    del plain["then"]
    return plain


def recorded_drill(plain: Mapping[str, object]) -> Drill:
    """A drill as a recording keeps it (`drill_to_record`), held against the same bounds as a file.

    Raises:
        DrillError: it is none.
    """
    try:
        kept = typed(whole_numbers(plain), RecordedDrill)
        data = _said(kept) | {"schema": SCHEMA, "step": [_said(step) for step in kept.steps]}
        drill = decoded({key: value for key, value in data.items() if key not in _NO_FILE_HAS})
    except Misfit as wrong:
        raise DrillError(sentence("drill_file.recorded_is_wrong", why=wrong)) from wrong
    except RecursionError as error:
        raise DrillError(sentence("drill_file.recorded_nested_too_deep")) from error
    sections = msgspec.convert(kept.sections, tuple[Section, ...], from_attributes=True)
    return replace(made(kept.name, drill, own=kept.own), bar_more_kg=kept.bar_more_kg, sections=sections)


def recorded_level(drill: Drill, drills: Mapping[str, Drill]) -> int | None:
    """The level at which the drill of that name has as many steps with these amounts; None where it has at none, or is
    not there any more. `drills`: all by name."""
    known = drills.get(drill.name)
    if known is None or len(known.steps) != len(drill.steps):
        return None
    least, most = known.levels()
    return next((n for n in range(least, most + 1) if known.at_level(n).amounts() == drill.amounts()), None)


def _said(part: RecordedDrill | RecordedStep) -> JsonObject:
    """Without what has its default: in a file that would not be there, and need not be in its bounds."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(part)}
    return {
        name: msgspec.to_builtins(value)
        for name, value in msgspec.structs.asdict(part).items()
        if value != defaults[name]
    }

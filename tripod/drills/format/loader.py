"""Reads drill files, the program's and the user's own. An error names file, line and what was expected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import cast

import msgspec

from tripod.drills.format.checks import form, sense
from tripod.drills.format.drill import Drill
from tripod.drills.format.lesson import with_parts
from tripod.drills.format.say import says_of
from tripod.drills.format.written import in_language
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, NoFile, read_text
from tripod.storage.problem import Misfit, shown, typed
from tripod.storage.schemas.drill import SCHEMA, DrillFile
from tripod.storage.toml_lines import decode_toml, line_of

RESERVED = ("today",)
MOST_BYTES = 200_000
"""No drill is longer; what is, is something else."""


class DrillError(ValueError):
    """A file is no usable drill, or there is none of that name: place and reason in one sentence."""


@dataclass(frozen=True)
class DrillProblem:
    """What is wrong with one drill of the user's."""

    drill: str
    """The file's name without its ending."""
    said: str
    """In one sentence, with file and reason."""


def library(own: Path | None = None) -> tuple[dict[str, Drill], list[DrillProblem]]:
    """All drills by name, the user's own last, and what is wrong with files of the user's.

    A drill of the user's with the name of one of the program's replaces it. Each part of a lesson is there by itself,
    too.
    """
    ours = [in_language(_read_shipped(text, f"{name}.toml")) for name, text in _shipped().items()]
    drills = {drill.name: drill for drill in sorted(ours, key=lambda d: (d.order, d.name))}
    wrong: list[DrillProblem] = []
    for path in sorted(own.glob("*.toml")) if own and own.is_dir() else ():
        try:
            drill = read_file(path)
            drills[drill.name] = drill
        except DrillError as error:
            wrong.append(DrillProblem(path.stem, str(error)))
    for drill in [d for d in drills.values() if d.own]:
        unknown = [n for n in (drill.easier, drill.harder) if n and n not in drills]
        for name in unknown:
            wrong.append(DrillProblem(drill.name, sentence("drill_file.leads_nowhere", drill=drill.name, to=name)))
        if unknown:
            easier, harder = ("" if n in unknown else n for n in (drill.easier, drill.harder))
            drills[drill.name] = replace(drill, easier=easier, harder=harder)
    return with_parts(drills), wrong


def find(name: str, drills: Mapping[str, Drill]) -> Drill:
    """A drill by its name.

    Raises:
        DrillError: there is none; the nearest is offered.
    """
    if name in drills:
        return drills[name]
    asked = name.lower()
    holding = [known for known in drills if asked in known.split("-") or drills[known].title.lower() == asked]
    near = holding or get_close_matches(asked, list(drills), 1)
    if near:
        raise DrillError(sentence("drill_file.no_such_drill_but_near", name=name, near=", ".join(near)))
    raise DrillError(sentence("drill_file.no_such_drill", name=name, names=", ".join(drills)))


def read_file(path: Path) -> Drill:
    """A drill from a file of the user's.

    Raises:
        DrillError: it cannot be read, is far too large, or is no drill.
    """
    try:
        text = read_text(path, MOST_BYTES)
    except NoFile as error:
        raise DrillError(sentence("drill_file.no_such_file", path=path)) from error
    except FileError as error:
        raise DrillError(sentence("drill_file.unreadable", path=path, why=error.why)) from error
    return read_drill(text, path.name, own=True)


def read_drill(text: str, where: str, *, own: bool = False) -> Drill:
    """A drill from the text of its file; `where` names the file in errors, and without its ending the drill.

    Raises:
        DrillError: file, line, and what was expected there.
    """
    if len(text.encode()) > MOST_BYTES:
        raise DrillError(sentence("drill_file.too_long", file=where, characters=len(text), most=MOST_BYTES))
    try:
        data = decode_toml(text)
    except (ValueError, RecursionError) as error:
        raise DrillError(sentence("drill_file.not_toml", file=where, why=str(error)[:120])) from error
    name = where.removesuffix(".toml")
    if not re.fullmatch("[a-z0-9-]{1,40}", name):
        raise DrillError(sentence("drill_file.bad_file_name", file=where))
    if name in RESERVED:
        raise DrillError(sentence("drill_file.reserved_name", file=where, name=name))
    try:
        drill = decoded(data)
        sense(drill)
    except Misfit as wrong:
        line = line_of(text, wrong.path)
        raise DrillError(sentence("drill_file.wrong_at_line", file=where, line=line, why=wrong)) from wrong
    except RecursionError as error:
        raise DrillError(sentence("drill_file.nested_too_deep", file=where)) from error
    return made(name, drill, own=own)


def decoded(data: Mapping[str, object]) -> DrillFile:
    """What a drill's file says, its keys checked one by one and together.

    Raises:
        Misfit: the first thing that is wrong.
        RecursionError: it is nested too deep.
    """
    data = {key: whole_numbers(value) for key, value in data.items()}
    if (found := data.get("schema", SCHEMA)) != SCHEMA:
        raise Misfit(("schema",), sentence("drill_file.other_schema", found=shown(found), known=SCHEMA))
    drill = typed(data, DrillFile)
    form(drill)
    return drill


def whole_numbers(data: object) -> object:
    """The same with every 2.0 as 2: people write either, and msgspec tells them apart.

    Raises:
        RecursionError: it is nested too deep.
    """
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if isinstance(data, dict):
        table = cast("dict[str, object]", data)
        return {key: whole_numbers(value) for key, value in table.items()}
    if isinstance(data, list | tuple):
        return [whole_numbers(value) for value in cast("list[object]", data)]
    return data


def made(name: str, drill: DrillFile, *, own: bool) -> Drill:
    """The drill that this file says."""
    said: dict[str, object] = msgspec.to_builtins(drill)
    steps: list[dict[str, object]] = []
    for step in drill.step:
        of: dict[str, object] = msgspec.to_builtins(step)
        first, *then = msgspec.to_builtins(says_of(step.say)) or [None]
        steps.append(of | {"say": first, "then": then})
    return msgspec.convert(said | {"name": name, "own": own, "steps": steps}, Drill)


def _shipped() -> dict[str, str]:
    files = (resources.files("tripod.drills") / "library").iterdir()
    order = sorted((f for f in files if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): f.read_text("utf-8") for f in order}


_read_shipped = lru_cache(maxsize=64)(read_drill)
"""Of the program's own, which are read again whenever the library is looked at."""

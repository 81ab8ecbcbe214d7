"""Read drills, the program's and the user's own. An error names file, line and what was expected."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from functools import cache
from importlib import resources
from math import isfinite
from pathlib import Path
from typing import Any

from tripod.boards import POINTS
from tripod.drills.format.drill import Drill, Step, Tempo

RESERVED = ("today",)
_PATH = re.compile(r"(~|\.{1,2})?/\S*|[A-Za-z]:[\\/]\S*|\S+\.(toml|txt|md|json|wav|ogg|mp3|png)")
_GRIP = r"\b(?:grip|claw|curl|scrunch|clench|krall)\w*"
_GRIPPED = r"\b(?:toes?|floor|ground|zehen?|boden)\b"
_GRIPS = re.compile(
    rf"^(?!.*\b(?:no|not|never|without|nicht|ohne|nie|keine?)\b|.*n't\b).*(?:{_GRIP}.*{_GRIPPED}|{_GRIPPED}.*{_GRIP})",
    re.IGNORECASE,
)
"""Toes that grip; a bar may be gripped, and to be told not to grip is fine."""
MOST_BYTES = 200_000
"""No drill is longer; what is, is something else."""


class DrillError(ValueError):
    """The drill's file is not one: place and reason in one sentence."""


def library(own: Path | None = None) -> tuple[dict[str, Drill], list[str]]:
    """All drills by name, the user's own last, and a sentence on each of their files that is none.

    A drill of the user's that has the name of one of ours takes its place.
    """
    ours = [read_drill(text, f"{name}.toml") for name, text in _shipped().items()]
    drills = {drill.name: drill for drill in sorted(ours, key=lambda d: (d.order, d.name))}
    wrong: list[str] = []
    for path in sorted(own.glob("*.toml")) if own and own.is_dir() else ():
        try:
            drill = read_file(path)
            drills[drill.name] = drill
        except DrillError as error:
            wrong.append(str(error))
    for drill in [d for d in drills.values() if d.own]:
        unknown = [n for n in (drill.easier, drill.harder) if n and n not in drills]
        for name in unknown:
            wrong.append(f"{drill.name}.toml leads to {name!r}, and there is no such drill; that is left out.")
        if unknown:
            easier, harder = ("" if n in unknown else n for n in (drill.easier, drill.harder))
            drills[drill.name] = replace(drill, easier=easier, harder=harder)
    return drills, wrong


def find(name: str, drills: Mapping[str, Drill]) -> Drill:
    """A drill by its name.

    Raises:
        DrillError: there is none; the nearest is offered.
    """
    if name in drills:
        return drills[name]
    near = get_close_matches(name, list(drills), 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(drills)}."
    raise DrillError(f"There is no drill named {name!r}. {hint}")


def read_file(path: Path) -> Drill:
    """A drill from a file of the user's.

    Raises:
        DrillError: it cannot be read, is far too large, or is no drill.
    """
    try:
        if path.exists() and not path.is_file():
            raise DrillError(f"The drill {path} cannot be read (it is no file).")
        if path.stat().st_size > MOST_BYTES:
            raise DrillError(f"{path.name} has {path.stat().st_size} bytes; a drill has at most {MOST_BYTES}.")
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DrillError(f"The drill {path} cannot be read ({why}).") from error
    return read_drill(text, path.name, own=True)


def read_drill(text: str, where: str, *, own: bool = False) -> Drill:
    """A drill from the text of its file; `where` names the file in errors, and without its ending the drill.

    Raises:
        DrillError: file, line, and what was expected there.
    """
    if len(text.encode()) > MOST_BYTES:
        raise DrillError(f"{where} has {len(text)} characters; a drill has at most {MOST_BYTES}.")
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DrillError(f"{where} is not TOML: {str(error)[:120]}.") from error
    name = where.removesuffix(".toml")
    if not re.fullmatch("[a-z0-9-]{1,40}", name):
        raise DrillError(
            f"{where}: a drill's file is named with small letters, digits and hyphens, like my-drill.toml."
        )
    if name in RESERVED:
        raise DrillError(f"{where}: “{name}” is what tripod makes anew each day; name yours otherwise.")
    try:
        _check(data, text, where)
        _possible(data, text, where)
        _wordy(data, text, where)
    except RecursionError as error:
        raise DrillError(f"{where}: tables within tables within tables; a drill has none so deep.") from error
    return _drill(name, data, own=own)


def recorded_drill(plain: Mapping[str, Any]) -> Drill:
    """A drill as a recording keeps it (`dataclasses.asdict`), held against the same schema as a file.

    Raises:
        DrillError: it is none.
    """
    try:
        defaults = {f.name: _lists(f.default) for f in fields(Step)}
        steps = [
            {k: v for k, v in step.items() if k in ("kind", "text") or v != defaults[k]}
            for step in _lists(plain["steps"])
        ]
        known = set(_schema()["properties"])
        data = {k: _lists(v) for k, v in plain.items() if k in known and v} | {"schema": 1, "step": steps}
        _check(data, "", "the drill")
        return _drill(str(plain["name"]), data, own=bool(plain.get("own")))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DrillError(str(error).replace(", line 1", "")) from error


def _lists(value: Any) -> Any:
    """As JSON would have it: what is live still has tuples."""
    if isinstance(value, Mapping):
        return {str(k): _lists(v) for k, v in value.items()}
    return [_lists(v) for v in value] if isinstance(value, list | tuple) else value


def _drill(name: str, data: Mapping[str, Any], *, own: bool) -> Drill:
    return Drill(
        name=name,
        title=data["title"],
        trains=data["trains"],
        feet=data.get("feet", "both"),
        steps=tuple(_step(s) for s in data["step"]),
        easier=data.get("easier", ""),
        harder=data.get("harder", ""),
        corrects=tuple(data.get("corrects", ())),
        bands={p: (float(b[0]), float(b[1])) for p, b in data.get("bands", {}).items()},
        floors={p: float(v) for p, v in data.get("floors", {}).items()},
        order=int(data.get("order", 100)),
        cues={f: tuple(c) for f, c in data.get("cues", {}).items()},
        own=own,
    )


def _step(data: Mapping[str, Any]) -> Step:
    tempo = Tempo(**data["tempo"]) if "tempo" in data else None
    # To a schema 2.0 is an integer, too.
    whole = {key: int(data[key]) for key in ("times", "reps") if key in data}
    return Step(**{**data, **whole, "tempo": tempo, "questions": tuple(data.get("questions", ()))})


def _check(data: Mapping[str, Any], text: str, where: str) -> None:
    # Loaded only where a drill is read: nothing else needs it.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    _finite(data, text, where)
    found = sorted(Draft202012Validator(_schema()).iter_errors(data), key=lambda e: list(map(str, e.absolute_path)))
    if found:
        error = min(found, key=lambda e: -len(e.absolute_path))
        line = _line(text, list(error.absolute_path))
        raise DrillError(f"{where}, line {line}: {_sentence(error)}.")
    for point, (low, high) in data.get("bands", {}).items():
        if low >= high:
            line = _line(text, ["bands", point])
            raise DrillError(
                f"{where}, line {line}: the band of {point} goes from {low:g} to {high:g}, which is no band."
            )
    for n, step in enumerate(data["step"]):
        least, most = step.get("least_s", step.get("duration_s", 0)), step.get("most_s", step.get("duration_s", 0))
        if least > most:
            line = _line(text, ["step", n, "least_s"])
            raise DrillError(f"{where}, line {line}: least_s is {least:g} and most_s is {most:g}; expected it below.")
        if not least <= step.get("duration_s", least) <= most:
            line = _line(text, ["step", n, "most_s" if "most_s" in step else "least_s"])
            raise DrillError(
                f"{where}, line {line}: duration_s is {step['duration_s']:g}; expected from {least:g} to {most:g}, "
                "which are least_s and most_s."
            )
    if not any(s["kind"] in ("hold", "reps", "away", "say") for s in data["step"]):
        raise DrillError(
            f"{where}, line 1: nothing is done in this drill; expected a step of kind hold, reps, say or away."
        )


def _possible(data: Mapping[str, Any], text: str, where: str) -> None:
    """Shares of one foot make 100 %, whatever bands and floors say."""
    bands = data.get("bands", {})
    least, floors = sum(low for low, _ in bands.values()), sum(data.get("floors", {}).values())
    for key, total in (("bands", least), ("floors", floors)):
        if total > 1:
            line = _line(text, [key])
            raise DrillError(
                f"{where}, line {line}: the least shares in {key} make {100 * total:.0f} %; expected at most 100 %, "
                "which is all that a foot carries."
            )
    most = sum(high for _, high in bands.values())
    if len(bands) == len(POINTS) and most < 1:
        raise DrillError(
            f"{where}, line {_line(text, ['bands'])}: the bands end at {100 * most:.0f} % together; expected at least "
            "100 %, which is what a foot carries."
        )


def _wordy(data: Mapping[str, Any], text: str, where: str) -> None:
    """What is written or said are words: no path, no misspelt name of a phrase, nothing that makes the toes grip."""
    said: list[tuple[list[Any], str]] = [([key], data[key]) for key in ("title", "trains")]
    for n, step in enumerate(data["step"]):
        said += [(["step", n, key], step[key]) for key in ("text", "say") if step.get(key)]
        said += [(["step", n, "questions"], question) for question in step.get("questions", ())]
    said += [(["cues", fault], words) for fault, of in data.get("cues", {}).items() for words in of]
    for path, words in said:
        line = _line(text, path)
        if not words.strip():
            raise DrillError(f"{where}, line {line}: {path[-1]} is blank; expected words.")
        unknown = [f for f in re.findall(r"\{\w*\}", words) if f != "{foot}" or path[0] != "cues"]
        if unknown:
            raise DrillError(f"{where}, line {line}: nothing stands for {unknown[0]}; a cue knows {{foot}} alone.")
        if _PATH.fullmatch(words.strip()):
            raise DrillError(
                f"{where}, line {_line(text, path)}: {words[:60]!r} is a path; expected the words themselves."
            )
        if path[0] == "cues" and _GRIPS.search(words):
            raise DrillError(
                f"{where}, line {_line(text, path)}: {words[:60]!r} makes the toes grip; expected a cue that leaves "
                "them relaxed."
            )
    for n, step in enumerate(data["step"]):
        say = step.get("say", "")
        known = _schema()["$defs"]["phrase"]["enum"]
        if say and " " not in say and say not in known:
            near = get_close_matches(say, known, 1)
            hint = f"did you mean {near[0]}?" if near else "expected the name of a phrase, or a sentence"
            raise DrillError(f"{where}, line {_line(text, ['step', n, 'say'])}: nobody speaks {say!r}; {hint}.")


def _finite(data: Any, text: str, where: str) -> None:
    """JSON's schemas know no nan, so that it would pass every bound."""
    if isinstance(data, float) and not isfinite(data):
        line = next((n for n, s in enumerate(text.splitlines(), 1) if re.search(r"=.*\b(nan|inf)\b", s)), 1)
        raise DrillError(f"{where}, line {line}: {data} is no number; expected a finite one.")
    for value in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        _finite(value, text, where)


def _sentence(error: Any) -> str:
    """What jsonschema found, as people say it."""
    at = ".".join(str(p) for p in error.absolute_path if not isinstance(p, int)) or "the file"
    value = str(error.instance)[:40]
    match error.validator:
        case "required":
            missing = re.findall("'(.*?)'", error.message)
            return f"{missing[0] if missing else 'a key'} is missing in {at}"
        case "additionalProperties":
            unknown = re.findall("'(.*?)'", error.message)
            known = list(error.schema.get("properties", {}))
            near = get_close_matches(unknown[0], known, 1) if unknown else []
            hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
            return f"{unknown[0] if unknown else 'a key'} is unknown in {at}; {hint}"
        case "enum":
            return f"{at} has {value!r}; expected one of {', '.join(map(str, error.validator_value))}"
        case "maximum" | "exclusiveMaximum":
            share = " (shares are fractions: 0.25 is 25 %)" if error.validator_value == 1 else ""
            return f"{at} is {value}; expected at most {error.validator_value}{share}"
        case "minimum" | "exclusiveMinimum":
            more = "more than" if error.validator == "exclusiveMinimum" else "at least"
            return f"{at} is {value}; expected {more} {error.validator_value}"
        case "maxItems":
            return f"{at} has {len(error.instance)} entries; expected at most {error.validator_value}"
        case "const" if error.validator_value == "hold":
            return f"least_s and most_s belong to a hold, and this step is a {value}"
        case "const" if error.validator_value == "check":
            return f"wants belongs to a check, and this step is a {value}"
        case "const":
            return f"{at} is {value}; this program reads {error.validator_value}"
        case "type":
            article = "an" if error.validator_value[0] in "aio" else "a"
            return f"{at} is {value!r}; expected {article} {error.validator_value}"
        case _:
            return f"{at}: {error.message[:100]}"


def _line(text: str, path: list[Any]) -> int:
    """Line of the file at which this path stands, as near as its keys tell."""
    lines = text.splitlines()
    at, within = 0, path[:1] == ["step"]
    if path[:1] == ["step"] and len(path) > 1:
        starts = [n for n, line in enumerate(lines) if line.strip().replace(" ", "") == "[[step]]"]
        starts = starts or [n for n, line in enumerate(lines) if re.search(r"\{.*\bkind\s*=", line)]
        at = starts[path[1]] if path[1] < len(starts) else 0
        path = path[2:]
    for key in path:
        for n in range(at, len(lines)):
            stripped = lines[n].strip()
            if within and n > at and stripped.startswith("[[step]]"):
                break
            if re.search(rf'(^|[{{,]\s*)(\[{re.escape(str(key))}\]|"?{re.escape(str(key))}"?\s*=)', stripped):
                at = n
                break
    return at + 1


@cache
def _schema() -> dict[str, Any]:
    return json.loads((resources.files("tripod.drills") / "schema.json").read_text("utf-8"))


def _shipped() -> dict[str, str]:
    files: Iterable[Any] = (resources.files("tripod.drills") / "library").iterdir()
    order = sorted((f for f in files if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): f.read_text("utf-8") for f in order}

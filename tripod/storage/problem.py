"""What is wrong in a file that people write, as a value and as a sentence."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from math import isfinite
from typing import Any, TypeVar

import msgspec

from tripod.storage.struct_types import Path, hint, key_kind, keys, kind_at, words, written

T = TypeVar("T", bound=msgspec.Struct)


_AT = re.compile(r" - at (?:`key` in )?`\$[^`]*`$")


class Wrong(Enum):
    """In which way."""

    MISSING = auto()
    UNKNOWN = auto()
    WORD = auto()
    TABLE = auto()
    SWITCH = auto()
    LENGTH = auto()
    VALUE = auto()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with decoded data."""

    path: Path
    """Where; of a key that is missing or unknown, the table."""
    wrong: Wrong
    value: object
    """What stands there; a missing key as it would be written, an unknown one as it is, the length of what is too long
    or too short."""
    expected: str = ""
    kind: str = ""
    """What a word that may stand there is called, where there is a name for it."""


class Misfit(ValueError):
    """Decoded data is not what it should be: a sentence on it, and the place."""

    def __init__(self, path: Path, said: str) -> None:
        super().__init__(said if said.endswith("?") else f"{said}.")
        self.path = path


def typed(data: object, into: type[T]) -> T:
    """Decoded data as what its file holds.

    Raises:
        Misfit: the first thing that is wrong.
        RecursionError: it is nested too deep.
    """
    try:
        return msgspec.convert(data, into)
    except msgspec.ValidationError as error:
        problem = find_problem(error, data, into)
        raise Misfit(problem.path, sentence(problem)) from error


def find_problem(error: msgspec.ValidationError, data: object, into: type[msgspec.Struct]) -> Problem:
    """What msgspec found when it converted `data` into `into`: it tells place and bound, here comes the rest."""
    what, where = _AT.sub("", str(error)), "".join(_AT.findall(str(error)))
    path, value = _place(error, where, data, into)
    kind = kind_at(path, into)
    key = re.search(r"field `(.*)`", what, re.DOTALL)
    if what.startswith("Object missing") and key:
        return Problem(path, Wrong.MISSING, written(key[1], kind))
    if what.startswith("Object contains unknown") and key:
        return Problem(path, Wrong.UNKNOWN, key[1], _offer(key[1], keys(kind)))
    if "`key` in" in where:
        name = what.partition("'")[2].rpartition("'")[0]
        return Problem(path, Wrong.UNKNOWN, name, _offer(name, keys(kind)), hint(key_kind(kind)))
    if one_of := words(kind):
        return Problem(
            path,
            Wrong.WORD,
            value,
            _offer(shown(value).strip("'"), one_of) if hint(kind) else _one_of(one_of),
            hint(kind),
        )
    if what.startswith("Expected `object") and path and isinstance(path[-1], str):
        return Problem(path, Wrong.TABLE, value)
    if what.startswith("Expected `bool"):
        return Problem(path, Wrong.SWITCH, value)
    if isinstance(value, float) and not isfinite(value):
        return Problem(path, Wrong.VALUE, value, "a finite number")
    length = re.search(r"of length (>=|<=|) ?(\d+)", what)
    if length and hasattr(value, "__len__"):
        bound = {">=": "at least ", "<=": "at most ", "": ""}[length[1]]
        return Problem(path, Wrong.LENGTH, _counted(value), f"{bound}{length[2]}")
    return Problem(path, Wrong.VALUE, value, _expected(what, hint(kind)))


def sentence(problem: Problem) -> str:
    """The problem as people say it, without the full stop."""
    at = ".".join(p for p in problem.path if isinstance(p, str)) or "the file"
    match problem.wrong:
        case Wrong.MISSING:
            return f"{problem.value} is missing in {at}"
        case Wrong.UNKNOWN | Wrong.WORD if problem.kind:
            return f"{shown(problem.value)} is no {problem.kind}, in {at}; {problem.expected}"
        case Wrong.UNKNOWN:
            return f"{problem.value} is unknown in {at}; {problem.expected}"
        case Wrong.WORD:
            return f"{at} has {shown(problem.value)}; {problem.expected}"
        case Wrong.TABLE:
            return f"[{problem.path[-1]}] is missing: {at} is {shown(problem.value)}, which is no table"
        case Wrong.SWITCH:
            return f"{at} is {shown(problem.value)} and must be true or false"
        case Wrong.LENGTH:
            return f"{at} has {problem.value}; expected {problem.expected}"
        case Wrong.VALUE:
            return f"{at} is {shown(problem.value)}; expected {problem.expected}"


def _place(error: msgspec.ValidationError, where: str, data: Any, into: type[msgspec.Struct]) -> tuple[Path, Any]:
    """The path that msgspec names, and what stands there."""
    path: Path = ()
    value = data
    for name, place in re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", where):
        try:
            key = _key_that_fails(error, data, path, into) if place == "..." else name or int(place)
            path, value = (*path, key), value[key]
        except (LookupError, TypeError):  # a table lacks the word for its kind, or a key looks like a place
            break
    return path, value


def _key_that_fails(error: msgspec.ValidationError, data: Any, path: Path, into: type[msgspec.Struct]) -> str:
    """Of a table with keys of any name msgspec does not tell which it is: try one at a time."""
    table = data
    for key in path:
        table = table[key]
    for key in table:
        try:
            msgspec.convert(_replaced(data, path, {key: table[key]}), into)
        except msgspec.ValidationError as found:
            if str(found) == str(error):
                return str(key)
    raise LookupError("none of them")


def _replaced(data: Any, path: Path, new: object) -> Any:
    if not path:
        return new
    copy = data.copy()
    copy[path[0]] = _replaced(data[path[0]], path[1:], new)
    return copy


def _offer(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else _one_of(known)


def _one_of(known: tuple[str, ...]) -> str:
    return f"expected one of {', '.join(known)}"


_KINDS = {"`float": "a number", "`int": "a whole number", "`str": "a text", "`array": "a list", "`object": "a table"}
_BOUNDS = {">=": "a number from {:g} up", "<=": "at most {:g}", ">": "more than {:g}", "<": "less than {:g}"}


def _expected(what: str, also: str) -> str:
    if bound := re.search(r"`(?:float|int)` (>=|<=|>|<) (\S+)", what):
        return _BOUNDS[bound[1]].format(float(bound[2])) + (f" ({also})" if also else "")
    if what.startswith("Number out of range"):
        return "a smaller one, it is too large"
    if also and not what.startswith(("Expected `float", "Expected `int")):
        return also
    return next((said for kind, said in _KINDS.items() if what.startswith(f"Expected {kind}")), what)


def _counted(value: Any) -> str:
    return f"{len(value)} {'characters' if isinstance(value, str) else 'entries'}"


def shown(value: object) -> str:
    """A value within a sentence, cut off where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        said = str(value) if hasattr(value, "isoformat") else repr(value)
    except (ValueError, RecursionError):  # Python writes no number of more than 4300 digits
        return "too large to be shown"
    return said if len(said) <= 60 else f"{said[:60]}…"

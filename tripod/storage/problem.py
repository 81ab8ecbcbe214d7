"""What is wrong in a file that people write, as a value and as a sentence."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from math import isfinite
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

import msgspec

T = TypeVar("T", bound=msgspec.Struct)
Path = tuple[str | int, ...]
"""Keys and places in lists, from the whole file inwards."""


class Wrong(Enum):
    """In which way."""

    MISSING = auto()
    UNKNOWN = auto()
    WORD = auto()
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
    expected: str


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
    what, _, where = str(error).partition(" - at ")
    path = _path(error, where, data, into)
    value, kind = _value(data, path), _kind_at(path, into)
    key = re.search(r"field `(.*)`", what)
    if what.startswith("Object missing") and key:
        return Problem(path, Wrong.MISSING, _written(key[1], kind), "")
    if what.startswith("Object contains unknown") and key:
        return Problem(path, Wrong.UNKNOWN, key[1], _offer(key[1], _keys(kind)))
    if where.startswith("`key`"):
        name = what.partition("'")[2].rpartition("'")[0]
        return Problem(path, Wrong.UNKNOWN, name, _offer(name, _keys(kind)))
    if words := _words(kind):
        return Problem(path, Wrong.WORD, value, f"one of {', '.join(words)}")
    if isinstance(value, float) and not isfinite(value):
        return Problem(path, Wrong.VALUE, value, "a finite number")
    length = re.search(r"of length (>=|<=|) ?(\d+)", what)
    if length and hasattr(value, "__len__"):
        bound = {">=": "at least ", "<=": "at most ", "": ""}[length[1]]
        return Problem(path, Wrong.LENGTH, _counted(value), f"{bound}{length[2]}")
    return Problem(path, Wrong.VALUE, value, _expected(what, _hint(kind)))


def sentence(problem: Problem) -> str:
    """The problem as people say it, without the full stop."""
    at = ".".join(p for p in problem.path if isinstance(p, str)) or "the file"
    match problem.wrong:
        case Wrong.MISSING:
            return f"{problem.value} is missing in {at}"
        case Wrong.UNKNOWN:
            return f"{problem.value} is unknown in {at}; {problem.expected}"
        case Wrong.WORD:
            return f"{at} has {_shown(problem.value)}; expected {problem.expected}"
        case Wrong.LENGTH:
            return f"{at} has {problem.value}; expected {problem.expected}"
        case Wrong.VALUE:
            return f"{at} is {_shown(problem.value)}; expected {problem.expected}"


def whole_numbers(data: object) -> Any:
    """The same with every 2.0 as 2: people write either, and msgspec tells them apart.

    Raises:
        RecursionError: it is nested too deep.
    """
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if isinstance(data, dict):
        table = cast("dict[str, Any]", data)
        return {key: whole_numbers(value) for key, value in table.items()}
    if isinstance(data, list | tuple):
        return [whole_numbers(value) for value in cast("list[Any]", data)]
    return data


def _path(error: msgspec.ValidationError, where: str, data: Any, into: type[msgspec.Struct]) -> Path:
    path: Path = ()
    for name, place in re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", where):
        key = name or (place if place == "..." else int(place))
        path = (*path, _key_that_fails(error, data, path, into) if key == "..." else key)
    return path


def _key_that_fails(error: msgspec.ValidationError, data: Any, path: Path, into: type[msgspec.Struct]) -> str:
    """Of a table with keys of any name msgspec does not tell which it is: try one at a time."""
    table: Any = _value(data, path)
    for key in table:
        try:
            msgspec.convert(_replaced(data, path, {key: table[key]}), into)
        except msgspec.ValidationError as found:
            if str(found) == str(error):
                return str(key)
    return next(iter(table))


def _replaced(data: Any, path: Path, new: object) -> Any:
    if not path:
        return new
    copy = data.copy()
    copy[path[0]] = _replaced(data[path[0]], path[1:], new)
    return copy


def _value(data: Any, path: Path) -> Any:
    for key in path:
        # What is read may be missing: the place of a problem is then the table's.
        if isinstance(key, str) and key not in data:
            return None
        data = data[key]
    return data


def _kind_at(path: Path, into: type[msgspec.Struct]) -> Any:
    """The type of what belongs at the place, with its bounds."""
    kind: Any = into
    for key in path:
        kind = _kind_in(kind, key)
    return kind


def _kind_in(kind: Any, key: str | int) -> Any:
    """The type of what belongs at this key, or this place of a list; None where nothing is known of it."""
    for one in _alternatives(kind):
        of = get_args(one)
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            if key == one.__struct_config__.tag_field:
                return Literal[tuple(str(k.__struct_config__.tag) for k in _alternatives(kind))]
            fields = [f.type for f in msgspec.structs.fields(one) if f.encode_name == key]
            if fields:
                return fields[0]
        elif get_origin(one) is dict:
            return of[1]
        elif get_origin(one) is tuple:
            return of[0] if of[-1] is ... else of[int(key)]
    return None


def _alternatives(kind: Any) -> list[Any]:
    """A type without its bounds and without what stands for nothing."""
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [one for of in get_args(kind) for one in _alternatives(of)]
    return [] if kind in (NoneType, msgspec.UnsetType) else [kind]


def _words(kind: Any) -> tuple[str, ...]:
    """The words from which one is chosen; none where others may stand there, too."""
    return tuple(str(word) for one in _alternatives(kind) if get_origin(one) is Literal for word in get_args(one))


def _keys(kind: Any) -> tuple[str, ...]:
    """The keys that a table may have."""
    for one in _alternatives(kind):
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            return tuple(f.encode_name for f in msgspec.structs.fields(one))
        if get_origin(one) is dict:
            return _words(get_args(one)[0])
    return ()


def _written(key: str, kind: Any) -> str:
    """A table's key as its head is written."""
    of = _alternatives(_kind_in(kind, key))
    is_table = any(get_origin(one) is dict or (isinstance(one, type) and issubclass(one, msgspec.Struct)) for one in of)
    return f"[{key}]" if is_table else key


def _hint(kind: Any) -> str:
    """What a type says of itself beside its bounds."""
    of = kind.__metadata__ if get_origin(kind) is Annotated else ()
    return next((meta.description for meta in of if isinstance(meta, msgspec.Meta) and meta.description), "")


def _offer(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, 1)
    return f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"


_KINDS = {
    "`float": "a number", "`int": "a whole number", "`str": "a text", "`bool": "true or false", "`array": "a list",
    "`object": "a table",
}  # fmt: skip
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}


def _expected(what: str, hint: str) -> str:
    if bound := re.search(r"`(?:float|int)` (>=|<=|>|<) (\S+)", what):
        return f"{_BOUNDS[bound[1]]} {float(bound[2]):g}" + (f" ({hint})" if hint else "")
    if "matching regex" in what:
        return hint
    if what.startswith("Number out of range"):
        return "a smaller number"
    return next((said for kind, said in _KINDS.items() if what.startswith(f"Expected {kind}")), what)


def _counted(value: Any) -> str:
    return f"{len(value)} {'characters' if isinstance(value, str) else 'entries'}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        said = repr(value)
    except (ValueError, RecursionError):  # Python writes no number of more than 4300 digits
        return "too large to be shown"
    return said if len(said) <= 60 else f"{said[:60]}…"

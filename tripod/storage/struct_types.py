"""Looks up the type that a struct prescribes for a place in its data: its words, keys and hint."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from tripod.sentences import sentence

Path = tuple[str | int, ...]
"""Keys and places in lists, from the whole file inwards."""


def kind_at(path: Path, into: type[msgspec.Struct]) -> Any:
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


def words(kind: Any) -> tuple[str, ...]:
    """The words from which one is chosen; none where others may stand there, too."""
    return tuple(str(word) for one in _alternatives(kind) if get_origin(one) is Literal for word in get_args(one))


def keys(kind: Any) -> tuple[str, ...]:
    """The keys that a table may have."""
    for one in _alternatives(kind):
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            return tuple(f.encode_name for f in msgspec.structs.fields(one))
    return words(key_kind(kind))


def key_kind(kind: Any) -> Any:
    """The type of the keys of a table that has no fixed ones."""
    return next((get_args(one)[0] for one in _alternatives(kind) if get_origin(one) is dict), None)


def written(key: str, kind: Any) -> str:
    """A key as it is written in a file: `[key]` for a table, `key` for a value."""
    of = _alternatives(_kind_in(kind, key))
    is_table = any(get_origin(one) is dict or (isinstance(one, type) and issubclass(one, msgspec.Struct)) for one in of)
    return f"[{key}]" if is_table else key


def hint(kind: Any) -> str:
    """What a type is called, "" if it has no name; its description is the id in the table `file_hint`."""
    of = kind.__metadata__ if get_origin(kind) is Annotated else ()
    name = next((meta.description for meta in of if isinstance(meta, msgspec.Meta) and meta.description), "")
    return sentence(f"file_hint.{name}") if name else ""

"""Reads what can be read of an object that anybody may have edited: each field by itself, none of them needed.

For what is only shown. What the program reckons with is read whole or not at all (`versioned`).
"""

from types import UnionType
from typing import TypeVar, Union, cast, get_args, get_origin

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def what_reads(plain: object, into: type[T]) -> T:
    """The struct of a decoded JSON value. A field that is missing or wrong has its default, which each must have; of a
    list that holds something wrong, that is None where the list may hold it, and else left out."""
    try:
        given = msgspec.convert(plain, dict[str, object])
    except msgspec.ValidationError:
        given = dict[str, object]()
    fields = {field.name: field.type for field in msgspec.structs.fields(into) if field.encode_name in given}
    read = {name: _read(given[name], kind) for name, kind in fields.items()}
    return into(**{name: value for name, value in read.items() if value is not _WRONG})


_WRONG = object()


def _read(plain: object, kind: object) -> object:
    """`_WRONG` where it is not of this kind."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return what_reads(cast("object", plain), kind) if isinstance(plain, dict) else _WRONG
    if get_origin(kind) is tuple and isinstance(plain, list) and get_args(kind)[1:] == (...,):
        element = get_args(kind)[0]
        instead = None if _may_be_none(element) else _WRONG
        read = [_read(each, element) for each in cast("list[object]", plain)]
        return tuple(kept for each in read if (kept := instead if each is _WRONG else each) is not _WRONG)
    try:
        return msgspec.convert(plain, cast("type[object]", kind))
    except (msgspec.ValidationError, RecursionError, OverflowError):
        return _WRONG


def _may_be_none(kind: object) -> bool:
    return get_origin(kind) in (Union, UnionType) and type(None) in get_args(kind)

"""known_boards.json: the boards that have answered, and how the port of each is recognised."""

from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta, Struct

from tripod.storage.versioned import Kind, Plain

UsbId = Annotated[int, Meta(ge=0, le=0xFFFF)]
Text = Annotated[str, Meta(max_length=400)]


class PortFile(Struct, kw_only=True, frozen=True):
    """A port: by its USB ids with serial number or place, or by its name where it has no USB ids."""

    device: Text = ""
    vendor: UsbId | None = None
    product: UsbId | None = None
    serial_number: Text = ""
    location: Text = ""


class KnownBoardFile(Struct, kw_only=True, frozen=True):
    """A board and the port that it answered on last."""

    board_id: Text = ""
    """As in its banner; empty where it is not known, or not kept by the board."""
    board: Text = ""
    port: PortFile


class KnownBoardsFile(Struct, kw_only=True, frozen=True):
    """Schema 2. Schema 1 held serial numbers alone, and no number of its own."""

    schema: int = 2
    boards: tuple[KnownBoardFile, ...] = ()
    strangers: tuple[PortFile, ...] = ()
    """Ports like a board's on which something else was met: opened only when asked."""


def _from_serial_numbers(plain: Plain) -> Plain:
    numbers = plain.get("serial_numbers")
    kept = cast("list[Any]", numbers) if isinstance(numbers, list) else []
    return {"boards": [{"port": {"serial_number": number}} for number in kept if isinstance(number, str)]}


KNOWN_BOARDS = Kind(2, KnownBoardsFile, {1: _from_serial_numbers}, most_bytes=1 << 20)


def with_number(plain: object) -> object:
    """A decoded file with its schema number, which files of schema 1 lack."""
    try:
        data = msgspec.convert(plain, Plain)
    except msgspec.ValidationError:
        return plain
    return {**data, "schema": 1} if "serial_numbers" in data and "schema" not in data else data

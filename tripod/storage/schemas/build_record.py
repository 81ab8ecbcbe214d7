"""builds/ID.json: how the steps of somebody's build came out, the newest of each step last."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tripod.storage.versioned import Kind

Text = Annotated[str, Meta(max_length=1000)]


class CheckFile(Struct, kw_only=True, frozen=True):
    """The answer of one check."""

    check: Text
    verdict: Literal["pass", "fail", "cannot_tell"]
    cause: Text
    cells: tuple[Text, ...] = ()
    """Names of cells, as in the board's file."""
    value: float = 0.0
    wanted: float = 0.0
    said: Text = ""
    """What the builder was told, for people."""


class StepFile(Struct, kw_only=True, frozen=True):
    """One examination at a step."""

    step: int
    title: Text
    when: Text
    """ISO time, local."""
    firmware: Text
    verdict: Literal["pass", "fail", "cannot_tell"]
    checks: tuple[CheckFile, ...]


class BuildRecordFile(Struct, kw_only=True, frozen=True):
    """Schema 1."""

    schema: int = 1
    board: Text
    board_id: Text
    build: Text
    simulated: bool
    steps: tuple[StepFile, ...] = ()


BUILD_RECORD = Kind(1, BuildRecordFile, most_bytes=1 << 22)

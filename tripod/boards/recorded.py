"""Converts a board to and from what a recording keeps of it, which does not depend on the board's file."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from tripod.boards.board import Board
from tripod.boards.checks import check_cells
from tripod.boards.loader import BoardError
from tripod.boards.stance_faults import STANCE_FAULTS
from tripod.sentences import sentence
from tripod.storage.json_value import Json, JsonObject
from tripod.storage.problem import Misfit
from tripod.storage.schemas.recorded_board import RecordedBoard


def board_to_dict(board: Board) -> JsonObject:
    """The board as plain values."""
    return msgspec.to_builtins(msgspec.convert(board, RecordedBoard, from_attributes=True))


def board_from_dict(data: Mapping[str, Json]) -> Board:
    """The board that `board_to_dict` wrote.

    Raises:
        BoardError: the data are damaged or of another version.
    """
    try:
        recorded = msgspec.convert(data, RecordedBoard)
        # A fault that only another version of the program tells is none that this one could watch.
        claims = replace(recorded.claims, faults=tuple(f for f in recorded.claims.faults if f in STANCE_FAULTS))
        board = msgspec.convert(replace(recorded, claims=claims), Board, from_attributes=True)
        check_cells(board.cells, board.places)
    except (msgspec.ValidationError, Misfit, RecursionError) as error:
        raise BoardError(sentence("board_file.damaged_description")) from error
    return board

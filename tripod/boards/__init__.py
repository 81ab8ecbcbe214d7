"""The boards that exist, each a data file that says what its numbers may be called (`board.Claims`)."""

from tripod.boards.board import (
    Board,
    Cell,
    Claims,
    Errors,
    FootPlace,
    FrontEnd,
    Limits,
    Nominal,
)
from tripod.boards.loader import (
    BoardError,
    board_names,
    load_board,
    own_board,
    own_files,
    read_board,
    read_board_file,
)
from tripod.boards.names import FEET, GRAVITY, POINTS, REGIONS, plain_fault, plain_point
from tripod.boards.recorded import board_from_dict, board_to_dict
from tripod.boards.stance_faults import STANCE_FAULTS

__all__ = [
    "FEET",
    "GRAVITY",
    "POINTS",
    "REGIONS",
    "STANCE_FAULTS",
    "Board",
    "BoardError",
    "Cell",
    "Claims",
    "Errors",
    "FootPlace",
    "FrontEnd",
    "Limits",
    "Nominal",
    "board_from_dict",
    "board_names",
    "board_to_dict",
    "load_board",
    "own_board",
    "own_files",
    "plain_fault",
    "plain_point",
    "read_board",
    "read_board_file",
]

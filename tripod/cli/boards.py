"""`boards`: which board files there are, what is wrong with one's own, and where those go."""

import argparse
import json
import sys

from tripod.boards import Board, BoardError, board_names, load_board, own_board, own_files
from tripod.sentences import sentence, shipped_text
from tripod.storage.json_value import JsonObject
from tripod.storage.places import boards_folder


def boards(args: argparse.Namespace) -> int:
    """`tripod boards`."""
    own, wrong = _own()
    # One's own board of the same name takes the place of a shipped one; so does one that is damaged.
    theirs = {path.stem for path in own_files() if path.exists()}
    shipped = [load_board(name) for name in board_names() if name not in theirs]
    if args.json:
        rows = [_row(board, own=False) for board in shipped] + [_row(board, own=True) for board in own]
        print(json.dumps({"folder": str(boards_folder()), "boards": rows, "wrong": wrong}))
        return 0
    for board in shipped:
        print(sentence("board_list.board", name=board.name, title=shipped_text(board.title), cells=len(board.cells)))
    for board in own:
        print(
            sentence("board_list.own_board", name=board.name, title=shipped_text(board.title), cells=len(board.cells))
        )
    print(sentence("board_list.folder", folder=boards_folder()))
    for said in wrong:
        print(f"tripod: {said}", file=sys.stderr)
    return 0


def _own() -> tuple[list[Board], list[str]]:
    """The user's own boards, and a sentence on each file that is none."""
    found: list[Board] = []
    wrong: list[str] = []
    for path in own_files():
        try:
            found.append(own_board(path.stem))
        except BoardError as error:
            wrong.append(str(error))
    return found, wrong


def _row(board: Board, *, own: bool) -> JsonObject:
    return {"name": board.name, "title": board.title, "cells": len(board.cells), "own": own}

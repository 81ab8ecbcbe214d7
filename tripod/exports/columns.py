"""The columns of a table of numbers, of one block or of many: the same for files and for streams."""

import numpy as np

from tripod.boards import FEET, POINTS, Board
from tripod.device.items import Item, StanceSet
from tripod.exports.session_table import Column
from tripod.live.sink import Measured


class KnownFeet:
    """Follows of which feet it is known where they stand; of others on a plate no share is told."""

    def __init__(self) -> None:
        self._feet: frozenset[str] = frozenset()

    def take(self, item: Item) -> None:
        """The next item of the stream."""
        if isinstance(item, StanceSet):
            self._feet = frozenset(item.stance)

    def of(self, board: Board) -> frozenset[str]:
        """Those of this board."""
        return self._feet if board.rigid else frozenset(board.feet)


def columns_of(board: Board, known: KnownFeet, measured: Measured) -> tuple[Column, ...]:
    """Of a block of n samplings, unfiltered; the same columns for every block of a board."""
    raw, block, claims = measured.raw, measured.block, board.claims
    unit, end = ("N", "n") if claims.newtons else ("index", "index")
    columns = [
        Column("time_s", measured.t_s, "s", "the board's clock, from the first sample on"),
        Column("seq", block.seq.astype(np.float64), "1", "number of the sampling; a gap is a loss"),
        Column(f"total_{end}", raw.total_n, unit, f"load of both feet ({claims.total})"),
        Column("cop_ml_mm", raw.both_cop_mm[:, 0], "mm", f"{claims.cop} of both feet, to the person's right"),
        Column("cop_ap_mm", raw.both_cop_mm[:, 1], "mm", f"{claims.cop} of both feet, forward"),
    ]
    for foot in board.feet:
        k, nothing = FEET.index(foot), np.full(len(block), np.nan)
        tells = foot in known.of(board)
        columns += [
            Column(f"{foot}_{end}", raw.load_n[:, k], unit, f"load of the {foot} foot"),
            Column(f"{foot}_cop_ml_mm", raw.cop_mm[:, k, 0], "mm", f"{claims.cop} of the {foot} foot, to the right"),
            Column(f"{foot}_cop_ap_mm", raw.cop_mm[:, k, 1], "mm", f"{claims.cop} of the {foot} foot, forward"),
        ]
        for i, point in enumerate(POINTS):
            load = raw.point_n[:, k, i] if tells else nothing
            share = raw.share[:, k, i] if tells else nothing
            columns += [
                Column(f"{foot}_{point}_{end}", load, unit, f"{foot} {point}: load of its {claims.share}"),
                Column(f"{foot}_{point}_share", share, "1", f"{foot} {point}: {claims.share} of the foot"),
            ]
    for name, values, of, says in (
        ("counts", block.counts.astype(np.float64), "counts", "raw reading of"),
        ("status", block.status.astype(np.float64), "1", "0 where it reads well:"),
    ):
        for i, cell in enumerate(board.cells):
            columns.append(Column(f"{cell.name}_{name}", values[:, i], of, f"{says} {cell.name}"))
    return tuple(columns)

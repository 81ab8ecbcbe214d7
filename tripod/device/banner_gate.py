"""Holds a banner against the board's file, and against the banner before it: what does not fit gives no numbers."""

from dataclasses import dataclass
from enum import StrEnum

from tripod.boards import Board
from tripod.device.protocol import ID_NOT_KEPT, Banner, Converter
from tripod.sentences import sentence

LEAST_HZ, MOST_HZ = 10.0, 2000.0
"""Rates that a board may have. Filters and pictures hold seconds of samples, so that the rate bounds what they need."""


class Reason(StrEnum):
    """What does not fit; each has its sentence in the catalogue, in the table `banner_misfit`."""

    BOARD = "board"
    """The banner names another board than the file."""
    GROUP = "group"
    """The first cell group is not number 0, or a number comes twice."""
    CELLS = "cells"
    CONVERTER = "converter"
    FULL_SCALE = "full_scale"
    """The converter's last code lies below where the board's file has its end: saturation could not be told."""
    RATE = "rate"
    ANOTHER_BOARD = "another_board"
    """Board or id are not those of the banner before."""
    OTHER_GROUPS = "other_groups"
    """The same board, whose cells, converter or rate are no longer those of the banner before."""


@dataclass(frozen=True)
class BannerMisfit:
    """Why a banner is refused."""

    reason: Reason
    says: str
    """By the banner."""
    wanted: str
    """By the board's file, or by the banner before."""
    board: str
    """Name of the board in question."""

    @property
    def said(self) -> str:
        """It in one sentence, which names both and says what to do."""
        return sentence(f"banner_misfit.{self.reason}", says=self.says, wanted=self.wanted, board=self.board)


def misfit(board: Board, banner: Banner) -> BannerMisfit | None:
    """Why this banner cannot be one of this board; None if it can."""

    def wrong(reason: Reason, says: object, wanted: object) -> BannerMisfit:
        return BannerMisfit(reason, str(says), str(wanted), board.name)

    if banner.board != board.name:
        return wrong(Reason.BOARD, banner.board, board.name)
    numbers = [group.group for group in banner.groups]
    if numbers[:1] != [0] or len({*numbers}) < len(numbers):
        return wrong(Reason.GROUP, ", ".join(map(str, numbers)) or "-", 0)
    first = banner.groups[0]
    if first.cells != len(board.cells):
        return wrong(Reason.CELLS, first.cells, len(board.cells))
    converter = Converter.BRIDGE if board.front_end.kind == "hx711" else Converter.ADC
    if first.converter != converter:
        return wrong(Reason.CONVERTER, _name(first.converter), _name(converter))
    if first.sampling and first.sampling.full_scale < board.front_end.full_scale_counts:
        return wrong(Reason.FULL_SCALE, first.sampling.full_scale, board.front_end.full_scale_counts)
    if not LEAST_HZ <= first.rate_hz <= MOST_HZ:
        return wrong(Reason.RATE, f"{first.rate_hz:.10g}", f"{LEAST_HZ:g}–{MOST_HZ:g}")
    return None


def changed(before: Banner, now: Banner) -> BannerMisfit | None:
    """Why this banner cannot follow that one in one stream; None if it can."""
    # A board that cannot keep an id makes a new one at each restart; then its name has to do.
    same_id = before.board_id == now.board_id or _kept_id(before) == _kept_id(now)
    if before.board != now.board or not same_id:
        says, wanted = (f"{b.board} {b.board_id[:4]}" for b in (now, before))
        return BannerMisfit(Reason.ANOTHER_BOARD, says, wanted, before.board)
    says, wanted = _groups(now), _groups(before)
    return BannerMisfit(Reason.OTHER_GROUPS, says, wanted, before.board) if says != wanted else None


def _kept_id(banner: Banner) -> str:
    return "" if banner.self_test & ID_NOT_KEPT else banner.board_id


def _name(converter: int) -> str:
    if converter in Converter._value2member_map_:
        return sentence(f"banner_converter.{Converter(converter).name.lower()}")
    return sentence("banner_converter.unknown", number=converter)


def _groups(banner: Banner) -> str:
    return "; ".join(
        sentence(
            "banner_group.is",
            group=group.group,
            cells=group.cells,
            converter=_name(group.converter),
            rate=f"{group.rate_hz:.10g}",
        )
        for group in banner.groups
    )

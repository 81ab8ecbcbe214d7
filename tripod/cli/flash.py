"""`flash`: writes the firmware that ships onto a board, and then examines the first step of building it."""

import argparse
import sys

from tripod.cli.doctor import check_step
from tripod.cli.failed import Failed
from tripod.firmware.avrdude import find_avrdude
from tripod.firmware.images import Image, Kind, NoImage, image_for, images, shipped_version, version_said
from tripod.firmware.progress import Progress
from tripod.firmware.troubles import CannotWrite
from tripod.live.acceptance import Wanted, never
from tripod.live.new_board import first_step, likely_kind, write_firmware
from tripod.sentences import sentence
from tripod.sources import Clock

WAIT_S = 30.0


def flash(args: argparse.Namespace) -> int:
    """`tripod flash`."""
    if args.list:
        return _list()
    if not args.board:
        raise Failed(sentence("flash.no_board", boards=", ".join(dict.fromkeys(image.board for image in images()))))
    kind = Kind(args.arduino) if args.arduino else likely_kind(args.port or "")
    if not args.port and kind is not Kind.PICO:
        raise Failed(sentence("flash.no_port"))
    try:
        image = image_for(args.board, kind)
        print(_head(image, args.port), flush=True)
        if args.dry_run:
            print(sentence("flash.nothing_written"))
            return 0
        told = None
        for progress in write_firmware(args.board, kind, args.port or "", stopped=never, find=find_avrdude):
            told = _tell(progress, told)
    except (NoImage, CannotWrite) as error:
        raise Failed(str(error)) from error
    print(sentence("flash.written"), flush=True)
    step = first_step(args.board)
    if kind is Kind.PICO:
        print(sentence("flash.then_doctor", step=step.number if step else 1, board=args.board))
        return 0
    return check_step(args.port, Clock(), Wanted(step.number, args.board, args.seconds, WAIT_S)) if step else 0


def _head(image: Image, port: str | None) -> str:
    version = version_said(shipped_version())
    if port:
        return sentence("flash.head", version=version, board=image.board, kind=image.kind.said, port=port)
    return sentence("flash.head_drive", version=version, board=image.board, kind=image.kind.said)


def _tell(now: Progress, before: Progress | None) -> Progress:
    """One line on stderr for each stage, and each quarter of it."""
    quarter = Progress(now.stage, now.percent // 25 * 25)
    if quarter != before:
        print(sentence(f"flash_stage.{now.stage.value}", percent=quarter.percent), file=sys.stderr, flush=True)
    return quarter


def _list() -> int:
    print(sentence("flash.ships", version=version_said(shipped_version())))
    for board in dict.fromkeys(image.board for image in images()):
        kinds = ", ".join(f"{image.kind.value} ({image.kind.said})" for image in images() if image.board == board)
        print(sentence("flash.row", board=board, kinds=kinds))
    return 0

"""Puts an image onto a Raspberry Pi Pico, which is a drive while its button BOOTSEL is held at power-on."""

import os
import string
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tripod.firmware.images import Image
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.sentences import reason

INFO = "INFO_UF2.TXT"
"""On each drive of a bootloader that takes UF2 (github.com/microsoft/uf2)."""
RP2040 = "RPI-RP2"
"""Board-ID of an RP2040's own bootloader."""
_PIECE = 32 * 512


def mounts() -> list[Path]:
    """Where this system puts drives that are plugged in."""
    if sys.platform == "win32":
        return [Path(f"{letter}:\\") for letter in string.ascii_uppercase]
    roots = ("/Volumes",) if sys.platform == "darwin" else ("/media", "/run/media", "/mnt")
    return [path for root in roots for path in _below(Path(root), 2)]


def _below(folder: Path, levels: int) -> list[Path]:
    try:
        inside = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    except OSError:
        return []
    return inside + [path for one in inside for path in _below(one, levels - 1)] if levels > 1 else inside


def board_id(drive: Path) -> str:
    """What the bootloader of this drive says that it is; "" where it is none."""
    try:
        text = (drive / INFO).read_bytes()[:4096].decode("ascii", "replace")
    except OSError:
        return ""
    lines = (line.partition(":") for line in text.splitlines())
    return next((value.strip() for key, _, value in lines if key.strip().lower() == "board-id"), "?")


def find_drive(named: str = "", places: Callable[[], Iterable[Path]] = mounts) -> Path:
    """The drive of the Pico: the one named, else the only one there is.

    Raises:
        CannotWrite: there is none, or several, or it is of another chip.
    """
    if named:
        if not board_id(Path(named)):
            raise CannotWrite(Trouble.NOT_A_DRIVE, folder=named)
        return _of_rp2040([Path(named)])
    drives = [drive for drive in places() if board_id(drive)]
    ours = [drive for drive in drives if board_id(drive) == RP2040]
    if len(ours) > 1:
        raise CannotWrite(Trouble.SEVERAL_DRIVES, drives=", ".join(map(str, ours)))
    if not drives:
        raise CannotWrite(Trouble.NO_DRIVE)
    return _of_rp2040(ours or drives)


def _of_rp2040(drives: Sequence[Path]) -> Path:
    drive = drives[0]
    if board_id(drive) != RP2040:
        raise CannotWrite(Trouble.OTHER_DRIVE, folder=drive, board=board_id(drive))
    return drive


def write_uf2(image: Image, drive: Path, stopped: Callable[[], bool]) -> Iterator[Progress]:
    """Copy an image onto the drive, which goes away by itself when it has all of it; gives how far it is.

    Raises:
        CannotWrite: one plain sentence.
    """
    data = image.file.read_bytes()
    sent = 0
    try:
        with open(drive / f"{image.board}.uf2", "wb", buffering=0) as file:
            while sent < len(data):
                if stopped():
                    raise CannotWrite(Trouble.STOPPED if sent else Trouble.STOPPED_BEFORE)
                yield Progress(Stage.WRITING, 100 * sent // len(data))
                sent += file.write(data[sent : sent + _PIECE])
            os.fsync(file.fileno())
    except OSError as error:
        # With its last block the Pico restarts, and the drive is gone before it was let go.
        if sent < len(data):
            raise CannotWrite(Trouble.DRIVE_REFUSED, folder=drive, why=reason(error)) from error
    yield Progress(Stage.WRITING, 100)

"""Runs avrdude, which speaks to the bootloaders of Arduinos."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from importlib import resources
from queue import Empty, Queue
from threading import Thread

from tripod.firmware.avrdude_command import WAYS, Way, arguments
from tripod.firmware.avrdude_talk import Talk
from tripod.firmware.images import Image, Kind
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.sentences import reason, sentence

_LOOK_S = 0.1
"""How often is looked whether somebody stopped it."""
_QUIET_LOOKS = 120
"""So many in a row without anything new, and it is given up: some versions wait without end for a port that is gone."""
_MOST_SAID = 100_000
"""Characters; it says far less unless it complains without end."""


def find_avrdude() -> str:
    """Where the program is: on PATH, else in the wheel `avrdude-windows`; "" where there is none."""
    on_path = shutil.which("avrdude")
    if on_path or sys.platform != "win32":
        return on_path or ""
    try:
        wheel = importlib.import_module("avrdude_windows")
    except ImportError:
        return ""
    return str(wheel.get_avrdude_path())


def install_step() -> str:
    """How it is installed on this system; of Windows into the Python that runs, where it is looked for."""
    system = {"win32": "windows", "darwin": "mac"}.get(sys.platform, "linux")
    return sentence(f"avrdude_install.{system}", python=sys.executable)


def write_avr(
    image: Image, port: str, stopped: Callable[[], bool], find: Callable[[], str] = find_avrdude
) -> Iterator[Progress]:
    """Write an image through the bootloader on a port and have it read back; gives how far it is.

    `stopped` is asked ten times a second. A bootloader of half the speed is called second. A chip of the same kind
    under another signature is written under its own.

    Raises:
        CannotWrite: one plain sentence.
    """
    tool = find()
    if not tool:
        raise CannotWrite(Trouble.NO_TOOL, install=install_step())
    with resources.as_file(image.file) as file:
        ways, talk = list(WAYS[image.kind]), Talk()
        while ways:
            way = ways.pop(0)
            yield Progress(Stage.CALLING_OLD if way.old else Stage.CALLING, 0)
            talk = Talk()
            code = yield from _call([tool, *arguments(way, port, str(file))], talk, stopped)
            if code == 0:
                return
            if stopped():
                raise CannotWrite(Trouble.STOPPED if talk.wrote else Trouble.STOPPED_BEFORE)
            ways = _next_ways(ways, way, talk, image.kind)
        raise talk.trouble(image.kind, port)


def _next_ways(ways: list[Way], way: Way, talk: Talk, kind: Kind) -> list[Way]:
    """What is still to be tried after a call that failed."""
    chip = talk.chip
    if talk.no_answer:
        return ways
    if chip and chip.kind is kind and chip.part != way.part and not talk.wrote:
        return [Way(chip.part, way.programmer, way.baud, way.old)]
    return []


def _call(command: list[str], talk: Talk, stopped: Callable[[], bool]) -> Generator[Progress, None, int]:
    """Run it to its end, or until somebody stops it; its exit code."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except OSError as error:
        raise CannotWrite(Trouble.TOOL_SAID, said=reason(error)) from error
    pieces: Queue[bytes] = Queue()
    stderr = process.stderr
    assert stderr

    def read() -> None:
        while piece := stderr.read(256):
            pieces.put(piece)
        pieces.put(b"")

    reader = Thread(target=read, name="avrdude", daemon=True)
    reader.start()
    quiet = 0
    try:
        while not stopped() and quiet < _QUIET_LOOKS and len(talk.text) < _MOST_SAID:
            try:
                piece = pieces.get(timeout=_LOOK_S)
            except Empty:
                quiet += 1
                continue
            quiet = 0
            if not piece:
                return process.wait()
            yield from talk.hear(piece.decode("utf-8", "replace"))
        return -1
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        stderr.close()

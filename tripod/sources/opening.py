"""Opens the source that the user names: a port, `virtual:…` or a recording's folder."""

import os
from pathlib import Path

from tripod.device.items import SourceError
from tripod.record.recording import Recording, RecordingError, open_recording
from tripod.record.replay import Replay
from tripod.sentences import sentence
from tripod.sources.clock import Clock
from tripod.sources.line import SerialPort, VirtualPort
from tripod.sources.paced import Paced
from tripod.sources.port_identity import ports_here
from tripod.sources.port_search import PortSearch
from tripod.sources.source import Source
from tripod.sources.stream import Stream
from tripod.sources.why_not_opened import why_not_opened
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import ScenarioError, parse_scenario


def open_source(text: str, *, clock: Clock | None = None, window: bool = False) -> Source:
    """The source that `text` names. With `window` a recording comes at its own pace.

    Raises:
        SourceError: one plain sentence that says what is wrong and what to do.
    """
    clock = clock or Clock()
    if text.startswith("virtual:") or text == "virtual":
        return _virtual(text, clock)
    if os.path.isdir(text):
        recording = _recording(Path(text))
        rate = recording.banner.groups[0].rate_hz
        return Paced(Replay(recording, rows=max(1, int(rate * 0.02))), clock) if window else Replay(recording)
    if "/" in text and not os.path.exists(text) and not text.startswith("/dev/"):
        raise SourceError(sentence("open_source.no_such_recording", path=text))
    if os.path.isfile(text):
        raise SourceError(sentence("open_source.is_a_file", path=text))
    if text.startswith("virtual"):
        raise SourceError(sentence("open_source.no_source", source=text))
    return _serial(text, clock)


def check_port(device: str) -> None:
    """Open a port and let it go, which restarts the board there.

    Raises:
        SourceError: it is not there, in use, or no serial port; one plain sentence that says what to do.
    """
    try:
        SerialPort(device).close()
    except (OSError, ValueError) as error:
        raise SourceError(why_not_opened(device, error, [p.device for p in ports_here()])) from error


def open_folder(folder: Path) -> Source:
    """The recording in a folder, as fast as it can be read. What is no folder is never taken for a port, which would
    restart what hangs there, nor for a virtual board, which never ends.

    Raises:
        SourceError: there is no recording; one plain sentence.
    """
    if not folder.is_dir():
        there = os.path.lexists(folder)
        raise SourceError(sentence("open_source.is_a_file" if there else "open_source.no_such_folder", path=folder))
    return Replay(_recording(folder))


def _recording(folder: Path) -> Recording:
    try:
        return open_recording(folder)
    except RecordingError as error:
        raise SourceError(str(error)) from error


def _virtual(text: str, clock: Clock) -> Stream:
    try:
        scenario = parse_scenario(text.removeprefix("virtual").removeprefix(":") or "quiet")
        board = VirtualBoard(scenario)
    except ScenarioError as error:
        raise SourceError(str(error)) from error
    port = VirtualPort(board, clock, scenario.unplug)
    return Stream(text, port, port.reopen, clock, virtual=board, notice=board.notice())


def _serial(device: str, clock: Clock) -> Stream:
    here = ports_here()
    search = PortSearch(device, here)
    try:
        port = SerialPort(device)
    except (OSError, ValueError) as error:
        raise SourceError(why_not_opened(device, error, [p.device for p in here])) from error
    return Stream(device, port, search.reopen, clock, search=search)

"""Outputs for sound: the sound device, a WAV file, or none. A device that fails never stops a drill."""

import os
import wave
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from tripod.sentences import reason, sentence
from tripod.sound.tone import RATE

if TYPE_CHECKING:
    import miniaudio

Array = NDArray[np.float32]
Render = Callable[[int], Array]
"""The next n samples (n, 2)."""

BUFFER_MS = 20


class Output(Protocol):
    """Calls its `Render` when it needs samples."""

    why_silent: str
    """One sentence on why nothing can be heard; "" while sound works."""
    buffer_s: float
    """Seconds from rendering a sample to hearing it; nan where it is not played."""

    def until(self, t_s: float) -> None:
        """The board's clock has come to `t_s`: a file is written up to there; a device has its own clock."""
        ...

    def close(self) -> None:
        """Stop, and release the device or file."""
        ...


class Nowhere:
    """No output; with the reason, where there is one."""

    buffer_s = nan

    def __init__(self, why_silent: str = "") -> None:
        self.why_silent = why_silent

    def until(self, t_s: float) -> None:
        pass

    def close(self) -> None:
        pass


class File:
    """A WAV file on the board's clock: what would have been heard, sample for sample."""

    buffer_s = nan

    def __init__(self, path: Path, render: Render) -> None:
        """Open the file.

        Raises:
            OSError: the file cannot be created.
        """
        self.why_silent = ""
        self._render, self._written = render, 0
        # Opened here, because a `Wave_write` that fails to open raises once more in its destructor.
        self._raw = path.open("wb")
        self._file = wave.Wave_write(self._raw)
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE)

    def until(self, t_s: float) -> None:
        n = int(t_s * RATE) - self._written
        if n <= 0 or self.why_silent:
            return
        try:
            self._file.writeframes((self._render(n) * 32767).astype("<i2").tobytes())
        except OSError as error:
            self.why_silent = sentence("no_sound.file_not_written", why=reason(error))
        self._written += n

    def close(self) -> None:
        for file in (self._file, self._raw):
            with suppress(OSError):
                # On a full disk closing fails, too; what could be written is there.
                file.close()


class Device:
    """The machine's sound device, by miniaudio."""

    why_silent = ""
    buffer_s = BUFFER_MS / 1000

    def __init__(self, device: "miniaudio.PlaybackDevice") -> None:
        self._device = device

    def until(self, t_s: float) -> None:
        pass

    def close(self) -> None:
        with suppress(Exception):
            # A device that was pulled out complains about being closed, too.
            self._device.close()


def device_names(backends: "list[miniaudio.Backend] | None" = None) -> tuple[str, ...]:
    """Names of the sound devices that can be chosen, each once; none where there are none, or nothing can ask."""
    return tuple(dict.fromkeys(name for name, _ in _devices(backends)))


def _devices(backends: "list[miniaudio.Backend] | None") -> list[tuple[str, object]]:
    """(name, the library's id) of each."""
    try:
        import miniaudio  # noqa: PLC0415

        with _quietly():
            asked = miniaudio.Devices(backends)
            # Where there is no sound at all the library stands in for it with silence, which is no choice.
            silence = backends is None and asked.backend == "Null"
            return [] if silence else [(str(found["name"]), found["id"]) for found in asked.get_playbacks()]
    except Exception:
        # Whatever a driver throws: then there is nothing to choose.
        return []


def open_device(render: Render, backends: "list[miniaudio.Backend] | None" = None, device: str = "") -> Output:
    """The sound device of this name playing `render` (the one that the system uses where none is called so), or
    `Nowhere` with the reason where it cannot be opened."""
    try:
        import miniaudio  # noqa: PLC0415
    except ImportError:
        return Nowhere(sentence("no_sound.no_library"))
    try:
        chosen = dict(reversed(_devices(backends))).get(device) if device else None
        with _quietly():
            opened = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                device_id=chosen,
                backends=backends,
            )
        stream = _stream(render)
        next(stream)
        opened.start(stream)
    except Exception as error:
        # Whatever a driver throws, the drill goes on in writing.
        why = error.args[0] if error.args and isinstance(error.args[0], str) else type(error).__name__
        return Nowhere(sentence("no_sound.no_device", why=why))
    return Device(opened)


@contextmanager
def _quietly() -> Generator[None, None, None]:
    """Silence stderr: without a sound card the libraries write pages of warnings there; our one sentence suffices."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _stream(render: Render) -> Generator[bytes, int, None]:
    wanted = yield b""
    while True:
        wanted = yield render(wanted).tobytes()

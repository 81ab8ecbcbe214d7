"""The part of miniaudio that tripod calls; its own annotations need cffi, which has no types."""

from array import array
from collections.abc import Generator
from enum import Enum

class MiniaudioError(Exception): ...

class SampleFormat(Enum):
    SIGNED16 = ...
    FLOAT32 = ...

class Backend(Enum):
    NULL = ...

class Devices:
    backend: str
    def __init__(self, backends: list[Backend] | None = None) -> None: ...
    def get_playbacks(self) -> list[dict[str, object]]: ...

class DecodedSoundFile:
    samples: array[float]

class PlaybackDevice:
    def __init__(
        self,
        output_format: SampleFormat = SampleFormat.SIGNED16,
        nchannels: int = 2,
        sample_rate: int = 44100,
        buffersize_msec: int = 200,
        *,
        device_id: object = None,
        backends: list[Backend] | None = None,
    ) -> None: ...
    def start(self, callback_generator: Generator[bytes | array[float], int]) -> None: ...
    def close(self) -> None: ...

def decode(
    data: bytes,
    output_format: SampleFormat = SampleFormat.SIGNED16,
    nchannels: int = 2,
    sample_rate: int = 44100,
) -> DecodedSoundFile: ...

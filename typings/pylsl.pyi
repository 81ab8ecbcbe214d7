"""The part of pylsl that tripod calls; it ships no types."""

from collections.abc import Sequence

IRREGULAR_RATE: float
cf_double64: int
cf_string: int

def local_clock() -> float: ...

class XMLElement:
    def append_child(self, name: str) -> XMLElement: ...
    def append_child_value(self, name: str, value: str) -> XMLElement: ...

class StreamInfo:
    def __init__(
        self,
        name: str = ...,
        type: str = ...,
        channel_count: int = ...,
        nominal_srate: float = ...,
        channel_format: int = ...,
        source_id: str = ...,
    ) -> None: ...
    def desc(self) -> XMLElement: ...

class StreamOutlet:
    def __init__(self, info: StreamInfo) -> None: ...
    def push_sample(self, x: Sequence[str], timestamp: float = ...) -> None: ...
    def push_chunk(self, x: Sequence[Sequence[float]], timestamp: float | Sequence[float] = ...) -> None: ...

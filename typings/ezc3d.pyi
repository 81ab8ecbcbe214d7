"""The part of ezc3d that tripod calls; it ships no types."""

from typing import Any

def c3d(path: str = "") -> Any: ...

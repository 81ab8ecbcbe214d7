"""pylsl ships no types, and is handled as it comes."""

from typing import Any

def __getattr__(name: str) -> Any: ...

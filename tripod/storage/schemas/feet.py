"""A person's feet, within other files."""

import msgspec


class FeetFile(msgspec.Struct, frozen=True):
    """Lengths and measured points in millimetres; whether a foot can be so, `balance.geometry` says."""

    length_mm: float
    lengths_mm: dict[str, float] = {}
    measured_mm: dict[str, dict[str, tuple[float, float]]] = {}

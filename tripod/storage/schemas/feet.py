"""A person's feet, within other files."""

import msgspec

from tripod.storage.schemas.bounds import Number


class FeetFile(msgspec.Struct, frozen=True):
    """Lengths and measured points in millimetres; whether a foot can be so, `balance.geometry` says."""

    length_mm: Number
    lengths_mm: dict[str, Number] = {}
    measured_mm: dict[str, dict[str, tuple[Number, Number]]] = {}

"""Drawings as PDF, 1:1, set with typst in the program's typeface."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import typst

from making.drawing import Drawing

_HERE = Path(__file__).parent
_FONTS = _HERE.parents[1] / "tripod" / "views" / "fonts"


def pdf(pages: Sequence[Drawing]) -> bytes:
    """The drawings as a PDF, a page each, 1:1; the same bytes from the same version of typst."""
    data = msgspec.json.encode([msgspec.to_builtins(page) for page in pages]).decode()
    made = typst.compile(
        _HERE / "drawing.typ", root=_HERE, font_paths=[_FONTS], ignore_system_fonts=True, sys_inputs={"data": data},
        format="pdf",
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made

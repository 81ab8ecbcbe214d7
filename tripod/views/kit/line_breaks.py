"""Where a line of text may break, and where not."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

_STEP_PX = 8


def tight(text: str) -> str:
    """The sentence with its figures and their units never on two lines."""
    for unit in ("%", "N", "kg", "mm"):
        text = text.replace(f" {unit}", f" {unit}")
    return text.replace("± ", "± ")


def breakable(path: Path) -> str:
    """The path with places where a line may break: a long one would push the page out of the window."""
    return "".join(f"{c}\u200b" if c in "/\\" else c for c in str(path))


def no_word_alone(text: str, together: int = 3) -> str:
    """The last words of a heading stay together, so that none has a line of its own."""
    words = text.split(" ")
    return " ".join([*words[:-together], "\u00a0".join(words[-together:])]) if len(words) > together else text


def even_width(wrapped: QWidget, wide_px: int) -> int:
    """The least width, of at most `wide_px`, at which its text takes no more lines: they are about as long."""
    high = wrapped.heightForWidth(wide_px)
    while wide_px > 2 * _STEP_PX and wrapped.heightForWidth(wide_px - _STEP_PX) <= high:
        wide_px -= _STEP_PX
    return wide_px

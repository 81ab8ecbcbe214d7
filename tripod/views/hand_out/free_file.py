"""A name that no file has yet."""

from collections.abc import Callable
from itertools import count
from pathlib import Path


def free_file(folder: Path, name: str, taken: Callable[[Path], bool] = Path.exists) -> Path:
    """`folder`/`name`, or with the first number before its ending that makes it another than those that are there."""
    stem, ending = Path(name).stem, Path(name).suffix
    names = (name if n == 1 else f"{stem}-{n}{ending}" for n in count(1))
    return next(path for each in names if not taken(path := folder / each))

"""The folders of a file that is being written: of one that could not be written they do not stay either."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def folder_of(path: Path) -> Generator[None]:
    """Make the folder in which a file is to lie. Where what is done in it fails, it is taken away again with those
    above that were made for it, unless something else came to lie in them.

    Raises:
        OSError: it cannot be made; nothing changed.
    """
    made, folder = list[Path](), path.parent
    while not folder.exists():
        made.append(folder)
        folder = folder.parent
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise

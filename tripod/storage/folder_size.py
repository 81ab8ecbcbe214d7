"""How much disk a folder takes."""

import os
from dataclasses import dataclass
from pathlib import Path

MOST_FILES = 20_000
"""A person waits for the answer: more are not counted."""


@dataclass(frozen=True)
class Used:
    """What was found in a folder."""

    files: int = 0
    """Or recordings, of which each is several."""
    size: int = 0
    """In bytes."""
    all: bool = True
    """False where there is more than was counted, or some of it cannot be read."""


def used(path: Path, most_files: int = MOST_FILES) -> Used:
    """Files below `path` and their bytes, links not followed; nothing where there is no such folder."""
    files = size = 0
    whole = True

    def cannot(_: OSError) -> None:
        nonlocal whole
        whole = False

    if not path.is_dir():
        return Used()
    for folder, _, names in os.walk(path, onerror=cannot):
        for name in names:
            if files >= most_files:
                return Used(files, size, False)
            try:
                size += os.lstat(os.path.join(folder, name)).st_size
                files += 1
            except OSError:
                whole = False
    return Used(files, size, whole)

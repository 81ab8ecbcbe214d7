"""A disk that takes nothing any more: a small file system of our own, or what comes nearest where one cannot mount."""

import resource
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

READ_ONLY, FULL = "read-only", "full"
_EMPTY = (".lock", ".sqlite")
"""A full disk takes files that hold nothing."""


class Disk:
    """Everything that tripod keeps lies on it, and so do papers and pictures."""

    def __init__(self, at: Path) -> None:
        self.at = at
        at.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(at)]
        self._mounted = bool(shutil.which("mount")) and not _fails(mount)
        self._limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        self._mend: list[Callable[[], object]] = []

    def spoil(self, how: str) -> None:
        """From now on it takes nothing."""
        (self._make_read_only if how == READ_ONLY else self._fill)()

    def _make_read_only(self) -> None:
        if self._mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(self.at)], check=True)
            self._mend.append(
                lambda: subprocess.run(["mount", "-o", "remount,rw", str(self.at)], check=True),
            )
            return
        folders = [self.at, *(p for p in self.at.rglob("*") if p.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        self._mend.append(lambda: [folder.chmod(0o755) for folder in folders])

    def _fill(self) -> None:
        if not self._mounted:
            # No file may become longer than it is.
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._limit[1]))
            self._mend.append(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, self._limit))
            return
        ballast = self.at / "ballast"
        with suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        self._mend.append(ballast.unlink)

    def mend(self) -> None:
        """It takes something again."""
        while self._mend:
            self._mend.pop()()

    def files(self) -> dict[str, str]:
        """What lies on it, each with what it holds."""
        return {
            str(path.relative_to(self.at)): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.at.rglob("*"))
            if path.is_file() and path.name != "ballast" and path.suffix not in _EMPTY
        }

    def away(self) -> None:
        """Nothing of it stays."""
        self.mend()
        if self._mounted:
            subprocess.run(["umount", "--lazy", str(self.at)], check=False)


def _fails(command: list[str]) -> bool:
    return bool(subprocess.run(command, check=False, capture_output=True).returncode)

"""Keeps spoken words on the disk, one file for each text in each voice, and no more than so many."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from zlib import crc32

import numpy as np

from tripod.coach.espeak import MOST_S, WORDS_PER_MINUTE, Speech
from tripod.storage.bounded_read import FileError
from tripod.storage.schemas.spoken_words import SPOKEN_WORDS, SpokenWordsFile
from tripod.storage.versioned import read, write

MADE = 2
"""Raised when words are to be spoken in another way: older files are then made again."""
MOST_FILES = 500
MOST_BYTES = 100 << 20


class SpokenCache:
    """A folder of spoken words. A file that is damaged counts as none."""

    def __init__(self, folder: Path, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        """`most_files`, `most_bytes`: what the folder may hold; what was used longest ago goes first."""
        self._folder, self._most_files, self._most_bytes = folder, most_files, most_bytes

    def path(self, words: str, voice: str) -> Path:
        """The file of these words in this voice."""
        name = "\0".join((str(MADE), str(WORDS_PER_MINUTE), voice, words))
        return self._folder / f"{sha256(name.encode(errors='replace')).hexdigest()[:32]}.json"

    def get(self, words: str, voice: str) -> Speech | None:
        """What was kept; None where nothing was, or what was is damaged."""
        try:
            kept = read(SPOKEN_WORDS, self.path(words, voice))
        except FileError:
            return None
        sound = (kept.words, kept.voice, kept.crc) == (words, voice, crc32(kept.pcm)) and len(kept.pcm) % 2 == 0
        if not sound or len(kept.pcm) / 2 > MOST_S * kept.rate_hz:
            return None
        return Speech(np.frombuffer(kept.pcm, "<i2").astype(np.int16), kept.rate_hz)

    def keep(self, words: str, voice: str, speech: Speech) -> None:
        """Keep it, and forget what was used longest ago where that is too much.

        Raises:
            OSError: it cannot be written.
        """
        pcm = speech.pcm.astype("<i2").tobytes()
        file = SpokenWordsFile(words=words, voice=voice, rate_hz=speech.rate_hz, crc=crc32(pcm), pcm=pcm)
        write(file, self.path(words, voice))
        self._forget_old()

    def used(self, words: str, voice: str) -> None:
        """It was asked for just now: it is forgotten later than others."""
        with suppress(OSError):
            os.utime(self.path(words, voice))

    def _forget_old(self) -> None:
        found: list[tuple[int, int, Path]] = []
        for path in self._folder.iterdir():
            with suppress(OSError):
                at = path.lstat()
                if S_ISREG(at.st_mode):
                    found.append((at.st_mtime_ns, at.st_size, path))
        files, whole = len(found), sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if files <= self._most_files and whole <= self._most_bytes:
                return
            with suppress(OSError):
                path.unlink()
            files, whole = files - 1, whole - size

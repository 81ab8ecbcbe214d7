"""Keeps calibrations on disk, one folder for each board's id, one file for each version; none is overwritten."""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tripod.boards import Board
from tripod.force.calibration import Calibration, CalibrationError, from_file, to_file
from tripod.sentences import reason, sentence
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.json_value import Json
from tripod.storage.lock import PATIENCE_S, locked
from tripod.storage.places import calibrations_folder
from tripod.storage.schemas.calibration import CALIBRATION, CalibrationFile, InUseFile, plain_proof
from tripod.storage.versioned import (
    NewerSchema,
    WrongValue,
    as_plain,
    convert,
    decode_json,
    from_plain,
    write,
    write_new,
)

_IN_USE = "in_use.json"


@dataclass(frozen=True)
class CalibrationVersion:
    """One of a board's saved calibrations."""

    number: int
    made: str
    kind: str
    verdict: str
    in_use: bool


@dataclass(frozen=True)
class Store:
    """The calibrations of all boards in one folder."""

    root: Path
    wait_s: float = PATIENCE_S
    """How long to wait for another program that changes the board's calibrations."""

    def versions(self, board_id: str) -> list[int]:
        """Numbers of the board's calibrations, oldest first."""
        # Folders that are synchronized grow files like "0001 (copy).json".
        names = (p.name for p in self._folder(board_id).glob("[0-9]*.json"))
        return sorted(int(name[:-5]) for name in names if re.fullmatch(r"[0-9]{4,}\.json", name))

    def in_use(self, board_id: str) -> int | None:
        """Number of the one in use, None if the board runs on its file's nominal values."""
        numbers = self.versions(board_id)
        newest = numbers[-1] if numbers else None
        try:
            path = self._folder(board_id) / _IN_USE
            number = convert(decode_json(read_bytes(path), path), InUseFile).version
        except (FileError, WrongValue):
            return newest
        # A choice that names nothing is no choice: then the newest serves, never silently the nominal values.
        return number if number is None or number in numbers else newest

    def load(
        self, board: Board, board_id: str, version: int | None = None
    ) -> tuple[Calibration, CalibrationFile] | None:
        """The calibration in use (or the version asked for) with its file; None if there is none.

        Raises:
            CalibrationError: the file cannot be used, and why.
        """
        number = self.in_use(board_id) if version is None else version
        if number is None:
            return None
        if number not in self.versions(board_id):
            raise CalibrationError(sentence("calibration_store.no_version", board=board_id[:4], version=number))
        return self.read(self._folder(board_id) / f"{number:04}.json", board, board_id)

    def read(self, path: Path, board: Board, board_id: str) -> tuple[Calibration, CalibrationFile]:
        """A calibration and its file, checked against the board that it is to be used for.

        Raises:
            CalibrationError: it cannot be read, is of another board or a newer schema, or was edited beyond sense.
        """
        # One that somebody named has none before it.
        whose = "kept" if self.root in path.parents else "named"
        try:
            file = from_plain(CALIBRATION, decode_json(read_bytes(path, CALIBRATION.most_bytes), path))
            calibration = from_file(file, board)
        except FileError as error:
            raise CalibrationError(
                sentence(f"calibration_store.{whose}_cannot_read", path=path, why=error.why)
            ) from error
        except NewerSchema as error:
            raise CalibrationError(sentence(f"calibration_store.{whose}_newer_schema", path=path, why=error)) from error
        except WrongValue as error:
            raise CalibrationError(sentence(f"calibration_store.{whose}_not_complete", path=path, why=error)) from error
        except CalibrationError as error:
            raise CalibrationError(sentence(f"calibration_store.{whose}_does_not_fit", why=error, path=path)) from error
        if calibration.board_id != board_id:
            theirs, ours = calibration.board_id[:4], board_id[:4]
            raise CalibrationError(sentence("calibration_store.other_board", file=path.name, theirs=theirs, ours=ours))
        return calibration, file

    def begun(self, board_id: str) -> Path:
        """Where a calibration that is under way is kept."""
        return self._folder(board_id) / "begun.json"

    def save(self, calibration: Calibration, board_id: str, proof: Mapping[str, Json]) -> Path:
        """Write the next version and put it into use. `proof` goes into the file beside the laws.

        Raises:
            CalibrationError: the place cannot be written.
        """
        file = msgspec.structs.replace(to_file(calibration), board_id=board_id, proof=as_plain(dict(proof)))
        with self._alone(board_id, "save"):
            return self._save(file)

    def _save(self, file: CalibrationFile) -> Path:
        while True:
            number = max(self.versions(file.board_id), default=0) + 1
            path = self._folder(file.board_id) / f"{number:04}.json"
            with suppress(FileExistsError):
                write_new(file, path)
                break
        write(InUseFile(number), path.with_name(_IN_USE))
        return path

    def path(self, board_id: str, version: int | None = None) -> Path:
        """The file of a version, or of the one in use.

        Raises:
            CalibrationError: there is none.
        """
        number = self.in_use(board_id) if version is None else version
        if number is None or number not in self.versions(board_id):
            if number is None:
                raise CalibrationError(sentence("calibration_store.none_in_use", board=board_id[:4]))
            raise CalibrationError(sentence("calibration_store.no_version", board=board_id[:4], version=number))
        return self._folder(board_id) / f"{number:04}.json"

    def take_in(self, file: Path, board: Board, board_id: str) -> Path:
        """Save a calibration that was exported elsewhere as the board's next version; one that the board has already
        is only put into use.

        Raises:
            CalibrationError: it cannot be read, is of another board or a newer schema, or was edited beyond sense.
        """
        calibration, read_in = self.read(file, board, board_id)
        proof = plain_proof(read_in) | {"imported": file.name}
        new = msgspec.structs.replace(to_file(calibration), board_id=board_id, proof=as_plain(proof))
        with self._alone(board_id, "save"):
            for number in reversed(self.versions(board_id)):
                path = self._folder(board_id) / f"{number:04}.json"
                with suppress(CalibrationError):
                    if self.read(path, board, board_id)[0] == calibration:
                        write(InUseFile(number), path.with_name(_IN_USE))
                        return path
            return self._save(new)

    def use(self, board_id: str, version: int | None) -> None:
        """Go back (or forward) to a version, or with None to the board's nominal values; none is deleted.

        Raises:
            CalibrationError: there is no such version.
        """
        with self._alone(board_id, "keep_choice"):
            if version is not None and version not in self.versions(board_id):
                raise CalibrationError(sentence("calibration_store.no_version", board=board_id[:4], version=version))
            write(InUseFile(version), self._folder(board_id) / _IN_USE)

    @contextmanager
    def _alone(self, board_id: str, what: str) -> Generator[None]:
        """While no other program changes the board's calibrations; `what` is said to be impossible where it is."""
        folder = self._folder(board_id)
        try:
            with locked(folder, self.wait_s):
                yield
        except OSError as error:
            why = reason(error)
            raise CalibrationError(sentence(f"calibration_store.cannot_{what}", folder=folder, why=why)) from error

    def _folder(self, board_id: str) -> Path:
        if not re.fullmatch("[0-9a-f]{16}", board_id):
            raise CalibrationError(sentence("calibration_store.no_board_id", text=board_id[:40]))
        return self.root / board_id


def calibration_store() -> Store:
    """The user's calibrations."""
    return Store(calibrations_folder())

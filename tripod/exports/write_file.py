"""A table into a new file of a format: of one that could not be written nothing stays, nor of a program that was killed
at it half a file under its name."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tripod.exports.c3d import events_are_cut
from tripod.exports.formats import Format, Loss
from tripod.exports.session_table import SessionTable
from tripod.sentences import english, sentence
from tripod.storage.atomic_write import move_to_new
from tripod.storage.new_folder import folder_of


def file_name(session: str, form: Format) -> str:
    """What the file of a session is called where nobody names it."""
    return f"{session}{form.ending}" if form.ending else f"{session}-bids"


def is_there(path: Path) -> bool:
    """Whether a file that would be written is there already."""
    return path.exists() or (path.suffix == ".csv" and path.with_suffix(".json").exists())


def write_file(table: SessionTable, path: Path, form: Format) -> list[str]:
    """Returns the sentences on what is not in the file; in the file they stand in English, as all that is in it does.

    Raises:
        FileExistsError: the file is there already.
        OSError: it cannot be written.
        CannotExport: this session cannot be in that format, or a library is missing.
    """
    losses = list(form.losses)
    if form.ending == ".c3d" and not table.session.plates:
        losses.append(Loss.PLATFORM)
    if form.ending == ".c3d" and events_are_cut(table):
        losses.append(Loss.EVENTS_CUT)
    if Loss.EVEN in losses and not table.lost_frames:
        losses.remove(Loss.EVEN)
    lost = [english(f"export_loss.{loss.value}") for loss in losses]
    if is_there(path):
        raise FileExistsError(path)
    with folder_of(path), TemporaryDirectory(prefix=".tripod-", dir=path.parent) as beside:
        form.write(table, Path(beside) / path.name, lost)
        _into_place(Path(beside), path.parent)
    return [sentence(f"export_loss.{loss.value}") for loss in losses]


def _into_place(beside: Path, folder: Path) -> None:
    """All that was written, or nothing of it."""
    placed: list[Path] = []
    try:
        for made in sorted(beside.iterdir()):
            if made.is_dir():
                made.rename(folder / made.name)
            else:
                move_to_new(made, folder / made.name)
            placed.append(folder / made.name)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise

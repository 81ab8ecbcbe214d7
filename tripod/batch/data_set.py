"""A data set: a folder of parts, and beside them what they are made of, so that an interrupted run goes on."""

import shutil
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType

from tripod.analysis.formula_texts import measures_dict
from tripod.analysis.measures import Extent
from tripod.batch.analysed_file import How
from tripod.batch.cannot_run import CannotRun
from tripod.batch.files import is_url, opened
from tripod.batch.parquet_columns import columns, measured, without_foot
from tripod.batch.part import Done, Job
from tripod.sentences import reason, sentence
from tripod.storage.atomic_write import write_bytes, write_new_bytes
from tripod.storage.new_folder import folder_of
from tripod.storage.schemas.columns import ColumnsFile

FILES_A_PART = 64
PLAN, MEASURES = "_analyze.json", "_measures.json"
"""How it was made, and what each measure is. Readers of data sets step over names that begin so."""
Run = Callable[[Iterator[Job]], Iterator[Done]]
"""Does all jobs, here or elsewhere, and gives back each as it is done."""


class Plan(Struct, frozen=True):
    """What a data set is made of."""

    files: int
    files_sha256: str
    files_a_part: int
    raw: bool
    extent: str
    rate_hz: float
    schema: int = 4
    """Of the columns: parts of one data set have the same."""
    mapping: ColumnsFile | UnsetType = UNSET
    """What stood in a mapping file, if there was one."""


class Progress(Struct, frozen=True):
    """How far it is."""

    files: int
    of: int
    errors: int
    """Rows of this run that say why something could not be."""
    already: int = 0
    """Files whose rows were there from a run before."""
    refused: int = 0
    """Files of this run that were not measured, or not as a whole."""


def analyse_into(
    folder: str, files: Sequence[str], how: How, run: Run, tell: Callable[[Progress], None], a_part: int = FILES_A_PART
) -> Progress:
    """Analyse files into a data set; parts that are there are left as they are.

    Raises:
        CannotRun: the folder holds something else, or a part cannot be made.
    """
    plan = Plan(
        len(files), _digest(files), a_part, how.raw, how.extent.value, how.rate_hz, mapping=how.columns or UNSET
    )
    with _new_folder(folder):
        return _go_on(folder, files, how, run, tell, plan)


def _go_on(
    folder: str, files: Sequence[str], how: How, run: Run, tell: Callable[[Progress], None], plan: Plan
) -> Progress:
    there, a_part = _begin(folder, plan), plan.files_a_part
    if MEASURES not in there:
        _write_measures(folder, how.extent)
    jobs = [
        Job(tuple(files[k : k + a_part]), how, f"{folder.rstrip('/')}/{_name(k // a_part)}")
        for k in range(0, len(files), a_part)
    ]
    left = [job for job in jobs if job.target.rsplit("/", 1)[-1] not in there]
    already = len(files) - sum(len(job.files) for job in left)
    now = Progress(already, len(files), 0, already)
    tell(now)
    for part in run(iter(left)):
        now = Progress(now.files + part.files, now.of, now.errors + part.errors, already, now.refused + part.refused)
        tell(now)
    return now


@contextmanager
def _new_folder(folder: str) -> Generator[None]:
    """Where no part was made, nothing stays of a folder that was not there before."""
    if is_url(folder) or Path(folder).exists():
        yield
        return
    with folder_of(Path(folder)):
        try:
            yield
        except BaseException:
            # Of a run that was interrupted parts are there, and it goes on.
            if not any(Path(folder).glob("*.parquet")):
                shutil.rmtree(folder, ignore_errors=True)
            raise


def _name(part: int) -> str:
    return f"part-{part:06d}.parquet"


def _digest(files: Sequence[str]) -> str:
    digest = sha256()
    for file in files:
        digest.update(file.encode() + b"\n")
    return digest.hexdigest()


def _begin(folder: str, plan: Plan) -> set[str]:
    """Names of what is there already.

    Raises:
        CannotRun: it was made of other files or in another way, or cannot be written.
    """
    content = msgspec.json.encode(plan)
    try:
        there, kept = _bucket(folder, content) if is_url(folder) else _here(Path(folder), content)
    except OSError as error:
        raise CannotRun(sentence("failed.file_cannot_be_written", file=folder, why=reason(error))) from error
    if kept != content:
        raise CannotRun(sentence("batch.other_data_set", folder=folder))
    return there


def _write_measures(folder: str, extent: Extent) -> None:
    """Unit and formula of each name of a column, without its foot.

    Raises:
        CannotRun: it cannot be written.
    """
    names = [without_foot(name) for name in columns(extent) if measured(name)]
    content = msgspec.json.encode(measures_dict(names))
    try:
        if is_url(folder):
            system, root = opened(folder)
            system.pipe_file(f"{root.rstrip('/')}/{MEASURES}", content)
        else:
            write_bytes(Path(folder) / MEASURES, content)
    except OSError as error:
        raise CannotRun(sentence("failed.file_cannot_be_written", file=folder, why=reason(error))) from error


def _here(folder: Path, content: bytes) -> tuple[set[str], bytes]:
    there = {path.name for path in folder.iterdir()} if folder.exists() else set[str]()
    if PLAN not in there and not there:
        write_new_bytes(folder / PLAN, content)
        return there, content
    return there, (folder / PLAN).read_bytes() if PLAN in there else b""


def _bucket(folder: str, content: bytes) -> tuple[set[str], bytes]:
    system, root = opened(folder)
    there = (
        {str(name).rstrip("/").rsplit("/", 1)[-1] for name in system.ls(root, detail=False)}
        if system.exists(root)
        else set[str]()
    )
    path = f"{root.rstrip('/')}/{PLAN}"
    if not there:
        system.pipe_file(path, content)
        return there, content
    return there, bytes(system.cat_file(path)) if PLAN in there else b""

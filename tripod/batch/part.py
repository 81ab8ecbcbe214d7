"""One part of a data set: so many files, analysed one after the other, and their rows as one Parquet file."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tripod.batch.analysed_file import How, all_measured, analysed_rows, flat
from tripod.batch.cannot_run import CannotRun
from tripod.batch.files import here, is_url, opened
from tripod.batch.parquet_columns import columns, measured
from tripod.batch.row import Row
from tripod.sentences import ENGLISH, in_language, reason, sentence, use_language
from tripod.storage.atomic_write import write_bytes


@dataclass(frozen=True)
class Job:
    """What one worker is given at a time."""

    files: tuple[str, ...]
    how: How
    target: str
    """The part's own file; a path of this machine, or a URL."""


@dataclass(frozen=True)
class Done:
    """What became of it."""

    target: str
    files: int
    rows: int
    errors: int
    refused: int
    """Files that were not measured, or not as a whole."""


def do(job: Job) -> Done:
    """Analyse, and write whole or not at all. The same job gives the same bytes wherever it is done: what
    rows say is English.

    Raises:
        CannotRun: the part cannot be written, or pyarrow is missing.
    """
    use_language(job.how.language)
    with in_language(ENGLISH):
        of_files = [rows_of(file, job.how) for file in job.files]
    rows = [row for of_file in of_files for row in of_file]
    content = parquet_of(rows, job.how)
    try:
        if is_url(job.target):
            system, path = opened(job.target)
            system.pipe_file(path, content)
        else:
            write_bytes(Path(job.target), content)
    except OSError as error:
        why = reason(error)
        raise CannotRun(sentence("failed.file_cannot_be_written", file=job.target, why=why)) from error
    return Done(
        job.target,
        len(job.files),
        len(rows),
        sum("error" in row for row in rows),
        sum(not all_measured(of) for of in of_files),
    )


def rows_of(file: str, how: How) -> list[Row]:
    """The rows of a file; whatever goes wrong with it is a row with its `error`, so that the others are still done."""
    try:
        with here(file) as path:
            return list(analysed_rows(path, how, file))
    except CannotRun as error:
        return [{"file": file, "error": str(error)}]
    except Exception as error:
        return [{"file": file, "error": sentence("batch.unforeseen", why=f"{type(error).__name__}: {error}")}]


def parquet_of(rows: Sequence[Row], how: How) -> bytes:
    """The rows as a Parquet file; null is no value.

    Raises:
        CannotRun: pyarrow is missing.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415, an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise CannotRun(sentence("batch.extra_missing", library="pyarrow")) from None
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    wanted = columns(how.extent)
    schema = pa.schema([pa.field(name, kinds[kind], metadata=_about(name)) for name, kind in wanted.items()])
    values = [flat(row) for row in rows]
    arrays = [pa.array([row.get(name) for row in values], kinds[kind]) for name, kind in wanted.items()]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _about(column: str) -> dict[str, str]:
    of = measured(column)
    return {"unit": of.unit, "formula": of.formula} if of else {}

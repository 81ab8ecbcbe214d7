"""`analyze`: sway and tripod measures of recordings and force-plate files, one or thousands."""

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import to_builtins

from tripod.analysis.formula_texts import PM, measures_dict
from tripod.analysis.limits import NAMES as LIMITS
from tripod.analysis.limits import OF_BASE
from tripod.analysis.measures import Extent
from tripod.analysis.prepared import LEAST_S
from tripod.analysis.stability_margin import NAMES as MARGIN
from tripod.batch.analysed_file import How, all_measured, flat, is_short_hold, is_wrong
from tripod.batch.cannot_run import CannotRun
from tripod.batch.data_set import Progress, analyse_into
from tripod.batch.engines import OnDask, in_this_process
from tripod.batch.files import files_in
from tripod.batch.part import rows_of
from tripod.batch.row import FootRow, Measured, PmRow, Row, Unmeasured
from tripod.boards import POINTS
from tripod.cli.failed import Failed
from tripod.cli.sway_words import sway_said
from tripod.plate_files.mapping import read_mapping
from tripod.plate_files.refusal import Asks, PlateFileError
from tripod.sentences import ENGLISH, figure, in_language, language, reason, sentence, shipped_text
from tripod.storage.atomic_write import write_new_bytes, write_new_text
from tripod.storage.new_folder import folder_of
from tripod.storage.schemas.columns import ColumnsFile

SHOWN = (
    "ellipse95_prediction_mm2", "rms_ml_mm", "rms_ap_mm", "range_ml_mm", "range_ap_mm", "path_length_mm",
    "mean_velocity_mm_s", "mean_frequency_hz", "planar_diameter_mm", "sample_entropy_ml", "sample_entropy_ap",
)  # fmt: skip
"""What is printed for people; JSON and CSV have all."""
OF_FOOT = ("mean_velocity_mm_s", *(f"share_mean_{point}" for point in POINTS))
"""The same of each foot."""
_Shown: TypeAlias = tuple[str, float | None, PmRow, str]
"""A measure, its value, the row that has its ±, and the foot that it is of ("" of both)."""


def analyze(args: argparse.Namespace) -> int:
    """`tripod analyze`."""
    try:
        files = [file for path in args.paths for file in files_in(path)]
    except CannotRun as error:
        raise Failed(str(error)) from error
    if not files:
        raise Failed(sentence("analyze.nothing_there", path=args.paths[0]))
    for path in (args.csv, _units_beside(args.csv)) if args.csv else ():
        if path.exists():
            raise Failed(sentence("failed.file_is_there", file=path))
    if args.engine != "dask" and (args.scheduler or args.workers):
        raise Failed(sentence("analyze.workers_need_dask"))
    how = How(args.raw, Extent.CORE if args.core else Extent.FULL, args.rate or 0.0, _mapping(args.mapping), language())
    if args.parquet:
        return _data_set(files, how, args)
    if args.engine != "here":
        raise Failed(sentence("analyze.cluster_needs_parquet"))
    rows: list[Row] = []
    told: list[Row] = []
    measured = 0
    for number, file in enumerate(files, 1):
        found = rows_of(file, how)
        told += found
        measured += all_measured(found)
        rows += _for_a_table(found, file, how) if args.csv else found
        if not args.json and not args.csv and len(files) == 1:
            _print_pages(found)
        elif len(files) > 1:
            _tell_progress(number, len(files))
    if args.csv:
        _write(args.csv, rows)
    if args.json:
        whole = told[0] if len(told) == 1 and len(files) == 1 else {"files": told, "measured": measured}
        print(json.dumps(to_builtins({**whole, "measures": _measures(told)}), allow_nan=False))
    elif len(files) > 1 and not args.csv:
        _print_pages(told)
    for line in _wrong_said(told):
        print(f"tripod: {line}", file=sys.stderr)
    if args.json or args.csv:
        # On a page it stands already.
        for line in _too_short_said(told):
            print(f"tripod: {line}", file=sys.stderr)
    if len(files) > 1:
        print(f"tripod: {_counted(measured, len(files))}", file=sys.stderr)
    return 0 if measured == len(files) else 1


def _counted(measured: int, of: int) -> str:
    if measured == of:
        return sentence("analyze.all_measured", of=of)
    return sentence("analyze.some_measured", measured=measured, of=of, refused=of - measured)


def _tell_progress(done: int, of: int) -> None:
    """For who looks on; in a log it would stay."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _mapping(file: Path | None) -> ColumnsFile | None:
    try:
        return read_mapping(file) if file else None
    except PlateFileError as error:
        raise Failed(error.said(Asks.ANALYZE)) from error


def _for_a_table(found: list[Row], file: str, how: How) -> list[Row]:
    """The rows of a file as a table of data has them: what could not be is said in English wherever it is made."""
    says = any("error" in row or any("error" in of["metrics"] for of in _feet(row)) for row in found)
    if language() == ENGLISH or not says:
        return found
    with in_language(ENGLISH):
        return rows_of(file, how)


def _data_set(files: list[str], how: How, args: argparse.Namespace) -> int:
    """Into a folder of Parquet files, here or on a cluster."""
    run = OnDask(args.scheduler, args.workers) if args.engine == "dask" else in_this_process

    def tell(now: Progress) -> None:
        _tell_progress(now.files, now.of)

    try:
        end = analyse_into(args.parquet, files, how, run, tell)
    except CannotRun as error:
        raise Failed(str(error)) from error
    if args.json:
        told = {"data_set": args.parquet, "files": end.of, "already": end.already, "errors": end.errors}
        print(json.dumps(told | {"refused": end.refused}))
    elif end.already:
        new = end.of - end.already
        print(
            sentence("analyze.data_set_gone_on", folder=args.parquet, files=new, already=end.already, errors=end.errors)
        )
    else:
        print(sentence("analyze.data_set_written", folder=args.parquet, files=end.of, errors=end.errors))
    if end.refused:
        raise Failed(sentence("analyze.data_set_refused", refused=end.refused, of=end.of - end.already))
    return 0


def _too_short_said(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each file that has short holds."""
    of = Counter(row["file"] for row in rows if is_short_hold(row))
    all_holds = Counter(row["file"] for row in rows if "part" in row)
    for file, short in of.items():
        yield sentence("analyze.too_short", file=file, short=short, holds=all_holds[file], least=LEAST_S)


def _print_pages(rows: Sequence[Row]) -> None:
    pages = [*(_page(row) for row in rows if "error" not in row), *_too_short_said(rows)]
    if pages:
        print("\n\n".join(pages))


def _wrong_said(rows: Sequence[Row]) -> Iterator[str]:
    """One line for each trial that is not analysed, but for short holds."""
    yield from (_error_said(row) for row in rows if "error" in row and is_wrong(row))


def _error_said(row: Unmeasured) -> str:
    """Of some files it names them by itself, and once is enough."""
    title, error = _title(row), row["error"]
    if title in error:
        return error
    file = Path(title)
    return f"{file.parent / error}" if error.startswith(file.name) else f"{title}: {error}"


def _title(row: Row) -> str:
    if "part" not in row:
        return row["file"]
    part, file = row["part"], row["file"]
    drill, step, number, says, eyes = part["drill"], part["step"], part["number"], part["says"], part["eyes"]
    said = sentence("analyze.part", file=file, drill=drill, step=step, number=number, says=says)
    return f"{said}, {sentence(f'eyes_word.{eyes}')}" if eyes else said


def _page(row: Measured) -> str:
    how = sentence(
        "analyze.how",
        n=row["n"],
        rate_hz=row["rate_hz"],
        duration_s=row["duration_s"],
        filter=row["filter"],
        missing=row["missing"],
    )
    lines = [_title(row), f"  {how}"]
    if "read" in row:
        lines.append(f"  {row['read']}")
    if "measured" in row:
        lines.append("  " + sentence("analyze.left_out", **row["measured"]))
    if row.get("without_hold"):
        lines.append("  " + sentence("analyze.without_hold"))
    spikes, frozen_s = row["drop_outs"]["spikes"], row["drop_outs"]["frozen_s"]
    if spikes or frozen_s:
        lines.append("  " + sentence("analyze.drop_outs", spikes=spikes, frozen_s=frozen_s))
    lines += _claims(row)
    leant = [name for name in LIMITS if name in row["metrics"] and name not in OF_BASE.values()]
    leant += [name for name in OF_BASE.values() if row["metrics"].get(name) is not None]
    table: list[_Shown] = [(name, row["metrics"][name], row, "") for name in leant or SHOWN]
    table += [] if leant else list(_beside(row))
    lines += [_measure(*of) for of in table]
    why = [of["pm_not_known"][name] for name, value, of, _ in table if value is not None and name in of["pm_not_known"]]
    lines += ["  " + sentence(f"pm_not_known.{one}") for one in dict.fromkeys(why)]
    return "\n".join(lines)


def _measure(name: str, value: float | None, of: PmRow, foot: str) -> str:
    """A line of the table; `of` has its ±."""
    number = "–" if value is None else figure(value, ".4g").replace("-", "−")
    pm = of["pm"].get(name)
    return f"  {f'{foot} {name}'.strip():28}{number:>10}" + ("" if pm is None else f" ± {figure(pm, '.2g')}")


def _beside(row: Measured) -> Iterator[_Shown]:
    """Measures beside those of sway, with the row that has their ± and the foot that they are of: the left foot's part
    of the load, the way to the edge, and of each foot its speed and shares."""
    left, boundary = row.get("left_part"), row.get("boundary", {})
    if left is not None:
        yield "left_part", left, row, ""
    if "romberg_quotient" in row:
        yield "romberg_quotient", row["romberg_quotient"], row, ""
    for name in (n for n in MARGIN if boundary.get(n) is not None):
        yield name, boundary[name], row, ""
    for foot, of in row.get("feet", {}).items():
        for name in OF_FOOT:
            value = of["metrics"].get(name, of["tripod"].get(name))
            if isinstance(value, float):
                yield name, value, of, foot


def _claims(row: Measured) -> Iterator[str]:
    """Of a session, what its CoP is, and what its sway may not be held against."""
    if "cop" not in row:
        return
    word = shipped_text(row["cop"])
    yield "  " + sentence("analyze.cop_simulated" if row.get("simulated") else "analyze.cop", word=word)
    sway = row.get("sway_speed")
    if sway and sway.mm_s is not None:
        said = sway_said(sway.mm_s, sway.at_most_mm_s, sway.up_to_hz)
        yield "  " + sentence("analyze.sway_as_in_drills", said=said)
    if sway and not sway.compares_with_norms:
        yield sentence("drill_page.sway_not_for_norms", why=sway.said)


def _feet(row: Row) -> Iterable[FootRow]:
    return row.get("feet", {}).values() if "error" not in row else ()


def _measures(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Name -> unit and formula of what was measured; {} where nothing was."""
    measured = [row for row in rows if "error" not in row]
    names = dict.fromkeys(name for row in measured for name in row["metrics"])
    sure = [of["pm"] for row in measured for of in (row, *_feet(row))]
    names |= dict.fromkeys(f"{PM}{name}" for of in sure for name in of)
    return measures_dict(names) if names else {}


def _units_beside(table: Path) -> Path:
    """Where units and formulas of a table stand."""
    return table.with_suffix(".measures.json")


def _write(path: Path, rows: list[Row]) -> None:
    """One line a trial; numbers with a decimal point, as all programs read them; beside it what each measure is."""
    table = [flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in table for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(table)
    try:
        with folder_of(path):
            write_new_bytes(path, text.getvalue().encode("utf-8", "backslashreplace"))
            try:
                write_new_text(_units_beside(path), json.dumps(_measures(rows), indent=1) + "\n")
            except BaseException:
                # Alone it would stand in the way of the next try.
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Failed(sentence("failed.file_cannot_be_written", file=path, why=reason(error))) from error

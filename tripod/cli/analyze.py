"""`analyze`: sway and tripod measures of recordings and force-plate files, one or thousands."""

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tripod.analysis.formulas import PM, PM_NOT_KNOWN, measures_dict
from tripod.analysis.limits import NAMES as LIMITS
from tripod.analysis.limits import OF_BASE
from tripod.analysis.measures import Extent
from tripod.analysis.prepared import LEAST_S
from tripod.analysis.stability_margin import NAMES as MARGIN
from tripod.batch.analysed_file import How, Row, all_measured, flat, is_short_hold, is_wrong
from tripod.batch.cannot_run import CannotRun
from tripod.batch.data_set import Progress, analyse_into
from tripod.batch.engines import OnDask, in_this_process
from tripod.batch.files import files_in
from tripod.batch.part import rows_of
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
        print(json.dumps({**whole, "measures": _measures(told)}, allow_nan=False))
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
    says = ["error" in of for row in found for of in (row, *(foot["metrics"] for foot in row.get("feet", {}).values()))]
    if language() == ENGLISH or not any(says):
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
    yield from (_error_said(row) for row in rows if is_wrong(row))


def _error_said(row: Row) -> str:
    """Of some files it names them by itself, and once is enough."""
    title, error = _title(row), row["error"]
    if title in error:
        return error
    file = Path(title)
    return f"{file.parent / error}" if error.startswith(file.name) else f"{title}: {error}"


def _title(row: Row) -> str:
    part = row.get("part")
    if not part:
        return row["file"]
    said = sentence("analyze.part", file=row["file"], **part)
    eyes = part["eyes"]
    return f"{said}, {sentence(f'eyes_word.{eyes}')}" if eyes else said


def _page(row: Row) -> str:
    lines = [
        _title(row),
        "  " + sentence("analyze.how", **{k: row[k] for k in ("n", "rate_hz", "duration_s", "filter", "missing")}),
    ]
    if row.get("read"):
        lines.append(f"  {row['read']}")
    if "measured" in row:
        lines.append("  " + sentence("analyze.left_out", **row["measured"]))
    if row["drop_outs"]["spikes"] or row["drop_outs"]["frozen_s"]:
        lines.append("  " + sentence("analyze.drop_outs", **row["drop_outs"]))
    lines += _claims(row)
    leant = [name for name in LIMITS if name in row["metrics"] and name not in OF_BASE.values()]
    leant += [name for name in OF_BASE.values() if row["metrics"].get(name) is not None]
    table = [(name, row["metrics"][name], row, "") for name in leant or SHOWN]
    table += [] if leant else list(_beside(row))
    lines += [_measure(*of) for of in table]
    why = [of[PM_NOT_KNOWN][name] for name, value, of, _ in table if value is not None and name in of[PM_NOT_KNOWN]]
    lines += ["  " + sentence(f"pm_not_known.{one}") for one in dict.fromkeys(why)]
    return "\n".join(lines)


def _measure(name: str, value: float | None, of: Row, foot: str) -> str:
    """A line of the table; `of` has its ±."""
    number = "–" if value is None else figure(value, ".4g").replace("-", "−")
    pm = of.get("pm", {}).get(name)
    return f"  {f'{foot} {name}'.strip():28}{number:>10}" + ("" if pm is None else f" ± {figure(pm, '.2g')}")


def _beside(row: Row) -> Iterator[tuple[str, float | None, Row, str]]:
    """Measures beside those of sway, with the row that has their ± and the foot that they are of: the left foot's part
    of the load, the way to the edge, and of each foot its speed and shares."""
    if row.get("left_part") is not None:
        yield "left_part", row["left_part"], row, ""
    for name in (n for n in MARGIN if row.get("boundary", {}).get(n) is not None):
        yield name, row["boundary"][name], row, ""
    for foot, of in row.get("feet", {}).items():
        for name in (n for n in OF_FOOT if of["metrics"].get(n) is not None or n in of["tripod"]):
            yield name, of["metrics"].get(name, of["tripod"].get(name)), of, foot


def _claims(row: Row) -> Iterator[str]:
    """Of a session, what its CoP is, and what its sway may not be held against."""
    if not row.get("cop"):
        return
    word = shipped_text(row["cop"])
    yield "  " + sentence("analyze.cop_simulated" if row["simulated"] else "analyze.cop", word=word)
    sway = row.get("sway_speed")
    if sway and sway["mm_s"] is not None:
        said = sway_said(sway["mm_s"], sway["at_most_mm_s"], sway["up_to_hz"])
        yield "  " + sentence("analyze.sway_as_in_drills", said=said)
    if sway and not sway["compares_with_norms"]:
        yield sentence("drill_page.sway_not_for_norms", why=sway["said"])


def _measures(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Name -> unit and formula of what was measured; {} where nothing was."""
    names = dict.fromkeys(name for row in rows for name in row.get("metrics", {}))
    sure = [of["pm"] for row in rows for of in (row, *row.get("feet", {}).values()) if "pm" in of]
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

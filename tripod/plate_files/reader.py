"""Reads a force-plate file, whatever wrote it: the one import, which says what it took for granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.plate_files import judged_units, row_times
from tripod.plate_files.decimal_numbers import cell, numbers
from tripod.plate_files.decode import decoded
from tripod.plate_files.foot_places import places
from tripod.plate_files.layout import Layout, PlateColumns, Source, by_map, by_names, known_names, names_no_text
from tripod.plate_files.mapping import read_mapping
from tripod.plate_files.plate_file import MAY_LACK_COP_N, UNLOADED_N, Plate, PlateFile, Side, Take, Taken
from tripod.plate_files.refusal import Hint, PlateFileError, broken_contract, with_taken
from tripod.plate_files.table import Table, find_table
from tripod.plate_files.units import FORCE, LENGTH
from tripod.sentences import sentence
from tripod.storage.bounded_read import FileError, read_bytes
from tripod.storage.problem import shown
from tripod.storage.schemas.columns import ColumnsFile

Array = NDArray[np.float64]

MOST_BYTES = 128 << 20
"""An hour of two plates at 1000 Hz is smaller."""
_MOST = 20_000
"""Largest believable value, in newtons or millimetres."""
_FAR_FROM_ORIGIN_MM = 20.0
"""Where a CoP usually lies so far away, one at exactly 0, 0 is a lost sample."""


def read_plate_file(path: Path, *, mapping: Path | ColumnsFile | None = None, rate_hz: float = 0.0) -> PlateFile:
    """The recording in a file; `mapping` says which column is what (a mapping file, or what stands in one), `rate_hz`
    stands for a time column (0: none).

    Raises:
        PlateFileError: it cannot be read, or what it means cannot be told.
    """
    try:
        data = read_bytes(path, MOST_BYTES)
    except FileError as error:
        raise PlateFileError(sentence("plate_file.unreadable", path=path, why=error.why)) from error
    named = read_mapping(mapping) if isinstance(mapping, Path) else mapping
    lines, taken = decoded(data, path.name[-60:])
    by_number = named is not None and names_no_text(named)
    table = find_table(lines, known_names(named), by_number)
    taken += table.taken
    try:
        rated = bool(rate_hz or table.rate_hz)
        layout = by_map(path, table, named) if named else by_names(path, table, rated)
        taken += layout.taken
        # Numbers that overflow are refused below, and not warned of.
        with np.errstate(all="ignore"):
            return _Reading(path, table, layout, taken).read(rate_hz)
    except PlateFileError as error:
        raise with_taken(error, path.name, taken) from error


@dataclass(frozen=True)
class _Reading:
    """A table whose columns are known, on its way to a recording."""

    path: Path
    table: Table
    layout: Layout
    taken: list[Taken]
    """Grows as more is taken for granted."""

    def read(self, rate_hz: float) -> PlateFile:
        layout, file = self.layout, self.path.name[-60:]
        rate_hz = rate_hz or layout.rate_hz
        stamped = None if rate_hz else layout.time
        counted = layout.frame if stamped is None else None
        sources = [s for s in (stamped, counted) if s] + [s for p in layout.plates for s in p.sources()]
        wanted = [s.index for s in sources] + [k for p in layout.places for k in p.indices]
        values, table, taken = numbers(self.path, self.table, wanted)
        self.taken.extend(taken)
        column = {index: values[:, k] for k, index in enumerate(wanted)}
        checked = _Values(file, table, len(table.names) - len(self.table.names), column)
        for plate in layout.plates:
            for source in (*((plate.force,) if plate.force else ()), *plate.corners):
                checked.force(source)
            if plate.cop:
                checked.cop(plate.cop, plate.force)
        if len(values) < 3:
            raise PlateFileError(sentence("plate_file.too_few_rows", file=file, rows=len(values)))
        if stamped:
            clock = any(t.what is Take.CLOCK_TIME for t in taken)
            time_s, said = row_times.seconds(self.path, table, column[stamped.index], stamped, clock)
        else:
            rate, said = self._rate(rate_hz)
            time_s, gaps = row_times.rated(self.path, table, column[counted.index] if counted else None, rate)
            said += gaps
        self.taken.extend(said)
        plates = self._plates(column)
        stood = {**layout.stood, **places(self.path, layout.places, column)}
        return PlateFile(self.path, time_s, tuple(plates), tuple(self.taken), stood)

    def _rate(self, rate_hz: float) -> tuple[float, list[Taken]]:
        if rate_hz:
            return rate_hz, [Taken(Take.RATE_GIVEN, number=rate_hz)]
        if not self.table.rate_hz:
            raise broken_contract(
                sentence("plate_file.column_missing", file=self.path.name[-60:], column="time_s"),
                self.table.names,
                Hint.RATE,
            )
        return self.table.rate_hz, [Taken(Take.RATE_IN_FILE, number=self.table.rate_hz)]

    def _plates(self, column: dict[int, Array]) -> list[Plate]:
        layout, names = self.layout, self.table.names
        forced = [p for p in layout.plates if p.force or p.corners]
        raw = [np.asarray(sum(column[s.index] for s in (p.corners or (p.force,)) if s), np.float64) for p in forced]
        forces: dict[int, Array] = {}
        if forced:
            up, said = judged_units.upward(self.path, raw, layout.force_sign)
            self.taken.extend(said)
            unit = self._one_unit([s for p in forced for s in ((p.force,) if p.force else p.corners) if s])
            newtons, said = judged_units.in_newtons(self.path, names, up, unit, bool(forced[0].corners))
            self.taken.extend(said)
            self.taken.extend(judged_units.force_drops(np.sum(newtons, axis=0)))
            forces = {id(p): f for p, f in zip(forced, newtons, strict=True)}
        else:
            self.taken.append(Taken(Take.NO_FORCE))
        plates = [(p, forces.get(id(p))) for p in layout.plates]
        standing = [(p, f) for p, f in plates if f is None or f.max() > 2 * UNLOADED_N]
        if len(standing) < len(plates) and all(p.side is Side.UNKNOWN for p, _ in plates):
            self.taken.append(Taken(Take.EMPTY_PLATES, number=len(plates) - len(standing)))
            plates = [(PlateColumns(Side.WHOLE, p.force, p.cop, p.corners), f) for p, f in standing]
            if len(standing) > 1:
                plates = standing
        cops = [self._cop(p, f, column) for p, f in plates]
        cops = self._in_millimetres([p for p, _ in plates], cops)
        cops = [self._without_drop_outs(p, cop) for (p, _), cop in zip(plates, cops, strict=True)]
        made = [
            Plate(
                p.side,
                np.full(len(cop), np.nan) if force is None else force,
                cop * (layout.ml_sign, layout.ap_sign),
                tuple(s.name for s in p.sources()),
            )
            for (p, force), cop in zip(plates, cops, strict=True)
        ]
        if layout.opensim and all(p.side is Side.UNKNOWN for p in made):
            made = judged_units.sides_by_place(made)
            if made[0].side is not Side.UNKNOWN:
                self.taken.append(Taken(Take.SIDES_BY_PLACE))
        self._missing_cop(made)
        self.taken.extend(judged_units.feet_apart(made))
        return made

    def _cop(self, plate: PlateColumns, force_n: Array | None, column: dict[int, Array]) -> Array:
        """(n, 2) in the file's unit, nan where the plate is not loaded; of corner forces in millimetres."""
        if plate.corners:
            fl, fr, bl, br = (column[c.index] for c in plate.corners)
            total = fl + fr + bl + br
            loaded = np.where(total == 0, np.nan, total)
            half = np.array([self.layout.corners.width_mm, self.layout.corners.depth_mm]) / 2
            cop = np.stack([(fr + br - fl - bl) / loaded, (fl + fr - bl - br) / loaded], 1) * half
        else:
            assert plate.cop
            cop = np.stack([column[s.index] for s in plate.cop], 1)
        return cop if force_n is None else np.where((force_n < UNLOADED_N)[:, None], np.nan, cop)

    def _without_drop_outs(self, plate: PlateColumns, cop_mm: Array) -> Array:
        """The CoP with nan where a few rows are exactly 0, 0 while the others lie elsewhere: lost samples."""
        zero = np.asarray(np.all(cop_mm == 0, axis=1), np.bool_)
        far = np.nanmedian(np.hypot(*cop_mm[~zero].T)) if np.isfinite(cop_mm[~zero]).any() else 0.0
        if not zero.any() or zero.mean() > 0.5 or far < _FAR_FROM_ORIGIN_MM:
            return cop_mm
        self.taken.append(Taken(Take.COP_ZERO, sentence(f"plate_side.{plate.side.value}"), float(zero.sum())))
        return np.where(zero[:, None], np.nan, cop_mm)

    def _in_millimetres(self, plates: Sequence[PlateColumns], cops: list[Array]) -> list[Array]:
        if any(p.corners for p in plates):
            size = self.layout.corners
            self.taken.append(Taken(Take.CORNERS, f"{size.width_mm:g} × {size.depth_mm:g}"))
            return cops
        unit = self._one_unit([s for p in plates for s in p.cop or ()])
        made, said = judged_units.in_millimetres(self.path, self.table.names, cops, unit, self.layout.opensim)
        self.taken.extend(said)
        return made

    def _one_unit(self, sources: Sequence[Source]) -> str:
        """The unit that these columns share.

        Raises:
            PlateFileError: they have several.
        """
        units = {s.unit for s in sources}
        if len(units) > 1:
            file, said = self.path.name[-60:], ", ".join(sorted(f"{s.name} [{s.unit or '?'}]" for s in sources)[:6])
            raise broken_contract(sentence("plate_file.several_units", file=file, units=said), self.table.names)
        return units.pop() if units else ""

    def _missing_cop(self, plates: Sequence[Plate]) -> None:
        for plate in plates:
            gone = np.isnan(plate.cop_mm).any(1)
            loaded = np.isnan(plate.force_n) | (plate.force_n > MAY_LACK_COP_N)
            missing = int((gone & loaded).sum())
            if 2 * missing > loaded.sum() > 0:
                raise PlateFileError(
                    sentence(
                        "plate_file.no_cop",
                        file=self.path.name[-60:],
                        missing=missing,
                        rows=int(loaded.sum()),
                        columns=", ".join(plate.columns[-2:]),
                    )
                )
            if missing:
                self.taken.append(Taken(Take.COP_MISSING, sentence(f"plate_side.{plate.side.value}"), missing))


@dataclass(frozen=True)
class _Values:
    """Columns of numbers, each checked for what cannot be; an error names the row and the text that stands there."""

    file: str
    table: Table
    shift: int
    """How far the cells stand to the right of their names (row names without one)."""
    column: dict[int, Array]
    """By the place of its name."""

    def force(self, source: Source) -> None:
        """
        Raises:
            PlateFileError: a value is missing or impossible.
        """
        values = self.column[source.index]
        self._first(source, ~np.isfinite(values))
        self._impossible(source, np.abs(values) * FORCE.get(source.unit, 1.0) > _MOST)

    def cop(self, cop: tuple[Source, Source], force: Source | None) -> None:
        """Also makes nan of what is infinite while unloaded.

        Raises:
            PlateFileError: one of both is missing, or one is impossible while loaded.
        """
        ml, ap = (self.column[s.index] for s in cop)
        self._first(cop[0], np.isnan(ml) & ~np.isnan(ap))
        self._first(cop[1], np.isnan(ap) & ~np.isnan(ml))
        loaded = np.full(len(ml), True)
        if force:
            loaded = np.abs(self.column[force.index]) * FORCE.get(force.unit, 1.0) > MAY_LACK_COP_N
        for source in cop:
            values = self.column[source.index]
            self._first(source, np.isinf(values) & loaded)
            beyond = np.abs(values) * LENGTH.get(source.unit, 1.0) > _MOST
            self._impossible(source, beyond & loaded)
        # A division by no force is infinite, or as good as that: no CoP.
        nothing = (np.abs(np.stack([ml, ap])) * LENGTH.get(cop[0].unit, 1.0) > _MOST).any(0)
        ml[nothing] = ap[nothing] = np.nan

    def _first(self, source: Source, wrong: NDArray[np.bool_]) -> None:
        if wrong.any():
            row = int(wrong.argmax())
            text = cell(self.table, row, source.index + self.shift)
            at = {"file": self.file, "row": self.table.numbers[row], "column": source.name}
            raise PlateFileError(
                sentence("plate_file.value_missing", **at)
                if text in ("", "-")
                else sentence("plate_file.not_a_number", value=shown(text[:40]), **at)
            )

    def _impossible(self, source: Source, wrong: NDArray[np.bool_]) -> None:
        if wrong.any():
            row = int(wrong.argmax())
            value = float(self.column[source.index][row])
            at = {"file": self.file, "row": self.table.numbers[row], "column": source.name}
            raise PlateFileError(sentence("plate_file.impossible_value", value=value, **at))

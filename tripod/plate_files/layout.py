"""Which column of a table is what: told by the names, or by a mapping file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import UNSET, UnsetType

from tripod.plate_files.column_names import CORNERS, Meaning, Quantity, meaning
from tripod.plate_files.foot_places import PlaceColumns, left_out, mapped_places, place_columns
from tripod.plate_files.plate_file import FootStood, Side, Take, Taken
from tripod.plate_files.refusal import Hint, broken_contract
from tripod.plate_files.table import Table, is_number
from tripod.sentences import sentence
from tripod.storage.problem import shown
from tripod.storage.schemas.columns import Column, ColumnsFile, CornersTable, PlateTable


@dataclass(frozen=True)
class Source:
    """A column of the file."""

    index: int
    name: str
    unit: str = ""
    """As `units` names it, "" where the file does not say."""


@dataclass(frozen=True)
class PlateColumns:
    """The columns of one plate: CoP with force, CoP alone, or the forces at its corners."""

    side: Side
    force: Source | None = None
    cop: tuple[Source, Source] | None = None
    """ML and AP."""
    corners: tuple[Source, ...] = ()
    """Front left, front right, back left, back right."""

    def sources(self) -> tuple[Source, ...]:
        """All of them."""
        return (*((self.force,) if self.force else ()), *(self.cop or ()), *self.corners)


@dataclass(frozen=True)
class Layout:
    """Which column is what."""

    plates: tuple[PlateColumns, ...]
    time: Source | None = None
    frame: Source | None = None
    """A column that counts rows, where there is no time."""
    rate_hz: float = 0.0
    """That a mapping file says; 0 if none does."""
    corners: CornersTable = field(default_factory=lambda: CornersTable("", "", "", ""))
    """Where the sensors at the corners are."""
    force_sign: int = 0
    """0: judged by the numbers."""
    ml_sign: int = 1
    ap_sign: int = 1
    opensim: bool = False
    taken: tuple[Taken, ...] = ()
    places: tuple[PlaceColumns, ...] = ()
    """The columns that say where the feet stood."""
    stood: Mapping[Side, FootStood] = field(default_factory=dict[Side, FootStood])
    """The feet that a mapping file says it of."""


def known_names(mapping: ColumnsFile | None) -> Callable[[str], bool]:
    """Tells whether a text is the name of a column."""
    if mapping is None:
        return lambda name: bool(name) and not is_number(name) and meaning(name) is not None
    named = {_plain(c) for c in _columns(mapping) if isinstance(c, str)}
    return lambda name: _plain(name) in named


def names_no_text(mapping: ColumnsFile) -> bool:
    """Whether a mapping file names all columns by number, so that the file need not have a header."""
    return all(isinstance(c, int) for c in _columns(mapping))


def by_names(path: Path, table: Table, rated: bool) -> Layout:
    """What the names tell; `rated` if a rate is known from elsewhere, so that no time is needed.

    Raises:
        PlateFileError: a column is missing or stands there twice, or has a unit that is of no use.
    """
    file = path.name[-60:]
    found = _Found(file, table)
    time = found.first(Quantity.TIME)
    frame = None if found.first(Quantity.SUB_FRAME) else found.first(Quantity.FRAME)
    taken = [Taken(Take.X_IS_RIGHT)] if found.x_or_y else []
    corners = tuple(found.get(q, "") for q in CORNERS)
    if all(corners):
        whole = PlateColumns(Side.WHOLE, corners=tuple(c for c in corners if c))
        _need_time(file, table, time, rated)
        return Layout((whole,), time, frame)
    sides = [side for side in ("left", "right") if found.has(side)]
    numbered = [key for key in found.keys if key not in ("left", "right") and found.complete(key)]
    if not sides and not numbered:
        half = next((key for key in found.keys if found.has(key)), "left")
        _need_time(file, table, time, rated)
        raise _lacks(file, table, found.lacking(half if half in ("left", "right") else "")[0])
    _need_time(file, table, time, rated)
    plates: list[PlateColumns] = []
    for key in sides or numbered:
        lacking = found.lacking(key)
        if lacking:
            raise _lacks(file, table, lacking[0])
        ml, ap = found.get(Quantity.ML, key), found.get(Quantity.AP, key)
        assert ml is not None
        assert ap is not None
        side = Side(key) if sides else Side.WHOLE if len(numbered) == 1 else Side.UNKNOWN
        plates.append(PlateColumns(side, found.get(Quantity.FORCE, key), (ml, ap)))
    found.check_units(plates)
    if found.opensim:
        taken.append(Taken(Take.OPENSIM_AXES))
    stood = place_columns(table)
    unused = left_out(table, stood)
    if unused:
        taken.append(Taken(Take.PLACE_LEFT_OUT, ", ".join(unused)))
    return Layout(tuple(plates), time, frame, opensim=found.opensim, taken=tuple(taken), places=stood)


def by_map(path: Path, table: Table, mapping: ColumnsFile) -> Layout:
    """What a mapping file says.

    Raises:
        PlateFileError: a column that it names is not there.
    """
    file, units = path.name[-60:], mapping.units

    def source(column: Column, unit: str | UnsetType) -> Source:
        index = _index(file, table, column)
        own = meaning(table.names[index], table.units[index])
        return Source(index, table.names[index][:60], unit if unit is not UNSET else own.unit if own else "")

    def plate(side: Side, columns: PlateTable) -> PlateColumns:
        force = None if columns.force is UNSET else source(columns.force, units.force)
        return PlateColumns(side, force, (source(columns.ml, units.cop), source(columns.ap, units.cop)))

    named = ((Side.LEFT, mapping.left), (Side.RIGHT, mapping.right), (Side.WHOLE, mapping.whole))
    plates = [plate(side, columns) for side, columns in named if columns is not UNSET]
    corners = CornersTable("", "", "", "")
    if mapping.corners is not UNSET:
        corners = mapping.corners
        four = (corners.front_left, corners.front_right, corners.back_left, corners.back_right)
        plates = [PlateColumns(Side.WHOLE, corners=tuple(source(c, units.force) for c in four))]
    return Layout(
        tuple(plates),
        None if mapping.time is UNSET else source(mapping.time, units.time),
        rate_hz=0.0 if mapping.rate_hz is UNSET else mapping.rate_hz,
        corners=corners,
        force_sign=0 if mapping.sign.force is UNSET else mapping.sign.force,
        ml_sign=mapping.sign.ml,
        ap_sign=mapping.sign.ap,
        taken=(Taken(Take.COLUMNS_BY_MAP),),
        stood=mapped_places(mapping),
    )


class _Found:
    """The columns of a table by quantity and plate."""

    def __init__(self, file: str, table: Table) -> None:
        self._file, self._table = file, table
        self._all: dict[tuple[Quantity, str], list[tuple[Source, Meaning]]] = {}
        for index, (name, unit) in enumerate(zip(table.names, table.units, strict=True)):
            known = meaning(name, unit) if name and not is_number(name) else None
            if known:
                source = Source(index, name[:60], known.unit)
                self._all.setdefault((known.quantity, known.plate), []).append((source, known))
        # Where ML and AP stand there by name, the plate's own axes are not needed.
        for quantity in (Quantity.ML, Quantity.AP):
            for key in self.keys:
                of = self._all.get((quantity, key), [])
                named = [pair for pair in of if not pair[1].x_or_y]
                if named:
                    self._all[quantity, key] = named
        self.x_or_y = any(m.x_or_y for of in self._all.values() for _, m in of)
        self.opensim = any(m.opensim for of in self._all.values() for _, m in of)

    @property
    def keys(self) -> list[str]:
        """What tells the plates apart, in the order of the file."""
        return list(dict.fromkeys(key for _, key in self._all))

    def first(self, quantity: Quantity) -> Source | None:
        """The first column of a quantity, with a unit if there is one."""
        of = [pair[0] for (q, _), pairs in self._all.items() if q is quantity for pair in pairs]
        return next((s for s in of if s.unit), of[0] if of else None)

    def get(self, quantity: Quantity, key: str) -> Source | None:
        """The one column of a quantity and a plate.

        Raises:
            PlateFileError: there are two.
        """
        of = self._all.get((quantity, key), [])
        if len(of) > 1:
            one, two = (shown(source.name) for source, _ in of[:2])
            raise broken_contract(
                sentence("plate_file.column_twice", file=self._file, one=one, two=two), self._table.names
            )
        return of[0][0] if of else None

    def has(self, key: str) -> bool:
        """Whether anything of this plate is there."""
        return any((q, key) in self._all for q in (Quantity.FORCE, Quantity.ML, Quantity.AP))

    def complete(self, key: str) -> bool:
        """Whether this plate has a CoP."""
        return all((q, key) in self._all for q in (Quantity.ML, Quantity.AP))

    def lacking(self, key: str) -> list[str]:
        """The columns that this plate lacks, as the contract names them."""
        foot = key in ("left", "right")
        names = {Quantity.FORCE: "force_n", Quantity.ML: "ml_mm", Quantity.AP: "ap_mm"}
        return [
            f"{key}_{name}" if foot else name
            for quantity, name in names.items()
            if (quantity, key) not in self._all and (foot or quantity is not Quantity.FORCE)
        ]

    def check_units(self, plates: Iterable[PlateColumns]) -> None:
        """
        Raises:
            PlateFileError: a column that is needed has a unit of no use.
        """
        used = {source.index for plate in plates for source in plate.sources()}
        for of in self._all.values():
            for source, known in of:
                if source.index in used and known.unusable:
                    name, unit = shown(source.name), shown(known.unusable)
                    raise broken_contract(
                        sentence("plate_file.unit_unusable", file=self._file, column=name, unit=unit),
                        self._table.names,
                    )


def _need_time(file: str, table: Table, time: Source | None, rated: bool) -> None:
    if time is None and not rated:
        some = bool(table.names) and any(meaning(name) for name in table.names)
        raise _lacks(file, table, "time_s", *((Hint.RATE,) if some else ()))


def _lacks(file: str, table: Table, column: str, *hints: Hint) -> Exception:
    return broken_contract(sentence("plate_file.column_missing", file=file, column=column), table.names, *hints)


def _index(file: str, table: Table, column: Column) -> int:
    """Where the column stands.

    Raises:
        PlateFileError: nowhere, or twice.
    """
    if isinstance(column, int):
        if column > len(table.names):
            said = sentence("plate_map.no_column_number", file=file, column=column, columns=len(table.names))
            raise broken_contract(said, table.names)
        return column - 1
    exact = [k for k, name in enumerate(table.names) if name == column]
    at = exact or [k for k, name in enumerate(table.names) if _plain(name) == _plain(column)]
    if len(at) != 1:
        key = "column_twice" if at else "no_column"
        raise broken_contract(sentence(f"plate_map.{key}", file=file, column=shown(column)), table.names)
    return at[0]


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _columns(mapping: ColumnsFile) -> list[Column]:
    found: list[Column] = [] if mapping.time is UNSET else [mapping.time]
    for plate in (mapping.left, mapping.right, mapping.whole):
        if plate is not UNSET:
            found += [plate.ml, plate.ap, *([] if plate.force is UNSET else [plate.force])]
    if mapping.corners is not UNSET:
        of = mapping.corners
        found += [of.front_left, of.front_right, of.back_left, of.back_right]
    return found

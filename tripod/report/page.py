"""What stands on a report's pages, in words and numbers that are ready to print: all that the template is given."""

from msgspec import Struct

Pair = tuple[float, float]


class Row(Struct, frozen=True):
    """A name and its value."""

    name: str
    value: str
    weak: bool = False
    """Something that is not proven or not known."""


class ScoreMark(Struct, frozen=True):
    """A score on the line from 0 to 100."""

    score: float
    kind: str
    """`base`, `last` or `now`."""
    name: str


class Score(Struct, frozen=True):
    """The number, and what it may be held against."""

    title: str
    score: str
    marks: list[ScoreMark]
    band: Pair | None
    """Within it nothing can be said; None where that is not known."""
    lines: list[str]
    note: str


class Dwelt(Struct, frozen=True):
    """A square in which the CoP stayed."""

    x_mm: float
    y_mm: float
    level: int
    """0 to 8, of the longest stay."""


class FootPicture(Struct, frozen=True):
    """One foot, in its own frame: mm, x to the person's right, y forward from the back of the heel."""

    name: str
    small_name: str
    sole_mm: list[Pair]
    toes: list[tuple[float, float, float, float, float]]
    """Of each: centre x, y, half width, half height, tilt in degrees clockwise."""
    points_mm: list[Pair]
    wrong: list[bool]
    """Of each point whether a fault was told of it."""
    ways_mm: list[list[Pair]]
    warm: list[bool]
    """Of each way whether a fault was told in it."""
    dwell: list[Dwelt]
    cell_mm: float
    ellipse_mm: list[Pair]
    """Its border; [] where there is none."""


class Cell(Struct, frozen=True):
    """A stretch of a lane, 0 to 1 of the column's width."""

    begin: float
    end: float
    state: str
    """As in `PointState`."""


class Lane(Struct, frozen=True):
    """One point of one foot over all columns."""

    foot: str
    """Written before the first lane of a foot, "" else."""
    point: str
    columns: list[list[Cell]]
    held: str


class Column(Struct, frozen=True):
    """One rep, or one hold."""

    name: str
    score: str
    fault: bool
    phases: list[float]
    """Where descent, bottom, ascent and lockout end, 0 to 1; [] of a hold."""


class Grid(Struct, frozen=True):
    """When each point was in its band."""

    title: str
    key: str
    first: str
    phases: str
    held: str
    score: str
    columns: list[Column]
    lanes: list[Lane]


class Table(Struct, frozen=True):
    """Numbers in rows."""

    title: str
    note: str
    head: list[str]
    right: list[bool]
    """Of each column whether it ends at its right side, as numbers do."""
    rows: list[list[str]]
    warm: list[bool]
    """Of each row whether a fault was told in it."""
    below: str = ""


class TrendPoint(Struct, frozen=True):
    """One day; places from 0 to 1."""

    x: float
    y: float
    kind: str
    """`base`, `past` or `now`."""
    in_doubt: bool = False
    """Whether it was good could not be told."""


class Tick(Struct, frozen=True):
    """A mark on an axis, 0 to 1."""

    at: float
    text: str


class Trend(Struct, frozen=True):
    """One number over days."""

    title: str
    unit: str
    points: list[TrendPoint]
    days: list[Tick]
    values: list[Tick]
    band: tuple[float, float, float] | None
    """Low, middle, high, 0 to 1."""
    note: str = ""


class Text(Struct, frozen=True):
    """Words with a title."""

    title: str
    text: str


class Page(Struct, frozen=True):
    """Both pages."""

    language: str
    title: str
    author: str
    day: tuple[int, int, int] | None
    """Year, month, day, for the file's own date."""
    head: str
    headline: str
    below: str
    beside: str
    """What keeps the headline from saying more."""
    warnings: list[str]
    score: Score | None
    feet_title: str
    feet_note: str
    feet: list[FootPicture]
    no_feet: str
    """Why there is no way of the CoP; "" where there is one."""
    facts_title: str
    facts: list[Row]
    shares: Table | None
    grid: Grid | None
    next: Text | None
    tables: list[Table]
    trends_title: str
    trends_note: str
    trends: list[Trend]
    texts: list[Text]
    seen_title: str
    seen: list[Row]
    formulas: Text
    source: str
    foot: str
    page: str
    """`Page {n} of {all}`, with those two in braces."""

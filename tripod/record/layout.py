"""What a session's folder holds: names, columns, and the description beside them."""

from dataclasses import dataclass, field

from tripod.boards import Board, board_to_dict
from tripod.device.items import Learned
from tripod.device.protocol import Banner, Converter, encode_banner
from tripod.force.calibration import Calibration, to_file
from tripod.storage.schemas.feet import FeetFile
from tripod.storage.schemas.session import SessionFile
from tripod.storage.schemas.stance import StanceFile

SESSION, SAMPLES, EVENTS, SUMMARY = "session.json", "samples.csv", "events.jsonl", "summary.json"
QUICK = "samples.quick"
"""What may be thrown away at any time: samples.csv once more (`quick_samples.py`)."""
QUICK_PARTS = f".{QUICK}.*.part"
"""The same while it is written; one whose program was killed stays."""


@dataclass(frozen=True)
class Start:
    """All that a recording's numbers depend on, as it was at its first sample."""

    board: Board
    banner: Banner
    calibration: Calibration
    tare_counts: tuple[float, ...] | None
    feet: FeetFile
    source: str
    simulated: bool
    created: str
    """ISO wall-clock time with offset."""
    program: str
    learned: Learned
    subject: str = ""
    stance: StanceFile = field(default_factory=StanceFile)
    """Where the feet stood, where that was measured."""


def has_ages(banner: Banner) -> bool:
    """Whether the cells' samples may differ in age, so that the file needs a column for each."""
    return banner.groups[0].converter == Converter.BRIDGE


def columns(board: Board, ages: bool) -> dict[str, dict[str, str]]:
    """The columns of samples.csv in order, each with unit and meaning."""
    table = {
        "seq": {"unit": "1", "meaning": "number of the sampling; a gap is a loss"},
        "tick_us": {"unit": "us", "meaning": "the board's clock at the sample, unwrapped"},
        "status": {
            "unit": "",
            "meaning": "one digit a cell in the order of the columns: 0 ok, 1 open, 2 shorted, 3 saturated, 4 stuck, "
            "5 torn, 6 late, 7 missing; with anything but 0 the cell's counts are no measurement",
        },
    }
    for cell in board.cells:
        table[cell.name] = {
            "unit": "counts",
            "meaning": f"raw reading on the wire of {cell.foot} {cell.point} (calibration: mapping)",
        }
    for cell in board.cells if ages else ():
        table[f"{cell.name}_age"] = {"unit": "100 us", "meaning": "how much older than tick_us this reading is"}
    return table


def session_file(start: Start) -> SessionFile:
    """session.json."""
    ages = has_ages(start.banner)
    return SessionFile(
        created=start.created,
        program=start.program,
        source=start.source,
        simulated=start.simulated,
        subject=start.subject,
        board=board_to_dict(start.board),
        board_id=start.banner.board_id,
        firmware=".".join(map(str, start.banner.firmware)),
        banner=encode_banner(start.banner).hex(),
        rate_hz=start.learned.rate_hz,
        empty_n=start.learned.empty_n,
        read_s=start.learned.read_s,
        moved=start.learned.moved,
        units={"length": "mm", "force": "N", "time": "s"},
        feet=start.feet,
        stance=start.stance,
        calibration=to_file(start.calibration),
        tare_counts=start.tare_counts,
        files={
            SAMPLES: {"separator": ",", "decimal": ".", "columns": columns(start.board, ages)},
            EVENTS: "one JSON object a line: t_us on the clock of tick_us, after_seq, event, and its values",
            SUMMARY: "written at the end; absent if the recording was cut",
        },
    )

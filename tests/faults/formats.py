"""Every format of file that the program reads, with anything in it: it opens, or is refused in one plain sentence.

Files are changed byte by byte and value by value (hypothesis), and where atheris is installed also by what makes the
program take another branch. A path to the failing case stands in the row.
"""

import importlib.util
import json
import os
import random
import sys
import time
import tomllib
import traceback
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any
from zlib import crc32

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from table import Effort, NotBorne, Row, Tally, require

from tests.storage.test_mutated_files import mutations, toml
from tripod.boards import BoardError, load_board
from tripod.boards.loader import read_board_file
from tripod.calibration.fit.fit import FitRefused, Precision
from tripod.calibration.fit.readings import ReadingsError
from tripod.calibration.from_file import fit_file
from tripod.calibration.store import Store
from tripod.calibration.wizard.resume import KeptError, resume
from tripod.coach.espeak import Speech
from tripod.coach.spoken_cache import SpokenCache
from tripod.device.items import SourceError
from tripod.drills.format.loader import DrillError, read_file
from tripod.force.calibration import CalibrationError
from tripod.live.session import Session
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import PlateFileError
from tripod.record.layout import EVENTS, SAMPLES, SESSION, SUMMARY
from tripod.sources import open_source
from tripod.sources.known_boards import known_boards
from tripod.storage.bounded_read import FileError
from tripod.storage.places import known_boards_path
from tripod.storage.versioned import decode_json
from tripod.training.diary import DiaryError, read_diary
from tripod.training.profile import ProfileError, read_profile
from tripod.virtual.scenario import ScenarioError, parse_scenario

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "schema-1"
HANG_S = 2.0
LONGEST = 4000
"""Characters of a refusal, however long the names in a file are."""
ROWS, COST = 120, 2
"""Lines that are kept of long files, so that a case takes milliseconds."""


@dataclass(frozen=True)
class Format:
    """A format: sound examples, and what opens one. `opens` raises one of `refusals`, or returns."""

    name: str
    examples: tuple[bytes, ...]
    opens: Callable[[bytes, Path], object]
    refusals: tuple[type[Exception], ...]
    cost: int = 1
    """How much more a case costs than the usual."""


def _first_lines(path: Path, lines: int = ROWS) -> bytes:
    return b"".join(path.read_bytes().splitlines(keepends=True)[:lines])


def _files(*paths: str) -> tuple[bytes, ...]:
    return tuple((GOLDEN / path).read_bytes() for path in paths)


def _in_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    def opens(data: bytes, folder: Path) -> object:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return read(path)

    return opens


def _in_recording(recording: str, name: str) -> Callable[[bytes, Path], object]:
    """The recording with another file in it, through the whole pipeline."""
    whole = {n: _first_lines(GOLDEN / "sessions" / recording / n) for n in (SESSION, SAMPLES, EVENTS, SUMMARY)}
    whole[SESSION] = (GOLDEN / "sessions" / recording / SESSION).read_bytes()

    def opens(data: bytes, folder: Path) -> list[str]:
        for n, sound in whole.items():
            (folder / n).write_bytes(data if n == name else sound)
        session = Session(open_source(str(folder)))
        try:
            while session.step():
                pass
            session.snapshot()
            require("did not foresee" not in session.pipeline.message, session.pipeline.message)
            return session.pipeline.notices
        finally:
            session.close()

    return opens


def _calibration(path: Path) -> object:
    data = json.loads((GOLDEN / "calibrations" / "pads-wizard.json").read_text("utf-8"))
    return Store(path.parent).read(path, load_board("pads"), data["board_id"])


def _in_use(path: Path) -> object:
    return Store(path.parents[1]).in_use(path.parent.name)


def _begun(path: Path) -> object:
    wizard = resume(load_board("pads"), 80.0, decode_json(path.read_bytes(), path))
    return wizard.view()


def _known_boards(data: bytes, _folder: Path) -> object:
    known_boards_path().parent.mkdir(parents=True, exist_ok=True)
    known_boards_path().write_bytes(data)
    return known_boards()


def _spoken(data: bytes, folder: Path) -> object:
    cache = SpokenCache(folder)
    cache.path("words", "en").write_bytes(data)
    return cache.get("words", "en")


def _stance() -> bytes:
    rows = [[n / 100, 370 + n % 7, -120 + n % 3, 110, 365, 118, 108 + n % 5] for n in range(60)]
    from tests.plate_files.conftest import COLUMNS

    return "\n".join(",".join(map(str, row)) for row in [list(COLUMNS), *rows]).encode() + b"\n"


MAPPING = (
    b'schema = 1\n[left]\nforce = "b"\nml = "c"\nap = "d"\n[right]\nforce = "e"\nml = "f"\nap = "g"\n'
    b'[units]\nforce = "N"\ncop = "mm"\n'
)
KNOWN = (
    b'{"schema": 2, "boards": [{"board_id": "3f9a00112233aabb", "board": "pads", "port": {"device": "/dev/ttyACM0", '
    b'"vendor": 9025, "product": 67, "serial_number": "75932", "location": "1-2"}}], '
    b'"strangers": [{"location": "1-3"}]}',
    b'{"serial_numbers": ["75932313838351F0A1B1"]}',
)


def _spoken_words() -> bytes:
    with TemporaryDirectory() as folder:
        cache = SpokenCache(Path(folder))
        cache.keep("words", "en", Speech(np.arange(40, dtype=np.int16), 22_050))
        return cache.path("words", "en").read_bytes()


def _mapped(path: Path) -> object:
    trial = path.with_name("trial.csv")
    trial.write_bytes(_stance().replace(_stance().splitlines()[0], b"a,b,c,d,e,f,g"))
    return read_plate_file(trial, mapping=path, rate_hz=100.0)


def _formats() -> list[Format]:
    drills = tuple(p.read_bytes() for p in sorted((ROOT / "tripod" / "drills" / "library").glob("*.toml")))
    boards = tuple(p.read_bytes() for p in sorted((GOLDEN / "boards").glob("*.toml")))
    sessions = ("insole-shift", "pads-drill", "plate-unplug")

    def fit(path: Path) -> object:
        return fit_file(path, load_board("pads"), Precision(), "2026-11-25")

    made = [
        Format("drill", (*_files("drills/golden-hold.toml"), *drills), _in_file("a.toml", read_file), (DrillError,)),
        Format("board", boards, _in_file("a.toml", read_board_file), (BoardError,)),
        Format("calibration", _files("calibrations/pads-wizard.json"), _in_file("0001.json", _calibration),
               (CalibrationError,)),
        Format("in_use.json", (b'{"version": 1}\n', b'{"version": null}\n'),
               _in_file("ab" * 8 + "/in_use.json", _in_use), ()),
        Format("calibration under way", _files("resume/resume-pads-masses.json"), _in_file("begun.json", _begun),
               (KeptError, FileError)),
        Format("profile", _files("profile/profile.json", "profile/profile-first.json"),
               _in_file("profile.json", read_profile), (ProfileError,)),
        Format("diary", _files("diary/diary.json", "diary/diary-before-targets.json"),
               _in_file("diary.json", read_diary), (DiaryError,)),
        Format("known boards", KNOWN, _known_boards, ()),
        Format("spoken words", (_spoken_words(),), _spoken, ()),
        Format("readings", (( ROOT / "calibration/examples/pads/readings.csv").read_bytes(),),
               _in_file("readings.csv", fit), (ReadingsError, FitRefused), cost=6),
        Format("force plate", (_stance(),), _in_file("trial.csv", read_plate_file), (PlateFileError,), cost=2),
        Format("columns of a force plate", (MAPPING,), _in_file("columns.toml", _mapped), (PlateFileError,), cost=2),
        Format("SOURCE", (b"shift,board=pads,seed=7", b"quiet,board=insole,fault=torn:left_mt1,rate_hz=100",
               b"pupil,habit=mt1_light:right,weight_kg=80"),
               lambda data, _: parse_scenario(data.decode("utf-8", "replace")), (ScenarioError,)),
    ]  # fmt: skip
    for name in (SESSION, SAMPLES, EVENTS):
        for session in sessions[1:2] if name == SAMPLES else sessions:
            sound = (_first_lines(GOLDEN / "sessions" / session / name) if name != SESSION else
                     (GOLDEN / "sessions" / session / name).read_bytes())  # fmt: skip
            reads = _in_recording(session, name)
            made.append(Format(f"{name} of {session}", (sound,), reads, (SourceError,), cost=COST))
    return made


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row a format, and one for atheris."""
    cases = int(effort.pick(24, 400, 6000) * scale)
    formats = _formats()
    if effort is Effort.QUICK:
        formats = [f for f in formats if f.cost < 6 and not f.name.endswith(("insole-shift", "plate-unplug"))]
    # What would stand on the user's screen as a warning is a fault, too.
    warnings.simplefilter("error")
    out = [_row(format, max(cases // format.cost, 4)) for format in formats]
    return out if effort is Effort.QUICK else [*out, _guided(formats, cases * 5)]


def _row(format: Format, cases: int) -> Row:
    tally = Tally(f"format: {format.name}")
    with TemporaryDirectory() as parent:
        for example in format.examples:
            with tally.case("unchanged"):
                _open(format, example, Path(parent), tally, sound=True)
        options = settings(
            max_examples=cases, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip

        @options
        @given(_changed(format.examples))
        def anything(data: bytes) -> None:
            with tally.case(f"case {tally.cases}"):
                _open(format, data, Path(parent), tally)

        anything()
    tally.lost = "nothing"
    tally.wrong = sorted(set(tally.wrong))
    return tally.row()


def _open(format: Format, data: bytes, folder: Path, tally: Tally, sound: bool = False) -> None:
    began = time.thread_time()
    try:
        found = format.opens(data, folder)
        # What a recording says of itself; others give what they read.
        tally.said(*(said for said in found if isinstance(said, str)) if isinstance(found, list) else ())
    except format.refusals as error:
        require(not sound, f"a sound file is refused: {error}")
        require("\n" not in str(error) and 0 < len(str(error)) <= LONGEST, f"no plain sentence: {str(error)[:200]!r}")
        tally.said(str(error))
    except NotBorne:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "/tripod/" in f.filename]
        at = f"{Path((ours or [last])[-1].filename).name}:{(ours or [last])[-1].lineno}"
        raise NotBorne(f"{type(error).__name__} at {at}: {str(error)[:120]} ({_kept(format, data)})") from error
    require(time.thread_time() - began < HANG_S, f"it took {time.thread_time() - began:.1f} s ({_kept(format, data)})")


def _kept(format: Format, data: bytes) -> Path:
    """Where a case that was not borne is kept."""
    path = _folder_of_cases() / f"{format.name.replace(' ', '_')}-{crc32(data):08x}"
    path.write_bytes(data)
    return path


@cache
def _folder_of_cases() -> Path:
    return Path(mkdtemp(prefix="tripod-faults-cases-", dir="/tmp"))


# -- changes ----------------------------------------------------------------------------------------------------------

PIECES = [b"", b"\0", b"\n", b"\r\n", b",", b"nan", b"NaN", b"inf", b"-1", b"1e308", b"1e-320", b"9" * 400, b"null",
          b"true", b"{", b"}", b"[", b"]", b'"', b"=", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"[" * 5000,
          b'{"a":' * 3000, b"0x" + b"f" * 5000, b"1_0", b"-0.0", b"\\ud800", b"#", b"'" * 3]  # fmt: skip


@st.composite
def _bytes_changed(draw: st.DrawFn, examples: Sequence[bytes]) -> bytes:
    data = bytearray(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        stop = min(len(data), at + draw(st.sampled_from([0, 1, 1, 2, 5, 20, 200, 10**6])))
        put = draw(st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(bytes(data[stop : 2 * stop - at])))
        data[at:stop] = put
    return bytes(data)


def _changed(examples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Changed in bytes, in values where it has such, and sometimes anything at all."""
    ways = [_bytes_changed(examples), _bytes_changed(examples), st.binary(max_size=200)]
    for read, write in ((json.loads, json.dumps), (_read_toml, toml)):
        tables: list[dict[str, Any]] = []
        for example in examples:
            with suppress(ValueError):
                found = read(example)
                if isinstance(found, dict) and found:
                    tables.append(found)
        if tables:
            ways += [mutations(*tables).map(_writer(write))] * 3
            break
    lines = [_objects(example.splitlines()) for example in examples]
    if any(len(of) > 1 for of in lines):
        ways += [_lines_changed([of for of in lines if len(of) > 1])] * 3
    return st.one_of(ways)


def _objects(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    with suppress(ValueError):
        return [found for found in map(json.loads, lines) if isinstance(found, dict) and found]
    return []


@st.composite
def _lines_changed(draw: st.DrawFn, files: Sequence[list[dict[str, Any]]]) -> bytes:
    """A file with an object on each line, some of which are changed and put anywhere."""
    lines = list(draw(st.sampled_from(files)))
    for _ in range(draw(st.integers(1, 3))):
        lines[draw(st.integers(0, len(lines) - 1))] = draw(mutations(*lines))
    return b"".join(_writer(json.dumps)(line) + b"\n" for line in lines)


def _read_toml(data: bytes) -> dict[str, Any]:
    return tomllib.loads(data.decode("utf-8"))


def _writer(write: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], bytes]:
    def written(table: dict[str, Any]) -> bytes:
        try:
            return write(table).encode("utf-8", "surrogatepass")
        except (ValueError, RecursionError):
            # A number of more digits than Python writes.
            return b"{}"

    return written


def _guided(formats: Sequence[Format], cases: int) -> Row:
    """atheris, in a fork for each format, because it ends its process."""
    tally = Tally("format: all of them, by atheris")
    if importlib.util.find_spec("atheris") is None:
        return Row(tally.what, "0", 0, 0, "-", "not tried: atheris is not installed")
    for format in formats:
        runs = max(cases // format.cost, 20)
        tally.amount += runs
        tally.unit = "runs"
        with tally.case(format.name), TemporaryDirectory() as parent:
            said = Path(parent) / "said"
            pid = os.fork()
            if not pid:
                _fuzz(format, Path(parent), said, runs)
            _, status = os.waitpid(pid, 0)
            found = said.read_text("utf-8") if said.exists() else ""
            require(os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0, found or f"it ended with {status}")
    return tally.row()


def _fuzz(format: Format, parent: Path, said: Path, runs: int) -> None:
    import atheris  # pyright: ignore[reportMissingImports]

    corpus, work = parent / "corpus", parent / "work"
    corpus.mkdir()
    work.mkdir()
    for n, example in enumerate(format.examples):
        (corpus / str(n)).write_bytes(example)
    none = os.open(os.devnull, os.O_WRONLY)
    os.dup2(none, 1)
    os.dup2(none, 2)
    tally = Tally(format.name)

    def one(data: bytes) -> None:
        try:
            _open(format, data, work, tally)
        except NotBorne as error:
            said.write_text(str(error), "utf-8")
            os._exit(1)

    args = [sys.argv[0], f"-runs={runs}", f"-seed={random.Random(format.name).randrange(1, 10**6)}", "-max_len=20000"]
    for module in [m for n, m in sys.modules.items() if n.startswith("tripod.")]:
        for name, of in list(vars(module).items()):
            if getattr(of, "__module__", None) == module.__name__ and callable(of) and hasattr(of, "__code__"):
                with suppress(Exception):
                    setattr(module, name, atheris.instrument_func(of))
    atheris.Setup([*args, str(corpus)], one)
    atheris.Fuzz()
    os._exit(0)

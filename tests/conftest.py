"""What every test may use. Qt runs without a display; nothing sleeps unless a real process is on the other side."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The tests run side by side; threads of BLAS that wait for each other on the same cores cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What a test reads is English, whatever the language of the machine.
os.environ["LC_ALL"] = "C.UTF-8"
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    # Where nothing may be compiled beside the sources it is kept in pytest's own folder: the hundreds of programs that
    # the tests start need not each compile all of it.
    from tests.compiled import keep_compiled

    keep_compiled(Path(__file__).parents[1] / ".pytest_cache" / "compiled")

from hypothesis import settings

from tripod import kernel
from tripod.device.blocks import Block, concatenate
from tripod.device.receiver import Receiver
from tripod.sentences import use_language
from tripod.training.diary import Entry
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

# A machine that does other things beside makes no test fail; where a change waits to be let in, each run tries the same
# examples, and whoever works on the program tries others each time.
settings.register_profile("tripod", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tripod")
# Python looks for garbage after each 700 new objects, and here there are millions, most of which stay.
gc.set_threshold(20_000, 10, 10)

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


HERE = Path(__file__).parent
DEAREST = (
    "test_scripts.py",
    "calibration/wizard/test_faults.py",
    "drills/run/test_library_scored.py",
    "firmware/test_boards.py",
    "views/play/test_whole_wizard.py",
    "drills/run/test_library_ends.py",
    "firmware/test_calibrate.py",
    "views/drill/test_page.py",
    "cli/test_drill_kept.py",
    "faults/test_quick.py",
    "views/test_all_pages.py",
    "firmware/test_pico.py",
    "hardware/test_handbook.py",
    "firmware/test_flash.py",
    "firmware/test_monitor.py",
    "calibration/wizard/test_calibrate_terminal.py",
    "coach/test_heard.py",
    "firmware/test_load_cells.py",
    "firmware/test_any_board.py",
    "views/play/test_panel.py",
    "firmware/test_images.py",
    "firmware/test_sizes.py",
    "views/drill/test_stance_journey.py",
    "views/test_real_keys.py",
    "record/test_crash.py",
    "firmware/test_load_cell_faults.py",
    "firmware/test_pico_port.py",
    "firmware/test_window.py",
    "views/drill/test_drill_sizes.py",
    "views/drill/test_summary.py",
    "views/history/test_hand_out.py",
    "views/history/test_page.py",
    "calibration/wizard/test_calibration_control.py",
    "virtual/test_virtual.py",
)
"""Files that take more than ten seconds. Where processes share the suite these come first, or the last of them would go
on alone."""
NEVER_FAST = ("firmware", "hardware", "benchmarks", "views")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is fast; deselect, not skip, tests on recordings that are not there, and what only who asks for it
    wants; the dearest first."""
    for item in items:
        room = item.path.relative_to(HERE).parts[0]
        if room not in NEVER_FAST and not item.get_closest_marker("slow"):
            item.add_marker("fast")
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = {HERE / name: k for k, name in enumerate(DEAREST)}
        items.sort(key=lambda item: place.get(item.path, len(place)))
    not_wanted = set[str]()
    if not SHARED_DATA.is_dir():
        not_wanted.add("shared_data")
    if "whole" not in config.option.markexpr:
        not_wanted.add("whole")
    without = [i for i in items if not not_wanted.isdisjoint(mark.name for mark in i.iter_markers())]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [i for i in items if i not in without]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected lives to the end: whoever looks for garbage, as each test of the window does,
    need not go through it again."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `both_ways` holds with the compiled kernel and without it."""
    if metafunc.definition.get_closest_marker("both_ways"):
        metafunc.fixturenames.append("way")
        metafunc.parametrize("way", ["numpy", "kernel"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    from tests.kernel.built import built

    before, kernel.compiled = kernel.compiled, built() if request.param == "kernel" else None
    yield
    kernel.compiled = before


@pytest.fixture
def shared_data() -> Path:
    return SHARED_DATA


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """A test that chose another language leaves none to the next."""
    yield
    use_language("en")


@pytest.fixture
def virtual_board() -> Callable[[str], VirtualBoard]:
    """A virtual board from what stands after `virtual:`, with its truth kept."""

    def make(text: str) -> VirtualBoard:
        board = VirtualBoard(parse_scenario(text))
        board.keep_truth = True
        return board

    return make


@pytest.fixture
def bytes_of() -> Callable[[VirtualBoard], bytes]:
    """Everything that a virtual board with an end sends."""

    def run(board: VirtualBoard) -> bytes:
        data = bytearray()
        while not board.finished():
            data += b"".join(packet for _, packet in board.packets())
        return bytes(data)

    return run


@pytest.fixture
def block_of() -> Callable[[bytes], Block]:
    """All frames of a byte stream as one block."""

    def run(data: bytes) -> Block:
        return concatenate([item for item in Receiver().feed(data, 0.0) if isinstance(item, Block)])

    return run


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Makes entries of a diary: `entry(score)`."""

    def make(score: int | None, scores: tuple[int, ...] = (), drill: str = "tripod-hold", **more: Any) -> Entry:
        scores = scores or ((score,) if score else ())
        return Entry("2026-11-25T10:00:00+01:00", drill, "pads", "ab" * 8, score, scores, {}, **more)

    return make

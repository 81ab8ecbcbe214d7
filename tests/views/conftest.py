"""A session that plays what a test tells it to, and a window on it."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Seen, judge
from tripod.balance.stance_advice import light_points
from tripod.balance.support import Margin
from tripod.balance.uncertainty import Ellipse
from tripod.boards import Board, load_board
from tripod.calibration.wizard.view import Answers, View
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.protocol import Banner, Group
from tripod.force.calibration import to_file
from tripod.live.commands import Refused
from tripod.live.freshness import Freshness
from tripod.live.recent_window import Window
from tripod.live.snapshot import Counters, Phase, Snapshot
from tripod.storage.versioned import write
from tripod.training.profile import Person, Profile
from tripod.views.kit import theme as themes
from tripod.views.kit.style import apply
from tripod.views.main_window import MainWindow
from tripod.virtual import board as virtual_board
from tripod.virtual.sway import GRID_HZ

# No test of this folder left what is there before them: each look for what is left need not go through it.
gc.collect()
gc.freeze()

NAN = float("nan")
EVEN = (0.55, 0.27, 0.18)
ROLLED_OUT = (0.60, 0.09, 0.31)


def foot_state(
    share=EVEN, load_n=384.0, *, loaded=True, status=None, cop=(0.0, 98.0), ellipse=True, pm=0.02, vague=False
) -> FootState:
    sound = tuple(share) if loaded else (NAN, NAN, NAN)
    return FootState(
        loaded=loaded,
        load_n=load_n,
        point_n=tuple(load_n * s for s in share),
        share=sound,
        share_pm=(pm, pm, pm),
        cop_mm=cop if loaded else (NAN, NAN),
        ellipse=Ellipse(7.0, 5.0, 1.2) if ellipse and loaded else None,
        light=light_points(sound, (pm, pm, pm)),
        vague=vague,
        status=tuple(status or (0, 0, 0)),
        causes=(None,) * len(status or (0, 0, 0)),
    )


def make_banner(board: Board, tested: int = 0b11001110) -> Banner:
    status = (0,) * len(board.cells)
    return Banner(
        (0, 1, 0), board.name, "3f9a00112233aabb", 75, 0, 4980, 0, 0, 0, 0, (Group(0, 1, tested, 80.0, status),)
    )


def make_snapshot(board_name="pads", t_s=12.0, feet=None, phase=Phase.LIVE, arrived_s=0.0, **more) -> Snapshot:
    board = load_board(board_name)
    if feet is None:
        per_foot = len(board.cells_of(board.feet[0]))
        load = 384.0 if board.claims.newtons else 18.0
        feet = {f: foot_state(load_n=load, status=(0,) * per_foot, ellipse=board.claims.newtons) for f in board.feet}
    total = sum(f.load_n for f in feet.values())
    base = Snapshot(
        phase=phase,
        source="/dev/ttyACM0",
        board=board,
        banner=make_banner(board),
        calibration="nominal",
        t_s=t_s,
        arrived_s=arrived_s,
        host_delay_s=0.002,
        filter_delay_s=0.0226,
        sensor_delay_s=board.front_end.group_delay_s,
        feet=feet,
        total_n=total,
        total_pm_n=3.0,
        left_fraction=0.48,
        cop_mm=(2.0, 95.0),
        margin=Margin(83.0, 6.0, True),
        judgement=judge(Seen(feet, board.claims.faults, left_fraction=0.48)) if feet else None,
        counters=Counters(frames=960, rate_hz=80.0),
    )  # fmt: skip
    return replace(base, **more)


def make_window(seconds=10.0, t_s=12.0, right_mt1=0.09) -> Window:
    t = np.arange(t_s - seconds, t_s, 1 / 80)
    rng = np.random.default_rng(3)
    share = np.empty((len(t), 2, 3), np.float32)
    for f in range(2):
        share[:, f] = np.array(EVEN) + 0.012 * np.cumsum(rng.normal(size=(len(t), 3)) * 0.15, axis=0)
    fall = np.clip((t - t_s + 5) / 3, 0, 1)
    share[:, 1, 1] += fall * (right_mt1 - 0.27)
    share[:, 1, 2] -= fall * (right_mt1 - 0.27)
    return Window(t, share, np.zeros((len(t), 2, 2), np.float32))


@dataclass(frozen=True)
class FakeVersion:
    """A saved calibration."""

    number: int
    made: str = "2026-11-03T18:20:00+01:00"
    kind: str = "user"
    verdict: str = "accept"
    in_use: bool = False


@dataclass
class FakeSession:
    """Delivers `now`, remembers what was asked of it, and refuses what it is told to refuse.

    Behind its calibration stands a real state machine.
    """

    now: Snapshot = field(default_factory=make_snapshot)
    source: None = None
    """No board that is played."""
    asked: list[str] = field(default_factory=list)
    refuse: str = ""
    busy: str = ""
    """Why nobody else may step in."""
    closed: bool = False
    strip: Window = field(default_factory=make_window)
    wizard: Wizard | None = None
    kept: list[FakeVersion] = field(default_factory=lambda: [FakeVersion(1, in_use=True)])
    folder: Path = Path()
    closely: bool = True
    freshness: Freshness | None = None
    """Of the picture that was asked for last."""

    def snapshot(self, freshness: Freshness = Freshness.ONE_OF_MANY) -> Snapshot:
        self.freshness = freshness
        return self.now

    def window(self, seconds: float) -> Window:
        return self.strip

    def watched(self, *, closely: bool) -> None:
        self.closely = closely

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.refuse:
            raise Refused(self.refuse)

    def zero(self) -> None:
        self._ask("zero")

    def undo_zero(self) -> None:
        self._ask("undo_zero")

    def mark(self, text: str = "") -> None:
        self._ask("mark")

    def start_recording(self, folder: Path | None = None) -> None:
        self._ask("start_recording")

    def stop_recording(self) -> None:
        self._ask("stop_recording")

    @property
    def who(self) -> "FakeSession":
        return self

    @property
    def code(self) -> str:
        return self.now.standing.code

    @property
    def stays(self) -> str:
        return self.busy

    def step_in(self, code: str) -> None:
        self._ask(f"step_in {code}")
        self.now = replace(self.now, standing=Person(code, self.now.profile))

    def set_profile(self, profile: Profile) -> None:
        self._ask(f"set_profile {profile.feet.length_mm:g} {profile.weight_kg:g} {profile.unit}")

    @property
    def calibration(self) -> "FakeCalibration":
        return FakeCalibration(self)

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeCalibration:
    """Keeps nothing on disk; the wizard is the real one."""

    session: FakeSession

    def begin(self, anew: bool = False) -> None:
        of = self.session
        of._ask(f"begin_calibration {anew}")
        assert of.now.board
        if of.wizard is None or anew:
            of.wizard = Wizard(of.now.board, GRID_HZ)

    def view(self) -> View | None:
        return self.session.wizard.view() if self.session.wizard else None

    def answers(self) -> Answers | None:
        return self.session.wizard.answers if self.session.wizard else None

    def ask(self, what: Callable[[Wizard], object]):
        if self.session.wizard is None:
            raise Refused("No calibration is under way.")
        return what(self.session.wizard)

    def cancel(self) -> None:
        self.session.asked.append("cancel_calibration")
        self.session.wizard = None

    def save(self, operator: str = "", temperature_c: float | None = None) -> Path:
        of = self.session
        of._ask(f"save_calibration {operator} {temperature_c}")
        assert of.wizard
        assert of.wizard.result
        calibration, proof = of.wizard.result
        calibration = replace(calibration, made="2026-11-23T16:00:00+01:00", board_id="3f9a00112233aabb")
        said = {"operator": operator, "temperature_c": temperature_c, "simulated": True}
        path = of.folder / "0002.json"
        write(msgspec.structs.replace(to_file(calibration), proof={**proof, **said}), path)
        of.kept = [replace(v, in_use=False) for v in of.kept]
        of.kept.append(FakeVersion(2, calibration.made, "user", proof["verdict"], True))
        of.wizard = None
        return path

    def versions(self) -> list[FakeVersion]:
        return self.session.kept

    def use(self, number: int | None) -> None:
        self.session._ask(f"use_calibration {number}")
        self.session.kept = [replace(v, in_use=v.number == number) for v in self.session.kept]


@dataclass(frozen=True)
class FakePort:
    device: str
    description: str = ""
    reason: str = ""
    is_board: bool = False
    may_listen: bool = False
    asks_once: bool = False
    usb: bool = True


class FakeClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Bench:
    """A window with everything that a test turns."""

    window: MainWindow
    session: FakeSession
    clock: FakeClock
    ports: list[FakePort]
    opened: list[str]

    def show(self, snapshot: Snapshot, after_s: float = 0.3) -> None:
        """Let time go on and show `snapshot`, which has just arrived unless it says otherwise."""
        self.clock.now_s += after_s
        fresh = snapshot.arrived_s == 0.0
        self.session.now = replace(snapshot, arrived_s=self.clock.now_s - 0.005) if fresh else snapshot
        self.window.tick()
        QApplication.processEvents()


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    themes.load_fonts()
    apply(qapp, themes.DARK)


@pytest.fixture(autouse=True)
def _nothing_left_running(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a timer or a thread running fails; pytest-qt does so for what was raised within Qt."""
    before = set(threading.enumerate())
    yield
    qapp.processEvents()
    if qapp.palette() != themes.palette(themes.DARK):
        # What the next test finds is what it began with.
        apply(qapp, themes.DARK)
    gc.collect()
    objects = gc.get_objects()
    # Of each class once, for there are a thousand times as many objects.
    kinds = {kind for kind in set(map(type, objects)) if issubclass(kind, (QTimer, QThread))}
    left = [o for o in objects if type(o) in kinds]
    running = [o for o in left if _alive(o) and (o.isActive() if isinstance(o, QTimer) else o.isRunning())]
    for thing in running:
        # The next test is not to fail for it too.
        _stop(thing)
    threads = [t for t in threading.enumerate() if t not in before]
    # Windows that were given up live on until an event loop ends; the next looks would go through all of them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not running + threads, f"left running: {running + threads}"


def _stop(thing: QTimer | QThread) -> None:
    if isinstance(thing, QTimer):
        thing.stop()
    else:
        thing.quit()
        thing.wait(1000)


def _alive(thing: object) -> bool:
    import shiboken6

    return shiboken6.isValid(thing)


@pytest.fixture
def start_bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    """The window on its start page."""
    clock, session = FakeClock(), FakeSession(folder=tmp_path)
    ports: list[FakePort] = []
    opened: list[str] = []

    def connect(source: str) -> FakeSession:
        opened.append(source)
        session.closed = False
        return session

    def help_text() -> str:
        return "Add yourself to the group dialout:\n    sudo usermod -aG dialout $USER"

    window = MainWindow(
        connect,
        lambda: ports,
        help_text,
        clock,
        dark=True,
        pictures=tmp_path / "pictures",
        documents=tmp_path / "papers",
    )
    window.resize(1280, 800)
    window.show()
    qapp.processEvents()
    yield Bench(window, session, clock, ports, opened)
    window.close()
    window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def bench(start_bench: Bench) -> Bench:
    """The window with a board open."""
    start_bench.window.open_source("/dev/ttyACM0")
    start_bench.show(make_snapshot())
    return start_bench


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board makes as much at once as one that nobody plays: what is done there shows up to 0.25 s later."""
    monkeypatch.setattr(virtual_board, "PLAYED_CHUNK_S", virtual_board.CHUNK_S)


@pytest.fixture
def vc() -> ModuleType:
    """This module: `--import-mode=importlib` lets no test import it."""
    return sys.modules[__name__]

"""The pictures of the procedures, drawn by the program itself: its window led through the wizard by a scripted person.

QT_QPA_PLATFORM=offscreen python calibration/pictures.py [--board pads] [FOLDER]
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import USUAL_FEET, foot_points, place_mm
from tripod.boards import FEET, GRAVITY, Board, load_board
from tripod.calibration.wizard.load_tasks import Route
from tripod.calibration.wizard.steps import Step
from tripod.calibration.wizard.view import Answers
from tripod.calibration.wizard.wizard import Wizard
from tripod.device.blocks import Block
from tripod.device.items import Hello, Item, LineCount
from tripod.device.protocol import Banner, Group
from tripod.live.session import Session
from tripod.virtual.board import LoadPath
from tripod.virtual.sensors import TrueSensors
from tripod.virtual.standing import Stance, quiet_cop_mm
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]

KEPT = (
    "pads-1-check", "pads-2-warm-up", "pads-4-load-body-weight", "pads-5-feet", "pads-6-fit", "pads-7-verify",
    "plate-4-load-grid",
)  # fmt: skip
"""What the procedures show; with a folder named, all are taken."""
ANSWERS = {
    "pads": Answers(Route.BODY_WEIGHT, 75.0, (20.0,)),
    "plate": Answers(Route.GRID, 75.0, (20.0,), 3, 0.005),
}
BANNER_FAULTS = 252
"""What load-cell firmware can find: bits of the statuses."""


class Scripted:
    """A source whose board somebody presses as the script says."""

    label, simulated, replayed, feet, pupil = "virtual:scripted", True, False, None, None

    def __init__(self, board: Board, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._board, self._rng = board, np.random.default_rng(3)
        self._sensors = TrueSensors(board, self._rng)
        self._seq = 0
        group = Group(0, 2, BANNER_FAULTS, GRID_HZ, (0,) * len(board.cells))
        banner = Banner(
            (1, 0, 0), board.name, ("3f9a" if board.name == "pads" else "c07e") * 4, 0, 0, 4980, 0, 0, 0, 0, (group,)
        )
        self._waiting: list[Item] = [Hello(banner)]

    def put(self, force_n: Array) -> None:
        """Let true cell forces (n, cells) press the board."""
        felt = self._sensors.felt(force_n)
        counts = self._sensors.counts(felt, self._rng.normal(0, 1, felt.shape), 4)
        nothing = np.zeros(counts.shape, np.uint8)
        for at in range(0, len(counts), 20):
            rows = slice(at, at + 20)
            k = self._seq + np.arange(len(counts[rows]))
            tick = (k * 1e6 / GRID_HZ).astype(np.int64)
            self._waiting.append(Block(k, tick, counts[rows], nothing[rows], nothing[rows], self._clock()))
            self._seq = int(k[-1]) + 1

    def board(self, name: str) -> Board:
        return self._board

    def calibration(self, board: Board, board_id: str) -> dict[str, Any] | None:
        return None

    def read(self) -> list[Item]:
        items, self._waiting = self._waiting, []
        return items

    def line(self) -> LineCount:
        return LineCount()

    def close(self) -> None:
        pass


class Person:
    """Somebody at the board: puts masses, presses points, leans."""

    def __init__(self, source: Scripted, session: Session, board: Board) -> None:
        self._source, self._session, self.board = source, session, board
        self._last = np.zeros(len(board.cells))

    def hold(self, force_n: Array, seconds: float) -> None:
        self._last = force_n
        ramp = np.linspace(0, 1, int(0.4 * GRID_HZ))[:, None] * force_n
        self._source.put(np.concatenate([ramp, np.repeat(force_n[None], int(seconds * GRID_HZ), axis=0)]))
        self._session.step()

    def stay(self) -> None:
        """As before, for a moment."""
        self._source.put(np.repeat(self._last[None], 24, axis=0))
        self._session.step()

    def leave(self, seconds: float) -> None:
        self.hold(np.zeros(len(self.board.cells)), seconds)

    def press(self, cell: int) -> None:
        force = np.zeros(len(self.board.cells))
        force[cell] = 0.05 * self.board.cells[cell].range_n
        self.hold(force, 0.5)
        self.leave(0.5)

    def mass(self, load_n: float, x_mm: float, y_mm: float, leave: bool = True) -> None:
        force = np.zeros(len(self.board.cells))
        if self.board.claims.map_radius_mm:
            force[int(np.argmin([np.hypot(c.x_mm - x_mm, c.y_mm - y_mm) for c in self.board.cells]))] = load_n
        else:
            cells = list(self.board.cells_of("left" if x_mm < 0 else "right"))
            at = np.array([(self.board.cells[i].x_mm, self.board.cells[i].y_mm) for i in cells])
            statics = np.linalg.pinv(np.vstack([np.ones(len(cells)), at.T]))
            force[cells] = statics @ (load_n * np.array([1, x_mm, y_mm]))
        self.hold(force, 1.6)
        if leave:
            self.leave(0.5)

    def lean(self, weight_n: float, seconds: float) -> None:
        n = int(seconds * GRID_HZ)
        t = np.arange(n) / GRID_HZ
        cop = np.zeros((n, 2, 2))
        for k, foot in enumerate(FEET):
            way = np.stack([8 * np.sin(2 * np.pi * t / 7 + k), 45 * np.sin(2 * np.pi * t / 11 + k)], axis=1)
            cop[:, k] = quiet_cop_mm(self.board, USUAL_FEET, foot) + way
        left = 0.5 + 0.35 * np.sin(2 * np.pi * t / 17)
        load = np.stack([left, 1 - left], axis=1) * weight_n
        toes = np.full((n, 2), 0.0 if self.board.unsupported else 1.0)
        force = LoadPath(self.board, USUAL_FEET)(Stance(t, load, cop, toes))[0]
        self._last = force[-1]
        self._source.put(force)
        self._session.step()


def take(
    folder: Path, board_name: str, answers: Answers, clock: Callable[[], float], shot: Callable[[Any, str], None]
) -> None:
    """Lead the window through the wizard on one board."""
    from tripod.views.main_window import MainWindow  # noqa: PLC0415

    source = Scripted(load_board(board_name), clock)
    session = Session(source)
    session.step()
    window = MainWindow(lambda _: session, list, str, clock, dark=False, pictures=folder, documents=folder)
    window.resize(1280, 800)
    window.show()
    window.open_source("scripted")
    person = Person(source, session, source.board(""))
    picture = shot

    def shot_of_now(window: Any, name: str) -> None:
        person.stay()
        picture(window, name)

    shot = shot_of_now
    person.leave(1.5)
    window.show_wizard()
    session.calibration.begin(anew=True)
    session.calibration.ask(lambda w: w.answer(answers))
    person.leave(1.5)
    person.press(0)
    shot(window, f"{board_name}-1-check")
    for cell in range(1, len(person.board.cells)):
        person.press(cell)
    go_on(session)
    for _ in range(70):
        person.leave(1.0)
        shot(window, "")
    shot(window, f"{board_name}-2-warm-up")
    session.calibration.ask(Wizard.skip_warm_up)
    go_on(session)
    person.leave(2)
    shot(window, f"{board_name}-3-zero")
    go_on(session)
    shown = session.calibration.ask(lambda w: w.tasks())
    if shown:
        half = len(shown) // 2 + 1
        for task in shown[:half]:
            person.mass(task.load_n, task.x_mm, task.y_mm)
        person.mass(shown[half].load_n, shown[half].x_mm, shown[half].y_mm, leave=False)
        shot(window, f"{board_name}-4-load-{answers.route}")
        person.leave(1)
        for task in session.calibration.ask(lambda w: w.left()):
            person.mass(task.load_n, task.x_mm, task.y_mm)
    else:
        person.lean(answers.weight_kg * GRAVITY, 12)
        shot(window, f"{board_name}-4-load-{answers.route}")
        person.lean(answers.weight_kg * GRAVITY, 80)
    person.leave(1)
    go_on(session)
    shot(window, f"{board_name}-5-feet")
    session.calibration.ask(Wizard.begin_points)
    for foot in FEET[:1]:
        for x, y in (place_mm(person.board, foot) + foot_points(USUAL_FEET, foot)).tolist():
            person.mass(300.0, x, y)
    shot(window, f"{board_name}-5-one-point")
    go_on(session)
    shot(window, f"{board_name}-6-fit")
    go_on(session)
    if session.calibration.ask(lambda w: w.verify_with_person):
        person.lean(answers.weight_kg * GRAVITY, 4)
    else:
        person.mass(answers.masses_kg[0] * GRAVITY, -100, 100, leave=False)
    shot(window, f"{board_name}-7-verify")
    go_on(session)
    shot(window, f"{board_name}-8-save")
    session.calibration.save("Ada", 21.0)
    shot(window, f"{board_name}-9-saved")
    window.close()


def go_on(session: Session) -> None:
    before = session.calibration.ask(lambda w: w.step)
    if not session.calibration.ask(Wizard.next):
        raise RuntimeError(f"The wizard stays at {before.name}: {session.calibration.ask(lambda w: w.view())}")
    assert session.calibration.ask(lambda w: w.step) == Step(before + 1)


def main(argv: Sequence[str] | None = None) -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--board", choices=ANSWERS, action="append", help="may be repeated (default all)")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="for all pictures, not only those that the procedures show"
    )
    args = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = args.folder or Path(__file__).parent / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_DATA_HOME"] = place
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        from tripod.views.kit import theme as themes  # noqa: PLC0415
        from tripod.views.kit.style import apply  # noqa: PLC0415

        app, now = QApplication(["tripod"]), [100.0]
        themes.load_fonts()
        apply(app, themes.LIGHT)

        def shot(window: Any, name: str) -> None:
            for _ in range(3):
                now[0] += 0.12  # the page paints some times a second
                window.tick()
                app.processEvents()
            if name in KEPT or (name and args.folder):
                window.grab().save(str(folder / f"{name}.png"))
                print(folder / f"{name}.png")

        for board in args.board or ANSWERS:
            take(folder, board, ANSWERS[board], lambda: now[0], shot)


if __name__ == "__main__":
    main()

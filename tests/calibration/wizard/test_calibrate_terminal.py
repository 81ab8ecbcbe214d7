"""`tripod calibrate SOURCE` without a window, on a bench that does what it is told."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tripod.boards import GRAVITY
from tripod.calibration.wizard.load_tasks import Route, grid_tasks
from tripod.calibration.wizard.view import Answers
from tripod.cli import calibrate, main
from tripod.cli.calibrate_terminal import OTHER_PLATE_S, guide
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source

ANSWERS = Answers(Route.BODY_WEIGHT, weight_kg=75.0, masses_kg=(20.0,))


@pytest.fixture
def obeying(bench: Callable[..., Any], bench_source: Callable[..., Any]) -> Callable[[float], Session]:
    """A session whose source acts as the wizard asks: a step of the script for each kind of request."""

    def make(mass_kg: float, board: str = "pads", plates: tuple[str, ...] = ()) -> Session:
        made = bench(board)
        source = bench_source(made.board)
        session = Session(source)

        class Collect:
            def take(self, block: object) -> None:
                source.waiting.append(block)

        def script() -> Iterator[None]:
            made.press_all(Collect())
            yield
            made.empty(Collect(), 3)
            yield
            made.shift(Collect(), 75 * GRAVITY, 90)
            yield
            made.empty(Collect(), 3)
            if not plates:
                made.mass(Collect(), mass_kg * GRAVITY, made.board.cells[0].x_mm, made.board.cells[0].y_mm)
                made.empty(Collect(), 1)
                yield
            for mark in grid_tasks(made.board, mass_kg):
                if mark.mark == "C3" and mark.foot in plates:
                    made.mass(Collect(), mass_kg * GRAVITY, mark.x_mm, mark.y_mm)
                    made.empty(Collect(), 1)
                    yield
            made.empty(Collect(), OTHER_PLATE_S + 3)
            yield

        source.script = script()
        return session

    return make


def run(session: Session) -> tuple[object, list[str]]:
    said: list[str] = []
    path = guide(session, lambda _: ANSWERS, said.append, skip_presses=False, skip_warm_up=True, operator="Ada")
    return path, said


@pytest.mark.slow
def test_it_leads_through_and_saves(obeying: Callable[[float], Session]) -> None:
    session = obeying(20.0)
    path, said = run(session)
    assert path.exists()  # type: ignore[attr-defined]
    asked = [line for line in said if not line.startswith("  ")]
    assert asked[0].startswith("Press the left heel")
    assert "Step off, and leave the board alone." in asked
    assert any(line.startswith("Shift more towards") for line in asked)
    assert "Put 20 kg anywhere on the board, then let go." in asked
    assert session.pipeline.setup
    assert session.pipeline.setup.calibration.kind == "user"


@pytest.mark.slow
@pytest.mark.parametrize(("plates", "cop"), [(("left", "right"), "proven."), (("left",), "not proven.")])
def test_the_other_plates_mark_is_waited_for_a_while(
    plates: tuple[str, ...], cop: str, obeying: Callable[..., Session]
) -> None:
    path, said = run(obeying(20.0, "plate", plates))
    assert path.exists()  # type: ignore[attr-defined]
    assert "Put 20 kg on mark C3 of the left plate, then let go." in said
    assert said[-1].startswith(f"  CoP: {cop}")


@pytest.mark.slow
def test_a_wrong_mass_saves_nothing(obeying: Callable[[float], Session]) -> None:
    session = obeying(24.0)
    with pytest.raises(Refused, match="Not saved: A load that was not used reads"):
        run(session)
    assert session.calibration.versions() == []


@pytest.mark.parametrize(("mass_kg", "code"), [(20.0, 0), (24.0, 1)])
def test_the_command_ends_as_the_wizard_does(
    mass_kg: float,
    code: int,
    obeying: Callable[[float], Session],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = obeying(mass_kg).source
    monkeypatch.setattr(calibrate, "open_source", lambda _: source)
    args = ["calibrate", "PORT", "--weight", "75 kg", "--mass", "20 kg", "--skip-warm-up", "--json"]
    assert main(args) == code
    out, err = capsys.readouterr()
    if code:
        assert out == ""
        assert err.strip().splitlines()[-1].startswith("tripod: Not saved: A load that was not used reads")
    else:
        assert Path(json.loads(out)["file"]).is_file()


def test_a_source_that_ends_saves_nothing(obeying: Callable[[float], Session]) -> None:
    session = obeying(20.0)
    next(session.source.script)  # type: ignore[attr-defined]
    session.source.script = iter(())  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="ended before"):
        run(session)


@pytest.mark.slow
def test_a_virtual_person_who_does_something_else_is_not_waited_for_for_ever() -> None:
    clock = fast_clock()
    session = Session(open_source("virtual:quiet,board=pads", clock=clock), now=clock.now)
    said: list[str] = []
    with pytest.raises(Refused, match="follows a script of their own"):
        guide(session, lambda _: ANSWERS, said.append, skip_presses=True, skip_warm_up=True, operator="")
    assert not any("Press" in line or "warm" in line.lower() for line in said), "what is skipped is not asked for"

"""What a command loads: the help waits for no numbers, and a command without a window for no window."""

import json
import os
import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import pytest

from tripod.cli import commands

WINDOW = {"PySide6", "shiboken6", "pyqtgraph"}
BULK = {"scipy", "miniaudio", "pyarrow", "dask", "typst", "ezc3d", "pylsl", *WINDOW}
HEAVY = {"numpy", "msgspec", "serial", *BULK}
"""All of `BULK` too: what a help had loaded, no list after it in the same process would be seen to load."""
CODE = """
import sys
from tripod.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded", *sys.modules)
"""

ONE_BY_ONE = """
import json, sys
from tripod.cli import main
for args in json.loads(sys.argv[1]):
    try:
        main(args)
    except SystemExit:
        pass
    print("\\nloaded", *sys.modules, flush=True)
"""


def loaded(*args: str) -> set[str]:
    """Names of all modules that are there when the command is done."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, *args], capture_output=True, text=True, check=True, env=os.environ
    )
    *_, last = done.stdout.splitlines()
    said, *modules = last.split()
    assert said == "loaded"
    return set(modules)


HELPS = [("--help",), ("--version",), ("drill", "--help"), ("live",)]
COMMANDS = [name for name, of in vars(commands).items() if isfunction(of) and name != "window"]
LISTS = [("ports",), ("boards",), ("people",), ("drill", "--list"), ("history", "--json")]


@pytest.fixture(scope="module")
def loaded_by(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], set[str]]:
    """What each of these loads that none before it did, in one process: what loads nothing heavy after all others loads
    nothing heavy alone."""
    ways = [*HELPS, *((name, "--help") for name in COMMANDS), *LISTS]
    home = {f"XDG_{what}_HOME": str(tmp_path_factory.mktemp(what)) for what in ("DATA", "CACHE", "CONFIG", "STATE")}
    done = subprocess.run(
        [sys.executable, "-c", ONE_BY_ONE, json.dumps(ways)],
        capture_output=True, text=True, check=True, env={**os.environ, **home},
    )  # fmt: skip
    each = [set(line.split()[1:]) for line in done.stdout.splitlines() if line.startswith("loaded ")]
    assert len(each) == len(ways)
    assert "tripod.cli" in each[0]
    return {way: now - before for way, now, before in zip(ways, each, [set[str](), *each], strict=False)}


@pytest.mark.parametrize("args", HELPS)
def test_help_and_a_typing_error_load_nothing_heavy(
    args: tuple[str, ...], loaded_by: dict[tuple[str, ...], set[str]]
) -> None:
    assert not loaded_by[args] & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(command: str, loaded_by: dict[tuple[str, ...], set[str]]) -> None:
    assert not loaded_by[command, "--help"] & HEAVY


@pytest.mark.parametrize("args", LISTS)
def test_what_only_lists_something_loads_no_window_no_fit_and_no_sound(
    args: tuple[str, ...], loaded_by: dict[tuple[str, ...], set[str]]
) -> None:
    assert not loaded_by[args] & BULK


def test_a_recording_is_summed_up_without_what_only_draws_fits_or_exports(tmp_path: Path) -> None:
    loaded("record", "virtual:quiet,seconds=0.5", "-o", str(tmp_path / "r"), "--fast", "--json")
    modules = loaded("monitor", str(tmp_path / "r"), "--json")
    assert "tripod.record.quick_samples" in modules
    assert not modules & BULK
    assert not [m for m in modules if m.startswith(("tripod.views", "tripod.calibration.fit"))]


def test_monitor_loads_no_window_no_fit_and_no_sound() -> None:
    modules = loaded("monitor", "virtual:quiet,seconds=0.5", "--fast", "--json")
    assert "tripod.live.session" in modules
    assert not modules & (WINDOW | {"scipy", "miniaudio", "numpy.ma"})
    unused = ("tripod.views", "tripod.calibration.fit", "tripod.calibration.wizard.wizard", "tripod.plate_files.reader")
    assert not [m for m in modules if m.startswith(unused)]


def test_the_live_page_comes_without_wizard_fits_and_drill_page() -> None:
    code = "from tripod.cli import commands; commands.live(); import sys; print('loaded', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    modules = done.stdout.split()
    assert "tripod.views.live.live_page" in modules
    unused = (
        "pyqtgraph",
        "scipy",
        "tripod.calibration.fit",
        "tripod.calibration.wizard.wizard",
        "tripod.views.drill.page",
    )
    assert not [m for m in modules if m.startswith(unused)]

"""The rules on who may import what catch what breaks them, also in rooms that do not exist yet."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES, MOST_OF_A_CLASS = 400, 250


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and of the rules."""
    place = tmp_path_factory.mktemp("scratch")
    leave_out = shutil.ignore_patterns("__pycache__", "voices", "fonts")
    shutil.copytree(ROOT / "tripod", place / "tripod", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def lint(place: Path) -> tuple[int, str]:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_package_keeps_them(scratch: Path) -> None:
    code, said = lint(scratch)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line", "rule"),
    [
        ("balance/balance.py", "import PySide6.QtCore", "Qt is imported in views alone"),
        ("live/session.py", "import pyqtgraph", "Qt is imported in views alone"),
        ("storage/places.py", "import PySide6", "Qt is imported in views alone"),
        ("views/app.py", "import serial", "The serial port is opened in sources alone"),
        ("calibration/store.py", "import serial", "The serial port is opened in sources alone"),
        ("drills/run/engine.py", "import time", "A clock is read only where one may be"),
        ("coach/coach.py", "from datetime import datetime", "A clock is read only where one may be"),
        ("force/counts_to_newtons.py", "import tripod.balance.balance", "The way of the data is one way"),
        ("coach/coach.py", "import tripod.sources.ports", "The way of the data is one way"),
        ("boards/names.py", "import tripod.live.session", "The way of the data is one way"),
        ("utils/__init__.py", "", "The way of the data is one way"),
        ("helpers.py", "", "The way of the data is one way"),
    ],
)
def test_each_breach_is_caught(scratch: Path, file: str, line: str, rule: str) -> None:
    path = scratch / "tripod" / file
    before = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "") + f"\n{line}\n", "utf-8")
    try:
        code, said = lint(scratch)
    finally:
        if before is None:
            shutil.rmtree(path.parent) if path.name == "__init__.py" else path.unlink()
        else:
            path.write_text(before, "utf-8")
    assert code != 0
    broken = [text for text in said.splitlines() if "BROKEN" in text or "not defined" in text or "issing" in text]
    assert any(rule in text for text in broken) or ("utils" in said or "helpers" in said), said


def test_no_module_and_no_class_is_too_long_to_be_read_in_one_sitting() -> None:
    """A class of more lines has a second idea: it goes into a module with a name of its own."""
    long: list[str] = []
    for path in sorted((ROOT / "tripod").rglob("*.py")):
        text = path.read_text("utf-8")
        if (lines := text.count("\n")) > MOST_LINES:
            long.append(f"{path.relative_to(ROOT)} has {lines} lines")
        for each in ast.walk(ast.parse(text)):
            if isinstance(each, ast.ClassDef) and each.end_lineno and each.end_lineno - each.lineno >= MOST_OF_A_CLASS:
                long.append(f"{path.relative_to(ROOT)}: {each.name} has {each.end_lineno - each.lineno + 1}")
    assert long == []

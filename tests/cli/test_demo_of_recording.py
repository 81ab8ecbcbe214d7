"""`tripod demo --source RECORDING`: says what it did, with a display and without one."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="python -m pip install PySide6-Essentials")

GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1" / "sessions" / "pads-drill"
Run = Callable[..., tuple[int, str, str]]


def test_without_a_display_it_says_where_the_picture_lies(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        # What the command sets for itself is taken back, too.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    new = tmp_path / "demo"
    code, out, err = run("demo", "--seconds", "0.5", "--source", str(GOLDEN), "--output", str(new))
    assert code == 0, err
    assert "There is no display here" in err
    assert out.splitlines() == [f"Screenshot: {new / 'live.png'}", f"Recording:  {GOLDEN}"]
    assert [path.name for path in new.iterdir()] == ["live.png"]


def test_with_one_it_says_where_both_lie(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    new = tmp_path / "demo"
    code, out, err = run("demo", "--seconds", "0.5", "--source", str(GOLDEN), "--output", str(new))
    assert code == 0, err
    assert out.splitlines() == [f"Screenshot: {new / 'live.png'}", f"Recording:  {new / 'recording'}"]
    assert (new / "live.png").exists()
    assert (new / "recording").is_dir()

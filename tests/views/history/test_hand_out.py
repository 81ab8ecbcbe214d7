"""A report, and files for other programs, by keys from the history and from the page of a recording."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.views.history.made import GOLDEN, Past, weeks
from tripod.cli import main
from tripod.exports.formats import FORMATS
from tripod.views.hand_out.export_work import ExportWork, exported
from tripod.views.hand_out.report_work import written

CTRL = Qt.KeyboardModifier.ControlModifier


def chosen(past: Past, tmp_path: Path) -> Any:
    """The history on a try that was recorded."""
    weeks()
    past.key(Qt.Key.Key_H)
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    past.page.days.setFocus()
    return past.window.hand_out


def ended(hand_out: Any) -> None:
    hand_out.report_work.pool.waitForDone()
    hand_out.work.pool.waitForDone()
    QApplication.processEvents()


def test_a_csv_from_the_history_by_two_keys_has_the_bytes_of_the_command(past: Past, tmp_path: Path) -> None:
    hand_out = chosen(past, tmp_path)
    past.key(Qt.Key.Key_E, CTRL)
    assert hand_out.shown
    past.key(Qt.Key.Key_Return)
    ended(hand_out)
    written = tmp_path / "with-the-hold.csv"
    folder = past.page.folder
    assert folder is not None
    assert main(["export", str(folder), "--to", "csv", "-o", str(tmp_path / "cli.csv")]) == 0
    assert written.read_bytes() == (tmp_path / "cli.csv").read_bytes()
    assert written.with_suffix(".json").read_bytes() == (tmp_path / "cli.json").read_bytes()
    said = hand_out.panel.said.text().replace("\u200b", "")
    assert str(written) in said
    assert "Not in it" in said
    # Once more: another file, and nothing is written over.
    past.key(Qt.Key.Key_Return)
    ended(hand_out)
    assert (tmp_path / "with-the-hold-2.csv").read_bytes() == written.read_bytes()
    past.key(Qt.Key.Key_Escape)
    assert not hand_out.shown
    assert past.window.history.shown, "Esc left the panel, not the page"


def test_space_chooses_a_format_and_one_that_cannot_be_says_why(past: Past, tmp_path: Path) -> None:
    hand_out = chosen(past, tmp_path)
    past.key(Qt.Key.Key_Return)
    assert past.window.pages.replay_shown is not None
    playing = past.window.pages.replay.playing.under_way
    past.key(Qt.Key.Key_E, CTRL)
    past.key(Qt.Key.Key_Space)
    assert hand_out.panel.wanted == []
    assert not hand_out.panel.write.isEnabled()
    assert past.window.pages.replay.playing.under_way is playing, "Space was the box's, not the recording's"
    hand_out.panel.formats["mot"].setFocus()
    past.key(Qt.Key.Key_Space)
    past.key(Qt.Key.Key_Return)
    ended(hand_out)
    assert hand_out.panel.wanted == ["mot"]
    assert "csv" in hand_out.panel.said.text()
    assert list(tmp_path.glob("*.mot")) == []


def test_a_report_from_the_history_and_from_the_recording(past: Past, tmp_path: Path) -> None:
    hand_out = chosen(past, tmp_path)
    past.key(Qt.Key.Key_P, CTRL)
    ended(hand_out)
    past.step(1)
    assert (tmp_path / "tripod-with-the-hold.pdf").read_bytes()[:5] == b"%PDF-"
    assert "tripod-with-the-hold.pdf" in past.page.chosen.said.text()
    past.page.days.choose(lambda of: of.made.startswith("2026-11-26"))
    past.key(Qt.Key.Key_P, CTRL)
    assert "Nothing was recorded" in past.page.chosen.said.text()
    past.page.days.choose(lambda of: of.made.startswith("2026-11-29T14:00"))
    past.key(Qt.Key.Key_Return)
    past.key(Qt.Key.Key_P, CTRL)
    ended(hand_out)
    assert (tmp_path / "tripod-with-the-hold-2.pdf").exists()


def test_what_is_stopped_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    work, said = ExportWork(), []
    work.done.connect(said.append)
    work.progress.connect(lambda _: work.stop(), Qt.ConnectionType.DirectConnection)
    work.begin(GOLDEN, ["csv"], tmp_path)
    work.pool.waitForDone()
    QApplication.processEvents()
    assert said == [[]]
    assert list(tmp_path.iterdir()) == []


def test_a_report_says_how_far_it_is_and_is_stopped_by_its_key(past: Past, tmp_path: Path) -> None:
    hand_out = chosen(past, tmp_path)
    said: list[str] = []

    def hear(text: str) -> None:
        said.append(text)
        if len(said) == 2:
            hand_out.report_work.stop()

    hand_out.report_work.said.connect(hear, Qt.ConnectionType.DirectConnection)
    past.key(Qt.Key.Key_P, CTRL)
    ended(hand_out)
    told = [int(text.split(" %")[0].split()[-1]) for text in said[:-1]]
    assert told == sorted(set(told))
    assert told[0] == 0 < told[1]
    assert "Ctrl+P stops it" in said[0]
    assert said[-1] == "The report was stopped; nothing was written."
    assert list(tmp_path.glob("*.pdf")) == []
    hand_out.report_work.said.disconnect(hear)
    past.key(Qt.Key.Key_P, CTRL)
    if hand_out.report_work.under_way:
        past.key(Qt.Key.Key_P, CTRL)
    ended(hand_out)
    assert "stopped" in past.page.chosen.said.text() or list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_P])
def test_elsewhere_they_do_nothing(past: Past, tmp_path: Path, key: Qt.Key) -> None:
    past.key(key, CTRL)
    assert not past.window.hand_out.shown
    assert list(tmp_path.glob("*.pdf")) == []


def test_every_format_and_the_report_have_the_bytes_of_the_command(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "window").mkdir()
    out = tmp_path / "command"
    out.mkdir()
    exported(GOLDEN, names := [name for name in FORMATS if name != "mot"], tmp_path / "window", lambda _: None)
    assert main(["export", str(GOLDEN), "--to", ",".join(names), "-o", str(out)]) == 0
    # OpenSim's motion is of a plate alone.
    plate = GOLDEN.parent / "plate-unplug"
    exported(plate, ["mot"], tmp_path / "window", lambda _: None)
    assert main(["export", str(plate), "--to", "mot", "-o", str(out / "plate-unplug.mot")]) == 0
    written(GOLDEN, tmp_path / "window")
    assert main(["report", str(GOLDEN), "-o", str(tmp_path / "command" / f"tripod-{GOLDEN.name}.pdf")]) == 0
    by_window, by_command = (
        {path.relative_to(of).as_posix(): path.read_bytes() for path in of.rglob("*") if path.is_file()}
        for of in (tmp_path / "window", tmp_path / "command")
    )
    assert {Path(name).suffix for name in by_window} >= {".csv", ".parquet", ".c3d", ".xdf", ".mot", ".tsv", ".pdf"}
    assert by_window == by_command

"""A real window, real sessions and real files, for journeys that go wrong on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.pictures.keys_and_seconds import Fingers
from tests.views.wrong.disks import Disk
from tripod.sources.line import VirtualPort
from tripod.sources.stream import Stream


class Hands(Fingers):
    """Fingers that also pull the cable, write into fields, and close the window."""

    def pull(self, for_s: float = 3.0) -> None:
        """The cable, for so long; the board sends on meanwhile."""
        source = self.session.source
        assert isinstance(source, Stream)
        port = source._port  # pyright: ignore[reportPrivateUsage]
        assert isinstance(port, VirtualPort)
        now = self.clock.now() - port._start_s  # pyright: ignore[reportPrivateUsage]
        port._away_s = (now, now + for_s)  # pyright: ignore[reportPrivateUsage]

    def write(self, text: str) -> None:
        """Into the field that has the focus, in place of what stands there."""
        field = self.window.focusWidget()
        field.selectAll()
        QTest.keyClicks(field, text)
        self.show()

    def reads(self) -> str:
        """Everything that stands on the page."""
        lines = [line.text() for line in self.window.findChildren(QLabel) if line.isVisible()]
        return "\n".join(lines).replace("\u200b", "")

    def go(self, seconds: float) -> None:
        """Let the board send for so long."""
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            self.session.step()
        self.show()

    def show(self) -> None:
        if self.sessions:
            # What a session's own thread does between two reads.
            self.session._look_after()  # pyright: ignore[reportPrivateUsage]
        super().show()


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    monkeypatch.setenv("XDG_DATA_HOME", str(made.at / "data"))
    yield made
    made.away()


@pytest.fixture
def hands(qapp: QApplication, disk: Disk) -> Iterator[Hands]:
    (disk.at / "papers").mkdir()
    of = Hands(disk.at / "papers")
    yield of
    disk.mend()
    of.close()
    QApplication.processEvents()

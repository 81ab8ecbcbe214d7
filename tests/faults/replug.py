"""The cable is pulled and put back, often: same socket or another, restarted or not, and with a stranger in between."""

import json
import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from numbered import SPAN, banner, frame, read_back
from serial.tools import list_ports
from table import Effort, NotBorne, Row, Tally, require

from tests.sources.conftest import Bus
from tripod.device.blocks import concatenate
from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.record.layout import SUMMARY
from tripod.record.recording import open_recording
from tripod.sources import open_source

ARDUINO = (0x2341, 0x0043)
OURS, STRANGERS = "75932313838351F0A1B1", "75932313838351F0FFFF"
BATCH, READS, READ_S = 40, 80, 0.1


def rows(effort: Effort, scale: float) -> list[Row]:
    """One row; a recording goes through each batch of replugs."""
    wanted = int(effort.pick(40, 100, 1000) * scale)
    tally = Tally("cable pulled and put back", unit="times")
    handles = _handles()
    lost = 0
    while tally.amount < wanted:
        n = min(BATCH, wanted - tally.amount)
        with tally.case(f"batch {tally.cases + 1}"), TemporaryDirectory() as parent:
            lost += _batch(Path(parent), n, random.Random(tally.cases), tally)
        tally.amount += n
    with tally.case("open files afterwards"):
        require(_handles() <= handles, f"{_handles() - handles} more than before")
    tally.lost = f"{lost} frames sent after the board was back"
    return [tally.row()]


def _handles() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def _batch(parent: Path, times: int, rng: random.Random, tally: Tally) -> int:
    (parent / "dev").mkdir()
    bus = Bus(parent / "dev")
    with patch.object(list_ports, "comports", lambda: [plugged.info for plugged in bus.here.values()]):
        try:
            return _Pulled(bus, rng, tally).run(parent / "r", times)
        finally:
            for name in list(bus.here):
                bus.unplug(name)


class _Pulled:
    """A session on a board whose cable is pulled again and again."""

    def __init__(self, bus: Bus, rng: random.Random, tally: Tally) -> None:
        self._bus, self._rng, self._tally = bus, rng, tally
        self._k, self._booted, self._boot_s, self._said_s = 0, 0, 0.0, -1
        self._due: list[int] = []
        """Frames that must be in the recording."""

    def run(self, folder: Path, times: int) -> int:
        """Frames that are missing of those that must be there."""
        self._plug("ttyA")
        session = Session(
            open_source(str(self._bus.here["ttyA"].path), clock=self._bus.clock), now=lambda: self._bus.now_s
        )
        session.record_from_start(folder)
        self._talk_until_heard(session)
        for _ in range(times):
            self._once(session)
        session.close()
        require(not session.recording.error, session.recording.error)
        self._tally.said(*session.pipeline.notices)
        summary = json.loads((folder / SUMMARY).read_text("utf-8"))
        require(summary["gaps"] == times, f"{times} gaps, {summary['gaps']} of them said")
        read = read_back(concatenate(list(open_recording(folder).blocks())))
        require(not read.forged.any(), f"{read.forged.sum()} rows that the board did not send")
        steps = np.diff(read.k) % SPAN
        require(bool((steps > 0).all()), "frames are recorded twice")
        missing = set(self._due) - set((read.k[0] + np.concatenate([[0], np.cumsum(steps)])).tolist())
        require(not missing, f"{len(missing)} frames are missing that were sent to an open port")
        return len(missing)

    def _once(self, session: Session) -> None:
        here = next(iter(self._bus.here))
        self._bus.unplug(here)
        self._read(session, lambda: session.pipeline.phase is Phase.LOST, "that the board is away")
        for _ in range(self._rng.randrange(4)):
            self._bus.now_s += 0.5
            session.step()
        if self._rng.random() < 0.2:
            self._stranger(session)
        if self._rng.random() < 0.5:
            self._booted, self._boot_s, self._said_s = self._k, self._bus.now_s, -1
        self._plug(self._rng.choice(["ttyA", "ttyB", "ttyC"]))
        self._talk_until_heard(session)

    def _stranger(self, session: Session) -> None:
        """Another board in the socket of ours; nothing of it may be recorded."""
        frames = session.pipeline.frames
        other = self._bus.plug("ttyA", usb=ARDUINO, number=STRANGERS)
        for n in range(5):
            other.send(banner(n, "0f" * 8) + b"".join(frame(7777 + 20 * n + i, i) for i in range(20)))
            self._bus.now_s += 0.6
            session.step()
        self._bus.unplug("ttyA")
        require(session.pipeline.frames == frames, "frames of another board were taken")

    def _plug(self, name: str) -> None:
        self._bus.plug(name, usb=ARDUINO, number=OURS)

    def _talk_until_heard(self, session: Session) -> None:
        frames = session.pipeline.frames
        self._read(session, lambda: session.pipeline.frames > frames, "the board's frames", talk=True)
        first = self._k
        self._send(40)
        self._due += range(first, self._k)
        upto = session.pipeline.frames + 40
        self._read(session, lambda: session.pipeline.frames >= upto, "every frame")

    def _read(self, session: Session, done, what: str, talk: bool = False) -> None:
        for _ in range(READS):
            if done():
                return
            if talk:
                self._send(20)
            self._bus.now_s += READ_S
            session.step()
        raise NotBorne(f"after {READS} reads the session did not hear {what}: {session.pipeline.message}")

    def _send(self, frames: int) -> None:
        plugged = next(iter(self._bus.here.values()))
        # What nobody reads while the port is closed is gone, as on a real line.
        os.set_blocking(plugged.slave, False)
        uptime_s = int(self._bus.now_s - self._boot_s)
        # A banner says only once that it is the first after the boot.
        said, self._said_s = self._said_s, uptime_s
        data = (banner(uptime_s) if said != uptime_s else b"") + b"".join(
            frame(k, k - self._booted) for k in range(self._k, self._k + frames)
        )
        self._k += frames
        os.set_blocking(plugged.master, False)
        try:
            os.write(plugged.master, data)
        except BlockingIOError:
            return
        finally:
            os.set_blocking(plugged.master, True)

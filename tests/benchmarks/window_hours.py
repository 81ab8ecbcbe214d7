"""The real window for real minutes, with a board, a recording, one drill after the other and their sound: what is held
and how often it wakes, minute by minute.

`python tests/benchmarks/window_hours.py --minutes 60` prints a table as it goes. Where there is no display it runs on
Qt's platform without one. The sound goes to a device that plays nothing, at the pace of one.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    # Before Qt and the places of the user's data are asked for: nothing of the user's is touched.
    _HOME = TemporaryDirectory(prefix="tripod-hours-")
    os.environ |= {"XDG_DATA_HOME": _HOME.name, "XDG_CONFIG_HOME": _HOME.name, "XDG_CACHE_HOME": _HOME.name}
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import miniaudio
from endurance import now
from PySide6.QtCore import QTimer
from stage import check_picture, open_window, run_for

from tripod.live.session import Session
from tripod.live.snapshot import Phase
from tripod.sound.output import Output, Render, open_device
from tripod.sources import open_source
from tripod.views.main_window import MainWindow

DRILLS = ("tripod-hold", "hinge-reps")
COLUMNS = ("minute", "memory MB", "files", "threads", "wake-ups/s", "% of a core", "frames", "drills")
LOOK_S = 1.0


class _Drills:
    """Begins the next drill wherever none is under way."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        self._window, self._session, self.begun = window, session, 0

    def look(self) -> None:
        if self._session.snapshot().phase is not Phase.LIVE or self._session.drilling.under_way:
            return
        self._window.show_drills()
        self._window.drills.start(DRILLS[self.begun % len(DRILLS)], "both")
        self.begun += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it, print a line a minute, and say what a later minute had more than the first that counts."""
    parser = argparse.ArgumentParser(prog="window_hours.py", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--minute", type=float, default=60.0, metavar="SECONDS", help="how long a line stands for")
    parser.add_argument("--source", default="virtual:pupil,board=plate,habit=mt1_light,answers=yes")
    args = parser.parse_args(arguments)

    def silent(render: Render) -> Output:
        return open_device(render, backends=[miniaudio.Backend.NULL])

    with TemporaryDirectory(prefix="tripod-hours-") as folder:
        session = Session(open_source(args.source, window=True), open_sound=silent)
        session.record_from_start(Path(folder) / "recording")
        session.start()
        window, log = open_window(session, time.monotonic)
        drills = _Drills(window, session)
        timer = QTimer()
        timer.timeout.connect(drills.look)
        timer.start(round(1000 * LOOK_S))
        print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
        for minute in range(1, args.minutes + 1):
            wakes, used, frames, begin = _wakes(), time.process_time(), session.pipeline.frames, time.monotonic()
            run_for(args.minute)
            took = time.monotonic() - begin
            gc.collect()
            memory_mb, files, threads = now()
            cells = (
                str(minute), f"{memory_mb:.1f}", str(files), str(threads), f"{(_wakes() - wakes) / took:.0f}",
                f"{100 * (time.process_time() - used) / took:.1f}", str(session.pipeline.frames - frames),
                str(drills.begun),
            )  # fmt: skip
            print(f"| {' | '.join(cells)} |", flush=True)
            # Its own growth would else be measured.
            log.paints.clear()
        timer.stop()
        window.show_live()
        check_picture(window)
        window.close()
        print(session.recording.error or session.drill_said, file=sys.stderr)
    return int(bool(session.recording.error))


def _wakes() -> int:
    """How often a thread of this process has begun to wait; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw


if __name__ == "__main__":
    sys.exit(main())

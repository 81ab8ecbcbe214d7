"""`tripod live virtual:quiet`: prints the monotonic clock when the first sample is on the screen, and ends."""

import os
import sys
import time

from tripod.cli import main
from tripod.views.kit.screen_delay import ScreenDelay


def sample_was_painted(self: ScreenDelay, now_s: float, delay_s: float, new_s: float = 0.0) -> None:
    print(time.monotonic(), flush=True)
    os._exit(0)


ScreenDelay.add = sample_was_painted
sys.exit(main(["live", "virtual:quiet"]))

"""The board's side of `wire.py`: writes a virtual board's packets, or text lines, to stdout when they are due."""

import sys
import time

from packets import banner_and_frames, blocks, timed_packets
from peers import as_text


def main(scenario: str, how: str) -> None:
    """Make everything, say so, wait for the word, and write in real time."""
    if how == "text":
        lines = as_text(blocks(*banner_and_frames(scenario), 1)).splitlines(keepends=True)
        due = [(at, line) for (at, _), line in zip(timed_packets(scenario)[1:], lines, strict=False)]
    else:
        due = timed_packets(scenario)
    print("ready", file=sys.stderr, flush=True)
    sys.stdin.readline()
    start = time.monotonic()
    print(start, file=sys.stderr, flush=True)
    out = sys.stdout.buffer
    for at, data in due:
        early = start + at - time.monotonic()
        if early > 0:
            out.flush()
            time.sleep(early)
        out.write(data)
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

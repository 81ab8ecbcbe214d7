"""Bytes to blocks, as they come live."""

from packets import banner_and_frames, blocks
from peers import as_text, read_lines
from table import Effort, Measured, Row, cpu_s

from tripod import kernel
from tripod.device.receiver import Receiver

FRAMES_A_CALL = (2, 8, 16)
BUDGET_US = 3.0
STANDS_AT_US = {2: 6.0}
"""Where there is no compiled kernel."""
PEER = "readline() + float()"


def rows(effort: Effort) -> list[Row]:
    """One row for each number of frames a call."""
    seconds, repeats = effort.pick(4, 10), effort.pick(3, 7)
    banner, frames = banner_and_frames(f"quiet,board=insole,rate_hz=1000,seconds={seconds}")
    lines = as_text(blocks(banner, frames, 100))
    n_lines = lines.count(b"\n")
    peer = Measured.of(cpu_s(lambda: read_lines(lines)) / n_lines * 1e6 for _ in range(repeats))
    out: list[Row] = []
    for n in FRAMES_A_CALL:
        calls = [b"".join(frames[i : i + n]) for i in range(0, len(frames), n)]
        measured = Measured.of(_decode_s(banner, calls) / len(frames) * 1e6 for _ in range(repeats))
        name = f"decoder, live, {n} frames a call"
        known = STANDS_AT_US.get(n, 0.0) if kernel.compiled is None else 0.0
        out.append(Row(name, "µs a frame", measured, BUDGET_US, False, PEER, peer, stands_at=known))
    return out


def _decode_s(banner: bytes, calls: list[bytes]) -> float:
    receiver = Receiver()
    receiver.feed(banner, 0.0)

    def work() -> None:
        for number, data in enumerate(calls):
            receiver.feed(data, number / 100)

    return cpu_s(work)

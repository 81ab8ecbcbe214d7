"""Copies what both sketches share from `tripod/` into `tripod_any/`, because the Arduino IDE compiles nothing that lies
outside of a sketch's own folder. Run it after a change there; a test holds the copies equal."""

from pathlib import Path

HERE = Path(__file__).parent
FAST, PORTABLE = HERE / "tripod", HERE / "tripod_any"
SOURCES = ("bridge_judge.h", "cell_judge.h", "converters.h", "crc16.h", "group.h", "packet.cpp", "packet.h", "seal.cpp")
SOURCES += ("barrier.h", "seal.h", "send_ring.h", "status.h")
COPIES = {PORTABLE / "wiring.h": FAST / "wiring.h"} | {
    PORTABLE / "src" / "shared" / name: FAST / "src" / name for name in SOURCES
}
"""Copy: what it is a copy of."""

if __name__ == "__main__":
    for copy, original in COPIES.items():
        copy.write_bytes(original.read_bytes())

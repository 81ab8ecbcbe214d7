"""Builds the images that ship inside the program, into `tripod/firmware/images/`. Run it after a change of the
firmware; a test builds them, too, and holds what ships equal to the last byte.

They are what the compiler of Debian 12 makes (avr-gcc 5.4.0, the Arduino IDE's own is 7.3.0): another one makes other
bytes of the same program, and the test passes them over.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
IMAGES = HERE.parent / "tripod" / "firmware" / "images"
AVR = ("uno", "mega")
"""A Nano has an Uno's chip, and its image is the same."""
NOT_ON_A_PICO = {"INSOLE"}
"""It has three analog inputs."""


def builds() -> dict[str, str]:
    """Name of each build in `wiring.h` -> what its banner says."""
    text = (HERE / "tripod" / "wiring.h").read_text("utf-8")
    return dict(
        re.findall(r'#(?:el)?if BOARD == (\w+)\n(?://.*\n)*#ifndef TRIPOD_BOARD_NAME\n#define \w+ "(.+)"', text)
    )


def version() -> list[int]:
    """Of the firmware, as it stands in its banner."""
    found = re.search(r"kFirmwareVersion\[3\] = \{(\d+), (\d+), (\d+)\}", _settings())
    assert found
    return [int(part) for part in found.groups()]


def compiler(name: str = "avr-gcc") -> str:
    """A compiler's name and version."""
    said = subprocess.run([name, "-dumpversion"], check=True, capture_output=True, text=True).stdout
    return f"{name} {said.strip()}"


def make_avr(kind: str, name: str, into: Path) -> Path:
    """Build one for an AVR; `into`: a folder that may be used again for the same kind."""
    out = into / kind / name
    variables = (f"BOARD={kind}", f"OUT={out}", f"CORE_OUT={into / kind / 'core'}", f"DEFS=-DBOARD={name}")
    subprocess.run(["make", "-s", "-C", HERE, *variables], check=True, capture_output=True)
    return out / "tripod.hex"


def make_pico(name: str, into: Path) -> Path:
    """Build one for a Pico."""
    out = into / "pico" / name
    subprocess.run(
        ["make", "-s", "-C", HERE / "rp2040", "pico.uf2", f"BOARD={name}", f"OUT={out}"],
        check=True,
        capture_output=True,
    )
    return out / "pico.uf2"


def as_shipped(file: Path) -> bytes:
    """What ships of a file that was built: objcopy ends lines as DOS did, which a checkout may change."""
    return file.read_bytes().replace(b"\r\n", b"\n") if file.suffix == ".hex" else file.read_bytes()


def main() -> None:
    """Build and copy all of them."""
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, bytes] = {}
        for name, board in builds().items():
            made |= {f"{kind}/{board}.hex": as_shipped(make_avr(kind, name, Path(folder))) for kind in AVR}
            if name not in NOT_ON_A_PICO:
                made[f"pico/{board}.uf2"] = as_shipped(make_pico(name, Path(folder)))
    shutil.rmtree(IMAGES, ignore_errors=True)
    for place, data in made.items():
        (IMAGES / place).parent.mkdir(parents=True, exist_ok=True)
        (IMAGES / place).write_bytes(data)
    said = f'# Made by firmware_arduino/ship.py.\nversion = {version()}\ncompiler = "{compiler()}"\n'
    said += f'compiler_pico = "{compiler("arm-none-eabi-gcc")}"\n'
    (IMAGES / "images.toml").write_text(said, "utf-8")


def _settings() -> str:
    return (HERE / "tripod" / "src" / "settings.h").read_text("utf-8")


if __name__ == "__main__":
    main()

"""Where Python keeps what it compiles while the tests run, where nothing may be compiled beside the sources."""

import os
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path


def keep_compiled(folder: Path) -> None:
    """Keep what Python compiles in this folder. There it looks for compiled libraries, too: those that their installer
    compiled, which is most of all that a test imports, are taken over and need not be compiled again."""
    ending = f".{sys.implementation.cache_tag}.pyc"
    for library in () if folder.exists() else ("stdlib", "purelib"):
        for root, inside, names in os.walk(sysconfig.get_path(library)):
            inside[:] = [name for name in inside if name not in ("site-packages", "test")]
            if Path(root).name != "__pycache__":
                continue
            place = folder.joinpath(*Path(root).parent.parts[1:])
            place.mkdir(parents=True, exist_ok=True)
            for name in names:
                if name.endswith(ending):
                    with suppress(OSError):
                        (place / name).symlink_to(Path(root) / name)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    sys.pycache_prefix, sys.dont_write_bytecode = str(folder), False

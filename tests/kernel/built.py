"""The kernel as this checkout's sources make it, whatever is installed.

With the compiler's sanitizers (flags, then what must be loaded before Python):
TRIPOD_KERNEL_FLAGS="-g -fsanitize=address,undefined -fno-sanitize-recover" ASAN_OPTIONS=detect_leaks=0 \
    LD_PRELOAD="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)" python -m pytest tests/kernel
"""

import os
import subprocess
import sysconfig
from functools import cache
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from shutil import which
from tempfile import mkdtemp
from types import ModuleType

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "tripod" / "kernel").glob("*.c"))
COMPILER = which("cc") or which("gcc") or which("clang")
HEADERS = Path(sysconfig.get_paths()["include"])


@cache
def built() -> ModuleType:
    """Compiled anew, every warning an error; the test that asks is skipped where nothing can compile it."""
    if COMPILER is None or not (HEADERS / "Python.h").is_file():
        pytest.skip("a C compiler with Python's headers is missing: apt-get install gcc python3-dev")
    to = Path(mkdtemp(prefix="tripod-kernel-")) / "_kernel.abi3.so"
    flags = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter", "-ffp-contract=off"]
    flags += os.environ.get("TRIPOD_KERNEL_FLAGS", "").split()
    subprocess.run(
        [COMPILER, *flags, "-shared", "-fPIC", f"-I{HEADERS}", *map(str, SOURCES), "-o", str(to)], check=True
    )
    loader = ExtensionFileLoader("_kernel", str(to))
    spec = spec_from_loader("_kernel", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module

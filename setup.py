"""The kernel, which is compiled where a compiler is (`tripod/kernel/kernel.c` says what it does). All else about the
package is in pyproject.toml, which cannot say this to setuptools before 74."""

import os
import sys
import sysconfig
from glob import glob

from setuptools import Extension, setup

# One build for every Python from 3.11 on; a Python without the global lock has no such builds.
# On 32 bits a double may be longer on its way than in memory.
limited = not sysconfig.get_config_var("Py_GIL_DISABLED") and sys.maxsize > 1 << 32
setup(
    ext_modules=[
        Extension(
            "tripod.kernel._kernel",
            sorted(glob("tripod/kernel/*.c")),
            # No product may be fused with a sum: numpy's are not.
            extra_compile_args=[] if os.name == "nt" else ["-ffp-contract=off"],
            depends=["tripod/kernel/kernel.h"],
            py_limited_api=limited,
            # Where it cannot be compiled, the Python beside each call does the work.
            optional=True,
        )
    ]
    if limited
    else [],
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if limited else {},
)

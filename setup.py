"""The kernel (`tripod/kernel/kernel.c`), which is compiled where a compiler is. All else about the package is in
pyproject.toml, which cannot say this to setuptools before 74."""

import os
import sysconfig

from setuptools import Extension, setup

# One build for every Python from 3.11 on; a Python without the global lock has no such builds.
limited = not sysconfig.get_config_var("Py_GIL_DISABLED")
setup(
    ext_modules=[
        Extension(
            "tripod.kernel._kernel",
            ["tripod/kernel/kernel.c"],
            # No product may be fused with a sum: numpy's are not.
            extra_compile_args=[] if os.name == "nt" else ["-ffp-contract=off"],
            py_limited_api=limited,
            # Where it cannot be compiled, the Python beside each call does the work.
            optional=True,
        )
    ]
    if limited
    else [],
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if limited else {},
)

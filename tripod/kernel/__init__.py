"""Whether the compiled kernel (`kernel.c`) is there. Without it everything is the same to the bit, and decoding costs
three times as much, measuring twice."""

import os

try:
    from tripod.kernel import _kernel
except ImportError:
    _kernel = None

BUILD = 4
"""A build with another number is of other sources."""

compiled = _kernel if _kernel is not None and _kernel.BUILD == BUILD and not os.environ.get("TRIPOD_PURE") else None
"""The kernel; None where nobody compiled it, or where TRIPOD_PURE is set. Ask at each call: tests take it away."""

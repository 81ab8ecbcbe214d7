"""Where blocks come from: a port, a virtual board, or a recording. Nothing downstream can tell which."""

from tripod.device.items import SourceError
from tripod.sources.clock import Clock, fast_clock
from tripod.sources.opening import open_folder, open_source
from tripod.sources.port_permission import permission_command, permission_help, permission_step
from tripod.sources.ports import PortInfo, list_ports

__all__ = [
    "Clock",
    "PortInfo",
    "SourceError",
    "fast_clock",
    "list_ports",
    "open_folder",
    "open_source",
    "permission_command",
    "permission_help",
    "permission_step",
]

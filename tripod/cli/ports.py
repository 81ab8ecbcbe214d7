"""`ports`: the serial ports, the likeliest board first."""

import argparse
import json

from tripod.sentences import sentence
from tripod.sources import list_ports


def ports(args: argparse.Namespace) -> int:
    """`tripod ports`."""
    ports = list_ports()
    if args.json:
        print(json.dumps([vars(p) for p in ports]))
        return 0
    if not ports:
        print(sentence("listen.no_port"))
    for port in ports:
        print(f"{port.device:20} {port.description:28} {port.reason}")
    return 0

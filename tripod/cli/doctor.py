"""`doctor`: what is wrong with this machine, and with a board."""

import argparse

from tripod.cli.can_open_window import display, qt_missing
from tripod.cli.source_options import clock_of
from tripod.live.doctor import examine, examine_machine
from tripod.sources import list_ports, open_source, permission_step


def doctor(args: argparse.Namespace) -> int:
    """`tripod doctor`."""
    for line in examine_machine(display(), qt_missing(), list_ports(), permission_step()):
        print(line)
    if not args.source:
        return 0
    clock = clock_of(args)
    source = open_source(args.source, clock=clock)
    for line in examine(source, clock, args.seconds):
        print(line)
    return 0

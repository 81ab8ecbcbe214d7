"""The commands. Each is loaded only when it is asked for, so that `--help` and a typing error answer at once."""

import argparse
from collections.abc import Callable

from tripod.cli.can_open_window import need_qt, need_window

Command = Callable[[argparse.Namespace], int]


def window() -> Command:
    """`tripod` alone."""
    need_window()
    from tripod.cli.window import window

    return window


def live() -> Command:
    """`tripod live`."""
    need_window()
    from tripod.cli.window import live

    return live


def demo() -> Command:
    """`tripod demo`."""
    need_qt()
    from tripod.cli.window import demo

    return demo


def monitor() -> Command:
    """`tripod monitor`."""
    from tripod.cli.listen import monitor

    return monitor


def record() -> Command:
    """`tripod record`."""
    from tripod.cli.listen import record

    return record


def analyze() -> Command:
    """`tripod analyze`."""
    from tripod.cli.analyze import analyze

    return analyze


def export() -> Command:
    """`tripod export`."""
    from tripod.cli.export import export

    return export


def report() -> Command:
    """`tripod report`."""
    from tripod.cli.report import report

    return report


def calibrate() -> Command:
    """`tripod calibrate`."""
    from tripod.cli.calibrate import calibrate

    return calibrate


def drill() -> Command:
    """`tripod drill`."""
    from tripod.cli.drill import drill

    return drill


def people() -> Command:
    """`tripod people`."""
    from tripod.cli.people import people

    return people


def history() -> Command:
    """`tripod history`."""
    from tripod.cli.history import history

    return history


def ports() -> Command:
    """`tripod ports`."""
    from tripod.cli.ports import ports

    return ports


def boards() -> Command:
    """`tripod boards`."""
    from tripod.cli.boards import boards

    return boards


def doctor() -> Command:
    """`tripod doctor`."""
    from tripod.cli.doctor import doctor

    return doctor


def flash() -> Command:
    """`tripod flash`."""
    from tripod.cli.flash import flash

    return flash

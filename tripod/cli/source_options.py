"""What the options that name a source say: the clock to listen by, and the feet."""

import argparse

from tripod.balance.geometry import Feet
from tripod.boards import FEET
from tripod.cli.failed import Failed
from tripod.sentences import sentence
from tripod.sources import Clock, fast_clock


def clock_of(args: argparse.Namespace) -> Clock:
    """The clock to listen by: with `--fast`, one that does not wait.

    Raises:
        Failed: `--fast` with a source that is not virtual.
    """
    if not getattr(args, "fast", False):
        return Clock()
    if not args.source.startswith("virtual"):
        raise Failed(sentence("listen.fast_is_for_virtual_boards"))
    return fast_clock()


def feet(args: argparse.Namespace) -> Feet | None:
    """The feet that the user named, None to take what the source knows."""
    return Feet(args.foot_mm) if args.foot_mm else None


def turned_deg(args: argparse.Namespace) -> dict[str, float] | None:
    """By how much the toes of each foot point outward, as the user said; None where nothing was said."""
    return dict(zip(FEET, args.turned, strict=True)) if args.turned else None

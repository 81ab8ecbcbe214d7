"""The command line. Everything that the window does to data can be done here without it.

Exit codes: 0 done, 1 the thing asked for failed (one plain sentence on stderr), 2 wrong usage.
"""

import gc
import os
import signal
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn

from tripod.cli.commands import Command
from tripod.cli.failed import Failed
from tripod.cli.language import written_in
from tripod.cli.parser import make_parser
from tripod.sentences import ENGLISH, sentence, use_language

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print "±" gets a "?" for it, not a traceback.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    own = written_in(sys.argv[1:] if argv is None else argv)
    use_language(own)
    args = make_parser().parse_args(argv)
    args.written_in = own
    if getattr(args, "json", False):
        # What a program reads is the same wherever it is made, and what is said beside it is of the same run.
        use_language(ENGLISH)
    _end_like_ctrl_c()
    with _no_collection():
        # Only now: they bring numpy along, and the help needs neither.
        from tripod.device.items import SourceError
        from tripod.live.commands import Refused
    try:
        if args.person is not None:
            # Before a port is opened or a folder made for somebody who is not here.
            with _no_collection():
                from tripod.cli.person import find_person
            args.person = find_person(args.person)
        with _no_collection():
            command: Command = args.load()
        return command(args)
    except (Failed, SourceError, Refused) as error:
        print(f"tripod: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left; a traceback about it would help nobody.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("TRIPOD_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        print(f"tripod: {sentence('failed.not_foreseen', what=what)}", file=sys.stderr)
        return 1


@contextmanager
def _no_collection() -> Generator[None, None, None]:
    """No garbage is collected while modules are loaded, and none is looked for in them later.

    Modules, classes and functions stay until the end: to look through them again and again while they are made takes
    a tenth of the time to the first picture, and later makes the longest pauses of the live view longer.
    """
    loaded = len(sys.modules)
    gc.disable()
    try:
        yield
        if len(sys.modules) > loaded:
            gc.freeze()
    finally:
        gc.enable()


def _end_like_ctrl_c() -> None:
    """Being terminated ends a recording as Ctrl+C does, with its summary."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with suppress(ValueError):
        # Only the main thread may; in a test that calls `main` from another there is nobody to terminate.
        signal.signal(signal.SIGTERM, stop)

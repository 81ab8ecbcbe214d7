"""Does one thing after another beside the window, and can be stopped: writing a firmware, or examining a step."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal

from tripod.acceptance import Finding, NoStep
from tripod.device.items import SourceError
from tripod.firmware.images import NoImage
from tripod.firmware.progress import Progress
from tripod.firmware.troubles import CannotWrite
from tripod.live.acceptance import Asked, Done, Known, Stopped
from tripod.sentences import sentence
from tripod.views.kit.background_work import BackgroundWork

Told = Progress | Known | Asked | Finding | Done
"""What a piece gives: of a writing how far it is, of an examination what is asked for and found."""
Steps = Callable[[Callable[[], bool]], Iterator[Told]]
"""What is to be done, piece by piece; it is given what says whether somebody stopped it."""


class BoardWork(BackgroundWork):
    """One board, one thing at a time."""

    told = Signal(object)
    """What each piece gave."""
    ended = Signal(str)
    """Why it failed, in one sentence; "" where it did not."""

    def begin(self, steps: Steps) -> None:
        """Do this."""
        self._start(lambda: self._run(steps))

    def _run(self, steps: Steps) -> None:
        why = ""
        try:
            for told in steps(self._stop.is_set):
                self.told.emit(told)
        except Stopped:
            why = sentence("view_new_board.stopped")
        except (CannotWrite, NoImage, NoStep, SourceError) as error:
            why = str(error)
        except Exception as error:
            why = sentence("failed.not_foreseen", what=f"{type(error).__name__}: {error}"[:200])
            raise
        finally:
            self.ended.emit(why)

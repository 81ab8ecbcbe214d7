"""A source that is read, on a thread of its own or step by step, and whoever hears what comes."""

import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self

from tripod.device.items import Item, SourceError, Zeroed
from tripod.live.commands import Commands
from tripod.live.pipeline import Pipeline
from tripod.live.recent_window import Window
from tripod.live.sink import Heard, Sink
from tripod.live.snapshot import Phase
from tripod.sentences import sentence
from tripod.sources.source import Source
from tripod.sources.stream import GATHER_S, gather

PICTURE_S, AWAY_S = 0.016, 0.05
"""What comes within so long goes on together: where a picture is made of each block, and where nobody sees one."""
OBEY_S = 0.02
"""While nothing comes any more, what is asked for is looked at so often."""


class Reading(ABC):
    """Reads the source on a thread of its own (`start`), or step by step (`step`) where nobody needs a window."""

    def __init__(self, source: Source, pipeline: Pipeline) -> None:
        self.source, self.pipeline = source, pipeline
        self._commands = Commands()
        self._stop = threading.Event()
        self.on_read: Callable[[], None] = lambda: None
        """Called on the reading thread after what came was taken."""
        self._gather_s = GATHER_S

    @property
    @abstractmethod
    def sinks(self) -> tuple[Sink, ...]:
        """Who hears what comes, in this order."""

    @abstractmethod
    def _heeds(self, item: Item) -> bool:
        """Whether an item of the source is taken at all."""

    @abstractmethod
    def _prepare(self) -> None:
        """After the pipeline has taken an item and before anybody hears it.

        Raises:
            SourceError: the source must not be read on.
        """

    @abstractmethod
    def _look_after(self) -> None:
        """What need not happen at each block; called between two reads."""

    @abstractmethod
    def _before_close(self) -> None:
        """The last thing that is done while everybody still listens."""

    def window(self, seconds: float) -> Window:
        """The last seconds of what is shown."""
        return self.pipeline.window(seconds)

    def watched(self, *, closely: bool) -> None:
        """A window shows a picture of each block, or none that moves: what comes may wait for what follows."""
        self._gather_s = PICTURE_S if closely else AWAY_S

    def _gather(self, *, soon: bool) -> None:
        """To be called now and then. `soon`: somebody waits for what follows from it, as a drill's cues do."""
        gather(self.source, GATHER_S if soon else self._gather_s)

    def start(self) -> Self:
        """Read on a thread of its own until `close`."""
        # A window that paints holds the interpreter's lock for milliseconds; ask for it back sooner.
        sys.setswitchinterval(0.0005)
        self._commands.begin(threading.Thread(target=self._run, name="pipeline", daemon=True))
        return self

    def step(self) -> bool:
        """Read once and take what came; False once the source is at its end.

        Raises:
            SourceError: it cannot go on.
        """
        self._commands.obey()
        items = self.source.read()
        with self._commands.lock:
            for item in items:
                if self._heeds(item):
                    self._take(item)
        return self.pipeline.phase is not Phase.ENDED

    def close(self) -> None:
        """Stop reading, let everybody finish, close the source."""
        self._stop.set()
        self._commands.join()
        self._commands.obey()
        self._before_close()
        for sink in self.sinks:
            sink.finish()
        self.source.close()

    def _run(self) -> None:
        try:
            while not self._stop.is_set() and self.step():
                self.on_read()
                self._look_after()
        except SourceError as error:
            self.pipeline.fail(str(error))
        except Exception as error:
            # Without this the window would go on showing the last picture as if it were live.
            self.pipeline.fail(sentence("stopped.not_foreseen", kind=type(error).__name__, why=error))
        with self._commands.lock:
            self._ended()
        while not self._stop.wait(OBEY_S):
            self._commands.obey()

    @abstractmethod
    def _ended(self) -> None:
        """Nothing more comes; the source is not closed yet."""

    def _take(self, item: Item) -> None:
        for part in self.pipeline.parts(item):
            heard = self.pipeline.take(part)
            self._prepare()
            self._tell(heard)

    def _tell(self, heard: Heard) -> None:
        for sink in self.sinks:
            sink.take(heard)

    def _tell_zero(self, item: Zeroed) -> None:
        """A zero that was taken here: the pipeline has it already."""
        self._tell(Heard(item))

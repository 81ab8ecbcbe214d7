"""Says on the standard error what the pipeline noticed, as soon as it did."""

import sys

from tripod.live.pipeline import Pipeline


class Notices:
    """Of one pipeline; each is said once."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline, self._said = pipeline, 0

    def tell(self) -> None:
        """Say what is new."""
        for notice in self._pipeline.notices[self._said :]:
            print(f"tripod: {notice}", file=sys.stderr)
        self._said = len(self._pipeline.notices)

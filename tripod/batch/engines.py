"""Where jobs are done: one after the other in this process, or by the workers of a Dask cluster."""

import logging
from collections.abc import Iterator
from itertools import islice

from tripod.batch.cannot_run import CannotRun
from tripod.batch.part import Done, Job, do
from tripod.sentences import sentence

AHEAD = 4
"""Jobs under way for each worker: enough that none waits, few enough that memory stays flat however many there are."""
WITHOUT_PROFILES = {"distributed.worker.profile.enabled": False}
"""Of workers on this machine. Dask looks every 10 ms at what a worker does, and keeps what it saw of each second for an
hour: a tenth of a megabyte each, which nobody reads."""


def in_this_process(jobs: Iterator[Job]) -> Iterator[Done]:
    """One after the other."""
    return map(do, jobs)


class OnDask:
    """Workers of a cluster."""

    def __init__(self, scheduler: str = "", workers: int = 0) -> None:
        """`scheduler`: its address (`tcp://host:8786`); "" for workers on this machine, `workers` of them, 0 for one a
        core."""
        self._scheduler, self._workers = scheduler, workers

    def __call__(self, jobs: Iterator[Job]) -> Iterator[Done]:
        """Do them all; which is done first is given first.

        Raises:
            CannotRun: Dask is missing, the cluster cannot be reached, or a part cannot be made.
        """
        try:
            import dask.config  # noqa: PLC0415, an extra, and dear
            from distributed import Client, LocalCluster, as_completed  # noqa: PLC0415
        except ImportError:
            raise CannotRun(sentence("batch.extra_missing", library="dask")) from None
        local: LocalCluster | None = None
        try:
            if not self._scheduler:
                with dask.config.set(WITHOUT_PROFILES):
                    local = LocalCluster(
                        n_workers=self._workers or None,
                        threads_per_worker=1,
                        processes=True,
                        # Any port: nobody looks, and another cluster may have the usual one.
                        dashboard_address=":0",
                        silence_logs=logging.ERROR,
                    )
            client = Client(local or self._scheduler)
        except (OSError, TimeoutError, ValueError) as error:
            raise CannotRun(sentence("batch.no_cluster", address=self._scheduler, why=error)) from error
        try:
            workers = max(len(client.scheduler_info()["workers"]), 1)
            # A part has a name of its own: done twice, it would be the same.
            under_way = as_completed([client.submit(do, job, pure=False) for job in islice(jobs, AHEAD * workers)])
            for future in under_way:
                yield future.result()
                for job in islice(jobs, 1):
                    under_way.add(client.submit(do, job, pure=False))
        finally:
            client.close()
            if local is not None:
                local.close()

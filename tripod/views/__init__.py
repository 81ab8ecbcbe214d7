"""The window: the only place that imports Qt. It polls snapshots and never holds up the pipeline."""

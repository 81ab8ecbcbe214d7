"""Why there is no report."""


class NoReport(ValueError):
    """One plain sentence."""

"""Where the user's calibrations lie."""

from platformdirs import user_data_path

from tripod.record.calibrations import Store


def calibration_store() -> Store:
    """The user's calibrations."""
    return Store(user_data_path("tripod", appauthor=False) / "calibrations")

"""Lists the saved calibrations of the board that is being read."""

from tripod.balance.setup import Setup
from tripod.calibration.store import CalibrationVersion, Store
from tripod.force.calibration import CalibrationError
from tripod.storage.schemas.calibration import proof_of


def versions(setup: Setup, store: Store) -> list[CalibrationVersion]:
    """The board's saved calibrations, oldest first; one that cannot be read says so as its verdict."""
    board_id = setup.banner.board_id
    using = store.in_use(board_id)
    found: list[CalibrationVersion] = []
    for number in store.versions(board_id):
        try:
            kept = store.load(setup.board, board_id, number)
        except CalibrationError as error:
            found.append(CalibrationVersion(number, "", "unreadable", str(error), number == using))
            continue
        if kept:
            verdict = proof_of(kept[1]).verdict
            found.append(CalibrationVersion(number, kept[0].made, kept[0].kind, verdict, number == using))
    return found

"""Says so where a foot, or both, load the board beyond what it may carry."""

from tripod.balance.balance import Balance
from tripod.balance.setup import Setup
from tripod.boards import FEET
from tripod.sentences import sentence


def overload(setup: Setup, balance: Balance) -> str:
    """One sentence if the load of a foot, or of both, exceeds the board's limit; "" if not."""
    limits, newtons = setup.board.limits, setup.board.claims.newtons
    for foot in setup.board.feet:
        load = balance.load_n[-1, FEET.index(foot)]
        if load > limits.max_foot_n:
            return sentence(
                "overload.foot_newtons" if newtons else "overload.foot_index",
                foot=foot,
                load=load,
                most=limits.max_foot_n,
            )
    total = balance.total_n[-1]
    if total > limits.max_total_n:
        return sentence(
            "overload.total_newtons" if newtons else "overload.total_index", load=total, most=limits.max_total_n
        )
    return ""

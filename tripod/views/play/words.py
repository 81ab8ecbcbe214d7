"""The words of the board that is played."""

from tripod.boards import FEET, Board, plain_point
from tripod.sentences import sentence
from tripod.views.play.next_thing import Thing
from tripod.virtual.played_actions import Posture, Trouble


def asked(thing: Thing, board: Board) -> str:
    """What is asked for, one sentence."""
    cell = board.cells[thing.cell].plain if thing.cell is not None else ""
    point = plain_point(thing.point, thing.foot) if thing.point else ""
    return sentence(
        f"view_play_asks.{thing.what.value}", cell=cell, foot=thing.foot, point=point, mass=thing.kg, mark=thing.mark
    )


def trouble_name(trouble: Trouble) -> str:
    """What a trouble is called on its button."""
    return sentence(f"view_play_trouble.{trouble.value}")


def feet_name(feet: tuple[str, ...]) -> str:
    """Which feet stand there."""
    return sentence(f"view_play_feet.{'both' if len(feet) == len(FEET) else feet[0] if feet else 'none'}")


def toes_name(times: float) -> str:
    """How the toes are."""
    return sentence(f"view_play_toes.{'lifted' if times < 0.5 else 'pressed' if times > 1.5 else 'down'}")


def standing_said(meant: Posture, load_n: tuple[float, float]) -> str:
    """Who stands there, for those who do not see it."""
    left, right = (f"{n:.0f}" for n in load_n)
    said = [sentence("view_play_board.loads", left=left, right=right)]
    said += [sentence("view_play_board.mass_there", mass=m.kg) for m in meant.masses]
    if meant.in_hands_kg:
        said.append(sentence("view_play_board.mass_in_hands", mass=meant.in_hands_kg))
    if meant.trouble.trouble is not None:
        said.append(trouble_name(meant.trouble.trouble))
    if not meant.plugged:
        said.append(sentence("view_play_board.unplugged"))
    return ". ".join(said)

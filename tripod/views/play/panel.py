"""The panel of a board that is played: what is asked for, the board from above, and a button for each key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tripod.boards import GRAVITY
from tripod.sentences import sentence
from tripod.views.calibrate.body import Now
from tripod.views.kit.pace import MAP_S, SPOKEN_S, TEXT_S, Every
from tripod.views.kit.theme import BODY, MARGIN, SMALL, STRONG, Theme
from tripod.views.kit.widgets import KeyButton, Line, LinkButton
from tripod.views.kit.words import Words
from tripod.views.play.board_view import PlayBoard
from tripod.views.play.controls import GAP_PX, ROW_PX, PlayControls
from tripod.views.play.handle import DrawerHandle
from tripod.views.play.keys import NAMES, REPEATS, Does, Meant, meant_by
from tripod.views.play.next_thing import Thing, next_thing
from tripod.views.play.player import Player
from tripod.views.play.words import asked, standing_said

WIDE = 332
AGAIN_S = 6.0
"""What did not help is done again after this."""
_FEET = (("left", "right"), ("left",), ("right",))


class PlayPanel(QWidget):
    """Beside the pages, as long as the board is one that is played; folded up to a handle where there is no room."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        """`parent`: at whose edge the handle lies."""
        super().__init__(parent)
        self.theme = theme
        self.player: Player | None = None
        self.thing: Thing | None = None
        self.folded = self._offered = False
        self._map, self._text, self._spoken = Every(MAP_S), Every(TEXT_S), Every(SPOKEN_S)
        self._drill = self._keys_lent = False
        self._asked_kg = 0.0
        self._done: tuple[Thing, float] | None = None
        """What was done by itself last, and when in the board's time."""
        self.asks = Line("", theme, "muted", SMALL, STRONG)
        self.says = Line("", theme, "text", BODY, STRONG)
        self.do_it = KeyButton(sentence("view_play_does.do_it"), NAMES[Does.DO_IT], theme)
        self.each_time = KeyButton(sentence("view_play_panel.each_time"), "Shift+G", theme)
        self.board = PlayBoard(theme, words)
        self.hint = Line(sentence("view_play_panel.hint"), theme, "muted", SMALL)
        self.controls = PlayControls(theme)
        self.fold = LinkButton(sentence("view_play_panel.fold"), theme)
        unfold = sentence("view_play_panel.unfold")
        self.unfold = DrawerHandle(sentence("view_play_panel.play"), "V", unfold, theme, parent)
        self.do_it.clicked.connect(lambda: self.does(Meant(Does.DO_IT)))
        self.each_time.clicked.connect(self._toggle_each_time)
        self.controls.pressed.connect(self._button_pressed)
        self.unfold.clicked.connect(lambda: self.set_folded(False))
        self.fold.clicked.connect(lambda: self.set_folded(True))
        self._lay_out()
        self.setFixedWidth(WIDE)
        self.setAccessibleName(sentence("view_play_panel.name"))
        self.hide()

    def _lay_out(self) -> None:
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(38)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        top, do = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.asks, 1)
        top.addWidget(self.fold)
        do.setSpacing(GAP_PX)
        for button in (self.do_it, self.each_time):
            button.setFixedHeight(ROW_PX)
            do.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, 12, 10)
        column.setSpacing(GAP_PX)
        column.addLayout(top)
        column.addWidget(self.says)
        column.addLayout(do)
        column.addWidget(self.board, 1)
        column.addWidget(self.hint)
        column.addWidget(self.controls)

    def set_folded(self, folded: bool) -> None:
        """Fold the panel up to a handle at the edge; its keys hold all the same."""
        self.folded = folded
        self.offer(self._offered)

    def offer(self, offered: bool) -> None:
        """Whether it stands beside the page that is on the screen, as panel or as handle."""
        self._offered = offered
        self.setVisible(offered and not self.folded)
        if offered and self.folded:
            self.unfold.open()
        else:
            self.unfold.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def open(self, player: Player | None) -> None:
        """Play this board; None: there is none to play."""
        if self.player is not None:
            self.player.let_go()
        self.player, self.thing, self._done, self._asked_kg = player, None, None, 0.0
        self.board.open(player)
        self.controls.open(player)
        self.each_time.set_strong(False)
        for every in (self._map, self._text, self._spoken):
            every.reset()
        self.offer(player is not None)

    def due(self, now_s: float) -> bool:
        """Whether it is time for another picture."""
        return self._map.due(now_s)

    def follow(self, wizard: Now | None, now_s: float, *, drill: bool, keys_lent: bool = False) -> None:
        """Show the newest picture. `wizard`: the calibration that is shown; `drill`: a drill is under way;
        `keys_lent`: the page lets the board have its keys."""
        player = self.player
        if player is None:
            return
        now = player.played.now()
        self._drill, self._keys_lent = drill, keys_lent
        self.thing = self._asked_by(wizard, player)
        self._do_by_itself(player, now.t_s, now.under_way)
        self.board.puts_mass = self.controls.click_puts
        self.board.show_now(now, self.thing)
        if not self._text.due(now_s):
            return
        self._show_text(player)
        if self._spoken.due(now_s):
            said = standing_said(player.meant, now.load_n)
            self.board.setAccessibleDescription(f"{said}. {self.says.text()}")

    @staticmethod
    def _asked_by(wizard: Now | None, player: Player) -> Thing | None:
        if wizard is None:
            return None
        return next_thing(wizard.view, wizard.answers, wizard.board, player.meant, player.played.length_mm)

    def _show_text(self, player: Player) -> None:
        thing, drill = self.thing, self._drill
        if thing is not None:
            asks = sentence("view_play_panel.the_wizard_asks")
        elif drill:
            asks = sentence("view_play_panel.in_a_drill")
        else:
            asks = sentence("view_play_panel.you_weigh", kg=round(player.played.weight_n / GRAVITY, 1))
        self.asks.set_text(asks.upper())
        if thing is not None:
            self.says.set_text(asked(thing, player.board))
        else:
            by_itself = player.meant.by_itself
            self.says.set_text(sentence("view_play_panel.by_itself" if by_itself else "view_play_panel.yours"))
        if thing is not None and thing.kg and thing.kg != self._asked_kg:
            player.kg = self._asked_kg = thing.kg
            self.controls.fill_numbers()
        self.do_it.setEnabled(drill or player.meant.by_itself if thing is None else bool(thing.script))
        self.do_it.set_strong(player.meant.by_itself)
        self.each_time.setEnabled(thing is not None)
        # Without the focus the keys that the page has a use for are the page's; a step on the board has none.
        own = self.board.hasFocus()
        self.fold.setText(sentence("view_play_panel.fold_by_key" if own else "view_play_panel.fold"))
        self.hint.set_text(
            sentence("view_play_panel.hint" if own or self._keys_lent else "view_play_panel.hint_of_page")
        )
        self.controls.show_now()

    def _do_by_itself(self, player: Player, t_s: float, under_way: bool) -> None:
        thing = self.thing
        if not self.each_time.strong or thing is None or not thing.script or under_way:
            return
        if self._done is not None and self._done[0] == thing and t_s - self._done[1] < AGAIN_S:
            return
        self._done = thing, t_s
        player.do_thing(thing)

    def _button_pressed(self, value: str) -> None:
        self.does(Meant(Does(value)))

    def does(self, meant: Meant, down: bool = True) -> None:
        """Do what a key or its button means; `down` is False when a key is let go."""
        player = self.player
        if player is None:
            return
        if meant.does is Does.PRESS:
            player.press(meant.cell, down)
        elif down:
            self._acts(player)[meant.does]()
            self._text.reset()

    def _acts(self, player: Player) -> dict[Does, Callable[[], None]]:
        return {
            Does.STEP: player.step,
            Does.FEET: lambda: self._other_feet(player),
            Does.LEFT: lambda: player.shift(-1),
            Does.RIGHT: lambda: player.shift(1),
            Does.FORWARD: lambda: player.lean(1),
            Does.BACK: lambda: player.lean(-1),
            Does.OUTWARD: lambda: player.roll_feet(1),
            Does.INWARD: lambda: player.roll_feet(-1),
            Does.UPRIGHT: player.upright,
            Does.ROUND: player.go_round,
            Does.MASS: lambda: player.mass(self.thing),
            Does.BAR: player.bar,
            Does.TOES: player.toes,
            Does.HOLD_ON: player.hold_on,
            Does.FAULT: self.controls.toggle_faults,
            Does.PLUG: player.plug,
            Does.DO_IT: lambda: self._do_it(player),
            Does.EACH_TIME: self._toggle_each_time,
        }

    def _toggle_each_time(self) -> None:
        """Do by itself whatever is asked for, or no longer."""
        if self.each_time.isEnabled():
            self.each_time.set_strong(not self.each_time.strong)

    def _do_it(self, player: Player) -> None:
        if self.thing is not None:
            player.do_thing(self.thing)
        elif self._drill or player.meant.by_itself:
            player.let_do()

    @staticmethod
    def _other_feet(player: Player) -> None:
        if len(player.board.feet) > 1:
            at = _FEET.index(player.meant.feet) if player.meant.feet in _FEET else -1
            player.stand_on(_FEET[(at + 1) % len(_FEET)])

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key means something on this board."""
        return self.player is not None and meant_by(event.key(), event.modifiers(), self.player.board) is not None

    def key(self, event: QKeyEvent, down: bool) -> bool:
        """Whether a key that was pressed or let go means something here; it is done then."""
        if self.player is None:
            return False
        meant = meant_by(event.key(), event.modifiers(), self.player.board)
        if meant is None:
            return False
        if not event.isAutoRepeat() or (down and meant.does in REPEATS):
            self.does(meant, down)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.theme.background)
            painter.fillRect(self.width() - 1, 0, 1, self.height(), self.theme.edge)

"""One small change at a time to a module's source, found on its syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
LOGIC = {ast.And: ast.Or, ast.Or: ast.And}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


@dataclass(frozen=True)
class Mutant:
    """A module with one change in it."""

    line: int
    before: str
    after: str
    source: str
    """The whole changed module."""


@dataclass(frozen=True)
class Place:
    """Where a module can be changed, and to which of the things that may stand there instead."""

    path: Path
    node: int
    choice: int

    def mutant(self) -> Mutant:
        """The module with that change."""
        tree = ast.parse(self.path.read_text("utf-8"))
        node = list(_walk(tree))[self.node]
        before, new = ast.unparse(node), _changes(node)[self.choice]
        if type(new) is type(node):
            node.__dict__.update(new.__dict__)
        else:
            _put(tree, node, new)
        ast.fix_missing_locations(tree)
        return Mutant(getattr(node, "lineno", 0), before, ast.unparse(new), ast.unparse(tree))


def places(path: Path) -> list[Place]:
    """Every place of the module at `path`, in the order of its text."""
    nodes = _walk(ast.parse(path.read_text("utf-8")))
    return [Place(path, k, choice) for k, node in enumerate(nodes) for choice in range(len(_changes(node)))]


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but annotations and decorators, which compute nothing, and `strict=True`, which is an assertion."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.keyword) and child.arg == "strict"):
                yield from _walk(child)


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                setattr(parent, name, [new if child is old else child for child in value])


def _changes(node: ast.AST) -> list[ast.AST]:
    """What this node may become."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            return [ast.BinOp(left, ARITHMETIC[type(op)](), right)]
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in ARITHMETIC:
            return [ast.AugAssign(target, ARITHMETIC[type(op)](), value)]
        case ast.BoolOp(op=op, values=values):
            return [ast.BoolOp(LOGIC[type(op)](), values)]
        case ast.Compare(left=left, ops=ops, comparators=others):
            return [
                ast.Compare(left, [*ops[:k], new(), *ops[k + 1 :]], others)
                for k, op in enumerate(ops)
                for new in COMPARISONS[type(op)]
            ]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            return [operand]
        case ast.Constant(value=bool(value)):
            return [ast.Constant(not value)]
        case ast.Constant(value=int(value)):
            return [ast.Constant(value + 1), ast.Constant(value - 1)]
        case ast.Constant(value=float(value)):
            return [ast.Constant(2 * value), ast.Constant(value / 2)] if value else [ast.Constant(1.0)]
    return []

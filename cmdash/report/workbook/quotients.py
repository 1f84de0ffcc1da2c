"""Quotients of what stands beside them, as formulas of cells: written where they give the very figure of the report."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cmdash.catalog.quotients import TOTAL, quotients
from cmdash.report.workbook.formulas import EXACT

SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True)
class Cells:
    """Where the values of a column stand, from the first row to the last; None where a cell holds no number."""

    place: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Beside:
    """What a formula may name: cells of the line by id, and whole columns of its table."""

    cells: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    columns: Mapping[str, Cells] = field(default_factory=dict)


def quotient(name: str, value: float, beside: Beside) -> str | None:
    """The formula of a figure from what stands beside it; None where nothing there gives exactly this value."""
    for way in quotients().get(name, ()):
        try:
            text, found = _made(way, beside)
        except (KeyError, ZeroDivisionError):  # a part is not there
            continue
        if math.isclose(found, value, rel_tol=EXACT, abs_tol=0.0):
            return f"={text}"
    return None


def parted(parts: tuple[float, float], value: float) -> str | None:
    """The formula of a quotient whose two parts stand nowhere else."""
    over, under = parts
    if not under or not math.isclose(over / under, value, rel_tol=EXACT):
        return None
    return f"={over:.15g}/{under:.15g}"


def _made(way: ast.expr, beside: Beside) -> tuple[str, float]:
    """The text of an expression and its value. Raises `KeyError` where a part of it is not there."""
    if isinstance(way, ast.Constant):
        number = float(str(way.value))
        return f"{number:.15g}", number
    if isinstance(way, ast.Name):
        return beside.cells[way.id]
    if isinstance(way, ast.BinOp):
        (left, first), (right, second) = _made(way.left, beside), _made(way.right, beside)
        if isinstance(way.op, ast.Mult | ast.Div):
            left, right = _bound(way.left, left), _bound(way.right, right)
            found = first * second if isinstance(way.op, ast.Mult) else first / second
        else:
            found = first + second if isinstance(way.op, ast.Add) else first - second
        if isinstance(way.op, ast.Sub | ast.Div) and isinstance(way.right, ast.BinOp) and right[0] != "(":
            right = f"({right})"
        return f"{left}{SIGNS[type(way.op)]}{right}", found
    if isinstance(way, ast.Call):
        return _total([arg.id for arg in way.args if isinstance(arg, ast.Name)], beside)
    raise KeyError(TOTAL)


def _bound(part: ast.expr, text: str) -> str:
    """A sum within a product."""
    loose = isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub)
    return f"({text})" if loose else text


def _total(names: Sequence[str], beside: Beside) -> tuple[str, float]:
    columns = [beside.columns[name] for name in names]
    if len(columns) == 1:
        (column,) = columns
        return f"SUM({column.place})", math.fsum(value for value in column.values if value is not None)
    rows = zip(*(column.values for column in columns), strict=True)
    found = math.fsum(row[0] for row in rows if row[0] is not None and None not in row)
    there = ",".join(f"--ISNUMBER({column.place})" for column in columns[1:])
    return f"SUMPRODUCT({there},{columns[0].place})", found  # a word in the first column counts as nothing

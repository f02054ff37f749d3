"""Picks the statistics that the table shows from evalboard's JSON export: from standard input to standard output.

So no peer has to compute a statistic or to read what it does not show. Numbers are as exported, neither rounded nor
formatted; how they look, and where, is the peers' own work.
"""

import json
import sys

NOTES = [
    "ReasonScore: 1000 × geometric mean of (accuracy + 95 % margin − truncation). "
    "900+ saturated · 700–900 excellent · 500–700 good · 300–500 limited · below 300 severe.",
    "Accuracy (adjusted): share of correct answers beyond lucky guesses. Under each score stands its 95 % interval.",
    "Not recorded, computed as 0: guess chance.",
]


def picked(record, *names):
    return {name: record[name] for name in names}


def row(given):
    return dict(
        picked(given, "level", "best_score", "efficiency", "efficiency_mark"),
        score=picked(given["score"], "value", "low", "high"),
        tokens=given["usage"]["tokens_per_completion"],
        cells=[picked(cell, "accuracy", "low", "high", "truncation") for cell in given["cells"]],
    )


def model(given):
    return dict(
        picked(given, "label", "rank"),
        score=given["score"]["value"],
        interval=[given["score"]["low"], given["score"]["high"]],
        tokens=given["usage"]["tokens_per_completion"],
        rows=list(map(row, given["rows"])),
    )


board = json.load(sys.stdin)
shown = dict(
    score=board["score"]["name"],
    levels=len(board["levels"]),
    tasks=[task["label"] for task in board["tasks"]],
    models=list(map(model, board["models"])),
    notes=NOTES,
)
json.dump(shown, sys.stdout)

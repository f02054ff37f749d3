"""The whole table as a matplotlib figure: python3 draw_matplotlib.py OUTPUT FONTS

One axes covers the figure, in px with `y` downwards. Texts are texts; marks of a kind are one artist, which matplotlib
draws several times as fast as one for each. It is given statistics only: numbers, colours and places are made here.
"""

import json
import math
import sys

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
from matplotlib import font_manager, patheffects
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.path import Path

INK, MUTED, NUMBER, TRACK, ZEBRA, RULE = "#111827", "#57606a", "#0b0f14", "#e4e8ed", "#f6f8fb", "#d0d7de"
BEST, BEST_GROUND, WORST = "#116329", "#d2f4dc", "#a40e26"
COLOURS = LinearSegmentedColormap.from_list("accuracy", [
    (0, "#9e1b1b"), (0.28, "#b3261e"), (0.32, "#df4b33"), (0.48, "#f2793f"), (0.52, "#f99a3e"),
    (0.68, "#f9cf4f"), (0.72, "#e6d94f"), (0.88, "#9fcf55"), (0.92, "#5bb85b"), (1, "#2fa35a"),
])
# Middle of the ranks, left of models and levels, right of scores and tokens, left of the first task's cells.
RANK, MODEL, LEVEL, SCORE, TOKENS, TASKS = 34, 54, 190, 332, 402, 414
WIDTH, HEAD, FOOT, ROW, PITCH, CELL = 1050, 98, 112, 34, 52, 48
REGULAR, STRONG = "Inter", "Inter SemiBold"
HALO = [patheffects.withStroke(linewidth=3.2, foreground="white")]


def share(value):
    percent = math.floor(100 * value + 0.5)
    return "1.0" if percent >= 100 else f".{percent:02}"


def efficiency(value):
    """Two digits, below 0.1 two significant ones."""
    digits = 1 - math.floor(math.log10(value)) if value < 0.0995 else 2
    return f"{value:.{digits}f}/tok"


def interval(low, high):
    return f"{low:.0f}–{high:.0f}" if low != high else f"{low:.0f}"


def bar(x, y, width, height, left=0, right=0):
    """A rectangle whose corners have these radii."""
    left = min(left, width)
    x2, y2 = x + width, y + height
    points = [
        (x, y + left), (x, y), (x + left, y), (x2 - right, y), (x2, y), (x2, y + right),
        (x2, y2 - right), (x2, y2), (x2 - right, y2), (x + left, y2), (x, y2), (x, y2 - left), (x, y + left),
    ]
    corner, line = [Path.CURVE3, Path.CURVE3], [Path.LINETO]
    return Path(points, [Path.MOVETO, *corner, *line, *corner, *line, *corner, *line, *corner, Path.CLOSEPOLY])


def whisker(low, high, y):
    return [[(low, y), (high, y)], [(low, y - 2.5), (low, y + 2.5)], [(high, y - 2.5), (high, y + 2.5)]]


class Table:
    """A figure with the marks to be drawn on it, those of a kind together."""

    def __init__(self, board):
        self.board = board
        rows = sum(len(model["rows"]) for model in board["models"])
        self.bottom = HEAD + ROW * rows
        height = self.bottom + FOOT
        self.figure = plt.figure(figsize=(WIDTH / 72, height / 72), dpi=72 * 1600 / WIDTH)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.axis("off")
        self.bands, self.pills, self.tracks, self.fills, self.colours = [], [], [], [], []
        self.hatches, self.whiskers, self.rules = [], [], [HEAD]

    def text(self, x, y, text, size=14, colour=INK, **look):
        self.axes.text(x, y, text, size=size, color=colour, **look)

    def head(self):
        board = self.board
        counts = f"{len(board['models'])} models · {board['levels']} levels · {len(board['tasks'])} tasks"
        self.text(16, 35, "Leaderboard", 20, family=STRONG)
        self.text(16, 55, f"{counts} · ranked by {board['score']}", 13, MUTED)
        heads = [
            (RANK, "#", "center"), (MODEL, "Model", "left"), (LEVEL, "Level", "left"),
            (SCORE, board["score"], "right"), (TOKENS, "Tokens", "right"),
        ]
        for x, head, side in heads:
            self.text(x, 89, head, 12.5, MUTED, family=STRONG, ha=side)
        for ix, task in enumerate(board["tasks"]):
            x = TASKS + PITCH * ix + CELL / 2
            self.text(x + 4, 91, task, 11.5, MUTED, rotation=90, rotation_mode="anchor")

    def models(self):
        top = HEAD
        for ix, model in enumerate(self.board["models"]):
            height = ROW * len(model["rows"])
            if ix % 2:
                self.bands.append(bar(16, top, WIDTH - 32, height))
            middle = top + height / 2
            self.text(RANK, middle + 6, model["rank"]["place"], 16, family=STRONG, ha="center")
            self.about(model, middle)
            for row in model["rows"]:
                self.row(row, top)
                top += ROW
            self.rules.append(top)

    def about(self, model, middle):
        """Name, overall score and rank interval, which takes a line more where it is long."""
        score = f"{model['score']:.0f}"
        ranks = interval(model["rank"]["low"], model["rank"]["high"])
        overall = f"overall · rank {ranks}"
        y = middle - 3
        if len(ranks) > 4:
            overall = "overall"
            y -= 7.5
            self.text(MODEL, y + 31, f"rank {ranks}", 11.5, MUTED)
        self.text(MODEL, y, model["label"], family=STRONG)
        self.text(MODEL, y + 16, score, 11.5, family=STRONG)
        self.text(MODEL + 3.5 + 7.4 * len(score), y + 16, overall, 11.5, MUTED)

    def row(self, row, top):
        score = row["score"]
        self.text(LEVEL, top + 22, row["level"])
        if row["best_score"]:
            self.pills.append(bar(SCORE - 37, top + 1.5, 43, 17, 4, 4))
        colour = BEST if row["best_score"] else INK
        self.text(SCORE, top + 16, f"{score['value']:.0f}", 16, colour, family=STRONG, ha="right")
        self.text(SCORE, top + 30.5, interval(score["low"], score["high"]), 11.5, MUTED, ha="right")
        self.text(TOKENS, top + 16, f"{row['tokens']:,.0f}", ha="right")
        look = {"best": dict(colour=BEST, family=STRONG), "worst": dict(colour=WORST, family=STRONG)}
        look = look.get(row["efficiency_mark"], dict(colour=MUTED))
        self.text(TOKENS, top + 30.5, efficiency(row["efficiency"]), 11.5, ha="right", **look)
        for ix, cell in enumerate(row["cells"]):
            self.cell(cell, TASKS + PITCH * ix, top + 3)

    def cell(self, cell, x, y):
        filled, hatched = CELL * cell["accuracy"], CELL * cell["truncation"]
        self.tracks.append(bar(x, y, CELL, 28, 3, 3))
        self.fills.append(bar(x, y, filled, 28, 3, max(0, filled - 45)))
        self.colours.append(cell["accuracy"])
        if hatched:
            self.hatches.append(bar(x, y, hatched, 28))
        low, high = (x + 0.5 + (CELL - 1) * cell[end] for end in ("low", "high"))
        self.whiskers += whisker(low, high, y + 23.5)
        # A number begins 11 px from the left; a halo where hatch, or a fill of contrast below 4.5:1, reaches that far.
        covered = hatched > 11 or (filled > 11 and cell["accuracy"] < 0.315)
        look = dict(family=STRONG, ha="center", path_effects=HALO if covered else None)
        self.text(x + CELL / 2, y + 18, share(cell["accuracy"]), 15, NUMBER, **look)

    def legend(self):
        y = self.bottom + 24
        self.text(16, y, "Accuracy", 11.5, MUTED, family=STRONG)
        self.axes.imshow([range(256)], cmap=COLOURS, extent=(80, 280, y + 3, y - 12), aspect="auto")
        for value, tick in [(0, "0"), (0.3, ".3"), (0.5, ".5"), (0.7, ".7"), (0.9, ".9"), (1, "1")]:
            self.text(80 + 200 * value, y + 16, tick, 11.5, MUTED, ha="center")
        self.tracks.append(bar(310, y - 16, CELL, 24, 3, 3))
        self.hatches.append(bar(310, y - 16, CELL * 2 / 3, 24))
        self.text(366, y, "truncated share", 11.5, MUTED)
        self.whiskers += whisker(478.5, 507.5, y - 4)
        self.text(516, y, "95 % interval", 11.5, MUTED)
        for ix, note in enumerate(self.board["notes"]):
            self.text(16, y + 36 + 16 * ix, note, 11.5, MUTED)

    def shapes(self):
        """All but texts, from the lowest to the uppermost."""
        def fill(bars, colours):
            self.axes.add_collection(PathCollection(bars, facecolors=colours, linewidths=0), autolim=False)

        def stroke(lines, colour, width, **look):
            look = dict(colors=colour, linewidths=width, capstyle="butt", **look)
            self.axes.add_collection(LineCollection(lines, **look), autolim=False)

        def hatch(bars, colour, width):
            """By matplotlib's own hatches; lines that the script computes in their place would save a fifth of the time."""
            plt.rcParams["hatch.linewidth"] = width
            look = dict(facecolors="none", edgecolors=colour, hatch="xxx", linewidths=0)
            self.axes.add_collection(PathCollection(bars, **look), autolim=False)

        fill(self.bands, ZEBRA)
        fill(self.tracks, TRACK)
        fill(self.pills, BEST_GROUND)
        fill(self.fills, COLOURS(self.colours))
        hatch(self.hatches, "#ffffff73", 2.4)
        hatch(self.hatches, "#111827cc", 1)
        stroke(self.whiskers, "#ffffff99", 2.6, snap=True)
        stroke(self.whiskers, NUMBER, 1, snap=True)
        stroke([[(16, y - 0.5), (WIDTH - 16, y - 0.5)] for y in self.rules], RULE, 1)


def main(output, fonts):
    for face in ("Regular", "SemiBold"):
        font_manager.fontManager.addfont(f"{fonts}/Inter-{face}.ttf")
    plt.rcParams["font.family"] = REGULAR
    with open("board.json") as file:
        table = Table(json.load(file))
    table.head()
    table.models()
    table.legend()
    table.shapes()
    table.figure.savefig(output)


main(*sys.argv[1:])

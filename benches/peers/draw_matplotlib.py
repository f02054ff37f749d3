"""The table as matplotlib draws it, marks collected so that it is fast: python3 draw_matplotlib.py OUTPUT FONTS"""

import json
import sys

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

STOPS = [
    (0, "#9e1b1b"), (0.28, "#b3261e"), (0.32, "#df4b33"), (0.48, "#f2793f"), (0.52, "#f99a3e"),
    (0.68, "#f9cf4f"), (0.72, "#e6d94f"), (0.88, "#9fcf55"), (0.92, "#5bb85b"), (1, "#2fa35a"),
]

output, fonts = sys.argv[1:]
for face in ("Regular", "SemiBold"):
    font_manager.fontManager.addfont(f"{fonts}/Inter-{face}.ttf")
plt.rcParams.update({"font.family": "Inter", "text.color": "#111827", "hatch.linewidth": 0.7})
colours = LinearSegmentedColormap.from_list("accuracy", STOPS)
data = json.load(open("board.json"))
rows = sum(len(model["levels"]) for model in data["models"])
width, height = 1046, 110 + 34 * rows
figure = plt.figure(figsize=(width / 72, height / 72), dpi=72 * 1600 / 1046)
axes = figure.add_axes((0, 0, 1, 1))
axes.set(xlim=(0, width), ylim=(height, 0))
axes.axis("off")
axes.text(16, 32, "Leaderboard", size=20, weight=600)
for ix, task in enumerate(data["tasks"]):
    axes.text(440 + 52 * ix, 80, task, size=9, ha="center")
bands, tracks, fills, fill_colours, hatches, whiskers, rules = [], [], [], [], [], [], []
y = 90
for rank, model in enumerate(data["models"]):
    tall = 34 * len(model["levels"])
    if rank % 2:
        bands.append(Rectangle((16, y), width - 32, tall))
    axes.text(30, y + tall / 2, str(rank + 1), size=16, weight=600, ha="center", va="center")
    axes.text(48, y + tall / 2, model["model"], size=14, weight=600, va="center")
    for level in model["levels"]:
        axes.text(190, y + 17, level["level"], size=14, va="center")
        axes.text(330, y + 17, str(level["score"]), size=16, weight=600, ha="right", va="center")
        axes.text(400, y + 17, str(level["tokens"]), size=14, ha="right", va="center")
        for ix, cell in enumerate(level["cells"]):
            x = 416 + 52 * ix
            tracks.append(Rectangle((x, y + 3), 48, 28))
            fills.append(Rectangle((x, y + 3), 48 * cell["accuracy"], 28))
            fill_colours.append(colours(cell["accuracy"]))
            if cell["truncation"]:
                hatches.append(Rectangle((x, y + 3), 48 * cell["truncation"], 28))
            low, high = x + 48 * cell["low"], x + 48 * cell["high"]
            whiskers += [[(low, y + 26.5), (high, y + 26.5)]]
            whiskers += [[(end, y + 24), (end, y + 29)] for end in (low, high)]
            number = f"{cell['accuracy']:.2f}"
            number = "1.0" if number == "1.00" else number[1:]
            axes.text(x + 24, y + 16, number, size=15, weight=600, ha="center", va="center")
        y += 34
    rules.append([(16, y), (width - 16, y)])
axes.add_collection(PatchCollection(bands, facecolor="#f6f8fb"))
axes.add_collection(PatchCollection(tracks, facecolor="#e4e8ed"))
axes.add_collection(PatchCollection(fills, facecolor=fill_colours))
axes.add_collection(PatchCollection(hatches, facecolor="none", edgecolor="#111827", hatch="xxx", linewidth=0))
axes.add_collection(LineCollection(whiskers, colors="#111827", linewidths=1))
axes.add_collection(LineCollection(rules, colors="#d0d7de", linewidths=1))
figure.savefig(output)

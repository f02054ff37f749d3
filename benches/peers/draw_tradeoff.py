"""Score against tokens as a matplotlib figure: python3 draw_tradeoff.py OUTPUT FONTS

Points with intervals, the front as a line, names beside the front and the ten best of the rest.
matplotlib places no labels: names stand right of their points, over whatever is there.
"""

import json
import sys

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
from matplotlib import font_manager, ticker

WIDTH, HEIGHT, FURTHER = 1600, 1250, 10
INK, MUTED, RULE, BLUE = "#111827", "#57606a", "#d0d7de", "#0072b2"


def front(models):
    """Those that no other beats in both, from the fewest tokens to the most."""
    best, found = float("-inf"), []
    for model in sorted(models, key=lambda model: (model["tokens"], -model["score"])):
        if model["score"] > best:
            best = model["score"]
            found.append(model)
    return found


def main(output, fonts):
    for face in ("Inter-Regular.ttf", "Inter-SemiBold.ttf"):
        font_manager.fontManager.addfont(f"{fonts}/{face}")
    plt.rcParams.update({"font.family": "Inter", "font.size": 8, "svg.fonttype": "path"})
    with open("board.json") as file:
        board = json.load(file)
    models = board["models"]
    on_front = front(models)
    figure, axes = plt.subplots(figsize=(WIDTH / 200, HEIGHT / 200), dpi=200, layout="constrained")
    tokens = [model["tokens"] for model in models]
    scores = [model["score"] for model in models]
    below = [model["score"] - model["interval"][0] for model in models]
    above = [model["interval"][1] - model["score"] for model in models]
    axes.errorbar(
        tokens, scores, yerr=[below, above], fmt="o", color=BLUE, ecolor=BLUE + "8c", markersize=4
    )
    axes.plot(
        [model["tokens"] for model in on_front], [model["score"] for model in on_front],
        drawstyle="steps-post", color=INK, linewidth=0.8, zorder=1,
    )
    rest = [model for model in models if model not in on_front]
    rest.sort(key=lambda model: model["rank"]["place"])
    for model in on_front + rest[:FURTHER]:
        weight = "semibold" if model in on_front else "regular"
        place = (model["tokens"], model["score"])
        look = dict(color=INK, weight=weight)
        axes.annotate(model["label"], place, (5, -2), textcoords="offset points", **look)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(ticker.EngFormatter(sep=""))
    axes.xaxis.set_minor_formatter(ticker.NullFormatter())
    axes.grid(color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"{board['score']} against tokens", loc="left", weight="semibold", fontsize=13)
    axes.set_xlabel("Mean completion tokens per response (log scale)", color=MUTED)
    axes.set_ylabel(board["score"], color=MUTED)
    figure.savefig(output)


main(*sys.argv[1:])

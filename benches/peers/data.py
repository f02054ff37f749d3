"""The same table for everyone: a cell table for evalboard, and what it shows as JSON for the peers.

    python3 data.py MODELS FOLDER
"""

import csv
import json
import math
import random
import sys

TASKS = "arithmetic boolean brackets cars dates letters movies objects sequence shapes shuffle sort".split()
LEVELS = ("Easy", "Medium", "Hard")
Z = 1.96


def cell(random, skill):
    trials = random.randint(300, 1000)
    correct = round(trials * min(1, max(0, skill + random.uniform(-0.12, 0.12))))
    truncated = int(trials * random.random() ** 4 * (1 - skill)) if random.random() < 0.5 else 0
    return trials, correct, truncated


def shown(trials, correct, truncated):
    p, spread = correct / trials, Z * Z / trials
    centre = (p + spread / 2) / (1 + spread)
    margin = Z * math.sqrt(p * (1 - p) / trials + spread / (4 * trials)) / (1 + spread)
    truncation = truncated / (trials + truncated)
    return dict(accuracy=p, low=centre - margin, high=centre + margin, truncation=truncation)


def main(models, folder):
    random.seed(7)
    rows, board = [], []
    for model in range(models):
        name = f"Model number {model + 1}"
        levels = []
        for at, level in enumerate(LEVELS):
            skill = 0.97 - 0.8 * model / models - 0.06 * at
            tokens = random.randint(300, 5000)
            cells = [cell(random, skill) for _ in TASKS]
            rows += [[name, level, task, *c[:2], c[2], tokens] for task, c in zip(TASKS, cells)]
            stats = [shown(*c) for c in cells]
            logs = [math.log(max(0.01, s["high"] - s["truncation"])) for s in stats]
            score = 1000 * math.exp(sum(logs) / len(logs))
            levels.append(dict(level=level, score=round(score), tokens=tokens, cells=stats))
        board.append(dict(model=name, levels=levels))
    with open(f"{folder}/board.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("model level task n correct truncated tokens".split())
        writer.writerows(rows)
    with open(f"{folder}/board.json", "w") as file:
        json.dump(dict(tasks=TASKS, models=board), file)


main(int(sys.argv[1]), sys.argv[2])

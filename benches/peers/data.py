"""The same table for everyone, as a cell table: python3 data.py MODELS FOLDER"""

import csv
import random
import sys

TASKS = "arithmetic boolean brackets cars dates letters movies objects sequence shapes shuffle sort".split()
LEVELS = ("Easy", "Medium", "Hard")


def cell(skill):
    trials = random.randint(300, 1000)
    correct = round(trials * min(1, max(0, skill + random.uniform(-0.12, 0.12))))
    truncated = int(trials * random.random() ** 4 * (1 - skill)) if random.random() < 0.5 else 0
    return trials, correct, truncated


def main(models, folder):
    random.seed(7)
    with open(f"{folder}/board.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("model level task n correct truncated tokens".split())
        for model in range(models):
            for at, level in enumerate(LEVELS):
                skill = 0.97 - 0.8 * model / models - 0.06 * at
                tokens = random.randint(300, 5000)
                for task in TASKS:
                    writer.writerow([f"Model number {model + 1}", level, task, *cell(skill), tokens])


main(int(sys.argv[1]), sys.argv[2])

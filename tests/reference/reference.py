"""Reference figures for the statistics, by other hands: statsmodels, scipy, and a plain program for the order.

Run in an environment that has them, from the root of the repository; it writes figures.json and
zeroeval.txt beside itself, which tests/reference.rs reads:

    pip install numpy scipy statsmodels
    python tests/reference/reference.py
"""

import csv
import json
from functools import cache
from itertools import combinations
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy.special import roots_hermitenorm
from scipy.stats import binom, norm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent
Z = 1.96
LEVEL = 2 * norm.sf(Z)
FLOOR = 0.01


def holm():
    """Random |z| with the count that Holm's step-down rejects."""
    random = np.random.default_rng(1979)
    cases = []
    for tests in [1, 2, 5, 19, 49, 200]:
        for shift in [0.0, 1.5, 3.0]:
            z = np.abs(random.normal(shift, 1.2, tests))
            rejected = multipletests(2 * norm.sf(z), alpha=LEVEL, method="holm")[0]
            cases.append({"z": z.tolist(), "rejected": int(rejected.sum())})
    return cases


def clustered():
    """Items with repeated answers: the clustered standard error of the share of correct ones over the plain one."""
    random = np.random.default_rng(2024)
    cases = []
    for items, most, spread in [(60, 16, 0.4), (200, 4, 0.2), (30, 10, 0.0), (12, 3, 0.45)]:
        trials = random.integers(1, most + 1, items)
        chance = np.clip(random.normal(0.6, spread, items), 0.02, 0.98)
        correct = random.binomial(trials, chance)
        answers = np.concatenate(
            [np.r_[np.ones(k), np.zeros(n - k)] for k, n in zip(correct, trials)]
        )
        groups = np.repeat(np.arange(items), trials)
        fit = sm.OLS(answers, np.ones(len(answers))).fit(
            cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
        )
        share = answers.mean()
        plain = share * (1 - share) / len(answers)
        cases.append(
            {
                "items": [[int(k), int(n)] for k, n in zip(correct, trials)],
                "design_effect": float(max(1.0, fit.bse[0] ** 2 / plain)),
            }
        )
    return cases


@cache
def wilson(k, n):
    return proportion_confint(k, n, alpha=LEVEL, method="wilson") if n > 0 else (0.0, 0.0)


def value(kind, accuracy, trials):
    low, high = wilson(accuracy * trials, trials)
    figure = {"reason": high, "point": accuracy, "lower": low}[kind]
    return max(FLOOR, min(1.0, figure))


def bias():
    """How far the mean log of few trials lies from that of many: by the three-point quadrature that the correction is,
    and exactly, by summing over all counts."""
    points, weights = roots_hermitenorm(3)
    cases = []
    for kind in ["reason", "point", "lower"]:
        for p in [0.2, 0.4, 0.6, 0.8, 0.9]:
            for few, many in [(100, 1000), (50, 400)]:
                low, high = wilson(p * few, few)
                c = (low + high) / 2
                bend = Z * (1 - 2 * c) / (2 * few * sqrt(c * (1 - c) / few + Z**2 / (4 * few * few)))
                slope = {"reason": 1 + bend, "lower": 1 - bend}.get(kind, 0) / (1 + Z**2 / few) or 1.0

                def quadrature(n):
                    ends = wilson(p * n, n)
                    sd = (ends[1] - ends[0]) / 2 / Z * slope
                    ends = np.clip(value(kind, p, few) + sd * points, FLOOR, 1)
                    return float(np.dot(weights, np.log(ends)) / weights.sum())

                def exact(n):
                    logs = [log(value(kind, k / n, few)) for k in range(n + 1)]
                    return float(np.dot(binom.pmf(np.arange(n + 1), n, p), logs))

                case = {"kind": kind, "accuracy": p, "few": few, "many": many}
                case["correction"] = quadrature(few) - quadrature(many)
                case["exact"] = exact(few) - exact(many)
                cases.append(case)
    return cases


# The order of a real sparse board, by a plain program that follows the rules word by word.


def slope(accuracy, trials):
    """Of the upper end of the Wilson interval."""
    low, high = wilson(accuracy * trials, trials)
    c = (low + high) / 2
    root = sqrt(c * (1 - c) / trials + Z**2 / (4 * trials * trials))
    return (1 + Z * (1 - 2 * c) / (2 * trials * root)) / (1 + Z**2 / trials)


def deviation(raw, n, m):
    low, high = wilson(raw * n, n)
    return n / m * (high - low) / 2 / Z


def cell(n, k, chance):
    """ReasonScore's term of a cell with no truncation recorded, and its half widths."""
    g = n * chance
    m = n - g
    accuracy = min(max(k - g, 0.0), m) / m
    v = value("reason", accuracy, m)
    reach = Z * deviation(k / n, n, m) * slope(accuracy, m)
    if v - reach <= FLOOR:
        delta = (log(v / FLOOR), log(max(FLOOR, min(1, v + reach)) / v))
    else:
        delta = (reach / v, reach / v)
    low, high = [min(max((end - chance) * n / m, 0.0), 1.0) for end in wilson(k, n)]
    down = log(v) - log(value("reason", min(accuracy, low), m))
    up = log(value("reason", max(accuracy, high), m)) - log(v)
    return {
        "n": n,
        "k": k,
        "g": g,
        "m": m,
        "accuracy": accuracy,
        "term": log(v),
        "down": max(delta[0], down),
        "up": max(delta[1], up, 0.0),
    }


def pair(a, b):
    """z of a against b over the cells that both have; 0 where they share none."""
    shared = sorted(a.keys() & b.keys())
    total = down = up = 0.0
    for task in shared:
        x, y = a[task], b[task]
        m = min(x["m"], y["m"])
        total += log(value("reason", x["accuracy"], m)) - log(value("reason", y["accuracy"], m))
        if (x["n"], x["g"]) != (y["n"], y["g"]):
            pooled = min(max((x["k"] + y["k"] - x["g"] - y["g"]) / (x["m"] + y["m"]), 0.0), 1.0)
            v = value("reason", pooled, m)
            for sign, one in ((-1, x), (1, y)):
                raw = pooled + (1 - pooled) * one["g"] / one["n"]
                reach = sqrt(3) * deviation(raw, one["n"], one["m"]) * slope(pooled, m)
                ends = [min(1, max(FLOOR, v + s * reach)) for s in (-1, 1)]
                total += sign * log(ends[0] * ends[1] / v**2) / 6
        down += x["down"] ** 2 + y["up"] ** 2
        up += x["up"] ** 2 + y["down"] ** 2
    error = sqrt(down if total > 0 else up) / Z
    return float(total / error) if error > 0 else 0.0


def mean(model, tasks):
    return sum(sorted(model[task]["term"] for task in tasks)) / len(tasks)


def contradictions(against, at):
    significant = plain = 0
    for ix, (z, difference) in enumerate(against):
        if ix < at:
            significant += z > Z
            plain += difference > 1e-12
        else:
            significant += z < -Z
            plain += difference < -1e-12
    return significant, plain


def difference(a, b):
    shared = a.keys() & b.keys()
    return mean(a, shared) - mean(b, shared) if shared else 0.0


def order(models):
    best_first = sorted(models, key=lambda name: (-len(models[name]), -mean(models[name], models[name].keys()), name))
    most = len(models[best_first[0]])
    sets = [frozenset(models[name]) for name in best_first if len(models[name]) == most]
    base = max(sets, key=lambda one: (sets.count(one), -sets.index(one)))
    placed = [name for name in best_first if models[name].keys() == base]
    waiting = [name for name in best_first if name not in placed]
    while waiting:
        name = next(name for name in waiting if any(models[name].keys() & models[other].keys() for other in placed))
        waiting.remove(name)
        against = [(pair(models[name], models[other]), difference(models[name], models[other])) for other in placed]
        at = min(range(len(placed) + 1), key=lambda at: (contradictions(against, at), -at))
        placed.insert(at, name)
    return placed, base


def board(models):
    placed, base = order(models)
    done = {task: sum(task in models[name] for name in placed) for task in base}
    common = {task for task in base if 2 * done[task] >= max(done.values())}
    lacking = [name for name in placed if 2 * len(common & models[name].keys()) < len(common)]
    ranked = [name for name in placed if name not in lacking]
    squares, freedom, known = 0.0, 0, set()
    for a, b in combinations(placed, 2):
        shared = base & models[a].keys() & models[b].keys()
        if len(shared) >= 2:
            known |= {a, b}
            d = [models[a][task]["term"] - models[b][task]["term"] for task in shared]
            squares += sum((x - sum(d) / len(d)) ** 2 for x in d)
            freedom += len(d) - 1
    spread = squares / (2 * freedom) if len(known) >= 3 else None
    rows = []
    for ix, name in enumerate(placed):
        others = [other for other in ranked if other != name]
        scores = np.array([pair(models[name], models[other]) for other in others])
        if name in lacking:
            s, t = len(common & models[name].keys()), len(common)
            for at, other in enumerate(others):
                shared = models[name].keys() & models[other].keys()
                if scores[at] and s and spread is not None:
                    down, up = ("down", "up") if scores[at] > 0 else ("up", "down")
                    error = sum(models[name][x][down] ** 2 + models[other][x][up] ** 2 for x in shared)
                    error = sqrt(error) / len(shared) / Z
                    scores[at] *= error / sqrt(error**2 + spread * (1 - s / t) / s)
                else:
                    scores[at] = 0.0
        found = multipletests(2 * norm.sf(np.abs(scores)), alpha=LEVEL, method="holm")[0]
        place = 1 + sum(other in ranked for other in placed[:ix])
        low = 1 + int((found & (scores < 0)).sum())
        high = len(others) + 1 - int((found & (scores > 0)).sum())
        sign = "~" if name in lacking else ""
        rows.append(f"{name} {sign}{place} {low}-{high}")
    return rows


def zeroeval():
    models = {}
    with open(HERE.parent.parent / "golden/zeroeval/zeroeval.csv", newline="") as file:
        for row in csv.DictReader(file):
            models.setdefault(row["model"], {})[row["task"]] = cell(
                int(row["n"]), int(row["correct"]), float(row["guess_chance"])
            )
    return board(models)


figures = {
    "quantiles": [[tests, float(norm.isf(LEVEL / 2 / tests))] for tests in [1, 2, 5, 50, 2000, 2_000_000]],
    "holm": holm(),
    "clustered": clustered(),
    "bias": bias(),
}
(HERE / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
(HERE / "zeroeval.txt").write_text("\n".join(zeroeval()) + "\n")

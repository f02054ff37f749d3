"""Times whole processes, the tools in turns, and prints medians, ratios and peak memory.

    python3 measure.py EVALBOARD PYTHON FONTS
"""

import os
import statistics
import subprocess
import sys
import time

RUNS = 11


def once(command):
    """Milliseconds and peak MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return elapsed, usage.ru_maxrss / 1024


def compare(title, tools):
    """Runs the tools in turns; the first is ours."""
    taken = {tool: [] for tool in tools}
    for _ in range(RUNS):
        for tool, command in tools.items():
            taken[tool].append(once(command))
    ours = statistics.median(time for time, _ in taken["evalboard"])
    print(f"{title}, medians of {RUNS}:")
    for tool, figures in taken.items():
        median = statistics.median(time for time, _ in figures)
        memory = max(memory for _, memory in figures)
        print(f"  {tool:<12}{median:9.1f} ms  x {median / ours:6.1f}  {memory:6.1f} MB")


def main(evalboard, python, fonts):
    for folder in ("360", "7200"):
        os.chdir(folder)
        for output in ("board.png", "board.svg"):
            size = ["--width", "1600"] if output.endswith("png") else []
            tools = {
                "evalboard": [evalboard, "render", "board.csv", "-o", f"ours-{output}", *size],
                "typst": [python, "draw_typst.py", f"typst-{output}", fonts],
                "matplotlib": [python, "draw_matplotlib.py", f"matplotlib-{output}", fonts],
            }
            compare(f"{folder} cells, {output[-3:].upper()}", tools)
        os.chdir("..")
    tradeoff(evalboard, python, fonts)
    report(evalboard)


def tradeoff(evalboard, python, fonts):
    """Score against tokens of 200 models; the PNG must take at most 100 ms."""
    os.chdir("7200")
    for output in ("tradeoff.png", "tradeoff.svg"):
        size = ["--width", "1600"] if output.endswith("png") else []
        tools = {
            "evalboard": [
                evalboard, "plot", "tradeoff", "board.csv", "-o", f"ours-{output}", *size
            ],
            "matplotlib": [python, "draw_tradeoff.py", f"matplotlib-{output}", fonts],
        }
        compare(f"200 models, score against tokens, {output[-3:].upper()}", tools)
    os.chdir("..")


def report(evalboard):
    """The whole report of 200 models x 36 cells; it must take at most 30 ms."""
    command = [evalboard, "report", "7200/board.csv", "-o", "report.md"]
    figures = [once(command) for _ in range(RUNS)]
    median = statistics.median(time for time, _ in figures)
    memory = max(memory for _, memory in figures)
    print(f"7200 cells, report, median of {RUNS}:\n  {'evalboard':<12}{median:9.1f} ms  {'':8}  {memory:6.1f} MB")


main(*sys.argv[1:])

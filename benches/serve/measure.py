"""Measures both servers one after the other and prints them side by side.

    python3 measure.py EVALBOARD FOLDER SECONDS
"""

import http.client
import itertools
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
CONNECTIONS = 50
SILENT = 1000
GROUPS = [f"family:{name}" for name in ("llama", "qwen", "phi", "mistral")] + [
    f"size:{name}" for name in ("small", "medium", "large")
] + ["top", "production"]
LEVELS = ["easy", "medium", "hard"]
BROWSER = {"Accept-Encoding": "gzip, deflate", "User-Agent": "bench"}


class Ours:
    """evalboard: a view is a page."""

    name = "evalboard"

    def __init__(self, binary, table, port):
        self.command = [binary, "serve", table, "--port", str(port)]
        self.port, self.environment = port, {}

    def first_view(self):
        return ("GET", "/", None)

    def load(self):
        return [], "/"

    def views(self):
        """Views of which none was asked before: groups, levels, tasks and score in ever new combinations."""
        scores = ["reason", "lower", "point"]
        pairs = [list(pair) for size in (1, 2) for pair in itertools.combinations(GROUPS, size)]
        for score, level, groups in itertools.product(scores, [None, *LEVELS], pairs):
            level = f"&levels={level}" if level else ""
            yield ("GET", f"/?groups={','.join(groups)}{level}&score={score}", None)
        # No filter that narrows the models: the most work.
        for score, least in itertools.product(scores, range(2, 12)):
            yield ("GET", f"/?score={score}&min_trials={least}", None)


class Dash:
    """Dash: a view is the answer to a callback; its first page holds no board."""

    name = "Dash, gunicorn"

    def __init__(self, venv, table, port):
        workers = str(os.cpu_count())
        address = f"127.0.0.1:{port}"
        self.command = [f"{venv}/bin/gunicorn", "board_dash:server", "--workers", workers, "--bind", address]
        self.command += ["--chdir", str(HERE), "--log-level", "error"]
        self.port, self.environment = port, {"BOARD": table}

    def callback(self, groups=None, level=None, page=1):
        inputs = [("groups", groups), ("level", level), ("page", page)]
        return json.dumps(
            {
                "output": "board.children",
                "outputs": {"id": "board", "property": "children"},
                "inputs": [{"id": name, "property": "value", "value": value} for name, value in inputs],
                "changedPropIds": ["page.value"],
                "state": [],
            }
        )

    def first_view(self):
        return ("POST", "/_dash-update-component", self.callback())

    def load(self):
        script = pathlib.Path(os.environ["TMPDIR"], "callback.lua")
        script.write_text(
            f'wrk.method = "POST"\nwrk.body = [[{self.callback()}]]\nwrk.headers["Content-Type"] = "application/json"\n'
        )
        return ["-s", str(script)], "/_dash-update-component"

    def views(self):
        pairs = [list(pair) for size in (1, 2) for pair in itertools.combinations(GROUPS, size)]
        for level, groups in itertools.product([None, *LEVELS], pairs):
            yield ("POST", "/_dash-update-component", self.callback(groups, level))


def ask(connection, view):
    """Milliseconds until the whole answer is there."""
    method, path, body = view
    headers = BROWSER | ({"Content-Type": "application/json"} if body else {})
    begun = time.perf_counter()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    return (time.perf_counter() - begun) * 1000


def connect(port, timeout=10):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def until_first_view(server, process, begun):
    while True:
        try:
            connection = connect(server.port)
            ask(connection, server.first_view())
            connection.close()
            return (time.perf_counter() - begun) * 1000
        except (ConnectionError, http.client.HTTPException):
            if process.poll() is not None:
                sys.exit(f"{server.name} does not start")
            time.sleep(0.0005)


def start(server):
    begun = time.perf_counter()
    environment = os.environ | server.environment
    process = subprocess.Popen(
        server.command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    return process, until_first_view(server, process, begun)


def end(process):
    os.kill(process.pid, signal.SIGTERM)
    process.wait(30)


def memory(process):
    """Peak MB of a process and its children; what they share counts for each."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    pids = [process.pid, *map(int, children.stdout.split())]
    peaks = [re.search(r"VmHWM:\s*(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()) for pid in pids]
    return sum(int(peak[1]) for peak in peaks) / 1024


def load(server, seconds, headers):
    """Requests a second, p99 in ms, and errors of one view that is asked again and again."""
    options, path = server.load()
    options = [*options, *(word for header in headers for word in ("-H", header))]
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s", *options]
    said = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])
    p99, unit = re.search(r"99%\s*([\d.]+)(us|ms|s)", said).groups()
    p99 = float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors = int(bad[1]) if bad else 0
    errors += sum(map(int, sockets.groups())) if sockets else 0
    return rate, p99, errors


def beside_the_silent(server):
    """A new client's wait, in ms, while others have sent half a request and nothing more."""
    silent = []
    for _ in range(SILENT):
        other = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        other.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        silent.append(other)
    taken = []
    for _ in range(20):
        begun = time.perf_counter()
        try:
            connection = connect(server.port, timeout=5)
            ask(connection, server.first_view())
            connection.close()
        except OSError:
            return None
        taken.append((time.perf_counter() - begun) * 1000)
    for other in silent:
        other.close()
    return statistics.median(taken), max(taken)


def figures(server, seconds):
    starts = []
    for _ in range(5):
        process, taken = start(server)
        starts.append(taken)
        end(process)
    process, _ = start(server)
    connection = connect(server.port)
    cold = [ask(connection, view) for view in server.views()]
    connection.close()
    plain = load(server, seconds, [])
    packed = load(server, seconds, ["Accept-Encoding: gzip, deflate"])
    peak = memory(process)
    waits = beside_the_silent(server)
    end(process)
    said = "none in 5 s" if waits is None else f"{waits[0]:.1f} / {waits[1]:.1f} ms"
    return {
        "start to first board, median of 5": f"{statistics.median(starts):.0f} ms",
        f"views a second, {CONNECTIONS} connections, not compressed": f"{plain[0]:,.0f}",
        "  p99, errors": f"{plain[1]:.1f} ms, {plain[2]}",
        "views a second where gzip is understood": f"{packed[0]:,.0f}",
        "  p99, errors ": f"{packed[1]:.1f} ms, {packed[2]}",
        "peak memory": f"{peak:.0f} MB",
        "view never asked before, median / p99 / worst": " / ".join(
            f"{value:.1f}" for value in (statistics.median(cold), statistics.quantiles(cold, n=100)[98], max(cold))
        )
        + " ms",
        "  of so many": f"{len(cold)}",
        f"new client beside {SILENT:,} silent, median / worst": said,
    }


def main(binary, folder, seconds):
    os.environ["TMPDIR"] = folder
    table = f"{folder}/table.csv"
    servers = [Ours(binary, table, 18471), Dash(f"{folder}/venv", table, 18472)]
    of_each = [figures(server, int(seconds)) for server in servers]
    print(f"{'200 models x 36 cells':<56}" + "".join(f"{server.name:>26}" for server in servers))
    for name in of_each[0]:
        print(f"{name:<56}" + "".join(f"{figures[name]:>26}" for figures in of_each))


main(*sys.argv[1:])

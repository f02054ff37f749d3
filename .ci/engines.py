"""Compares the cell tables that engines make of interviews with what `evalboard evaluate` counts."""

import json
import subprocess
import sys
import tempfile

import duckdb
import sqlglot
from pyspark.sql import SparkSession

GLOB = sys.argv[1]


def evalboard(*arguments):
    return subprocess.run(["evalboard", *arguments], check=True, capture_output=True, text=True).stdout


def expected():
    """Counts of `evaluate` by model, level and task."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        evalboard("evaluate", "--interview", GLOB, "--output", out.name)
        buckets = json.load(open(out.name))["buckets"].values()
    cells = {}
    for bucket in buckets:
        if bucket["btype"] != "scenario_base_task":
            continue
        model = f"{bucket['model']}+{bucket['template']}+{bucket['param_name']}"
        level = bucket["scenario"].removeprefix(model).removeprefix("/")
        n = bucket["total"]
        responses = n + bucket.get("truncated", 0)
        lucky = n - bucket["adjusted_trials"] if "adjusted_trials" in bucket else None
        cells[model, level, bucket["base_task"]] = {
            "n": n,
            "correct": bucket["correct"],
            "truncated": bucket.get("truncated"),
            "tokens": bucket["completion_tokens_total"] / responses,
            "guess_chance": lucky / n if lucky is not None and n else None,
        }
    return cells


def compare(engine, rows, cells):
    columns = ["model", "level", "task", "n", "correct", "truncated", "tokens", "guess_chance"]
    found = {}
    for row in rows:
        row = dict(zip(columns, row, strict=True))
        key = row.pop("model"), row.pop("level"), row.pop("task")
        assert key not in found, f"{engine}: {key} stands twice"
        found[key] = row
    assert found.keys() == cells.keys(), f"{engine}: {found.keys() ^ cells.keys()}"
    for key, cell in cells.items():
        for name, value in cell.items():
            other = found[key][name]
            same = other == value if value is None or other is None else abs(other - value) < 1e-9
            assert same, f"{engine}: {name} of {key} is {other}, not {value}"
    print(f"{engine}: {len(cells)} cells equal those of evaluate")


cells = expected()
assert len(cells) > 20

sql = evalboard("query", "--engine", "duckdb", "--input", GLOB)
compare("DuckDB, files", duckdb.sql(sql).fetchall(), cells)

# One column of lines: a separator that no line holds.
duckdb.sql(
    f"CREATE TABLE interviews AS SELECT * FROM read_csv('{GLOB}', columns = {{'line': 'VARCHAR'}}, "
    "delim = '\x01', quote = '', escape = '', header = false)"
)
sql = evalboard("query", "--engine", "duckdb", "--table", "interviews")
compare("DuckDB, table", duckdb.sql(sql).fetchall(), cells)

def read_back(engine, parquet):
    """Compares the board that evalboard makes of an engine's Parquet files with that of the engine's CSV."""
    # Levels of the same rank stand in the order in which a file has them, and engines write in any.
    boards = [
        sorted(
            (json.loads(line) for line in evalboard("export", file, "--to", "jsonl").splitlines()),
            key=lambda cell: (cell["model"], cell.get("level", ""), cell["task"]),
        )
        for file in (parquet, f"{folder.name}/cells.csv")
    ]
    for cell, expected in zip(*boards, strict=True):
        assert cell.keys() == expected.keys()
        for name, value in expected.items():
            same = abs(cell[name] - value) < 1e-9 if isinstance(value, float) else cell[name] == value
            assert same, f"{engine}: {name} is {cell[name]}, not {value}, in {cell}"
    print(f"{engine}, Parquet: the same board as of CSV")


folder = tempfile.TemporaryDirectory()
for kind in ["csv", "parquet"]:
    duckdb.sql(f"COPY ({sql.strip().rstrip(';')}) TO '{folder.name}/cells.{kind}'")
read_back("DuckDB", f"{folder.name}/cells.parquet")

sql = evalboard("query", "--engine", "bigquery", "--table", "interviews")
translated = sqlglot.transpile(sql, read="bigquery", write="duckdb", error_level=sqlglot.ErrorLevel.RAISE)
assert len(translated) == 1
compare("BigQuery, translated to DuckDB", duckdb.sql(translated[0]).fetchall(), cells)

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
sql = evalboard("query", "--engine", "spark", "--input", GLOB)
compare("Spark, files", spark.sql(sql.strip().rstrip(";")).collect(), cells)
spark.read.text(GLOB).withColumnRenamed("value", "line").createOrReplaceTempView("interviews")
sql = evalboard("query", "--engine", "spark", "--table", "interviews")
compare("Spark, table", spark.sql(sql.strip().rstrip(";")).collect(), cells)
spark.sql(sql.strip().rstrip(";")).repartition(3).write.parquet(f"{folder.name}/parts")
read_back("Spark", f"{folder.name}/parts")

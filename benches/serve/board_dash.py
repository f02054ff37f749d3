"""The leaderboard as a Dash app, as one would write it: ten models a page, filters by group and level, cells as bars,
scores and intervals computed with pandas. Run by gunicorn: `gunicorn board_dash:server`; BOARD names the table."""

import os

import numpy as np
import pandas as pd
from dash import Dash, Input, Output, dcc, html

PER_PAGE = 10
table = pd.read_csv(os.environ["BOARD"])
table["groups"] = table["groups"].fillna("").str.split(";")
GROUPS = sorted({group for groups in table["groups"] for group in groups})
LEVELS = list(table["level"].unique())
TASKS = list(table["task"].unique())


def with_statistics(cells):
    lucky = cells["n"] * cells["guess_chance"]
    trials = cells["n"] - lucky
    correct = (cells["correct"] - lucky).clip(lower=0)
    share, z = correct / trials, 1.96
    base = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / base
    margin = z * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials**2)) / base
    truncation = cells["truncated"] / (cells["n"] + cells["truncated"])
    point = (centre + margin - truncation).clip(lower=0.01)
    return cells.assign(
        accuracy=share, low=centre - margin, high=centre + margin, truncation=truncation, log=np.log(point)
    )


CELLS = with_statistics(table)


def cell(row):
    tip = f"accuracy {row.accuracy:.3f}, 95 % interval {row.low:.3f}–{row.high:.3f}, truncated {row.truncation:.1%}"
    bar = {"width": f"{row.accuracy:.1%}", "height": "24px", "background": f"hsl({120 * row.accuracy:.0f} 60% 60%)"}
    return html.Td(html.Div(f"{row.accuracy:.2f}", style=bar), title=tip)


def board(groups, level, page):
    cells = CELLS
    if groups:
        cells = cells[cells["groups"].map(lambda own: any(group in own for group in groups))]
    if level:
        cells = cells[cells["level"] == level]
    score = (1000 * np.exp(cells.groupby("model")["log"].mean())).sort_values(ascending=False)
    of_level = 1000 * np.exp(cells.groupby(["model", "level"])["log"].mean())
    shown = score.iloc[PER_PAGE * (page - 1) : PER_PAGE * page]
    by_place = {(row.model, row.level, row.task): row for row in cells[cells["model"].isin(shown.index)].itertuples()}
    rows = []
    for place, (model, overall) in enumerate(shown.items(), PER_PAGE * (page - 1) + 1):
        for ix, own in enumerate(level and [level] or LEVELS):
            begin = [html.Td(place, rowSpan=3), html.Td(f"{model} {overall:.0f}", rowSpan=3)] if ix == 0 else []
            places = [by_place.get((model, own, task)) for task in TASKS]
            tds = [cell(row) if row is not None else html.Td("N/A") for row in places]
            rows.append(html.Tr(begin + [html.Td(own), html.Td(f"{of_level[model, own]:.0f}")] + tds))
    heads = [html.Th(name) for name in ["#", "Model", "Level", "ReasonScore", *TASKS]]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)])


app = Dash(__name__, title="Leaderboard")
server = app.server
app.layout = html.Div(
    [
        html.H1("Leaderboard"),
        dcc.Dropdown(GROUPS, id="groups", multi=True),
        dcc.Dropdown(LEVELS, id="level"),
        dcc.Input(1, id="page", type="number", min=1),
        html.Div(id="board"),
    ]
)


@app.callback(
    Output("board", "children"), Input("groups", "value"), Input("level", "value"), Input("page", "value")
)
def show(groups, level, page):
    return board(groups, level, page or 1)


@server.get("/healthz")
def healthz():
    return "ok"

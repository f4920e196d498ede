"""Prints measured figures beside their goals and anchors.

usage: bench_table.py goals.json <folder with Google Benchmark JSON files>

A goal whose benchmark did not run is shown as "not measured", never left out. The exit code is 1
where a measured figure misses its goal.
"""

import json
import pathlib
import re
import sys

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
FIELDS = {"itemsPerSecond": "items_per_second", "bytesPerSecond": "bytes_per_second"}


def read_runs(folder):
    """Every benchmark of the run by name. Of repetitions, the median counts."""
    runs = {}
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        for run in json.loads(path.read_text())["benchmarks"]:
            name = run["run_name"]
            if run.get("error_occurred") or (
                run["run_type"] == "aggregate" and run["aggregate_name"] != "median"
            ):
                continue
            # How it was measured is no part of the name: "x/1000/iterations:3/manual_time".
            name = re.sub(r"(/(iterations:\d+|real_time|process_time|manual_time))+$", "", name)
            runs[name] = run
    return runs


def value_of(run, kind):
    """None where the benchmark did not report this kind of value."""
    if kind == "seconds":
        return run["real_time"] * SECONDS[run["time_unit"]]
    return run.get(FIELDS.get(kind, kind))


def shown(value, kind):
    if kind == "seconds":
        for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
            if value >= size or unit == "ns":
                return f"{value / size:.3g} {unit}"
    if kind == "bytesPerSecond":
        return f"{value / 1e6:,.0f} MB/s"
    return f"{value:,.0f}" + ("/s" if kind == "itemsPerSecond" else f" {kind}")


def limit_text(limit, text):
    return f"≤ {text(limit['atMost'])}" if "atMost" in limit else f"≥ {text(limit['atLeast'])}"


def within(limit, value):
    return value <= limit["atMost"] if "atMost" in limit else value >= limit["atLeast"]


def judge(goal, runs):
    """One row of the table, and whether a measured figure misses its goal."""
    kind = goal["value"]
    run = runs.get(goal["figure"])
    figure = value_of(run, kind) if run else None
    anchor_run = runs.get(goal.get("anchor", ""))
    wanted, results, verdicts = [], [], []
    if "goal" in goal:
        wanted.append(limit_text(goal["goal"], lambda v: shown(v, kind)))
        if figure is not None:
            verdicts.append(within(goal["goal"], figure))
    if figure is not None:
        results.append(shown(figure, kind))
    anchor_text = "–"
    if anchor_run:
        anchor_kind = next((k for k, f in FIELDS.items() if f in anchor_run), "seconds")
        anchor_text = f"{goal['anchor']}: {shown(value_of(anchor_run, anchor_kind), anchor_kind)}"
    if "ratio" in goal:
        wanted.append(limit_text(goal["ratio"], lambda v: f"{v:.0%} of the anchor"))
        rate_kind = next(
            (k for k in FIELDS if run and anchor_run and value_of(run, k) and value_of(anchor_run, k)),
            None,
        )
        if rate_kind:
            ratio = value_of(run, rate_kind) / value_of(anchor_run, rate_kind)
            results.append(f"{ratio:.0%}")
            verdicts.append(within(goal["ratio"], ratio))
        elif figure is not None:
            results.append("ratio not measured")
    missed = False in verdicts
    verdict = "not measured" if not verdicts else "MISSED" if missed else "reached"
    return [goal["what"], ", ".join(wanted), ", ".join(results) or "–", verdict, anchor_text], missed


def main(goals_path, folder):
    runs = read_runs(folder)
    rows = [["what", "goal", "figure", "", "anchor of this run"]]
    missed = 0
    for goal in json.loads(pathlib.Path(goals_path).read_text())["goals"]:
        row, is_missed = judge(goal, runs)
        rows.append(row)
        missed += is_missed
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    return 1 if missed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))

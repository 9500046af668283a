"""Sets the rows of one run side by side: medians of CPU seconds, ours and the peer's, as a Markdown table.

usage: compare.py LINES OUR_SHARES THEIR_SHARES [TRUE_SHARES]"""
import csv
import json
import statistics
import sys

# The row, what it is called, the ratio that is wanted, and what of the answers must agree.
ROWS = (
    ("load", "read the three files, validate, index the districts", 10, "villages"),
    ("load_arrow", "the same, theirs by way of Arrow", None, "villages"),
    ("nearest", "nearest of any tier, with index", 2.5, "within_5km"),
    ("flags", "within reach by tier, four indexes", 3, "covered"),
    ("pip", "point in polygon and people by county, with index", 4, "inside"),
    ("areas", "area share of every county (ours: with bounds)", 3, None),
)
ALLOWED_ERROR = 0.0005
# The truth's circles are polygons of 180 corners: it is itself no better than this.
ROUNDING = 1e-6


def told(rows, key):
    return statistics.median(row[key] for row in rows)


def main():
    lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    met = True
    print("| task | ours, CPU s | peer, CPU s | peer / ours | wanted | met? |\n|---|---|---|---|---|---|")
    for task, name, wanted, same in ROWS:
        own_task = "load" if task == "load_arrow" else task
        ours = [line for line in lines if line["task"] == own_task and line["tool"] == "lastmile"]
        theirs = [line for line in lines if line["task"] == task and line["tool"] != "lastmile"]
        if not ours or not theirs:
            met = False
            print(f"| {name} | – | – | – | {wanted} | not measured |")
            continue
        own, peer = told(ours, "cpu"), told(theirs, "cpu")
        verdict = "–" if wanted is None else "yes" if peer / own >= wanted else "no"
        if same and ours[0]["answer"][same] != theirs[0]["answer"][same]:
            verdict += f"; answers differ: {ours[0]['answer'][same]} and {theirs[0]['answer'][same]}"
        met &= verdict in ("yes", "–")
        print(f"| {name} | {own:.3f} | {peer:.3f} {theirs[0]['tool']} | {peer / own:.1f} | {wanted or '–'} | {verdict} |")
    print("\n| alone | CPU s | wall s | |\n|---|---|---|---|")
    for task in ("open", "coverage", "move", "radius", "reopen", "analyze"):
        ours = [line for line in lines if line["task"] == task and line["tool"] == "lastmile"]
        if ours:
            answer = {key: value for key, value in ours[-1]["answer"].items() if key != "timings_ms"}
            told_answer = ", ".join(f"{key} {value}" for key, value in answer.items())
            print(f"| {task} | {told(ours, 'cpu'):.3f} | {told(ours, 'wall'):.3f} | {told_answer} |")
    met &= shares()
    print("\nall wanted ratios are met" if met else "\nNOT all wanted ratios are met")


def shares():
    """The errors of the area shares, and whether ours are within what is allowed."""
    bounds = [(float(row["low"]), float(row["high"])) for row in csv.DictReader(open(sys.argv[2], encoding="utf-8"))]
    theirs = [float(line) for line in open(sys.argv[3], encoding="utf-8")]
    middle = [(low + high) / 2 for low, high in bounds]
    if len(sys.argv) < 5:
        apart = max(abs(own - other) for own, other in zip(middle, theirs))
        print(f"\nArea shares: ours and GeoPandas' differ by up to {apart:.4f}; --truth tells whose error that is.")
        return True
    truth = [float(line) for line in open(sys.argv[4], encoding="utf-8")]
    error = max(abs(own - true) for own, true in zip(middle, truth))
    their_error = max(abs(other - true) for other, true in zip(theirs, truth))
    outside = sum(not low - ROUNDING <= true <= high + ROUNDING for (low, high), true in zip(bounds, truth))
    print(f"\nArea shares, largest error: ours {error:.6f} (allowed {ALLOWED_ERROR}), GeoPandas' {their_error:.4f}. "
          f"Truth outside our bounds: {outside} counties.")
    return error <= ALLOWED_ERROR and outside == 0


main()

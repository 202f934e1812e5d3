# SPDX-License-Identifier: Apache-2.0
"""Times Athena's Linear layers against torch and ONNX Runtime, interleaved in one run. See tests/bench/README.md."""
import argparse
import json
import math
import statistics
import subprocess
import time
from pathlib import Path

from contest import contest_parser, pinned_torch

# What is stored -> Athena's layer and the peers it has to beat.
CONTESTS = {
    "int8": ("athena int8", ["torch int8 x86", "torch int8 onednn", "ort int8"]),
    "int4_g32": ("athena int4_g32", ["ort int4_g32"]),
    "int4_g128": ("athena int4_g128", ["ort int4_g128"]),
}
SMALL_ROWS, COPIES = 16, 16  # up to so many rows a call holds so many copies of the layer


def arguments() -> argparse.Namespace:
    parser = contest_parser(__doc__)
    parser.add_argument("--shapes", default="768x768,768x3072,3072x768,4096x4096", help="KxN,...")
    parser.add_argument("--rows", default="1,4,16,64,128,512", help="M,...")
    parser.add_argument("--png", type=Path)
    return parser.parse_args()


def one_turn(call, seconds: float) -> float:
    """Best time of a call, in microseconds, over a turn."""
    best, end = math.inf, time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def interleaved(calls: dict, rounds: int, turn: float, settle: float = 0) -> dict[str, tuple[float, float]]:
    """Name -> best and median of its turns. Every round gives each a turn, so a disturbance meets all alike. Before each
    are `settle` seconds in which another library's threads stop waiting for work on the cores."""
    for call in calls.values():
        for _ in range(3):
            call()
    turns: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            time.sleep(settle)
            turns[name].append(one_turn(call, turn))
    return {name: (min(times), statistics.median(times)) for name, times in turns.items()}


def settling(options: argparse.Namespace) -> float:
    return 0.1 if options.threads > 1 else 0


def int8_peak(build: Path) -> float:
    run = subprocess.run([build / "bin/athena-bench", "--peak", "--seconds", "0.1"], capture_output=True, text=True,
                         check=True)
    return float(run.stdout)


def figures_of(shape: tuple[int, int], rows: int, binds: dict, options: argparse.Namespace, torch) -> list[dict]:
    k, n = shape
    copies = COPIES if rows <= SMALL_ROWS else 1
    inputs = [torch.randn(rows, k, generator=torch.Generator().manual_seed(i)) for i in range(copies)]
    peak = int8_peak(options.build) * options.threads
    times = interleaved({name: bind(inputs) for name, bind in binds.items()}, options.rounds, options.turn,
                        settling(options))
    work = rows * k * n * copies / 1e3
    return [{"layer": name, "m": rows, "k": k, "n": n, "copies": copies, "best_us": best, "median_us": median,
             "gmacs": work / best, "peak_gmacs": peak} for name, (best, median) in times.items()]


def contests_of(figures: list[dict]) -> list[dict]:
    """Athena's time against the best peer's, per shape and rows."""
    by_case: dict[tuple, dict[str, dict]] = {}
    for figure in figures:
        by_case.setdefault((figure["m"], figure["k"], figure["n"]), {})[figure["layer"]] = figure
    out = []
    for (m, k, n), layers in by_case.items():
        for what, (ours, peers) in CONTESTS.items():
            best = min((layers[p] for p in peers if p in layers), key=lambda f: f["best_us"], default=None)
            if best is not None:
                out.append({"what": what, "m": m, "k": k, "n": n, "peer": best["layer"],
                            "gmacs": layers[ours]["gmacs"],
                            "of_peak": layers[ours]["gmacs"] / layers[ours]["peak_gmacs"] if layers[ours]["peak_gmacs"]
                            else None,
                            "speedup": best["best_us"] / layers[ours]["best_us"],
                            "median_speedup": best["median_us"] / layers[ours]["median_us"]})
    return out


def table(contests: list[dict]) -> str:
    lines = ["| stored | M x K x N | GMAC/s | of int8 peak | best peer | speed-up (best) | (median) |",
             "|---|---|---|---|---|---|---|"]
    for c in contests:
        of_peak = "-" if c["of_peak"] is None else f"{c['of_peak']:.0%}"
        lines.append(f"| {c['what']} | {c['m']}x{c['k']}x{c['n']} | {c['gmacs']:.0f} | {of_peak} | {c['peer']} | "
                     f"{c['speedup']:.2f}x | {c['median_speedup']:.2f}x |")
    for what in CONTESTS:
        speedups = [c["speedup"] for c in contests if c["what"] == what]
        if speedups:
            lines.append(f"| {what} | all | | | | geomean {statistics.geometric_mean(speedups):.2f}x, "
                         f"worst {min(speedups):.2f}x | |")
    return "\n".join(lines)


def chart(figures: list[dict], path: Path) -> None:
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    shapes = sorted({(f["k"], f["n"]) for f in figures})
    drawing, axes = pyplot.subplots(1, len(shapes), figsize=(4.5 * len(shapes), 4), sharey=True, squeeze=False)
    for axis, (k, n) in zip(axes[0], shapes):
        here = [f for f in figures if (f["k"], f["n"]) == (k, n)]
        for layer in dict.fromkeys(f["layer"] for f in here):
            points = sorted((f["m"], f["gmacs"]) for f in here if f["layer"] == layer)
            axis.plot(*zip(*points), marker="o", markersize=3, linewidth=2 if layer.startswith("athena") else 1,
                      linestyle="-" if layer.startswith("athena") else "--", label=layer)
        peaks = sorted({(f["m"], f["peak_gmacs"]) for f in here})
        axis.plot(*zip(*peaks), color="black", linewidth=1, label="int8 peak")
        axis.set(title=f"K x N = {k} x {n}", xlabel="rows M", xscale="log")
    axes[0][0].set_ylabel("GMAC/s")
    axes[0][-1].legend(fontsize=7, loc="center left", bbox_to_anchor=(1, 0.5))
    drawing.tight_layout()
    drawing.savefig(path, dpi=120)


def main() -> None:
    options = arguments()
    torch = pinned_torch(options)
    from linear_layers import layers
    writer = (options.build / "bin/write_packed").resolve()
    figures = []
    with torch.inference_mode():
        empty = {name: bind([torch.zeros(1, 128)]) for name, bind in layers(128, 1, options.threads, writer).items()}
        costs = {name: best for name, (best, _) in interleaved(empty, options.rounds, options.turn).items()}
        print("cost of a call with next to no work: "
              + ", ".join(f"{name} {us:.1f} us" for name, us in costs.items()), flush=True)
        for text in options.shapes.split(","):
            k, n = map(int, text.split("x"))
            binds = layers(k, n, options.threads, writer)
            for rows in map(int, options.rows.split(",")):
                new = figures_of((k, n), rows, binds, options, torch)
                figures += new
                print(f"{rows}x{k}x{n}: " + ", ".join(f"{f['layer']} {f['gmacs']:.0f}" for f in new), flush=True)
    contests = contests_of(figures)
    print(table(contests))
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "torch": torch.__version__,
                                            "call_us": costs, "figures": figures, "contests": contests}, indent=1))
    if options.png:
        chart(figures, options.png)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Times Athena's sparse Linear layers over the share of zeros, interleaved in one run. See tests/bench/README.md."""
import argparse
import json
from pathlib import Path

from compare import COPIES, interleaved
from contest import contest_parser, pinned_torch

SMALL_ROWS = 4  # up to so many rows a call holds COPIES of the layer


def arguments() -> argparse.Namespace:
    parser = contest_parser(__doc__)
    parser.add_argument("--shapes", default="768x768,768x3072,3072x768,4096x4096", help="KxN,...")
    parser.add_argument("--rows", default="1,4,16,64,128,512", help="M,...")
    parser.add_argument("--zeros", default="0.3,0.5,0.6,0.75,0.8,0.9,0.95", help="shares of zeros")
    parser.add_argument("--pattern-shapes", default="768x768,4096x4096,8192x8192", help="KxN,... of the pattern 2:4")
    parser.add_argument("--pattern-rows", default="1", help="M,... of the pattern 2:4")
    parser.add_argument("--png", type=Path)
    return parser.parse_args()


def times_of(binds: dict, rows: int, k: int, options: argparse.Namespace, torch) -> dict[str, float]:
    """Name -> best time of one layer in us."""
    copies = COPIES if rows <= SMALL_ROWS else 1
    inputs = [torch.randn(rows, k, generator=torch.Generator().manual_seed(i)) for i in range(copies)]
    times = interleaved({name: bind(inputs) for name, bind in binds.items()}, options.rounds, options.turn)
    return {name: best / copies for name, (best, _) in times.items()}


def writer_of(options: argparse.Namespace) -> Path:
    return (options.build / "bin/write_packed").resolve()


def cases_of(shape: tuple[int, int], zeros: float, options: argparse.Namespace, torch) -> list[dict]:
    """One case per number of rows: the best time of each layer, and the ratios that count."""
    from linear_layers import block_layers, sparse_layers
    k, n = shape
    writer = writer_of(options)
    binds = sparse_layers(k, n, zeros, options.threads, writer) | block_layers(k, n, zeros, writer)
    cases = []
    for rows in map(int, options.rows.split(",")):
        us = times_of(binds, rows, k, options, torch)
        cases.append({"m": rows, "k": k, "n": n, "zeros": zeros, "us": us,
                      "over_csr": us["torch csr"] / us["athena sparse_fp32"],
                      "over_dense_fp32": min(us["torch fp32"], us["ort fp32"]) / us["athena sparse_fp32"],
                      "over_dense_int8": us["athena int8"] / us["athena sparse_int8"]})
    return cases


def pattern_cases_of(shape: tuple[int, int], options: argparse.Namespace, torch) -> list[dict]:
    """The same of the pattern 2:4, against dense int8 on the same weights."""
    from linear_layers import pattern_layers
    k, n = shape
    binds = pattern_layers(k, n, writer_of(options))
    cases = []
    for rows in map(int, options.pattern_rows.split(",")):
        us = times_of(binds, rows, k, options, torch)
        cases.append({"m": rows, "k": k, "n": n, "us": us,
                      "over_dense_int8": us["athena int8"] / us["athena sparse_int8"]})
    return cases


def break_even(cases: list[dict], ratio: str) -> float | None:
    """The share of zeros from which on the ratio stays at 1 or above, between the measured ones by a straight line."""
    points = sorted((c["zeros"], c[ratio]) for c in cases)
    below = [i for i, (_, value) in enumerate(points) if value < 1]
    if not below:
        return points[0][0]
    if below[-1] + 1 == len(points):
        return None
    (x0, y0), (x1, y1) = points[below[-1]:below[-1] + 2]
    return x0 + (1 - y0) / (y1 - y0) * (x1 - x0)


def by_layer(cases: list[dict]) -> dict[tuple[int, int, int], list[dict]]:
    groups: dict[tuple[int, int, int], list[dict]] = {}
    for case in cases:
        groups.setdefault((case["m"], case["k"], case["n"]), []).append(case)
    return groups


def table(cases: list[dict]) -> str:
    lines = ["| M x K x N | zeros | sparse-fp32 over MKL CSR | over the best dense fp32 | sparse-int8 over int8 |",
             "|---|---|---|---|---|"]
    lines += [f"| {c['m']}x{c['k']}x{c['n']} | {c['zeros']:.0%} | {c['over_csr']:.2f}x | {c['over_dense_fp32']:.2f}x | "
              f"{c['over_dense_int8']:.2f}x |" for c in cases]
    for (m, k, n), group in by_layer(cases).items():
        evens = [break_even(group, ratio) for ratio in ("over_dense_fp32", "over_dense_int8")]
        fp32, int8 = ("never" if even is None else f"from {even:.0%} zeros" for even in evens)
        lines.append(f"| {m}x{k}x{n} | break-even | | {fp32} | {int8} |")
    return "\n".join(lines)


def pattern_table(cases: list[dict]) -> str:
    lines = ["| M x K x N | int8 | 2:4 int8 | over int8 |", "|---|---|---|---|"]
    lines += [f"| {c['m']}x{c['k']}x{c['n']} | {c['us']['athena int8']:.1f} us | {c['us']['athena sparse_int8']:.1f} us | "
              f"{c['over_dense_int8']:.2f}x |" for c in cases]
    return "\n".join(lines)


def chart(cases: list[dict], path: Path) -> None:
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    titles = {"over_csr": "sparse-fp32 over MKL CSR", "over_dense_fp32": "sparse-fp32 over the best dense fp32",
              "over_dense_int8": "sparse-int8 (blocks) over int8"}
    drawing, axes = pyplot.subplots(1, len(titles), figsize=(4.5 * len(titles), 4), squeeze=False)
    for axis, (ratio, title) in zip(axes[0], titles.items()):
        for (m, k, n), group in by_layer(cases).items():
            axis.plot(*zip(*sorted((c["zeros"], c[ratio]) for c in group)), marker="o", markersize=3,
                      label=f"{m}x{k}x{n}")
        axis.axhline(1, color="black", linewidth=1)
        axis.set(title=title, xlabel="share of zeros", yscale="log")
    axes[0][0].set_ylabel("speed-up")
    axes[0][-1].legend(fontsize=7, loc="center left", bbox_to_anchor=(1, 0.5))
    drawing.tight_layout()
    drawing.savefig(path, dpi=120)


def shapes_in(text: str) -> list[tuple[int, int]]:
    return [tuple(map(int, shape.split("x"))) for shape in text.split(",") if shape]


def main() -> None:
    options = arguments()
    torch = pinned_torch(options)
    cases, pattern_cases = [], []
    with torch.inference_mode():
        for k, n in shapes_in(options.shapes):
            for zeros in map(float, options.zeros.split(",")):
                new = cases_of((k, n), zeros, options, torch)
                cases += new
                print(f"{k}x{n}, {zeros:.0%} zeros: " + ", ".join(f"M={c['m']} {c['over_csr']:.2f}x of CSR" for c in new),
                      flush=True)
        for shape in shapes_in(options.pattern_shapes):
            pattern_cases += pattern_cases_of(shape, options, torch)
    if cases:
        print(table(cases))
    if pattern_cases:
        print(pattern_table(pattern_cases))
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "torch": torch.__version__,
                                            "cases": cases, "pattern_2_4": pattern_cases}, indent=1))
    if options.png and cases:
        chart(cases, options.png)


if __name__ == "__main__":
    main()

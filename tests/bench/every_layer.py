# SPDX-License-Identifier: Apache-2.0
"""How fast each layer runs in a scheme, within its model, against fp32, where it takes a share of the fp32 layers' time.
See tests/bench/README.md."""
import argparse
import json
import subprocess
from pathlib import Path


def layers_of(model: Path, batch: int, options: argparse.Namespace) -> list[dict]:
    """What athena-cli machine says of the layers; none where it knows no inputs."""
    data = ["--data", options.data] if options.data else []
    run = subprocess.run([options.build / "bin/athena-cli", "machine", model, "--trust", "--batch", str(batch),
                          "--threads", str(options.threads), "--json", *data], capture_output=True, text=True)
    said = json.loads(run.stdout)
    if "error" in said:
        print(f"{model.stem}, batch {batch}: {said['error']['message']}", flush=True)
    return said.get("layers", [])


def heavy(layers: list[dict], options: argparse.Namespace) -> list[dict]:
    """The layers of at least the share, with their times as they are and in the scheme."""
    timed = []
    for layer in layers:
        ms = {scheme["scheme"]: scheme["ms"] for scheme in layer["schemes"] if scheme["ms"] is not None}
        timed.append({"path": layer["path"], "fp32_ms": ms.get("fp32", 0.0), "ms": ms.get(options.scheme)})
    total = sum(layer["fp32_ms"] for layer in timed)
    return [layer for layer in timed if layer["ms"] and layer["fp32_ms"] >= options.share * total]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--scheme", default="int8-dynamic")
    parser.add_argument("--share", type=float, default=0.02, help="of the fp32 layers' time")
    parser.add_argument("--batches", default="1,32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--data", help="data file of the models")
    options = parser.parse_args()
    count, slower = 0, []
    print("| model | batch | layers | worst | its fp32 ms |\n|---|---|---|---|---|")
    for model in options.models:
        for batch in map(int, options.batches.split(",")):
            layers = heavy(layers_of(model, batch, options), options)
            if not layers:
                continue
            worst = max(layers, key=lambda layer: layer["ms"] / layer["fp32_ms"])
            print(f"| {model.stem} | {batch} | {len(layers)} | {worst['fp32_ms'] / worst['ms']:.2f}x {worst['path']} | "
                  f"{worst['fp32_ms']:.4f} |", flush=True)
            count += len(layers)
            slower += [f"{model.stem} {layer['path']} at {batch}, {layer['fp32_ms'] / layer['ms']:.2f}x"
                       for layer in layers if layer["ms"] > 1.03 * layer["fp32_ms"]]
    print(f"\n{count} layers, slower than fp32 by more than 3 %: {'; '.join(slower) or 'none'}.")


main()

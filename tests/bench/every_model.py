# SPDX-License-Identifier: Apache-2.0
"""How fast every model that tests/data/make_models.py made runs with the scheme auto, against the fastest of its fp32
forms, and how many layers auto left in fp32. See tests/bench/README.md."""
import argparse
import json
import subprocess
import tempfile
import warnings
from pathlib import Path

from contest import pinned_torch
from end_to_end import fp32_forms, interleaved


def measured(model: Path, batch: int, options: argparse.Namespace) -> dict:
    """What athena-cli says of the variant, or {"error": ...}."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([options.build / "bin/athena-cli", "compress", model, "--trust", "--set", options.set,
                              "--latency-batch", str(batch), "--threads", str(options.threads), "--samples", str(batch),
                              "-o", Path(folder) / "out.pt", "--json"], capture_output=True, text=True)
    return json.loads(run.stdout)


def row(model: Path, batch: int, options: argparse.Namespace) -> dict:
    said = measured(model, batch, options)
    found = {"model": model.stem, "batch": batch}
    if "error" in said:
        return found | {"why": said["error"]["message"]}
    if not said.get("latency"):
        return found | {"why": "no inputs could be made up"}
    layers = [layer for layer in said["layers"] if layer["multiply_adds"] > 0]
    return found | {"ms": said["latency_ms"], "speedup": said["speedup"], "layers": len(layers),
                    "left": [layer["path"] for layer in layers if layer["scheme"] == "fp32"]}


def on_saved_calls(model: Path, options: argparse.Namespace, torch) -> dict:
    """The same of the calls of forward that were saved with the model (tests/data/models/example.py), every layer
    int8-dynamic, since auto would need samples. Calls that fail, as some are there to, are left out."""
    holder = torch.jit.load(model.with_suffix(".calls.pt"))._c
    names = [f"call_{number:03d}_forward" for number in range(1000)]
    arguments = [holder.getattr(name) for name in names if holder.hasattr(name)]
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([options.build / "bin/athena-cli", "compress", model, "--trust", "--set", "*=int8-dynamic",
                              "--no-measure", "-o", Path(folder) / "out.pt"], capture_output=True, text=True)
        if run.returncode:
            return {"why": run.stderr.strip()}
        forms = {"int8": torch.jit.load(Path(folder) / "out.pt").eval()} | fp32_forms(torch.jit.load(model).eval(), torch)

    def works(given) -> bool:
        try:
            return all(form(*given) is not None for form in forms.values())
        except (RuntimeError, torch.jit.Error):
            return False

    arguments = [given for given in arguments if works(given)]
    if not arguments:
        return {"why": "no inputs could be made up, and no saved call runs"}
    calls = {name: lambda form=form: [form(*given) for given in arguments] for name, form in forms.items()}
    times = interleaved(calls, 2)
    best = min(median for name, (_, median) in times.items() if name != "int8")
    return {"ms": times["int8"][1], "speedup": best / times["int8"][1], "layers": 0, "left": []}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    parser.add_argument("--only", default="*", help="names of models, a glob")
    parser.add_argument("--set", default="*=auto", help="rule for athena-cli compress")
    parser.add_argument("--batches", default="1,32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch = pinned_torch(options)
    rows = []
    print("| model | batch | ms | of the best fp32's speed | layers left in fp32 |\n|---|---|---|---|---|")
    for model in sorted(options.models.glob(options.only + ".pt")):
        if model.stem.endswith(".calls"):
            continue
        for batch in map(int, options.batches.split(",")):
            rows.append(row(model, batch, options))
            if "why" in rows[-1] and model.with_suffix(".calls.pt").exists():
                with torch.inference_mode():
                    rows[-1] = {"model": model.stem, "batch": "saved calls"} | on_saved_calls(model, options, torch)
            text = ("{ms:.3f} | {speedup:.2f}x | {count} of {layers}" if "ms" in rows[-1] else "- | - | {why}").format(
                **rows[-1], count=len(rows[-1].get("left", [])))
            print(f"| {model.stem} | {rows[-1]['batch']} | {text} |", flush=True)
    timed = [each for each in rows if "ms" in each]
    slow = [f"{each['model']} at {each['batch']}" for each in timed if each["speedup"] < 0.98]
    print(f"\n{len(timed)} timed, below 0.98x: {', '.join(slow) or 'none'}.")
    if options.json:
        options.json.write_text(json.dumps({"schema": 1, "threads": options.threads, "set": options.set, "rows": rows},
                                           indent=1))


main()

# SPDX-License-Identifier: Apache-2.0
"""Opens, compresses and exports a generated transformer of 2 GB with 600 Linear layers: time against torch.jit.load,
memory against the file's size, and how soon Ctrl+C ends an opening. The model is made in a temporary folder and removed.
See tests/bench/README.md."""
import argparse
import json
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import torch
from torch import Tensor, nn


class Block(nn.Module):
    """Attention and feed-forward part of an encoder layer: six Linear layers."""

    def __init__(self, width: int, inner: int):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self.output(nn.functional.scaled_dot_product_attention(self.query(y), self.key(y), self.value(y)))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


class Large(nn.Module):
    def __init__(self, blocks: int, width: int):
        super().__init__()
        self.blocks = nn.Sequential(*(Block(width, width * 3 // 2) for _ in range(blocks)))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(x)


def resident(pid: int) -> int:
    """Bytes of memory of its own that a process and its children hold; mapped files are not counted."""
    total = 0
    try:
        fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        total = int(fields["RssAnon"].split()[0]) * 1024
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += resident(int(child))
    except (OSError, KeyError):
        pass
    return total


def watched(*command) -> dict:
    """Seconds until a command's first output and to its end, and the most memory of its own that it held."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    most = [0]

    def watch():
        while process.poll() is None:
            most[0] = max(most[0], resident(process.pid))
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    first = process.stdout.read(1)
    answered = time.perf_counter() - start
    output, errors = process.communicate()
    seconds = time.perf_counter() - start
    watcher.join()
    if process.returncode != 0:
        sys.exit(f"{command} failed: {errors.decode()}")
    return {"answered": answered, "seconds": seconds, "bytes": most[0], "output": (first + output).decode()}


def stopped(seconds: float, *command) -> float:
    """Seconds from the Ctrl+C that meets a command after `seconds` to its end."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    start = time.perf_counter()
    process.send_signal(signal.SIGINT)
    if process.wait() != 130:
        sys.exit(f"{command} was not cancelled: exit {process.returncode}")
    return time.perf_counter() - start


LOAD = """
import sys, time, torch
start = time.perf_counter()
torch.jit.load(sys.argv[1])
print(time.perf_counter() - start)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--blocks", type=int, default=100)
    parser.add_argument("--width", type=int, default=832)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    cli = options.build / "bin/athena-cli"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small, large = folder / "small.pt", folder / "large.pt"
        torch.jit.script(Large(1, 8).eval()).save(str(small))
        torch.jit.script(Large(options.blocks, options.width).eval()).save(str(large))
        size = large.stat().st_size
        first = watched(cli, "info", large, "--json")
        layers = sum(layer["kind"] == "Linear" for layer in json.loads(first["output"])["layers"])
        loads, opens = [], []
        for _ in range(options.rounds):
            loads.append(float(watched(sys.executable, "-c", LOAD, large)["output"]))
            opens.append(watched(cli, "info", large, "--json")["answered"] - watched(cli, "info", small, "--json")["answered"])
        cancels = [stopped(share * min(opens), cli, "info", large) for share in (0.2, 0.4, 0.6)]

        def through(model: Path) -> tuple[dict, dict]:
            """A model compressed into a session, and the variant exported from there."""
            session, variant = folder / f"{model.stem}.athena", "int8"
            made = watched(cli, "compress", model, "--set", "*=int8-dynamic", "--no-measure", "--session", session,
                           "--name", variant)
            return made, watched(cli, "export", session, variant, "-o", folder / f"{model.stem}-int8.pt")

        (small_made, small_out), (made, out) = through(small), through(large)
        compressed = (folder / "large-int8.pt").stat().st_size
        result = {
            "file_bytes": size, "linear_layers": layers,
            "load_seconds": min(loads), "open_seconds": min(opens), "first_open_seconds": first["answered"],
            "open_ratio": min(opens) / min(loads), "cancel_seconds": max(cancels),
            "compress_seconds": made["seconds"], "compressed_bytes": compressed,
            "memory_bytes": made["bytes"] - small_made["bytes"],
            "memory_ratio": (made["bytes"] - small_made["bytes"]) / size,
            "export_seconds": out["seconds"], "export_memory_bytes": out["bytes"] - small_out["bytes"],
        }
    print(f"{size / 1e9:.2f} GB, {layers} Linear layers")
    print(f"torch.jit.load {result['load_seconds']:.2f} s; athena-cli info, less that of a small model, "
          f"{result['open_seconds']:.2f} s: {result['open_ratio']:.2f}x; the first time {first['answered']:.2f} s; "
          f"Ctrl+C ends it within {result['cancel_seconds']:.2f} s")
    print(f"int8-dynamic in {made['seconds']:.1f} s; most memory over that for a small model "
          f"{result['memory_bytes'] / 1e9:.2f} GB: {result['memory_ratio']:.2f}x the file")
    print(f"export of {compressed / 1e9:.2f} GB, checked in a fresh process, in {out['seconds']:.1f} s; most memory over "
          f"that for a small model {result['export_memory_bytes'] / 1e9:.2f} GB")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1))


main()

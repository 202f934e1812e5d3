# SPDX-License-Identifier: Apache-2.0
"""What every comparison of libraries begins with. To be imported before torch, which binds the process to a core."""
import argparse
import os
import subprocess
import tempfile
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))


def contest_parser(description: str, turn: float = 0.01) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--build", type=Path, default=Path("build/release"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=15, help="times that every library has its turn")
    parser.add_argument("--turn", type=float, default=turn, help="seconds of one turn")
    parser.add_argument("--json", type=Path)
    return parser


def pinned_torch(options: argparse.Namespace):
    """torch with Athena's ops, on as many cores as there are threads, to which they are bound."""
    # Before any library starts its threads.
    os.sched_setaffinity(0, CORES[:options.threads])
    os.environ.update(OMP_NUM_THREADS=str(options.threads), OMP_PROC_BIND="true")
    import torch
    torch.set_num_threads(options.threads)
    torch.ops.load_library(str((options.build / "lib/libathena_runtime.so").resolve()))
    return torch


def int8_dynamic(module, options: argparse.Namespace):
    """A scripted module with all its layers int8-dynamic, loaded anew."""
    import torch
    with tempfile.TemporaryDirectory() as folder:
        module.save(Path(folder) / "fp32.pt")
        subprocess.run([options.build / "bin/athena-cli", "compress", Path(folder) / "fp32.pt", "--set", "*=int8-dynamic",
                        "--no-measure", "-o", Path(folder) / "int8.pt"], check=True, capture_output=True)
        return torch.jit.load(Path(folder) / "int8.pt").eval()


def ort_settings(threads: int):
    """Each of ONNX Runtime's threads gets a core of its own: they would all inherit the one that OMP_PROC_BIND has given
    the caller."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    if threads > 1:
        options.add_session_config_entry("session.intra_op_thread_affinities",
                                         ";".join(str(core + 1) for core in CORES[1:threads]))
    return options

# SPDX-License-Identifier: Apache-2.0
"""One Linear layer in Athena and in the libraries a user would pick instead, as calls to be timed."""
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from contest import ort_settings

warnings.simplefilter("ignore")

Call = Callable[[], object]
Bind = Callable[[list[torch.Tensor]], Call]  # inputs, one per copy of the layer in the graph -> a call


class Weight(torch.nn.Module):
    def __init__(self, weight: torch.Tensor):
        super().__init__()
        self.weight = torch.nn.Parameter(weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.linear(x, self.weight)


class Copies(torch.nn.Module):
    """The same layer on each of its inputs, so that one call holds enough work for a small M to be seen."""

    def __init__(self, layer: torch.nn.Module):
        super().__init__()
        self.layer = layer

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(self.layer(x) for x in inputs)


def torch_bind(layer: torch.nn.Module) -> Bind:
    def bind(inputs: list[torch.Tensor]) -> Call:
        graph = torch.jit.trace(Copies(layer), tuple(inputs), check_trace=False)
        return lambda: graph(*inputs)
    return bind


def torch_int8(weight: torch.Tensor, engine: str) -> torch.nn.Module:
    torch.backends.quantized.engine = engine
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=False).eval()
    linear.weight = torch.nn.Parameter(weight)
    return torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(linear), {torch.nn.Linear}, dtype=torch.qint8)


def athena_layers(weight: torch.Tensor, writer: Path, names: tuple[str, ...]) -> dict[str, Bind]:
    with tempfile.TemporaryDirectory() as folder:
        torch.jit.script(Weight(weight)).save(f"{folder}/weight.pt")
        subprocess.run([writer, f"{folder}/weight.pt", f"{folder}/packed.pt"], check=True)
        packed = torch.jit.load(f"{folder}/packed.pt")

    def bind_layer(layer: torch.ScriptObject) -> Bind:
        def bind(inputs: list[torch.Tensor]) -> Call:
            names = [f"x{i}" for i in range(len(inputs))]
            outputs = "".join(f"torch.ops.athena.linear({name}, layer), " for name in names)
            arguments = "".join(f"{name}: Tensor, " for name in names)
            graph = torch.jit.CompilationUnit(
                f"def run({arguments}layer: __torch__.torch.classes.athena.PackedLinear):\n  return ({outputs})\n").run
            return lambda: graph(*inputs, layer)
        return bind

    return {f"athena {name}": bind_layer(getattr(packed, name)) for name in names}


def ort_bind(nodes: Callable[[int], list], constants: dict[str, np.ndarray], k: int, n: int, threads: int) -> Bind:
    def bind(inputs: list[torch.Tensor]) -> Call:
        count = len(inputs)
        graph = helper.make_graph(
            [node for i in range(count) for node in nodes(i)], "linear",
            [helper.make_tensor_value_info(f"x{i}", TensorProto.FLOAT, ["M", k]) for i in range(count)],
            [helper.make_tensor_value_info(f"y{i}", TensorProto.FLOAT, ["M", n]) for i in range(count)],
            [numpy_helper.from_array(np.ascontiguousarray(v), name) for name, v in constants.items()])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17),
                                                        helper.make_opsetid("com.microsoft", 1)])
        model.ir_version = 8
        options = ort_settings(threads)
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        feed = {f"x{i}": x.numpy() for i, x in enumerate(inputs)}
        return lambda: session.run(None, feed)
    return bind


def ort_int4(weight: np.ndarray, group: int, threads: int) -> Bind:
    n, k = weight.shape
    blocks = weight.reshape(n, k // group, group)
    scale = np.abs(blocks).max(-1) / 7
    codes = np.clip(np.round(blocks / scale[..., None]) + 8, 0, 15).astype(np.uint8)
    packed = (codes[..., 0::2] | (codes[..., 1::2] << 4)).astype(np.uint8)

    def nodes(i: int) -> list:
        return [helper.make_node("MatMulNBits", [f"x{i}", "B", "S"], [f"y{i}"], domain="com.microsoft",
                                 K=k, N=n, bits=4, block_size=group, accuracy_level=4)]
    return ort_bind(nodes, {"B": packed, "S": scale.reshape(-1).astype(np.float32)}, k, n, threads)


def ort_fp32(weight: torch.Tensor, threads: int) -> Bind:
    n, k = weight.shape
    return ort_bind(lambda i: [helper.make_node("MatMul", [f"x{i}", "W"], [f"y{i}"])], {"W": weight.numpy().T}, k, n,
                    threads)


def torch_csr(weight: torch.Tensor) -> Bind:
    """MKL's sparse product, which wants a column per row of x: both transposes are part of the call."""
    csr = weight.to_sparse_csr()

    def bind(inputs: list[torch.Tensor]) -> Call:
        return lambda: [torch.sparse.mm(csr, x.t().contiguous()).t().contiguous() for x in inputs]
    return bind


def scattered(weight: torch.Tensor, zeros: float) -> torch.Tensor:
    """The weights without the share `zeros` of smallest magnitude."""
    if zeros == 0:
        return weight
    threshold = weight.abs().flatten().kthvalue(round(zeros * weight.numel())).values
    return torch.where(weight.abs() > threshold, weight, 0.0)


def blocked(weight: torch.Tensor, zeros: float) -> torch.Tensor:
    """The weights without the share `zeros` of blocks of 16 outputs by 4 inputs."""
    n, k = weight.shape
    kept = torch.rand(n // 16, 1, k // 4, 1, generator=torch.Generator().manual_seed(2)) >= zeros
    return (weight.reshape(n // 16, 16, k // 4, 4) * kept).reshape(n, k)


def sparse_layers(k: int, n: int, zeros: float, threads: int, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k], of which the share `zeros` is zero; dense libraries multiply by them."""
    weight = scattered(torch.randn(n, k, generator=torch.Generator().manual_seed(1)), zeros)
    return athena_layers(weight, writer, ("sparse_fp32",)) | {
        "torch csr": torch_csr(weight), "torch fp32": torch_bind(Weight(weight)), "ort fp32": ort_fp32(weight, threads)}


def block_layers(k: int, n: int, zeros: float, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k] with the share `zeros` of zero blocks, skipped and multiplied."""
    weight = blocked(torch.randn(n, k, generator=torch.Generator().manual_seed(1)), zeros)
    return athena_layers(weight, writer, ("sparse_int8", "int8"))


def layers(k: int, n: int, threads: int, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k]. The first word is the library, the second what it stores."""
    weight = torch.randn(n, k, generator=torch.Generator().manual_seed(1))
    scale = weight.abs().amax(1) / 127
    int8 = torch.round(weight / scale[:, None]).to(torch.int8).numpy()
    out = athena_layers(weight, writer, ("int8", "int4_g32", "int4_g128"))
    out["torch fp32"] = torch_bind(Weight(weight))
    for engine in ("x86", "onednn"):
        if engine in torch.backends.quantized.supported_engines:
            out[f"torch int8 {engine}"] = torch_bind(torch_int8(weight, engine))
    out["ort fp32"] = ort_fp32(weight, threads)
    out["ort int8"] = ort_bind(
        lambda i: [helper.make_node("DynamicQuantizeMatMul", [f"x{i}", "W", "S", "Z"], [f"y{i}"],
                                    domain="com.microsoft")],
        {"W": int8.T, "S": scale.numpy(), "Z": np.zeros(n, np.int8)}, k, n, threads)
    for group in (32, 128):
        out[f"ort int4_g{group}"] = ort_int4(weight.numpy(), group, threads)
    return out

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


class Packed(torch.nn.Module):
    def __init__(self, layer: torch.ScriptObject):
        super().__init__()
        self.layer = layer

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ops.athena.linear(x, self.layer)


class Copies(torch.nn.Module):
    """The same layer as often as there are inputs, so that one call holds enough work for a small M to be seen: one after
    the other where its output fits its input, else each on an input of its own."""

    def __init__(self, layer: torch.nn.Module, in_chain: bool):
        super().__init__()
        self.layer, self.in_chain = layer, in_chain

    def forward(self, *inputs: torch.Tensor):
        if not self.in_chain:
            return tuple(self.layer(x) for x in inputs)
        x = inputs[0]
        for _ in inputs:
            x = self.layer(x)
        return x


def torch_bind(layer: torch.nn.Module, shape: torch.Size) -> Bind:
    """`shape`: of the weight, [n, k]. What is called is the graph itself: no hooks of a module."""
    def bind(inputs: list[torch.Tensor]) -> Call:
        forward = torch.jit.trace(Copies(layer, shape[0] == shape[1]), tuple(inputs), check_trace=False).forward
        return lambda: forward(*inputs)
    return bind


def torch_int8(weight: torch.Tensor, engine: str) -> torch.nn.Module:
    torch.backends.quantized.engine = engine
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=False).eval()
    linear.weight = torch.nn.Parameter(weight)
    return torch.ao.quantization.quantize_dynamic(torch.nn.Sequential(linear), {torch.nn.Linear}, dtype=torch.qint8)


def athena_layers(weight: torch.Tensor, writer: Path, names: tuple[str, ...]) -> dict[str, Bind]:
    with tempfile.TemporaryDirectory() as folder:
        torch.jit.script(Weight(weight)).save(f"{folder}/weight.pt")
        subprocess.run([writer, f"{folder}/weight.pt", f"{folder}/packed.pt", *names], check=True)
        packed = torch.jit.load(f"{folder}/packed.pt")

    return {f"athena {name}": torch_bind(Packed(getattr(packed, name)), weight.shape) for name in names}


def ort_bind(nodes: Callable[[str, str], list], constants: dict[str, np.ndarray], k: int, n: int, threads: int) -> Bind:
    def bind(inputs: list[torch.Tensor]) -> Call:
        count = len(inputs)
        sources, results = [f"x{i}" for i in range(count)], [f"y{i}" for i in range(count)]
        if k == n:  # in a chain
            sources = ["x0"] + results[:-1]
        made = [node for source, result in zip(sources, results) for node in nodes(source, result)]
        graph = helper.make_graph(
            made, "linear",
            [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["M", k]) for x in sources if x not in results],
            [helper.make_tensor_value_info(y, TensorProto.FLOAT, ["M", n]) for y in results if y not in sources],
            [numpy_helper.from_array(np.ascontiguousarray(v), name) for name, v in constants.items()])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17),
                                                        helper.make_opsetid("com.microsoft", 1)])
        model.ir_version = 8
        options = ort_settings(threads)
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        feed = {value.name: x.numpy() for value, x in zip(session.get_inputs(), inputs)}
        return lambda: session.run(None, feed)
    return bind


def ort_int4(weight: np.ndarray, group: int, threads: int) -> Bind:
    n, k = weight.shape
    blocks = weight.reshape(n, k // group, group)
    scale = np.abs(blocks).max(-1) / 7
    codes = np.clip(np.round(blocks / scale[..., None]) + 8, 0, 15).astype(np.uint8)
    packed = (codes[..., 0::2] | (codes[..., 1::2] << 4)).astype(np.uint8)

    def nodes(x: str, y: str) -> list:
        return [helper.make_node("MatMulNBits", [x, "B", "S"], [y], domain="com.microsoft",
                                 K=k, N=n, bits=4, block_size=group, accuracy_level=4)]
    return ort_bind(nodes, {"B": packed, "S": scale.reshape(-1).astype(np.float32)}, k, n, threads)


def ort_fp32(weight: torch.Tensor, threads: int) -> Bind:
    n, k = weight.shape
    return ort_bind(lambda x, y: [helper.make_node("MatMul", [x, "W"], [y])], {"W": weight.numpy().T}, k, n,
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


def two_of_four(weight: torch.Tensor) -> torch.Tensor:
    """The weights with the two of smallest magnitude of each four along the inputs set to zero."""
    groups = weight.reshape(-1, 4)
    kept = torch.zeros_like(groups).scatter_(1, groups.abs().topk(2).indices, 1.0)
    return (groups * kept).reshape(weight.shape)


def sparse_layers(k: int, n: int, zeros: float, threads: int, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k], of which the share `zeros` is zero; dense libraries multiply by them."""
    weight = scattered(torch.randn(n, k, generator=torch.Generator().manual_seed(1)), zeros)
    return athena_layers(weight, writer, ("sparse_fp32",)) | {
        "torch csr": torch_csr(weight), "torch fp32": torch_bind(Weight(weight), weight.shape), "ort fp32": ort_fp32(weight, threads)}


def block_layers(k: int, n: int, zeros: float, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k] with the share `zeros` of zero blocks, skipped and multiplied."""
    weight = blocked(torch.randn(n, k, generator=torch.Generator().manual_seed(1)), zeros)
    return athena_layers(weight, writer, ("sparse_int8", "int8"))


def pattern_layers(k: int, n: int, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k] of the pattern 2:4, its zeros skipped and multiplied."""
    weight = two_of_four(torch.randn(n, k, generator=torch.Generator().manual_seed(1)))
    return athena_layers(weight, writer, ("sparse_int8", "int8"))


def layers(k: int, n: int, threads: int, writer: Path) -> dict[str, Bind]:
    """Name -> layer of random weights [n, k]. The first word is the library, the second what it stores."""
    weight = torch.randn(n, k, generator=torch.Generator().manual_seed(1)) / k**0.5
    scale = weight.abs().amax(1) / 127
    int8 = torch.round(weight / scale[:, None]).to(torch.int8).numpy()
    out = athena_layers(weight, writer, ("int8", "int4_g32", "int4_g128"))
    out["torch fp32"] = torch_bind(Weight(weight), weight.shape)
    for engine in ("x86", "onednn"):
        if engine in torch.backends.quantized.supported_engines:
            out[f"torch int8 {engine}"] = torch_bind(torch_int8(weight, engine), weight.shape)
    out["ort fp32"] = ort_fp32(weight, threads)
    out["ort int8"] = ort_bind(
        lambda x, y: [helper.make_node("DynamicQuantizeMatMul", [x, "W", "S", "Z"], [y],
                                    domain="com.microsoft")],
        {"W": int8.T, "S": scale.numpy(), "Z": np.zeros(n, np.int8)}, k, n, threads)
    for group in (32, 128):
        out[f"ort int4_g{group}"] = ort_int4(weight.numpy(), group, threads)
    return out

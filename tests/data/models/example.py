# SPDX-License-Identifier: Apache-2.0
"""A model with the calls that exercise it, and how the two are written."""
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

Call = tuple[str, tuple[Any, ...]]  # a method and its arguments


@dataclass
class Example:
    """`forms`: how the module becomes TorchScript, each a file NAME_FORM.pt; "foreign": it is TorchScript already.
    Calls are made in order: state stays."""
    name: str
    module: nn.Module
    calls: list[Call]
    forms: list[str] = field(default_factory=lambda: ["scripted"])
    trace: dict[str, tuple[Any, ...]] = field(default_factory=dict)  # of a traced form: the arguments it is traced with


def forward(*arguments: Any) -> Call:
    return ("forward", arguments)


def in_form(example: Example, form: str) -> torch.jit.ScriptModule:
    module = example.module.eval()
    arguments = example.trace.get(form, example.calls[0][1])
    with torch.no_grad():
        if form.startswith("traced"):
            traced = torch.jit.trace(module, arguments, check_trace=False)
            return torch.jit.freeze(traced) if form == "traced_frozen" else traced
        scripted = torch.jit.script(module)
        if form == "foreign":
            return module
        if form == "frozen":
            exported = [m for m in scripted._c._method_names() if m != "forward"]
            return torch.jit.freeze(scripted, preserved_attrs=exported)
        if form == "optimized":
            return torch.jit.optimize_for_inference(scripted)
        return scripted


def save_calls(module: torch.jit.ScriptModule, calls: list[Call], state: dict[str, Tensor], path: Path) -> None:
    """A TorchScript file without code: an attribute "call_NNN_METHOD" for each call, a tuple of exact types, and
    "state", the source's state_dict."""
    holder = torch._C.ScriptModule("Calls", torch._C.CompilationUnit(), True)
    for number, (method, arguments) in enumerate(calls):
        schema = module._c._get_method(method).schema.arguments[1:]
        types = [argument.type for argument in schema[:len(arguments)]]
        holder._register_attribute(f"call_{number:03d}_{method}", torch._C.TupleType(types), tuple(arguments))
    tensors = torch._C.DictType(torch._C.StringType.get(), torch._C.TensorType.get())
    holder._register_attribute("state", tensors, {k: v for k, v in state.items() if isinstance(v, Tensor)})
    holder.save(str(path))


def save(example: Example, folder: Path) -> list[str]:
    """Writes NAME_FORM.pt and NAME_FORM.calls.pt for every form; returns the names."""
    state = {name: tensor.detach().clone() for name, tensor in example.module.state_dict().items()}
    names = []
    for form in example.forms:
        name = f"{example.name}_{form}"
        module = in_form(example, form)
        traced_with = len(example.trace.get(form, example.calls[0][1]))
        calls = [(method, arguments) for method, arguments in example.calls
                 if not form.startswith("traced") or (method == "forward" and len(arguments) == traced_with)]
        module.save(str(folder / f"{name}.pt"))
        save_calls(module, calls, state, folder / f"{name}.calls.pt")
        names.append(name)
    return names

# SPDX-License-Identifier: Apache-2.0
"""Checks that resources/samples/ holds what its README and accuracy.json say."""
import hashlib
import json
import unittest

import torch

import idx
import make_samples
from make_samples import SAMPLES

# Summation order differs between CPUs: two images of 10,000 may fall on the other side of a tie.
TOLERANCE = 2e-4


def loaded(kind: str) -> torch.jit.ScriptModule:
    return torch.jit.load(str(SAMPLES / f"digits_{kind}.pt"))


def operators(model: torch.jit.ScriptModule) -> list[str]:
    """The kinds of all nodes of a model's graph, in all its blocks, calls inlined.

    The model must outlive the pass: its graph does not keep the functions that it calls.
    """
    graph = model.graph
    torch._C._jit_pass_inline(graph)
    kinds, waiting = [], [graph]
    while waiting:
        for node in waiting.pop().nodes():
            kinds.append(node.kind())
            waiting.extend(node.blocks())
    return kinds


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        cls.images, cls.labels = make_samples.load("t10k")
        cls.recorded = json.loads((SAMPLES / "accuracy.json").read_text())

    def test_data_is_complete(self):
        for part, least in (("train", 10000), ("t10k", 10000)):
            images, _ = idx.read(SAMPLES / f"{part}-images-idx3-ubyte.gz")
            labels, values = idx.read(SAMPLES / f"{part}-labels-idx1-ubyte.gz")
            self.assertGreaterEqual(images[0], least)
            self.assertEqual(images, [labels[0], 28, 28])
            self.assertEqual(set(values), set(range(10)))

    def test_files_are_those_recorded(self):
        for kind in make_samples.PLANS:
            data, facts = (SAMPLES / f"digits_{kind}.pt").read_bytes(), self.recorded[f"digits_{kind}.pt"]
            self.assertEqual(hashlib.sha256(data).hexdigest(), facts["sha256"])
            self.assertLessEqual(len(data), 6_000_000)

    def test_accuracy_is_as_recorded(self):
        for kind, plan in make_samples.PLANS.items():
            reached = make_samples.accuracy(loaded(kind), self.images, self.labels, 64)
            self.assertGreaterEqual(reached, plan.least, kind)
            self.assertAlmostEqual(reached, self.recorded[f"digits_{kind}.pt"]["test_accuracy"], delta=TOLERANCE)

    def test_transformer_has_both_paths_and_is_mostly_linear(self):
        model = loaded("transformer")
        kinds = operators(model)
        self.assertEqual(kinds.count("aten::_transformer_encoder_layer_fwd"), 4)
        self.assertGreaterEqual(kinds.count("aten::linear"), 4 * 2)
        linear = sum(p.numel() for n, p in model.named_parameters()
                     if n.endswith("weight") and p.dim() == 2)
        self.assertGreaterEqual(linear, 1_000_000)
        self.assertGreater(linear / sum(p.numel() for p in model.parameters()), 0.95)

    def test_transformer_takes_the_fused_path(self):
        with torch.no_grad(), torch.profiler.profile() as profile:
            loaded("transformer")(self.images[:2])
        self.assertIn("aten::_transformer_encoder_layer_fwd", {event.name for event in profile.events()})

    def test_cnn_has_batchnorm(self):
        self.assertEqual(operators(loaded("cnn")).count("aten::batch_norm"), 3)

    def test_early_exit_takes_both_branches(self):
        model = loaded("early_exit")
        kinds = operators(model)
        self.assertEqual((kinds.count("prim::Loop"), kinds.count("aten::linear")), (1, 5))
        self.assertGreaterEqual(kinds.count("prim::If"), 1)
        plain = make_samples.DigitsEarlyExit()
        plain.load_state_dict(model.state_dict())
        early = make_samples.early_exits(plain, self.images[:500], 1)
        self.assertTrue(0.2 < early < 0.95, early)
        self.assertEqual(make_samples.early_exits(plain, self.images[:512], 256), 0)


if __name__ == "__main__":
    unittest.main()

// SPDX-License-Identifier: Apache-2.0
// compare_calls MODEL OTHER CALLS: makes the calls of CALLS (tests/data/models/example.py) on two TorchScript
// files, three times over since LibTorch rewrites what it has run, and prints a line for each: what was
// called, the run, and "same" (bit for bit), "differs" with the largest difference relative to the largest
// output, or "other" (type, shape or error). An error that the model's code does not raise itself ends it.
#include <ATen/Parallel.h>
#include <torch/script.h>

#include <algorithm>
#include <iostream>
#include <string>

#include "tests/core/graph/models/saved_calls.h"

namespace {

using athena::test::Outcome;
using athena::test::outcome_of;
using athena::test::saved_calls;
using athena::test::SavedCall;

double largest(const at::Tensor& tensor) {
  return tensor.numel() == 0 ? 0 : tensor.to(at::kDouble).abs().max().item<double>();
}

/// 0: the same bits; else the largest difference, relative; infinity: not comparable.
double difference(const c10::IValue& a, const c10::IValue& b) {
  constexpr double kOther = std::numeric_limits<double>::infinity();
  const auto worst = [](const auto& first, const auto& second) {
    if (first.size() != second.size()) return kOther;
    double most = 0;
    for (std::size_t i = 0; i < first.size(); ++i) most = std::max(most, difference(first[i], second[i]));
    return most;
  };
  if (a.isTensor() && b.isTensor()) {
    const at::Tensor x = a.toTensor(), y = b.toTensor();
    if (x.sizes() != y.sizes() || x.scalar_type() != y.scalar_type()) return kOther;
    if (at::equal(x, y)) return 0;
    const double most = largest(x.to(at::kDouble) - y.to(at::kDouble));
    return std::isfinite(most) ? most / std::max(largest(x), 1e-12) : kOther;
  }
  if (a.isTuple() && b.isTuple())
    return worst(a.toTupleRef().elements().vec(), b.toTupleRef().elements().vec());
  if (a.isList() && b.isList()) return worst(a.toListRef().vec(), b.toListRef().vec());
  if (a.isGenericDict() && b.isGenericDict()) {
    const auto first = a.toGenericDict(), second = b.toGenericDict();
    if (first.size() != second.size()) return kOther;
    double most = 0;
    for (const auto& entry : first)
      most = std::max(
          most, second.contains(entry.key()) ? difference(entry.value(), second.at(entry.key())) : kOther);
    return most;
  }
  return a.tagKind() == b.tagKind() && a == b ? 0 : kOther;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  at::set_num_threads(1);
  torch::jit::Module model = torch::jit::load(argv[1]), other = torch::jit::load(argv[2]);
  model.eval();
  const auto calls = saved_calls(argv[3]);
  for (int run = 1; run <= 3; ++run)
    for (const SavedCall& call : calls) {
      const Outcome a = outcome_of(model, call), b = outcome_of(other, call);
      std::cout << call.name << " run " << run << " ";
      const double apart = difference(a.value, b.value);
      if (a.raised != b.raised)
        std::cout << "other: '" << a.raised << "' and '" << b.raised << "'\n";
      else if (apart == 0)
        std::cout << "same" << (a.raised.empty() ? "" : " error: " + a.raised) << "\n";
      else
        std::cout << (std::isinf(apart) ? "other" : "differs") << " " << apart << "\n";
    }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// compare_calls MODEL OTHER CALLS: makes the calls of CALLS (tests/data/models/example.py) on two TorchScript
// files, three times over since LibTorch rewrites what it has run, and prints a line for each: what was
// called, the run, and "same" (bit for bit), "differs" with the largest difference relative to the largest
// output, or "other" (type, shape or error).
#include <ATen/Parallel.h>
#include <torch/script.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Outcome {
  c10::IValue value;
  std::string error;  // the exception's last line
};

Outcome call(const torch::jit::Module& module, const std::string& method, const c10::IValue& arguments) {
  const torch::NoGradGuard no_grad;
  at::manual_seed(5);
  try {
    return {module.get_method(method)(arguments.deepcopy().toTupleRef().elements().vec()), ""};
  } catch (const std::exception& error) {
    std::string text = error.what();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return {{}, text.substr(text.rfind('\n') + 1)};
  }
}

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
  const torch::jit::Module calls = torch::jit::load(argv[3]);
  for (int run = 1; run <= 3; ++run)
    for (const auto& attribute : calls.named_attributes(/*recurse=*/false)) {
      if (!attribute.name.starts_with("call_")) continue;
      const std::string method = attribute.name.substr(attribute.name.find('_', 5) + 1);
      const Outcome a = call(model, method, attribute.value), b = call(other, method, attribute.value);
      std::cout << attribute.name << " run " << run << " ";
      const double apart = difference(a.value, b.value);
      if (a.error != b.error)
        std::cout << "other: '" << a.error << "' and '" << b.error << "'\n";
      else if (apart == 0)
        std::cout << "same" << (a.error.empty() ? "" : " error: " + a.error) << "\n";
      else
        std::cout << (std::isinf(apart) ? "other" : "differs") << " " << apart << "\n";
    }
  return 0;
}

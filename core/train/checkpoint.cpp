// SPDX-License-Identifier: Apache-2.0
#include "core/train/checkpoint.h"

#include <ATen/ATen.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include "core/base/sha256.h"

namespace athena {
namespace {

constexpr std::int64_t kFormat = 1;
constexpr std::size_t kHashDigits = 64;

tl::unexpected<Error> damaged(std::string details = {}) {
  return fail(ErrorCode::Corruption, "The checkpoint is damaged; start the training again without it.",
              std::move(details));
}

at::Tensor or_empty(const at::Tensor& tensor) { return tensor.defined() ? tensor : at::empty({0}); }

// (numbers: format, step, steps of each tensor; identity; tensors: the epoch's loss, then three of each)
c10::IValue packed(const TrainingState& state, const std::string& identity) {
  std::vector<std::int64_t> numbers = {kFormat, state.step};
  std::vector<at::Tensor> tensors = {at::full({}, state.epoch_loss, at::kDouble)};
  for (const TrainedTensor& tensor : state.tensors) {
    numbers.push_back(tensor.steps);
    tensors.push_back(tensor.value.detach());
    tensors.push_back(or_empty(tensor.average));
    tensors.push_back(or_empty(tensor.squared_average));
  }
  return c10::ivalue::Tuple::create(numbers, identity, tensors);
}

Result<TrainingState> unpacked(const c10::IValue& value, const std::string& identity) {
  const auto& parts = value.toTupleRef().elements();
  if (parts.size() != 3) return damaged();
  const std::vector<std::int64_t> numbers = parts[0].toIntVector();
  const std::vector<at::Tensor> tensors = parts[2].toTensorVector();
  if (numbers.size() < 2 || numbers[0] != kFormat || tensors.size() != 3 * (numbers.size() - 2) + 1)
    return damaged();
  if (parts[1].toStringRef() != identity)
    return fail(ErrorCode::InvalidArgument,
                "The checkpoint belongs to another training; start this one without it.",
                "checkpoint: " + parts[1].toStringRef() + "\nhere: " + identity);
  TrainingState state{numbers[1], tensors[0].item<double>(), {}};
  for (std::size_t i = 2; i < numbers.size(); ++i) {
    const std::size_t first = 3 * (i - 2) + 1;
    state.tensors.push_back({tensors[first], numbers[i], tensors[first + 1], tensors[first + 2]});
  }
  return state;
}

}  // namespace

std::string write_checkpoint(const TrainingState& state, const std::string& identity) {
  const std::vector<char> archive = torch::jit::pickle_save(packed(state, identity));
  std::string bytes = sha256({archive.data(), archive.size()});
  bytes.append(archive.data(), archive.size());
  return bytes;
}

Result<TrainingState> read_checkpoint(std::string_view bytes, const std::string& identity) {
  if (bytes.size() < kHashDigits || sha256(bytes.substr(kHashDigits)) != bytes.substr(0, kHashDigits))
    return damaged();
  const std::string_view archive = bytes.substr(kHashDigits);
  try {
    return unpacked(torch::jit::pickle_load({archive.begin(), archive.end()}), identity);
  } catch (
      const c10::Error& error) {  // a checkpoint of another program: only the reader knows that it is one
    return damaged(error.what_without_backtrace());
  }
}

}  // namespace athena

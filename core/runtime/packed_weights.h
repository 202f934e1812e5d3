// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <ATen/core/custom_class.h>
#include <ATen/core/ivalue.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace athena {

/// What a packed layer of any kind tells of itself. The weights never change, so any number of threads may
/// run one.
class PackedWeights : public torch::CustomClassHolder {
 public:
  /// Of the layer that was packed: "Linear".
  virtual std::string kind() const = 0;
  virtual std::string scheme() const = 0;
  /// Bytes of all tensors, which are those a file takes.
  virtual std::int64_t stored_bytes() const = 0;

  /// Of the calls that had something to compute, since the last reset_coverage().
  std::int64_t calls() const { return calls_.load(std::memory_order_relaxed); }
  /// The kernel that the last of them really ran; empty before the first.
  virtual std::string kernel() const = 0;
  /// Multiply-adds by the stored weights in those calls, exactly, from the shapes that came; zeros that a
  /// sparse scheme leaves out are counted with them. A look-up of rows has none.
  std::int64_t multiply_adds() const { return multiply_adds_.load(std::memory_order_relaxed); }
  /// Those of them that multiplied integers.
  std::int64_t integer_multiply_adds() const {
    return integer_multiply_adds_.load(std::memory_order_relaxed);
  }
  virtual void reset_coverage() {
    for (std::atomic<std::int64_t>* count : {&calls_, &multiply_adds_, &integer_multiply_adds_})
      count->store(0, std::memory_order_relaxed);
  }

  /// Takes the tensors of `other` that hold the same values as its own, so that memory and a file hold them
  /// once; how many bytes that saves. For packed weights that nobody else has yet.
  std::int64_t share_tensors(PackedWeights& other);

 protected:
  /// Those that may be shared.
  virtual std::vector<at::Tensor*> shareable_tensors() { return {}; }
  void count_call(std::int64_t multiply_adds = 0, bool in_integers = false) {
    calls_.fetch_add(1, std::memory_order_relaxed);
    multiply_adds_.fetch_add(multiply_adds, std::memory_order_relaxed);
    if (in_integers) integer_multiply_adds_.fetch_add(multiply_adds, std::memory_order_relaxed);
  }

 private:
  std::atomic<std::int64_t> calls_{0}, multiply_adds_{0}, integer_multiply_adds_{0};
};

using PackedWeightsHandle = c10::intrusive_ptr<PackedWeights>;

/// The packed layer that `value` holds; null: it is something else.
PackedWeightsHandle packed_weights(const c10::IValue& value);

/// Throws c10::Error in the name of `op` if its input `x` is to have a gradient.
void refuse_gradient(const at::Tensor& x, const char* op);

/// Gives a packed class the methods that all of them have in TorchScript.
template <typename Packed, typename Class>
Class& define_packed_weights(Class& declared) {
  using Handle = c10::intrusive_ptr<Packed>;
  return declared.def("scheme", [](const Handle& self) { return self->scheme(); })
      .def("kernel", [](const Handle& self) { return self->kernel(); })
      .def("calls", [](const Handle& self) { return self->calls(); })
      .def("multiply_adds", [](const Handle& self) { return self->multiply_adds(); })
      .def("integer_multiply_adds", [](const Handle& self) { return self->integer_multiply_adds(); })
      .def("reset_coverage", [](const Handle& self) { self->reset_coverage(); })
      .def("stored_bytes", [](const Handle& self) { return self->stored_bytes(); });
}

}  // namespace athena

// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/isa.h"

namespace athena::kernels {

namespace sparse {
struct Kernel;
}

/// Weights of one layer, zeros and all.
struct SparseWeights {
  int64_t n = 0, k = 0;           // output and input channels
  const float* values = nullptr;  // [n, k] row-major
  const float* bias = nullptr;    // [n], or null
};

/// y[m, n] = activation(t), t = b[n], then for every k in rising order where w[n, k] != 0:
///           t = fma(w[n, k], x[m, k], t), each rounded once
///
/// Only the weights that are not zero are kept and multiplied, so that an Inf or NaN of x that meets none of
/// them leaves no trace. A row's result depends on that row alone, bit for bit: not on m, not on how the work
/// is split, and not on the ISA.
///
/// A call has two phases, each of which the caller may split over threads; all of the first must end before
/// the second starts.
///   arrange   rows of x into lanes in the caller's workspace          unit: a group of 16 rows
///   multiply  the lanes with the weights into y                       unit: one tile of outputs
/// m = 0 or n = 0: no units in `multiply`. k = 0: y = activation(b).
class SparseLinear {
 public:
  /// Keeps what is not zero, in the layout of an ISA.
  /// Errors: InvalidArgument for negative sizes or missing values, NotSupported for an ISA this CPU lacks.
  static Result<SparseLinear> pack(const SparseWeights& weights, Isa isa);
  /// For active_isa().
  static Result<SparseLinear> pack(const SparseWeights& weights);

  int64_t n() const { return n_; }
  int64_t k() const { return k_; }
  Isa isa() const { return isa_; }
  int64_t nonzeros() const { return static_cast<int64_t>(values_.size()); }
  /// Whether a product of m rows is faster than that of all weights by a good dense kernel: with one row if
  /// at most 15 % are not zero, with 16 if about half, with 32 and more if 90 %.
  bool pays(int64_t m) const;
  /// Of the packed weights in memory.
  size_t packed_bytes() const;

  /// The kernel that runs for m rows: activations, output, tile, ISA.
  std::string_view kernel_name(int64_t m) const;

  /// Bytes of the workspace for m rows, which must be aligned to AlignedBuffer::kAlignment.
  size_t workspace_bytes(int64_t m) const;

  int64_t group_count(int64_t m) const;
  int64_t group_grain() const;
  /// Groups [begin, end) of rows of x; ldx is the distance of rows in floats.
  void arrange(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end, void* workspace) const;

  int64_t tile_count(int64_t m) const;
  int64_t tile_grain(int64_t m) const;
  /// Tiles [begin, end); ldy is the distance of rows in floats.
  void multiply(const void* workspace, int64_t m, int64_t begin, int64_t end, Activation activation, float* y,
                int64_t ldy) const;

  /// Both phases on the calling thread.
  void run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
           void* workspace) const;

 private:
  void pack_panel(const SparseWeights& weights, int64_t first);

  int64_t n_ = 0, k_ = 0;
  Isa isa_ = Isa::Scalar;
  std::vector<float> values_;      // panel by panel, as sparse::Tile has them
  std::vector<uint8_t> indices_;   // the same order
  std::vector<uint16_t> counts_;   // [panel][chunk][channels]
  std::vector<uint8_t> order_;     // the same
  std::vector<int64_t> nonzeros_;  // [panel + 1]: where a panel's values begin
  std::vector<float> bias_;        // padded to whole groups
};

}  // namespace athena::kernels

// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/kernels/aligned_buffer.h"
#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels {

namespace two_four {
struct Kernel;
}

/// 2:4 semi-structured sparse int8: the function of Int8Linear, bit for bit, for weights of which each group
/// of 4 input channels, from a multiple of 4 on, holds at most 2 that are not zero (Mishra et al. 2021,
/// "Accelerating Sparse Deep Neural Networks"). Two values and their positions in the group are kept, 5 bytes
/// for 8 weights. The phases, the workspace and the edge cases are those of Int8Linear.
class TwoFourLinear {
 public:
  static constexpr int64_t kGroup = 4, kKept = 2;  // along k

  /// Whether each group of the weights holds at most kKept that are not zero.
  static bool fits(const Int8Weights& weights);

  /// Whether this is faster than Int8Linear, for any number of rows: where the ISA has dot products of bytes.
  /// Measured from 768 x 768 to 8192 x 8192: in 512 bits 1.4 to 2.1 times as fast with one row, 1.2 to 1.5
  /// times with more; in 256 bits 1.1 to 1.7 times, but 0.9 times where the codes of a tile's rows outgrow
  /// the L1 cache (8192 inputs, 4 to 16 rows): dense weights beside these would cost more than they gain.
  /// Without dot products choosing the codes costs as much as the products that it saves, and one row takes
  /// up to half as long again.
  static bool pays(Isa isa) { return isa >= Isa::AvxVnni; }

  /// Repacks for an ISA; the weights are copied. Errors as Int8Linear::pack, and InvalidArgument for weights
  /// that do not fit.
  static Result<TwoFourLinear> pack(const Int8Weights& weights, Isa isa);
  /// For active_isa().
  static Result<TwoFourLinear> pack(const Int8Weights& weights);

  int64_t n() const { return n_; }
  int64_t k() const { return k_; }
  Isa isa() const { return isa_; }
  /// Of the packed weights in memory.
  size_t packed_bytes() const;

  /// The kernel that runs for m rows: activations, weights, output, kept weights, tile, ISA.
  std::string_view kernel_name(int64_t m) const;

  /// Bytes of the workspace for m rows, which must be aligned to AlignedBuffer::kAlignment.
  size_t workspace_bytes(int64_t m) const;

  int64_t row_grain() const;
  /// Rows [begin, end) of x; ldx is the distance of rows in floats.
  void quantize(const float* x, int64_t ldx, int64_t m, int64_t begin, int64_t end, void* workspace) const;

  int64_t tile_count(int64_t m) const;
  int64_t tile_grain(int64_t m) const;
  /// Tiles [begin, end); ldy is the distance of rows in floats.
  void multiply(const void* workspace, int64_t m, int64_t begin, int64_t end, Activation activation, float* y,
                int64_t ldy) const;
  /// The integer sums instead: sums[m, n] = sum_k (xq[m, k] - zx[m]) wq[n, k].
  void accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                  int64_t lds) const;

  /// Both phases on the calling thread.
  void run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
           void* workspace) const;

 private:
  struct Output;

  const two_four::Kernel& kernel() const;
  int64_t row_tile(int64_t m) const;
  void run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end, const Output& output) const;

  int64_t n_ = 0, k_ = 0;
  Isa isa_ = Isa::Scalar;
  AlignedBuffer panels_;              // [panel][packet][two_four::packet_bytes()]
  std::vector<int32_t> column_sums_;  // padded to whole panels, like the next two
  std::vector<float> column_scales_;
  std::vector<float> bias_;
};

}  // namespace athena::kernels

// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/kernels/aligned_buffer.h"
#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels {

namespace block {
struct Kernel;
}

/// Block-sparse int8: the function of Int8Linear, bit for bit, for weights that have whole blocks of zeros,
/// 4 input channels by 16 output channels from a multiple of each on. Such blocks are neither kept nor
/// multiplied. The phases and the edge cases are those of Int8Linear, but that `quantize` is called
/// `arrange` and its unit is a group of 16 rows.
class BlockLinear {
 public:
  static constexpr int64_t kBlockRows = 16;    // output channels, of [n, k]
  static constexpr int64_t kBlockColumns = 4;  // input channels

  /// Keeps the blocks that hold something else than zeros, in the layout of an ISA. Errors as
  /// Int8Linear::pack.
  static Result<BlockLinear> pack(const Int8Weights& weights, Isa isa);
  /// For active_isa().
  static Result<BlockLinear> pack(const Int8Weights& weights);

  int64_t n() const { return n_; }
  int64_t k() const { return k_; }
  Isa isa() const { return isa_; }
  /// That are kept.
  int64_t blocks() const { return static_cast<int64_t>(depths_.size()); }
  /// Whether this is faster than Int8Linear, which less than about 40 % of blocks of zeros do not give.
  bool pays() const;
  /// Of the packed weights in memory.
  size_t packed_bytes() const;

  /// The kernel that runs for m rows: activations, weights, output, block, tile, ISA.
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
  /// The integer sums instead: sums[m, n] = sum_k (xq[m, k] - zx[m]) wq[n, k].
  void accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                  int64_t lds) const;

  /// Both phases on the calling thread.
  void run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
           void* workspace) const;

 private:
  struct Output;

  const block::Kernel& kernel(int64_t m) const;
  int64_t panels() const { return static_cast<int64_t>(first_block_.size()) - 1; }
  int64_t row_tile(int64_t m) const;
  void run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end, const Output& output) const;

  int64_t n_ = 0, k_ = 0;
  Isa isa_ = Isa::Scalar;
  AlignedBuffer values_;              // [block][4 / k step][16][k step], panel by panel of 16 output channels
  std::vector<uint16_t> depths_;      // [block]
  std::vector<int64_t> first_block_;  // [panel + 1]
  std::vector<int32_t> column_sums_;  // padded to whole panels, like the next two
  std::vector<float> column_scales_;
  std::vector<float> bias_;
};

}  // namespace athena::kernels

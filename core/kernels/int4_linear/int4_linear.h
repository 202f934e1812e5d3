// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/aligned_buffer.h"
#include "core/kernels/isa.h"

namespace athena::kernels {

namespace int4 {
struct Kernel;
struct Tile;
}  // namespace int4

/// Weights of one layer as they are stored: quantize_channel_int4 and pack_int4 of every output channel.
struct Int4Weights {
  int64_t n = 0, k = 0;                  // output and input channels
  int64_t group = 0;                     // a multiple of 32; 0 or >= k: one group per channel
  const uint8_t* values = nullptr;       // [n, (k + 1) / 2], low nibble first
  const float* scales = nullptr;         // [n, int4_groups(k, group)]
  const uint8_t* zero_points = nullptr;  // [n, int4_groups(k, group)] in [0, 15], or null: all 8
  const float* bias = nullptr;           // [n], or null
};

enum class Int4Mode {
  WeightOnly,   // fp32 activations
  DynamicInt8,  // activations quantized per row to u8
};

/// With w = code - zero point, s the group's scale, groups and channels in rising order, every `fma` rounded
/// once:
///
/// WeightOnly   p[g] = fma over k in g of x[m, k] w[n, k];  t = fma over g of s[n, g] p[g]
///              y[m, n] = activation(t + b[n])
/// DynamicInt8  d[g] = sum over k in g of xq[m, k] w[n, k], exact in int32;  t = fma over g of s[n, g]
/// float(d[g])
///              c[n] = fma over g of s[n, g] float(sum over k in g of w[n, k])
///              y[m, n] = activation(fma(sx[m], fma(-zx[m], c[n], t), b[n]))
///
/// where xq, sx, zx are quantize_row_u8 of x's row m. A row's result depends on that row alone, bit for bit:
/// not on m, not on how the work is split, and not on the ISA.
///
/// The two phases, their units and the edge cases are those of Int8Linear.
class Int4Linear {
 public:
  /// Repacks for an ISA; the weights are copied.
  /// Errors: InvalidArgument for negative sizes, a group that is no multiple of 32, missing arrays or a zero
  /// point above 15; NotSupported for k > kMaxDepth or an ISA this CPU lacks.
  static Result<Int4Linear> pack(const Int4Weights& weights, Int4Mode mode, Isa isa);
  /// For active_isa().
  static Result<Int4Linear> pack(const Int4Weights& weights, Int4Mode mode);

  /// floor((2^31 - 1) / (255 * 15)), less than a group may need only for a whole channel of that depth.
  static constexpr int64_t kMaxDepth = 561'424;
  /// NotSupported: k > kMaxDepth.
  static Status check_depth(int64_t k);

  int64_t n() const { return n_; }
  int64_t k() const { return k_; }
  int64_t groups() const { return groups_; }
  Int4Mode mode() const { return mode_; }
  Isa isa() const { return isa_; }
  /// Of the packed weights in memory.
  size_t packed_bytes() const;

  /// The kernel that runs for m rows: activations, weights, output, tile, ISA.
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

  /// Both phases on the calling thread.
  void run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
           void* workspace) const;

 private:
  const int4::Kernel& kernel(int64_t m) const;
  int4::Tile tile_of(int64_t panel, int64_t columns) const;
  int64_t x_stride() const;
  int64_t sums_stride() const;

  int64_t n_ = 0, k_ = 0, groups_ = 0, group_length_ = 0;
  Int4Mode mode_ = Int4Mode::WeightOnly;
  Isa isa_ = Isa::Scalar;
  AlignedBuffer panels_;               // [panel][steps][column_tile] words
  std::vector<float> group_scales_;    // [panel][groups][column_tile]
  std::vector<int32_t> group_zeros_;   // the same, or empty where all are 8
  std::vector<float> column_offsets_;  // padded to whole panels
  std::vector<float> bias_;
};

}  // namespace athena::kernels

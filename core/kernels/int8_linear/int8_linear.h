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

namespace int8 {
struct Kernel;
}

/// Weights of one layer as they are stored: quantize_channel_s8 of every output channel.
struct Int8Weights {
  int64_t n = 0, k = 0;            // output and input channels
  const int8_t* values = nullptr;  // [n, k] row-major, in [-127, 127]
  const float* scales = nullptr;   // [n]
  const float* bias = nullptr;     // [n], or null
};

/// y[m, n] = activation( sum_k (xq[m, k] - zx[m]) wq[n, k] * (sx[m] sw[n]) + b[n] )
///
/// where xq, sx, zx are quantize_row_u8 of x's row m. The sum is exact in int32; sum * (sx sw) + b is one
/// fused multiply-add. A row's result depends on that row alone, bit for bit: not on m, not on how the work
/// is split, and not on the ISA.
///
/// A call has two phases, each of which the caller may split over threads; all of the first must end before
/// the second starts. Units are small and even; `grain` says how many a thread should have at least.
///   quantize  rows of x into the caller's workspace     unit: one row
///   multiply  the workspace with the weights into y     unit: one tile of outputs
/// m = 0 or n = 0: no units in `multiply`. k = 0: every sum is 0, y = activation(b).
class Int8Linear {
 public:
  /// The deepest sum that cannot overflow: floor((2^31 - 1) / (255 * 127)).
  static constexpr int64_t kMaxDepth = 66'311;

  /// Repacks for an ISA; the weights are copied.
  /// Errors: InvalidArgument for negative sizes, missing arrays or a value of -128; NotSupported for k >
  /// kMaxDepth or an ISA this CPU lacks.
  static Result<Int8Linear> pack(const Int8Weights& weights, Isa isa);
  /// For active_isa().
  static Result<Int8Linear> pack(const Int8Weights& weights);

  /// NotSupported: k > kMaxDepth.
  static Status check_depth(int64_t k);

  int64_t n() const { return n_; }
  int64_t k() const { return k_; }
  Isa isa() const { return isa_; }
  /// Of the packed weights in memory.
  size_t packed_bytes() const;

  /// The weights that were packed, [n, k] row-major.
  void unpack(int8_t* values) const;

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
  /// The integer sums instead: sums[m, n] = sum_k (xq[m, k] - zx[m]) wq[n, k].
  void accumulate(const void* workspace, int64_t m, int64_t begin, int64_t end, int32_t* sums,
                  int64_t lds) const;

  /// Both phases on the calling thread.
  void run(const float* x, int64_t ldx, int64_t m, Activation activation, float* y, int64_t ldy,
           void* workspace) const;

 private:
  struct Output;

  const int8::Kernel& kernel(int64_t m) const;
  void run_tiles(const void* workspace, int64_t m, int64_t begin, int64_t end, const Output& output) const;

  int64_t n_ = 0, k_ = 0;
  Isa isa_ = Isa::Scalar;
  AlignedBuffer panels_;              // [ceil(n / column_tile)][steps][column_tile][k_step]
  std::vector<int32_t> column_sums_;  // padded to whole panels, like the next two
  std::vector<float> column_scales_;
  std::vector<float> bias_;
};

}  // namespace athena::kernels

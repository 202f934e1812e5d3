// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/aligned_buffer.h"
#include "core/kernels/int8_conv/conv_shape.h"
#include "core/kernels/int8_conv/conv_weights.h"
#include "core/kernels/int8_conv/lattice.h"
#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize.h"
#include "core/kernels/simd/conv_tile.h"

namespace athena::kernels {

namespace conv {
struct Kernel;
}

/// How a call of one shape runs: made once, used by any number of threads.
struct ConvPlan {
  ConvInput input;  // flattened to one row where that changes nothing
  Pair outputs_size{};
  conv::Lattice lattice;
  int64_t plane_bytes = 0;         // of the channels that share a cell
  std::vector<ptrdiff_t> offsets;  // see conv::Tile
  int64_t vectors = 0, tiles = 0;  // of positions
  std::vector<conv::Kept> kept;    // [vectors]
  int64_t outputs() const { return lattice.outputs[0] * lattice.outputs[1]; }
};

/// y[b, n, o] = activation( sum_{c, t} (xq[b, c, o stride + t dilation - before] - zx[b]) wq[n, c, t]
///                          * (sx[b] sw[n]) + bias[n] )
///
/// over the channels c of n's group and the taps t, along height and width, where xq, sx, zx are
/// quantize_row_u8 of x's sample b as one row; outside x, xq is zx. x [batch, groups channels, height,
/// width], y [batch, n, ...], both contiguous. The sum is exact in int32; sum * (sx sw) + bias is one fused
/// multiply-add. A sample's result depends on that sample alone, bit for bit: not on the batch, not on how
/// the work is split, and not on the ISA.
///
/// A call has phases, each of which the caller may split over threads; all of one must end before the next
/// starts:
///   scan      x for its extremes                                       unit: a stretch of a sample
///   settle    the samples' ranges from them; not split
///   quantize  x into the caller's workspace                            unit: the channels that share a cell
///   multiply  the workspace with the weights into y                    unit: a tile of outputs
class Int8Conv {
 public:
  /// Repacks for an ISA; the weights are copied. Errors: InvalidArgument for sizes below 0 (groups and
  /// kernel: below 1), n that groups do not divide, missing arrays or a value of -128; NotSupported for more
  /// than Int8Linear::kMaxDepth weights of one output or an ISA this CPU lacks.
  static Result<Int8Conv> pack(const ConvWeights& weights, Isa isa);
  /// For active_isa().
  static Result<Int8Conv> pack(const ConvWeights& weights);

  int64_t n() const { return n_; }
  int64_t input_channels() const { return groups_ * channels_; }
  Isa isa() const { return isa_; }
  /// Of the packed weights in memory.
  size_t packed_bytes() const;
  /// Activations, weights, output, tile, ISA.
  std::string_view kernel_name() const;

  /// InvalidArgument: sizes or padding below 0, strides or dilations below 1, or a kernel larger than the
  /// padded input.
  Result<ConvPlan> plan(const ConvInput& input) const;

  /// Must be aligned to AlignedBuffer::kAlignment.
  size_t workspace_bytes(const ConvPlan& plan) const;

  int64_t scan_count(const ConvPlan& plan) const;
  int64_t scan_grain() const;
  void scan(const ConvPlan& plan, const float* x, int64_t begin, int64_t end, void* workspace) const;

  void settle(const ConvPlan& plan, void* workspace) const;

  int64_t quantize_count(const ConvPlan& plan) const;
  int64_t quantize_grain(const ConvPlan& plan) const;
  void quantize(const ConvPlan& plan, const float* x, int64_t begin, int64_t end, void* workspace) const;

  int64_t tile_count(const ConvPlan& plan) const;
  int64_t tile_grain(const ConvPlan& plan) const;
  void multiply(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                Activation activation, float* y) const;
  /// The integer sums instead, [batch, n, ...].
  void accumulate(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                  int32_t* sums) const;

  /// All phases on the calling thread.
  void run(const ConvPlan& plan, const float* x, Activation activation, float* y, void* workspace) const;

 private:
  struct Output;
  struct Workspace;

  /// Of the packed weights: which tile of output channels, and which of its rows.
  struct Slot {
    int64_t tile, row;
  };

  const conv::Kernel& kernel() const;
  bool is_depthwise() const { return channels_ == 1 && groups_ > 1; }
  int64_t group_outputs() const { return n_ / groups_; }
  // Input channels lie in groups of planes of cells, a group meets blocks of output channels. Depthwise, a
  // plane is a group, and a block takes one output channel of each of its channels.
  int64_t groups() const;
  int64_t planes() const;
  int64_t blocks() const;
  int64_t steps() const;
  Slot slot_of(int64_t n) const;
  void pack_cells(const int8_t* values);
  void pack_columns(const ConvWeights& weights);
  void plan_offsets(ConvPlan& plan) const;
  void plan_kept(ConvPlan& plan) const;
  void quantize_plane(const ConvPlan& plan, const float* const* channels, RowRange range,
                      int32_t* plane) const;
  void run_tiles(const ConvPlan& plan, const void* workspace, int64_t begin, int64_t end,
                 const Output& output) const;

  int64_t n_ = 0, channels_ = 0, groups_ = 1;
  Pair taps_{1, 1};
  Isa isa_ = Isa::Scalar;
  AlignedBuffer cells_;               // [groups][blocks][steps][row_tile] cells
  std::vector<int32_t> column_sums_;  // [groups][blocks][row_tile], as the next two
  std::vector<float> column_scales_;
  std::vector<float> bias_;
};

}  // namespace athena::kernels

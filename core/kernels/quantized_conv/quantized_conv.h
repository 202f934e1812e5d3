// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "core/kernels/aligned_buffer.h"
#include "core/kernels/int8_conv/conv_weights.h"
#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize.h"

namespace athena::kernels {

namespace qconv {
struct Kernel;
}

/// What the codes of a call's tensors stand for: value = (code - zero_point) * scale.
struct ConvRanges {
  RowRange x, y;
  std::optional<RowRange> add = {};  // of a tensor like y that is added to the result
  // What y is clamped to, as numbers: 0 and infinity make a ReLU.
  float low = -std::numeric_limits<float>::infinity(), high = std::numeric_limits<float>::infinity();

  bool operator==(const ConvRanges& other) const;
};

/// How a call of one shape with known ranges runs: made once, used by any number of threads.
struct QuantizedConvPlan {
  ConvInput input;  // flattened to one row where that changes nothing
  Pair outputs_size{};
  bool copies = false;                   // x goes into the workspace, with what is around it
  Pair read_size{};                      // of what the kernel reads: of x, or of its copy
  int64_t pixel = 0;                     // bytes of one of its positions
  std::vector<ptrdiff_t> windows, runs;  // see qconv::DenseTile
  int64_t run_steps = 0, stretch = 1;    // stretch: positions of a unit of work
  std::vector<uint8_t> border;           // depthwise: a row outside x
  uint8_t zero_point = 0;                // of x
  AlignedBuffer epilogue;                // qconv::Epilogue's start, scale and offset, one after the other
  float add_scale = 0;
  int32_t low = 0, high = 255;  // codes of y
  int64_t outputs() const { return outputs_size[0] * outputs_size[1]; }
};

/// A convolution between tensors of u8 codes with ranges that are known before the call.
///
///   y[b, o, n] = clamp(round(v), L, H)
///
///   v = sum * m[n] + c[n], or with an add: add[b, o, n] * r + (sum * m[n] + c[n])
///
///   sum = sum_{i, t} (x[b, o stride + t dilation - before, i] - zx) w[n, i, t]
///
///   m[n] = (sx * sw[n]) / sy
///
///   r = sa / sy
///
///   c[n] = bias[n] / sy + zy, or with an add: (bias[n] / sy + zy) - za * r
///
///   L = clamp(round(low / sy) + zy, 0, 255), and H of high
///
/// over the input channels i of n's group and the taps t, along height and width; outside x, x is zx. The sum
/// is exact in int32 and rounded to fp32; the * and + of v are fused multiply-adds in fp32, all else single
/// operations in the order written; round is to nearest, ties to even. Every ISA gives the same bits.
/// x [batch, height, width, groups channels] and y, add [batch, height, width, n] are contiguous: the
/// channels of a position lie next to each other (LibTorch's channels last).
///
/// A call has two phases, each of which the caller may split over threads; the first must end before the
/// second starts:
///   pad       x into the caller's workspace, with its surroundings; none for many shapes    unit: a row
///   multiply  with the weights into y                             unit: outputs of a block of channels
class QuantizedConv {
 public:
  /// Repacks for an ISA; the weights are copied. Errors: check_weights.
  static Result<QuantizedConv> pack(const ConvWeights& weights, Isa isa);
  /// For active_isa().
  static Result<QuantizedConv> pack(const ConvWeights& weights);

  int64_t n() const { return n_; }
  int64_t input_channels() const { return groups_ * channels_; }
  Isa isa() const { return isa_; }
  /// Of the packed weights in memory.
  size_t packed_bytes() const;
  /// Activations, weights, output, tile, ISA.
  std::string_view kernel_name() const;

  /// InvalidArgument: check_input, a scale that is not a positive normal number, a zero point outside
  /// [0, 255], low above high, or an m, r or c that is not finite.
  Result<QuantizedConvPlan> plan(const ConvInput& input, const ConvRanges& ranges) const;

  /// Must be aligned to AlignedBuffer::kAlignment.
  size_t workspace_bytes(const QuantizedConvPlan& plan) const;

  int64_t pad_count(const QuantizedConvPlan& plan) const;
  int64_t pad_grain(const QuantizedConvPlan& plan) const;
  void pad(const QuantizedConvPlan& plan, const uint8_t* x, int64_t begin, int64_t end,
           void* workspace) const;

  int64_t unit_count(const QuantizedConvPlan& plan) const;
  int64_t unit_grain(const QuantizedConvPlan& plan) const;
  /// `add`: null where the ranges have none.
  void multiply(const QuantizedConvPlan& plan, const uint8_t* x, const void* workspace, const uint8_t* add,
                int64_t begin, int64_t end, uint8_t* y) const;

  /// Both phases on the calling thread.
  void run(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add, uint8_t* y,
           void* workspace) const;

 private:
  struct VectorRange {
    int64_t first, last;
    int64_t count() const { return last - first; }
  };

  const qconv::Kernel& kernel() const;
  /// Each channel meets weights of its own; more outputs of a channel make groups of one channel.
  bool is_depthwise() const { return channels_ == 1 && groups_ > 1 && n_ == groups_; }
  int64_t taps() const { return taps_[0] * taps_[1]; }
  int64_t group_outputs() const { return n_ / groups_; }
  int64_t group_bytes() const;  // of a group at a position that the dense kernel reads
  int64_t steps() const;        // of 4 codes
  /// Depthwise 3 x 3: a step takes a column, not the next 4 taps.
  bool takes_columns() const { return taps_[0] == 3 && taps_[1] == 3; }
  /// Of a depthwise tap among 4 for each step.
  int64_t slot_of(int64_t tap_row, int64_t tap_column) const {
    return takes_columns() ? tap_column * 4 + tap_row : tap_row * taps_[1] + tap_column;
  }
  // Output channels lie in vectors (depthwise: chunks), in blocks of as many as a tile takes.
  int64_t vectors() const;  // of a group
  int64_t blocks() const;
  int64_t lanes() const;  // of all packed weights
  int64_t lane_of(int64_t n) const;
  VectorRange vectors_of(int64_t block) const;
  void pack_dense(const int8_t* values);
  void pack_depthwise(const int8_t* values);
  void widen(const uint8_t* from, int64_t count, uint8_t* to) const;
  void plan_reads(QuantizedConvPlan& plan) const;
  Status plan_epilogue(const ConvRanges& ranges, QuantizedConvPlan& plan) const;
  void multiply_dense(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add, int64_t begin,
                      int64_t end, uint8_t* y) const;
  void multiply_depthwise(const QuantizedConvPlan& plan, const uint8_t* x, const uint8_t* add, int64_t begin,
                          int64_t end, uint8_t* y) const;

  int64_t n_ = 0, channels_ = 0, groups_ = 1;
  Pair taps_{1, 1};
  Isa isa_ = Isa::Scalar;
  AlignedBuffer weights_;             // as qconv::DenseTile or DepthwiseTile says, block after block
  std::vector<int32_t> column_sums_;  // [n], as the next two
  std::vector<float> column_scales_, bias_;
};

}  // namespace athena::kernels

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>
#include <string>

#include "core/kernels/cpu.h"
#include "core/kernels/int8_conv/int8_conv.h"
#include "core/kernels/int8_conv/kernel_table.h"
#include "core/kernels/int8_linear/int8_linear.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

Status check(const ConvWeights& weights, Isa isa) {
  if (weights.n < 0 || weights.channels < 0 || weights.groups < 1 || weights.kernel[0] < 1 ||
      weights.kernel[1] < 1 || weights.n % weights.groups != 0)
    return fail(
        ErrorCode::InvalidArgument,
        "int8 convolution: sizes that fit no weights; pass [n, channels, height, width] with n a multiple of "
        "the groups.");
  const int64_t depth = weights.channels * weights.kernel[0] * weights.kernel[1];
  if ((weights.values == nullptr && weights.n * depth > 0) || (weights.scales == nullptr && weights.n > 0))
    return fail(ErrorCode::InvalidArgument, "int8 convolution: weights without values or scales; pass both.");
  if (depth > Int8Linear::kMaxDepth)
    return fail(ErrorCode::NotSupported,
                "int8 convolution: " + std::to_string(depth) +
                    " weights of one output could overflow an int32 sum; the most is " +
                    std::to_string(Int8Linear::kMaxDepth) + ". Leave this layer in fp32.");
  if (!cpu_has(isa))
    return fail(ErrorCode::NotSupported, "int8 convolution: this CPU does not have " +
                                             std::string(name(isa)) + "; pack for one of available_isas().");
  const int8_t* end = weights.values + weights.n * depth;
  if (std::find(weights.values, end, int8_t{-128}) != end)
    return fail(ErrorCode::InvalidArgument,
                "int8 convolution: a weight of -128; symmetric weights are in [-127, 127].");
  return {};
}

}  // namespace

namespace conv {

int32_t weight_cell(const int8_t* weights, int64_t count, Codes layout) {
  int32_t cell = 0;
  if (layout == Codes::U8) {
    std::memcpy(&cell, weights, static_cast<size_t>(count));
  } else {
    const int16_t words[2] = {weights[0], static_cast<int16_t>(count > 1 ? weights[1] : 0)};
    std::memcpy(&cell, words, sizeof(cell));
  }
  return cell;
}

}  // namespace conv

// [n, channels, taps] -> [group][block][plane][tap][row_tile] cells; what lies outside is left at the
// buffer's zeros.
void Int8Conv::pack_dense(const ConvWeights& weights) {
  const conv::Kernel& kernel = this->kernel();
  const int64_t taps = taps_[0] * taps_[1], codes = kernel.cell_codes(), outputs = group_outputs();
  cells_ =
      AlignedBuffer(static_cast<size_t>(groups_ * blocks() * steps() * kernel.row_tile) * sizeof(int32_t));
  for (int64_t n = 0; n < n_; ++n) {
    const int64_t group = n / outputs, block = n % outputs / kernel.row_tile,
                  row = n % outputs % kernel.row_tile;
    int32_t* to = cells_.as<int32_t>() + (group * blocks() + block) * steps() * kernel.row_tile + row;
    const int8_t* from = weights.values + n * channels_ * taps;
    for (int64_t plane = 0; plane < planes(); ++plane) {
      const int64_t count = std::min(codes, channels_ - plane * codes);
      for (int64_t tap = 0; tap < taps; ++tap, to += kernel.row_tile) {
        int8_t column[4] = {};
        for (int64_t c = 0; c < count; ++c) column[c] = from[(plane * codes + c) * taps + tap];
        *to = conv::weight_cell(column, count, kernel.codes);
      }
    }
  }
}

Result<Int8Conv> Int8Conv::pack(const ConvWeights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<Int8Conv> Int8Conv::pack(const ConvWeights& weights, Isa isa) {
  ATHENA_TRY(check(weights, isa));
  Int8Conv conv;
  conv.n_ = weights.n;
  conv.channels_ = weights.channels;
  conv.groups_ = weights.groups;
  conv.taps_ = weights.kernel;
  conv.isa_ = isa;
  const int64_t depth = weights.channels * weights.kernel[0] * weights.kernel[1];
  if (conv.is_depthwise())
    conv.values_.assign(weights.values, weights.values + weights.n * depth);
  else if (weights.n > 0)
    conv.pack_dense(weights);
  const auto n = static_cast<size_t>(weights.n);
  conv.column_sums_.resize(n);
  for (size_t i = 0; i < n; ++i)
    for (int64_t k = 0; k < depth; ++k)
      conv.column_sums_[i] += weights.values[static_cast<int64_t>(i) * depth + k];
  conv.column_scales_.assign(weights.scales, weights.scales + n);
  conv.bias_.resize(n);
  if (weights.bias != nullptr) std::copy_n(weights.bias, n, conv.bias_.begin());
  return conv;
}

size_t Int8Conv::packed_bytes() const {
  return cells_.size() + values_.size() +
         column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

}  // namespace athena::kernels

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "core/kernels/quantized_conv/kernel_table.h"
#include "core/kernels/quantized_conv/quantized_conv.h"
#include "core/kernels/split.h"

namespace athena::kernels {

const qconv::Kernel& QuantizedConv::kernel() const { return qconv::find_kernel(isa_); }

std::string_view QuantizedConv::kernel_name() const {
  return is_depthwise() ? kernel().depthwise_name : kernel().dense_name;
}

int64_t QuantizedConv::group_bytes() const { return round_up(channels_, 4); }
int64_t QuantizedConv::steps() const {
  if (!is_depthwise()) return taps() * group_bytes() / 4;
  return takes_columns() ? 3 : ceil_div(taps(), 4);
}
int64_t QuantizedConv::vectors() const {
  return is_depthwise() ? ceil_div(n_, kernel().chunk()) * 4 : ceil_div(group_outputs(), kernel().width);
}
int64_t QuantizedConv::blocks() const { return ceil_div(vectors(), kernel().vectors); }
int64_t QuantizedConv::lanes() const { return (is_depthwise() ? 1 : groups_) * vectors() * kernel().width; }

int64_t QuantizedConv::lane_of(int64_t n) const {
  const int64_t width = kernel().width;
  if (!is_depthwise()) return n / group_outputs() * vectors() * width + n % group_outputs();
  const int64_t chunk = kernel().chunk(), channel = n % chunk;
  return n - channel + channel % 16 / 4 * width + channel / 16 * 4 + channel % 4;
}

QuantizedConv::VectorRange QuantizedConv::vectors_of(int64_t block) const {
  return {block * vectors() / blocks(), (block + 1) * vectors() / blocks()};
}

// What no weight belongs to is left at the buffer's zeros.
void QuantizedConv::pack_dense(const int8_t* values) {
  const int64_t width = kernel().width, step_bytes = width * 4, quads = group_bytes() / 4;
  for (int64_t block = 0; block < groups_ * blocks(); ++block) {
    const int64_t group = block / blocks();
    const VectorRange range = vectors_of(block % blocks());
    int8_t* to = weights_.as<int8_t>() + (group * vectors() + range.first) * steps() * step_bytes;
    const int64_t first = range.first * width, last = std::min(range.last * width, group_outputs());
    for (int64_t n = first; n < last; ++n)
      for (int64_t i = 0; i < channels_; ++i)
        for (int64_t tap = 0; tap < taps(); ++tap) {
          const int64_t step = tap * quads + i / 4;
          to[step * range.count() * step_bytes + (n - first) * 4 + i % 4] =
              values[((group * group_outputs() + n) * channels_ + i) * taps() + tap];
        }
  }
}

void QuantizedConv::pack_depthwise(const int8_t* values) {
  const int64_t chunk = kernel().chunk();
  for (int64_t n = 0; n < n_; ++n)
    for (int64_t tap = 0; tap < taps(); ++tap) {
      const int64_t slot = slot_of(tap / taps_[1], tap % taps_[1]), step = n / chunk * steps() + slot / 4;
      weights_.as<int8_t>()[(step * chunk + lane_of(n) % chunk) * 4 + slot % 4] = values[n * taps() + tap];
    }
}

Result<QuantizedConv> QuantizedConv::pack(const ConvWeights& weights) {
  ATHENA_ASSIGN(const Isa isa, active_isa());
  return pack(weights, isa);
}

Result<QuantizedConv> QuantizedConv::pack(const ConvWeights& weights, Isa isa) {
  ATHENA_TRY(check_weights(weights, isa));
  QuantizedConv conv;
  conv.n_ = weights.n;
  conv.channels_ = weights.channels;
  conv.groups_ = weights.groups;
  conv.taps_ = weights.kernel;
  conv.isa_ = isa;
  conv.weights_ = AlignedBuffer(static_cast<size_t>(conv.lanes() * conv.steps() * 4));
  if (conv.is_depthwise())
    conv.pack_depthwise(weights.values);
  else
    conv.pack_dense(weights.values);
  const int64_t depth = weights.channels * conv.taps();
  for (int64_t n = 0; n < weights.n; ++n) {
    const int8_t* values = weights.values + n * depth;
    conv.column_sums_.push_back(std::accumulate(values, values + depth, int32_t{0}));
    conv.column_scales_.push_back(weights.scales[n]);
    conv.bias_.push_back(weights.bias == nullptr ? 0.0f : weights.bias[n]);
  }
  return conv;
}

size_t QuantizedConv::packed_bytes() const {
  return weights_.size() + column_sums_.size() * (sizeof(int32_t) + sizeof(float) + sizeof(float));
}

}  // namespace athena::kernels

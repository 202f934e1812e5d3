// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/quantized_conv/kernel_table.h"

namespace athena::kernels::qconv {
namespace {

constexpr int kWidth = 4, kChunk = 4 * kWidth;

uint8_t code_of(const Epilogue& epilogue, int64_t lane, int32_t sum, const uint8_t* add) {
  float value = std::fma(static_cast<float>(sum), epilogue.scale[lane], epilogue.offset[lane]);
  if (add != nullptr) value = std::fma(static_cast<float>(*add), epilogue.add_scale, value);
  return static_cast<uint8_t>(
      std::nearbyint(std::max(static_cast<float>(epilogue.low), std::min(value, epilogue.high))));
}

}  // namespace

void dense_u8s8_u8_1x8_scalar(const DenseTile& tile) {
  const int64_t lanes = tile.vectors * kWidth, channels = lanes - kWidth + tile.last_channels;
  for (int64_t position = 0; position < tile.positions; ++position)
    for (int64_t lane = 0; lane < channels; ++lane) {
      int32_t sum = tile.epilogue.start[lane];
      for (int64_t run = 0; run < tile.run_count; ++run) {
        const uint8_t* x = tile.x + tile.windows[position] + tile.runs[run];
        const int8_t* weights = tile.weights + 4 * (run * tile.run_steps * lanes + lane);
        for (int64_t i = 0; i < 4 * tile.run_steps; ++i) sum += x[i] * weights[i / 4 * 4 * lanes + i % 4];
      }
      const ptrdiff_t at = position * tile.ldy + lane;
      tile.y[at] = code_of(tile.epilogue, lane, sum, tile.add == nullptr ? nullptr : tile.add + at);
    }
}

// Its lanes are channels in order.
void depthwise_u8s8_u8_16_scalar(const DepthwiseTile& tile) {
  const int64_t taps = (tile.tap_count + 3) / 4 * 4;
  for (int64_t position = 0; position < tile.positions; ++position)
    for (int64_t channel = 0; channel < tile.channels; ++channel) {
      const int8_t* weights = tile.weights + channel / kChunk * kChunk * taps + channel % kChunk * 4;
      int32_t sum = tile.epilogue.start[channel];
      for (int64_t tap = 0; tap < tile.tap_count; ++tap)
        sum += tile.taps[tap][position * tile.next + channel] * weights[tap / 4 * 4 * kChunk + tap % 4];
      const ptrdiff_t at = position * tile.ldy + channel;
      tile.y[at] = code_of(tile.epilogue, channel, sum, tile.add == nullptr ? nullptr : tile.add + at);
    }
}

}  // namespace athena::kernels::qconv

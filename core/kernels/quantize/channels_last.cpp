// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantize/channels_last.h"

#include <algorithm>
#include <cstring>

namespace athena::kernels {
namespace {

constexpr int64_t kTogether = 4;  // channels
constexpr int64_t kChunk = 512;   // positions

using Chunk = uint8_t[kTogether][kChunk];

/// The four channels of `count` positions into codes, `channels` bytes apart.
void interleave_four(const Chunk& chunk, int64_t count, int64_t channels, uint8_t* codes) {
  for (int64_t i = 0; i < count; ++i, codes += channels) {
    const uint8_t four[kTogether] = {chunk[0][i], chunk[1][i], chunk[2][i], chunk[3][i]};
    std::memcpy(codes, four, kTogether);
  }
}

void interleave(const Chunk& chunk, int64_t count, int64_t together, int64_t channels, uint8_t* codes) {
  for (int64_t i = 0; i < count; ++i, codes += channels)
    for (int64_t c = 0; c < together; ++c) codes[c] = chunk[c][i];
}

}  // namespace

void quantize_channels_last(const float* x, int64_t channels, int64_t positions, RowRange range,
                            int64_t begin, int64_t end, uint8_t* codes, Isa isa) {
  Chunk chunk;
  for (int64_t first = begin; first < end; first += kChunk)
    for (int64_t channel = 0; channel < channels; channel += kTogether) {
      const int64_t count = std::min(kChunk, end - first), together = std::min(kTogether, channels - channel);
      for (int64_t c = 0; c < together; ++c)
        quantize_row_u8(x + (channel + c) * positions + first, count, range, chunk[c], isa);
      uint8_t* to = codes + first * channels + channel;
      if (together == kTogether)
        interleave_four(chunk, count, channels, to);
      else
        interleave(chunk, count, together, channels, to);
    }
}

void dequantize_u8(const uint8_t* codes, int64_t count, RowRange range, float* values) {
  for (int64_t i = 0; i < count; ++i)
    values[i] = static_cast<float>(codes[i] - range.zero_point) * range.scale;
}

}  // namespace athena::kernels

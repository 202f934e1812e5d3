// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantize/channels_last.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/simd/conv_tile.h"

namespace athena::kernels {
namespace {

constexpr int64_t kTogether = 4;  // channels
constexpr int64_t kChunk = 512;   // positions

/// The first `together` codes of each cell, `channels` bytes apart.
void part(const int32_t* cells, int64_t count, int64_t together, int64_t channels, uint8_t* codes) {
  for (int64_t i = 0; i < count; ++i, codes += channels)
    std::memcpy(codes, cells + i, static_cast<size_t>(together));
}

void part_four(const int32_t* cells, int64_t count, int64_t channels, uint8_t* codes) {
  for (int64_t i = 0; i < count; ++i, codes += channels) std::memcpy(codes, cells + i, kTogether);
}

/// Three channels and no more, four positions at once: the colours of an image.
void part_colours(const int32_t* cells, int64_t count, uint8_t* codes) {
  constexpr uint64_t kThree = 0xFFFFFF;
  int64_t i = 0;
  for (; i + 4 <= count; i += 4, codes += 12) {
    uint64_t pairs[2];
    std::memcpy(pairs, cells + i, sizeof(pairs));
    for (uint64_t& pair : pairs) pair = (pair & kThree) | (pair >> 8 & kThree << 24);
    const uint64_t first = pairs[0] | pairs[1] << 48, rest = pairs[1] >> 16;
    std::memcpy(codes, &first, 8);
    std::memcpy(codes + 8, &rest, 4);
  }
  part(cells + i, count - i, 3, 3, codes);
}

}  // namespace

void quantize_channels_last(const float* x, int64_t channels, int64_t positions, RowRange range,
                            int64_t begin, int64_t end, uint8_t* codes, Isa isa) {
  const auto quantize = of_vectors<conv::CellsFunction>(isa, conv::static_bytes_scalar,
                                                        conv::static_bytes_avx2, conv::static_bytes_avx512);
  int32_t cells[kChunk];
  for (int64_t first = begin; first < end; first += kChunk)
    for (int64_t channel = 0; channel < channels; channel += kTogether) {
      const int64_t count = std::min(kChunk, end - first), together = std::min(kTogether, channels - channel);
      // The last channel stands in for those that a cell lacks.
      const float* from[kTogether];
      for (int64_t c = 0; c < kTogether; ++c)
        from[c] = x + (channel + std::min(c, together - 1)) * positions + first;
      quantize(from, count, 1.0f / range.scale, range.zero_point, cells);
      uint8_t* to = codes + first * channels + channel;
      if (together == kTogether)
        part_four(cells, count, channels, to);
      else if (channels == 3)
        part_colours(cells, count, to);
      else
        part(cells, count, together, channels, to);
    }
}

void dequantize_u8(const uint8_t* codes, int64_t count, RowRange range, float* values) {
  for (int64_t i = 0; i < count; ++i)
    values[i] = static_cast<float>(codes[i] - range.zero_point) * range.scale;
}

}  // namespace athena::kernels

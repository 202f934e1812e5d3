// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/simd/quantized_conv_tile.h"

// Convolutions of codes whose channels lie next to each other. For per-ISA files only.
//
// Op, beside the vectors V, says:
//   dot(acc, x, w)    acc + the sum over the 4 products of a lane, u8 codes and s8 weights
//   broadcast(p)      the 4 codes at p in every lane
//   spread(x)         4 vectors of bytes -> the 4 of a chunk, whose lanes hold a byte of each
//   spread_one(x)     the same of x[0] and three times 0
//   join(codes)       the int32 of a chunk -> a vector of bytes, saturated
//   load_codes        the first `count` bytes as int32
//   store_codes       the first `count` int32 of up to 4 vectors as saturated bytes, at least `low`
//   kPositionsAtOnce           1, or 4: store_positions then stores one vector of each of four
//   load_bytes, store_bytes    a vector of bytes, or its first `count`
namespace {

using athena::kernels::qconv::DenseTile;
using athena::kernels::qconv::DepthwiseTile;
using athena::kernels::qconv::Epilogue;

// g++ 12 keeps the accumulators in memory unless every loop over them is unrolled.
template <class V, class Op, int kPositions, int kVectors>
inline void dense_tile(const DenseTile& tile, int64_t first) {
  using I = typename V::I;
  const uint8_t* x[kPositions];
  I acc[kPositions][kVectors];
#pragma GCC unroll 16
  for (int p = 0; p < kPositions; ++p) {
    x[p] = tile.x + tile.windows[first + p];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) acc[p][v] = V::iload(tile.epilogue.start + v * V::kWidth);
  }
  const int8_t* weights = tile.weights;
  const ptrdiff_t length = 4 * tile.run_steps, *run = tile.runs, *runs_end = run + tile.run_count;
  ptrdiff_t at = 0, end = 0;
  // One loop over all runs: more than one would also keep them in memory.
  for (;;) {
    if (at == end) {
      if (run == runs_end) break;
      at = *run++;
      end = at + length;
    }
    I w[kVectors];
#pragma GCC unroll 8
    for (int v = 0; v < kVectors; ++v) w[v] = V::iload(weights + v * sizeof(I));
#pragma GCC unroll 16
    for (int p = 0; p < kPositions; ++p) {
      const I codes = Op::broadcast(x[p] + at);
#pragma GCC unroll 8
      for (int v = 0; v < kVectors; ++v) acc[p][v] = Op::dot(acc[p][v], codes, w[v]);
    }
    weights += kVectors * sizeof(I);
    at += 4;
  }
  const Epilogue& epilogue = tile.epilogue;
  const typename V::F high = V::set(epilogue.high), add_scale = V::set(epilogue.add_scale);
  const I low = Op::set_bytes(epilogue.low);
#pragma GCC unroll 8
  for (int v = 0; v < kVectors; ++v) {
    const typename V::F scale = V::load(epilogue.scale + v * V::kWidth),
                        offset = V::load(epilogue.offset + v * V::kWidth);
    const int count = v + 1 < kVectors ? V::kWidth : tile.last_channels;
#pragma GCC unroll 16
    for (int p = 0; p < kPositions; ++p) {
      typename V::F value = V::fma(V::to_float(acc[p][v]), scale, offset);
      if (tile.add != nullptr) {
        const uint8_t* add = tile.add + (first + p) * tile.ldy + v * V::kWidth;
        value = V::fma(V::to_float(Op::load_codes(add, count)), add_scale, value);
      }
      acc[p][v] = V::to_int(V::min(value, high));
    }
  }
  constexpr int kAtOnce = Op::kPositionsAtOnce;
  if constexpr (kVectors == 1 && kAtOnce > 1 && kPositions % kAtOnce == 0) {
#pragma GCC unroll 16
    for (int p = 0; p < kPositions; p += kAtOnce)
      Op::store_positions(tile.y + (first + p) * tile.ldy, tile.ldy,
                          {acc[p][0], acc[p + 1][0], acc[p + 2][0], acc[p + 3][0]}, low, tile.last_channels);
    return;
  }
#pragma GCC unroll 16
  for (int p = 0; p < kPositions; ++p)
    Op::store_codes(tile.y + (first + p) * tile.ldy, acc[p], low,
                    (kVectors - 1) * V::kWidth + tile.last_channels);
}

/// What is left after whole tiles.
template <class V, class Op, int kPositions, int kVectors>
inline void dense_rest(const DenseTile& tile, int64_t first) {
  if constexpr (kPositions > 0) {
    if (tile.positions - first == kPositions) return dense_tile<V, Op, kPositions, kVectors>(tile, first);
    dense_rest<V, Op, kPositions - 1, kVectors>(tile, first);
  }
}

template <class V, class Op, int kPositions, int kVectors>
inline void dense_block(const DenseTile& tile) {
  int64_t first = 0;
  for (; first + kPositions <= tile.positions; first += kPositions)
    dense_tile<V, Op, kPositions, kVectors>(tile, first);
  dense_rest<V, Op, kPositions - 1, kVectors>(tile, first);
}

/// A chunk of channels. What a pointer leads to is held here, since a store of codes might change it for all
/// the compiler knows.
template <class V, class Op, bool kWhole, bool kAdd>
class DepthwiseChunk {
 public:
  using I = typename V::I;
  using F = typename V::F;
  static constexpr int kChannels = 4 * V::kWidth;

  DepthwiseChunk(const DepthwiseTile& tile, int64_t channel, const Epilogue& epilogue)
      : count_(kWhole ? kChannels : static_cast<int>(tile.channels - channel)),
        start_(epilogue.start),
        scale_(epilogue.scale),
        offset_(epilogue.offset),
        y_(tile.y + channel),
        add_(kAdd ? tile.add + channel : nullptr),
        ldy_(tile.ldy),
        high_(V::set(epilogue.high)),
        add_scale_(V::set(epilogue.add_scale)),
        low_(Op::set_bytes(epilogue.low)) {}

  I load(const uint8_t* p) const {
    if constexpr (kWhole)
      return V::iload(p);
    else
      return Op::load_bytes(p, count_);
  }

  void begin(I (&acc)[4]) const {
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) acc[v] = V::iload(start_ + v * V::kWidth);
  }

  static void step(I (&acc)[4], const I (&x)[4], const I (&weights)[4]) {
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) acc[v] = Op::dot(acc[v], x[v], weights[v]);
  }

  static void load_weights(const int8_t* from, I (&weights)[4]) {
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) weights[v] = V::iload(from + v * sizeof(I));
  }

  void finish(I (&acc)[4], int64_t position) const {
    I x[4];
    if constexpr (kAdd) {
      x[0] = load(add_ + position * ldy_);
      Op::spread_one(x);
    }
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) {
      F value =
          V::fma(V::to_float(acc[v]), V::load(scale_ + v * V::kWidth), V::load(offset_ + v * V::kWidth));
      if constexpr (kAdd) value = V::fma(V::to_float(x[v]), add_scale_, value);
      acc[v] = V::to_int(V::min(value, high_));
    }
    const I codes = Op::max_bytes(Op::join(acc), low_);
    if constexpr (kWhole)
      V::istore(y_ + position * ldy_, codes);
    else
      Op::store_bytes(y_ + position * ldy_, codes, count_);
  }

 private:
  int count_;
  const int32_t* start_;
  const float *scale_, *offset_;
  uint8_t* y_;
  const uint8_t* add_;
  ptrdiff_t ldy_;
  F high_, add_scale_;
  I low_;
};

/// Any taps.
template <class V, class Op, bool kWhole, bool kAdd>
inline void depthwise_any(const DepthwiseTile& tile, int64_t channel, const int8_t* weights,
                          const Epilogue& epilogue) {
  using I = typename V::I;
  const DepthwiseChunk<V, Op, kWhole, kAdd> chunk(tile, channel, epilogue);
  const uint8_t* const* taps = tile.taps;
  const int64_t tap_count = tile.tap_count, positions = tile.positions;
  const ptrdiff_t next = tile.next;
  for (int64_t position = 0; position < positions; ++position) {
    const ptrdiff_t from = position * next + channel;
    const int8_t* step = weights;
    I acc[4], x[4], w[4];
    chunk.begin(acc);
    int64_t tap = 0;
    for (; tap + 1 < tap_count; tap += 4, step += 4 * sizeof(I)) {
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) x[i] = chunk.load(taps[tap + i] + from);
      Op::spread(x);
      chunk.load_weights(step, w);
      chunk.step(acc, x, w);
    }
    if (tap < tap_count) {
      x[0] = chunk.load(taps[tap] + from);
      Op::spread_one(x);
      chunk.load_weights(step, w);
      chunk.step(acc, x, w);
    }
    chunk.finish(acc, position);
  }
}

/// Three columns of three rows: what neighbours share is read and spread once.
template <class V, class Op, bool kWhole, bool kAdd, int kApart>
inline void depthwise_columns(const DepthwiseTile& tile, int64_t channel, const int8_t* weights,
                              const Epilogue& epilogue) {
  using I = typename V::I;
  const DepthwiseChunk<V, Op, kWhole, kAdd> chunk(tile, channel, epilogue);
  const uint8_t *top = tile.taps[0] + channel, *middle = tile.taps[1] + channel,
                *bottom = tile.taps[2] + channel;
  const auto column = [&](ptrdiff_t at, I(&x)[4]) {
    x[0] = chunk.load(top + at);
    x[1] = chunk.load(middle + at);
    x[2] = chunk.load(bottom + at);
    x[3] = V::izero();
    Op::spread(x);
  };
  I w0[4], w1[4], w2[4], a[4], b[4], c[4], acc[4];
  chunk.load_weights(weights, w0);
  chunk.load_weights(weights + 4 * sizeof(I), w1);
  chunk.load_weights(weights + 8 * sizeof(I), w2);
  const int64_t positions = tile.positions;
  const ptrdiff_t next = tile.next / kApart;
  ptrdiff_t at = 0;
  column(at, a);
  if constexpr (kApart == 1) column(at += next, b);
  for (int64_t position = 0; position < positions; ++position) {
    if constexpr (kApart == 2) column(at += next, b);
    column(at += next, c);
    chunk.begin(acc);
    chunk.step(acc, a, w0);
    chunk.step(acc, b, w1);
    chunk.step(acc, c, w2);
    chunk.finish(acc, position);
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) {
      a[v] = kApart == 1 ? b[v] : c[v];
      b[v] = c[v];
    }
  }
}

template <class V, class Op, bool kWhole, bool kAdd>
inline void depthwise_chunk(const DepthwiseTile& tile, int64_t channel, const int8_t* weights,
                            const Epilogue& epilogue) {
  if (tile.columns_apart == 1)
    return depthwise_columns<V, Op, kWhole, kAdd, 1>(tile, channel, weights, epilogue);
  if (tile.columns_apart == 2)
    return depthwise_columns<V, Op, kWhole, kAdd, 2>(tile, channel, weights, epilogue);
  depthwise_any<V, Op, kWhole, kAdd>(tile, channel, weights, epilogue);
}

template <class V, class Op, bool kAdd>
inline void depthwise_chunks(const DepthwiseTile& tile) {
  constexpr int kChunk = 4 * V::kWidth;
  const int64_t weights = (tile.tap_count + 3) / 4 * 4 * kChunk;
  Epilogue epilogue = tile.epilogue;
  int64_t channel = 0;
  for (; channel < tile.channels; channel += kChunk) {
    const int8_t* w = tile.weights + channel / kChunk * weights;
    if (channel + kChunk <= tile.channels)
      depthwise_chunk<V, Op, true, kAdd>(tile, channel, w, epilogue);
    else
      depthwise_chunk<V, Op, false, kAdd>(tile, channel, w, epilogue);
    epilogue.start += kChunk;
    epilogue.scale += kChunk;
    epilogue.offset += kChunk;
  }
}

template <class V, class Op>
inline void run_depthwise(const DepthwiseTile& tile) {
  if (tile.add != nullptr)
    depthwise_chunks<V, Op, true>(tile);
  else
    depthwise_chunks<V, Op, false>(tile);
}

}  // namespace
